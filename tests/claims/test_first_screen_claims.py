"""The first screen in the check `claims`: nothing false is said of any unit, and each false thing is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kpi.claims.first_screen import Screen, false_on, screen
from kpi.claims.rules import Rule
from kpi.model.records import Row
from kpi.model.vocabulary import NATION
from kpi.reading.first_screen.duties import Duties
from kpi.reading.first_screen.headline import Change, headline_bars
from kpi.reading.first_screen.questions import Ask, Question
from kpi.reading.province import provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES

NOW = Standpoint()
SAMPLE = ("lai_chau", "dong_thap", "tien_giang", "ho_chi_minh", "hai_phong_2008", NATION)


def test_nothing_false_stands_on_the_first_screen_of_any_unit(snapshot: Snapshot) -> None:
    shown = [screen(snapshot, province_id, NOW) for province_id in provinces(snapshot)]
    assert len(shown) > 80
    assert [fault for each in shown for lang in LANGUAGES for fault in false_on(each, lang)] == []


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 12, 31), date(2031, 1, 1)])
def test_nothing_false_stands_there_on_another_day(snapshot: Snapshot, day: date) -> None:
    for province_id in SAMPLE:
        shown = screen(snapshot, province_id, Standpoint(as_of=day))
        assert list(false_on(shown, "vi")) == []


def _whole(**changed: Callable[[Screen], Any]) -> Callable[[Screen], Screen]:
    return lambda shown: replace(
        shown, whole=replace(shown.whole, **{name: make(shown) for name, make in changed.items()})
    )


def _bar(place: int, **changed: Callable[[Screen], Any]) -> Callable[[Screen], Screen]:
    def change(shown: Screen) -> Screen:
        bars = list(shown.bars)
        bars[place] = replace(bars[place], **{name: make(shown) for name, make in changed.items()})
        return replace(shown, bars=tuple(bars))

    return change


def _first_place(shown: Screen) -> Screen:
    """The first published actual that has a place is told as the best of all."""
    at = next(number for number, item in enumerate(shown.published) if item.place is not None)
    item = shown.published[at]
    assert item.place is not None
    best = replace(item, place=replace(item.place, first=1, last=1))
    return replace(shown, published=(*shown.published[:at], best, *shown.published[at + 1 :]))


def _of(shown: Screen, province_id: str, place: int) -> Row:
    row = headline_bars(shown.snapshot, province_id, NOW)[place].actual
    assert row is not None
    return row


def _first_published(**cells: Any) -> Callable[[Screen], Screen]:
    def change(shown: Screen) -> Screen:
        first = shown.published[0]
        wrong = replace(first, actual=replace(first.actual, **cells))
        return replace(shown, published=(wrong, *shown.published[1:]))

    return change


def _one_task_more(shown: Screen) -> Duties:
    assert shown.whole.duties is not None
    return replace(shown.whole.duties, past=shown.whole.duties.past + 1)


def _asks(question: Question) -> Callable[[Screen], Screen]:
    return lambda shown: replace(shown, questions=(question,))


BROKEN: list[tuple[str, Rule, str, Callable[[Screen], Screen]]] = [
    ("one due target too few", Rule.ROW, "lai_chau", _whole(due=lambda shown: shown.whole.due[1:])),
    ("a target ahead that is none", Rule.ROW, "ho_chi_minh", _whole(ahead=lambda shown: shown.whole.ahead * 2)),
    ("measured that is not", Rule.ROW, "ho_chi_minh", _whole(measured=lambda _: frozenset({"coverage_5g_population"}))),
    ("a former unit more", Rule.ROW, "lai_chau", _whole(inherited=lambda _: {"tien_giang": 58})),
    ("tasks of nobody", Rule.ROW, "ho_chi_minh", _whole(duties=_one_task_more)),
    ("an older newest day", Rule.NEWEST, "lai_chau", _whole(newest=lambda _: date(2024, 12, 31))),
    (
        "another value",
        Rule.NUMBER,
        "hai_phong",
        _bar(2, actual=lambda shown: {**_of(shown, "hai_phong", 2), "value": 99.0}),
    ),
    ("another unit's actual", Rule.PROVINCE, "hai_phong", _bar(2, actual=lambda shown: _of(shown, "ha_noi", 2))),
    (
        "the nation in another measure",
        Rule.PROVINCE,
        "ho_chi_minh",
        _bar(1, national_actual=lambda shown: _of(shown, NATION, 2)),
    ),
    (
        "a change that is none",
        Rule.NUMBER,
        "hai_phong",
        _bar(2, change=lambda shown: Change(5.0, _of(shown, "hai_phong", 2))),
    ),
    ("no actual where there is one", Rule.NO_ACTUAL, "hai_phong", _bar(2, actual=lambda _: None)),
    ("a place among the units that is not its own", Rule.NUMBER, "dong_thap", _first_place),
    ("another published value", Rule.NUMBER, "lai_chau", _first_published(value=1.0)),
    (
        "a published actual of tomorrow",
        Rule.NEWEST,
        "lai_chau",
        _first_published(period_end=NOW.day + timedelta(days=1)),
    ),
    ("another unit's published actual", Rule.PROVINCE, "lai_chau", _first_published(actual_id="of_nobody")),
    ("a published actual with a target", Rule.NO_TARGET, "lai_chau", _first_published(indicator_id="coverage_5g")),
    (
        "a question about one of twenty",
        Rule.ROW,
        "lai_chau",
        lambda shown: replace(shown, questions=(Question(Ask.SILENT, results=shown.whole.due[:1]),)),
    ),
    ("no plan where there is one", Rule.PLAN, "lai_chau", _asks(Question(Ask.NO_PLAN))),
]


@pytest.mark.parametrize(
    ("rule", "province_id", "wrong"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN]
)
def test_what_is_false_is_found(
    snapshot: Snapshot, rule: Rule, province_id: str, wrong: Callable[[Screen], Screen]
) -> None:
    true = screen(snapshot, province_id, NOW)
    assert list(false_on(true, "vi")) == []
    changed = wrong(true)
    assert changed != true
    for lang in LANGUAGES:
        assert rule in {fault[0] for fault in false_on(changed, lang)}


def test_a_target_is_below_the_nation_only_in_the_same_measure_and_year(snapshot: Snapshot) -> None:
    coverage = headline_bars(snapshot, "ho_chi_minh", NOW)[0]
    own, national = coverage.targets[0], coverage.national_target
    assert national is not None
    assert coverage.told is not None
    question = Question(Ask.BELOW_NATION, subjects=(coverage.told,), own=own, national=national)
    faults = list(false_on(_asks(question)(screen(snapshot, "ho_chi_minh", NOW)), "vi"))
    assert [what for rule, what, _ in faults if rule is Rule.ROW] == [f"year: {own['year']} ≠ {national['year']}"]
