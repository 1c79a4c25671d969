"""The check of what Nhiệm vụ says: nothing false of the project's own data, and each rule is seen to fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cli.claims import false_claims_in
from kpi.claims.tasks import RULES, Part, TaskRule, Told, everything_told, false_task_claims, judge
from kpi.claims.whole import FalseClaim
from kpi.reading.standpoint import Standpoint
from kpi.reading.tasks import documents, places
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES

DAYS = [Standpoint(), Standpoint(as_of=date(2025, 10, 25)), Standpoint(as_of=date(2025, 6, 1))]


@pytest.mark.parametrize("seen_from", DAYS, ids=["today", "plans just issued", "before the mergers"])
def test_nothing_false_is_said_of_any_task(snapshot: Snapshot, seen_from: Standpoint):
    assert list(false_task_claims(snapshot, seen_from)) == []


def test_every_place_document_task_and_language_is_read(snapshot: Snapshot):
    told = list(everything_told(snapshot, Standpoint()))
    assert {one.about for one in told if one.part is Part.DEADLINES} == {
        "",
        *places(snapshot, "vi"),
        *documents(snapshot),
    }
    earlier = everything_told(snapshot, DAYS[1])
    assert {one.part for one in (*told, *earlier)} == set(Part)
    assert {one.lang for one in told} == set(LANGUAGES)
    assert sum(len(one.numbers) for one in told) > 150


def told_of(snapshot: Snapshot, part: Part, about: str, lang: str, *, seen_from: Standpoint = DAYS[0]) -> Told:
    found = [
        one for one in everything_told(snapshot, seen_from) if (one.part, one.about, one.lang) == (part, about, lang)
    ]
    told = next(one for one in found if one.text)
    assert broken(told) == set()
    return told


def broken(told: Told) -> set[TaskRule]:
    return {TaskRule(claim.rule) for claim in judge(told)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("part", "about"), [(Part.DEADLINES, ""), (Part.DEADLINES, "ho_chi_minh"), (Part.APART, "")])
def test_a_wrong_count_is_found(snapshot: Snapshot, lang: str, part: Part, about: str):
    told = told_of(snapshot, part, about, lang)
    number = str(max(told.numbers))
    assert TaskRule.COUNT in broken(replace(told, text=told.text.replace(number, str(int(number) + 1))))
    assert TaskRule.COUNT in broken(replace(told, text=f"{told.text} 7"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", "Công an Thành phố: 12 nhiệm vụ, quá hạn 10."),
        ("vi", "quá 407 ngày"),
        ("vi", "quá hạn 407 ngày"),
        ("en", "10 tasks are overdue."),
        ("en", "overdue by 407 days"),
    ],
)
def test_nobody_is_accused_where_nothing_was_reported(snapshot: Snapshot, lang: str, words: str):
    """'Quá hạn, chưa báo cáo · quá 407 ngày' was said of two tasks whose decrees had been issued."""
    told = told_of(snapshot, Part.DEADLINES, "ho_chi_minh", lang)
    assert TaskRule.ACCUSED in broken(replace(told, text=f"{told.text} {words}"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_counter_of_a_silent_task_is_found(snapshot: Snapshot, lang: str):
    seen_from = Standpoint(as_of=date(2025, 10, 25))
    some = [one for one in everything_told(snapshot, seen_from) if one.part is Part.DEADLINE and one.lang == lang]
    assert len(some) > 20
    assert not any(broken(one) for one in some)
    late = {"vi": "quá hạn 12 ngày", "en": "overdue by 12 days"}[lang]
    assert TaskRule.ACCUSED in broken(replace(some[0], text=late, numbers=(12,)))
    assert TaskRule.COUNT in broken(replace(some[0], numbers=(999,)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_body_that_does_not_lead_most_is_found(snapshot: Snapshot, lang: str):
    told = told_of(snapshot, Part.LEADING, "ho_chi_minh", lang)
    assert told.leaders
    assert TaskRule.LEADER in broken(replace(told, text=told.text.replace(told.leaders[0], "Sở Y tế")))
    assert TaskRule.LEADER in broken(replace(told, leaders=(*told.leaders, "Sở Y tế")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_that_is_said_to_answer_more_than_it_does_is_found(snapshot: Snapshot, lang: str):
    told = told_of(snapshot, Part.ANSWER, "hai_phong_01_kh_bcd_2025", lang)
    assert TaskRule.COUNT in broken(replace(told, numbers=(told.numbers[0] + 1, *told.numbers[1:])))


def test_every_rule_stands_in_the_table_of_rules():
    assert set(RULES) == set(TaskRule)


def test_the_build_asks_for_comparisons_and_tasks_as_well(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch):
    """Each of the three checks is asked: what one of them finds stops the build."""
    asked: list[str] = []

    def ask(name: str) -> Callable[[Snapshot], list[FalseClaim]]:
        def found(_: Snapshot) -> list[FalseClaim]:
            asked.append(name)
            return []

        return found

    for name in ("whole.false_claims", "comparisons.false_comparisons", "tasks.false_task_claims"):
        monkeypatch.setattr(f"kpi.claims.{name}", ask(name))
    assert false_claims_in(snapshot) == []
    assert asked == ["whole.false_claims", "comparisons.false_comparisons", "tasks.false_task_claims"]
