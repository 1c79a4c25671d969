"""What a comparison says in sentences: who leads where enough units have a value, and where one's own unit stands."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from kpi.model.vocabulary import NATION
from kpi.reading.comparison import Comparison, ambition_of
from kpi.reading.ranking import Ambition, Measure, Place
from kpi.reading.said.values import (
    actual_text,
    listed,
    nation_text,
    nation_value,
    number,
    place_text,
    reason_text,
    target_text,
    value_text,
)
from kpi.store.compare_queries import Row
from kpi.words import format_period, message
from kpi.words.dates import PeriodKind, period_kind

FEWEST_FOR_SPREAD = 3
"""From this many values on a median says something."""
_PARTS_OF_YEAR = frozenset(
    {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.RANGE}
)


@dataclass(frozen=True)
class Compared:
    """A comparison with what its words are made of: the indicator's row, names by unit, series by id.

    `actuals` are those of the year, of every series.
    """

    found: Comparison
    indicator: Row
    names: Mapping[str, str]
    series: Mapping[str, Row]
    actuals: Sequence[Row]
    lang: str

    @property
    def unit(self) -> str:
        """The indicator's unit of measure."""
        return str(self.indicator["unit"])

    @property
    def part_of_year(self) -> str:
        """The part of a year that all placed actuals are about, in words; empty where it is none, or not the same."""
        rows = [self.found.actual.get(place.province_id) for place in self.found.ranking.placed]
        periods = {(row["period_start"], row["period_end"]) for row in rows if row is not None}
        if self.found.asked.measure is not Measure.LEVEL or len(periods) != 1:
            return ""
        start, end = periods.pop()
        return format_period(start, end, self.lang) if period_kind(start, end) in _PARTS_OF_YEAR else ""

    def value(self, place: Place) -> str:
        """The value of a placed unit, as its source tells it."""
        return value_text(self.found, place.province_id, place.value, self.unit, self.lang)


def lead(told: Compared, mine: str) -> str:
    """Who leads, and where the reader's own unit stands."""
    parts = (first(told), reaching(told), own(told, mine), measured_otherwise(told, mine))
    return " ".join(part for part in parts if part)


def facts(told: Compared) -> list[tuple[str, str]]:
    """The numbers that make the answer, each with what it is."""
    found, lang = told.found, told.lang
    pairs = [
        (str(len(found.ranking.placed)), message("compare.facts_placed", lang)),
        (str(len(found.ranking.unranked)), message("compare.facts_unranked", lang)),
    ]
    if found.enough and found.ranking.tiers > 1:
        pairs.insert(1, (str(found.ranking.tiers), message("compare.facts_tiers", lang)))
    if has_median(found) and told.unit != "rank":
        pairs.append((median(told), message("compare.facts_median", lang)))
    if found.nation is not None:
        pairs.append((nation_value(found, told.unit, lang), nation_text(told.indicator, lang)))
    return pairs


def has_median(found: Comparison) -> bool:
    """Whether enough units have a value for a median to say something."""
    return found.spread is not None and found.spread.count >= FEWEST_FOR_SPREAD


def median(told: Compared) -> str:
    """The middle one of the values, which nobody's source tells."""
    assert told.found.spread is not None
    return number(told.found.asked.measure, round(told.found.spread.median, 6), told.unit, told.lang)


def first(told: Compared) -> str:
    """Who leads, where enough of the units can be compared to say so; else how many can."""
    found, year = told.found, told.found.asked.year
    placed = found.ranking.placed
    if not placed:
        return message(f"compare_lead.none_{found.asked.measure}", told.lang, year=year)
    if len(placed) > 1 and not found.enough:
        units = len(placed) + len(found.ranking.unranked)
        return message("compare_lead.few", told.lang, count=len(placed), all=units, year=year)
    leaders = found.ranking.leaders
    who = listed([told.names[place.province_id] for place in leaders], told.lang)
    values = list(dict.fromkeys(told.value(place) for place in leaders))
    if told.part_of_year and len(placed) > 1:
        facts = {"period": told.part_of_year, "who": who, "value": listed(values, told.lang)}
        return message("compare_lead.level_part", told.lang, **facts)
    return message(_lead_key(found), told.lang, who=who, value=listed(values, told.lang), year=year)


def _lead_key(found: Comparison) -> str:
    if len(found.ranking.placed) == 1:  # Nobody leads a field of one.
        return f"compare_lead.only_{found.asked.measure}"
    lower = "_lower" if found.lower_better and found.asked.measure is Measure.TARGET else ""
    return f"compare_lead.{found.asked.measure}{lower}"


def reaching(told: Compared) -> str:
    """Units behind the leaders whose target is a range that may reach them all the same."""
    found = told.found
    if found.asked.measure is not Measure.TARGET or not found.ranking.placed or not _leads(found):
        return ""
    best = found.ranking.placed[0].value
    leaders = {place.province_id for place in found.ranking.leaders}
    said = []
    for place in found.ranking.placed:
        row = found.target[place.province_id]
        far = row["value"] if found.lower_better else row["value_high"]
        reaches = far is not None and (far <= best if found.lower_better else far >= best)
        if reaches and row["value_high"] is not None and place.province_id not in leaders:
            said.append(f"{told.names[place.province_id]} ({target_text(row, told.lang)})")
    return message("compare_lead.reaching", told.lang, who=listed(said, told.lang)) if said else ""


def _leads(found: Comparison) -> bool:
    """Whether anybody is said to lead."""
    return found.enough or len(found.ranking.placed) == 1


def own(told: Compared, mine: str) -> str:
    """One unit in one sentence, its rank where ranks say something; nothing for one that is not compared."""
    found, lang = told.found, told.lang
    name = told.names.get(mine, "")
    for place in found.ranking.placed:
        if place.province_id == mine:
            value, count = told.value(place), len(found.ranking.placed)
            if count == 1:
                return ""  # The first sentence is about this unit.
            if not found.enough:
                return message("compare_lead.own_few", lang, who=name, value=value)
            rank = place_text(place, lang)
            if told.unit == "rank" and found.asked.measure in {Measure.LEVEL, Measure.TARGET}:
                return message("compare_lead.own_rank", lang, who=name, rank=rank, count=count)
            return message("compare_lead.own", lang, who=name, value=value, rank=rank, count=count)
    for member in found.ranking.unranked:
        if member.province_id == mine:
            return message("compare_lead.own_unranked", lang, who=name, why=reason_text(member, told.series, lang))
    return ""


def measured_otherwise(told: Compared, mine: str) -> str:
    """The reader's own unit by the other series of the year, so that two numbers in circulation are both explained."""
    asked, lang = told.found.asked, told.lang
    if asked.measure is not Measure.LEVEL:
        return ""
    others = {
        row["series"]: f"{actual_text(row, lang)} ({told.series[row['series']][f'name_{lang}']})"
        for row in told.actuals
        if row["province_id"] == mine and row["series"] != asked.series
    }
    return message("compare_lead.own_otherwise", lang, values=listed(list(others.values()), lang)) if others else ""


def beside_nation(told: Compared, inside: Container[str]) -> str:
    """How many of the units inside ask for more than the nation does."""
    found, lang = told.found, told.lang
    nation = found.target.get(NATION)
    if nation is None:
        return message("compare.nation_silent", lang, year=found.asked.year)
    kinds = [ambition_of(row, nation, told.indicator) for unit, row in found.target.items() if unit in inside]
    counts = [message(f"compare.count_{kind}", lang, count=kinds.count(kind)) for kind in Ambition if kind in kinds]
    return message("compare.beside_nation", lang, value=target_text(nation, lang), counts=listed(counts, lang))
