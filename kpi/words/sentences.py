"""One sentence a figure, made by rule from the same row as the figure, to be read or repeated aloud.

Nothing is judged here: the status, the reason and every number come from the row. Only the wording is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from kpi.model.codes import PathMethod, Reason, Status
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
from kpi.words.target_clauses import due, known_by_press, promise_clause

_WITH_GAP = (Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.REVERSING)


def sentence(
    row: Mapping[str, Any],
    indicator: Mapping[str, Any],
    province_name: str,
    lang: str,
    *,
    promises: Sequence[Mapping[str, Any]] = (),
    actual: Mapping[str, Any] | None = None,
) -> str:
    """One sentence about one promise: what was achieved or why that cannot be said.

    `row` is a row of `progress`, `indicator` one of `indicators`. `promises` are the versions of one due
    promise (see `kpi.words.target_clauses.promises_due`), each a row of `targets`, with `document_kind` where known.
    `actual` is the row of `actuals` to cite: the one that `row` judges, or the one that could not be judged.
    """
    subject = str(indicator[f"name_{lang}"])
    if row["status"] != Status.NOT_ASSESSABLE:
        return message(
            "narrative.judged_by_press" if known_by_press(promises) else "narrative.judged",
            lang,
            subject=subject,
            who=province_name,
            figure=_judged_figure(row, indicator, actual, lang),
            verdict=_verdict(row, indicator["unit"], lang),
            ahead=_ahead(row, indicator, lang),
        )
    because = _because(row, indicator, actual, lang)
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
    value = format_value(row["actual"], indicator["unit"], lang)
    return message("narrative.figure", lang, value=value, period=_period(row, actual, lang))


def _cited_figure(
    row: Mapping[str, Any], indicator: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str
) -> str:
    """The figure at hand, as its source told it: 'khoảng 90 % (tháng 5/2025)'."""
    if actual is None:
        return _judged_figure(row, indicator, None, lang)
    value = format_qualified(
        actual["value"],
        actual["qualifier"],
        actual["unit"],
        lang,
        value_high=actual["value_high"],
        denominator=actual["denominator"],
    )
    return message("narrative.figure", lang, value=value, period=_period(row, actual, lang))


def _period(row: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str) -> str:
    if actual is not None:
        return format_period(_day(actual["period_start"]), _day(actual["period_end"]), lang)
    year = int(row["actual_year"])
    return format_period(date(year, 1, 1), date(year, 12, 31), lang)


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()


def planned_value(row: Mapping[str, Any], unit: str, lang: str) -> str:
    """The planned value of a row: exact when official, rounded when interpolated, a band by both edges."""
    computed = row["planned_method"] != PathMethod.OFFICIAL
    low = format_value(row["planned"], unit, lang, computed=computed)
    if is_missing(row["planned_high"]) or row["planned_high"] == row["planned"]:
        return low
    high = format_value(row["planned_high"], unit, lang, computed=computed)
    return message("narrative.band", lang, low=low, high=high)


def _verdict(row: Mapping[str, Any], unit: str, lang: str) -> str:
    status = row["status"]
    facts = {"planned": planned_value(row, unit, lang), "year": int(row["planned_year"])}
    if status == Status.ACHIEVED:
        official = row["planned_method"] == PathMethod.OFFICIAL
        return message("narrative.achieved_target" if official else "narrative.achieved_path", lang, **facts)
    gap = _gap(row, unit, lang)
    if status not in _WITH_GAP or gap is None:
        return message(f"no_gap.{status}", lang, **facts)
    if status == Status.REVERSING and not is_missing(row["baseline"]):
        start = format_value(row["baseline"], unit, lang)
        start_year = int(row["baseline_year"])
        since = {"baseline": start, "baseline_year": start_year}
        return message("with_gap.reversing_from", lang, gap=gap, **since, **facts)
    text = message(f"with_gap.{status}", lang, gap=gap, **facts)
    if row["reason"] == Reason.NO_BASELINE and not is_missing(row["attainment"]):
        share = format_ratio(row["attainment"], lang)
        return message("narrative.with_attainment", lang, verdict=text, share=share)
    return text


def _gap(row: Mapping[str, Any], unit: str, lang: str) -> str | None:
    """How far off, by which side; None where it rounds to nothing."""
    if is_missing(row["gap"]) or is_nothing(row["gap"], unit, lang):
        return None
    key = "narrative.below" if row["gap"] < 0 else "narrative.above"
    return message(key, lang, difference=format_difference(abs(row["gap"]), unit, lang))


def is_nothing(value: Any, unit: str, lang: str) -> bool:
    """Whether a computed difference rounds to zero in the decimals that are shown."""
    return format_difference(abs(value), unit, lang) == format_difference(0, unit, lang)


def _ahead(row: Mapping[str, Any], indicator: Mapping[str, Any], lang: str) -> str:
    """What the next milestone takes, against what was done so far; empty where there is none."""
    required = row["required_per_year"]
    if is_missing(row["next_milestone"]) or is_missing(required):
        return ""
    unit = indicator["unit"]
    facts = {
        "goal": format_value(row["next_milestone"], unit, lang),
        "due": due(row["next_milestone_year"], indicator["cadence"], lang),
    }
    if required == 0:
        return message("narrative.next_met", lang, **facts)
    facts["move"] = movement(required, unit, lang, "must")
    if is_missing(row["achieved_per_year"]):
        return message("narrative.next_needs", lang, **facts)
    facts["so_far"] = _so_far(row["achieved_per_year"], unit, lang)
    return message("narrative.next_needs_against", lang, **facts)


def _so_far(per_year: Any, unit: str, lang: str) -> str:
    """The achieved pace beside the required one; its unit was just said."""
    if is_nothing(per_year, unit, lang):
        return message("narrative.so_far_stay", lang)
    way = "rise" if per_year > 0 else "fall"
    pace = format_difference(abs(per_year), unit, lang, bare=True)
    return message(f"narrative.so_far_{way}", lang, pace=pace)


def movement(per_year: Any, unit: str, lang: str, mood: str) -> str:
    """A pace as a movement: mood 'must' gives 'cần tăng … mỗi năm', 'did' gives 'đã tăng … mỗi năm'."""
    if is_nothing(per_year, unit, lang):
        return message(f"movement.{mood}_stay", lang)
    way = "rise" if per_year > 0 else "fall"
    return message(f"movement.{mood}_{way}", lang, pace=format_pace(abs(per_year), unit, lang))


def _because(row: Mapping[str, Any], indicator: Mapping[str, Any], actual: Mapping[str, Any] | None, lang: str) -> str:
    """Why a promise cannot be judged, with the figure at hand where there is one."""
    reason = row["reason"]
    if actual is None and is_missing(row["actual"]):
        return message(f"because.{reason}", lang)
    figure = _cited_figure(row, indicator, actual, lang)
    return message(f"because.{reason}_figure", lang, figure=figure)


def reason_in_words(reason: str, lang: str) -> str:
    """The reason of a status as a short note: 'Chưa có số liệu thực hiện'."""
    return sentence_case(message(f"reason.{reason}", lang))
