"""The view Xếp hạng: units in tiers by one measure, with the nation and the spread; others apart with the reason."""

from __future__ import annotations

from kpi.charts.axes import value_axis
from kpi.charts.html.dot_marks import DotRow, Mark
from kpi.charts.html.dot_plot import Ranked, Reference, Words, dot_plot_html
from kpi.markup import EMPTY, Markup, macros
from kpi.model.records import TargetRecord
from kpi.model.vocabulary import NATION
from kpi.reading.comparison import Comparison
from kpi.reading.province import is_demo
from kpi.reading.ranking import Candidate, Measure, Place
from kpi.reading.said import comparison as sentences
from kpi.reading.said.values import nation_value
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message, unit_name
from pages.compare import data
from pages.compare import marks as compare_marks
from pages.compare import scope as scopes
from pages.compare.apart import apart_html
from pages.compare.data import Question, kept
from pages.compare.head import SILENT, compared, silent_html, title_html
from pages.compare.table import rank_table
from pages.compare.words import axis_unit, on_axis
from ui.runs.page_parts import Parts

_HTML = macros(__name__)

PAGE_SIZE = 40


def pages(snapshot: Snapshot, question: Question) -> int:
    """How many pages a ranking fills, at least one."""
    return max(1, -(-len(entries(snapshot, question)) // PAGE_SIZE))


def parts(snapshot: Snapshot, question: Question, page_number: int, mine: str, lang: str) -> Parts:
    """What follows the choices, in the order of the page."""
    head = title_html(snapshot, question, mine, lang)
    return {
        "title": head + dots_html(snapshot, question, page_number, mine, lang),
        "table": table_html(snapshot, question, page_number, mine, lang),
    }


def entries(snapshot: Snapshot, question: Question) -> list[Place | Candidate]:
    """Everyone with something to show: the placed from best to worst, then the unranked by reason."""
    ranking = data.comparison(snapshot, question).ranking
    return [*ranking.placed, *(one for one in ranking.unranked if one.reason not in SILENT)]


@kept
def dots_html(snapshot: Snapshot, question: Question, page_number: int, mine: str, lang: str) -> Markup:
    """The dot plot of one page with its text alternative; empty when there is nothing to draw."""
    found = data.comparison(snapshot, question)
    names = data.full_names(snapshot, lang)
    members = _members(snapshot, question, page_number)
    marks = _marks(snapshot, question, members, lang)
    rows = [
        DotRow(names[one.province_id], marks[one.province_id], _tier(found, one), one.province_id == mine)
        for one in members
        if marks[one.province_id]
    ]
    if not rows:
        return EMPTY
    unit = data.indicators(snapshot)[question.indicator_id]["unit"]
    references = _references(found, unit, lang)
    values = [on_axis(question.measure, place.value) for place in found.ranking.placed]
    extent = [edge for row in rows for mark in row.marks for edge in mark.edges]
    extent += [*values, *(reference.value for reference in references)]
    spread = compare_marks.scaled(found.spread, question.measure) if sentences.has_median(found) else None
    return dot_plot_html(
        rows,
        value_axis(extent, axis_unit(question.measure, unit), lang),
        _words(snapshot, question, rows, lang),
        references=references,
        ranked=Ranked(values, spread) if spread else None,
    )


def _members(snapshot: Snapshot, question: Question, page_number: int) -> list[Place | Candidate]:
    return entries(snapshot, question)[(page_number - 1) * PAGE_SIZE : page_number * PAGE_SIZE]


def _targets(snapshot: Snapshot, question: Question, members: list[Place | Candidate]) -> list[TargetRecord]:
    read = data.target_ids if question.measure is Measure.TARGET else data.page_ids
    ids = read(snapshot, question.vintage, [one.province_id for one in members])
    return data.targets(snapshot, ids, question.indicator_id)


def _marks(
    snapshot: Snapshot, question: Question, members: list[Place | Candidate], lang: str
) -> dict[str, tuple[Mark, ...]]:
    found = data.comparison(snapshot, question)
    targets = _targets(snapshot, question, members)
    unit = data.indicators(snapshot)[question.indicator_id]["unit"]
    return {member.province_id: compare_marks.marks_of(found, member, targets, unit, lang) for member in members}


def _references(found: Comparison, unit: str, lang: str) -> list[Reference]:
    """The nation's value, and the line that the measure is read against."""
    measure = found.asked.measure
    references = []
    if found.nation is not None:
        text = message("compare.nation_line", lang, value=nation_value(found, unit, lang, short=True))
        references.append(Reference(on_axis(measure, found.nation), text))
    if measure is Measure.GAP:
        references.append(Reference(0.0, message("compare.on_plan_line", lang), national=False))
    if measure is Measure.PLANNED_PROGRESS:
        references.append(Reference(100.0, message("compare.on_plan_line", lang), national=False))
    return references


def _words(snapshot: Snapshot, question: Question, rows: list[DotRow], lang: str) -> Words:
    found = data.comparison(snapshot, question)
    measure, year = question.measure, question.year
    kinds = {
        "actual": message(f"compare_mark.{measure}", lang, year=year),
        "inexact": message("compare_mark.inexact", lang),
        "planned": message("compare_mark.planned", lang, year=year),
        "milestone": message("compare_mark.milestone", lang),
        "conflicting": message("compare_mark.conflicting", lang),
        "required": message("compare_mark.required", lang),
    }
    distribution = {}
    if found.spread is not None:
        median = sentences.median(compared(snapshot, question, lang))
        distribution = {
            "median": message("compare.median", lang, value=median),
            "bar": message("compare.bar", lang, count="{count}"),
        }
    return Words(
        alternative=_alternative(snapshot, question, rows, lang),
        kinds=kinds,
        tier=_tier_words(found, lang),
        subject=_subject(measure),
        distribution=distribution,
        watermark=message("chart_words.watermark", lang) if is_demo(snapshot) else "",
    )


def _tier(found: Comparison, member: Place | Candidate) -> int | None:
    """The tier that a unit stands in; all in one where too few have a value to be ranked, none for who has none."""
    return (member.tier if found.enough else 1) if isinstance(member, Place) else None


def _tier_words(found: Comparison, lang: str) -> str:
    """What is written above a tier; where nobody is ranked, that too few units have a value."""
    if found.enough:
        return message("compare.tier", lang, tier="{tier}")
    count, every = found.coverage
    return message("compare.not_tiered", lang, count=count, all=every)


def _subject(measure: Measure) -> str:
    """The kind of mark that a measure is about."""
    return "milestone" if measure is Measure.TARGET else "actual"


def _alternative(snapshot: Snapshot, question: Question, rows: list[DotRow], lang: str) -> str:
    """The chart in words: the sentence above it, then the units with their values."""
    name = str(data.indicators(snapshot)[question.indicator_id][f"name_{lang}"])
    head = message(
        "compare.alt",
        lang,
        name=scopes.heading(name, snapshot, question.scope, lang),
        measure=message(f"compare_measure.{question.measure}", lang),
        year=question.year,
        count=len(rows),
    )
    values = "; ".join(
        f"{row.name} {mark.text}"
        for row in rows
        for mark in row.marks
        if row.tier is not None and mark.kind == _subject(question.measure) and mark.text
    )
    return " ".join([head, sentences.lead(compared(snapshot, question, lang), NATION), values])


@kept
def table_html(snapshot: Snapshot, question: Question, page_number: int, mine: str, lang: str) -> Markup:
    """The table behind the chart, how it is made, who has nothing to show, and what is measured otherwise."""
    found = data.comparison(snapshot, question)
    indicator = data.indicators(snapshot)[question.indicator_id]
    members = _members(snapshot, question, page_number)
    table = rank_table(snapshot, question, members, _targets(snapshot, question, members), mine, lang)
    silent = silent_html(snapshot, question, lang)
    apart = EMPTY if question.measure is Measure.TARGET else apart_html(snapshot, question, lang)
    return _HTML.table(table if members else EMPTY, _rules(found, indicator, lang), silent, apart, lang)


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
