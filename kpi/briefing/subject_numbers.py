"""The numbers and sources of one subject: every target, actual and computed number that a reader may cite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from kpi.briefing import numbers, sources
from kpi.briefing.content import Group, Number, Source
from kpi.briefing.library import Subject
from kpi.charts.path.observations import observed
from kpi.charts.path.path_line import path_rows
from kpi.model.codes import Reason, Status
from kpi.model.records import Row as PlainRow
from kpi.model.vocabulary import TargetStatus
from kpi.reading.judged_rows import JudgedRow
from kpi.reading.unjudged import state_words
from kpi.words import format_pace, format_ratio, format_value, is_missing
from kpi.words.gaps import gap_words as difference_words
from kpi.words.judged_values import planned_words
from kpi.words.target_clauses import distinct, goal_words

_Words = Callable[[JudgedRow, Sequence[PlainRow], str, str], str]


def gap_words(row: JudgedRow, unit: str, lang: str) -> str:
    """'thấp hơn 3,27 điểm phần trăm'."""
    return difference_words(row["gap"], unit, lang)


_COLUMNS: Mapping[str, _Words] = MappingProxyType(
    {
        "planned": planned_words,
        "gap": lambda row, _targets, unit, lang: gap_words(row, unit, lang),
        "attainment": lambda row, _targets, _unit, lang: format_ratio(row["attainment"], lang),
        "planned_progress": lambda row, _targets, _unit, lang: format_ratio(row["planned_progress"], lang),
        "baseline": lambda row, _targets, unit, lang: format_value(row["baseline"], unit, lang),
        "next_milestone": lambda row, targets, unit, lang: goal_words(
            row["next_milestone"], row["next_milestone_year"], targets, unit, lang
        ),
        "required_per_year": lambda row, _targets, unit, lang: format_pace(row["required_per_year"], unit, lang),
        "achieved_per_year": lambda row, _targets, unit, lang: format_pace(row["achieved_per_year"], unit, lang),
    }
)


def subject_numbers(subject: Subject) -> tuple[Number, ...]:
    """Targets by year, actuals by period, what was computed from them, targets of the nation, planned years."""
    context, unit = subject.library.context, subject.indicator.unit
    targets = [numbers.target_number(row, context) for row in shown_targets(subject)]
    measured = [numbers.actual_number(item.row, context) for item in observed(subject.actuals)]
    nation = [numbers.national_number(row, context) for row in subject.national]
    path = path_rows(subject.path, subject.quoted_series or None)
    between = [numbers.path_number(row, unit, context) for row in path if not row["official"]]
    return (*targets, *measured, *_computed(subject), *nation, *between)


def shown_targets(subject: Subject) -> list[Mapping[str, Any]]:
    """The targets of the plan by year; one said again in another section stands once."""
    kept = [row for row in subject.targets if row["status"] != TargetStatus.DUPLICATE]
    by_year: dict[int, list[PlainRow]] = {}
    for row in sorted(kept, key=lambda row: (row["year"], row["value"])):
        by_year.setdefault(row["year"], []).append(row)
    return [row for same in by_year.values() for row in distinct(same)]


def _computed(subject: Subject) -> list[Number]:
    row, unit, lang = subject.row, subject.indicator.unit, subject.lang
    if row is None:
        return []
    context = subject.library.context
    found = [numbers.status_number(row, state_words(subject.seen, lang), context)] if subject.document_id else []
    if row["status"] == Status.NOT_ASSESSABLE:
        return found
    for column, words in _COLUMNS.items():
        if not is_missing(row[column]):
            text = words(row, subject.targets, unit, lang)
            found.append(numbers.progress_number(row, column, text, unit, context))
    return found + _planned_by_others(subject, row)


def _planned_by_others(subject: Subject, row: JudgedRow) -> list[Number]:
    """What the other ways of counting that are judged had to reach: the sentence names it beside their actual."""
    context, unit = subject.library.context, subject.indicator.unit
    others = [other for other in subject.seen.judged if other is not row and other["status"] == row["status"]]
    told = [other for other in others if row["reason"] == Reason.EVERY_MEASURE and not is_missing(other["planned"])]
    names = {actual["series"]: actual[f"series_name_{subject.lang}"] for actual in subject.seen.actuals}
    made = [
        numbers.progress_number(
            other, "planned", planned_words(other, subject.targets, unit, subject.lang), unit, context
        )
        for other in told
    ]
    return [
        replace(number, what=f"{number.what}, {names[other['series']]}")
        for number, other in zip(made, told, strict=True)
    ]


def subject_sources(subject: Subject) -> tuple[Source, ...]:
    """The documents of the targets, the publications of the actuals, the documents of the nation's targets."""
    targets = [sources.target_source(row, subject.lang) for row in subject.targets]
    measured = [sources.actual_source(row, subject.lang) for row in subject.actuals]
    nation = [sources.target_source(row, subject.lang) for row in subject.national]
    return sources.distinct([*targets, *measured, *nation])


def subject_group(subject: Subject, url: str) -> Group:
    """The ID that stands for everything said about the subject."""
    context = subject.library.context
    parts = ("subject", subject.owner_id, subject.indicator.indicator_id, subject.document_id, subject.series)
    key = numbers.group_key(context, *parts)
    groups = subject.library.groups
    if key not in groups:
        title = f"{subject.indicator.name(subject.lang)}, {subject.unit_name}"
        group_id = numbers.number_id(context.snapshot_id, key)
        groups[key] = Group(group_id, key, title, url, subject_numbers(subject))
    return groups[key]
