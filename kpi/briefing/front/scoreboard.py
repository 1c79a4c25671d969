"""The table of how many targets have which state, by section of the plans, with one mark for every target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kpi.briefing import numbers
from kpi.briefing.content import Cell, Group, Number, Row
from kpi.briefing.due_table import due_results
from kpi.briefing.front.blocks import Scoreboard, SectionMarks
from kpi.briefing.library import Library
from kpi.briefing.model import Item, TableView
from kpi.briefing.table_parts import columns
from kpi.charts.theme import STATUS_STYLES
from kpi.reading.due_results import DueResult, due_line
from kpi.reading.first_screen.told import state_count
from kpi.reading.scoreboard import COUNTED, counted_states, status_counts
from kpi.reading.subjects import own_subjects
from kpi.reading.unjudged import target_marks
from kpi.words import format_number, message, state_word


def status_counts_table(library: Library, item: Item) -> Scoreboard:
    """How many targets have which state; counted as on the overview.

    What fell due is told by the note: the two kinds of verdict are not added up.
    """
    context, lang = library.context, library.context.lang
    counts = status_counts(own_subjects(library.snapshot, item.province_id, context.standpoint))
    states = counted_states(counts.values())
    due = due_results(library, item.province_id)
    found: list[Number] = []

    def row(name: str, code: str, counted: Counter[str]) -> Row:
        cells = [Cell(name)]
        for status in (*COUNTED, "all"):
            count = counted.total() if status == "all" else counted[status]
            what = message("briefing.number_count", lang, section=name, status=_count_head(status, lang))
            text = format_number(count, lang)
            number = numbers.count_number(item.province_id, f"{code}.{status}", what, count, text, context)
            found.append(number)
            if status in {*states, "all"}:
                cells.append(Cell(text if count else "–", count, number.number_id))
        return Row(tuple(cells))

    rows = [row(message(f"section.{section}", lang), section, counted) for section, counted in counts.items()]
    if rows:
        rows.append(row(message("briefing.all_sections", lang), "all", sum(counts.values(), Counter())))
    key = numbers.group_key(context, "standing", item.province_id)
    title = item.title or message(f"briefing.{TableView.STATUS_COUNTS}_title", lang)
    group = Group(
        numbers.number_id(context.snapshot_id, key), key, f"{title}, {library.name(item.province_id)}", "", tuple(found)
    )
    marks = _marks(library, item.province_id)
    total = format_number(sum(len(section.states) for section in marks), lang)
    return Scoreboard(
        title=title,
        columns=(
            *columns(lang, "section"),
            *(f"{STATUS_STYLES[state].glyph} {state_word(state, lang)}" for state in states),
            _count_head("all", lang),
        ),
        rows=tuple(rows),
        widths=(2.4, *(1.0 for _ in states), 0.8),
        group_id=group.group_id if rows else "",
        remark=item.remark,
        note=due_line(due, lang) if due and rows else "",
        empty="" if rows else _nothing_counted(library, item, due),
        groups=(group,) if rows else (),
        marks=marks,
        total=message("first_screen.strip.total", lang, count=total) if marks else "",
    )


def _nothing_counted(library: Library, item: Item, due: Sequence[DueResult]) -> str:
    """What is said without a row: what came of the targets, where every one is decided, or that there is none."""
    lang = library.context.lang
    if due:
        return due_line(due, lang)
    return message(f"briefing.{TableView.STATUS_COUNTS}_empty", lang, who=library.name(item.province_id))


def _count_head(status: str, lang: str) -> str:
    return message("briefing.all", lang) if status == "all" else state_word(status, lang)


def _marks(library: Library, province_id: str) -> tuple[SectionMarks, ...]:
    found = target_marks(library.snapshot, province_id, library.context.standpoint)
    return tuple(
        SectionMarks(
            message(f"section.{section}", library.context.lang),
            tuple(mark.state for mark in marks),
            sum(mark.owed for mark in marks),
        )
        for section, marks in found.items()
    )


def counts_of_marks(board: Scoreboard, lang: str) -> list[tuple[str, str]]:
    """The states that occur, in the order of the styles, each with its number in words: 'met', '3 đạt'."""
    counted = Counter(state for section in board.marks for state in section.states)
    owed = sum(section.owed for section in board.marks)
    return [
        (code, state_count(code, style.word(lang), counted[code], owed, lang))
        for code, style in STATUS_STYLES.items()
        if counted[code]
    ]
