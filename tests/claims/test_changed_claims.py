"""What is told of changes and of what bodies owe is true, and each of its rules is seen to fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi.claims.changes import ChangeRule, false_changes, judge_changes, judge_line, judge_owed, judge_row, judge_tone
from kpi.reading.changes.records import ACTUALS, Changes
from kpi.reading.changes.since import changes_since
from kpi.reading.changes.summary import summary
from kpi.reading.changes.words import told
from kpi.reading.duties.owed import owed, owing_words
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES

NOW = Standpoint(today=date(2026, 11, 30))


@pytest.fixture(scope="module")
def found(snapshot: Snapshot) -> Changes:
    return changes_since(snapshot, "viet_nam", date(2025, 12, 30), NOW)


def test_nothing_false_is_told_of_any_unit(snapshot: Snapshot):
    assert list(false_changes(snapshot, NOW)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_that_counts_otherwise_is_found(found: Changes, lang: str):
    line = summary(found, lang)
    assert list(judge_line(found, line, lang)) == []
    for wrong in (line.replace("20", "21", 1) if "20 " in line else "", line.replace("26 ", "25 ")):
        assert {claim.rule for claim in judge_line(found, wrong, lang)} == {ChangeRule.COUNT}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_with_another_number_or_year_is_found(found: Changes, lang: str):
    item = next(item for item in found.items if item.kind in ACTUALS and item.after and item.after["value"] == 14.02)
    words = told(item, lang, NOW)
    assert list(judge_row(item, words, lang)) == []
    for wrong in (
        replace(words, after=words.after.replace("14", "15")),
        replace(words, more=words.more.replace("2025", "2024")),
    ):
        assert [claim.rule for claim in judge_row(item, wrong, lang)] == [ChangeRule.NUMBER]


def test_a_figure_that_was_known_before_or_has_no_day_is_found(found: Changes):
    item = next(item for item in found.items if item.kind in ACTUALS)
    assert item.after is not None
    for day in (None, date(2025, 12, 30), date(2027, 1, 1)):
        known = replace(item, day=day, after={**item.after, "recorded_at": day})
        rules = {claim.rule for claim in judge_changes(replace(found, items=(known,)), NOW)}
        assert ChangeRule.DAY in rules


def test_a_sentence_that_does_not_stand_in_the_document_is_found(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch):
    every = owed(snapshot, Choice(), NOW)
    assert list(judge_owed(snapshot, every)) == []
    wrong = {"document_id": "lai_chau_11_kh_tu_2025", "agency": "Sở", "line": 320, "quote": "Sở phải báo cáo hằng ngày"}
    monkeypatch.setattr("kpi.claims.changes.reporting", lambda _: [wrong])
    assert [claim.rule for claim in judge_owed(snapshot, every)] == [ChangeRule.QUOTE]


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "Sở chưa hoàn thành 3 nhiệm vụ"), ("en", "The department failed in 3 tasks")]
)
def test_words_that_accuse_are_found(snapshot: Snapshot, lang: str, words: str):
    body = owed(snapshot, Choice(), NOW).bodies[0]
    assert list(judge_tone(body.document_id, owing_words(body, lang), lang)) == []
    assert [claim.rule for claim in judge_tone(body.document_id, words, lang)] == [ChangeRule.ACCUSES]
