"""What came of the targets of a province that fell due, and of those of its former units: one entry a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpi.model.codes import Reason, Result, Status, Unjudged
from kpi.model.records import IndicatorRecord, Row
from kpi.model.vocabulary import TargetStatus
from kpi.reading.judged_rows import results_by_target
from kpi.reading.province import cached, province_data
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message
from kpi.words.due_outcome import is_decided


class Outcome(StrEnum):
    """What is told of a target that fell due; `BY_MEASURE`: met by one way of counting, not met by another."""

    MET = "met"
    NOT_MET = "not_met"
    BY_MEASURE = "by_measure"
    UNDECIDED = "undecided"


DECIDED = (Outcome.MET, Outcome.NOT_MET, Outcome.BY_MEASURE)
"""Outcomes that are told one by one; of the others only the number is told, by reason."""


WITHOUT_ACTUAL = frozenset({Reason.NO_ACTUAL, Reason.NO_DUE_ACTUAL, Reason.NOT_KNOWN_THEN})
"""Reasons that say that the system holds no actual of the day that counts."""


@dataclass(frozen=True)
class DueResult:
    """One target that fell due, in every document that sets it; `actuals` are those that decide, none if undecided."""

    owner_id: str
    indicator: IndicatorRecord
    year: int
    outcome: Outcome
    reason: str
    targets: tuple[Row, ...]
    actuals: tuple[Row, ...]

    def cautions(self, lang: str) -> list[str]:
        """What has to be said of the actuals; mostly nothing."""
        return list(dict.fromkeys(text for row in self.actuals if (text := row[f"caution_{lang}"])))


def is_silent(result: DueResult) -> bool:
    """Whether the system holds no actual of the day on which a target fell due."""
    return result.outcome is Outcome.UNDECIDED and result.reason in WITHOUT_ACTUAL


@cached
def due_by_owner(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Mapping[str, tuple[DueResult, ...]]:
    """Every target that was due by the day, by the unit that set it, the province's own first; newest year first.

    Of documents that were there by then, as far as was known.
    """
    days = {row["document_id"]: row["known_on"] for row in province_data(snapshot, province_id).target_rows}
    results = results_by_target(snapshot, province_id, standpoint)
    there = {key: rows for key, rows in results.items() if standpoint.has(days.get(key[1]))}
    return due_of_results(snapshot, province_id, there)


def due_of_results(
    snapshot: Snapshot, province_id: str, results: Mapping[tuple[str, str], Sequence[Row]]
) -> Mapping[str, tuple[DueResult, ...]]:
    """The same of results that are judged already, by (indicator, document)."""
    found: dict[tuple[object, ...], DueResult] = {}
    known = province_data(snapshot, province_id)
    actuals = {row["actual_id"]: row for row in known.actual_rows}
    places = {item.indicator_id: place for place, item in enumerate(known.indicators)}
    names = {item.indicator_id: item for item in known.indicators}
    for rows in results.values():
        for same in _by_year(rows):
            first = same[0]
            targets = tuple(row for row in known.target_rows if _is_of(row, first))
            made = _result(same, targets, actuals, names[first["indicator_id"]])
            versions = {(row["operator"], row["value"], row["value_high"], row["cadence"]) for row in targets}
            key = (made.owner_id, first["indicator_id"], made.year, frozenset(versions), made.outcome)
            before = found.get(key)
            found[key] = _joined(before, made) if before else made
    ordered = sorted(found.values(), key=lambda item: (-item.year, places[item.indicator.indicator_id]))
    owners = sorted({item.owner_id for item in ordered}, key=lambda owner: (owner != province_id, owner))
    return {owner: tuple(item for item in ordered if item.owner_id == owner) for owner in owners}


def ended_result(snapshot: Snapshot, seen: Subject) -> DueResult | None:
    """What came of the last target of a document that has none ahead; None while one is ahead, and while undecided."""
    if seen.row is None or seen.row["reason"] != Reason.PLAN_ENDED or not seen.due:
        return None
    concerned = due_by_owner(snapshot, seen.province_id, seen.standpoint).get(seen.owner_id, ())
    last, wanted = int(seen.due[0]["year"]), (seen.indicator.indicator_id, seen.document_id)
    for result in concerned:
        set_by = {(row["indicator_id"], row["document_id"]) for row in result.targets}
        if result.year == last and wanted in set_by and result.outcome in DECIDED:
            return result
    return None


def deciding_actuals(seen: Subject | None) -> frozenset[str]:
    """The ids of the actuals by which the newest target that fell due is met or not; none while nothing is decided."""
    decided = [result for result in seen.results if is_decided(result)] if seen else []
    newest = max((result["year"] for result in decided), default=None)
    return frozenset(result["actual_id"] for result in decided if result["year"] == newest)


def outcome_state(outcome: Outcome) -> Status | Unjudged:
    """The state whose shape and colour a decided outcome is shown with."""
    return Status(outcome) if outcome in {Outcome.MET, Outcome.NOT_MET} else Unjudged.NOT_COMPARABLE


def outcome_counts(results: Iterable[DueResult]) -> Counter[Outcome]:
    """How many targets that fell due have each outcome."""
    return Counter(item.outcome for item in results)


def undecided_reasons(results: Iterable[DueResult]) -> list[tuple[str, int]]:
    """How many are undecided for which reason, the most frequent first."""
    return Counter(item.reason for item in results if item.outcome is Outcome.UNDECIDED).most_common()


def _undecided(results: Iterable[DueResult], lang: str) -> list[str]:
    """How many have no actual of their day, and how many one that decides nothing, with the reasons."""
    found = undecided_reasons(results)
    silent = sum(count for reason, count in found if reason in WITHOUT_ACTUAL)
    apart = [(reason, count) for reason, count in found if reason not in WITHOUT_ACTUAL]
    reasons = "; ".join(
        message("due_results.reason", lang, reason=message(f"reason.{reason}", lang), count=format_number(count, lang))
        for reason, count in apart
    )
    total = sum(count for _, count in apart)
    said = [message("due_results.due_without_actual", lang, count=format_number(silent, lang))] if silent else []
    if apart:
        said.append(message("due_results.not_comparable", lang, count=format_number(total, lang), reasons=reasons))
    return said


def _by_year(rows: Sequence[Row]) -> Iterable[list[Row]]:
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["province_id"], row["year"]), []).append(row)
    return groups.values()


def _is_of(target: Row, result: Row) -> bool:
    named = ("province_id", "indicator_id", "document_id", "year")
    return target["status"] != TargetStatus.DUPLICATE and all(target[name] == result[name] for name in named)


def _result(
    rows: Sequence[Row], targets: tuple[Row, ...], actuals: Mapping[str, Row], indicator: IndicatorRecord
) -> DueResult:
    decided = [row for row in rows if row["result"] != Result.UNDECIDED]
    results = {row["result"] for row in decided}
    split = [row for row in rows if row["reason"] == Reason.MEASURES_DISAGREE]
    if len(results) == 1:
        outcome, said = Outcome(decided[0]["result"]), decided
    elif results or split:
        outcome, said = Outcome.BY_MEASURE, decided or split
    else:
        outcome, said = Outcome.UNDECIDED, [nearest_to_a_decision(rows)]
    told = () if outcome is Outcome.UNDECIDED else dict.fromkeys(row["actual_id"] for row in said)
    return DueResult(
        owner_id=rows[0]["province_id"],
        indicator=indicator,
        year=int(rows[0]["year"]),
        outcome=outcome,
        reason=said[0]["reason"],
        targets=targets,
        actuals=tuple(actuals[actual_id] for actual_id in told),
    )


def nearest_to_a_decision(rows: Iterable[Row]) -> Row:
    """Of the undecided results of one target, one a series, the one whose reason is told."""
    return min(rows, key=_distance)


def _distance(row: Row) -> int:
    nearest = (Reason.INEXACT, Reason.MEASURE_UNKNOWN, Reason.NO_DUE_ACTUAL, Reason.BOUNDARIES_CHANGED)
    return nearest.index(row["reason"]) if row["reason"] in nearest else len(nearest)


def _joined(first: DueResult, second: DueResult) -> DueResult:
    """The same target in another document: one result, both documents."""
    known = {row["actual_id"] for row in first.actuals}
    return DueResult(
        first.owner_id,
        first.indicator,
        first.year,
        first.outcome,
        first.reason,
        (*first.targets, *second.targets),
        (*first.actuals, *(row for row in second.actuals if row["actual_id"] not in known)),
    )


def due_line(results: Sequence[DueResult], lang: str) -> str:
    """How many targets fell due and what came of them: '26 mục tiêu đã đến hạn: 2 đạt, 3 không đạt, …'."""
    counts = outcome_counts(results)
    decided = [
        message(f"due_results.{outcome}", lang, count=format_number(counts[outcome], lang))
        for outcome in DECIDED
        if counts[outcome]
    ]
    said = [*decided, *_undecided(results, lang)]
    return message("due_results.told", lang, count=format_number(len(results), lang), outcomes=", ".join(said))


def ended_words(result: DueResult, lang: str) -> str:
    """What came of a last target, with its year."""
    return message(f"outcome.ended_{result.outcome}", lang, year=result.year)


def outcome_word(outcome: Outcome, lang: str) -> str:
    """What came of a target in words."""
    return message(f"outcome.{outcome}" if outcome is Outcome.BY_MEASURE else f"result.{outcome}", lang)
