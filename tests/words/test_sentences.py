"""Sentences: right words, right numbers, for every status and every reason."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.method.published_rows import COLUMNS
from kpi.model.codes import DUE, JUDGED_REASONS, OutlookReason, PathMethod, Reason, Status, Verdict
from kpi.words import (
    LANGUAGES,
    format_difference,
    format_number,
    format_pace,
    format_period,
    format_ratio,
    format_value,
    is_missing,
    message,
    with_labels,
)
from kpi.words.due_outcome import due_note
from kpi.words.gaps import gap_words
from kpi.words.judged_values import newer_actual_note, planned_value
from kpi.words.lens_sentences import lenses
from kpi.words.sentences import Known, reason_in_words, sentence
from kpi.words.target_clauses import target_clause, targets_due
from tests.cases.progress_cases import EXAMPLE, judged_row

UNHURRIED = settings(deadline=None)  # other work on the machine is no fault of the code
SHARE = {"name_vi": "Phủ sóng 5G", "name_en": "5G coverage", "unit": "%", "cadence": "level"}
TASKS = {
    "name_vi": "Nhiệm vụ nghiệm thu",
    "name_en": "Tasks accepted",
    "unit": "tasks",
    "cadence": "annual_flow",
}
PLAIN = {"name_vi": "Chỉ tiêu", "name_en": "Indicator", "unit": "%", "cadence": "level"}
JUDGED = [status for status in Status if status is not Status.NOT_ASSESSABLE]
UNJUDGED = [reason for reason in Reason if reason not in JUDGED_REASONS]
NUMBER = re.compile(r"−?\d+(?:[.,]\d+)*")


def spaced(text: str) -> str:
    """With plain spaces, as a person would type it."""
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def row(**given: Any) -> dict[str, Any]:
    """A row of progress about which nothing is known but what is given."""
    blank = dict.fromkeys(COLUMNS) | {"status": "not_assessable", "reason": "no_actual", "plan_ended": False}
    return blank | given


def target(value: float, year: int = 2025, operator: str = "ge", **also: Any) -> dict[str, Any]:
    common = {"value_high": None, "denominator": None, "unit": "%", "cadence": "level", "status": "in_force"}
    return common | {"operator": operator, "value": value, "year": year} | also


def actual(value: float, qualifier: str = "exact", start: str = "2024-01-01", end: str = "2024-12-31", **also: Any):
    common = {"value_high": None, "denominator": None, "unit": "%"}
    return common | {"value": value, "qualifier": qualifier, "period_start": start, "period_end": end} | also


WORKED = row(
    status="slightly_behind",
    reason="planned_progress",
    basis="planned_progress",
    baseline=20.0,
    baseline_year=2025,
    actual=22.4,
    actual_year=2027,
    planned=23.0,
    planned_year=2027,
    planned_method="interpolated",
    planned_official=False,
    gap=22.4 - 23.0,
    milestone_gap=22.4 - 29.0,
    attainment=22.4 / 23,
    planned_progress=0.8,
    next_milestone=29.0,
    next_milestone_year=2030,
    required_per_year=6.6 / 3,
    outlook_reason="too_few_points",
    target_2045=50.0,
    target_2045_official=True,
    required_2045_per_year=27.6 / 18,
)


PACED = WORKED | {"achieved_per_year": 1.2, "pace_from_year": 2023, "arrival_year": 2033}
"""The same with enough points for a pace."""
OFFICIAL = WORKED | {"planned_method": "official", "planned_official": True}


def say(progress: dict[str, Any], who: str, lang: str = "vi", indicator: dict[str, str] = SHARE, **also: Any) -> str:
    return spaced(sentence(progress, indicator, who, lang, **also))


SET_FOR = {
    "province_id": "ha_noi",
    "issuer": "Chính phủ",
    "document_number": "12/NQ-CP",
    "document_title": "Chương trình hành động",
    "form_vi": "Nghị quyết",
    "form_en": "Resolution",
    "issued_on": None,
    "document_kind": "announced_press",
}
"""A target that the Government sets for a province, told by the press."""


def test_a_target_that_the_government_sets_is_not_told_as_the_unit_s_own():
    assert say(row(), "Hà Nội", due_targets=[target(40, 2030, "eq", **SET_FOR)]) == (
        "Phủ sóng 5G: theo báo chí, Nghị quyết số 12/NQ-CP đặt cho Hà Nội mục tiêu 40 % vào cuối năm 2030; "
        "chưa có số liệu thực hiện."
    )
    nation = target(40, 2030, "eq", **SET_FOR | {"province_id": "viet_nam", "document_kind": "national_reported"})
    assert "theo báo chí, Việt Nam đặt mục tiêu 40 %" in say(row(), "Việt Nam", due_targets=[nation])


@pytest.mark.parametrize(
    ("operator", "said"),
    [("approx", "mục tiêu khoảng 20 % vào"), ("ge", "mục tiêu ít nhất 20 % vào"), ("eq", "mục tiêu 20 % vào")],
)
def test_a_target_of_about_says_so(operator: str, said: str):
    assert said in say(row(), "Việt Nam", due_targets=[target(20, 2030, operator)])


def test_a_target_says_what_it_is_known_from():
    national = {"document_kind": "national_reported", "place": "mục II"}
    copied = national | {"note": "Theo bản chép công khai của Phụ lục I, có thể là dự thảo."}
    told: dict[str, dict[str, Any]] = {
        "theo báo chí": national | {"place": None},
        "theo bản chép công khai, có thể là dự thảo": copied,
    }
    for words, facts in told.items():
        assert words in say(row(), "Việt Nam", due_targets=[target(30, 2030, **facts)])
        judged = say(WORKED, "Việt Nam", due_targets=[target(30, 2030, **facts)])
        assert judged.endswith(f"; mục tiêu {words}.")
    assert "theo" not in say(row(), "Việt Nam", due_targets=[target(30, 2030, **national)]).split(";")[0]


def test_a_province_without_any_actual():
    due_targets = [target(45)]
    assert say(row(), "Lai Châu", due_targets=due_targets) == (
        "Phủ sóng 5G: Lai Châu đặt mục tiêu ít nhất 45 % vào cuối năm 2025; chưa có số liệu thực hiện."
    )
    assert say(row(), "Lai Châu", "en", due_targets=due_targets) == (
        "5G coverage: the target of Lai Châu is at least 45% by the end of 2025; no actual figure is available yet."
    )


def test_the_worked_example():
    assert say(WORKED, "Tỉnh mẫu") == with_labels(
        "Phủ sóng 5G: Tỉnh mẫu thực hiện 22,4 % (năm 2027), {status.slightly_behind}: thấp hơn 0,6 điểm phần trăm so "
        "với mức 23 % (theo đường nội suy của Thước đo 57) cần có của năm 2027; để đạt 29 % vào cuối năm 2030 cần tăng "
        "bình quân 2,2 điểm phần trăm mỗi năm.",
        "vi",
    )
    assert say(WORKED, "The province", "en") == with_labels(
        "5G coverage: The province stands at 22.4% (2027), {status.slightly_behind}: 0.6 percentage points below the "
        "23% (on Thước đo 57's own line) needed for 2027; to reach 29% by the end of 2030 it must rise by "
        "2.2 percentage points a year on average.",
        "en",
    )


def test_one_pace_is_told_by_its_years():
    assert say(PACED, "X").endswith(
        "cần tăng bình quân 2,2 điểm phần trăm mỗi năm; giai đoạn 2023–2027 tăng bình quân 1,2 điểm phần trăm mỗi năm."
    )
    assert say(PACED, "X", "en").endswith("; in 2023–2027 it rose by 1.2 percentage points a year on average.")
    told = lenses(PACED, SHARE, "vi").next_milestone
    assert told.count("2023–2027") == 1
    assert "nếu duy trì tốc độ này thì đạt vào năm 2033" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_planned_value_that_is_ours_says_so_everywhere(lang):
    ours = {"vi": "theo đường nội suy của Thước đo 57", "en": "Thước đo 57's own line"}[lang]
    for status in (status for status in JUDGED if status not in DUE):
        assert ours in say(WORKED | {"status": status}, "X", lang)
        assert ours not in say(OFFICIAL | {"status": status}, "X", lang)
    assert ours in lenses(WORKED, SHARE, lang).now
    assert ours in planned_value(WORKED, "%", lang)
    assert ours not in planned_value(OFFICIAL, "%", lang)


def test_a_milestone_that_is_due_is_met_or_not():
    missed = OFFICIAL | {"status": "not_met", "reason": "at_milestone", "basis": "official_target"}
    not_met, is_met = (with_labels(f"{{status.{code}}}", "vi") for code in ("not_met", "met"))
    assert f"{not_met} 23 % của năm 2027: thấp hơn 0,6 điểm phần trăm" in say(missed, "X")
    assert "missing the target of 23% for 2027" in say(missed, "X", "en")
    met = missed | {"status": "met", "actual": 91.0, "actual_qualifier": "at_least"}
    met |= {"planned": 90.0, "gap": None}
    assert f"X thực hiện ít nhất 91 % (năm 2027), {is_met} 90 % của năm 2027" in say(met, "X")
    assert spaced(lenses(missed, SHARE, "vi").now) == "Mục tiêu chính thức của năm 2027 là 23 %; thực hiện 22,4 %."


def test_ways_of_counting_that_agree_are_told_each_with_its_own_degree():
    told = WORKED | {"status": "behind", "reason": "every_measure", "series": "a", "actual_id": "1"}
    other = told | {"series": "b", "actual_id": "2", "status": "slightly_behind", "planned": 30.0, "actual": 28.0}
    first = actual(22.4, actual_id="1", series_name_vi="Giá trị tăng thêm", series_name_en="Value added")
    second = actual(28.0, "approx", actual_id="2", series_name_vi="TP tự tính", series_name_en="Computed by the city")
    known = Known(judged=(told, other), actuals=(first, second))
    vi, en = (say(told, "X", lang, actual=first, known=known) for lang in LANGUAGES)
    behind, slightly = (with_labels(f"{{status.{code}}}", "vi") for code in ("behind", "slightly_behind"))
    assert f"X thực hiện 22,4 % (năm 2024) theo giá trị tăng thêm, {behind}: thấp hơn 0,6" in vi
    assert vi.endswith(
        f"; theo TP tự tính là khoảng 28 % (năm 2024), {slightly} so với mức 30 % (theo đường nội suy của Thước đo 57)."
    )
    slightly = with_labels("{status.slightly_behind}", "en")
    assert f"; by computed by the city it is about 28% (2024), {slightly} against 30%" in en
    later = Known(judged=(told, other | {"planned_year": 2028}), actuals=(first, second))
    assert "so với mức 30 % (theo đường nội suy của Thước đo 57) cần có của năm 2028." in say(
        told, "X", actual=first, known=later
    )
    same = Known(judged=(told, other | {"status": "behind"}), actuals=(first, second))
    assert f"khoảng 28 % (năm 2024), cũng {behind} so với" in say(told, "X", actual=first, known=same)


def test_a_rank_that_is_not_reached_is_short_of_its_target():
    rank = {"name_vi": "Hạng", "name_en": "Rank", "unit": "rank", "cadence": "level"}
    short = row(reason="ranked", actual=44.0, actual_year=2024, next_milestone=30.0, next_milestone_year=2030)
    short |= {"milestone_gap": 14.0}
    targets = [target(30, 2030, "le", unit="rank")]
    assert say(short, "X", indicator=rank, due_targets=targets) == (
        "Hạng: X đặt mục tiêu hạng 30 trở lên vào cuối năm 2030; số liệu là hạng 44 (năm 2024), kém 14 bậc so với mục "
        "tiêu hạng 30 trở lên đến cuối năm 2030; thứ hạng chỉ so tại mốc, giữa hai mốc không nội suy."
    )
    en = say(short, "X", "en", indicator=rank, due_targets=targets)
    assert "rank 44 (2024), 14 places short of the target of rank 30 or better by the end of 2030" in en
    assert spaced(gap_words(-2, "rank", "vi")) == "cao hơn 2 bậc"
    assert spaced(gap_words(-2, "rank", "en")) == "2 places ahead of"


def test_a_line_of_ours_is_no_yardstick_where_the_measure_is_unknown():
    unlike = WORKED | {"status": "not_assessable", "reason": "measure_unknown", "basis": None}
    told = say(unlike, "X", due_targets=[target(29, 2030)])
    assert "nội suy" not in told
    assert "thấp hơn 6,6 điểm phần trăm so với mục tiêu ít nhất 29 % đến cuối năm 2030" in told


def test_what_fell_due_and_was_decided_is_not_left_open_in_the_same_breath():
    apart = OFFICIAL | {"status": "not_assessable", "reason": "measures_disagree", "basis": None}
    came = {"year": 2027, "target": 23.0, "cadence": "level", "result": "not_met", "actual": 22.4}
    came |= {"actual_qualifier": "exact", "reason": "every_measure"}
    told = say(apart, "X", due_targets=[target(29, 2030)], known=Known(results=(came,)))
    assert "không kết luận" not in told
    assert "so với mức 23" not in told
    assert "thấp hơn 6,6 điểm phần trăm so với mục tiêu ít nhất 29 % đến cuối năm 2030." in told


def test_a_last_target_tells_the_actuals_of_its_own_year():
    ended = row(reason="plan_ended", plan_ended=True, actual=14.02, actual_year=2025)
    first = {"year": 2023, "target": 16.0, "cadence": "level", "result": "undecided", "reason": "measures_disagree"}
    first |= {"actual": 12.87, "actual_qualifier": "exact", "gap": -3.13, "actual_id": "1"}
    second = first | {"actual": 16.5, "gap": 0.5, "actual_id": "2"}
    due_targets = [target(16, 2023)]
    assert say(ended, "X", due_targets=due_targets, known=Known(results=(first, second))).endswith(
        "X đặt mục tiêu ít nhất 16 % vào cuối năm 2023; đã đến hạn, kết quả: tùy cách tính, 12,87 % thì chưa đạt; "
        "16,5 % thì đạt."
    )
    rough = Known(results=(first | {"reason": "inexact", "actual": 15.0, "actual_qualifier": "at_least"},))
    assert (
        "chưa kết luận được vì số liệu là số ước chừng hoặc giới hạn, chưa đủ để kết luận, thực hiện ít nhất 15 %"
        in say(ended, "X", due_targets=due_targets, known=rough)
    )
    assert "số liệu là 14,02 % (năm 2025)" in say(ended, "X", due_targets=due_targets)


def test_the_result_of_a_due_target_is_told_with_its_actuals():
    missed = {"year": 2025, "target": 20.0, "cadence": "level", "result": "not_met", "actual_qualifier": "exact"}
    missed |= {"reason": "every_measure"}
    results = [missed | {"actual": 14.02}, missed | {"actual": 18.72, "actual_qualifier": "approx"}]
    older = missed | {"year": 2022, "actual": 12.0, "result": "met"}
    open_yet = missed | {"year": 2026, "result": "undecided", "actual": None}
    not_met = {lang: with_labels("{status.not_met}", lang) for lang in LANGUAGES}
    assert spaced(due_note([older, *results, open_yet], SHARE, "vi")) == (
        f"Mục tiêu 20 % đến cuối năm 2025: {not_met['vi']}, thực hiện 14,02 %; khoảng 18,72 %."
    )
    assert f"{not_met['en']}, actual 14.02%; about 18.72%" in due_note(results, SHARE, "en")
    operator = due_note(results, SHARE, "vi", targets=[target(20, 2025)])
    assert spaced(operator).startswith("Mục tiêu ít nhất 20 % đến cuối năm 2025: ")
    assert due_note([open_yet], SHARE, "vi") == ""


def test_both_numbers_stand_side_by_side_where_nothing_is_judged():
    apart = OFFICIAL | {"status": "not_assessable", "reason": "measure_differs", "basis": None}
    assert say(apart, "X", due_targets=[target(23, 2027)]).endswith(
        "số liệu là 22,4 % (năm 2027), thấp hơn 0,6 điểm phần trăm so với mức ít nhất 23 % của năm 2027; mục tiêu và "
        "số liệu khác cách tính nên chỉ nêu cạnh nhau, không kết luận."
    )
    early = apart | {"reason": "off_path", "gap": None}
    assert "thấp hơn 6,6 điểm phần trăm so với mục tiêu 29 % đến cuối năm 2030" in say(
        early, "X", due_targets=[target(29, 2030, "eq")]
    )


def test_an_actual_of_a_part_of_the_year_names_its_day():
    within = WORKED | {"planned_on": pd.Timestamp("2027-10-15"), "planned": 22.7}
    assert "(theo đường nội suy của Thước đo 57) cần có đến ngày 15/10/2027" in say(within, "X")


def test_a_goal_that_is_reached_early_is_told_by_its_own_number():
    early = WORKED | {"reason": "milestone_reached", "status": "on_plan", "actual": 31.0, "required_per_year": 0.0}
    assert with_labels("{status.on_plan}, đã ở mức 29 % phải đạt vào cuối năm 2030", "vi") in say(early, "X")


def test_the_worked_example_as_the_method_computes_it():
    judged = {str(name): cell for name, cell in judged_row(EXAMPLE, 2027).items()}
    for lang in LANGUAGES:
        assert say(judged, "X", lang) == say(WORKED, "X", lang)
        assert lenses(judged, SHARE, lang) == lenses(WORKED, SHARE, lang)


def test_the_lenses_of_the_worked_example():
    told = lenses(WORKED, SHARE, "vi")
    assert spaced(told.now) == (
        "Từ 20 % (năm 2025), mức cần có của năm 2027 là 23 % (theo đường nội suy của Thước đo 57); thực hiện 22,4 %, "
        "bằng 80 % phần phải thực hiện và 97,4 % mức cần có."
    )
    assert spaced(told.next_milestone) == (
        "Để đạt 29 % vào cuối năm 2030 cần tăng bình quân 2,2 điểm phần trăm mỗi năm; "
        "chưa nêu triển vọng: cần số liệu của ít nhất 4 năm."
    )
    assert spaced(told.final) == (
        "Để đạt 50 % vào năm 2045 cần tăng bình quân 1,53 điểm phần trăm mỗi năm; "
        "chưa nêu triển vọng: cần số liệu của ít nhất 4 năm."
    )


def test_a_document_that_contradicts_itself_has_all_its_versions_told():
    versions = [target(value, 2040, unit="enterprises", status="conflicting") for value in (150.0, 150.0, 50.0)]
    text = say(row(reason="conflicting_targets"), "Tiền Giang", due_targets=versions)
    assert "kế hoạch của Tiền Giang nêu các mức chưa thống nhất cho năm 2040" in text
    assert text.count("ít nhất 150 doanh nghiệp") == 1
    assert "ít nhất 50 doanh nghiệp" in text
    assert text.endswith("văn bản nêu các mức chưa thống nhất nên chưa đánh giá được.")


def test_a_single_target_in_a_contradicting_passage_says_so():
    told = target_clause([target(10, 2040, "eq", status="conflicting")], "Tiền Giang", "vi")
    assert spaced(told) == (
        "Tiền Giang đặt mục tiêu 10 % vào cuối năm 2040, nhưng số liệu trong văn bản chưa thống nhất ở điểm này"
    )


def test_the_same_target_said_twice_is_one_target():
    twice = [target(15), target(15, status="duplicate")]
    once = target_clause([target(15)], "Tiền Giang", "vi")
    assert target_clause(twice, "Tiền Giang", "vi") == once


def test_a_target_known_from_the_press_says_so():
    press = [target(100, 2026, "eq", document_kind="announced_press")]
    assert say(row(), "Đà Nẵng", due_targets=press) == (
        "Phủ sóng 5G: theo báo chí, Đà Nẵng đặt mục tiêu 100 % vào cuối năm 2026; chưa có số liệu thực hiện."
    )
    assert "according to the press, the target of Đà Nẵng is 100%" in say(row(), "Đà Nẵng", "en", due_targets=press)
    assert say(WORKED, "Đà Nẵng", due_targets=press).endswith(
        "cần tăng bình quân 2,2 điểm phần trăm mỗi năm; mục tiêu theo báo chí."
    )
    both = [*press, target(100, 2026, "eq", status="duplicate", document_kind="plan_text")]
    assert "báo chí" not in say(row(), "Đà Nẵng", due_targets=both)


def test_ranges_bases_upper_limits_and_yearly_numbers():
    def told(one: dict[str, Any], lang: str = "vi") -> str:
        return spaced(target_clause([one], "X", lang))

    assert "đặt mục tiêu 80–90 % vào cuối năm 2040" in told(target(80, 2040, "range", value_high=90))
    assert "đặt mục tiêu 9/33 bản" in told(target(9, 2025, "eq", unit="villages", denominator=33))
    assert "đặt mục tiêu không quá 10 %" in told(target(10, 2030, "le"))
    yearly = target(25, 2030, unit="tasks", cadence="annual_flow")
    assert "đặt mục tiêu ít nhất 25 nhiệm vụ mỗi năm vào năm 2030" in told(yearly)
    assert "the target of X is at least 25 tasks a year by 2030" in told(yearly, "en")


def test_an_actual_that_is_not_exact_is_told_as_its_source_told_it():
    given = row(reason="inexact")
    text = say(given, "X", due_targets=[target(45)], actual=actual(90, "approx", "2025-05-01", "2025-05-31"))
    assert text.endswith("nguồn chỉ nêu khoảng 90 % (tháng 5/2025), chưa đủ chính xác để kết luận.")
    text = say(given, "X", "en", due_targets=[target(45)], actual=actual(10, "at_most"))
    assert text.endswith("the source only says no more than 10% (2024), not exact enough for a conclusion.")


def test_an_old_actual_is_told_with_its_year():
    old = row(reason="stale", actual=5.73, actual_year=2022)
    assert say(old, "Tiền Giang", due_targets=[target(30, 2030, "eq")]) == (
        "Phủ sóng 5G: Tiền Giang đặt mục tiêu 30 % vào cuối năm 2030; số liệu là 5,73 % (năm 2022), "
        "đã quá cũ so với chu kỳ công bố của nguồn."
    )


def test_an_actual_without_a_target():
    lonely = row(reason="no_target", actual=5.73, actual_year=2022)
    assert say(lonely, "Huế") == "Phủ sóng 5G, Huế: chưa tìm thấy mục tiêu để so; số liệu là 5,73 % (năm 2022)."
    assert "no target was found" in say(lonely, "Huế", "en")


def test_less_is_better():
    falling = OFFICIAL | {"actual": 22.0, "planned": 18.0, "gap": 4.0, "next_milestone": 10.0}
    falling |= {"required_per_year": -4.0, "achieved_per_year": -1.0, "pace_from_year": 2022, "status": "behind"}
    text = say(falling, "X")
    assert "cao hơn 4 điểm phần trăm so với mức 18 % cần có" in text
    assert text.endswith("giai đoạn 2022–2027 giảm bình quân 1 điểm phần trăm mỗi năm.")


def test_below_the_baseline_and_paces_that_are_nothing():
    reached = OFFICIAL | {"status": "on_plan", "actual": 31.0, "gap": 8.0, "required_per_year": 0.0}
    on_plan, below_baseline, slightly = (
        with_labels(f"{{status.{code}}}", "vi") for code in ("on_plan", "below_baseline", "slightly_behind")
    )
    assert say(reached, "X").endswith(
        f"{on_plan}, mức cần có của năm 2027 là 23 %; cũng đã ở mức 29 % phải đạt vào cuối năm 2030."
    )
    below = OFFICIAL | {"status": "below_baseline", "actual": 19.0, "gap": -4.0, "planned_progress": -1 / 3}
    assert f"{below_baseline} 20 % (năm 2025): thấp hơn 4 điểm phần trăm so với mức 23 %" in say(below, "X")
    assert spaced(lenses(below, SHARE, "vi").now).endswith("thực hiện 19 %, thấp hơn mức xuất phát.")
    still = PACED | {"achieved_per_year": 0.0001}
    assert say(still, "X").endswith("giai đoạn 2023–2027 gần như không thay đổi.")
    back = PACED | {"achieved_per_year": -0.5}
    assert say(back, "X", "en").endswith("in 2023–2027 it fell by 0.5 percentage points a year on average.")
    near = OFFICIAL | {"gap": -0.0001}
    assert f"{slightly}, mức cần có của năm 2027 là 23 %" in say(near, "X")


def test_without_a_baseline_the_share_of_the_plan_is_told():
    without = WORKED | {
        "baseline": None,
        "reason": "no_baseline",
        "basis": "attainment",
        "achieved_per_year": None,
    }
    text = say(without | {"planned_progress": None}, "X")
    assert "bằng 97,4 % mức cần có" in text
    assert text.endswith("cần tăng bình quân 2,2 điểm phần trăm mỗi năm.")


def test_a_planned_value_between_milestones_is_not_called_a_target():
    between = WORKED | {"status": "on_plan", "planned": 22.333333}
    assert "mức cần có của năm 2027 là 22,33 % (theo đường nội suy của Thước đo 57)" in say(between, "X")
    assert "mục tiêu" not in say(between, "X")
    band = between | {"planned_high": 25.0}
    assert "từ 22,33 % đến 25 % (theo đường nội suy" in say(band, "X")


def test_lenses_without_actuals_or_goals():
    told = lenses(row(next_milestone=30.0, next_milestone_year=2030), SHARE, "vi")
    assert told.now == "Chưa có số liệu thực hiện."
    assert "Mốc kế tiếp là 30 % vào cuối năm 2030; chưa có số liệu dùng được" in spaced(told.next_milestone)
    assert told.final == "Chưa tìm thấy mục tiêu cho năm 2045."
    assert lenses(row(), SHARE, "en").next_milestone == "No further milestone was found."
    held = lenses(WORKED | {"target_2045_official": False}, SHARE, "vi")
    assert spaced(held.final) == "Năm 2045: giữ mức 50 % của mốc gần nhất, không phải số chính thức."


def test_an_outlook_is_told_with_its_verdict():
    with_outlook = PACED | {"outlook": 26.04, "outlook_verdict": "miss", "outlook_2045": 44.0}
    told = lenses(with_outlook | {"outlook_2045_verdict": "miss", "outlook_reason": None}, SHARE, "vi")
    ahead = "nếu duy trì tốc độ này, năm 2030 ở mức khoảng 26,04 %: nhiều khả năng không đạt"
    assert ahead in spaced(told.next_milestone)
    assert "năm 2045 ở mức khoảng 44 %: nhiều khả năng không đạt" in spaced(told.final)


def test_why_a_newer_actual_was_left_aside():
    assert newer_actual_note(row(), "vi") is None
    note = newer_actual_note(row(newer_unusable="series_break"), "vi")
    assert note == "Số liệu mới hơn chưa dùng được: số liệu tính theo đơn vị khác."


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_short_note(reason, lang):
    note = reason_in_words(reason, lang)
    assert note[0].isupper()
    assert not note.endswith(".")


def test_the_target_to_speak_of_is_the_next_one_and_then_the_last():
    rows = [target(15, 2025), target(30, 2030), target(35, 2030, status="superseded"), target(50, 2045)]
    assert [p["value"] for p in targets_due(rows, 2024)] == [15]
    assert [p["value"] for p in targets_due(rows, 2026)] == [30]
    assert [p["value"] for p in targets_due(rows, 2045)] == [50]
    assert [p["value"] for p in targets_due(rows[:1], 2030)] == [15]
    assert targets_due([], 2030) == []


MISSING = st.sampled_from([None, float("nan"), pd.NA])
VALUE = st.floats(0, 100).map(lambda value: round(value, 3))
CHANGE = st.floats(-30, 30)
YEAR = st.integers(2020, 2045)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(MISSING, strategy)


JUDGED_ROWS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(JUDGED),
        "reason": st.sampled_from(sorted(JUDGED_REASONS)),
        "basis": st.sampled_from(["gap", "attainment", "official_target"]),
        "baseline": maybe(VALUE),
        "baseline_year": YEAR,
        "actual": VALUE,
        "actual_year": YEAR,
        "planned": VALUE,
        "planned_high": maybe(VALUE),
        "planned_year": YEAR,
        "planned_method": st.sampled_from(list(PathMethod)),
        "planned_official": st.booleans(),
        "planned_on": maybe(st.dates(date(2020, 1, 1), date(2045, 12, 31)).map(pd.Timestamp)),
        "milestone_gap": maybe(CHANGE),
        "pace_from_year": YEAR,
        "gap": maybe(CHANGE),
        "attainment": maybe(st.floats(0, 3)),
        "planned_progress": maybe(st.floats(-2, 3)),
        "next_milestone": maybe(VALUE),
        "next_milestone_year": YEAR,
        "required_per_year": maybe(CHANGE),
        "achieved_per_year": maybe(CHANGE),
        "arrival_year": maybe(YEAR),
        "outlook": maybe(VALUE),
        "outlook_verdict": maybe(st.sampled_from(list(Verdict))),
        "outlook_reason": maybe(st.sampled_from(list(OutlookReason))),
        "target_2045": maybe(VALUE),
        "target_2045_official": st.booleans(),
        "required_2045_per_year": maybe(CHANGE),
        "outlook_2045": maybe(VALUE),
        "outlook_2045_verdict": maybe(st.sampled_from(list(Verdict))),
    }
)
ROWS_BY_PROGRESS = st.builds(
    lambda judged, baseline, share: (
        judged | {"basis": "planned_progress", "baseline": baseline, "planned_progress": share}
    ),
    JUDGED_ROWS,
    VALUE,
    st.floats(-2, 3),
)
UNJUDGED_ROWS = st.fixed_dictionaries(
    {
        "reason": st.sampled_from(UNJUDGED),
        "actual": maybe(VALUE),
        "actual_year": YEAR,
        "status": st.just("not_assessable"),
    }
)
TARGETS = st.lists(
    st.builds(
        target,
        VALUE,
        st.just(2030),
        st.sampled_from(["ge", "le", "eq"]),
        cadence=st.sampled_from(["level", "annual_flow"]),
        status=st.sampled_from(["in_force", "duplicate", "conflicting"]),
        document_kind=st.sampled_from(["plan_text", "announced_press"]),
    ),
    min_size=1,
    max_size=3,
)
ACTUALS = st.none() | st.builds(actual, VALUE, st.sampled_from(["exact", "approx", "at_least", "at_most"]))


def assert_speakable(text: str) -> None:
    """One clean sentence: nothing of the machine shows, and it can be read aloud as it stands."""
    assert not re.search(
        r"nan|none|<na>|null|nat\b|[{}\[\]_]|\s\s|\s[,.;:)]|\(\s|\.\.|,,|;;|: *[;.]", text, re.IGNORECASE
    )
    assert text[0].isupper()
    assert text.endswith(".")
    assert text.count("(") == text.count(")")


def numbers_of(*texts: str) -> set[str]:
    return {number for text in texts for number in NUMBER.findall(text)}


def known_numbers(given: dict[str, Any], lang: str, *others: float) -> set[str]:
    """Every number that a sentence about this row may hold, written by the locale package."""
    told: list[str] = ["57"]
    if not is_missing(given.get("planned_on")):
        told.append(format_period(given["planned_on"].date(), given["planned_on"].date(), lang))
    told += [str(value) for key, value in given.items() if key.endswith("year") and isinstance(value, int)]
    values = [value for value in (*given.values(), *others) if isinstance(value, float) and not is_missing(value)]
    for value in values:
        told += [format_value(value, "%", lang), format_value(value, "%", lang, computed=True)]
        told += [
            format_difference(abs(value), "%", lang),
            format_pace(abs(value), "%", lang),
            format_ratio(value, lang),
        ]
    return numbers_of(*told)


@pytest.mark.parametrize("lang", LANGUAGES)
@UNHURRIED
@given(given_row=JUDGED_ROWS | ROWS_BY_PROGRESS, due_targets=st.just([]) | TARGETS)
def test_every_judged_row_makes_a_clean_sentence_with_its_own_numbers(lang, given_row, due_targets):
    told = sentence(row(**given_row), PLAIN, "Lai Châu", lang, due_targets=due_targets)
    assert_speakable(told)
    assert format_value(given_row["actual"], "%", lang) in told
    assert numbers_of(told) <= known_numbers(given_row, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@UNHURRIED
@given(given_row=UNJUDGED_ROWS, due_targets=st.just([]) | TARGETS, cited=ACTUALS)
def test_every_row_that_cannot_be_judged_says_why(lang, given_row, due_targets, cited):
    told = sentence(row(**given_row), PLAIN, "Lai Châu", lang, due_targets=due_targets, actual=cited)
    assert_speakable(told)
    values = [p["value"] for p in due_targets] + ([cited["value"]] if cited else [])
    assert numbers_of(told) <= known_numbers(given_row, lang, *values) | {"2030", "2024"}
    if cited:
        assert format_number(cited["value"], lang) in told


@pytest.mark.parametrize("lang", LANGUAGES)
@UNHURRIED
@given(given_row=JUDGED_ROWS | ROWS_BY_PROGRESS | UNJUDGED_ROWS)
def test_every_lens_is_clean_and_uses_the_numbers_of_its_row(lang, given_row):
    known = known_numbers(given_row, lang) | {"2045", "4"}
    told = lenses(row(**given_row), PLAIN, lang)
    for text in (told.now, told.next_milestone, told.final):
        assert_speakable(text)
        assert numbers_of(text) <= known


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reason", UNJUDGED)
def test_the_reason_is_told_with_and_without_an_actual(reason, lang):
    bare = message(f"because.{reason}", lang)
    assert bare in sentence(row(reason=reason), SHARE, "Huế", lang, due_targets=[target(45)])
    assert bare in sentence(row(reason=reason), SHARE, "Huế", lang)
    told = sentence(row(reason=reason, actual=41.5, actual_year=2024), TASKS | {"unit": "%"}, "Huế", lang)
    assert format_value(41.5, "%", lang) in told
