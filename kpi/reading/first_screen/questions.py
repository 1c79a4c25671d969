"""What to ask at a meeting: at most three questions, in the order of these rules, each with the rows it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi.method.likeness import is_set_before
from kpi.model.codes import SHORT
from kpi.model.records import IndicatorRecord, Row, TargetRecord
from kpi.model.vocabulary import UNITS_OF_ONE_SIZE, Direction, Operator
from kpi.reading.country.beside_nation import national_beside
from kpi.reading.due_results import DueResult, Outcome, is_silent
from kpi.reading.first_screen.duties import Duties
from kpi.reading.first_screen.whole import Whole, whole
from kpi.reading.own_and_inherited import reporting_duties
from kpi.reading.province import cached, indicators
from kpi.reading.scoreboard import slipping
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject
from kpi.reading.subjects import own_subjects
from kpi.store.warehouse import Snapshot

_SHOWN = 3
_AT_LEAST = frozenset({Operator.GE, Operator.GT, Operator.EQ})


class Ask(StrEnum):
    """The rules, in their order: what is decided goes before what is unknown, the own before the inherited."""

    NOT_MET = "not_met"
    BEHIND = "behind"
    SILENT = "silent"
    TASKS = "tasks"
    BELOW_NATION = "below_nation"
    NEXT_DUE = "next_due"
    INHERITED = "inherited"
    NO_PLAN = "no_plan"


@dataclass(frozen=True)
class Question:
    """One question and the rows it stands on; which are filled depends on the rule.

    `results` fell due, `subjects` are behind, `targets` are due next, of `indicators`; `own` is below `national`,
    `reporters` rows of `reporting`, `duties` the tasks, `inherited` indicators by former unit.
    """

    ask: Ask
    results: tuple[DueResult, ...] = ()
    subjects: tuple[Subject, ...] = ()
    targets: tuple[TargetRecord, ...] = ()
    indicators: tuple[IndicatorRecord, ...] = ()
    own: Row | None = None
    national: Row | None = None
    reporters: tuple[Row, ...] = ()
    duties: Duties | None = None
    inherited: tuple[tuple[str, int], ...] = ()


@cached
def questions(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[Question, ...]:
    """At most three questions; none for a unit that was merged before the day, which nobody can be asked for."""
    seen = whole(snapshot, province_id, standpoint)
    if seen.ended:
        return ()
    made = (question for rule in _RULES for question in rule(snapshot, seen))
    return tuple(question for _, question in zip(range(_SHOWN), made, strict=False))


def _not_met(_: Snapshot, seen: Whole) -> Iterator[Question]:
    missed = tuple(item for item in seen.due if item.outcome is Outcome.NOT_MET)
    if missed:
        yield Question(Ask.NOT_MET, results=missed)


def _behind(_: Snapshot, seen: Whole) -> Iterator[Question]:
    short = tuple(slipping([item for item in seen.short if item.row and item.row["status"] in SHORT]))
    if short:
        yield Question(Ask.BEHIND, subjects=short)


def _silent(snapshot: Snapshot, seen: Whole) -> Iterator[Question]:
    if not seen.silent:
        return
    silent = tuple(item for item in seen.due if is_silent(item))
    yield Question(Ask.SILENT, results=silent, reporters=tuple(reporting_duties(snapshot, seen.unit.province_id)))


def _tasks(_: Snapshot, seen: Whole) -> Iterator[Question]:
    if seen.duties is not None and seen.duties.past:
        yield Question(Ask.TASKS, duties=seen.duties)


def _below_nation(snapshot: Snapshot, seen: Whole) -> Iterator[Question]:
    """A target below the nation's for the same year, counted by the same known measure; of the earliest year."""
    found = []
    for item in own_subjects(snapshot, seen.unit.province_id, seen.standpoint):
        for target in item.targets:
            asked = (snapshot, seen.unit.province_id, item.indicator.indicator_id)
            beside = national_beside(*asked, [target], (), seen.standpoint)
            same = [row for row in beside if _lower(target, row, item)]
            if same and date(target["year"], 12, 31) > seen.day:
                found.append((target, same[0], item))
    if found:
        target, national, item = min(found, key=lambda each: each[0]["year"])
        yield Question(Ask.BELOW_NATION, subjects=(item,), own=target, national=national)


def _lower(own: Row, national: Row, item: Subject) -> bool:
    """Whether a target asks for less than the nation's of the same year, cadence and unit, which was set before."""
    shares = own["unit"] in UNITS_OF_ONE_SIZE
    plain = {own["operator"], national["operator"]} <= _AT_LEAST
    alike = all(own[name] == national[name] for name in ("year", "unit", "cadence"))
    higher = item.indicator.direction == Direction.HIGHER_BETTER
    before = is_set_before(national["known_on"], own["known_on"])
    return shares and plain and alike and before and higher and bool(own["value"] < national["value"])


def _next_due(snapshot: Snapshot, seen: Whole) -> Iterator[Question]:
    """The targets of the next due year of which the system holds no actual."""
    year = min((item.year for item in seen.ahead), default=None)
    waiting = tuple(item for item in seen.ahead if item.year == year and item.indicator_id not in seen.measured)
    if waiting:
        known = indicators(snapshot, seen.unit.province_id)
        named = tuple(known[item.indicator_id] for item in waiting)
        yield Question(Ask.NEXT_DUE, targets=waiting, indicators=named)


def _inherited(_: Snapshot, seen: Whole) -> Iterator[Question]:
    if seen.inherited:
        yield Question(Ask.INHERITED, inherited=tuple(seen.inherited.items()))


def _no_plan(_: Snapshot, seen: Whole) -> Iterator[Question]:
    if not seen.documents and not seen.issued_later:
        yield Question(Ask.NO_PLAN)


_Rule = Callable[[Snapshot, Whole], Iterator[Question]]
_RULES: tuple[_Rule, ...] = (
    _not_met,
    _behind,
    _silent,
    _tasks,
    _below_nation,
    _next_due,
    _inherited,
    _no_plan,
)
