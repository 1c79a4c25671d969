"""A target without a verdict is in exactly one kind, and the kind says what is true of its day and its actuals."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from kpi.charts.theme import STATUS_STYLES
from kpi.model.codes import JUDGED_REASONS, Reason, Status, Unjudged
from kpi.model.vocabulary import TargetStatus
from kpi.reading.due_results import WITHOUT_ACTUAL, Outcome, due_by_owner, ended_result
from kpi.reading.first_screen.whole import whole
from kpi.reading.own_and_inherited import rows_by_owner
from kpi.reading.province import province_data, provinces
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, subject
from kpi.reading.subjects import other_subjects, own_subjects
from kpi.reading.unjudged import (
    WAITING,
    owed_year,
    state_with_reason,
    state_words,
    target_marks,
    target_state,
    unjudged_kind,
    unjudged_reason,
)
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, message, state_word
from pages.overview.strip import strip_html

pytestmark = pytest.mark.usefixtures("judged_at_once")
NOW = Standpoint()
STANDPOINTS = {
    "now": NOW,
    "end_of_2025": Standpoint(as_of=date(2025, 12, 31)),
    "day_before_it": Standpoint(as_of=date(2025, 12, 30)),
    "known_in_2025": Standpoint(as_of=date(2025, 6, 30), known=date(2025, 6, 30)),
}
every_day = pytest.mark.parametrize("standpoint", STANDPOINTS.values(), ids=STANDPOINTS)


def every_target(snapshot: Snapshot, standpoint: Standpoint) -> list[Subject]:
    """Every unit, indicator and document with a target, also what a unit inherited."""
    found = []
    for province_id in provinces(snapshot):
        pairs = {(row["indicator_id"], row["document_id"]) for row in province_data(snapshot, province_id).target_rows}
        found += [subject(snapshot, province_id, name, document, standpoint) for name, document in sorted(pairs)]
    return [item for item in found if item is not None]


def last_days(seen: Subject) -> list[date]:
    return [date(row["year"], 12, 31) for row in seen.targets if row["status"] != TargetStatus.SUPERSEDED]


@every_day
def test_a_target_has_a_verdict_or_is_in_exactly_one_kind_that_is_true_of_it(
    snapshot: Snapshot, standpoint: Standpoint
):
    counted: Counter[str] = Counter()
    for seen in every_target(snapshot, standpoint):
        kind, day = unjudged_kind(seen), standpoint.day
        counted[target_state(seen)] += 1
        assert target_state(seen) in STATUS_STYLES
        assert target_state(seen) != Status.NOT_ASSESSABLE
        assert (kind is None) == (target_state(seen) in set(Status))
        assert (kind is Unjudged.DUE_WITHOUT_ACTUAL) == (owed_year(seen) is not None)
        if kind is None:
            assert seen.is_judged or seen.last_results
            continue
        assert not seen.is_judged
        if kind is Unjudged.DUE_WITHOUT_ACTUAL:
            due = max(limit for limit in last_days(seen) if limit <= day)
            assert owed_year(seen) == due.year
            assert not [row for row in seen.results if row["year"] == due.year and row["actual_id"]]
        if kind is Unjudged.NOT_DUE:
            later = not standpoint.has(seen.targets[0]["known_on"])
            assert max(last_days(seen)) > day or later
            assert unjudged_reason(seen) in WAITING
        if kind is Unjudged.NOT_COMPARABLE:
            assert seen.actuals or seen.borrowed or unjudged_reason(seen) == Reason.BOUNDARIES_CHANGED
            assert unjudged_reason(seen) not in WITHOUT_ACTUAL
    assert counted[Unjudged.NOT_DUE] + counted[Unjudged.DUE_WITHOUT_ACTUAL] > 300
    assert counted[Unjudged.NOT_COMPARABLE] > (10 if standpoint is NOW else 0)


@every_day
def test_kinds_of_what_fell_due_are_those_of_the_due_results(snapshot: Snapshot, standpoint: Standpoint):
    """A target whose last day passed is owed exactly where the results say that no actual of that day is known."""
    for province_id in provinces(snapshot):
        results = [item for found in due_by_owner(snapshot, province_id, standpoint).values() for item in found]
        undecided = {
            (row["indicator_id"], row["document_id"], item.owner_id, item.year): item.reason
            for item in results
            if item.outcome is Outcome.UNDECIDED
            for row in item.targets
        }
        for seen in own_subjects(snapshot, province_id, standpoint, every_document=True):
            passed = [limit.year for limit in last_days(seen) if limit <= standpoint.day]
            assert unjudged_reason(seen) != Reason.BEFORE_PLAN, "a document that was not there is no target of the day"
            if not passed or seen.is_judged:
                continue
            key = (seen.indicator.indicator_id, seen.document_id, seen.owner_id, max(passed))
            if key in undecided:
                owed = unjudged_kind(seen) is Unjudged.DUE_WITHOUT_ACTUAL
                assert not owed or undecided[key] in WITHOUT_ACTUAL, key
                assert owed or undecided[key] != Reason.NO_ACTUAL, key


@every_day
def test_a_last_target_that_was_decided_is_never_grey(snapshot: Snapshot, standpoint: Standpoint):
    for seen in every_target(snapshot, standpoint):
        ended = ended_result(snapshot, seen)
        if ended is not None and ended.outcome is Outcome.BY_MEASURE:
            assert target_state(seen) == Unjudged.NOT_COMPARABLE
        elif ended is not None:
            assert target_state(seen) == ended.outcome


@every_day
def test_nothing_is_told_of_a_document_that_was_not_there_by_the_day(snapshot: Snapshot, standpoint: Standpoint):
    """On 31/12/2022 Resolution 57 of 22/12/2024 stood among the targets of the nation, as 'not due'."""
    left_out = 0
    for province_id in provinces(snapshot):
        known = {row["document_id"]: row["known_on"] for row in province_data(snapshot, province_id).target_rows}
        own = own_subjects(snapshot, province_id, standpoint, every_document=True)
        marks = [mark.subject for found in target_marks(snapshot, province_id, standpoint).values() for mark in found]
        told = {seen.document_id for seen in (*own, *marks)}
        told |= {
            target.document_id
            for rows in rows_by_owner(snapshot, province_id, standpoint).values()
            for row in rows
            for target in row.targets
        }
        assert all(standpoint.has(known[document_id]) for document_id in told), province_id
        left_out += len(known) - len({name for name in known if standpoint.has(known[name])})
        measured = {seen.indicator.indicator_id for seen in other_subjects(snapshot, province_id, standpoint)}
        assert measured.isdisjoint(seen.indicator.indicator_id for seen in own)
    assert (left_out == 0) == standpoint.is_today


@every_day
def test_marks_and_sentence_count_the_same_targets_without_an_actual(snapshot: Snapshot, standpoint: Standpoint):
    """Huế's sentence told three such targets, its marks two: the third stood in an older document."""
    several = 0
    for province_id in provinces(snapshot):
        seen = whole(snapshot, province_id, standpoint)
        marks = [mark for found in target_marks(snapshot, province_id, standpoint).values() for mark in found]
        assert sum(mark.owed for mark in marks) == seen.silent, province_id
        assert not [mark for mark in marks if mark.owed and mark.state == Unjudged.NOT_DUE], province_id
        grey = sum(mark.state == Unjudged.DUE_WITHOUT_ACTUAL for mark in marks)
        assert grey <= seen.silent
        several += grey != seen.silent
        for lang in LANGUAGES:
            strip = unescape(str(strip_html(snapshot, province_id, lang, standpoint)))
            word = state_word(Unjudged.DUE_WITHOUT_ACTUAL, lang)
            facts = {"count": grey, "state": f"{word[:1].lower()}{word[1:]}", "targets": seen.silent}
            key = "count" if grey == seen.silent else "count_of_targets"
            assert not grey or message(f"first_screen.strip.{key}", lang, **facts) in strip
    assert several or standpoint is not NOW


def test_every_reason_leads_to_one_kind_and_the_page_on_the_method_says_which():
    silent = {reason for reason in Reason if reason not in JUDGED_REASONS}
    assert WITHOUT_ACTUAL <= WAITING < silent
    page = (Path(__file__).resolve().parents[2] / "docs" / "method.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    assert [words for words, *_ in rows] == [message(f"reason.{reason}", "vi") for _, reason, *_ in rows]
    told = {reason: (due, ahead) for _, reason, due, ahead in rows}
    assert set(told) == silent
    for reason, (due, ahead) in told.items():
        if reason in {Reason.NO_TARGET, Reason.PLAN_ENDED, Reason.BEFORE_PLAN}:
            continue
        assert ahead in ("–", "○" if reason in WAITING else "≠"), reason
        assert due in ("–", "◇" if reason in WITHOUT_ACTUAL else "≠"), reason


def test_marks_are_the_targets_of_the_province_by_section(snapshot: Snapshot):
    for province_id in provinces(snapshot):
        marks = target_marks(snapshot, province_id, NOW)
        listed = [mark.subject for found in marks.values() for mark in found]
        assert len(listed) == len(own_subjects(snapshot, province_id, NOW))
        names = [item.indicator.indicator_id for item in listed]
        assert names == [item.indicator.indicator_id for item in own_subjects(snapshot, province_id, NOW)]
        for section, found in marks.items():
            assert {mark.subject.indicator.section for mark in found} == {section}
            assert all(mark.state == target_state(mark.subject) for mark in found)
    counts = Counter(mark.state for found in target_marks(snapshot, "lai_chau", NOW).values() for mark in found)
    assert counts == {Unjudged.DUE_WITHOUT_ACTUAL: 20}


@pytest.mark.parametrize(
    ("province_id", "indicator_id", "words"),
    [
        ("lai_chau", "coverage_5g", "Đến hạn, chưa có số liệu"),
        ("lai_chau", "dossiers_digitised_share", "Đến hạn năm 2025, chưa có số liệu của thời điểm đó"),
        ("ha_noi", "researchers_per_10000", "Đến hạn năm 2025, chưa có số liệu"),
        ("an_giang", "digital_economy_share_grdp", "Chưa đến hạn"),
        ("viet_nam", "gii_rank", "Chưa đến hạn; thứ hạng chỉ so tại mốc, không nội suy"),
        ("bac_ninh", "digital_economy_share_grdp", "Không so sánh được: mục tiêu hoặc số liệu không nêu cách tính"),
    ],
)
def test_words_name_the_year_where_another_year_or_actual_stands_beside(
    snapshot: Snapshot, province_id: str, indicator_id: str, words: str
):
    seen = next(
        item for item in own_subjects(snapshot, province_id, NOW) if item.indicator.indicator_id == indicator_id
    )
    assert state_with_reason(seen, "vi") == words
    assert words.startswith(state_words(seen, "vi"))


def test_no_word_accuses_anybody_and_no_word_is_told_of_a_year_that_is_not_over(snapshot: Snapshot):
    for seen in every_target(snapshot, NOW):
        for lang in ("vi", "en"):
            words = state_with_reason(seen, lang).lower()
            assert words
            assert not re.search("báo cáo|chậm nộp|vi phạm|overdue|report|fail", words)
        year = re.search(r"20\d\d", state_words(seen, "vi"))
        assert year is None or int(year.group()) <= 2025
