"""Tables as HTML: every number with its unit, kind and source; read by people and by screen readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from kpi.model.codes import PathMethod
from kpi.model.records import ActualRecord, TargetRecord
from kpi.reading.province_rows import IndicatorRow, YearRow, by_section, is_revised, promised_years
from kpi.words import format_period, format_qualified, format_target, format_value, message
from kpi.words.target_clauses import about
from ui import address
from ui.provenance import actual_source, target_source


def promise(target: TargetRecord, lang: str) -> str:
    """The promise in signs: '≥ 60 %'."""
    text = format_target(
        target.operator,
        target.value,
        target.value_high,
        target.unit,
        lang,
        target.denominator,
        cadence=target.cadence,
    )
    return about(text, target.operator, target.note, lang)


def figure(actual: ActualRecord, lang: str) -> str:
    """The figure as its source told it: 'khoảng 90 %'."""
    return format_qualified(
        actual.value,
        actual.qualifier,
        actual.unit,
        lang,
        value_high=actual.value_high,
        denominator=actual.denominator,
    )


def period(actual: ActualRecord, lang: str) -> str:
    """The period that the figure is about."""
    return format_period(actual.period_start, actual.period_end, lang)


def promise_table(
    rows: Sequence[IndicatorRow], province_id: str, lang: str, statuses: Mapping[str, str] | None = None
) -> str:
    """All promises of a province by section and year, with the newest figure of each indicator.

    `statuses` maps indicator ids to ready HTML of their status.
    """
    years = promised_years(rows)
    heads = [message("table.indicator", lang), *map(str, years), message("table.latest", lang)]
    if statuses is not None:
        heads.append(message("table.status", lang))
    head = "".join(f"<th scope='col'>{escape(text)}</th>" for text in heads)
    body = []
    for section, members in by_section(rows).items():
        title = escape(message(f"section.{section}", lang))
        body.append(f"<tr class='section'><th colspan='{len(heads)}' scope='colgroup'>{title}</th></tr>")
        body += [_promise_row(row, years, province_id, lang, statuses) for row in members]
    caption = escape(message("table.promises_caption", lang))
    return (
        f"<div class='scroll' tabindex='0'><table><caption hidden>{caption}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _promise_row(
    row: IndicatorRow,
    years: Sequence[int],
    province_id: str,
    lang: str,
    statuses: Mapping[str, str] | None,
) -> str:
    indicator = row.indicator
    parameters = {
        address.PROVINCE: province_id,
        address.INDICATOR: indicator.indicator_id,
        address.LANGUAGE: lang,
    }
    url = escape(address.link(address.INDICATOR_PAGE, **parameters))
    flag = _flag("flag.conflicting", lang) if row.conflicting else ""
    cells = [f"<th scope='row'><a href='{url}' target='_self'>{escape(indicator.name(lang))}</a> {flag}</th>"]
    for year in years:
        texts = [escape(promise(target, lang)) for target in row.promises(year)]
        joined = "<br>".join(dict.fromkeys(texts))
        cells.append(f"<td class='{'official' if texts else 'none'}'>{joined or '–'}</td>")
    latest = row.latest
    if latest:
        text = f"{escape(figure(latest, lang))}<br><span class='muted'>{escape(period(latest, lang))}</span>"
        cells.append(f"<td>{text}</td>")
    else:
        cells.append(f"<td class='none'>{escape(message('no_data', lang))}</td>")
    if statuses is not None:
        cells.append(f"<td>{statuses.get(indicator.indicator_id, '')}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def year_table(rows: Sequence[YearRow], unit: str, documents: Mapping[str, list[str]], lang: str) -> str:
    """Every year of one indicator: plan, whether it is official, figures with series, each with its source."""
    heads = ("table.year", "table.planned", "table.kind", "table.actual")
    head = "".join(f"<th scope='col'>{escape(message(key, lang))}</th>" for key in heads)
    body = "".join(_year_row(row, unit, documents, lang) for row in rows)
    return f"<div class='scroll' tabindex='0'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _year_row(row: YearRow, unit: str, documents: Mapping[str, list[str]], lang: str) -> str:
    planned, kind, style = _planned(row, unit, lang)
    sources = "".join(target_source(target, documents.get(target.document_id), lang) for target in row.targets)
    actuals = "".join(
        actual_source(actual, lang, _figure_line(actual, revised=is_revised(actual, row.actuals), lang=lang))
        for actual in row.actuals
    )
    return (
        f"<tr><th scope='row'>{row.year}</th><td class='{style}'>{planned}</td><td>{kind}{sources}</td>"
        f"<td>{actuals or '–'}</td></tr>"
    )


def _figure_line(actual: ActualRecord, *, revised: bool, lang: str) -> str:
    """A figure with its period and series, as HTML; a former unit's figure names the unit."""
    flag = f" {_flag('flag.revised', lang)}" if revised else ""
    about = f"{escape(period(actual, lang))} · {escape(actual.series_name(lang))}{_former(actual)}"
    return f"<b>{escape(figure(actual, lang))}</b> <span class='muted'>{about}</span>{flag}"


def _former(actual: ActualRecord) -> str:
    return f" · {escape(actual.province_name_vi)}" if actual.inherited else ""


def _planned(row: YearRow, unit: str, lang: str) -> tuple[str, str, str]:
    """The plan's cell, its kind in words, and its style; a promise of the document goes before the path."""
    shown = [target for target in row.targets if target.status != "duplicate"]
    if shown:
        kind = "conflicting" if any(t.status == "conflicting" for t in shown) else "official"
        texts = "<br>".join(dict.fromkeys(escape(promise(target, lang)) for target in shown))
        return texts, escape(message(f"path.{kind}", lang)), "official"
    if row.path_break:
        return "–", escape(message(f"path.{row.path_break}", lang)), "none"
    if row.path is None or row.path.value is None or _is_baseline(row):
        return "–", "", "none"
    value = format_value(row.path.value, unit, lang, computed=True)
    if row.path.value_high is not None:
        value = f"{value} – {format_value(row.path.value_high, unit, lang, computed=True)}"
    return escape(value), escape(message(f"path.{row.path.method}", lang)), "between"


def _is_baseline(row: YearRow) -> bool:
    """Whether the path only starts here: the baseline is a figure, not a plan."""
    path = row.path
    if path is None or path.method != PathMethod.FROM_BASELINE:
        return False
    return any(actual.value == path.value for actual in row.actuals)


def qualitative_list(quotes: Sequence[tuple[int, int, str]], lang: str) -> str:
    """Promises without a number: (year, line, words), grouped by year."""
    years = sorted({year for year, _, _ in quotes})
    parts = []
    for year in years:
        items = "".join(
            f"<li>{escape(words)} "
            f"<span class='muted nowrap'>({escape(message('source.line', lang, line=line))})</span></li>"
            for due, line, words in quotes
            if due == year
        )
        parts.append(f"<h3>{escape(message('by_end_of', lang, year=year))}</h3><ul>{items}</ul>")
    return "".join(parts)


def _flag(key: str, lang: str) -> str:
    return f"<span class='flag'>{escape(message(key, lang))}</span>"
