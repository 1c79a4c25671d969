"""One sentence for each chart, made by rule from the same row as the chart, to be read or repeated aloud.

Nothing is judged here: the status, the reason and every number come from the row. Only the wording is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpi.model.codes import SHORT, Reason, Status
from kpi.words import format_ratio, format_value, is_missing, message, sentence_case
from kpi.words.due_outcome import by_base, by_measure, is_decided, last_outcome, measure_name
from kpi.words.judged_values import cited_actual, gap_by_side, is_official, planned_when, planned_words
from kpi.words.pace_clauses import next_milestone_words
from kpi.words.target_clauses import due, goal_words, known_from, target_clause, until

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
"""Reasons under which an actual is held against official numbers alone, never against a line of ours."""


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
    due_targets: Sequence[Mapping[str, Any]] = (),
    actual: Mapping[str, Any] | None = None,
    known: Known = _NOTHING_ELSE,
) -> str:
    """One sentence about one target: what was achieved or why that cannot be said.

    `row` is a row of `progress`, `indicator` one of `indicators`. `due_targets` are the versions of one due
    target (see `kpi.words.target_clauses.targets_due`), each a row of `targets`, with `document_kind` where known.
    `actual` is the row of `actuals` to cite: the one that `row` judges, or the one that could not be judged.
    With `known` targets are told with their operator, and other ways of counting with their own actuals.
    """
    subject = str(indicator[f"name_{lang}"])
    targets = known.targets or due_targets
    if row["status"] != Status.NOT_ASSESSABLE:
        source = known_from(due_targets)
        return message(
            f"narrative.judged_{source}" if source else "narrative.judged",
            lang,
            subject=subject,
            who=province_name,
            number=_actual_of_measure(row, indicator, actual, lang),
            verdict=_verdict(row, indicator, targets, lang),
            ahead=next_milestone_words(row, indicator, targets, lang) + _by_other_measures(row, indicator, known, lang),
        )
    outcome = None
    if due_targets:
        outcome = last_outcome(row, due_targets[0]["year"], known.results, indicator, lang, known.actuals)
    if outcome is not None:
        because = message("narrative.came_due", lang, outcome=outcome)
    else:
        because = _because(row, indicator, actual, (targets, known.results), lang)
    if row["reason"] == Reason.NO_TARGET or not due_targets:
        return message("narrative.without_target", lang, subject=subject, who=province_name, because=because)
    target = target_clause(due_targets, province_name, lang)
    return message("narrative.with_target", lang, subject=subject, target=target, because=because)


def actual_sentence(
    actual: Mapping[str, Any] | None, indicator: Mapping[str, Any], province_name: str, lang: str
) -> str:
    """An actual alone, where nothing says what it is to be compared with; without one, that there is none yet."""
    if actual is None:
        return message("indicator.no_actual", lang, province=province_name)
    number = by_base(cited_actual({}, indicator, actual, lang), actual, lang)
    return message("narrative.actual_only", lang, subject=indicator[f"name_{lang}"], who=province_name, number=number)


def _actual_of_measure(
    row: Mapping[str, Any], indicator: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str
) -> str:
    """The actual at hand; with its way of counting where it has several, or where others are told beside it."""
    number = cited_actual(row, indicator, actual, lang)
    several = row["reason"] in {Reason.EVERY_MEASURE, Reason.MEASURES_DISAGREE, Reason.MEASURES_OPEN}
    return (by_measure if several else by_base)(number, actual, lang)


def agreeing_rows(row: Mapping[str, Any], judged: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The judged rows of other ways of counting that decide together with a row."""
    if row["reason"] != Reason.EVERY_MEASURE:
        return []
    return [other for other in judged if other["reason"] == Reason.EVERY_MEASURE and other["series"] != row["series"]]


def _by_other_measures(row: Mapping[str, Any], indicator: Mapping[str, Any], known: Known, lang: str) -> str:
    """What the other ways of counting say, each with its own actual, level and degree."""
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
        number = cited_actual(other, indicator, actual, lang)
        told += message("narrative.other_measure", lang, measure=measure, number=number, verdict=verdict)
    return told


def _verdict(
    row: Mapping[str, Any], indicator: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], lang: str
) -> str:
    text = _status_words(row, indicator, targets, lang)
    if row["reason"] == Reason.NO_BASELINE and row["status"] in SHORT and not is_missing(row["attainment"]):
        return message("narrative.with_attainment", lang, verdict=text, share=format_ratio(row["attainment"], lang))
    return text


def is_reached(row: Mapping[str, Any]) -> bool:
    """Whether a row is on plan because its actual is at the next milestone's level already."""
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
    gap = gap_by_side(row["gap"], unit, lang)
    if status not in SHORT or gap is None:
        return message(f"no_gap.{status}", lang, **facts)
    if status == Status.BELOW_BASELINE and not is_missing(row["baseline"]):
        since = {
            "baseline": format_value(row["baseline"], unit, lang),
            "baseline_year": int(row["baseline_year"]),
        }
        return message("with_gap.below_baseline_from", lang, gap=gap, **since, **facts)
    return message(f"with_gap.{status}", lang, gap=gap, **facts)


def _distance(
    row: Mapping[str, Any],
    indicator: Mapping[str, Any],
    targets: Sequence[Mapping[str, Any]],
    lang: str,
    *,
    goal_only: bool = False,
) -> str:
    """How far the actual is from the planned value of its day, else from the next official target; empty if unknown.

    With `goal_only`, and of actuals that may be counted otherwise than a line of ours, from the official target.
    """
    unit = indicator["unit"]
    gap = gap_by_side(row["gap"], unit, lang)
    ours = row["reason"] in _UNLIKE and not is_official(row)
    if gap is not None and not is_missing(row["planned"]) and not ours and not goal_only:
        facts = {"planned": planned_words(row, targets, unit, lang), "when": planned_when(row, lang)}
        return message("narrative.distance_path", lang, gap=gap, **facts)
    gap = gap_by_side(row["milestone_gap"], unit, lang)
    if gap is None or is_missing(row["next_milestone"]):
        return ""
    goal = goal_words(row["next_milestone"], row["next_milestone_year"], targets, unit, lang)
    when = until(row["next_milestone_year"], indicator["cadence"], lang)
    return message("narrative.distance_goal", lang, gap=gap, goal=goal, due=when)


def _because(
    row: Mapping[str, Any],
    indicator: Mapping[str, Any],
    actual: Mapping[str, Any] | None,
    said: tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]],
    lang: str,
) -> str:
    """Why a target cannot be judged, with the actual at hand where there is one.

    `said` are all targets of the document and what came of those that fell due: what is decided is not told again.
    """
    targets, results = said
    reason = row["reason"]
    if actual is None and is_missing(row["actual"]):
        return message(f"because.{reason}", lang)
    number = _actual_of_measure(row, indicator, actual, lang)
    may = reason in _WITH_DISTANCE and _same_actual(row, actual)
    if may and is_official(row) and any(is_decided(one) and one["year"] == row["planned_year"] for one in results):
        distance = _distance(row, indicator, targets, lang, goal_only=True)
        return message("narrative.only_actual", lang, number=number, distance=distance)
    distance = _distance(row, indicator, targets, lang) if may else ""
    return message(f"because.{reason}_with_actual", lang, number=number, distance=distance)


def _same_actual(row: Mapping[str, Any], actual: Mapping[str, Any] | None) -> bool:
    """Whether the actual to cite is the one whose distance the row tells."""
    return actual is None or (not is_missing(row["actual"]) and actual["value"] == row["actual"])


def reason_in_words(reason: str, lang: str) -> str:
    """The reason of a status as a short note: 'Chưa có số liệu thực hiện'."""
    return sentence_case(message(f"reason.{reason}", lang))
