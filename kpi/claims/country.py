"""Whether what is said of the whole country is true: counted again from the rows of every unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kpi.claims.phrases import unnamed_numbers
from kpi.claims.rules import Rule
from kpi.model.codes import Reason, Result
from kpi.model.records import Row
from kpi.model.task_codes import Group
from kpi.model.vocabulary import MEASURE_ANY, NATION, TargetStatus
from kpi.reading.compared_actuals import is_exact
from kpi.reading.country.latest import NationalBar, national_bars, tasks_by_place
from kpi.reading.country.questions import INDICATORS, Answers, Kind, Question, answers, asked_series
from kpi.reading.country.words import (
    bar_notes,
    coverage_line,
    found_line,
    goal_words,
    nation_line,
    target_amount,
    tasks_line,
    verdict,
)
from kpi.reading.due_results import WITHOUT_ACTUAL, Outcome, nearest_to_a_decision
from kpi.reading.judged_rows import every_unit_at_once, results_by_target
from kpi.reading.province import province_data, provinces
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
from kpi.reading.tasks import View, of_view
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, format_number, message
from kpi.words.judged_values import is_official, planned_words

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_VINTAGE = 34
Fault = tuple[Rule, str, str]
"""The rule that is broken, the words or the number that break it, and the whole text."""


@dataclass(frozen=True)
class CountrySaid:
    """What the first screen of the country says in one language, with the rows that it is told from."""

    lang: str
    verdict: str
    nation: str
    tasks: str
    coverage: str
    answers: Mapping[Question, tuple[Answers, str]]
    bars: tuple[BarSaid, ...]


@dataclass(frozen=True)
class BarSaid:
    """One bar, with what stands under its marks and below it."""

    bar: NationalBar
    marks: tuple[str, ...]
    notes: tuple[str, ...]


def country_said(snapshot: Snapshot, standpoint: Standpoint, lang: str) -> CountrySaid:
    """What a reader who stands there is told of the country."""
    found = {question: answers(snapshot, question, standpoint) for question in Question}
    return CountrySaid(
        lang,
        verdict=verdict(snapshot, standpoint, lang),
        nation=nation_line(snapshot, standpoint, lang),
        tasks=tasks_line(tasks_by_place(snapshot, standpoint), lang),
        coverage=coverage_line(found[Question.ECONOMY], lang),
        answers={question: (told, found_line(told, lang)) for question, told in found.items()},
        bars=tuple(
            BarSaid(bar, tuple(goal_words(goal, lang) for goal in bar.goals), tuple(bar_notes(bar, lang)))
            for bar in national_bars(snapshot, standpoint)
        ),
    )


def false_of_country(snapshot: Snapshot, standpoint: Standpoint, said: CountrySaid) -> Iterator[Fault]:
    """Everything in it that the rows do not bear out."""
    units = [one.province_id for one in provinces(snapshot).values() if one.vintage == _VINTAGE]
    with every_unit_at_once():
        counted = _Counted(snapshot, standpoint, units)
        nation = _Counted(snapshot, standpoint, [NATION])
    yield from _numbers(said.verdict, counted.told(len(units)), said.lang)
    yield from _numbers(said.nation, nation.results(), said.lang)
    yield from _numbers(said.tasks, _tasks(snapshot, standpoint), said.lang)
    for question, (found, line) in said.answers.items():
        count = found.counts()[Kind.ALIKE] if question in INDICATORS else counted.of(question)
        yield from _numbers(line, [count, len(units)], said.lang)
        yield from _alike(snapshot, standpoint, found)
    economy = said.answers[Question.ECONOMY][0]
    alike = economy.counts()[Kind.ALIKE]
    yield from _numbers(said.coverage.replace(str(economy.year), ""), [alike, len(units)] if alike else [], said.lang)
    for shown in said.bars:
        yield from _bar(shown, standpoint, said.lang)


class _Counted:
    """Targets that fell due, counted by unit from the results of every series; the same one twice counts once."""

    def __init__(self, snapshot: Snapshot, standpoint: Standpoint, units: Iterable[str]) -> None:
        self.outcomes: dict[str, list[str]] = {}
        self.targeted = 0
        for unit in units:
            own = [row for row in province_data(snapshot, unit).target_rows if not row["inherited"]]
            there = {row["document_id"] for row in own if standpoint.has(row["known_on"])}
            self.targeted += bool(there)
            found = self.outcomes[unit] = []
            told: set[object] = set()
            results = results_by_target(snapshot, unit, standpoint)
            for rows in (rows for (_, document_id), rows in results.items() if document_id in there):
                for year in {row["year"] for row in rows if row["province_id"] == unit}:
                    same = [row for row in rows if row["year"] == year and row["province_id"] == unit]
                    outcome = _outcome(same)
                    key = (_versions(own, same[0]), outcome)
                    if key not in told:
                        told.add(key)
                        found.append(outcome)

    def told(self, units: int) -> list[int]:
        """The numbers of the sentence on the whole, in its order."""
        every = [outcome for found in self.outcomes.values() for outcome in found]
        decided = len(every) - every.count(Kind.OWED) - every.count(Outcome.UNDECIDED)
        parts = [decided, every.count(Kind.OWED), every.count(Outcome.UNDECIDED)]
        head = [len(every), sum(map(bool, self.outcomes.values()))] if every else []
        return [units, self.targeted, *head, *filter(None, parts)]

    def results(self) -> list[int]:
        """The numbers of the nation's sentence, in its order."""
        every = [outcome for found in self.outcomes.values() for outcome in found]
        order = (Outcome.MET, Outcome.NOT_MET, Outcome.BY_MEASURE, Kind.OWED, Outcome.UNDECIDED)
        return [len(every), *filter(None, map(every.count, order))] if every else []

    def of(self, question: Question) -> int:
        """How many units set targets themselves, or have one that fell due and of whose day there is no actual."""
        if question is Question.TARGETS:
            return self.targeted
        return sum(Kind.OWED in found for found in self.outcomes.values())


def _versions(targets: Iterable[Row], result: Row) -> object:
    """What is asked of an indicator for a year by one document, whatever the document."""
    asked = {
        (row["operator"], row["value"], row["value_high"], row["cadence"])
        for row in targets
        if row["status"] != TargetStatus.DUPLICATE
        and all(row[name] == result[name] for name in ("indicator_id", "document_id", "year"))
    }
    return result["indicator_id"], result["year"], frozenset(asked)


def _outcome(rows: list[Row]) -> str:
    """What came of one target by all series together; `Kind.OWED` where there is no actual of its day."""
    results = {str(row["result"]) for row in rows} - {str(Result.UNDECIDED)}
    if len(results) == 1:
        return results.pop()
    if results or any(row["reason"] == Reason.MEASURES_DISAGREE for row in rows):
        return Outcome.BY_MEASURE
    return Kind.OWED if nearest_to_a_decision(rows)["reason"] in WITHOUT_ACTUAL else Outcome.UNDECIDED


def _numbers(text: str, expected: Iterable[int], lang: str) -> Iterator[Fault]:
    """The numbers of a text are these, in this order."""
    found = _NUMBER.findall(text)
    if found != [format_number(number, lang) for number in expected]:
        yield Rule.NUMBER, ", ".join(found), text


def _tasks(snapshot: Snapshot, standpoint: Standpoint) -> list[int]:
    """All tasks of units that are alive, those past their day, and how many of these the system knows nothing of."""
    groups = of_view(snapshot, View(Choice(), standpoint, LANGUAGES[0])).groups
    silent = groups[Group.PAST_DEADLINE]
    late = silent + groups[Group.OVERDUE]
    total = sum(groups.values()) - groups[Group.FORMER]
    return [total, *filter(None, [late, silent if silent != late else 0])]


def _alike(snapshot: Snapshot, standpoint: Standpoint, found: Answers) -> Iterator[Fault]:
    """Every unit answers once, with its own actual; those that are alike can be held against each other."""
    text = str(found.question)
    for unit in found.units:
        row = unit.actual
        if row is not None and row["province_id"] != unit.province_id:
            yield Rule.PROVINCE, unit.province_id, text
        if unit.kind is not Kind.ALIKE:
            continue
        series = asked_series(snapshot, found.question, standpoint)
        if row is None or row["series"] != series or row["period_end"].year != found.year or not is_exact(row):
            yield Rule.TWO_ACTUALS, unit.province_id, text


def _bar(shown: BarSaid, standpoint: Standpoint, lang: str) -> Iterator[Fault]:
    """The actual is the nation's newest of its series, each target is counted as it is, met is what rows call met."""
    bar, actual = shown.bar, shown.bar.actual
    name = bar.subject.indicator.name(lang)
    if actual is not None:
        if actual["province_id"] != NATION:
            yield Rule.PROVINCE, str(actual["province_id"]), name
        series = [row for row in bar.subject.actuals if row["series"] == actual["series"] and standpoint.sees(row)]
        if any(row["period_end"] > actual["period_end"] for row in series):
            yield Rule.NEWEST, str(actual["actual_id"]), name
    for goal, text in zip(bar.goals, shown.marks, strict=True):
        target = goal.target
        asked = target["measured_indicator_id"], target["measure"]
        if actual is not None and asked not in {
            (actual["indicator_id"], actual["series_measure"]),
            (actual["indicator_id"], MEASURE_ANY),
        }:
            yield Rule.TWO_ACTUALS, str(target["target_id"]), text
        named = [target_amount(target, lang), str(target["year"])]
        yield from ((Rule.NUMBER, number, text) for number in unnamed_numbers(text, named))
        met = goal.result is not None and goal.result.outcome is Outcome.MET
        if message("country_goal.met", lang, target="", year=target["year"]).strip() in text and not met:
            yield Rule.MET, str(target["target_id"]), text
    row = bar.subject.row
    if row is not None and bar.subject.is_judged and not is_official(row):
        planned = planned_words(row, bar.subject.targets, bar.subject.indicator.unit, lang)
        if not any(planned in note for note in shown.notes):
            yield Rule.INTERPOLATED, planned, " ".join(shown.notes)
