"""Cells and rows that several tables share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kpi.briefing.chart_blocks import subject_url
from kpi.briefing.content import Cell, Group, Row, Table
from kpi.briefing.library import Subject
from kpi.briefing.numbers import actual_in
from kpi.briefing.sources import document_words
from kpi.briefing.subject_numbers import shown_targets
from kpi.charts.path.observations import as_date
from kpi.charts.theme import STATUS_STYLES
from kpi.charts.words import full_target, qualified_actual, series_name, short_target
from kpi.model.records import Row as Record
from kpi.reading.due_results import ended_words, outcome_state
from kpi.reading.unjudged import state_with_reason, target_state
from kpi.words import format_period, message, unit_name

_FEW, _APART = 3, 0.1


def columns(lang: str, *names: str) -> tuple[str, ...]:
    """The heads of a table, from their message keys."""
    return tuple(message(f"briefing.column_{name}", lang) for name in names)


def id_of(group: Group, start: str) -> str:
    """The ID of the group's first number whose key starts with `start`; empty where there is none."""
    return next((number.number_id for number in group.numbers if number.key.startswith(start)), "")


def _short(row: Mapping[str, Any], lang: str) -> str:
    """'≥ 45 %', '≥ 25/năm': the unit stands beside the indicator."""
    return short_target(row, lang, mixed_cadence=True)


def named_cell(subject: Subject, *, by_document: bool = False) -> Cell:
    """The indicator with its unit where that is no per cent sign, and the way to its view.

    `by_document` names the document under it: where several documents set targets for one indicator.
    """
    unit = subject.indicator.unit
    name = subject.indicator.name(subject.lang)
    text = name if unit == "%" else f"{name} ({unit_name(unit, subject.lang)})"
    if by_document:
        text = f"{text}\n{document_words(subject.targets[0], subject.lang, dated=False)}"
    return Cell(text, url=subject_url(subject))


def target_cell(subject: Subject, group: Group, year: int, *, full: bool = False) -> Cell:
    """The target for a year, `full` with its unit; contradicting versions stand under each other."""
    rows = [row for row in shown_targets(subject) if row["year"] == year]
    if not rows:
        return Cell("–")
    words = full_target if full else _short
    text = "\n".join(dict.fromkeys(words(row, subject.lang) for row in rows))
    return Cell(text, _single(row["value"] for row in rows), id_of(group, f"target|{rows[0]['target_id']}"))


def _single(values: Iterable[Any]) -> float | None:
    """The value all agree on."""
    found = {float(value) for value in values}
    return found.pop() if len(found) == 1 else None


def actual_cell(subject: Subject, group: Group, chosen: Record | None = None) -> Cell:
    """The actual that counts, or the `chosen` one, with its period and series; words where there is none."""
    row = chosen or subject.seen.actual
    lang = subject.lang
    if row is None:
        return Cell(message("no_data", lang))
    text = qualified_actual(row, lang)
    where = f"{actual_period(row, lang)}, {series_name(row, lang)}"
    number = actual_in(group.numbers, row["actual_id"])
    return Cell(f"{text}\n{where}", float(row["value"]), number.number_id if number else "")


def actual_period(row: Mapping[str, Any], lang: str) -> str:
    """The period of an actual in words."""
    return format_period(as_date(row["period_start"]), as_date(row["period_end"]), lang)


def status_cell(subject: Subject, group: Group) -> Cell:
    """The state; why there is no verdict, unless the word itself or the cell beside it says so.

    Of a document that has no target ahead what came of its last one.
    """
    if subject.row is None or not subject.document_id:
        return Cell("–")
    if subject.ended is not None:
        tone = outcome_state(subject.ended.outcome)
        return Cell(ended_words(subject.ended, subject.lang), None, id_of(group, "progress|"), tone)
    words = state_with_reason(subject.seen, subject.lang)
    return Cell(words, None, id_of(group, "progress|"), target_state(subject.seen))


def said_once(table: Table, lang: str) -> Table:
    """The table of targets, with what nearly every row would repeat said in the note: no actual, one status.

    The few rows that differ are named there too. The narrow columns of a plan to 2045 then have room for their numbers.
    """
    if len(table.rows) < _FEW:
        return table
    latest, status = columns(lang, "latest", "status")
    said, kept = [table.note], list(range(len(table.columns)))
    for head, name in ((latest, "no_actuals"), (status, "one_status")):
        place = table.columns.index(head)
        common, times = Counter(row.cells[place].text for row in table.rows).most_common(1)[0]
        first = next(row.cells[place] for row in table.rows if row.cells[place].text == common)
        if len(table.rows) - times <= _APART * len(table.rows) and (first.tone or first.value is None):
            apart = "; ".join(_row_said(row, place) for row in table.rows if row.cells[place].text != common)
            key = f"briefing.{name}_but" if apart else f"briefing.{name}"
            said.append(message(key, lang, status=_inside(first), apart=apart))
            kept.remove(place)
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        widths=tuple(table.widths[place] for place in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows),
        note=" ".join(filter(None, said)),
    )


def _inside(cell: Cell) -> str:
    """The text of a cell within a sentence, with the shape of its status."""
    shape = f"{STATUS_STYLES[cell.tone].glyph} " if cell.tone else ""
    text = cell.text if cell.value is not None else f"{cell.text[:1].lower()}{cell.text[1:]}"
    return shape + text.replace("\n", ", ")


def _row_said(row: Row, place: int) -> str:
    """A row that differs: its name and the cell in question."""
    return f"{row.cells[0].text} – {_inside(row.cells[place])}".replace("\n", ", ")
