"""What is said of the country is held against every unit's rows, and each kind of false text is seen to be found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kpi.claims.country import BarSaid, CountrySaid, country_said, false_of_country
from kpi.claims.rules import Rule
from kpi.claims.said import Place
from kpi.claims.whole import false_claims
from kpi.model.vocabulary import NATION
from kpi.reading.country.questions import Question
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, message

NOW = Standpoint()
EARLIER = [Standpoint(as_of=date(2025, 6, 30)), Standpoint(as_of=date(2025, 12, 31), known=date(2025, 11, 30))]
Change = Callable[[CountrySaid], CountrySaid]


def broken(snapshot: Snapshot, said: CountrySaid) -> set[Rule]:
    return {rule for rule, _, _ in false_of_country(snapshot, NOW, said)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("standpoint", [NOW, *EARLIER], ids=["now", "middle of 2025", "as known a month before"])
def test_nothing_false_is_said_of_the_country(snapshot: Snapshot, standpoint: Standpoint, lang: str):
    said = country_said(snapshot, standpoint, lang)
    assert list(false_of_country(snapshot, standpoint, said)) == []


def one_more(text: str) -> str:
    """The text with its last number but one larger by one."""
    last = list(re.finditer(r"\d+", text))[-1]
    return f"{text[: last.start()]}{int(last.group()) + 1}{text[last.end() :]}"


def with_line(question: Question) -> Change:
    def change(said: CountrySaid) -> CountrySaid:
        found, line = said.answers[question]
        return replace(said, answers={**said.answers, question: (found, one_more(line))})

    return change


def with_answer(**values: object) -> Change:
    """The first unit whose actual can be compared answers otherwise."""

    def change(said: CountrySaid) -> CountrySaid:
        found, line = said.answers[Question.ECONOMY]
        first = found.ranked()[0]
        assert first.actual is not None
        wrong = replace(first, actual={**first.actual, **values})
        units = tuple(wrong if unit is first else unit for unit in found.units)
        return replace(said, answers={**said.answers, Question.ECONOMY: (replace(found, units=units), line)})

    return change


def with_bar(change_bar: Callable[[BarSaid], BarSaid]) -> Change:
    """The bar of digital economy says otherwise: it has an actual, a target that was not met and one ahead."""

    def change(said: CountrySaid) -> CountrySaid:
        *others, last = said.bars
        assert last.bar.subject.indicator.indicator_id == "digital_economy_share_grdp"
        return replace(said, bars=(*others, change_bar(last)))

    return change


def with_actual(shown: BarSaid, **values: object) -> BarSaid:
    assert shown.bar.actual is not None
    return replace(shown, bar=replace(shown.bar, actual={**shown.bar.actual, **values}))


def with_goal(shown: BarSaid, **values: object) -> BarSaid:
    first, *others = shown.bar.goals
    goals = (replace(first, target={**first.target, **values}), *others)
    return replace(shown, bar=replace(shown.bar, goals=goals))


def said_met(said: CountrySaid) -> CountrySaid:
    def change(shown: BarSaid) -> BarSaid:
        target = shown.bar.goals[0].target
        met = message("country_goal.met", said.lang, target="20", year=target["year"])
        return replace(shown, marks=(met, *shown.marks[1:]))

    return with_bar(change)(said)


FALSE: list[tuple[str, Change, Rule]] = [
    ("a unit more sets targets", lambda said: replace(said, verdict=one_more(said.verdict)), Rule.NUMBER),
    ("a target more is undecided", lambda said: replace(said, nation=one_more(said.nation)), Rule.NUMBER),
    ("a task more is late", lambda said: replace(said, tasks=one_more(said.tasks)), Rule.NUMBER),
    ("a unit more is covered", lambda said: replace(said, coverage=one_more(said.coverage)), Rule.NUMBER),
    *((f"the map's {question}", with_line(question), Rule.NUMBER) for question in Question),
    ("an approximate actual is put in order", with_answer(qualifier="approx"), Rule.TWO_ACTUALS),
    ("an actual of another series", with_answer(series="mic_ptit"), Rule.TWO_ACTUALS),
    ("an actual of another year", with_answer(period_end=date(2024, 12, 31)), Rule.TWO_ACTUALS),
    ("an actual of another unit", with_answer(province_id="hai_duong"), Rule.PROVINCE),
    ("a bar of another unit", with_bar(lambda shown: with_actual(shown, province_id="ha_noi")), Rule.PROVINCE),
    ("a bar of an older year", with_bar(lambda shown: with_actual(shown, period_end=date(2024, 12, 31))), Rule.NEWEST),
    ("a target counted otherwise", with_bar(lambda shown: with_goal(shown, measure="mic_ptit")), Rule.TWO_ACTUALS),
    ("a target of another value", with_bar(lambda shown: with_goal(shown, value=21.0)), Rule.NUMBER),
    ("a target that was not met is called met", said_met, Rule.MET),
    ("our own line without its name", with_bar(lambda shown: replace(shown, notes=())), Rule.INTERPOLATED),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("change", "rule"), [case[1:] for case in FALSE], ids=[case[0] for case in FALSE])
def test_what_is_false_is_found(snapshot: Snapshot, change: Change, rule: Rule, lang: str):
    said = country_said(snapshot, NOW, lang)
    wrong = change(said)
    assert wrong != said
    assert rule in broken(snapshot, wrong)


def test_the_build_s_check_asks_for_the_country(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch):
    def said_wrong(*asked: Any) -> CountrySaid:
        said = country_said(*asked)
        return replace(said, verdict=one_more(said.verdict))

    monkeypatch.setattr("kpi.claims.whole.country_said", said_wrong)
    found = list(false_claims(snapshot, NOW, [NATION]))
    assert {(claim.place, claim.rule) for claim in found} == {(Place.COUNTRY, Rule.NUMBER)}
    assert {claim.lang for claim in found} == set(LANGUAGES)
