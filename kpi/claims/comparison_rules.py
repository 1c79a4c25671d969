"""What may be said of a comparison: each rule names what it finds false in one sentence or number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from statistics import median
from types import MappingProxyType

from kpi.claims.compared_rows import Question
from kpi.claims.phrases import unnamed_numbers, without
from kpi.method.thresholds import load_method
from kpi.model.codes import Status
from kpi.model.vocabulary import NATION, Qualifier, TargetStatus
from kpi.reading.ranking import Measure
from kpi.reading.said.comparison import FEWEST_FOR_SPREAD, Compared
from kpi.reading.said.values import actual_text, number, target_text
from kpi.store.compare_queries import Row
from kpi.words import format_period, message


class Part(StrEnum):
    """What is said: who leads, whose range may reach that, one unit, the same otherwise measured, beside the nation."""

    FIRST = "compared_first"
    REACHING = "compared_reaching"
    OWN = "compared_own"
    OTHERWISE = "compared_otherwise"
    NATION = "compared_nation"
    FACT = "compared_fact"


class ComparisonRule(StrEnum):
    """What a false sentence breaks."""

    PLACE = "compared_place"
    NUMBER = "compared_number"
    LEADER = "compared_leader"
    FEW = "compared_few"


_SUPERLATIVE = {
    "vi": re.compile(r"dẫn đầu là|cao nhất|thấp nhất|nhiều nhất|xếp đầu|trung vị|hạng \d", re.IGNORECASE),
    "en": re.compile(r"\bleads with|\bhighest|\blowest|\blargest|\bfirst against|\bmedian|\brank(?:ed|s)? \d", re.I),
}
_COLUMN = {Measure.GAP: "gap", Measure.PLANNED_PROGRESS: "planned_progress", Measure.PACE: "achieved_per_year"}
_SAME = 1e-9
_MEDIAN_DECIMALS = 6


class Answer:
    """A comparison beside the rows that it was made of."""

    def __init__(self, compared: Compared, question: Question, units: tuple[str, ...]) -> None:
        self.compared = compared
        self.units = units
        self.placed = {place.province_id: place.value for place in compared.found.ranking.placed}
        self._question = question
        self._named: dict[str, list[str]] = {}

    @property
    def enough(self) -> bool:
        """Whether enough of the units have a value to speak of all of them."""
        return len(self.placed) >= load_method().coverage.min_share.value * len(self.units)

    @cached_property
    def rows(self) -> Mapping[str, list[Row]]:
        """The rows by which each unit may have a place, as they were read."""
        asked, known = self._question.asked, self._question.known
        if asked.measure is Measure.TARGET:
            every = [row for row in known.targets if row["status"] != TargetStatus.CONFLICTING]
        elif asked.measure is Measure.LEVEL:
            every = [row for row in known.actuals if row["series"] == asked.series and _is_exact(row)]
        else:
            judged = (row for row in known.judged_rows if row["series"] == asked.series)
            every = [row for row in judged if row["status"] != Status.NOT_ASSESSABLE]
        found: dict[str, list[Row]] = {}
        for row in every:
            found.setdefault(row["province_id"], []).append(row)
        return found

    def values(self, province_id: str) -> set[float | None]:
        """The values that the rows of a unit give for the measure."""
        column = _COLUMN.get(self._question.asked.measure)
        columns = (column,) if column else ("value", "value_high")
        return {row[name] for row in self.rows.get(province_id, ()) for name in columns}

    def named(self, province_id: str) -> list[str]:
        """The same in words, with operator or qualifier."""
        if province_id not in self._named:
            self._named[province_id] = self._words_of(province_id)
        return self._named[province_id]

    def _words_of(self, province_id: str) -> list[str]:
        measure, lang, rows = self._question.asked.measure, self.compared.lang, self.rows.get(province_id, [])
        if measure is Measure.TARGET:
            return [target_text(row, lang) for row in rows[:1]]  # Of several documents the first one counts.
        if measure is Measure.LEVEL:
            return [actual_text(row, lang) for row in rows]
        values = (row[_COLUMN[measure]] for row in rows)
        return [number(measure, value, self.compared.unit, lang) for value in values if value is not None]

    def periods(self, province_id: str) -> list[str]:
        """The periods in words of the actuals by which a unit may have a place."""
        rows = self.rows.get(province_id, ()) if self._question.asked.measure is Measure.LEVEL else ()
        return [format_period(row["period_start"], row["period_end"], self.compared.lang) for row in rows]

    def otherwise(self, province_id: str) -> list[str]:
        """What other series of the year say of a unit, in words."""
        own = (row for row in self._question.known.actuals if row["province_id"] == province_id)
        return [actual_text(row, self.compared.lang) for row in own if row["series"] != self._question.asked.series]

    @cached_property
    def best(self) -> set[str]:
        """The units that differ from the best value by less than what counts."""
        found = self.compared.found
        best = (min if found.lower_better else max)(self.placed.values())
        slack = _SAME * max(abs(best), 1.0)
        return {unit for unit, value in self.placed.items() if abs(value - best) < max(found.band - slack, slack)}

    @cached_property
    def counts(self) -> set[str]:
        """What may stand among the facts besides the nation's value: counts, and the median where there may be one."""
        compared, placed = self.compared, self.placed
        counts = {str(len(placed)), str(len(self.units) - len(placed)), str(compared.found.ranking.tiers)}
        if self.enough and len(placed) >= FEWEST_FOR_SPREAD:
            middle = round(median(placed.values()), _MEDIAN_DECIMALS)
            counts.add(number(compared.found.asked.measure, middle, compared.unit, compared.lang))
        return counts

    def better(self, province_id: str) -> int:
        """How many units have a better value than this one."""
        own, lower = self.placed[province_id], self.compared.found.lower_better
        return sum(value < own if lower else value > own for value in self.placed.values())


def _is_exact(row: Row) -> bool:
    return bool(row["qualifier"] == Qualifier.EXACT and row["value_high"] is None)


@dataclass(frozen=True)
class Told:
    """One text about a comparison; `unit` is the unit that it is about, '' for all of them."""

    answer: Answer
    part: Part
    unit: str
    text: str

    @property
    def lang(self) -> str:
        """The language of the text."""
        return self.answer.compared.lang

    @cached_property
    def left(self) -> list[str]:
        """The numbers that no row of the units spoken of gives, nor the year."""
        answer, compared = self.answer, self.answer.compared
        if self.unit:
            about = {self.unit}
        elif self.part is Part.FIRST:
            about = answer.best if answer.placed and (answer.enough or len(answer.placed) == 1) else set()
        else:
            about = set(answer.placed) if self.part is Part.REACHING else {NATION}
        said = answer.otherwise if self.part is Part.OTHERWISE else answer.named
        phrases = [text for unit in about for text in (*said(unit), compared.names.get(unit, ""))]
        if self.part is Part.OTHERWISE:
            phrases += [str(row[f"name_{self.lang}"]) for row in compared.series.values()]
        if self.part is Part.FIRST:
            phrases += [period for unit in about for period in answer.periods(unit)]
        found = unnamed_numbers(self.text, phrases)
        return [text for text in found if text != str(compared.found.asked.year) or self.part is Part.FACT]


def place(told: Told) -> Iterator[str]:
    """Every place stands on a row of that very unit with that very value."""
    if told.part is Part.FIRST:  # The places are the same in whichever sentence.
        for unit, value in told.answer.placed.items():
            if value not in told.answer.values(unit):
                yield unit


def numbers(told: Told) -> Iterator[str]:
    """Every number is a value of a unit spoken of, or counts what it says that it counts."""
    answer = told.answer
    if told.part is Part.FACT and told.text in answer.counts:
        return
    left, count = told.left, str(len(answer.placed))
    match told.part:
        case Part.FIRST if len(answer.placed) > 1 and not answer.enough:
            right = left == [count, str(len(answer.units))]
        case Part.OWN if answer.enough and told.unit in answer.placed:
            right = _is_rank(left[:-1], answer.better(told.unit) + 1) and left[-1:] == [count]
        case Part.NATION if NATION in answer.rows:
            asked = [unit for unit in answer.units if unit in answer.compared.found.target]
            right = sum(map(int, left)) == len(asked)
        case _:
            right = not left
    if not right:
        yield " ".join(left) or told.text


def _is_rank(ranks: list[str], strict: int) -> bool:
    """Whether the ranks that are told hold the place that a unit has by its value alone."""
    ends = [int(part) for rank in ranks for part in re.findall(r"\d+", rank)]
    return bool(ends) and ends[0] <= strict <= ends[-1]


def leader(told: Told) -> Iterator[str]:
    """Who is named first has the best value, and nobody else with it is left out."""
    answer = told.answer
    if told.part is not Part.FIRST or not answer.placed or (len(answer.placed) > 1 and not answer.enough):
        return
    names = {answer.compared.names[unit] for unit in answer.best}
    rest = without(told.text, names)
    yield from (name for name in names if name not in told.text)
    others = {answer.compared.names[unit] for unit in answer.units if unit not in answer.best}
    yield from (name for name in others if name in rest and without(rest, [name]) != rest)


def _too_few(told: Told) -> str:
    """The sentence that says why nobody leads."""
    facts = {"count": len(told.answer.placed), "all": len(told.answer.units)}
    return message("compare_lead.few", told.lang, year=told.answer.compared.found.asked.year, **facts)


def few(told: Told) -> Iterator[str]:
    """Nobody leads, no median and no rank is told while too few of the units have a value."""
    if told.answer.enough or not _SUPERLATIVE[told.lang].search(told.text):
        return
    if told.part is Part.FIRST and told.text == _too_few(told):
        return
    values = [text for unit in (told.unit, *told.answer.placed) if unit for text in told.answer.named(unit)]
    spoken = _SUPERLATIVE[told.lang].search(without(told.text, values))
    if spoken:
        yield spoken.group()


RULES: Mapping[ComparisonRule, Callable[[Told], Iterator[str]]] = MappingProxyType(
    {
        ComparisonRule.PLACE: place,
        ComparisonRule.NUMBER: numbers,
        ComparisonRule.LEADER: leader,
        ComparisonRule.FEW: few,
    }
)
