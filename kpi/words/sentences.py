"""One sentence a figure, made by rule from the same row as the figure, to be read or repeated aloud.

Nothing is judged here: the status, the reason and every number come from the row. Only the wording is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from kpi.model.codes import SHORT, Reason, Status
from kpi.model.vocabulary import Qualifier
from kpi.words import (
    format_difference,
    format_pace,
    format_period,
    format_qualified,
    format_ratio,
    format_value,
    is_missing,
    message,
    sentence_case,
)
from kpi.words.due_outcome import by_measure, is_decided, last_outcome, measure_name
from kpi.words.gaps import gap_words
from kpi.words.target_clauses import due, goal_words, known_from, promise_clause, target_words, until

_WITH_DISTANCE = frozenset(
    {
        Reason.MEASURE_UNKNOWN,
        Reason.MEASURE_DIFFERS,
        Reason.MEASURES_DISAGREE,
        Reason.MEASURES_OPEN,
        Reason.ABOUT_TARGET,
        Reason.OFF_PATH,
        Reason.RANKED,
        Reason.ONE_POINT,
        Reason.INEXACT,
        Reason.TOO_EARLY,
        Reason.WITHIN_MATERIALITY,
    }
)
"""Reasons under which both numbers are worth telling, with the distance between them, though nothing is judged."""


_UNLIKE = frozenset({Reason.MEASURE_UNKNOWN, Reason.MEASURE_DIFFERS})
"""Reasons under which a figure is held against official numbers alone, never against a line of ours."""


@dataclass(frozen=True)
class Known:
    """What else is known about the target of a judged row.

    `targets` are all rows of the indicator and document, `judged` its judged rows, `results` its rows of
    `milestone_results`; `actuals` the rows that these name, with `series_name_vi` and `series_name_en`.
    """

    targets: Sequence[Mapping[str, Any]] = ()
    judged: Sequence[Mapping[str, Any]] = ()
    results: Sequence[Mapping[str, Any]] = ()
    actuals: Sequence[Mapping[str, Any]] = ()


_NOTHING_ELSE = Known()


def sentence(
    row: Mapping[str, Any],
    indicator: Mapping[str, Any],
    province_name: str,
    lang: str,
    *,
    promises: Sequence[Mapping[str, Any]] = (),
    actual: Mapping[str, Any] | None = None,
    known: Known = _NOTHING_ELSE,
) -> str:
    """One sentence about one promise: what was achieved or why that cannot be said.

    `row` is a row of `progress`, `indicator` one of `indicators`. `promises` are the versions of one due
    promise (see `kpi.words.target_clauses.promises_due`), each a row of `targets`, with `document_kind` where known.
    `actual` is the row of `actuals` to cite: the one that `row` judges, or the one that could not be judged.
    With `known` targets are told with their operator, and other ways of counting with their own figures.
    """
    subject = str(indicator[f"name_{lang}"])
    targets = known.targets or promises
    if row["status"] != Status.NOT_ASSESSABLE:
        source = known_from(promises)
        return message(
            f"narrative.judged_{source}" if source else "narrative.judged",
            lang,
            subject=subject,
            who=province_name,
            figure=_figure_of_measure(row, indicator, actual, lang),
            verdict=_verdict(row, indicator, targets, lang),
            ahead=_ahead(row, indicator, targets, lang) + _by_other_measures(row, indicator, known, lang),
        )
    outcome = None
    if promises:
        outcome = last_outcome(row, promises[0]["year"], known.results, indicator, lang, known.actuals)
    if outcome is not None:
        because = message("narrative.came_due", lang, outcome=outcome)
    else:
        because = _because(row, indicator, actual, (targets, known.results), lang)
    if row["reason"] == Reason.NO_TARGET or not promises:
        return message("narrative.without_promise", lang, subject=subject, who=province_name, because=because)
    promise = promise_clause(promises, province_name, lang)
    return message("narrative.with_promise", lang, subject=subject, promise=promise, because=because)


def promise_sentence(
    promises: Sequence[Mapping[str, Any]], indicator: Mapping[str, Any], province_name: str, lang: str
) -> str:
    """What was promised, alone: for a list of promises or a figure that nothing is judged about yet."""
    promise = promise_clause(promises, province_name, lang)
    return message("narrative.promise_only", lang, subject=indicator[f"name_{lang}"], promise=promise)


def figure_sentence(
    actual: Mapping[str, Any] | None, indicator: Mapping[str, Any], province_name: str, lang: str
) -> str:
    """An actual alone, where nothing says what it is to be compared with; without one, that there is none yet."""
    if actual is None:
        return message("indicator.no_actual", lang, province=province_name)
    figure = _cited_actual({}, indicator, actual, lang)
    return message("narrative.figure_only", lang, subject=indicator[f"name_{lang}"], who=province_name, figure=figure)


def newer_figure_note(row: Mapping[str, Any], lang: str) -> str | None:
    """Why a newer figure than the one judged was left aside; None where there is no newer one."""
    code = row["newer_unusable"]
    if is_missing(code):
        return None
    return message("narrative.newer_unusable", lang, why=message(f"reason.{code}", lang))


def _judged_figure(
    row: Mapping[str, Any], indicator: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str
) -> str:
    """The figure that the row judges, with its period: '5,73 % (năm 2022)'."""
    value = told_actual(row, indicator["unit"], lang)
    return message("narrative.figure", lang, value=value, period=_period(row, actual, lang))


def told_actual(row: Mapping[str, Any], unit: str, lang: str) -> str:
    """The actual of a row as its source tells it: 'ít nhất 91 %'."""
    qualifier = Qualifier.EXACT if is_missing(row["actual_qualifier"]) else row["actual_qualifier"]
    return format_qualified(row["actual"], qualifier, unit, lang)


def _cited_actual(
    row: Mapping[str, Any], indicator: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str
) -> str:
    """The figure at hand, as its source told it: 'khoảng 90 % (tháng 5/2025)'."""
    if actual is None:
        return _judged_figure(row, indicator, None, lang)
    return cited_actual(actual, lang)


def cited_actual(actual: Mapping[str, Any], lang: str) -> str:
    """An actual as its source told it, with its period."""
    value = format_qualified(
        actual["value"],
        actual["qualifier"],
        actual["unit"],
        lang,
        value_high=actual["value_high"],
        denominator=actual["denominator"],
    )
    return message("narrative.figure", lang, value=value, period=_period({}, actual, lang))


def _period(row: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str) -> str:
    if actual is not None:
        return format_period(_day(actual["period_start"]), _day(actual["period_end"]), lang)
    year = int(row["actual_year"])
    return format_period(date(year, 1, 1), date(year, 12, 31), lang)


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()


def planned_value(row: Mapping[str, Any], unit: str, lang: str) -> str:
    """The planned value of a row: exact when official; else rounded, and told as ours. A band by both edges."""
    computed = not is_official(row)
    low = format_value(row["planned"], unit, lang, computed=computed)
    told = low
    if not is_missing(row["planned_high"]) and row["planned_high"] != row["planned"]:
        high = format_value(row["planned_high"], unit, lang, computed=computed)
        told = message("narrative.band", lang, low=low, high=high)
    return message("narrative.interpolated", lang, value=told) if computed else told


def planned_words(row: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], unit: str, lang: str) -> str:
    """The planned value of a row; an official one with the operator of its target."""
    if is_official(row) and not is_missing(row["planned_year"]):
        named = target_words(row["planned"], row["planned_year"], targets, lang)
        if named is not None:
            return named
    return planned_value(row, unit, lang)


def is_official(row: Mapping[str, Any]) -> bool:
    """Whether the planned value of a row is the document's own number."""
    return not is_missing(row["planned_official"]) and bool(row["planned_official"])


def planned_when(row: Mapping[str, Any], lang: str) -> str:
    """Of when the planned value is: 'của năm 2025', or 'đến ngày 15/10/2025' within a year."""
    day = None if is_missing(row["planned_on"]) else _day(row["planned_on"])
    if day is None or (day.month, day.day) == (12, 31):
        return message("narrative.of_year", lang, year=int(row["planned_year"]))
    return message("narrative.by_day", lang, day=format_period(day, day, lang))


def _figure_of_measure(
    row: Mapping[str, Any], indicator: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str
) -> str:
    """The figure at hand; with its way of counting where others are told or meant beside it."""
    figure = _cited_actual(row, indicator, actual, lang)
    several = row["reason"] in {Reason.EVERY_MEASURE, Reason.MEASURES_DISAGREE, Reason.MEASURES_OPEN}
    return by_measure(figure, actual, lang) if several else figure


def agreeing_rows(row: Mapping[str, Any], judged: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The judged rows of other ways of counting that decide together with a row."""
    if row["reason"] != Reason.EVERY_MEASURE:
        return []
    return [other for other in judged if other["reason"] == Reason.EVERY_MEASURE and other["series"] != row["series"]]


def _by_other_measures(row: Mapping[str, Any], indicator: Mapping[str, Any], known: Known, lang: str) -> str:
    """What the other ways of counting say, each with its own figure, level and degree."""
    by_id = {actual["actual_id"]: actual for actual in known.actuals}
    told = ""
    for other in agreeing_rows(row, known.judged):
        actual = by_id.get(other["actual_id"])
        measure = measure_name(actual, lang)
        if measure is None:
            continue
        verdict = message(f"status.{other['status']}", lang).lower()
        if other["status"] == row["status"]:
            verdict = message("narrative.also", lang, verdict=verdict)
        if not is_missing(other["planned"]):
            facts = {
                "planned": planned_words(other, known.targets, indicator["unit"], lang),
                "when": planned_when(other, lang),
            }
            same = facts["when"] == planned_when(row, lang)
            too = {"verdict": verdict, "planned": facts["planned"]}
            verdict = (
                message("narrative.of_needed_too", lang, **too)
                if same
                else message("narrative.of_needed", lang, verdict=verdict, **facts)
            )
        figure = _cited_actual(other, indicator, actual, lang)
        told += message("narrative.other_measure", lang, measure=measure, figure=figure, verdict=verdict)
    return told


def _verdict(
    row: Mapping[str, Any], indicator: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], lang: str
) -> str:
    text = _status_words(row, indicator, targets, lang)
    if row["reason"] == Reason.NO_BASELINE and row["status"] in SHORT and not is_missing(row["attainment"]):
        return message("narrative.with_attainment", lang, verdict=text, share=format_ratio(row["attainment"], lang))
    return text


def is_reached(row: Mapping[str, Any]) -> bool:
    """Whether a row is on plan because its figure is at the next milestone's level already."""
    early = row["status"] == Status.ON_PLAN and row["reason"] == Reason.MILESTONE_REACHED
    return early and not is_missing(row["next_milestone"])


def _status_words(
    row: Mapping[str, Any], indicator: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], lang: str
) -> str:
    status, unit = row["status"], indicator["unit"]
    if is_reached(row):
        goal = goal_words(row["next_milestone"], row["next_milestone_year"], targets, unit, lang)
        when = due(row["next_milestone_year"], indicator["cadence"], lang)
        return message("no_gap.on_plan_reached", lang, goal=goal, due=when)
    facts = {"planned": planned_words(row, targets, unit, lang), "when": planned_when(row, lang)}
    gap = _gap(row["gap"], unit, lang)
    if status not in SHORT or gap is None:
        return message(f"no_gap.{status}", lang, **facts)
    if status == Status.BELOW_BASELINE and not is_missing(row["baseline"]):
        since = {
            "baseline": format_value(row["baseline"], unit, lang),
            "baseline_year": int(row["baseline_year"]),
        }
        return message("with_gap.below_baseline_from", lang, gap=gap, **since, **facts)
    return message(f"with_gap.{status}", lang, gap=gap, **facts)


def _gap(gap: Any, unit: str, lang: str) -> str | None:
    """How far off, by which side; None where it is not known or rounds to nothing."""
    if is_missing(gap) or is_nothing(gap, unit, lang):
        return None
    return gap_words(gap, unit, lang)


def _distance(
    row: Mapping[str, Any],
    indicator: Mapping[str, Any],
    targets: Sequence[Mapping[str, Any]],
    lang: str,
    *,
    goal_only: bool = False,
) -> str:
    """How far the figure is from the planned value of its day, else from the next official target; empty if unknown.

    With `goal_only`, and of figures that may be counted otherwise than a line of ours, from the official target.
    """
    unit = indicator["unit"]
    gap = _gap(row["gap"], unit, lang)
    ours = row["reason"] in _UNLIKE and not is_official(row)
    if gap is not None and not is_missing(row["planned"]) and not ours and not goal_only:
        facts = {"planned": planned_words(row, targets, unit, lang), "when": planned_when(row, lang)}
        return message("narrative.distance_path", lang, gap=gap, **facts)
    gap = _gap(row["milestone_gap"], unit, lang)
    if gap is None or is_missing(row["next_milestone"]):
        return ""
    goal = goal_words(row["next_milestone"], row["next_milestone_year"], targets, unit, lang)
    when = until(row["next_milestone_year"], indicator["cadence"], lang)
    return message("narrative.distance_goal", lang, gap=gap, goal=goal, due=when)


def is_nothing(value: Any, unit: str, lang: str) -> bool:
    """Whether a computed difference rounds to zero in the decimals that are shown."""
    return format_difference(abs(value), unit, lang) == format_difference(0, unit, lang)


def _ahead(
    row: Mapping[str, Any], indicator: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], lang: str
) -> str:
    """What the next milestone takes, against what was done so far; empty where there is none."""
    required = row["required_per_year"]
    if is_missing(row["next_milestone"]) or is_missing(required):
        return ""
    unit = indicator["unit"]
    facts = {
        "goal": goal_words(row["next_milestone"], row["next_milestone_year"], targets, unit, lang),
        "due": due(row["next_milestone_year"], indicator["cadence"], lang),
    }
    if required == 0:
        return message("narrative.next_met", lang, **facts)
    facts["move"] = movement(required, unit, lang)
    if is_missing(row["achieved_per_year"]):
        return message("narrative.next_needs", lang, **facts)
    facts["so_far"] = observed_pace(row, unit, lang)
    return message("narrative.next_needs_against", lang, **facts)


def movement(per_year: Any, unit: str, lang: str) -> str:
    """What is needed a year, as a movement: 'cần tăng bình quân … mỗi năm'."""
    if is_nothing(per_year, unit, lang):
        return message("movement.must_stay", lang)
    way = _way(per_year, unit)
    return message(f"movement.must_{way}", lang, pace=format_pace(abs(per_year), unit, lang))


def _way(change: Any, unit: str) -> str:
    """Which way a number moves; of a rank what that means, for the smaller one is the better."""
    if unit == "rank":
        return "slip" if change > 0 else "climb"
    return "rise" if change > 0 else "fall"


def observed_pace(row: Mapping[str, Any], unit: str, lang: str) -> str:
    """The one pace of a row, told by its years: 'giai đoạn 2020–2025 tăng bình quân …'."""
    pace = row["achieved_per_year"]
    years = {"first": int(row["pace_from_year"]), "last": int(row["actual_year"])}
    if is_nothing(pace, unit, lang):
        return message("movement.did_stay", lang, **years)
    way = _way(pace, unit)
    return message(f"movement.did_{way}", lang, pace=format_pace(abs(pace), unit, lang), **years)


def _because(
    row: Mapping[str, Any],
    indicator: Mapping[str, Any],
    actual: Mapping[str, Any] | None,
    said: tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]],
    lang: str,
) -> str:
    """Why a promise cannot be judged, with the figure at hand where there is one.

    `said` are all targets of the document and what came of those that fell due: what is decided is not told again.
    """
    targets, results = said
    reason = row["reason"]
    if actual is None and is_missing(row["actual"]):
        return message(f"because.{reason}", lang)
    figure = _figure_of_measure(row, indicator, actual, lang)
    may = reason in _WITH_DISTANCE and _same_figure(row, actual)
    if may and is_official(row) and any(is_decided(one) and one["year"] == row["planned_year"] for one in results):
        distance = _distance(row, indicator, targets, lang, goal_only=True)
        return message("narrative.only_figure", lang, figure=figure, distance=distance)
    distance = _distance(row, indicator, targets, lang) if may else ""
    return message(f"because.{reason}_figure", lang, figure=figure, distance=distance)


def _same_figure(row: Mapping[str, Any], actual: Mapping[str, Any] | None) -> bool:
    """Whether the figure to cite is the one whose distance the row tells."""
    return actual is None or (not is_missing(row["actual"]) and actual["value"] == row["actual"])


def reason_in_words(reason: str, lang: str) -> str:
    """The reason of a status as a short note: 'Chưa có số liệu thực hiện'."""
    return sentence_case(message(f"reason.{reason}", lang))
