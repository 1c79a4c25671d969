"""What the first screen says of every unit: one sentence, bars of its own rows, questions in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from markupsafe import escape

from kpi.model.codes import Result, Unjudged
from kpi.model.records import Row
from kpi.model.vocabulary import NATION
from kpi.reading.due_results import Outcome
from kpi.reading.first_screen.due_lines import due_lines
from kpi.reading.first_screen.headline import change, headline_bars, related_names
from kpi.reading.first_screen.published import published_actuals
from kpi.reading.first_screen.question_words import question_words
from kpi.reading.first_screen.questions import Ask, questions
from kpi.reading.first_screen.told import bar_words, due_words, published_words, shortened, signed
from kpi.reading.first_screen.verdict import former_names, stands_on, verdict
from kpi.reading.first_screen.whole import Kind, Whole, whole
from kpi.reading.own_and_inherited import rows_without_target
from kpi.reading.province import headline_indicators, indicators, provinces
from kpi.reading.standpoint import Standpoint
from kpi.reading.subjects import own_subjects
from kpi.reading.unjudged import target_marks
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, catalogue
from pages.overview.bars import bars_html

NOW = Standpoint()
BEFORE_ANY_PLAN = Standpoint(as_of=date(2021, 6, 30))
ACCUSING = (
    "không báo cáo",
    "chưa báo cáo",
    "chậm báo cáo",
    "bỏ sót",
    "vi phạm",
    "failed",
    "neglected",
    "late in reporting",
)


def said(snapshot: Snapshot, province_id: str, lang: str = "vi", day: Standpoint = NOW) -> str:
    seen = whole(snapshot, province_id, day)
    return verdict(seen, lang, former_names(seen, provinces(snapshot), lang))


def asked(snapshot: Snapshot, province_id: str, lang: str = "vi") -> list[str]:
    names = former_names(whole(snapshot, province_id, NOW), provinces(snapshot), lang)
    return [question_words(item, names, "?", lang).head for item in questions(snapshot, province_id, NOW)]


def test_every_unit_has_one_sentence_and_a_line_below_it_in_both_languages(snapshot: Snapshot) -> None:
    kinds = set()
    for province_id, lang in product(provinces(snapshot), LANGUAGES):
        seen = whole(snapshot, province_id, NOW)
        kinds.add(seen.kind)
        text = said(snapshot, province_id, lang)
        assert text[:1] == text[:1].upper()
        assert text.endswith(".")
        assert "{" not in text
        assert len(text) < 220, (province_id, text)
        assert all(stands_on(seen, lang))
    assert {Kind.DUE, Kind.TASKS, Kind.AHEAD, Kind.INHERITED, Kind.PUBLISHED} <= kinds


def test_the_sentence_of_the_units_that_a_leader_opens_first(snapshot: Snapshot) -> None:
    assert said(snapshot, "lai_chau").startswith("20 mục tiêu đã đến hạn ngày 31/12/2025; hệ thống chưa có số liệu")
    assert "nhiệm vụ đã qua thời hạn, hệ thống chưa nhận được kết quả" in said(snapshot, "ho_chi_minh")
    assert said(snapshot, "tien_giang").startswith("Trước khi hợp nhất, tỉnh Tiền Giang đặt 42 mục tiêu")
    assert said(snapshot, "dong_thap").startswith("7 mục tiêu đã đến hạn")
    assert "15 chỉ tiêu kế thừa từ tỉnh Cà Mau (trước 01/07/2025)" in said(snapshot, "ca_mau")
    assert said(snapshot, "lai_chau", day=BEFORE_ANY_PLAN).startswith("Đến ngày 30/06/2021, hệ thống chưa có kế hoạch")
    assert " met, " in said(snapshot, NATION, "en")


def test_what_is_decided_goes_before_what_is_unknown(snapshot: Snapshot) -> None:
    seen = whole(snapshot, "lai_chau", NOW)
    first = replace(seen.due[0], outcome=Outcome.NOT_MET, reason=str(Result.NOT_MET))
    decided = replace(seen, due=(first, *seen.due[1:]))
    assert (seen.kind, decided.kind) == (Kind.DUE, Kind.DECIDED)
    assert verdict(decided, "vi", {}) == "20 mục tiêu đã đến hạn: 1 không đạt, 19 chưa kết luận được."


def test_nobody_is_accused_of_what_the_system_does_not_hold() -> None:
    words = [text for lang in LANGUAGES for key, text in catalogue(lang).items() if key.startswith("first_screen.")]
    assert len(words) > 150
    assert [text for text in words for word in ACCUSING if word in text.lower()] == []


def test_every_target_of_a_unit_is_one_mark(snapshot: Snapshot) -> None:
    for province_id in provinces(snapshot):
        marks = [mark for section in target_marks(snapshot, province_id, NOW).values() for mark in section]
        assert len(marks) == len(own_subjects(snapshot, province_id, NOW)), province_id
    states = [mark.state for section in target_marks(snapshot, "lai_chau", NOW).values() for mark in section]
    assert states == [Unjudged.DUE_WITHOUT_ACTUAL] * 20


def test_bars_hold_rows_of_the_unit_and_the_nation_counted_alike(snapshot: Snapshot) -> None:
    seen = 0
    for province_id in provinces(snapshot):
        bars = headline_bars(snapshot, province_id, NOW)
        assert [bar.asked for bar in bars] == list(headline_indicators(snapshot, province_id))
        for bar in bars:
            own = [row for row in (bar.actual, bar.related, *bar.targets) if row]
            assert {row["province_id"] for row in own} <= {province_id}
            beside = [row for row in (bar.national_actual, bar.national_target) if row]
            assert {row["province_id"] for row in beside} <= {NATION} - {province_id}
            if bar.national_actual and bar.actual:
                assert bar.national_actual["series_measure"] == bar.actual["series_measure"]
                seen += 1
            assert bar_words(bar, "en").value
    assert seen > 10


def test_a_new_unit_does_not_bear_the_plan_of_a_former_one(snapshot: Snapshot) -> None:
    coverage, dossiers, economy = headline_bars(snapshot, "dong_thap", NOW)
    assert (coverage.targets, dossiers.targets, coverage.actual, dossiers.actual) == ((), (), None, None)
    assert [row["value"] for row in economy.targets] == [15.0]
    (former, *_) = headline_bars(snapshot, "tien_giang", NOW)
    assert bar_words(former, "vi").target == "Mục tiêu 2025: ≥\u202f60\u202f%"


def test_a_figure_carries_a_sign_for_how_exact_it_is(snapshot: Snapshot) -> None:
    _, dossiers, economy = headline_bars(snapshot, "ho_chi_minh", NOW)
    assert (signed(dossiers.actual, "vi"), signed(economy.actual, "en")) == ("≥\u202f52\u202f%", "≈\u202f13.43%")
    words = bar_words(headline_bars(snapshot, NATION, NOW)[2], "vi")
    assert words.change == "▲ 0,85\u00a0điểm phần trăm so với năm 2024"
    related = bar_words(headline_bars(snapshot, "lai_chau", NOW)[0], "vi").related
    assert related == "Liên quan, cách đo khác: Trạm phát sóng 5G 55\u00a0trạm (tháng 5/2025)"


def actual(year: int, value: float, **cells: object) -> Row:
    whole_year = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    plain = {"indicator_id": "i", "series": "s", "unit": "%", "qualifier": "exact", "value_high": None}
    known = {"series_rank": 1, "recorded_at": date(year + 1, 1, 31), "value": value}
    return {**plain, **whole_year, **known, **cells}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bar_tells_the_doubt_of_the_very_actual_that_it_shows(snapshot: Snapshot, lang: str) -> None:
    doubted = 0
    for province_id in provinces(snapshot):
        for bar in headline_bars(snapshot, province_id, NOW):
            known = "" if bar.actual is None else bar.actual[f"caution_{lang}"] or ""
            told = str(bars_html(snapshot, province_id, lang, NOW)) if known else ""
            assert bar_words(bar, lang).caution == known
            assert not known or f">{escape(known)}</p>" in told
            doubted += bool(known)
    assert doubted >= 5


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        (actual(2024, 10.0), actual(2025, 12.5), 2.5),
        (actual(2023, 10.0), actual(2025, 9.0), -1.0),
        (actual(2024, 10.0, series="another"), actual(2025, 12.5), None),
        (actual(2024, 10.0, qualifier="approx"), actual(2025, 12.5), None),
        (actual(2024, 10.0), actual(2025, 12.5, qualifier="at_least"), None),
        (actual(2024, 10.0, value_high=20.0), actual(2025, 12.5), None),
        (actual(2024, 10.0), actual(2025, 12.5, period_end=date(2025, 9, 30)), None),
    ],
)
def test_a_change_is_told_of_two_exact_figures_of_one_series_and_shape(
    before: Row, after: Row, step: float | None
) -> None:
    found = change(after, [before, after], "annual_flow")
    assert (found.amount if found else None) == step


def test_related_figures_are_indicators_of_the_catalogue(snapshot: Snapshot) -> None:
    known = indicators(snapshot)
    headline = {item.indicator_id for item in headline_indicators(snapshot)}
    assert set(related_names()) == headline
    assert all(name in known for names in related_names().values() for name in names)


def test_questions_are_at_most_three_in_the_order_of_the_rules_each_with_rows(snapshot: Snapshot) -> None:
    order = list(Ask)
    seen = set()
    for province_id in provinces(snapshot):
        found = questions(snapshot, province_id, NOW)
        rules = [item.ask for item in found]
        seen |= set(rules)
        assert len(found) <= 3
        assert rules == sorted(rules, key=order.index)
        assert len(set(rules)) == len(rules)
        for item in found:
            rows = (item.results, item.subjects, item.targets, item.duties, item.inherited)
            assert any(rows) or item.ask is Ask.NO_PLAN
        if whole(snapshot, province_id, NOW).ended:
            assert not found
    assert seen >= {Ask.NOT_MET, Ask.BEHIND, Ask.SILENT, Ask.TASKS, Ask.NEXT_DUE, Ask.INHERITED, Ask.NO_PLAN}


def test_what_is_asked_of_lai_chau_and_the_city(snapshot: Snapshot) -> None:
    assert asked(snapshot, "lai_chau")[0] == "20 mục tiêu đến hạn ngày 31/12/2025: đã có số liệu thực hiện chưa?"
    first, second, third = asked(snapshot, "ho_chi_minh")
    assert first.startswith("34 nhiệm vụ đã qua thời hạn, hệ thống chưa nhận được kết quả")
    assert second == "1 mục tiêu đến hạn ngày 31/12/2026: lấy số liệu từ nguồn nào?"
    assert third == "23 chỉ tiêu kế thừa của 3 đơn vị cũ: có tiếp tục thực hiện không?"
    assert asked(snapshot, "can_tho") == [
        "Kế hoạch thực hiện Nghị quyết số 57-NQ/TW của đơn vị gồm những mục tiêu nào?"
    ]


def test_what_was_published_is_told_newest_first_without_a_target(snapshot: Snapshot) -> None:
    most = 0
    for province_id in provinces(snapshot):
        found = published_actuals(snapshot, province_id, NOW)
        most = max(most, len(found))
        free = {row.indicator.indicator_id for row in rows_without_target(snapshot, province_id, NOW)}
        ends = [item.actual.period_end for item in found]
        assert len(found) <= 5
        assert ends == sorted(ends, reverse=True)
        assert all(end <= NOW.day for end in ends), "a budget of a year that is not over is not told"
        assert {item.indicator.indicator_id for item in found} <= free
        assert {item.actual.province_id for item in found} <= {province_id}
    assert most == 5
    told = {
        item.indicator.indicator_id: published_words(item, "vi").head
        for item in published_actuals(snapshot, "lai_chau", NOW)
    }
    assert told["nq57_tasks_done"] == "85/145\u00a0nhiệm vụ"
    assert told["pii_rank"] == "hạng\u00a062"
    assert told["service_index_766"] == "63,37\u00a0điểm"


def test_due_lines_name_targets_before_tasks_and_who_answers(snapshot: Snapshot) -> None:
    for province_id in provinces(snapshot):
        lines = due_lines(snapshot, province_id, NOW)
        assert len(lines) <= 4
        assert [line.past for line in lines] == [line.day <= NOW.day for line in lines]
        assert all(due_words(line, "vi").head for line in lines)
    first, *tasks = due_lines(snapshot, "lai_chau", NOW)
    assert due_words(first, "vi").head == "20 mục tiêu đã đến hạn"
    assert "và 3 đầu mối khác" in due_words(first, "vi").basis
    assert [line.task is not None for line in tasks] == [True, True]
    assert due_lines(snapshot, "tien_giang", NOW) == ()


def test_a_task_is_cut_between_words() -> None:
    assert shortened("Rà soát chỉ tiêu; báo cáo kết quả.") == "Rà soát chỉ tiêu"
    cut = shortened("rà soát " * 40)
    assert cut.endswith(("soát…", "rà…"))
    assert len(cut) < 115


@pytest.mark.parametrize(
    "day", [BEFORE_ANY_PLAN, Standpoint(as_of=date(2025, 6, 30)), Standpoint(as_of=date(2031, 1, 1))]
)
@pytest.mark.parametrize("province_id", ["lai_chau", "tien_giang", "dong_thap", "hai_phong"])
def test_another_day_has_its_own_first_screen(snapshot: Snapshot, day: Standpoint, province_id: str) -> None:
    seen = whole(snapshot, province_id, day)
    assert isinstance(seen, Whole)
    assert verdict(seen, "vi", former_names(seen, provinces(snapshot), "vi"))
    assert seen.newest is None or seen.newest <= day.day
    assert all(date(item.year, 12, 31) <= day.day for item in seen.due)
    assert all(item.actual.period_end <= day.day for item in published_actuals(snapshot, province_id, day))
    assert all(
        bar.actual is None or bar.actual["period_end"] <= day.day for bar in headline_bars(snapshot, province_id, day)
    )
    assert len(questions(snapshot, province_id, day)) <= 3
