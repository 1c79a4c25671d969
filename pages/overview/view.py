"""The parts of the page Tổng quan."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import chain

from kpi.briefing.model import Item, ItemKind, TableView
from kpi.reading.own_and_inherited import documents_in_force, rows_by_owner, rows_without_target
from kpi.reading.province import ProvinceData, cached, province_data, provinces, reporting
from kpi.reading.province_rows import IndicatorRow, completeness
from kpi.reading.standpoint import Standpoint
from kpi.reading.subjects import own_subjects
from kpi.store.warehouse import Snapshot
from kpi.words import document_name, format_date, full_name, message, sentence_case
from pages.overview.due_results import due_results_html
from pages.overview.headline import headline_html
from pages.overview.scoreboard import scoreboard_html
from ui import actions, address, cards, tables
from ui.cards import badge
from ui.shell import html
from ui.tasks.due import due_html

_BRIEFED = (TableView.STANDING, TableView.SLIPPING, TableView.DUE, TableView.PROMISES)


def draw(shown: Snapshot, province_id: str, lang: str, standing: Standpoint) -> None:
    """The whole page below its choices."""
    html(title_html(shown, province_id, lang, standing) + headline_html(shown, province_id, lang, standing))
    actions.province_row(shown, province_id, lang)
    html(
        scoreboard_html(shown, province_id, lang, standing)
        + due_results_html(shown, province_id, lang, standing)
        + due_html(shown, province_id, lang, standing)
        + promises_html(shown, province_id, lang, standing)
    )
    if any(not target.inherited for target in province_data(shown, province_id).targets):
        told = [Item(kind=ItemKind.TABLE, province_id=province_id, table=table) for table in _BRIEFED]
        actions.table_row(told, "add_tables", lang, "tables")
    html(
        missing_html(shown, province_id, lang, standing)
        + others_html(shown, province_id, lang, standing)
        + qualitative_html(shown, province_id, lang)
    )


@cached
def title_html(shown: Snapshot, province_id: str, lang: str, standing: Standpoint) -> str:
    """Name, plan, and how much of its own targets, and of those it inherited, can be seen."""
    known = province_data(shown, province_id)
    rows = rows_by_owner(shown, province_id, standing, in_force=True)
    own = _facts(rows.get(province_id, ()), lang)
    former = {owner: found for owner, found in rows.items() if owner != province_id}
    inherited = ""
    if former:
        names = ", ".join(provinces(shown)[owner].full_name(lang) for owner in former)
        label = escape(message("overview.inherited", lang, name=names))
        inherited = f"<p class='muted'>{label}</p>{_facts(tuple(chain(*former.values())), lang)}"
    return (
        f"<header class='stack'><h1>{escape(sentence_case(full_name(known.province, lang)))}</h1>"
        f"<p class='kicker'>{escape(_plans(shown, known, lang, standing))}</p>{_former_note(known, lang)}"
        f"{own}{inherited}</header>"
    )


def _facts(rows: Sequence[IndicatorRow], lang: str) -> str:
    """How much of some targets can be seen, as a line of facts; empty text without any."""
    if not rows:
        return ""
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
    return cards.facts(pairs)


def _plans(shown: Snapshot, known: ProvinceData, lang: str, standing: Standpoint) -> str:
    """The plans whose text is at hand; where none of them sets a target that is shown, where the targets come from."""
    own = documents_in_force(shown, known.province.province_id, standing)
    texts = {
        document.document_id: document_name(document.cited, lang) for document in own if document.kind == "plan_text"
    }
    names = "; ".join(texts.values())
    setting = {
        target.document_id for target in known.targets if not target.inherited and standing.has(target.issued_on)
    }
    if not own:
        later = any(not document.inherited for document in known.documents)
        return message("overview.no_plan_then" if later else "overview.no_plan", lang)
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
def promises_html(shown: Snapshot, province_id: str, lang: str, standing: Standpoint) -> str:
    """Every promise with a number; what former units promised stands apart."""
    parts = []
    for owner, rows in rows_by_owner(shown, province_id, standing).items():
        if owner == province_id:
            parts.append(f"<h2>{escape(message('overview.promises', lang))}</h2>")
            statuses = {
                item.indicator.indicator_id: badge(item.shown_status, lang)
                for item in own_subjects(shown, province_id, standing)
                if item.row is not None
            }
            parts.append(tables.promise_table(rows, province_id, lang, statuses))
            continue
        title = escape(message("overview.inherited", lang, name=provinces(shown)[owner].full_name(lang)))
        note = escape(message("overview.inherited_note", lang))
        parts.append(f"<h2>{title}</h2><p class='note'>{note}</p>{tables.promise_table(rows, owner, lang)}")
    if not parts:
        parts.append(f"<p class='lead'>{escape(message('overview.nothing', lang))}</p>")
    return f"<section class='stack'>{''.join(parts)}</section>"


@cached
def missing_html(shown: Snapshot, province_id: str, lang: str, standing: Standpoint) -> str:
    """Which indicators have no figure, own and inherited apart, and who has to report in the plan's own words."""
    rows = rows_by_owner(shown, province_id, standing, in_force=True)
    if not rows:
        return ""
    own, known = len(rows) == 1 and province_id in rows, province_data(shown, province_id)
    said = []
    for owner, found in rows.items():
        name = provinces(shown)[owner].full_name(lang)
        title = "" if own or owner == province_id else escape(message("overview.inherited", lang, name=name))
        said.append((f"<h3>{title}</h3>" if title else "") + _missing(found, lang))
    return (
        f"<section class='stack'><h2>{escape(message('overview.missing', lang))}</h2>"
        f"{''.join(said)}{_reporters(shown, known, lang)}</section>"
    )


def _missing(rows: Sequence[IndicatorRow], lang: str) -> str:
    missing = [row for row in rows if not row.actuals]
    if not missing:
        return f"<p class='lead'>{escape(message('overview.missing_none', lang))}</p>"
    said = escape(message("overview.missing_count", lang, missing=len(missing), promised=len(rows)))
    names = "".join(f"<li>{escape(row.indicator.name(lang))}</li>" for row in missing)
    summary = escape(message("overview.show_missing", lang))
    return f"<p class='lead'>{said}</p><details><summary>{summary}</summary><ul>{names}</ul></details>"


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
def others_html(shown: Snapshot, province_id: str, lang: str, standing: Standpoint) -> str:
    """Figures published about the province that no plan of its promises."""
    rows = rows_without_target(shown, province_id, standing)
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
