"""The check of what So sánh says: nothing false of the project's own data, and each rule is seen to fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from functools import lru_cache

import pytest

from kpi.claims.comparison_rules import RULES, Answer, ComparisonRule, Part, Told
from kpi.claims.comparisons import every_answer, everything_told, false_comparisons, judge
from kpi.reading.ranking import Measure
from kpi.reading.said import comparison as sentences
from kpi.reading.said.values import nation_value, value_text
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES

ECONOMY = "digital_economy_share_grdp"
ON_TIME = "dossiers_on_time_share"
AT_LEAST = "≥\N{NARROW NO-BREAK SPACE}"


def test_nothing_false_is_said_of_any_comparison(snapshot: Snapshot):
    assert list(false_comparisons(snapshot)) == []


def test_every_measure_boundary_and_part_is_read(snapshot: Snapshot):
    answers = answers_of(snapshot)
    asked = {(answer.compared.found.asked.measure, len(answer.units)) for answer in answers}
    assert {(measure, units) for measure in (Measure.LEVEL, Measure.TARGET) for units in (34, 63)} <= asked
    assert {answer.compared.lang for answer in answers} == set(LANGUAGES)
    parts = {told.part for answer in answers for told in everything_told(answer)}
    assert parts >= set(Part) - {Part.REACHING}
    assert sum(answer.enough for answer in answers) >= 10


@lru_cache(1)
def answers_of(snapshot: Snapshot) -> tuple[Answer, ...]:
    return tuple(every_answer(snapshot))


def answer_of(snapshot: Snapshot, indicator_id: str, measure: Measure, year: int, lang: str, units: int = 34) -> Answer:
    found = [
        answer
        for answer in answers_of(snapshot)
        if (answer.compared.indicator["indicator_id"], answer.compared.lang) == (indicator_id, lang)
        and (answer.compared.found.asked.measure, answer.compared.found.asked.year) == (measure, year)
        and len(answer.units) == units
    ]
    return max(found, key=lambda answer: len(answer.placed))


def told_of(answer: Answer, part: Part, unit: str = "") -> Told:
    told = next(told for told in everything_told(answer) if (told.part, told.unit) == (part, unit))
    assert broken(told) == set()
    return told


def broken(told: Told) -> set[ComparisonRule]:
    return {ComparisonRule(claim.rule) for claim in judge(told)}


Change = Callable[[str], str]
FEW: list[tuple[str, Change]] = [
    ("vi", lambda text: text.replace("mới có", "trung vị là 20 %, mới có")),
    ("vi", lambda text: "Năm 2025, dẫn đầu là Bắc Ninh với 46,3 %."),
    ("en", lambda text: "In 2025, Bac Ninh leads with 46.3%."),
    ("en", lambda text: text + " The median is 20%."),
]


@pytest.mark.parametrize(("lang", "change"), FEW)
def test_a_leader_or_a_median_of_a_few_units_is_found(snapshot: Snapshot, lang: str, change: Change):
    """'22,71 % trung vị' and 'dẫn đầu là Bắc Ninh' were said of five of 34 units."""
    told = told_of(answer_of(snapshot, ECONOMY, Measure.LEVEL, 2025, lang), Part.FIRST)
    assert ComparisonRule.FEW in broken(replace(told, text=change(told.text)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rank_among_a_few_units_is_neither_said_nor_let_pass(snapshot: Snapshot, lang: str):
    answer = answer_of(snapshot, ECONOMY, Measure.LEVEL, 2025, lang)
    told = told_of(answer, Part.OWN, "hai_phong")
    assert not re.search(r"hạng|rank", told.text)
    rank = {"vi": "hạng 3–4 trong 5 đơn vị có số", "en": "rank 3–4 of 5 units with a figure"}[lang]
    changed = replace(told, text=f"{told.text.rstrip('.')}, {rank}.")
    assert {ComparisonRule.FEW, ComparisonRule.NUMBER} <= broken(changed)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_wrong_counts_values_and_years_are_found(snapshot: Snapshot, lang: str):
    few = told_of(answer_of(snapshot, ECONOMY, Measure.LEVEL, 2025, lang), Part.FIRST)
    for wrong in (few.text.replace("5 ", "6 ", 1), few.text.replace("34", "63"), few.text.replace("2025", "2024")):
        assert wrong != few.text
        assert ComparisonRule.NUMBER in broken(replace(few, text=wrong))
    answer = answer_of(snapshot, ON_TIME, Measure.LEVEL, 2026, lang)
    assert answer.enough
    first = told_of(answer, Part.FIRST)
    number = re.search(r"\d+[.,]\d+|\d+(?=\D*$)", first.text)
    assert number
    assert ComparisonRule.NUMBER in broken(replace(first, text=first.text.replace(number.group(), "98,765")))
    unit = next(unit for unit in answer.placed if answer.better(unit) > 20)
    own = told_of(answer, Part.OWN, unit)
    assert ComparisonRule.NUMBER in broken(replace(own, text=re.sub(r"(hạng|rank) \d+(–\d+)?", r"\1 1", own.text)))
    assert ComparisonRule.NUMBER in broken(replace(own, text=own.text.replace("34", "33")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_target_without_its_operator_is_found(snapshot: Snapshot, lang: str):
    answer = answer_of(snapshot, ECONOMY, Measure.TARGET, 2030, lang)
    about = {"vi": "khoảng ", "en": "about "}[lang]
    for told, sign in (
        (told_of(answer, Part.NATION), AT_LEAST),
        (told_of(answer, Part.OWN, "thai_nguyen"), about),
    ):
        assert sign in told.text
        assert broken(told) == set()
        assert ComparisonRule.NUMBER in broken(replace(told, text=told.text.replace(sign, "")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_leader_who_is_not_the_best_is_found(snapshot: Snapshot, lang: str):
    answer = answer_of(snapshot, ON_TIME, Measure.LEVEL, 2026, lang)
    told = told_of(answer, Part.FIRST)
    best = answer.compared.names[next(iter(answer.best))]
    worst = answer.compared.names[max(answer.placed, key=answer.better)]
    assert ComparisonRule.LEADER in broken(replace(told, text=told.text.replace(best, worst)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_that_no_row_bears_out_is_found(snapshot: Snapshot, lang: str):
    answer = answer_of(snapshot, ON_TIME, Measure.LEVEL, 2026, lang)
    told = told_of(answer, Part.FIRST)
    wrong = copy(answer)
    wrong.placed = answer.placed | {next(iter(answer.placed)): 12.3456}
    assert ComparisonRule.PLACE in broken(replace(told, answer=wrong))


def test_every_rule_stands_in_the_table_of_rules():
    assert set(RULES) == set(ComparisonRule)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_target_keeps_its_operator_wherever_a_comparison_tells_it(snapshot: Snapshot, lang: str):
    """The line of the nation, its fact and the tips told '30 %' where the resolution says '≥ 30 %'."""
    answer = answer_of(snapshot, ECONOMY, Measure.TARGET, 2030, lang)
    found = answer.compared.found
    about = {"vi": "khoảng ", "en": "about "}[lang]
    for short in (True, False):
        assert nation_value(found, "%", lang, short=short).startswith(AT_LEAST)
        assert value_text(found, "thai_nguyen", 35.0, "%", lang, short=short).startswith(about)
    assert any(value.startswith(AT_LEAST) for value, _ in sentences.facts(answer.compared))
