"""One change as a record, and all changes of a unit between two standpoints, in a fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from kpi.model.records import IndicatorRecord, Row


class ChangeKind(StrEnum):
    """What changed, in the order in which it is told."""

    ACTUAL_NEW = "actual_new"
    ACTUAL_RESTATED = "actual_restated"
    ACTUAL_WITHDRAWN = "actual_withdrawn"
    VERDICT = "verdict"
    RESULT = "result"
    TARGET_DUE = "target_due"
    TASK_DUE = "task_due"
    TASK_REPORTED = "task_reported"
    DOCUMENT = "document"
    TARGET_NEW = "target_new"
    TARGET_RESTATED = "target_restated"
    TARGET_WITHDRAWN = "target_withdrawn"


class ChangeGroup(StrEnum):
    """The kinds that are counted together."""

    ACTUALS = "actuals"
    VERDICTS = "verdicts"
    DEADLINES = "deadlines"
    REPORTS = "reports"
    DOCUMENTS = "documents"
    TARGETS = "targets"


GROUP_OF: Mapping[ChangeKind, ChangeGroup] = MappingProxyType(
    {
        ChangeKind.ACTUAL_NEW: ChangeGroup.ACTUALS,
        ChangeKind.ACTUAL_RESTATED: ChangeGroup.ACTUALS,
        ChangeKind.ACTUAL_WITHDRAWN: ChangeGroup.ACTUALS,
        ChangeKind.VERDICT: ChangeGroup.VERDICTS,
        ChangeKind.RESULT: ChangeGroup.VERDICTS,
        ChangeKind.TARGET_DUE: ChangeGroup.DEADLINES,
        ChangeKind.TASK_DUE: ChangeGroup.DEADLINES,
        ChangeKind.TASK_REPORTED: ChangeGroup.REPORTS,
        ChangeKind.DOCUMENT: ChangeGroup.DOCUMENTS,
        ChangeKind.TARGET_NEW: ChangeGroup.TARGETS,
        ChangeKind.TARGET_RESTATED: ChangeGroup.TARGETS,
        ChangeKind.TARGET_WITHDRAWN: ChangeGroup.TARGETS,
    }
)


ACTUALS = frozenset(kind for kind, group in GROUP_OF.items() if group is ChangeGroup.ACTUALS)
TARGETS = frozenset(kind for kind, group in GROUP_OF.items() if group is ChangeGroup.TARGETS)


@dataclass(frozen=True)
class Change:
    """One change of a unit; `key` names what changed and is the same on every day.

    `before` and `after` are rows, None where there was or is nothing: of `actuals` for an actual, of `targets` for a
    target, a judged row with its `subject` for a verdict, {'outcome', 'reason'} for what came of a target,
    {'state', 'group'} for a task past its deadline, a report of `kpi.store.task_queries.reports_of`, a row of
    `documents`. `targets` are those that a verdict, a result or a passed due date is about, `cause` the actual that a
    verdict stands on now, `task` the row of a task. `day` is the day on which it happened: of publication, of the
    deadline, of the report, of issue; None where no row names one.
    """

    kind: ChangeKind
    province_id: str
    key: tuple[str, ...]
    day: date | None
    indicator: IndicatorRecord | None = None
    before: Row | None = None
    after: Row | None = None
    targets: tuple[Row, ...] = ()
    cause: Row | None = None
    task: Row | None = None

    @property
    def group(self) -> ChangeGroup:
        """What it is counted with."""
        return GROUP_OF[self.kind]

    @property
    def row(self) -> Row:
        """The row that tells it: as it is now, else as it was."""
        return self.after or self.before or {}


@dataclass(frozen=True)
class Changes:
    """The changes of one unit after `since`, the last day that was known, up to `until`.

    `undated` is the number of actuals without a day of publication, which are never told as new.
    `since_snapshot` is the earlier snapshot that was compared, empty where a day of the same snapshot was. `newest`
    is the newest day of publication of any actual of the unit, None without one.
    """

    province_id: str
    since: date
    until: date
    items: tuple[Change, ...]
    undated: int
    newest: date | None
    since_snapshot: str = ""

    @property
    def first(self) -> date:
        """The first day whose changes are told."""
        return self.since + timedelta(days=1)

    def counts(self) -> Counter[ChangeGroup]:
        """How many changes each group holds."""
        return Counter(item.group for item in self.items)

    def of(self, group: ChangeGroup) -> tuple[Change, ...]:
        """The changes of one group, in order."""
        return tuple(item for item in self.items if item.group is group)

    def about(self, indicator_id: str) -> tuple[Change, ...]:
        """The changes that concern one indicator, in order."""
        return tuple(item for item in self.items if item.indicator and item.indicator.indicator_id == indicator_id)


_KINDS = {kind: place for place, kind in enumerate(ChangeKind)}


def in_order(changes: Iterable[Change], places: Mapping[str, int]) -> tuple[Change, ...]:
    """By kind, the newest day first, then in the order of the catalogue (`places`: indicator → place) and by key."""

    def place(change: Change) -> tuple[int, int, int, tuple[str, ...]]:
        day = -change.day.toordinal() if change.day else 0
        indicator = places.get(change.indicator.indicator_id, len(places)) if change.indicator else len(places)
        return _KINDS[change.kind], day, indicator, change.key

    return tuple(sorted(changes, key=place))
