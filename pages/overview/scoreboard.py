"""The judged part of Tổng quan: counts per status by section, what slips, what improved, what cannot be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kpi.charts.theme import STATUS_STYLES
from kpi.markup import EMPTY, Cell, Column, Markup, Row, Table, Text, macros
from kpi.model import addresses as address
from kpi.model.records import IndicatorRecord
from kpi.reading.judged_rows import JudgedRow
from kpi.reading.province import cached, provinces
from kpi.reading.scoreboard import counted_states, doing_well, slipping, status_counts, unjudged
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.reading.subjects import own_subjects
from kpi.reading.unjudged import with_reason
from kpi.store.warehouse import Snapshot
from kpi.words import format_difference, message, state_word
from kpi.words.gaps import gap_words
from ui.cards import badge

_HTML = macros(__name__)

_SHOWN = 5


@cached
def scoreboard_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """Counts, slips, improvements and the unjudged; empty for a province without targets of its own."""
    judged = own_subjects(snapshot, province_id, standpoint)
    if not judged:
        return EMPTY
    name = provinces(snapshot)[province_id].name(lang)
    lists = (
        _list("slips", slipping(judged), name, lang),
        _list("improved", doing_well(judged), name, lang),
        _unjudged(judged, lang),
    )
    return _HTML.scoreboard(_counts(judged, lang), lists, lang)


def _counts(judged: Sequence[Subject], lang: str) -> Markup:
    counts = status_counts(judged)
    if not counts:
        return EMPTY
    columns = [Column(message("status_page.section", lang), name=True)]
    states = counted_states(counts.values())
    columns += [Column(badge(state, lang), label=_told(state, lang)) for state in states]
    rows = [_count_row(message(f"section.{section}", lang), found, states) for section, found in counts.items()]
    total = sum(counts.values(), Counter())
    rows.append(_count_row(_HTML.strong(message("status_page.total", lang)), total, states))
    return Table(columns, rows, style="counts stacked").html()


def _count_row(name: Text, found: Counter[str], states: Sequence[str]) -> Row:
    counts = [found[state] for state in states]
    return Row(
        [name, *(Cell(str(count) if count else "–", f"num {'official' if count else 'none'}") for count in counts)]
    )


def _told(status: str, lang: str) -> str:
    """The status by shape and word, for the rows that a phone shows instead of columns."""
    style = STATUS_STYLES[status]
    return f"{style.glyph} {style.word(lang)}"


def _list(kind: str, items: Sequence[Subject], name: str, lang: str) -> Markup:
    title = message(f"status_page.{kind}", lang)
    if not items:
        return _HTML.list(title, message(f"status_page.{kind}_none", lang), (), lang)
    note = message("status_page.slips_note", lang) if kind == "slips" else ""
    return _HTML.list(title, note, [_entry(item, name, lang) for item in items[:_SHOWN]], lang)


def _entry(item: Subject, name: str, lang: str) -> dict[str, Text]:
    row, indicator = item.row, item.indicator
    assert row is not None
    parameters = {
        address.PROVINCE: item.province_id,
        address.INDICATOR: indicator.indicator_id,
        address.LANGUAGE: lang,
    }
    return {
        "url": address.link(address.INDICATOR_PAGE, **parameters),
        "name": indicator.name(lang),
        "badge": badge(row["status"], lang),
        "gap": _gap(row, indicator, lang) if row["gap"] is not None else "",
        "sentence": item.sentence(name, lang),
    }


def _gap(row: JudgedRow, indicator: IndicatorRecord, lang: str) -> str:
    unit = indicator.unit
    amount = gap_words(row["gap"], unit, lang) if unit == "rank" else format_difference(row["gap"], unit, lang)
    return f"{message('status_page.gap', lang)}: {amount}"


def _unjudged(judged: Sequence[Subject], lang: str) -> Markup:
    reasons = [
        (
            STATUS_STYLES[kind].glyph,
            with_reason(kind, reason, state_word(kind, lang), lang),
            [item.indicator.name(lang) for item in items],
        )
        for (kind, reason), items in unjudged(judged).items()
    ]
    return _HTML.unjudged(reasons, lang) if reasons else EMPTY
