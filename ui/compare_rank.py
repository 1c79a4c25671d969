"""The view Xếp hạng: units in tiers by one measure, with the nation and the spread; others apart with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Slot

from kpi.compare import Candidate, Measure, Place
from kpi.compare_figures import NATION
from kpi.compare_queries import Row
from kpi.compare_rows import Comparison
from kpi.figures.axes import value_axis
from kpi.figures.dot_marks import DotRow, Mark
from kpi.figures.dot_plot import Ranked, Reference, Words, dot_plot
from kpi.locale import format_number, message, unit_name
from kpi.records import TargetRecord
from kpi.warehouse import Snapshot
from ui import address, compare_files, compare_marks, shell
from ui import compare_data as data
from ui.chooser import Chooser, OnPage
from ui.compare_apart import apart_html
from ui.compare_data import Question, kept
from ui.compare_head import FEWEST_FOR_SPREAD, SILENT, lead, silent_html, title_html
from ui.compare_table import rank_table
from ui.compare_words import (
    axis_unit,
    number,
    on_axis,
    short_number,
)
from ui.data import is_demo
from ui.parts import Chart, Parts, draw_part

PAGE_SIZE = 40


def draw(shown: Snapshot, question: Question, mine: str, lang: str) -> None:
    """The whole view below its choices; `mine` is the unit to bring to the fore."""
    drawn = st.container()
    made = parts(shown, question, page(shown, question, OnPage()), mine, lang, on_phone=shell.on_phone())
    draw_parts(made, drawn, lambda: compare_files.ranking(shown, question, lang), lang)


def draw_parts(made: Parts, first: Slot, between: Callable[[], None], lang: str) -> None:
    """Head and dot plot in the place `first`, what stands `between`, and the table."""
    dots, table = made.items()
    with first:
        draw_part(dots[1], dots[0], lang)
    between()
    draw_part(table[1], table[0], lang)


def page(shown: Snapshot, question: Question, choose: Chooser) -> int:
    """The chosen page of a long ranking."""
    pages = max(1, -(-len(entries(shown, question)) // PAGE_SIZE))
    return choose.page(address.PAGE, "compare_page", pages)


def parts(shown: Snapshot, question: Question, page_number: int, mine: str, lang: str, *, on_phone: bool) -> Parts:
    """What follows the choices, in the order of the page."""
    return head_and_table(
        title_html(shown, question, mine, lang),
        table_html(shown, question, page_number, mine, lang),
        chart(shown, question, page_number, mine, lang, on_phone=on_phone),
        on_phone=on_phone,
    )


def head_and_table(head: str, table: str, figure: Chart | None, *, on_phone: bool) -> Parts:
    """A view of a head, perhaps with the dot plot, and a table.

    The style sheet keeps a plot that was made for a wide screen wide, so that it scrolls: it knows it by its name.
    """
    name = "compare_dots_phone" if on_phone else "compare_dots"
    return {name: replace(figure or Chart(), head=head), "table": table}


def entries(shown: Snapshot, question: Question) -> list[Place | Candidate]:
    """Everyone with something to show: the placed from best to worst, then the unranked by reason."""
    ranking = data.comparison(shown, question).ranking
    return [*ranking.placed, *(unit for unit in ranking.unranked if unit.reason not in SILENT)]


@kept
def chart(
    shown: Snapshot, question: Question, page_number: int, mine: str, lang: str, *, on_phone: bool
) -> Chart | None:
    """The dot plot of one page with its text alternative; None when there is nothing to draw."""
    found = data.comparison(shown, question)
    names = data.full_names(shown, lang)
    members = _members(shown, question, page_number)
    marks = _marks(shown, question, members, lang)
    rows = [
        DotRow(names[unit.unit_id], marks[unit.unit_id], getattr(unit, "tier", None), unit.unit_id == mine)
        for unit in members
        if marks[unit.unit_id]
    ]
    if not rows:
        return None
    unit = data.indicators(shown)[question.indicator_id]["unit"]
    references = _references(found, unit, lang)
    values = [on_axis(question.measure, place.value) for place in found.ranking.placed]
    extent = [edge for row in rows for mark in row.marks for edge in mark.edges]
    extent += [*values, *(reference.value for reference in references)]
    axis = value_axis(extent, axis_unit(question.measure, unit), lang)
    spread = compare_marks.scaled(found.spread, question.measure) if len(values) >= FEWEST_FOR_SPREAD else None
    figure = dot_plot(
        rows,
        axis,
        lang,
        _words(found, unit, lang),
        references=references,
        ranked=Ranked(values, spread) if spread else None,
        demo=is_demo(shown),
        on_phone=on_phone,
    )
    return Chart.of(figure, _alternative(shown, question, rows, lang))


def _members(shown: Snapshot, question: Question, page_number: int) -> list[Place | Candidate]:
    return entries(shown, question)[(page_number - 1) * PAGE_SIZE : page_number * PAGE_SIZE]


def _targets(shown: Snapshot, question: Question, members: list[Place | Candidate]) -> list[TargetRecord]:
    ids = data.page_ids(shown, question.vintage, [unit.unit_id for unit in members])
    return data.targets(shown, ids, question.indicator_id)


def _marks(
    shown: Snapshot, question: Question, members: list[Place | Candidate], lang: str
) -> dict[str, tuple[Mark, ...]]:
    found = data.comparison(shown, question)
    targets = _targets(shown, question, members)
    unit = data.indicators(shown)[question.indicator_id]["unit"]
    return {member.unit_id: compare_marks.marks_of(found, member, targets, unit, lang) for member in members}


def _references(found: Comparison, unit: str, lang: str) -> list[Reference]:
    """The nation's value, and the line that the measure is read against."""
    measure = found.asked.measure
    references = []
    if found.nation.value is not None:
        text = message("compare.nation_line", lang, value=short_number(measure, found.nation.value, unit, lang))
        references.append(Reference(on_axis(measure, found.nation.value), text))
    if measure is Measure.GAP:
        references.append(Reference(0.0, message("compare.on_plan_line", lang), national=False))
    if measure is Measure.PLANNED_PROGRESS:
        references.append(Reference(100.0, message("compare.on_plan_line", lang), national=False))
    return references


def _words(found: Comparison, unit: str, lang: str) -> Words:
    year = found.asked.year
    kinds = {
        "actual": message(f"compare_mark.{found.asked.measure}", lang, year=year),
        "inexact": message("compare_mark.inexact", lang),
        "planned": message("compare_mark.planned", lang, year=year),
        "milestone": message("compare_mark.milestone", lang),
        "conflicting": message("compare_mark.conflicting", lang),
        "required": message("compare_mark.required", lang),
    }
    distribution = {}
    if found.spread is not None:
        median = number(found.asked.measure, round(found.spread.median, 6), unit, lang)
        distribution = {
            "median": message("compare.median", lang, value=median),
            "bar": message("compare.bar", lang, count="{count}"),
        }
    subject = "milestone" if found.asked.measure is Measure.PROMISE else "actual"
    return Words(kinds, message("compare.tier", lang, tier="{tier}"), subject, distribution)


def _alternative(shown: Snapshot, question: Question, rows: list[DotRow], lang: str) -> str:
    """The figure in words: the sentence above it, then the units with their values."""
    head = message(
        "compare.alt",
        lang,
        name=data.indicators(shown)[question.indicator_id][f"name_{lang}"],
        measure=message(f"compare_measure.{question.measure}", lang),
        year=question.year,
        count=len(rows),
    )
    subject = "milestone" if question.measure is Measure.PROMISE else "actual"
    values = "; ".join(
        f"{row.name} {mark.text}"
        for row in rows
        for mark in row.marks
        if row.tier is not None and mark.kind == subject and mark.text
    )
    return " ".join([head, lead(shown, question, NATION, lang), values])


@kept
def table_html(shown: Snapshot, question: Question, page_number: int, mine: str, lang: str) -> str:
    """The table behind the figure, how it is made, who has nothing to show, and what is measured otherwise."""
    found = data.comparison(shown, question)
    indicator = data.indicators(shown)[question.indicator_id]
    members = _members(shown, question, page_number)
    table = rank_table(shown, question, members, _targets(shown, question, members), mine, lang)
    bodies = [f"<h2>{escape(message('compare.table', lang))}</h2>{table}" if members else ""]
    bodies.append(f"<p class='muted'>{escape(_rules(found, indicator, lang))}</p>")
    bodies.append(silent_html(shown, question, lang))
    if question.measure is not Measure.PROMISE:
        bodies.append(apart_html(shown, question, lang))
    return f"<section class='stack'>{''.join(bodies)}</section>"


def _rules(found: Comparison, indicator: Row, lang: str) -> str:
    """How ties are made, in the measure's own numbers."""
    if found.band == 0:
        band = message("compare.band_none", lang)
    elif found.asked.measure is Measure.PLANNED_PROGRESS:
        band = message("compare.band", lang, band=f"{format_number(found.band * 100, lang, decimals=1)} %")
    else:
        unit = axis_unit(Measure.GAP, indicator["unit"])
        text = f"{format_number(found.band, lang)} {unit_name(unit, lang)}".strip()
        band = message("compare.band", lang, band=text)
    way = message("compare.lower_better" if found.lower_better else "compare.higher_better", lang)
    return " ".join([way, band, message(f"compare_rule.{found.asked.measure}", lang)])
