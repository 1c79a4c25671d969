"""The parts of the page Thay đổi: one line on the whole, a table for each kind of change, the units of the country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi.markup import EMPTY, Cell, Column, Markup, Row, Table, joined, macros
from kpi.model import addresses as address
from kpi.model.vocabulary import ProvinceKind
from kpi.reading.changes.choice import Since, SinceChoice, changes_of
from kpi.reading.changes.records import Change, ChangeGroup, Changes
from kpi.reading.changes.since import counts_of_units
from kpi.reading.changes.summary import since_words, summary, undated_words
from kpi.reading.changes.words import days_in_address, told
from kpi.reading.province import cached, provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, full_name, message, sentence_case, short_name

_HTML = macros(__name__)

EVERYTHING = "tat_ca"
SHOWN = 100
"""At most so many rows of one kind are drawn; the files hold all."""
_OF_UNITS = (ChangeGroup.ACTUALS, ChangeGroup.DEADLINES, ChangeGroup.REPORTS, ChangeGroup.DOCUMENTS)


@dataclass(frozen=True)
class View:
    """What the page shows; `since` is None where there is no earlier snapshot or visit, `indicator_id` '' for all."""

    province_id: str
    choice: SinceChoice
    since: Since | None
    indicator_id: str
    standpoint: Standpoint
    lang: str


def changes_of_view(snapshot: Snapshot, view: View) -> Changes | None:
    """Everything that changed, of whatever indicator; None where there is nothing to compare with."""
    if view.since is None:
        return None
    return changes_of(snapshot, view.province_id, view.since, view.standpoint)


def shown(snapshot: Snapshot, view: View) -> tuple[Change, ...]:
    """The changes that the view lists."""
    found = changes_of_view(snapshot, view)
    if found is None:
        return ()
    return found.about(view.indicator_id) if view.indicator_id else found.items


def title(snapshot: Snapshot, view: View) -> str:
    """What the tables are about."""
    name = full_name(provinces(snapshot)[view.province_id], view.lang)
    return message("changes_page.title", view.lang, name=name)


@cached
def page_html(snapshot: Snapshot, view: View) -> Markup:
    """Title, the line on the whole, what cannot be told, and a table for each kind of change."""
    found = changes_of_view(snapshot, view)
    if found is None:
        missing = message(f"changes_page.no_{view.choice.name.lower()}", view.lang)
        return _HTML.page(title(snapshot, view), missing, (), EMPTY)
    notes = [note for note in (_gone(view, found), undated_words(found, view.lang)) if note]
    items = shown(snapshot, view)
    tables = [_group(group, [item for item in items if item.group is group], view) for group in ChangeGroup]
    if view.indicator_id and not items:
        notes.insert(0, message("changes_page.none_of_indicator", view.lang))
    return _HTML.page(title(snapshot, view), summary(found, view.lang), notes, joined(tables))


def _gone(view: View, found: Changes) -> str:
    """That the snapshot of the last visit is no longer there, and its day counts instead."""
    assert view.since is not None
    if not view.since.snapshot_id or found.since_snapshot:
        return ""
    return message("changes_page.snapshot_gone", view.lang)


def _group(group: ChangeGroup, items: Sequence[Change], view: View) -> Markup:
    if not items:
        return EMPTY
    lang = view.lang
    had_before = any(item.before is not None for item in items)
    heads = ("what", *(("before",) if had_before else ()), "after", "when", "source")
    columns = [
        Column(label := message(f"changes_page.column_{name}", lang), name=name == "what", label=label)
        for name in heads
    ]
    rows = [_row(item, view, had_before=had_before) for item in items[:SHOWN]]
    name = message(f"change_group.{group}", lang)
    table = Table(columns, rows, caption=name, style="stacked changes").html()
    more = ""
    if len(items) > SHOWN:
        more = message("changes_page.more", lang, shown=SHOWN, all=format_number(len(items), lang))
    return _HTML.group(name, format_number(len(items), lang), table, more)


def _row(change: Change, view: View, *, had_before: bool) -> Row:
    words = told(change, view.lang, view.standpoint)
    before = [Cell(words.before, "none" if change.before is None else "")] if had_before else []
    return Row(
        (
            _HTML.about(words),
            *before,
            Cell(words.after, "none" if change.after is None else "now"),
            Cell(words.when, "nowrap"),
            _HTML.source(words.source, words.source_url),
        )
    )


@cached
def units_html(snapshot: Snapshot, view: View) -> Markup:
    """For the nation: how much changed in each unit, in the selector's order, with the way to it; else empty."""
    found = changes_of_view(snapshot, view)
    if found is None or provinces(snapshot)[view.province_id].kind != ProvinceKind.NATION or view.indicator_id:
        return EMPTY
    lang = view.lang
    counts = counts_of_units(snapshot, found.since, view.standpoint)
    some = {unit: count for unit, count in counts.items() if count.total()}
    lead = message("changes_page.units_lead", lang, since=since_words(found, lang), some=len(some), all=len(counts))
    if found.since_snapshot:
        lead += " " + message("changes_page.units_by_day", lang)
    if not some:
        return _HTML.units(lead, EMPTY, lang)
    columns = [Column(message("changes_page.unit", lang), name=True)]
    columns += [
        Column(label := message(f"change_group.{group}", lang), number=True, label=label) for group in _OF_UNITS
    ]
    rows = [
        Row(
            [
                _HTML.link(
                    _unit_url(unit, view, found.first), sentence_case(short_name(provinces(snapshot)[unit], lang))
                ),
                *(_count(count[group], lang) for group in _OF_UNITS),
            ]
        )
        for unit, count in some.items()
    ]
    return _HTML.units(lead, Table(columns, rows, caption=lead, style="counts stacked").html(), lang)


def _count(count: int, lang: str) -> Cell:
    return Cell(format_number(count, lang)) if count else Cell("–", "none")


def _unit_url(unit: str, view: View, first: date) -> str:
    chosen = {address.PROVINCE: unit, address.SINCE: str(SinceChoice.DAY), address.SINCE_DAY: first.isoformat()}
    days = days_in_address(view.standpoint)
    return address.link(address.CHANGES_PAGE, **chosen, **days, **{address.LANGUAGE: view.lang})
