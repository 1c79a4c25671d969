"""What stands on a unit's line of the dot plot: actual, plan, next milestone, each with its words."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.charts.html.dot_marks import Mark
from kpi.model.codes import PathMethod
from kpi.model.records import TargetRecord
from kpi.model.vocabulary import TargetStatus
from kpi.reading.comparison import Comparison
from kpi.reading.ranking import Candidate, Measure, Place, Spread
from kpi.reading.said.values import actual_text, number, short_number, target_text
from kpi.reading.tables.comparison_tables import target_row
from kpi.store.compare_queries import Row
from kpi.words import format_period, format_value, message, sentence_case, undated_name
from kpi.words.judged_values import told_actual
from pages.compare.words import on_axis
from ui.tables import target_words


def marks_of(
    found: Comparison, member: Place | Candidate, targets: Sequence[TargetRecord], unit: str, lang: str
) -> tuple[Mark, ...]:
    """The marks of one unit; `targets` are the targets of the page's units about the indicator."""
    own = [target for target in targets if target.province_id == member.province_id]
    match found.asked.measure:
        case Measure.LEVEL:
            return _level(found, member, own, unit, lang)
        case Measure.TARGET:
            return _targets(found, own, lang)
        case _:
            return _judged(found, member, own, unit, lang)


def scaled(spread: Spread | None, measure: Measure) -> Spread | None:
    """The spread on the measure's axis."""
    if spread is None or measure is not Measure.PLANNED_PROGRESS:
        return spread
    return Spread(
        spread.count,
        low=on_axis(measure, spread.low),
        lower_quartile=on_axis(measure, spread.lower_quartile),
        median=on_axis(measure, spread.median),
        upper_quartile=on_axis(measure, spread.upper_quartile),
        high=on_axis(measure, spread.high),
    )


def _level(
    found: Comparison, member: Place | Candidate, targets: Sequence[TargetRecord], unit: str, lang: str
) -> tuple[Mark, ...]:
    marks = []
    actual = found.actual.get(member.province_id)
    if actual is not None:
        edges = [actual["value"], actual["value_high"]] if actual["value_high"] is not None else [actual["value"]]
        period = sentence_case(format_period(actual["period_start"], actual["period_end"], lang))
        kind = "actual" if isinstance(member, Place) else "inexact"
        said, short = actual_text(actual, lang), actual_text(actual, lang, with_unit=False)
        marks.append(Mark(kind, tuple(float(edge) for edge in edges), (said, period), short))
    row = found.judged_row.get(member.province_id) or found.plan.get(member.province_id)
    if row is not None and row["document_id"] is not None:
        marks += _planned(row, targets, unit, lang)
    return tuple(marks)


def _planned(row: Row, targets: Sequence[TargetRecord], unit: str, lang: str) -> list[Mark]:
    """The plan's value of the year, where it is no milestone, and the milestones of this year or next."""
    marks = []
    year = row["planned_year"]
    if row["planned"] is not None and row["planned_method"] != PathMethod.OFFICIAL:
        value = format_value(row["planned"], unit, lang, computed=True)
        kind = message(f"path.{row['planned_method']}", lang)
        head = message("compare.planned_hover", lang, year=year, value=value)
        marks.append(Mark("planned", (float(row["planned"]),), (head, kind)))
    due_years = {row["next_milestone_year"]}
    if row["planned_method"] == PathMethod.OFFICIAL:
        due_years.add(year)
    due = [t for t in targets if t.document_id == row["document_id"] and t.year in due_years]
    official = [target for target in due if target.status != TargetStatus.DUPLICATE]
    return marks + [_milestone(target, lang, str(target.year)) for target in official]


def _milestone(target: TargetRecord, lang: str, text: str = "") -> Mark:
    edges = (target.value,) if target.value_high is None else (target.value, target.value_high)
    kind = "conflicting" if target.status == TargetStatus.CONFLICTING else "milestone"
    head = message("compare.milestone_hover", lang, year=target.year, value=target_words(target, lang))
    source = message(f"document_kind.{target.document_kind}", lang)
    numbered = (undated_name(target.cited, lang),) if target.document_number else ()
    return Mark(kind, edges, (head, sentence_case(source), *numbered), text)


def _targets(found: Comparison, targets: Sequence[TargetRecord], lang: str) -> tuple[Mark, ...]:
    """Every version of the target for the year; the first one carries its value."""
    due = [t for t in targets if t.year == found.asked.year and t.status != TargetStatus.DUPLICATE]
    seen: dict[tuple[float, float | None], Mark] = {}
    for target in due:
        text = target_text(target_row(target), lang, with_unit=False)
        seen.setdefault((target.value, target.value_high), _milestone(target, lang, text))
    return tuple(seen.values())


def _judged(
    found: Comparison, member: Place | Candidate, targets: Sequence[TargetRecord], unit: str, lang: str
) -> tuple[Mark, ...]:
    if not isinstance(member, Place):
        return ()
    measure = found.asked.measure
    row = found.judged_row[member.province_id]
    lines = [message("compare.actual_hover", lang, year=row["actual_year"], value=told_actual(row, unit, lang))]
    if row["planned"] is not None:
        value = _planned_text(row, targets, unit, lang)
        lines.append(message("compare.planned_hover", lang, year=row["planned_year"], value=value))
        lines.append(message(f"path.{row['planned_method']}", lang))
    marks = [
        Mark(
            "actual",
            (on_axis(measure, member.value),),
            (number(measure, member.value, unit, lang), *lines),
            short_number(measure, member.value, unit, lang),
        )
    ]
    if measure is Measure.PACE and row["required_per_year"] is not None:
        required = float(row["required_per_year"])
        head = number(measure, required, unit, lang)
        due = message("compare.required_hover", lang, year=row["next_milestone_year"])
        marks.append(Mark("required", (required,), (head, due)))
    return tuple(marks)


def _planned_text(row: Row, targets: Sequence[TargetRecord], unit: str, lang: str) -> str:
    """The planned value: the document's own number with its operator, or one of our line."""
    if row["planned_method"] == PathMethod.OFFICIAL:
        due = [t for t in targets if t.document_id == row["document_id"] and t.year == row["planned_year"]]
        named = dict.fromkeys(target_words(target, lang) for target in due if target.status != TargetStatus.DUPLICATE)
        if named:
            return " / ".join(named)
    return format_value(row["planned"], unit, lang, computed=True)
