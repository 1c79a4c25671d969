"""What the country has lately: three actuals beside their targets, the newest publications, the tasks by document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.model.records import IndicatorRecord, Row
from kpi.model.task_codes import Group
from kpi.model.vocabulary import MEASURE_ANY, NATION
from kpi.reading.due_results import DueResult, due_by_owner
from kpi.reading.province import cached, headline_indicators, indicator_record, national_targets
from kpi.reading.province_rows import newest_actual
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.reading.subjects import headline_subject
from kpi.reading.task_index import Choice
from kpi.reading.tasks import View, documents, of_view
from kpi.store import country_queries
from kpi.store.warehouse import Snapshot


@dataclass(frozen=True)
class Goal:
    """One official target of the nation, and what came of it where it fell due."""

    target: Row
    result: DueResult | None


@dataclass(frozen=True)
class NationalBar:
    """One headline indicator: `actual` is the newest actual that is counted as the targets are.

    `goals` are the target that fell due last and the one that falls due next, by the document that counts first.
    """

    subject: Subject
    actual: Row | None
    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class Published:
    """What was published of one indicator on one day: of the nation, or of one unit or several at once."""

    indicator: IndicatorRecord
    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        """The row that is told: the nation's, the only one, or any of several."""
        return self.rows[0]


@dataclass(frozen=True)
class TasksOf:
    """The tasks of all documents of one place: all of them, and those past their day by what the system holds."""

    place: str
    total: int
    silent: int
    overdue: int


@cached
def national_bars(snapshot: Snapshot, standpoint: Standpoint) -> tuple[NationalBar, ...]:
    """The headline indicators of which the nation has a target or an actual, in the order of the catalogue."""
    found = [
        headline_subject(snapshot, NATION, indicator.indicator_id, standpoint)
        for indicator in headline_indicators(snapshot, NATION)
    ]
    return tuple(_bar(snapshot, seen, standpoint) for seen in found if seen is not None)


def _bar(snapshot: Snapshot, seen: Subject, standpoint: Standpoint) -> NationalBar:
    told = seen.cited or seen.newest
    alike = [row for row in seen.asked_actuals if told is not None and row["series"] == told["series"]]
    actual = newest_actual(alike) or told
    targets = national_targets(snapshot).get(seen.indicator.indicator_id, ())
    issued = [row for row in targets if standpoint.has(row["known_on"]) and _counted_alike(row, actual)]
    due = [row for row in issued if row["year"] < standpoint.day.year or _ended(row, standpoint)]
    ahead = [row for row in issued if row not in due]
    results = due_by_owner(snapshot, NATION, standpoint).get(NATION, ())
    chosen = (*due[-1:], *ahead[:1])
    return NationalBar(seen, actual, tuple(Goal(row, _result_of(row, results)) for row in chosen))


def _counted_alike(target: Row, actual: Row | None) -> bool:
    if actual is None or target["measure"] == MEASURE_ANY:
        return True
    return bool(target["measure"] == actual["series_measure"])


def _ended(target: Row, standpoint: Standpoint) -> bool:
    day = standpoint.day
    return bool(target["year"] == day.year and (day.month, day.day) == (12, 31))


def _result_of(target: Row, results: Sequence[DueResult]) -> DueResult | None:
    return next((item for item in results if target["target_id"] in {row["target_id"] for row in item.targets}), None)


@cached
def newest_published(snapshot: Snapshot, standpoint: Standpoint, most: int) -> tuple[Published, ...]:
    """What was published last, one entry an indicator: the nation's actual, else all units' of the same day."""
    groups: dict[str, list[Row]] = {}
    for row in country_queries.published(snapshot):
        if not standpoint.sees(row):
            continue
        own = groups.setdefault(row["indicator_id"], [])
        if not own or (own[0]["province_id"] != NATION and _together(own[0], row)):
            own.append(row)
    kept = list(groups.items())[:most]
    return tuple(
        Published(indicator_record(snapshot, name, rows[0]["province_id"]), tuple(rows)) for name, rows in kept
    )


def _together(first: Row, row: Row) -> bool:
    same = ("recorded_at", "period_start", "period_end", "series", "publisher")
    return row["province_id"] != NATION and all(first[name] == row[name] for name in same)


@cached
def tasks_by_place(snapshot: Snapshot, standpoint: Standpoint) -> tuple[TasksOf, ...]:
    """The tasks of every place that is alive, the most past their day first."""
    places = dict.fromkeys(document.place for document in documents(snapshot).values())
    found = []
    for place in places:
        groups = of_view(snapshot, View(Choice(place=place), standpoint, "vi")).groups
        alive = sum(count for group, count in groups.items() if group is not Group.FORMER)
        if alive:
            found.append(TasksOf(place, alive, groups[Group.PAST_DEADLINE], groups[Group.OVERDUE]))
    return tuple(sorted(found, key=lambda one: (-(one.silent + one.overdue), one.place)))
