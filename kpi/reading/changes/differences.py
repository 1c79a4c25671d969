"""What differs between two sides of a unit: actuals by period, targets, documents, reports, verdicts, results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kpi.model.codes import DUE, Status
from kpi.model.records import IndicatorRecord, Row
from kpi.model.vocabulary import TargetStatus
from kpi.reading.changes.records import Change, ChangeKind
from kpi.reading.changes.sides import Side
from kpi.reading.due_results import DECIDED, DueResult
from kpi.reading.province_rows import newest_actual
from kpi.reading.subject import Subject

Indicators = Mapping[str, IndicatorRecord]
_PERIOD = ("indicator_id", "series", "period_start", "period_end")
_ACTUAL = ("value", "value_high", "qualifier", "unit", "denominator")
_TARGET = ("operator", "value", "value_high", "year", "status", "denominator", "cadence")
_REPORT = ("task_id", "recorded_at", "status", "reported_by", "evidence")


def actuals(province_id: str, before: Side, after: Side, indicators: Indicators) -> Iterator[Change]:
    """New, restated and withdrawn actuals: of each series and period the one that counts, on both sides."""
    was, now = _by_period(before.actuals), _by_period(after.actuals)
    for key in {**was, **now}:
        old, new = was.get(key), now.get(key)
        if old is not None and new is not None and _same(old, new, _ACTUAL):
            continue
        kind = ChangeKind.ACTUAL_RESTATED
        if old is None or new is None:
            kind = ChangeKind.ACTUAL_NEW if old is None else ChangeKind.ACTUAL_WITHDRAWN
        day = new["recorded_at"] if new is not None else None
        yield Change(kind, province_id, tuple(map(str, key)), day, indicators[str(key[0])], old, new)


def _by_period(actuals: Sequence[Row]) -> dict[tuple[object, ...], Row]:
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in actuals:
        groups[tuple(row[name] for name in _PERIOD)].append(row)
    return {key: found for key, rows in groups.items() if (found := newest_actual(rows)) is not None}


def _same(one: Row, other: Row, columns: Sequence[str]) -> bool:
    return all(one[name] == other[name] for name in columns)


def targets(province_id: str, before: Side, after: Side, indicators: Indicators) -> Iterator[Change]:
    """Targets that were added, corrected or taken back; between two snapshots only."""
    was, now = ({row["target_id"]: row for row in side.targets} for side in (before, after))
    for name in {**was, **now}:
        old, new = was.get(name), now.get(name)
        if old is not None and new is not None and _same(old, new, _TARGET):
            continue
        kind = ChangeKind.TARGET_RESTATED
        if old is None or new is None:
            kind = ChangeKind.TARGET_NEW if old is None else ChangeKind.TARGET_WITHDRAWN
        row = new or old
        assert row is not None
        yield Change(kind, province_id, (name,), row["issued_on"], indicators[row["indicator_id"]], old, new, (row,))


def documents(province_id: str, before: Side, after: Side) -> Iterator[Change]:
    """Documents that were issued, or that the system received."""
    known = {row["document_id"] for row in before.documents}
    for row in after.documents:
        if row["document_id"] not in known:
            yield Change(ChangeKind.DOCUMENT, province_id, (row["document_id"],), row["issued_on"], after=row)


def reports(province_id: str, before: Side, after: Side, tasks: Mapping[str, Row]) -> Iterator[Change]:
    """What was reported or published of a task."""
    known = {tuple(row[name] for name in _REPORT) for row in before.reports}
    for row in after.reports:
        key = tuple(row[name] for name in _REPORT)
        if key not in known:
            day = row["recorded_at"]
            task = tasks[row["task_id"]]
            yield Change(ChangeKind.TASK_REPORTED, province_id, tuple(map(str, key)), day, after=row, task=task)


def results(province_id: str, before: Side, after: Side) -> Iterator[Change]:
    """What came of targets that fell due, where that is known now and was not, or was another."""
    was, now = _outcomes(before.results), _outcomes(after.results)
    found: dict[tuple[str, ...], Change] = {}
    for key, new in now.items():
        old = was.get(key)
        if (old is None or old.outcome not in DECIDED) and new.outcome not in DECIDED:
            continue
        if old is not None and old.outcome == new.outcome:
            continue
        indicator_id, _, year = key
        told = (indicator_id, year, str(old.outcome) if old else "", str(new.outcome))
        if told in found:
            continue
        cause = new.actuals[0] if new.actuals else None
        was_row = {"outcome": old.outcome, "reason": old.reason} if old else None
        now_row = {"outcome": new.outcome, "reason": new.reason}
        day = _day_of(cause, before)
        found[told] = Change(
            ChangeKind.RESULT, province_id, told, day, new.indicator, was_row, now_row, new.targets, cause
        )
    yield from found.values()


def _outcomes(due: Sequence[DueResult]) -> dict[tuple[str, str, str], DueResult]:
    return {
        (item.indicator.indicator_id, row["document_id"], str(item.year)): item for item in due for row in item.targets
    }


def verdicts(province_id: str, before: Side, after: Side, told: Sequence[Change]) -> Iterator[Change]:
    """Verdicts on the way that differ; those at a due date that `told` (of `results`) tells already are left to it.

    The same change by several documents is one.
    """
    ended = {(row["indicator_id"], row["document_id"]) for change in told for row in change.targets}
    found: dict[tuple[str, ...], Change] = {}
    for key, new in after.subjects.items():
        old = before.subjects.get(key)
        was, now = _verdict(old), _verdict(new)
        if was == now or (now in DUE and key in ended):
            continue
        name = (key[0], was, now)
        if name in found:
            continue
        cause = new.cited if now else None
        found[name] = Change(
            ChangeKind.VERDICT,
            province_id,
            name,
            _day_of(cause, before),
            new.indicator,
            _judged(old),
            _judged(new),
            new.due_once or new.targets[:1],
            cause,
        )
    yield from found.values()


def _judged(subject: Subject | None) -> Row | None:
    """The judged row that counts, with the subject that it is told of."""
    return None if subject is None or subject.row is None else {**subject.row, "subject": subject}


def _verdict(subject: Subject | None) -> str:
    """The status where there is a verdict; empty where there is none."""
    row = subject.row if subject is not None else None
    return "" if row is None or row["status"] == Status.NOT_ASSESSABLE else str(row["status"])


def _day_of(cause: Row | None, before: Side) -> date | None:
    """The day of publication of the actual that brought a verdict about, where that actual is a new one."""
    if cause is None or any(row["actual_id"] == cause["actual_id"] for row in before.actuals):
        return None
    day: date | None = cause["recorded_at"]
    return day


def targets_due(province_id: str, after: Side, since: date, last_day: date | None) -> Iterator[Change]:
    """Targets whose last day passed after `since`, each with what came of it; none after the `last_day` of the unit."""
    for item in after.results:
        day = date(item.year, 12, 31)
        if day <= since or (last_day is not None and day > last_day):
            continue
        targets = tuple(row for row in item.targets if row["status"] != TargetStatus.DUPLICATE)
        key = (item.indicator.indicator_id, str(item.year), *sorted(row["target_id"] for row in targets))
        told = {"outcome": item.outcome, "reason": item.reason}
        cause = item.actuals[0] if item.actuals else None
        yield Change(
            ChangeKind.TARGET_DUE, province_id, key, day, item.indicator, None, told, targets or item.targets, cause
        )
