"""A unit beside those of its region: what was published of the headline indicators, and what each has to reach.

Nothing is put in an order here: actuals that are counted in another way, or are of another year, say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model.records import IndicatorRecord, ProvinceRecord
from kpi.model.vocabulary import NATION
from kpi.reading.country.questions import INDICATORS, Answer, Question, answers
from kpi.reading.first_screen.headline import HeadlineBar, headline_bars
from kpi.reading.peers import PeerRule, peers
from kpi.reading.province import cached, headline_indicators, provinces
from kpi.reading.standpoint import Standpoint
from kpi.store import compare_queries
from kpi.store.warehouse import Snapshot

_OF_TODAY = 34


@dataclass(frozen=True)
class Beside:
    """One unit by one headline indicator: what the map of the country tells of it, and its bar.

    `alike` tells whether the actual is of the series and year in which the most units have one.
    """

    answer: Answer
    bar: HeadlineBar
    alike: bool


@dataclass(frozen=True)
class Neighbour:
    """One unit: what is known of each headline indicator, in their order."""

    unit: ProvinceRecord
    beside: tuple[Beside, ...]


def indicators_beside(snapshot: Snapshot, province_id: str) -> tuple[IndicatorRecord, ...]:
    """The indicators that units are put beside each other by, as they are called for the unit."""
    asked = set(INDICATORS.values())
    return tuple(item for item in headline_indicators(snapshot, province_id) if item.indicator_id in asked)


@cached
def neighbours(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[Neighbour, ...]:
    """The unit and the others of its region, itself first, then by name; none for the nation and for former units."""
    if province_id == NATION:
        return ()
    together = peers(PeerRule.REGION, province_id, compare_queries.units(snapshot, _OF_TODAY))
    return tuple(_neighbour(snapshot, name, standpoint) for name in together) if len(together) > 1 else ()


def _neighbour(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> Neighbour:
    bars = {bar.asked.indicator_id: bar for bar in headline_bars(snapshot, province_id, standpoint)}
    names = [item.indicator_id for item in indicators_beside(snapshot, province_id)]
    beside = tuple(_beside(snapshot, bars[name], province_id, standpoint) for name in names)
    return Neighbour(provinces(snapshot)[province_id], beside)


def _beside(snapshot: Snapshot, bar: HeadlineBar, province_id: str, standpoint: Standpoint) -> Beside:
    question = next(question for question, name in INDICATORS.items() if name == bar.asked.indicator_id)
    found = answers(snapshot, question, standpoint)
    answer = next(one for one in found.units if one.province_id == province_id)
    row = answer.actual
    alike = row is not None and (row["series"], row["period_end"].year) == (found.series, found.year)
    return Beside(answer, bar, alike)


def ranked_units(snapshot: Snapshot, standpoint: Standpoint) -> tuple[Answer, ...]:
    """For the nation: the units whose digital economy is counted alike, the largest first."""
    return tuple(answers(snapshot, Question.ECONOMY, standpoint).ranked())
