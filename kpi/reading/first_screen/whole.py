"""How a unit stands as a whole: what fell due, what is ahead, tasks, actuals, as counted from rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi.model.codes import GOOD, SHORT
from kpi.model.records import DocumentRecord, ProvinceRecord, TargetRecord
from kpi.model.vocabulary import TargetStatus
from kpi.reading.due_results import DECIDED, DueResult, due_by_owner, is_silent
from kpi.reading.first_screen.duties import Duties, duties
from kpi.reading.own_and_inherited import documents_in_force, rows_without_target, seen_actuals
from kpi.reading.province import cached, province_data, provinces, rows_by_indicator
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.reading.subjects import own_subjects
from kpi.store.warehouse import Snapshot


class Kind(StrEnum):
    """What the sentence is about; the first that applies to a unit is told."""

    DECIDED = "decided"
    DUE = "due"
    ON_THE_WAY = "on_the_way"
    TASKS = "tasks"
    AHEAD = "ahead"
    NOT_ISSUED = "not_issued"
    INHERITED = "inherited"
    PUBLISHED = "published"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Whole:
    """Everything that the sentence may speak of, as seen from a day.

    `due` are the unit's own targets that fell due, `ahead` those that are not due; `measured` the indicators of which
    the system holds any actual of the unit; `short` and `good` its subjects on the way with a verdict; `inherited`
    the number of indicators by former unit; `published` how many indicators without a target have an actual.
    `newest` is the last day that an actual of the unit is about. `ended`: the unit was merged before the day.
    """

    unit: ProvinceRecord
    standpoint: Standpoint
    due: tuple[DueResult, ...]
    measured: frozenset[str]
    ahead: tuple[TargetRecord, ...]
    short: tuple[Subject, ...]
    good: tuple[Subject, ...]
    subjects: int
    duties: Duties | None
    inherited: Mapping[str, int]
    published: int
    documents: tuple[DocumentRecord, ...]
    issued_later: bool
    newest: date | None
    ended: bool

    @property
    def day(self) -> date:
        """The day stood on."""
        return self.standpoint.day

    @property
    def silent(self) -> int:
        """How many of the targets that fell due have no actual of their day in the system."""
        return sum(is_silent(item) for item in self.due)

    @property
    def measured_ahead(self) -> int:
        """How many of the targets that are not due have an actual in the system."""
        return sum(item.indicator_id in self.measured for item in self.ahead)

    @property
    def kind(self) -> Kind:
        """What the sentence is about."""
        if any(item.outcome in DECIDED for item in self.due):
            return Kind.DECIDED
        past = self.duties is not None and self.duties.past + self.duties.overdue > 0
        order = (
            (Kind.DUE, bool(self.due)),
            (Kind.ON_THE_WAY, bool(self.short or self.good)),
            (Kind.TASKS, past),
            (Kind.AHEAD, bool(self.ahead)),
            (Kind.NOT_ISSUED, self.issued_later),
            (Kind.INHERITED, bool(self.inherited)),
            (Kind.PUBLISHED, self.published > 0),
        )
        return next((kind for kind, holds in order if holds), Kind.NOTHING)


@cached
def whole(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Whole:
    """What is known of a unit as a whole; `standpoint` is where the reader stands."""
    known, unit = province_data(snapshot, province_id), provinces(snapshot)[province_id]
    results = due_by_owner(snapshot, province_id, standpoint).get(province_id, ())
    subjects = own_subjects(snapshot, province_id, standpoint)
    issued = [item for item in known.targets if standpoint.has(item.known_on)]
    ahead = _once(item for item in issued if not item.inherited and date(item.year, 12, 31) > standpoint.day)
    inherited: dict[str, set[str]] = {}
    for item in issued:
        if item.inherited:
            inherited.setdefault(item.province_id, set()).add(item.indicator_id)
    actuals = [item for item in seen_actuals(snapshot, province_id, standpoint) if item.province_id == province_id]
    judged = [item for item in subjects if item.is_judged and item.row is not None and not item.last_results]
    return Whole(
        unit=unit,
        standpoint=standpoint,
        due=results,
        measured=_measured(snapshot, province_id, standpoint),
        ahead=ahead,
        short=tuple(item for item in judged if item.row and item.row["status"] in SHORT),
        good=tuple(item for item in judged if item.row and item.row["status"] in GOOD),
        subjects=len(subjects),
        duties=duties(snapshot, province_id, standpoint),
        inherited={owner: len(names) for owner, names in inherited.items()},
        published=len(rows_without_target(snapshot, province_id, standpoint)),
        documents=tuple(documents_in_force(snapshot, province_id, standpoint)),
        issued_later=any(not item.inherited and not standpoint.has(item.known_on) for item in known.documents),
        newest=max((item.period_end for item in actuals if item.period_end <= standpoint.day), default=None),
        ended=unit.valid_to is not None and unit.successor_id is not None and unit.valid_to < standpoint.day,
    )


def _measured(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> frozenset[str]:
    """The indicators whose targets have an actual of the unit, counted alike or not."""
    return frozenset(
        name
        for name, rows in rows_by_indicator(snapshot, province_id).items()
        if any(row["province_id"] == province_id and standpoint.sees(row) for row in rows.actuals)
    )


def _once(targets: Iterable[TargetRecord]) -> tuple[TargetRecord, ...]:
    """Each target once, whatever the number of documents and sections that set it."""
    kept: dict[tuple[object, ...], TargetRecord] = {}
    for item in targets:
        if item.status not in {TargetStatus.DUPLICATE, TargetStatus.SUPERSEDED}:
            key = (item.indicator_id, item.year, item.operator, item.value, item.value_high, item.cadence)
            kept.setdefault(key, item)
    return tuple(kept.values())
