"""The three lenses in words: now, the next milestone, 2045, each with the numbers that make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpi.method.thresholds import load_method
from kpi.model.codes import DUE, Basis, OutlookReason, Status
from kpi.model.vocabulary import LAST_YEAR
from kpi.words import format_number, format_ratio, format_value, is_missing, label, message
from kpi.words.judged_values import planned_when, planned_words, told_actual
from kpi.words.pace_clauses import movement, observed_pace
from kpi.words.sentences import is_reached, reason_in_words
from kpi.words.target_clauses import due, goal_words


@dataclass(frozen=True)
class Lenses:
    """One sentence for each lens."""

    now: str
    next_milestone: str
    final: str


def lenses(
    row: Mapping[str, Any],
    indicator: Mapping[str, Any],
    lang: str,
    targets: Sequence[Mapping[str, Any]] = (),
) -> Lenses:
    """The lenses of one row of `progress`; `indicator` is its row of `indicators` (used: unit, cadence).

    `targets` are those of the document: where none of them can be computed with, the lens says why instead of that
    there is none.
    """
    unit = indicator["unit"]
    following, final = _next(row, indicator, targets, lang), _final(row, targets, unit, lang)
    ahead = [target for target in targets if target["year"] >= row["as_of_year"]]
    if is_missing(row["next_milestone"]) and ahead:
        following = f"{message(_why_unusable(ahead, indicator, 'goal'), lang)}."
    last = [target for target in ahead if target["year"] == LAST_YEAR]
    if is_missing(row["target_2045"]) and last:
        final = f"{message(_why_unusable(last, indicator, 'final'), lang)}."
    return Lenses(_now(row, targets, unit, lang), following, final)


def _why_unusable(targets: Sequence[Mapping[str, Any]], indicator: Mapping[str, Any], lens: str) -> str:
    """The message for targets on which no line runs: counted otherwise than the indicator, or contradicting."""
    otherwise = all(target["cadence"] != indicator["cadence"] for target in targets)
    return f"lens.{lens}_counted_otherwise" if otherwise else f"lens.{lens}_contradicting"


def _now(row: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], unit: str, lang: str) -> str:
    if row["status"] == Status.NOT_ASSESSABLE:
        return f"{reason_in_words(row['reason'], lang)}."
    actual = told_actual(row, unit, lang)
    if is_reached(row):
        goal = goal_words(row["next_milestone"], row["next_milestone_year"], targets, unit, lang)
        return f"{message('lens.now_reached', lang, planned=goal, actual=actual)}."
    facts: dict[str, Any] = {
        "when": planned_when(row, lang),
        "planned": planned_words(row, targets, unit, lang),
        "actual": actual,
    }
    if row["status"] in DUE:
        return f"{message('lens.now_due', lang, **facts)}."
    share = None if is_missing(row["attainment"]) else format_ratio(row["attainment"], lang)
    if row["basis"] == Basis.PLANNED_PROGRESS and not is_missing(row["planned_progress"]):
        facts["baseline"] = format_value(row["baseline"], unit, lang)
        facts["baseline_year"] = int(row["baseline_year"])
        if row["planned_progress"] < 0:
            side = "now_backwards" if row["actual"] < row["baseline"] else "now_backwards_up"
            return f"{message(f'lens.{side}', lang, **facts)}."
        facts["progress"] = format_ratio(row["planned_progress"], lang)
        text = message("lens.now_progress", lang, **facts)
        key = "lens.also_share_of_plan"
    else:
        text = message("lens.now_planned", lang, **facts)
        key = "lens.share_of_plan"
    return f"{message(key, lang, text=text, share=share) if share else text}."


def _next(row: Mapping[str, Any], indicator: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], lang: str) -> str:
    if is_missing(row["next_milestone"]):
        return f"{message('lens.no_goal', lang)}."
    unit = indicator["unit"]
    facts = {
        "goal": goal_words(row["next_milestone"], row["next_milestone_year"], targets, unit, lang),
        "due": due(row["next_milestone_year"], indicator["cadence"], lang),
    }
    required = row["required_per_year"]
    if is_missing(required):
        return f"{message('lens.goal_only', lang, **facts)}."
    if required == 0:
        return f"{message('lens.goal_met', lang, **facts)}."
    parts = [message("lens.goal_needs", lang, move=movement(required, unit, lang), **facts)]
    if not is_missing(row["achieved_per_year"]):
        parts.append(observed_pace(row, unit, lang))
        parts.append(_arrival(row, lang))
    parts.append(_outlook(row, "outlook", row["next_milestone_year"], unit, lang))
    return f"{'; '.join(parts)}."


def _arrival(row: Mapping[str, Any], lang: str) -> str:
    if is_missing(row["arrival_year"]):
        return message("lens.no_arrival", lang)
    return message("lens.arrival", lang, year=int(row["arrival_year"]))


def _final(row: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], unit: str, lang: str) -> str:
    if is_missing(row["target_2045"]):
        return f"{message('lens.no_final', lang)}."
    if not row["target_2045_official"]:
        return _held(row, targets, unit, lang)
    goal = goal_words(row["target_2045"], LAST_YEAR, targets, unit, lang)
    required = row["required_2045_per_year"]
    if is_missing(required):
        return f"{message('lens.final_only', lang, goal=goal)}."
    if required == 0:
        return f"{message('lens.final_met', lang, goal=goal)}."
    needs = message("lens.final_needs", lang, goal=goal, move=movement(required, unit, lang))
    return f"{needs}; {_outlook(row, 'outlook_2045', LAST_YEAR, unit, lang)}."


def _held(row: Mapping[str, Any], targets: Sequence[Mapping[str, Any]], unit: str, lang: str) -> str:
    """The last milestone's level, held: no pace leads to it, for it is due before; where a trend ends, if known."""
    last = max((target["year"] for target in targets), default=LAST_YEAR)
    held = message("lens.final_held", lang, goal=goal_words(row["target_2045"], last, targets, unit, lang))
    if is_missing(row["outlook_2045"]):
        return f"{held}."
    return f"{held}; {_outlook(row, 'outlook_2045', LAST_YEAR, unit, lang)}."


def _outlook(row: Mapping[str, Any], column: str, year: Any, unit: str, lang: str) -> str:
    if not is_missing(row[column]) and not is_missing(row[f"{column}_verdict"]):
        value = format_value(row[column], unit, lang, computed=True)
        verdict = label("verdict", row[f"{column}_verdict"], lang)
        return message("lens.outlook", lang, year=int(year), value=value, verdict=verdict)
    return message("lens.no_outlook", lang, why=_why_no_outlook(row, lang))


def _why_no_outlook(row: Mapping[str, Any], lang: str) -> str:
    reason = row["outlook_reason"]
    if is_missing(reason) or reason == OutlookReason.TOO_FEW_POINTS:
        fewest = load_method().outlook.min_points.value
        return message("lens.too_few_points", lang, points=format_number(int(fewest), lang))
    return label("outlook_reason", reason, lang)
