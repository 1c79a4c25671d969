"""How the units of today stand, one record each, and what that makes together: counted here and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi.model.codes import DUE, Status
from kpi.reading.due_results import DECIDED, DueResult, due_by_owner, is_silent
from kpi.reading.judged_rows import every_unit_at_once
from kpi.reading.own_and_inherited import rows_by_owner
from kpi.reading.province import cached
from kpi.reading.province_rows import completeness
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.reading.subjects import own_subjects
from kpi.store import country_queries
from kpi.store.warehouse import Snapshot


@dataclass(frozen=True)
class OwnTargets:
    """One unit: its own targets with a number, and what came of those that fell due; never what it inherited.

    `due` counts targets that fell due, `decided` those with a result, `owed` those of whose day the system holds no
    actual; the others have actuals that decide nothing. `statuses` counts the verdicts on the way, by status.
    """

    province_id: str
    targets: int
    indicators: int
    due: int
    decided: int
    owed: int
    statuses: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Country:
    """The units of today together: sums of what stands in their records."""

    units: tuple[OwnTargets, ...]

    @property
    def with_targets(self) -> int:
        """Units that set a target with a number themselves."""
        return sum(bool(unit.targets) for unit in self.units)

    @property
    def targets(self) -> int:
        """Targets with a number that the units set themselves."""
        return sum(unit.targets for unit in self.units)

    @property
    def due(self) -> int:
        """Targets that fell due."""
        return sum(unit.due for unit in self.units)

    @property
    def due_units(self) -> int:
        """Units with a target that fell due."""
        return sum(bool(unit.due) for unit in self.units)

    @property
    def decided(self) -> int:
        """Targets that fell due and have a result."""
        return sum(unit.decided for unit in self.units)

    @property
    def owed(self) -> int:
        """Targets that fell due and of whose day the system holds no actual."""
        return sum(unit.owed for unit in self.units)

    @property
    def open(self) -> int:
        """Targets that fell due and whose actuals decide nothing."""
        return self.due - self.decided - self.owed

    @property
    def statuses(self) -> Counter[str]:
        """Verdicts on the way, by status."""
        found: Counter[str] = Counter()
        for unit in self.units:
            found.update(dict(unit.statuses))
        return found


@cached
def country(snapshot: Snapshot, standpoint: Standpoint) -> Country:
    """All units of today in Vietnamese order, as each one's page shows them."""
    with every_unit_at_once():
        return Country(tuple(_own_targets(snapshot, name, standpoint) for name in country_queries.units(snapshot)))


def _own_targets(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> OwnTargets:
    own = rows_by_owner(snapshot, province_id, standpoint).get(province_id, ())
    counts = completeness(own)
    due = due_by_owner(snapshot, province_id, standpoint).get(province_id, ())
    return OwnTargets(
        province_id,
        targets=counts.targets,
        indicators=counts.targeted,
        due=len(due),
        decided=sum(result.outcome in DECIDED for result in due),
        owed=len(owed(due)),
        statuses=_statuses(own_subjects(snapshot, province_id, standpoint)),
    )


def owed(results: Iterable[DueResult]) -> list[DueResult]:
    """The targets that fell due and of whose day the system holds no actual."""
    return [item for item in results if is_silent(item)]


def _statuses(subjects: Sequence[Subject]) -> tuple[tuple[str, int], ...]:
    told = Counter(str(item.row["status"]) for item in subjects if item.row is not None and item.is_judged)
    return tuple((str(status), told[status]) for status in Status if status not in DUE and told[status])
