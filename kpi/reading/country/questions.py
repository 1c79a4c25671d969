"""What the map of the country answers: one question at a time, one answer a unit, never a rank."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kpi.model.records import Row
from kpi.model.vocabulary import NATION
from kpi.reading.compared_actuals import counting, is_exact
from kpi.reading.country.rollup import OwnTargets, country
from kpi.reading.province import cached
from kpi.reading.province_rows import newest_actual
from kpi.reading.standpoint import Standpoint
from kpi.reading.subjects import headline_subject
from kpi.store import country_queries
from kpi.store.warehouse import Snapshot


class Question(StrEnum):
    """What is asked of every unit, as the address says it."""

    TARGETS = "muc_tieu"
    OWED = "den_han"
    COVERAGE = "5g"
    DOSSIERS = "ho_so"
    ON_TIME = "dung_han"
    ECONOMY = "kinh_te_so"


INDICATORS: Mapping[Question, str] = MappingProxyType(
    {
        Question.COVERAGE: "coverage_5g",
        Question.DOSSIERS: "dossiers_online_share",
        Question.ON_TIME: "dossiers_on_time_share",
        Question.ECONOMY: "digital_economy_share_grdp",
    }
)
"""The indicator that a question is about; the other questions are about targets."""
_SERIES: Mapping[Question, str] = MappingProxyType({Question.ON_TIME: "portal_766_all_levels"})
"""The series that a question is asked of where the nation has no actual of the same kind; else the nation's own."""


class Kind(StrEnum):
    """The answers: three about targets, three about what fell due, three about actuals."""

    MANY = "many"
    SOME = "some"
    NO_TARGET = "no_target"
    OWED = "owed"
    ANSWERED = "answered"
    NOTHING_DUE = "nothing_due"
    ALIKE = "alike"
    OTHER = "other"
    NO_ACTUAL = "no_actual"


MANY_FROM = 5
"""Own targets from which a unit counts among those with many."""
KINDS: Mapping[Question, tuple[Kind, ...]] = MappingProxyType(
    {
        Question.TARGETS: (Kind.MANY, Kind.SOME, Kind.NO_TARGET),
        Question.OWED: (Kind.OWED, Kind.ANSWERED, Kind.NOTHING_DUE),
        **dict.fromkeys(INDICATORS, (Kind.ALIKE, Kind.OTHER, Kind.NO_ACTUAL)),
    }
)
"""The answers that each question can have, in the order of the legend."""


@dataclass(frozen=True)
class Answer:
    """What one unit answers: `count` of `total` targets, or the actual that is told."""

    province_id: str
    kind: Kind
    count: int = 0
    total: int = 0
    actual: Row | None = None


@dataclass(frozen=True)
class Answers:
    """One question answered by every unit of today; `year` and `series` are those of the actuals that are alike.

    `period` is their first and last day where all of them are of the same one.
    """

    question: Question
    units: tuple[Answer, ...]
    year: int | None = None
    series: str = ""
    period: tuple[date, date] | None = None

    def counts(self) -> dict[Kind, int]:
        """How many units give each answer, in the order of the legend, with zeros."""
        found = Counter(unit.kind for unit in self.units)
        return {kind: found[kind] for kind in KINDS[self.question]}

    def ranked(self) -> list[Answer]:
        """The units whose actuals are alike, the largest first."""
        alike = [unit for unit in self.units if unit.kind is Kind.ALIKE]
        return sorted(alike, key=lambda unit: -_value(unit))


def _value(unit: Answer) -> float:
    assert unit.actual is not None
    return float(unit.actual["value"])


@cached
def answers(snapshot: Snapshot, question: Question, standpoint: Standpoint) -> Answers:
    """One question to every unit of today."""
    if question in INDICATORS:
        return _by_actuals(snapshot, question, standpoint)
    asked = _of_targets if question is Question.TARGETS else _of_due
    return Answers(question, tuple(asked(unit) for unit in country(snapshot, standpoint).units))


def _of_targets(unit: OwnTargets) -> Answer:
    kind = Kind.MANY if unit.targets >= MANY_FROM else Kind.SOME if unit.targets else Kind.NO_TARGET
    return Answer(unit.province_id, kind, unit.targets, unit.targets)


def _of_due(unit: OwnTargets) -> Answer:
    kind = Kind.OWED if unit.owed else Kind.ANSWERED if unit.due else Kind.NOTHING_DUE
    return Answer(unit.province_id, kind, unit.owed, unit.due)


def _by_actuals(snapshot: Snapshot, question: Question, standpoint: Standpoint) -> Answers:
    """Actuals are alike that are exact, of the asked series and of the year in which the most units have one."""
    indicator = INDICATORS[question]
    rows = [row for row in country_queries.actuals_of_units(snapshot, indicator) if standpoint.sees(row)]
    series, year, alike = _alike(rows, asked_series(snapshot, question, standpoint))
    own: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        own[row["province_id"]].append(row)
    units = [
        _by_actual(
            province_id, alike.get(province_id), [row for row in rows if row["province_id"] == province_id], series
        )
        for province_id in country_queries.units(snapshot)
    ]
    periods = {(row["period_start"], row["period_end"]) for row in alike.values()}
    return Answers(question, tuple(units), year, series, periods.pop() if len(periods) == 1 else None)


def asked_series(snapshot: Snapshot, question: Question, standpoint: Standpoint) -> str:
    """The series whose actuals answer a question: the nation's own, or the one that the question is asked of."""
    return _SERIES.get(question) or nation_series(snapshot, INDICATORS[question], standpoint)


def nation_series(snapshot: Snapshot, indicator_id: str, standpoint: Standpoint) -> str:
    """The series by which the nation's own actual of an indicator is told; empty without any."""
    found = headline_subject(snapshot, NATION, indicator_id, standpoint)
    told = None if found is None else found.actual
    return "" if told is None else str(told["series"])


def _alike(rows: Sequence[Row], series: str) -> tuple[str, int | None, Mapping[str, Row]]:
    exact = [row for row in rows if row["series"] == series and is_exact(row)]
    units = Counter(year for year, _ in {(row["period_end"].year, row["province_id"]) for row in exact})
    if not units:
        return series, None, {}
    year = max(units, key=lambda one: (units[one], one))
    found, rivals = counting(row for row in exact if row["period_end"].year == year)
    return series, year, {name: row for name, row in found.items() if name not in rivals}


def _by_actual(province_id: str, alike: Row | None, own: Sequence[Row], series: str) -> Answer:
    if alike is not None:
        return Answer(province_id, Kind.ALIKE, actual=alike)
    told = newest_actual(row for row in own if row["series"] == series) or newest_actual(own)
    return Answer(province_id, Kind.OTHER if told else Kind.NO_ACTUAL, actual=told)
