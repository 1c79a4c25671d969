"""What came of a target that fell due, in words, each actual with the way in which it is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpi.model.codes import Reason, Result
from kpi.model.vocabulary import Direction, Qualifier
from kpi.words import format_qualified, is_missing, message
from kpi.words.target_clauses import goal_words, until

_BETWEEN = "; "
_NO_PRODUCER = frozenset({"producer_not_stated", "press_stated"})
"""Series whose source does not say who measures: their name is no way of counting."""


def measure_name(actual: Mapping[str, Any] | None, lang: str) -> str | None:
    """How an actual is counted, as it stands within a sentence: 'giá trị tăng thêm (cơ quan thống kê)'."""
    name = None if actual is None else actual.get(f"series_name_{lang}")
    if actual is None or is_missing(name) or actual.get("series") in _NO_PRODUCER:
        return None
    text = str(name)
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def by_measure(number: str, actual: Mapping[str, Any] | None, lang: str) -> str:
    """An actual with the way in which it is counted, where that has a name."""
    name = measure_name(actual, lang)
    return number if name is None else message("narrative.by_measure", lang, number=number, measure=name)


def has_several_bases(actual: Mapping[str, Any]) -> bool:
    """Whether an actual is a share that is counted in several ways, of several bases: it is not told without its own.

    `measures` is in how many ways its indicator is counted; one where it is not told.
    """
    return actual["unit"] == "%" and actual.get("measures", 1) > 1


def by_base(number: str, actual: Mapping[str, Any] | None, lang: str) -> str:
    """An actual in words; a share of several bases with its own: '39,98 %, cách tính “toàn trình trên mọi hồ sơ”'."""
    name = measure_name(actual, lang)
    if actual is None or name is None or not has_several_bases(actual):
        return number
    return message("narrative.counted_as", lang, number=number, measure=name)


def is_decided(result: Mapping[str, Any]) -> bool:
    """Whether a row of `milestone_results` is met or not met."""
    return bool(result["result"] != Result.UNDECIDED)


def due_note(
    results: Iterable[Mapping[str, Any]],
    indicator: Mapping[str, Any],
    lang: str,
    *,
    targets: Sequence[Mapping[str, Any]] = (),
    actuals: Sequence[Mapping[str, Any]] = (),
) -> str:
    """What came of the newest target that fell due and could be decided: a sentence, or nothing.

    `results` are rows of `milestone_results` of one indicator and document, `targets` its rows, which give the
    operator; `actuals` the rows that decide, with `series_name_vi` and `series_name_en` where known.
    """
    decided = [row for row in results if is_decided(row)]
    if not decided:
        return ""
    newest = max(int(row["year"]) for row in decided)
    found = [row for row in decided if int(row["year"]) == newest]
    return message(
        "narrative.due_result",
        lang,
        target=goal_words(found[0]["target"], newest, targets, indicator["unit"], lang),
        due=until(newest, found[0]["cadence"], lang),
        outcome=_outcome(found, indicator, lang, actuals),
    )


def last_outcome(
    row: Mapping[str, Any],
    year: Any,
    results: Iterable[Mapping[str, Any]],
    indicator: Mapping[str, Any],
    lang: str,
    actuals: Sequence[Mapping[str, Any]] = (),
) -> str | None:
    """What came of the last target, due in `year`, of a document that has none ahead; None where nothing is known.

    `row` is the row of `progress`, the others as in `due_note`.
    """
    found = last_results(row, year, results)
    return _outcome(found, indicator, lang, actuals) if found else None


def last_results(row: Mapping[str, Any], year: Any, results: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The results that are told of the last target, due in `year`, of a document that has none ahead; mostly none."""
    if row["reason"] != Reason.PLAN_ENDED or is_missing(year):
        return []
    found = [result for result in results if int(result["year"]) == int(year) and not is_missing(result["actual"])]
    return [result for result in found if is_decided(result)] or [
        result for result in found if result["reason"] != Reason.MEASURE_DIFFERS
    ]


def _outcome(
    found: Sequence[Mapping[str, Any]],
    indicator: Mapping[str, Any],
    lang: str,
    actuals: Sequence[Mapping[str, Any]],
) -> str:
    by_id = {actual["actual_id"]: actual for actual in actuals}
    apart = _APART.get(found[0]["reason"])
    told: list[str] = []
    for row in found:
        number = format_qualified(row["actual"], row["actual_qualifier"], indicator["unit"], lang)
        tell = by_measure if len(found) > 1 else by_base
        number = tell(number, by_id.get(row.get("actual_id")), lang)
        told.append(_alone(row, number, indicator, lang) if apart else number)
    numbers = _BETWEEN.join(dict.fromkeys(told))
    if is_decided(found[0]):
        result = message(f"result.{found[0]['result']}", lang).lower()
        return message("narrative.outcome", lang, result=result, actuals=numbers)
    if apart:
        return message(apart, lang, actuals=numbers)
    why = message(f"reason.{found[0]['reason']}", lang)
    return message("narrative.outcome_open", lang, why=why, actuals=numbers)


_APART = {
    Reason.MEASURES_DISAGREE: "narrative.outcome_by_measure",
    Reason.MEASURES_OPEN: "narrative.outcome_measures_open",
}
"""How it is told that ways of counting do not decide together."""


def _alone(row: Mapping[str, Any], number: str, indicator: Mapping[str, Any], lang: str) -> str:
    """An actual with what it alone would mean; a rough one decides nothing."""
    if is_missing(row["gap"]):
        return number
    if row["actual_qualifier"] != Qualifier.EXACT:
        return message("narrative.alone_open", lang, number=number)
    short = row["gap"] < 0 if indicator.get("direction") != Direction.LOWER_BETTER else row["gap"] > 0
    return message("narrative.alone_short" if short else "narrative.alone_met", lang, number=number)
