"""The pages of the offline bundle: one for each indicator and an index, without server, network or script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kpi.charts.palette import style_variables
from kpi.export.bundle.bundle_chart import plan_chart, plan_scene
from kpi.export.bundle.bundle_data import Book, Row, Sheet
from kpi.markup import EMPTY, Column, Markup, Table, macros, trusted
from kpi.markup import Cell as TableCell
from kpi.markup import Row as TableRow
from kpi.model.addresses import INDICATOR_PAGE
from kpi.model.cited import cited_by
from kpi.model.roadmap_records import PlanRow
from kpi.model.target_places import copy_url, is_in_held_text
from kpi.reading.province_rows import newest_actual
from kpi.reading.roadmap import YEARS, CellKind
from kpi.reading.roadmap_rows import CELL_STYLES, cell_text, unit_words, warning_words
from kpi.words import (
    copy_place,
    format_date,
    format_period,
    format_qualified,
    label,
    message,
    undated_name,
    unit_name,
)
from kpi.words.target_clauses import amount_text

_HTML = macros(__name__)
_STYLE = trusted(style_variables() + Path(__file__).with_name("bundle.css").read_text(encoding="utf-8"))
FOLDERS = {"vi": INDICATOR_PAGE, "en": "indicators"}
INDEXES = {"vi": "index.html", "en": "index.en.html"}
_OTHER = {"vi": "en", "en": "vi"}


def index_page(book: Book, lang: str) -> Markup:
    """The list of all indicators by section."""
    facts = {"snapshot": book.snapshot_id, "built": format_date(book.built_on, lang)}
    parts = [_HTML.index_head(message("bundle.index_lead", lang, **facts), lang)]
    sections = dict.fromkeys(sheet.indicator["section"] for sheet in book.sheets)
    for section in sections:
        members = [sheet for sheet in book.sheets if sheet.indicator["section"] == section]
        parts.append(_HTML.section(label("section", section, lang), _index_table(members, lang)))
    links = [(INDEXES[_OTHER[lang]], message("bundle.other_language", lang))]
    return _page(book, message("bundle.index_title", lang), parts, links, lang)


def _index_table(sheets: list[Sheet], lang: str) -> Markup:
    rows = [
        TableRow(
            (
                _HTML.link(f"{FOLDERS[lang]}/{sheet.indicator['indicator_id']}.html", sheet.indicator[f"name_{lang}"]),
                unit_name(sheet.indicator["unit"], lang),
                str(len({row.province_id for row in sheet.plans})),
                str(len(sheet.actuals)),
            )
        )
        for sheet in sheets
    ]
    return _table(("indicator", "unit", "plans", "published"), rows, lang)


def indicator_page(book: Book, sheet: Sheet, lang: str) -> Markup:
    """Everything about one indicator."""
    row = sheet.indicator
    name = row[f"name_{lang}"]
    facts = [label(family, row[family], lang) for family in ("section", "cadence", "direction")]
    facts.insert(1, unit_name(row["unit"], lang))
    parts = [_HTML.head(name, " · ".join(facts), row["definition_vi"], lang)]
    if sheet.plans:
        parts += [_HTML.charts([_chart(sheet, plan, lang) for plan in sheet.plans], lang), _years(sheet, lang)]
    parts += [_HTML.words([_target(row, lang) for row in sheet.words], lang), _actuals(sheet, lang)]
    links = [
        (f"../{INDEXES[lang]}", message("bundle.all_indicators", lang)),
        (f"../{FOLDERS[_OTHER[lang]]}/{row['indicator_id']}.html", message("bundle.other_language", lang)),
    ]
    return _page(book, name, parts, links, lang)


def _page(book: Book, title: str, parts: list[Markup], links: list[tuple[str, str]], lang: str) -> Markup:
    mark = f"{message('chart_words.watermark', lang)} – " if book.demo else ""
    built = format_date(book.built_on, lang)
    cite = message("download.citation", lang, title=title, snapshot=book.snapshot_id, built=built)
    return _HTML.page(lang, mark + title, _STYLE, book.demo, links, parts, mark + cite)


def _chart(sheet: Sheet, plan: PlanRow, lang: str) -> tuple[str, str, Markup, str]:
    """The name of the unit, whose plan it is, the drawing, and the newest actual in words."""
    own = [actual for actual in sheet.actuals if actual["province_id"] == plan.province_id]
    exact = [actual for actual in own if actual["qualifier"] == "exact"]
    rank = min((actual["series_rank"] for actual in exact), default=0)
    first = [actual for actual in exact if actual["series_rank"] == rank]
    targets = [row for row in sheet.words if (row["province_id"], row["document_id"]) == (plan.key[0], plan.key[2])]
    name = plan.province(lang)
    scene = plan_scene(sheet.path[plan.key], targets, first, sheet.indicator, lang)
    former = message("roadmap.former", lang, name=plan.successor(lang)) if plan.inherited else ""
    told = " · ".join(filter(None, (former, undated_name(plan.cited, lang))))
    drawing = plan_chart(scene, message("bundle.chart", lang, name=name))
    latest = newest_actual(own)
    return name, told, drawing, _newest(latest, lang) if latest else ""


def _newest(actual: Row, lang: str) -> str:
    period = format_period(actual["period_start"], actual["period_end"], lang)
    value = _actual(actual, lang)
    return message("bundle.newest", lang, value=value, period=period, series=actual[f"series_name_{lang}"])


def _years(sheet: Sheet, lang: str) -> Markup:
    columns = [Column(message("bundle.province", lang), name=True), *(Column(str(year)) for year in YEARS)]
    rows = [
        TableRow(
            (
                _HTML.with_small(plan.province(lang), _plan_words(sheet, plan, lang)),
                *(
                    TableCell(cell_text(cell, plan.unit, lang), CELL_STYLES[cell.kind].style)
                    for cell in sheet.years[plan.key]
                ),
            )
        )
        for plan in sheet.plans
    ]
    kinds = dict.fromkeys(cell.kind for cells in sheet.years.values() for cell in cells)
    legend = [(CELL_STYLES[kind].mark, message(f"cell.{kind}", lang)) for kind in CellKind if kind in kinds]
    return _HTML.years(Table(columns, rows, style="years").html(), legend, lang)


def _plan_words(sheet: Sheet, plan: PlanRow, lang: str) -> str:
    warned = [warning_words(w, plan.unit, lang) for w in sheet.warned.get((plan.document_id, plan.indicator_id), ())]
    former = message("roadmap.former", lang, name=plan.successor(lang)) if plan.inherited else ""
    parts = (unit_words(plan, lang), former, undated_name(plan.cited, lang), *(f"⚠ {w}" for w in warned))
    return " · ".join(part for part in parts if part)


def _target(row: Row, lang: str) -> dict[str, Any]:
    """Who targets what by when, in whose words, and where they stand."""
    target = amount_text(row, lang)
    status = "" if row["status"] == "in_force" else f" ({label('target_status', row['status'], lang)})"
    document = undated_name(cited_by(row), lang)
    in_text = is_in_held_text(row["line"], row["source_url"]) and bool(row["quote"])
    if in_text:
        where = message("bundle.line", lang, document=document, line=row["line"])
    else:
        where = ", ".join(filter(None, (document, copy_place(row["place"], row["line"], lang))))
    return {
        "who": row[f"province_{lang}"],
        "promised": target,
        "due": message("by_end_of", lang, year=row["year"]) + status,
        "quote": row["quote"],
        "where": where,
        "is_in_text": in_text,
        "url": copy_url(row["source_url"], row["line"]),
    }


def _actuals(sheet: Sheet, lang: str) -> Markup:
    rows = [_actual_row(row, lang) for row in sheet.actuals]
    table = _table(("province", "series", "period", "value", "source"), rows, lang) if rows else EMPTY
    return _HTML.actuals(table, lang)


def _actual_row(row: Row, lang: str) -> TableRow:
    period = format_period(row["period_start"], row["period_end"], lang)
    source = _HTML.published(row["publisher"], row["source_title"], row["source_url"])
    return TableRow((row[f"province_{lang}"], row[f"series_name_{lang}"], period, _actual(row, lang), source))


def _actual(row: Row, lang: str) -> str:
    more = {"value_high": row["value_high"], "denominator": row["denominator"]}
    return format_qualified(row["value"], row["qualifier"], row["unit"], lang, **more)


def _table(keys: tuple[str, ...], rows: list[TableRow], lang: str) -> Markup:
    columns = [Column(message(f"bundle.{key}", lang), name=key == keys[0]) for key in keys]
    return Table(columns, rows).html()
