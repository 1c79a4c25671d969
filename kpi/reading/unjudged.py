"""What a target without a verdict waits for, and the one mark that stands for each target of a province.

A target is in exactly one of three kinds: it fell due and the system holds no actual of its day; it is not due and
nothing is to be decided yet; or there is a actual that cannot be held against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kpi.model.codes import Reason, Result, Status, Unjudged
from kpi.model.records import Row
from kpi.model.vocabulary import TargetStatus
from kpi.reading.due_results import WITHOUT_ACTUAL, DueResult, due_by_owner, is_silent, nearest_to_a_decision
from kpi.reading.province import cached
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, subject
from kpi.reading.subjects import own_subjects
from kpi.store.warehouse import Snapshot
from kpi.words import message, state_word

WAITING = frozenset(
    {
        *WITHOUT_ACTUAL,
        Reason.BEFORE_PLAN,
        Reason.PART_YEAR,
        Reason.ONE_POINT,
        Reason.OFF_PATH,
        Reason.RANKED,
        Reason.TOO_EARLY,
        Reason.WITHIN_MATERIALITY,
    }
)
"""Reasons with which a target that is not due only waits for its day; every other says that nothing is comparable."""


@dataclass(frozen=True)
class TargetMark:
    """One target and the code of its mark: a status, or a kind of `Unjudged`.

    `owed` is how many targets of the indicator fell due, in any document of the unit, without an actual of their day.
    """

    subject: Subject
    state: str
    owed: int = 0


@cached
def target_marks(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Mapping[str, tuple[TargetMark, ...]]:
    """One mark for every indicator that the province itself sets a target for, by section of the plans.

    By the document that counts first, in the order of the catalogue; by another one of the unit where that one's target
    fell due without an actual and the first one's is not due. What fell due and was decided is a mark too.
    """
    owed: dict[str, list[DueResult]] = defaultdict(list)
    for result in due_by_owner(snapshot, province_id, standpoint).get(province_id, ()):
        if is_silent(result):
            owed[result.indicator.indicator_id].append(result)
    found: dict[str, list[TargetMark]] = {}
    for first in own_subjects(snapshot, province_id, standpoint):
        silent = owed[first.indicator.indicator_id]
        seen = _silent_one(snapshot, first, silent) if target_state(first) == Unjudged.NOT_DUE else first
        state = target_state(seen)
        if state:
            found.setdefault(seen.indicator.section, []).append(TargetMark(seen, state, len(silent)))
    return MappingProxyType({section: tuple(marks) for section, marks in found.items()})


def _silent_one(snapshot: Snapshot, first: Subject, silent: Iterable[DueResult]) -> Subject:
    """The subject of the newest of some targets that fell due without an actual, where there is one; else the first."""
    for result in sorted(silent, key=lambda item: -item.year):
        for document_id in (row["document_id"] for row in result.targets):
            other = subject(snapshot, first.province_id, first.indicator.indicator_id, document_id, first.standpoint)
            if other is not None and target_state(other) == Unjudged.DUE_WITHOUT_ACTUAL:
                return other
    return first


def target_state(seen: Subject) -> str:
    """The code that a target is shown with: its status, what came of its last one, or why there is no verdict.

    Empty where there is no target.
    """
    kind = unjudged_kind(seen)
    return kind or seen.shown_status


def unjudged_kind(seen: Subject) -> Unjudged | None:
    """Which kind of target without a verdict it is; None where it has one, and where there is no target."""
    if seen.row is None or not seen.document_id or _has_verdict(seen):
        return None
    return _kind(seen.row["reason"], _years(seen), seen.results, seen.standpoint.day)[0]


def unjudged_reason(seen: Subject) -> str:
    """The first true reason for which there is no verdict; empty where there is no target.

    Where the last target fell due, what kept that one from being decided.
    """
    if seen.row is None:
        return ""
    return _kind(seen.row["reason"], _years(seen), seen.results, seen.standpoint.day)[1]


def owed_year(seen: Subject) -> int | None:
    """The year of the newest target that fell due, where the system holds no actual to decide it with; else None.

    A target that had not been issued by the day is not due.
    """
    is_owed = unjudged_kind(seen) is Unjudged.DUE_WITHOUT_ACTUAL
    return _newest_due(_years(seen), seen.standpoint.day) if is_owed else None


def row_state(row: Row, years: Collection[int], results: Collection[Row], day: date) -> tuple[str, str]:
    """The same of rows alone, for tables of many units: the state that is shown, and the reason of one without verdict.

    `row` has the status and reason of a judged row, `years` are those of the targets of its document, `results` the
    rows of `milestone_results` of the document; both of the row's unit and indicator.
    """
    if row["status"] != Status.NOT_ASSESSABLE:
        return str(row["status"]), ""
    newest = _newest_due(years, day)
    decided = {found["result"] for found in results if found["year"] == newest} - {Result.UNDECIDED}
    if row["reason"] == Reason.PLAN_ENDED and len(decided) == 1:
        return str(decided.pop()), ""
    return _kind(row["reason"], years, results, day)


def _kind(reason: str, years: Collection[int], results: Iterable[Row], day: date) -> tuple[Unjudged, str]:
    """The kind of a target without a verdict, and the reason that is told beside it."""
    newest = _newest_due(years, day)
    last = [row for row in results if row["year"] == newest]
    reasons = {row["reason"] for row in last} or {reason}
    if newest is not None and reason != Reason.BEFORE_PLAN and reasons <= WITHOUT_ACTUAL:
        return Unjudged.DUE_WITHOUT_ACTUAL, reason
    if reason == Reason.PLAN_ENDED and last:
        reason = nearest_to_a_decision([row for row in last if row["reason"] not in WITHOUT_ACTUAL])["reason"]
    ahead = any(date(year, 12, 31) > day for year in years)
    waits = reason == Reason.BEFORE_PLAN or (ahead and reason in WAITING)
    return Unjudged.NOT_DUE if waits else Unjudged.NOT_COMPARABLE, str(reason)


def state_words(seen: Subject, lang: str) -> str:
    """The word of the state of a target; empty where there is no target.

    With the year, where another year's target or another day's actual is shown beside it.
    """
    state, year = target_state(seen), owed_year(seen)
    if state != Unjudged.DUE_WITHOUT_ACTUAL or year is None:
        return state_word(state, lang) if state else ""
    if seen.actuals:
        return message("unjudged_said.due_in_other_day", lang, year=year)
    if any(row["year"] != year for row in seen.due):
        return message("unjudged_said.due_in", lang, year=year)
    return state_word(state, lang)


def state_with_reason(seen: Subject, lang: str) -> str:
    """The same with the reason, where the word alone does not tell it."""
    words, kind = state_words(seen, lang), unjudged_kind(seen)
    return words if kind is None else with_reason(kind, unjudged_reason(seen), words, lang)


def with_reason(kind: Unjudged, reason: str, words: str, lang: str) -> str:
    """`words` of a kind with the reason beside them; alone where the kind tells the reason."""
    if kind is Unjudged.DUE_WITHOUT_ACTUAL or reason in WITHOUT_ACTUAL:
        return words
    return message(f"unjudged_said.{kind}_because", lang, kind=words, reason=message(f"reason.{reason}", lang))


def _has_verdict(seen: Subject) -> bool:
    """Whether there is a status, or one result of the last target that fell due."""
    results = {row["result"] for row in seen.last_results if row["result"] != Result.UNDECIDED}
    return seen.is_judged or len(results) == 1


def _newest_due(years: Iterable[int], day: date) -> int | None:
    return max((year for year in years if date(year, 12, 31) <= day), default=None)


def _years(seen: Subject) -> set[int]:
    return {row["year"] for row in seen.targets if row["status"] != TargetStatus.SUPERSEDED}
