"""The parts of the page Tổng quan."""

from __future__ import annotations

from html import escape

from kpi.briefing.model import Item, ItemKind, TableView
from kpi.model.records import ActualRecord
from kpi.reading.province import ProvinceData, cached, province_data, reporting
from kpi.reading.province_rows import IndicatorRow, completeness, indicator_rows
from kpi.reading.subject import badge
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, message
from pages.overview.headline import headline_html
from pages.overview.scoreboard import judged_indicators, scoreboard_html
from ui import actions, address, cards, tables
from ui.provenance import document_name
from ui.shell import html
from ui.standpoint_choice import Standing
from ui.tasks.due import due_html

_BRIEFED = (TableView.STANDING, TableView.SLIPPING, TableView.PROMISES)


def draw(shown: Snapshot, province_id: str, lang: str, standing: Standing) -> None:
    """The whole page below its choices."""
    html(title_html(shown, province_id, lang) + headline_html(shown, province_id, lang, standing))
    actions.province_row(shown, province_id, lang)
    html(
        scoreboard_html(shown, province_id, lang, standing)
        + due_html(shown, province_id, lang, standing.day, standing.known)
        + promises_html(shown, province_id, lang, standing)
    )
    if any(not target.inherited for target in province_data(shown, province_id).targets):
        told = [Item(kind=ItemKind.TABLE, province_id=province_id, table=table) for table in _BRIEFED]
        actions.table_row(told, "add_tables", lang, "tables")
    html(
        missing_html(shown, province_id, lang)
        + others_html(shown, province_id, lang)
        + qualitative_html(shown, province_id, lang)
    )


def _rows(known: ProvinceData, *, inherited: bool = False) -> list[IndicatorRow]:
    return indicator_rows(known.indicators, known.targets, known.actuals, inherited=inherited)


@cached
def title_html(shown: Snapshot, province_id: str, lang: str) -> str:
    """Name, plan, and how much of it can be seen."""
    known = province_data(shown, province_id)
    rows = _rows(known) or _rows(known, inherited=True)
    counts = completeness(rows)
    pairs = [
        (str(counts.promised), message("facts.indicators", lang)),
        (str(counts.targets), message("facts.targets", lang)),
        (f"{counts.measured}/{counts.promised}", message("facts.measured", lang)),
    ]
    if counts.conflicting:
        pairs.append((str(counts.conflicting), message("facts.conflicting", lang)))
    if counts.newest:
        pairs.append((format_date(counts.newest, lang), message("facts.newest", lang)))
    return (
        f"<header class='stack'><h1>{escape(known.province.name(lang))}</h1>"
        f"<p class='kicker'>{escape(_plans(known, lang))}</p>{_former_note(known, lang)}"
        f"{cards.facts(pairs) if rows else ''}</header>"
    )


def _plans(known: ProvinceData, lang: str) -> str:
    """The plans whose text is at hand; where none of them sets a target that is shown, where the targets come from."""
    own = [document for document in known.documents if not document.inherited]
    texts = {document.document_id: document_name(document, lang) for document in own if document.kind == "plan_text"}
    names = "; ".join(texts.values())
    setting = {target.document_id for target in known.targets if not target.inherited}
    if not own:
        return message("overview.no_plan", lang)
    if not texts:
        return message("overview.no_plan_text", lang)
    if setting and not setting & set(texts):
        return message("overview.plan_without_targets", lang, plans=names)
    return names


def _former_note(known: ProvinceData, lang: str) -> str:
    successor = known.province.successor_id
    if successor is None:
        return ""
    url = address.link("", **{address.PROVINCE: successor, address.LANGUAGE: lang})
    name = escape(known.province.successor_name(lang))
    text = escape(message("overview.former", lang))
    return f"<p class='lead'>{text} <a href='{escape(url)}' target='_self'>{name}</a>.</p>"


@cached
def promises_html(shown: Snapshot, province_id: str, lang: str, standing: Standing) -> str:
    """Every promise with a number; what former units promised stands apart."""
    known = province_data(shown, province_id)
    parts = []
    own = _rows(known)
    if own:
        parts.append(f"<h2>{escape(message('overview.promises', lang))}</h2>")
        statuses = {
            indicator.indicator_id: badge(row["status"], lang)
            for indicator, row in judged_indicators(shown, province_id, standing)
        }
        parts.append(tables.promise_table(own, province_id, lang, statuses))
    for former in dict.fromkeys(t.province_id for t in known.targets if t.inherited):
        theirs = [t for t in known.targets if t.inherited and t.province_id == former]
        figures = [a for a in known.actuals if a.inherited and a.province_id == former]
        rows = indicator_rows(known.indicators, theirs, figures, inherited=True)
        title = message("overview.inherited", lang, name=theirs[0].province_name(lang))
        parts.append(f"<h2>{escape(title)}</h2><p class='note'>{escape(message('overview.inherited_note', lang))}</p>")
        parts.append(tables.promise_table(rows, former, lang))
    if not parts:
        parts.append(f"<p class='lead'>{escape(message('overview.nothing', lang))}</p>")
    return f"<section class='stack'>{''.join(parts)}</section>"


@cached
def missing_html(shown: Snapshot, province_id: str, lang: str) -> str:
    """Which indicators have no figure, and who has to report in the plan's own words."""
    known = province_data(shown, province_id)
    rows = _rows(known) or _rows(known, inherited=True)
    if not rows:
        return ""
    missing = [row for row in rows if not row.actuals]
    said = (
        message("overview.missing_count", lang, missing=len(missing), promised=len(rows))
        if missing
        else message("overview.missing_none", lang)
    )
    names = "".join(f"<li>{escape(row.indicator.name(lang))}</li>" for row in missing)
    listed = (
        f"<details><summary>{escape(message('overview.show_missing', lang))}</summary><ul>{names}</ul></details>"
        if missing
        else ""
    )
    return (
        f"<section class='stack'><h2>{escape(message('overview.missing', lang))}</h2>"
        f"<p class='lead'>{escape(said)}</p>{listed}{_reporters(shown, known, lang)}</section>"
    )


def _reporters(shown: Snapshot, known: ProvinceData, lang: str) -> str:
    plans = {document.document_id for document in known.documents if document.kind == "plan_text"}
    duties = [duty for duty in reporting(shown) if duty["document_id"] in plans]
    if not duties:
        return f"<p class='muted'>{escape(message('overview.who_reports_unknown', lang))}</p>"
    items = "".join(
        f"<li><b>{escape(duty['agency'])}</b>: “{escape(duty['quote'])}” "
        f"<span class='muted nowrap'>({escape(message('source.line', lang, line=duty['line']))})</span></li>"
        for duty in duties
    )
    return f"<h3>{escape(message('overview.who_reports', lang))}</h3><ul>{items}</ul>"


@cached
def others_html(shown: Snapshot, province_id: str, lang: str) -> str:
    """Figures published about the province that no plan of its promises."""
    known = province_data(shown, province_id)
    promised = {target.indicator_id for target in known.targets}
    figures: dict[str, list[ActualRecord]] = {}
    for actual in known.actuals:
        if actual.indicator_id not in promised and not actual.inherited:
            figures.setdefault(actual.indicator_id, []).append(actual)
    rows = [
        IndicatorRow(item, (), tuple(figures[item.indicator_id]))
        for item in known.indicators
        if item.indicator_id in figures
    ]
    if not rows:
        return ""
    summary = escape(message("overview.other_figures", lang, count=len(rows)))
    table = tables.promise_table(rows, province_id, lang)
    return f"<details><summary>{summary}</summary>{table}</details>"


@cached
def qualitative_html(shown: Snapshot, province_id: str, lang: str) -> str:
    """Promises without a number, in the plan's words; empty text when there are none."""
    quotes = province_data(shown, province_id).qualitative
    if not quotes:
        return ""
    triples = [(row["year"], row["line"], row["quote"]) for row in quotes]
    summary = escape(message("overview.qualitative", lang, count=len(triples)))
    return f"<details><summary>{summary}</summary>{tables.qualitative_list(triples, lang)}</details>"
