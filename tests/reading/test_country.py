"""The country is the sum of its units: what each one's own reading says, counted together, on any day."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from kpi.model.cache import forget
from kpi.model.codes import DUE
from kpi.model.vocabulary import NATION
from kpi.reading.compared_actuals import is_exact
from kpi.reading.country.latest import national_bars, newest_published, tasks_by_place
from kpi.reading.country.questions import INDICATORS, KINDS, Answers, Kind, Question, answers
from kpi.reading.country.rollup import Country, OwnTargets, country
from kpi.reading.country.words import answer_words, coverage_line, kind_line, statuses_line, tasks_line, verdict
from kpi.reading.due_results import DECIDED, WITHOUT_ACTUAL, due_by_owner, due_line
from kpi.reading.own_and_inherited import rows_by_owner
from kpi.reading.province import province_data, provinces
from kpi.reading.province_rows import completeness
from kpi.reading.standpoint import Standpoint
from kpi.reading.subjects import own_subjects
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, catalogue, message

NOW = Standpoint()
DAYS = {
    "now": NOW,
    "as known in 2025": Standpoint(as_of=date(2025, 12, 31), known=date(2025, 11, 30)),
    "2031": Standpoint(as_of=date(2031, 1, 1)),
}
on_every_day = pytest.mark.parametrize("standpoint", DAYS.values(), ids=DAYS)


def units_of_today(snapshot: Snapshot) -> list[str]:
    return [one.province_id for one in provinces(snapshot).values() if one.vintage == 34]


@pytest.mark.parametrize("standpoint", [NOW, DAYS["as known in 2025"]], ids=["now", "as known in 2025"])
def test_the_country_is_the_sum_of_what_every_unit_s_own_reading_says(snapshot: Snapshot, standpoint: Standpoint):
    found = country(snapshot, standpoint)
    by_unit = {unit.province_id: unit for unit in found.units}
    assert sorted(by_unit) == sorted(units_of_today(snapshot))
    assert len(by_unit) == 34
    # Each unit is read again for itself, and nothing that was read for all at once may answer.
    forget(lambda argument: argument == snapshot)
    totals: Counter[str] = Counter()
    for province_id, unit in by_unit.items():
        own = rows_by_owner(snapshot, province_id, standpoint).get(province_id, ())
        due = due_by_owner(snapshot, province_id, standpoint).get(province_id, ())
        told = Counter(
            str(item.row["status"]) for item in own_subjects(snapshot, province_id, standpoint) if item.row is not None
        )
        judged = {status: count for status, count in told.items() if status not in {*DUE, "not_assessable"}}
        without = [item for item in due if item.outcome not in DECIDED and item.reason in WITHOUT_ACTUAL]
        assert unit == OwnTargets(
            province_id,
            targets=completeness(own).targets,
            indicators=len(own),
            due=len(due),
            decided=sum(item.outcome in DECIDED for item in due),
            owed=len(without),
            statuses=unit.statuses,
        )
        assert dict(unit.statuses) == judged
        said = re.findall(r"^\d+", due_line(due, "vi")) if due else ["0"]
        totals.update(targets=unit.targets, due=int(said[0]), units=bool(unit.targets), due_units=bool(due))
        totals.update(owed=len(without), decided=unit.decided)
    assert (found.targets, found.with_targets) == (totals["targets"], totals["units"])
    assert (found.due, found.due_units) == (totals["due"], totals["due_units"])
    assert found.decided + found.owed + found.open == found.due
    assert (found.decided, found.owed) == (totals["decided"], totals["owed"])


def test_a_unit_never_counts_what_it_inherited(snapshot: Snapshot):
    heir = next(unit for unit in country(snapshot, NOW).units if unit.province_id == "dong_thap")
    every = [target for target in province_data(snapshot, "dong_thap").targets if target.status != "duplicate"]
    assert 0 < heir.targets < len(every)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_says_the_counts_and_only_what_there_is(snapshot: Snapshot, lang: str):
    found = country(snapshot, NOW)
    parts = [n for n in (found.decided, found.owed, found.open) if n]
    said = [int(number) for number in re.findall(r"\d+", verdict(snapshot, NOW, lang))]
    assert said == [34, found.with_targets, found.due, found.due_units, *parts]
    early = verdict(snapshot, Standpoint(as_of=date(2020, 12, 31)), lang)
    assert re.findall(r"\d+", early)[0] == "34"
    assert catalogue(lang)["country.due_none"] in early


@on_every_day
@pytest.mark.parametrize("question", Question)
def test_every_unit_answers_every_question_once(snapshot: Snapshot, question: Question, standpoint: Standpoint):
    found = answers(snapshot, question, standpoint)
    assert sorted(unit.province_id for unit in found.units) == sorted(units_of_today(snapshot))
    assert sum(found.counts().values()) == 34
    assert tuple(found.counts()) == KINDS[question]
    for lang in LANGUAGES:
        for unit in found.units:
            assert answer_words(unit, lang)
        lines = [kind_line(found, kind, lang) for kind in KINDS[question]]
        assert [int(re.findall(r"\d+", line)[-1]) for line in lines] == list(found.counts().values())


def test_actuals_are_alike_only_when_exact_of_one_series_and_one_year(snapshot: Snapshot):
    for question in INDICATORS:
        found = answers(snapshot, question, NOW)
        for unit in found.units:
            assert (unit.actual is None) == (unit.kind is Kind.NO_ACTUAL)
            if unit.actual is not None:
                assert unit.actual["province_id"] == unit.province_id
        told = [unit.actual for unit in found.ranked()]
        assert all(row is not None and is_exact(row) for row in told)
        assert {(row["series"], row["period_end"].year) for row in told if row} <= {(found.series, found.year)}
    economy = answers(snapshot, Question.ECONOMY, NOW)
    values = [unit.actual["value"] for unit in economy.ranked() if unit.actual]
    assert len(values) >= 5
    assert values == sorted(values, reverse=True)
    city = next(unit for unit in economy.units if unit.province_id == "ho_chi_minh")
    assert city.kind is Kind.OTHER, "an approximate figure is never put in an order"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_coverage_is_said_of_all_units(snapshot: Snapshot, lang: str):
    found = answers(snapshot, Question.ECONOMY, NOW)
    said = re.findall(r"\d+", coverage_line(found, lang))
    assert said == [str(len(found.ranked())), "34", str(found.year)]
    none = Answers(Question.ECONOMY, tuple(replace(unit, kind=Kind.NO_ACTUAL) for unit in found.units))
    assert not re.search(r"\d", coverage_line(none, lang))


def test_a_bar_is_the_newest_actual_and_its_targets_are_counted_as_it_is(snapshot: Snapshot):
    bars = national_bars(snapshot, NOW)
    assert len(bars) == 3
    for bar in bars:
        assert bar.actual is not None
        alike = [row for row in bar.subject.actuals if row["series"] == bar.actual["series"]]
        assert max(row["period_end"] for row in alike) == bar.actual["period_end"]
        for goal in bar.goals:
            assert goal.target["province_id"] == NATION
            assert goal.target["measure"] in {"any", bar.actual["series_measure"]}
            fell_due = date(goal.target["year"], 12, 31) <= NOW.day
            assert (goal.result is not None) == fell_due
        years = [goal.target["year"] for goal in bar.goals]
        assert years == sorted(set(years))


def test_what_was_published_last_comes_first_one_entry_an_indicator(snapshot: Snapshot):
    found = newest_published(snapshot, NOW, 5)
    assert len(found) == 5
    days = [one.first["recorded_at"] for one in found]
    assert days == sorted(days, reverse=True)
    assert len({one.indicator.indicator_id for one in found}) == 5
    for one in found:
        together = {(row["period_start"], row["period_end"], row["recorded_at"], row["publisher"]) for row in one.rows}
        assert len(together) == 1
        assert len({row["province_id"] for row in one.rows}) == len(one.rows)
    before = newest_published(snapshot, Standpoint(as_of=date(2025, 6, 30), known=date(2025, 6, 30)), 5)
    assert all(one.first["recorded_at"] <= date(2025, 6, 30) for one in before)
    assert before != found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tasks_are_counted_by_whose_document_sets_them(snapshot: Snapshot, lang: str):
    places = tasks_by_place(snapshot, NOW)
    rows = snapshot.rows(
        "SELECT coalesce(tasks.province_id, document_id) AS place, count(*) AS total FROM tasks "
        "JOIN documents USING (document_id) LEFT JOIN provinces ON provinces.province_id = tasks.province_id "
        "WHERE tasks.kind = 'duty' AND (valid_to IS NULL OR valid_to >= $day) GROUP BY ALL",
        {"day": NOW.day},
    )
    assert {place.place: place.total for place in places} == {row["place"]: row["total"] for row in rows}
    late = [place.silent + place.overdue for place in places]
    assert late == sorted(late, reverse=True)
    said = [int(number) for number in re.findall(r"\d+", tasks_line(places, lang))]
    assert said[:2] == [sum(row["total"] for row in rows), sum(late)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_verdicts_of_the_units_are_told_by_status_and_none_is_told_as_none(lang: str):
    none = Country((OwnTargets("ha_noi", 3, 3, 0, 0, 0),))
    assert statuses_line(none, lang) == message("country.verdicts_none", lang, units=1)
    some = Country(
        (*none.units, OwnTargets("hue", 2, 2, 0, 0, 0, (("behind", 2),)), OwnTargets("son_la", 1, 1, 0, 0, 0))
    )
    assert f"2 {catalogue(lang)['status.behind']}" in statuses_line(some, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_accused_of_what_the_system_does_not_hold(lang: str):
    accusing = {
        "vi": r"không báo cáo|chưa báo cáo|chậm báo cáo|bỏ sót|vi phạm|còn nợ",
        "en": r"fail\w* to|not reported|overdue|omitted|owes?\b",
    }
    words = {key: text for key, text in catalogue(lang).items() if key.startswith("country")}
    assert len(words) > 60
    assert {key: text for key, text in words.items() if re.search(accusing[lang], text, re.IGNORECASE)} == {}
