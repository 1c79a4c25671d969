"""The pages of the offline bundle: one for each indicator and an index, without server, network or script."""

from __future__ import annotations

from html import escape
from pathlib import Path

from kpi.charts.palette import style_variables
from kpi.export.bundle.bundle_chart import plan_chart, plan_scene
from kpi.export.bundle.bundle_data import Book, Row, Sheet
from kpi.model.addresses import INDICATOR_PAGE
from kpi.model.cited import cited_by
from kpi.model.roadmap_records import PlanRow
from kpi.reading.province_rows import newest_actual
from kpi.reading.roadmap import YEARS, Cell, CellKind
from kpi.reading.roadmap_rows import CELL_STYLES, cell_text, unit_words, warning_words
from kpi.words import (
    format_date,
    format_period,
    format_qualified,
    format_target,
    label,
    message,
    undated_name,
    unit_name,
)
from kpi.words.target_clauses import about

_STYLE = style_variables() + Path(__file__).with_name("bundle.css").read_text(encoding="utf-8")
FOLDERS = {"vi": INDICATOR_PAGE, "en": "indicators"}
INDEXES = {"vi": "index.html", "en": "index.en.html"}
_OTHER = {"vi": "en", "en": "vi"}


def index_page(book: Book, lang: str) -> str:
    """The list of all indicators by section."""
    facts = {"snapshot": book.snapshot_id, "built": format_date(book.built_on, lang)}
    parts = [
        f"<h1>{_say('bundle.index_title', lang)}</h1><p>{escape(message('bundle.index_lead', lang, **facts))}</p>",
        _list([_say(f"bundle.{key}", lang) for key in ("readme", "method", "dictionary")]),
    ]
    sections = dict.fromkeys(sheet.indicator["section"] for sheet in book.sheets)
    for section in sections:
        members = [sheet for sheet in book.sheets if sheet.indicator["section"] == section]
        parts.append(f"<h2>{escape(label('section', section, lang))}</h2>{_index_table(members, lang)}")
    links = [(INDEXES[_OTHER[lang]], message("bundle.other_language", lang))]
    return _page(book, message("bundle.index_title", lang), "".join(parts), links, lang)


def _index_table(sheets: list[Sheet], lang: str) -> str:
    rows = "".join(
        f"<tr><th scope='row'><a href='{FOLDERS[lang]}/{sheet.indicator['indicator_id']}.html'>"
        f"{escape(sheet.indicator[f'name_{lang}'])}</a></th><td>{escape(unit_name(sheet.indicator['unit'], lang))}</td>"
        f"<td>{len({row.province_id for row in sheet.plans})}</td><td>{len(sheet.figures)}</td></tr>"
        for sheet in sheets
    )
    return _table(("indicator", "unit", "plans", "figures"), rows, lang)


def indicator_page(book: Book, sheet: Sheet, lang: str) -> str:
    """Everything about one indicator."""
    row = sheet.indicator
    name = row[f"name_{lang}"]
    facts = [label(family, row[family], lang) for family in ("section", "cadence", "direction")]
    facts.insert(1, unit_name(row["unit"], lang))
    parts = [
        f"<h1>{escape(name)}</h1><p class='muted'>{escape(' · '.join(facts))}</p>",
        f"<h2>{_say('bundle.definition', lang)}</h2><p>{escape(row['definition_vi'])}</p>",
    ]
    if sheet.plans:
        parts += [_charts(sheet, lang), _years(sheet, lang)]
    parts += [_words(sheet, lang), _figures(sheet, lang)]
    links = [
        (f"../{INDEXES[lang]}", message("bundle.all_indicators", lang)),
        (f"../{FOLDERS[_OTHER[lang]]}/{row['indicator_id']}.html", message("bundle.other_language", lang)),
    ]
    return _page(book, name, "".join(parts), links, lang)


def _page(book: Book, title: str, body: str, links: list[tuple[str, str]], lang: str) -> str:
    ribbon = f"<p class='demo'>{_say('demo.ribbon', lang)}</p>" if book.demo else ""
    mark = f"{message('figure.watermark', lang)} – " if book.demo else ""
    shown = "".join(f"<a href='{url}'>{escape(words)}</a>" for url, words in links)
    built = format_date(book.built_on, lang)
    cite = message("download.citation", lang, title=title, snapshot=book.snapshot_id, built=built)
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(mark + title)}</title><style>{_STYLE}</style></head>"
        f"<body>{ribbon}<nav>{shown}</nav>{body}<footer>{escape(mark + cite)}</footer></body></html>\n"
    )


def _charts(sheet: Sheet, lang: str) -> str:
    drawn = "".join(_chart(sheet, plan, lang) for plan in sheet.plans)
    heading, path = _say("bundle.charts", lang), _say("bundle.path", lang)
    return f"<h2>{heading}</h2><p class='muted'>{path}</p><div class='charts'>{drawn}</div>"


def _chart(sheet: Sheet, plan: PlanRow, lang: str) -> str:
    own = [figure for figure in sheet.figures if figure["province_id"] == plan.province_id]
    exact = [figure for figure in own if figure["qualifier"] == "exact"]
    rank = min((figure["series_rank"] for figure in exact), default=0)
    first = [figure for figure in exact if figure["series_rank"] == rank]
    targets = [row for row in sheet.words if (row["province_id"], row["document_id"]) == (plan.key[0], plan.key[2])]
    name = plan.province(lang)
    scene = plan_scene(sheet.path[plan.key], targets, first, sheet.indicator, lang)
    former = message("roadmap.former", lang, name=plan.successor(lang)) if plan.inherited else ""
    told = " · ".join(filter(None, (former, undated_name(plan.cited, lang))))
    drawing = plan_chart(scene, message("bundle.chart", lang, name=name))
    latest = newest_actual(own)
    newest = f"<small>{escape(_newest(latest, lang))}</small>" if latest else ""
    return f"<div><h3>{escape(name)}</h3><small class='muted'>{escape(told)}</small>{drawing}{newest}</div>"


def _newest(figure: Row, lang: str) -> str:
    period = format_period(figure["period_start"], figure["period_end"], lang)
    value = _figure(figure, lang)
    return message("bundle.newest", lang, value=value, period=period, series=figure[f"series_name_{lang}"])


def _years(sheet: Sheet, lang: str) -> str:
    head = f"<th scope='col'>{_say('bundle.province', lang)}</th>" + "".join(f"<th scope='col'>{y}</th>" for y in YEARS)
    body = "".join(
        f"<tr><th scope='row'>{escape(plan.province(lang))}<small>{escape(_plan_words(sheet, plan, lang))}</small></th>"
        + "".join(_cell(cell, plan.unit, lang) for cell in sheet.years[plan.key])
        + "</tr>"
        for plan in sheet.plans
    )
    kinds = dict.fromkeys(cell.kind for cells in sheet.years.values() for cell in cells)
    legend = "".join(
        f"<li><b>{CELL_STYLES[kind].mark}</b> {escape(message(f'cell.{kind}', lang))}</li>"
        for kind in CellKind
        if kind in kinds
    )
    return (
        f"<h2>{_say('bundle.years', lang)}</h2><div class='scroll'><table class='years'><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div><ul class='muted'>{legend}</ul>"
    )


def _plan_words(sheet: Sheet, plan: PlanRow, lang: str) -> str:
    warned = [warning_words(w, plan.unit, lang) for w in sheet.warned.get((plan.document_id, plan.indicator_id), ())]
    former = message("roadmap.former", lang, name=plan.successor(lang)) if plan.inherited else ""
    parts = (unit_words(plan, lang), former, undated_name(plan.cited, lang), *(f"⚠ {w}" for w in warned))
    return " · ".join(part for part in parts if part)


def _cell(cell: Cell, unit: str, lang: str) -> str:
    return f"<td class={CELL_STYLES[cell.kind].style}>{escape(cell_text(cell, unit, lang))}</td>"


def _words(sheet: Sheet, lang: str) -> str:
    heading = f"<h2>{_say('bundle.words', lang)}</h2>"
    if not sheet.words:
        return f"{heading}<p class='muted'>{_say('bundle.no_plan', lang)}</p>"
    return heading + _list([_promise(row, lang) for row in sheet.words])


def _promise(row: Row, lang: str) -> str:
    high, base, unit = row["value_high"], row["denominator"], row["unit"]
    promised = format_target(row["operator"], row["value"], high, unit, lang, base, cadence=row["cadence"])
    promised = about(promised, row["operator"], row.get("note"), lang)
    due = message("by_end_of", lang, year=row["year"])
    status = "" if row["status"] == "in_force" else f" ({label('target_status', row['status'], lang)})"
    document = undated_name(cited_by(row), lang)
    if row["line"] is not None and row["quote"]:
        source = message("bundle.line", lang, document=document, line=row["line"])
        quote = f"<blockquote>{escape(row['quote'])}</blockquote>"
        where = escape(source)
    elif row["quote"]:
        quote = f"<blockquote>{escape(row['quote'])}</blockquote>"
        where = f"{escape(', '.join(filter(None, (document, row['place']))))} {_link(row['source_url'])}"
    else:
        quote = f"<p class='muted'>{_say('bundle.no_words', lang)}</p>"
        where = f"{escape(document)} {_link(row['source_url'])}"
    who = escape(row[f"province_{lang}"])
    return f"<b>{who}: {escape(promised)}</b> {escape(due + status)}{quote}<small class='muted'>{where}</small>"


def _figures(sheet: Sheet, lang: str) -> str:
    heading = f"<h2>{_say('bundle.actuals', lang)}</h2>"
    if not sheet.figures:
        return f"{heading}<p class='muted'>{_say('bundle.no_actual', lang)}</p>"
    rows = "".join(_figure_row(row, lang) for row in sheet.figures)
    return heading + _table(("province", "series", "period", "value", "source"), rows, lang)


def _figure_row(row: Row, lang: str) -> str:
    period = format_period(row["period_start"], row["period_end"], lang)
    source = f"<small class='muted'>“{escape(row['source_title'])}” {_link(row['source_url'])}</small>"
    cells = (row[f"series_name_{lang}"], period, _figure(row, lang))
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    who, publisher = escape(row[f"province_{lang}"]), escape(row["publisher"])
    return f"<tr><th scope='row'>{who}</th>{told}<td>{publisher}<br>{source}</td></tr>"


def _figure(row: Row, lang: str) -> str:
    more = {"value_high": row["value_high"], "denominator": row["denominator"]}
    return format_qualified(row["value"], row["qualifier"], row["unit"], lang, **more)


def _table(keys: tuple[str, ...], rows: str, lang: str) -> str:
    head = "".join(f"<th scope='col'>{_say(f'bundle.{key}', lang)}</th>" for key in keys)
    return f"<div class='scroll'><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def _list(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _link(url: str | None) -> str:
    return f"<a href='{escape(url, quote=True)}' rel='noreferrer'>{escape(url)}</a>" if url else ""


def _say(key: str, lang: str) -> str:
    return escape(message(key, lang))
