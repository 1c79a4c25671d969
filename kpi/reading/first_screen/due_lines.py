"""What fell due last, what is due next, and who answers for it: a few lines, targets before tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.model.records import IndicatorRecord, Row
from kpi.reading.first_screen.whole import Whole, whole
from kpi.reading.own_and_inherited import reporting_duties
from kpi.reading.province import cached, indicators
from kpi.reading.standpoint import Standpoint
from kpi.reading.tasks import agencies, names_of
from kpi.store.warehouse import Snapshot

_SHOWN = 4


@dataclass(frozen=True)
class DueLine:
    """One line: targets of one day (`indicators`, each once) or one task (a row of `tasks`); `who` answers for it."""

    day: date
    past: bool
    indicators: tuple[IndicatorRecord, ...] = ()
    count: int = 0
    task: Row | None = None
    who: tuple[str, ...] = ()


@cached
def due_lines(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[DueLine, ...]:
    """At most four lines: the newest day that passed, the next day, then the most pressing tasks."""
    seen = whole(snapshot, province_id, standpoint)
    if seen.ended:
        return ()
    who = tuple(dict.fromkeys(row["agency"] for row in reporting_duties(snapshot, province_id)))
    lines = [line for line in (_fell_due(seen, who), _next(snapshot, seen, who)) if line is not None]
    tasks = seen.duties.first if seen.duties else ()
    known = agencies(snapshot)
    for row in tasks[: _SHOWN - len(lines)]:
        leads = tuple(body.name_vi for body in names_of(known, row["lead_agencies"]))
        day = row["deadline"]
        lines.append(DueLine(day, past=day < standpoint.day, task=row, who=leads))
    return tuple(lines)


def _fell_due(seen: Whole, who: tuple[str, ...]) -> DueLine | None:
    if not seen.due:
        return None
    year = max(item.year for item in seen.due)
    newest = [item for item in seen.due if item.year == year]
    named = {item.indicator.indicator_id: item.indicator for item in newest}
    return DueLine(date(year, 12, 31), past=True, indicators=tuple(named.values()), count=len(newest), who=who)


def _next(snapshot: Snapshot, seen: Whole, who: tuple[str, ...]) -> DueLine | None:
    if not seen.ahead:
        return None
    year = min(item.year for item in seen.ahead)
    ahead = [item for item in seen.ahead if item.year == year]
    names = dict.fromkeys(item.indicator_id for item in ahead)
    known = indicators(snapshot, seen.unit.province_id)
    return DueLine(
        date(year, 12, 31), past=False, indicators=tuple(known[name] for name in names), count=len(ahead), who=who
    )
