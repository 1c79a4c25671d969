"""The check `claims`: nothing false is said of the project's own data, and each rule is seen to fail."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from html import escape, unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cli.claims import false_claims_in
from etl.build import ChecksFailedError, build
from etl.checks import Violation
from kpi.briefing.big_numbers import due_number
from kpi.briefing.content import Context
from kpi.briefing.library import Library
from kpi.briefing.library import Subject as BriefingSubject
from kpi.claims.changes import false_changes
from kpi.claims.past_days import past_days
from kpi.claims.phrases import unnamed_numbers, without
from kpi.claims.rules import RULES, Rule
from kpi.claims.said import Place, Said, everything_said
from kpi.claims.unit_names import units_named
from kpi.claims.whole import false_claims, judge, slide_numbers
from kpi.model.codes import Reason, Status, Unjudged
from kpi.reading.province import headline_indicators, provinces, rows_by_indicator
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, subject
from kpi.reading.subjects import headline_subject
from kpi.store.warehouse import Snapshot, current_snapshot
from kpi.words import LANGUAGES, format_value, label, message, state_word, with_labels
from pages.overview.due_results import due_results_html
from pages.overview.headline import headline_html

NOW = Standpoint()
SAMPLE = ("viet_nam", "lai_chau", "dong_thap", "ca_mau", "hai_phong", "ho_chi_minh", "ha_noi", "tay_ninh", "bac_ninh")
EARLIER = [
    Standpoint(as_of=date(2025, 5, 5)),
    Standpoint(as_of=date(2025, 6, 30)),
    Standpoint(as_of=date(2025, 12, 31)),
    Standpoint(as_of=date(2025, 12, 31), known=date(2025, 11, 30)),
]
DIGITAL_ECONOMY = "digital_economy_share_grdp"
NATION = ("viet_nam", DIGITAL_ECONOMY, "nq_57_tw_2024")
FORMER = ("bac_ninh", DIGITAL_ECONOMY, "bac_ninh_2008_press_2023")
DOSSIERS = ("ha_noi", "dossiers_online_share", "")
ALONE = ("long_an", "dti_rank", "")
OWED = ("lai_chau", "coverage_5g", "lai_chau_11_kh_tu_2025")
ENDED = ("viet_nam", "dossiers_online_share_full_online_provincial_block", "dossiers_emc_2024")


def test_nothing_false_is_said_of_any_unit_in_either_language(snapshot: Snapshot):
    assert list(false_claims(snapshot)) == []


@pytest.mark.parametrize(
    "standpoint", EARLIER, ids=["before the first plan", "middle of 2025", "end of 2025", "end of 2025, known before"]
)
def test_nothing_false_is_said_on_an_earlier_day(snapshot: Snapshot, standpoint: Standpoint):
    assert list(false_claims(snapshot, standpoint, SAMPLE)) == []
    assert list(false_changes(snapshot, standpoint)) == []


def test_the_past_days_that_the_command_reads_are_one_of_each_era(snapshot: Snapshot):
    found = past_days(snapshot)
    assert found[0] == Standpoint(as_of=date(2025, 5, 5)), "the day before the first plan at hand in full"
    assert (date(2025, 12, 31), None) in {(day.as_of, day.known) for day in found}
    assert found[-1].known is not None
    assert all(day.day < NOW.day for day in found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_on_the_cards_of_every_unit_is_one_of_its_subject(snapshot: Snapshot, lang: str):
    units, checked = provinces(snapshot), 0
    for province_id in units:
        cards = headline_html(snapshot, province_id, lang, NOW).split("<article")[1:]
        for indicator, card in zip(headline_indicators(snapshot), cards, strict=True):
            found = headline_subject(snapshot, province_id, indicator.indicator_id, NOW)
            shown = numbers_of_card(unescape(card))
            if found is None:
                assert shown == []
                continue
            phrases = said_of(snapshot, found, lang)[Place.CARD].phrases
            assert [unnamed_numbers(text, phrases) for text in shown] == [[]] * len(shown), (province_id, shown)
            checked += len(shown)
    assert checked > 150


def numbers_of_card(card: str) -> list[str]:
    """Each big number with its time, and the sentence."""
    pairs = re.findall(r"<div class='number[^']*'>([^<]*)</div><div class='when'>([^<]*)</div>", card)
    big = [f"{number} ({when.split(' · ')[0]})" for numbers, when in pairs for number in numbers.split(" / ")]
    return [*big, *re.findall(r"<p class='sentence'>([^<]+)</p>", card)]


def subject_of(snapshot: Snapshot, key: tuple[str, str, str]) -> Subject:
    found = subject(snapshot, *key, NOW)
    assert found is not None
    return found


def said_of(snapshot: Snapshot, found: Subject, lang: str) -> dict[Place, Said]:
    targets = rows_by_indicator(snapshot, found.province_id)[found.indicator.indicator_id].targets
    told = everything_said(snapshot, found, lang, provinces(snapshot), targets)
    return {said.place: said for said in told}


def judged_as(found: Subject, **columns: Any) -> Subject:
    """The subject with other columns in the judged row that counts, and no other judged row."""
    assert found.row is not None
    return replace(found, judged=({**found.row, **columns},))


def broken(said: Said) -> set[StrEnum]:
    return {claim.rule for claim in judge(said)}


def sentence_with(snapshot: Snapshot, key: tuple[str, str, str], lang: str, change: Callable[[str], str]) -> Said:
    """The true sentence of a subject, in which nothing is found, changed into another one."""
    said = said_of(snapshot, subject_of(snapshot, key), lang)[Place.SENTENCE]
    assert broken(said) == set()
    changed = change(said.text)
    assert changed != said.text
    return replace(said, text=changed)


BEHIND = {lang: with_labels("{status.behind}", lang) for lang in LANGUAGES}
TEXTS: list[tuple[Rule, tuple[str, str, str], str, Callable[[str], str]]] = [
    (Rule.NUMBER, NATION, "vi", lambda text: text.replace("14,02", "14,03")),
    (Rule.NUMBER, NATION, "en", lambda text: text.replace("14.02", "14,02")),  # the other language's separator
    (Rule.NUMBER, NATION, "vi", lambda text: text.replace("(năm 2025)", "(năm 2024)")),  # an actual with another's year
    (Rule.NUMBER, NATION, "vi", lambda text: text.replace("vào cuối năm 2030", "vào cuối năm 2025")),
    (Rule.NUMBER, NATION, "en", lambda text: text.replace("30% by", "3% by")),
    (Rule.NUMBER, NATION, "vi", lambda text: text.replace("ít nhất 30", "30")),  # a target without its operator
    (Rule.NUMBER, NATION, "en", lambda text: text.replace("at least 30", "30")),
    (Rule.INTERPOLATED, NATION, "vi", lambda text: text.replace(" (theo đường nội suy của Thước đo 57)", "")),
    (Rule.INTERPOLATED, NATION, "en", lambda text: text.replace(" (on Thước đo 57's own line)", "")),
    (Rule.PLAN, ALONE, "vi", lambda text: text.replace("chưa tìm thấy mục tiêu để so", "kế hoạch chưa nêu")),
    (Rule.PLAN, ALONE, "en", lambda text: text + " The plan is silent."),
    (Rule.FORMER, FORMER, "vi", lambda text: text.replace(" (đơn vị cũ, đến 30/06/2025)", "")),
    (Rule.FORMER, FORMER, "en", lambda text: text.replace(" (former unit, until 30 June 2025)", "")),
    (Rule.PROVINCE, NATION, "vi", lambda text: text.replace("Việt Nam", "Bạc Liêu")),
    (Rule.PROVINCE, NATION, "en", lambda text: text + " Hanoi is ahead."),
    (Rule.MET, NATION, "vi", lambda text: text.replace(BEHIND["vi"], with_labels("{status.met}", "vi"))),
    (Rule.MET, NATION, "en", lambda text: text.replace(BEHIND["en"], "meeting the target")),
    (Rule.NO_ACTUAL, NATION, "vi", lambda text: text + " Chưa có số liệu thực hiện."),
    (Rule.NO_ACTUAL, NATION, "en", lambda text: text + f" {message('indicator.no_actual', 'en', province='Viet Nam')}"),
    (Rule.NO_TARGET, NATION, "vi", lambda text: text + " Chưa tìm thấy mục tiêu để so; số liệu là 1 %."),
    (Rule.BASE, NATION, "vi", lambda text: text.replace(" theo giá trị tăng thêm (cơ quan thống kê)", "")),
    (Rule.BASE, DOSSIERS, "vi", lambda text: text.replace(", cách tính “toàn trình trên mọi hồ sơ”", "")),
    (Rule.BASE, DOSSIERS, "en", lambda text: text.replace(", counted as “fully online, of all dossiers”", "")),
    (Rule.NO_TARGET, NATION, "en", lambda text: text + f" {message('card.not_found', 'en')}"),
]


@pytest.mark.parametrize(("rule", "key", "lang", "change"), TEXTS)
def test_a_changed_sentence_breaks_the_rule(
    snapshot: Snapshot, rule: Rule, key: tuple[str, str, str], lang: str, change: Callable[[str], str]
):
    assert rule in broken(sentence_with(snapshot, key, lang, change))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_that_tells_another_number_than_the_actual_it_names_is_found(snapshot: Snapshot, lang: str):
    wrong = judged_as(subject_of(snapshot, NATION), actual=14.5)
    assert Rule.ROW in broken(said_of(snapshot, wrong, lang)[Place.SENTENCE])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_value_told_as_a_met_target_is_found(snapshot: Snapshot, lang: str):
    """'Đạt' was said of a value on our own line while the target of the year was missed."""
    wrong = judged_as(subject_of(snapshot, NATION), status=Status.MET, reason=Reason.AT_MILESTONE, gap=0.5)
    told = said_of(snapshot, wrong, lang)
    assert label("status", Status.MET, lang) in told[Place.CARD].text
    assert Rule.MET in broken(told[Place.SENTENCE])
    claimed = judged_as(wrong, planned_official=True)
    assert {Rule.MET, Rule.ROW} <= broken(said_of(snapshot, claimed, lang)[Place.SENTENCE])


@pytest.mark.parametrize(("lang", "words"), [("vi", "số liệu gần nhất"), ("en", "the latest figure")])
def test_what_is_called_the_newest_and_is_not_is_found(snapshot: Snapshot, lang: str, words: str):
    found = subject_of(snapshot, NATION)
    before = next(row for row in found.actuals if row["period_end"] < date(2025, 1, 1))
    older = judged_as(found, actual_id=before["actual_id"], actual=before["value"])
    for seen, rules in ((found, set()), (older, {Rule.NEWEST})):
        said = said_of(snapshot, seen, lang)[Place.SENTENCE]
        assert broken(replace(said, text=f"{said.text} ({words})")) & {Rule.NEWEST} == rules


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_with_another_actual_than_its_sentence_or_another_province_s_is_found(snapshot: Snapshot, lang: str):
    card = said_of(snapshot, subject_of(snapshot, NATION), lang)[Place.CARD]
    assert broken(card) == set()
    other = next(row for row in card.subject.actuals if row["actual_id"] != card.shown[0]["actual_id"])
    assert broken(replace(card, shown=(other,))) == {Rule.TWO_ACTUALS}
    strange = {**card.shown[0], "province_id": "bac_lieu"}
    assert broken(replace(card, shown=(strange,))) == {Rule.PROVINCE}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_that_says_no_actual_beside_an_actual_is_found(snapshot: Snapshot, lang: str):
    card = said_of(snapshot, subject_of(snapshot, NATION), lang)[Place.CARD]
    assert Rule.NO_ACTUAL in broken(replace(card, text=f"{message('no_data', lang)}\n{card.text}"))
    assert Rule.NO_TARGET in broken(replace(card, text=f"{message('card.no_target', lang)}\n{card.text}"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_chart_in_words_with_a_wrong_number_or_the_heir_s_name_is_found(snapshot: Snapshot, lang: str):
    """The chart of a former unit's plan was told under the name of the unit it was merged into."""
    chart = said_of(snapshot, subject_of(snapshot, NATION), lang)[Place.CHART]
    assert broken(chart) == set()
    told = chart.text.replace(format_value(14.02, "%", lang), format_value(14.03, "%", lang))
    assert broken(replace(chart, text=told)) == {Rule.NUMBER}
    bare = chart.text.replace("ít nhất ", "").replace("at least ", "")
    assert broken(replace(chart, text=bare)) == {Rule.NUMBER}
    former = said_of(snapshot, subject_of(snapshot, FORMER), lang)[Place.CHART]
    assert broken(former) == set()
    assert Rule.FORMER in broken(replace(former, text=former.text.replace(former.who, former.heir)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_doubt_stands_wherever_the_actual_decides(snapshot: Snapshot, lang: str):
    """'Đạt' was said of 91 % while other reports of the same month gave 59 and 40 %, which only a note told."""
    found = subject_of(snapshot, ("viet_nam", "coverage_5g_population", "tb_624_vpcp_2025"))
    assert found.cited is not None
    doubt = found.cited[f"caution_{lang}"]
    assert "59%" in doubt
    told = said_of(snapshot, found, lang)
    assert doubt in told[Place.SENTENCE].text
    assert doubt in told[Place.CARD].text
    assert escape(doubt) in due_results_html(snapshot, "viet_nam", lang, NOW)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slide_with_other_numbers_than_the_card_is_found(snapshot: Snapshot, lang: str):
    library = Library(snapshot, Context(lang, NOW, snapshot.snapshot_id, date(2026, 1, 1), False, ""))
    found, other = subject_of(snapshot, NATION), subject_of(snapshot, ENDED)
    assert slide_numbers(BriefingSubject(library, found), found) == []
    wrong = slide_numbers(BriefingSubject(library, other), found)
    assert len(wrong) == 2  # the actual and the target of another indicator


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_big_target_is_never_a_value_of_our_own_line(snapshot: Snapshot, lang: str):
    library = Library(snapshot, Context(lang, NOW, snapshot.snapshot_id, date(2026, 1, 1), False, ""))
    claimed = judged_as(subject_of(snapshot, NATION), planned_official=True)
    due = due_number(BriefingSubject(library, claimed))
    assert due is not None
    assert due.value == 30


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_ended_target_stands_beside_the_actual_that_decides(snapshot: Snapshot, lang: str):
    """The card gave the actual of October 2025 beside a target of 2024 whose sentence told the one of 2024."""
    card = said_of(snapshot, subject_of(snapshot, ENDED), lang)[Place.CARD]
    assert [row["value"] for row in card.shown] == [18.54]
    assert label("status", Status.NOT_MET, lang) in card.text
    assert broken(card) == set()
    newest = format_value(16.94, "%", lang)
    assert newest in card.text
    assert Rule.NUMBER in broken(replace(card, text=card.text.replace(newest, format_value(18.54, "%", lang))))


def test_every_rule_has_a_bad_fixture():
    elsewhere = {Rule.ROW, Rule.NEWEST, Rule.TWO_ACTUALS, Rule.UNJUDGED}
    assert {rule for rule, *_ in TEXTS} | elsewhere == set(RULES) == set(Rule)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_badge_says_due_not_due_or_not_comparable_only_where_that_is_true(snapshot: Snapshot, lang: str):
    due, waiting, apart = (state_word(kind, lang) for kind in Unjudged)
    year = {year: message("unjudged_said.due_in", lang, year=year) for year in (2024, 2025)}
    day = message("unjudged_said.due_in_other_day", lang, year=2025)
    owed, ended, ahead = (
        said_of(snapshot, subject_of(snapshot, key), lang)[Place.CARD] for key in (OWED, ENDED, NATION)
    )
    assert due in owed.text.splitlines()
    for card, true, false in (
        (owed, {due, year[2025], day}, {waiting, apart, year[2024]}),
        (ended, {apart}, {due, waiting, year[2024], year[2025]}),
        (ahead, {waiting, apart}, {due, year[2025]}),
    ):
        for badge in true | false:
            told = broken(replace(card, text=f"{badge}\n{card.text.removeprefix(due)}"))
            assert (Rule.UNJUDGED in told) == (badge in false and Rule.NUMBER not in told), (badge, told)
            assert bool(told & {Rule.UNJUDGED, Rule.NUMBER}) == (badge in false), (badge, told)


@pytest.mark.parametrize(
    ("text", "phrases", "left"),
    [
        ("45 % năm 2025", ["5 %"], ["45", "2025"]),
        ("45 % năm 2025", ["45 %"], ["2025"]),
        ("1.250 tỷ", ["250 tỷ"], ["1.250"]),
        ("85/145", ["85"], ["85/145"]),
        ("14,02 % và 14,0", ["14,0"], ["14,02"]),
    ],
)
def test_a_phrase_is_no_part_of_a_longer_number(text: str, phrases: list[str], left: list[str]):
    assert unnamed_numbers(text, phrases) == left


def test_a_phrase_is_taken_out_wherever_it_stands():
    assert without("5G, 5G và 15G", ["5G"]).split() == [",", "và", "15G"]


@pytest.fixture(scope="module")
def told_of_a_false_row(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> list[Violation]:
    """What the check says of a finished file in which one result names a target that no document sets."""
    wrong = Snapshot("wrong", tmp_path_factory.mktemp("wrong") / "wrong.duckdb")
    shutil.copyfile(snapshot.path, wrong.path)
    with duckdb.connect(str(wrong.path)) as connection:
        connection.execute(
            "UPDATE milestone_results SET target = 91.5 WHERE province_id = 'viet_nam' AND "
            "indicator_id = 'coverage_5g_population'"
        )
    return false_claims_in(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_false_row_in_the_warehouse_is_told_with_unit_and_words(told_of_a_false_row: list[Violation], lang: str):
    """The whole way of the build."""
    found = told_of_a_false_row
    assert {violation.check_name for violation in found} == {"claims"}
    assert {violation.severity for violation in found} == {"error"}
    assert all(" coverage_5g_population " in violation.subject for violation in found)
    assert any(message("claims.met", lang) in violation.message(lang) for violation in found)


def test_a_unit_is_named_by_whole_words_and_the_longest_name_counts():
    names = ("Tàu", "Bà Rịa – Vũng Tàu", "An", "An Bình")
    told = "Bà Rịa – Vũng Tàu hơn An Bình, An và An Bìnhh; không kể Vũng-Tàux, xAn và Tàu."
    assert units_named(told, names) == ["Bà Rịa – Vũng Tàu", "An Bình", "An", "An", "Tàu"]
    assert units_named("Lai Châu", names) == []


def test_a_build_with_a_false_claim_is_not_published(data_folder: Path, default_warehouse: Path, tmp_path: Path):
    shutil.copytree(default_warehouse, tmp_path, dirs_exist_ok=True)
    before = current_snapshot(tmp_path)
    false = Violation("claims", "error", "viet_nam", {"vi": "…", "en": "…"})
    with pytest.raises(ChecksFailedError) as refused:
        build(data_folder, tmp_path, inspect=lambda unpublished: [false] if unpublished.rows("FROM snapshot") else [])
    assert refused.value.violations == [false]
    assert current_snapshot(tmp_path) == before
    assert not list(tmp_path.glob("building-*"))
