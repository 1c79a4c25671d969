"""Paces in words: what the next milestone takes every year, and what was done so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kpi.words import format_pace, is_missing, message
from kpi.words.judged_values import is_nothing
from kpi.words.target_clauses import due, goal_words


def next_milestone_words(
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
