"""Numbers, dates, units, order and search as people read them."""

from __future__ import annotations

import re
import string
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.words import (
    LANGUAGES,
    NO_VALUE,
    LocaleError,
    PeriodKind,
    fold,
    format_date,
    format_difference,
    format_number,
    format_optional,
    format_pace,
    format_period,
    format_qualified,
    format_ratio,
    format_target,
    format_value,
    is_missing,
    label,
    matches,
    message,
    number_separators,
    period_kind,
    sentence_case,
    sort_key,
    unit_name,
)

UNHURRIED = settings(deadline=None)  # other work on the machine is no fault of the code
THIN = "\N{NARROW NO-BREAK SPACE}"
FIXED = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
FINITE = st.floats(allow_nan=False, allow_infinity=False, width=64)
VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
NAMES = st.text(VIETNAMESE + VIETNAMESE.upper() + string.ascii_letters + string.digits + " -_.,()", max_size=12)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (5.73, "5,73", "5.73"),
        (1234.5, "1.234,5", "1,234.5"),
        (6.5, "6,5", "6.5"),
        (45.0, "45", "45"),
        (0, "0", "0"),
        (-0.5, f"{MINUS}0,5", f"{MINUS}0.5"),
        (0.4856, "0,4856", "0.4856"),
        (1e-7, "0,0000001", "0.0000001"),
        (100314, "100.314", "100,314"),
        (np.float32(5.73), "5,73", "5.73"),
        (np.int64(2500), "2.500", "2,500"),
        (Decimal("1.10"), "1,1", "1.1"),
        (1e300, None, "1" + ",000" * 100),
    ],
)
def test_a_number_is_shown_to_its_last_decimal(value, vi, en):
    assert format_number(value, "en") == en
    if vi is not None:
        assert format_number(value, "vi") == vi


@UNHURRIED
@given(FINITE, st.sampled_from(LANGUAGES))
def test_no_digit_is_lost_and_none_is_added(value, lang):
    text = format_number(value, lang)
    separators = number_separators(lang)
    decimal, group = separators[0], separators[1]
    plain = text.replace(group, "").replace(decimal, ".").replace(MINUS, "-")
    assert Decimal(plain) == Decimal(str(value))
    assert not re.search(rf"{re.escape(decimal)}\d*0$", text) or value == 0
    assert re.fullmatch(rf"{MINUS}?\d{{1,3}}({re.escape(group)}\d{{3}})*({re.escape(decimal)}\d+)?", text)


def test_trailing_zeros_and_rounding_only_when_asked():
    assert format_number(5, "vi", min_decimals=2) == "5,00"
    assert format_number(1.2, "en", min_decimals=2) == "1.20"
    assert format_number(2.5333333, "vi", decimals=2) == "2,53"
    assert format_number(0.125, "vi", decimals=2) == "0,13"
    assert format_number(-0.001, "vi", decimals=2) == "0"


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), pd.NA, pd.NaT, "5", True, ""])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(LocaleError, match="not a"):
        format_number(value, "vi")


@pytest.mark.parametrize("value", [None, float("nan"), np.float64("nan"), pd.NA, pd.NaT, ""])
def test_a_missing_cell_is_known_as_missing(value):
    assert is_missing(value)
    assert format_optional(value, "%", "vi") == NO_VALUE


def test_a_present_cell_is_not_missing():
    assert not any(is_missing(value) for value in (0, 0.0, "x", False, date(2025, 1, 1), np.float64(3)))
    assert format_optional(0, "%", "vi") == f"0{THIN}%"


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        (6.5, "%", f"6,5{THIN}%", "6.5%"),
        (150, "enterprises", f"150{FIXED}doanh nghiệp", f"150{FIXED}enterprises"),
        (1, "enterprises", f"1{FIXED}doanh nghiệp", f"1{FIXED}enterprise"),
        (0.6, "index_0_1", "0,6", "0.6"),
        (20, "rank", f"hạng{FIXED}20", f"rank{FIXED}20"),
        (12, "per_10000_people", f"12{FIXED}người trên 1 vạn dân", f"12{FIXED}people per 10,000 inhabitants"),
    ],
)
def test_a_value_carries_its_unit(value, unit, vi, en):
    assert format_value(value, unit, "vi") == vi
    assert format_value(value, unit, "en") == en


def test_computed_numbers_are_rounded_as_their_unit_deserves():
    assert format_value(18.123456, "%", "vi", computed=True) == f"18,12{THIN}%"
    assert format_value(22.66667, "enterprises", "vi", computed=True) == f"22,7{FIXED}doanh nghiệp"
    assert format_value(0.666666, "index_0_1", "en", computed=True) == "0.6667"
    assert format_difference(22.4 - 23, "%", "vi") == f"{MINUS}0,6{FIXED}điểm phần trăm"
    assert format_difference(1, "%", "en") == f"1{FIXED}percentage point"
    assert format_difference(3, "rank", "vi") == f"3{FIXED}bậc"
    assert format_difference(1.2000000000000002, "%", "vi", bare=True) == "1,2"
    assert format_pace(7.6 / 3, "%", "vi") == f"2,53{FIXED}điểm phần trăm mỗi năm"
    assert format_pace(7.6 / 3, "%", "en") == f"2.53{FIXED}percentage points a year"
    assert format_ratio(22.4 / 23, "vi") == f"97,4{THIN}%"
    assert format_ratio(0.8, "en") == "80%"


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (("ge", 45.0, None, "%"), f"≥{THIN}45{THIN}%", f"≥{THIN}45%"),
        (("le", 10, None, "%"), f"≤{THIN}10{THIN}%", f"≤{THIN}10%"),
        (("gt", 80, None, "%"), f">{THIN}80{THIN}%", f">{THIN}80%"),
        (("lt", 10, None, "%"), f"<{THIN}10{THIN}%", f"<{THIN}10%"),
        (("range", 80, 90, "%"), f"80–90{THIN}%", "80–90%"),
        (("eq", 100.0, float("nan"), "%"), f"100{THIN}%", "100%"),
    ],
)
def test_a_target_in_signs(arguments, vi, en):
    operator, value, high, unit = arguments
    assert format_target(operator, value, high, unit, "vi") == vi
    assert format_target(operator, value, high, unit, "en") == en


def test_a_target_with_a_base_a_cadence_and_in_words():
    assert format_target("eq", 9, None, "villages", "vi", 33) == f"9/33{FIXED}bản"
    assert format_target("ge", 25, None, "tasks", "vi", cadence="annual_flow") == f"≥{THIN}25{FIXED}nhiệm vụ mỗi năm"
    assert format_target("ge", 25, None, "tasks", "en", cadence="annual_flow") == f"≥{THIN}25{FIXED}tasks a year"
    spoken = format_target("ge", 25, None, "tasks", "vi", words=True, cadence="annual_flow")
    assert spoken == f"ít nhất 25{FIXED}nhiệm vụ mỗi năm"
    assert format_target("le", 1, None, "enterprises", "en", words=True) == f"no more than 1{FIXED}enterprise"
    assert format_target("gt", 80, None, "%", "vi", words=True) == f"trên 80{THIN}%"
    assert format_target("lt", 10, None, "%", "en", words=True) == "less than 10%"
    assert format_target("ge", 1800, None, "articles", "vi", with_unit=False) == f"≥{THIN}1.800"
    assert format_target("ge", 60, None, "%", "vi", with_unit=False) == f"≥{THIN}60{THIN}%"


def test_a_faulty_target_is_refused():
    with pytest.raises(LocaleError, match="value_high"):
        format_target("range", 80, None, "%", "vi")
    with pytest.raises(LocaleError, match=r"operator 'more'"):
        format_target("more", 80, None, "%", "vi")
    with pytest.raises(LocaleError, match=r"unit\.parsecs"):
        format_value(3, "parsecs", "vi")


@pytest.mark.parametrize(
    ("qualifier", "vi", "en"),
    [
        ("exact", f"10{THIN}%", "10%"),
        ("approx", f"khoảng 10{THIN}%", "about 10%"),
        ("at_least", f"ít nhất 10{THIN}%", "at least 10%"),
        ("at_most", f"không quá 10{THIN}%", "no more than 10%"),
    ],
)
def test_an_inexact_actual_keeps_its_qualifier(qualifier, vi, en):
    assert format_qualified(10, qualifier, "%", "vi") == vi
    assert format_qualified(10, qualifier, "%", "en") == en


def test_a_band_and_a_count_with_its_base():
    assert format_qualified(31, "exact", "rank", "vi", value_high=50) == f"hạng{FIXED}31–50"
    assert format_qualified(85, "exact", "tasks", "vi", denominator=145) == f"85/145{FIXED}nhiệm vụ"
    assert format_qualified(48.96, "exact", "%", "vi", denominator=96) == f"48,96{THIN}%"
    assert format_qualified(0.6, "exact", "index_0_1", "vi", denominator=63) == "0,6"
    with pytest.raises(LocaleError, match=r"qualified\.roughly"):
        format_qualified(10, "roughly", "%", "vi")


@pytest.mark.parametrize(
    ("start", "end", "kind", "vi", "en"),
    [
        ("2022-01-01", "2022-12-31", PeriodKind.YEAR, "năm 2022", "2022"),
        ("2025-07-01", "2025-09-30", PeriodKind.QUARTER, "quý III/2025", "Q3 2025"),
        ("2025-01-01", "2025-03-31", PeriodKind.QUARTER, "quý I/2025", "Q1 2025"),
        ("2025-01-01", "2025-06-30", PeriodKind.HALF, "6 tháng đầu năm 2025", "the first half of 2025"),
        ("2025-07-01", "2025-12-31", PeriodKind.HALF, "6 tháng cuối năm 2025", "the second half of 2025"),
        (
            "2025-01-01",
            "2025-09-30",
            PeriodKind.NINE_MONTHS,
            "9 tháng đầu năm 2025",
            "the first nine months of 2025",
        ),
        ("2025-05-01", "2025-05-31", PeriodKind.MONTH, "tháng 5/2025", "May 2025"),
        ("2024-02-01", "2024-02-29", PeriodKind.MONTH, "tháng 2/2024", "February 2024"),
        ("2021-01-01", "2025-12-31", PeriodKind.YEARS, "giai đoạn 2021–2025", "2021–2025"),
        ("2025-07-01", "2025-10-28", PeriodKind.RANGE, "01/07/2025 – 28/10/2025", "1 Jul 2025 – 28 Oct 2025"),
        ("2025-02-01", "2025-04-30", PeriodKind.RANGE, "01/02/2025 – 30/04/2025", "1 Feb 2025 – 30 Apr 2025"),
        ("2025-10-28", "2025-10-28", PeriodKind.DAY, "ngày 28/10/2025", "28 Oct 2025"),
    ],
)
def test_a_period_is_told_as_people_say_it(start, end, kind, vi, en):
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert period_kind(first, last) is kind
    assert format_period(first, last, "vi") == vi
    assert format_period(first, last, "en") == en


@UNHURRIED
@given(st.dates(date(2020, 1, 1), date(2045, 12, 31)), st.integers(0, 800), st.sampled_from(LANGUAGES))
def test_every_period_names_its_years(start, days, lang):
    end = start + timedelta(days=days)
    text = format_period(start, end, lang)
    assert str(end.year) in text
    assert str(start.year) in text
    assert "{" not in text


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="ends before it starts"):
        period_kind(date(2025, 2, 1), date(2025, 1, 31))


def test_dates():
    assert format_date(date(2025, 7, 1), "vi") == "01/07/2025"
    assert format_date(date(2025, 7, 1), "en") == "1 Jul 2025"
    assert format_date(date(2025, 7, 1), "vi", "long") == "ngày 1 tháng 7 năm 2025"
    assert format_date(date(2025, 7, 1), "en", "long") == "1 July 2025"


def test_provinces_stand_in_vietnamese_order(data_folder: Path):
    names = pd.read_csv(data_folder / "reference" / "provinces.csv")["name_vi"].tolist()
    ours = sorted(names, key=sort_key)
    collated = duckdb.execute("SELECT n FROM (SELECT unnest($1) AS n) ORDER BY n COLLATE vi", [names]).fetchall()
    assert ours == [name for (name,) in collated]
    assert ours.index("Cao Bằng") < ours.index("Cần Thơ") < ours.index("Đà Nẵng") < ours.index("Hà Nội")


def _icu_key(text: str) -> str:
    row = duckdb.execute("SELECT icu_sort_key($1, 'vi')", [text]).fetchone()
    assert row is not None
    return str(row[0])


@UNHURRIED
@given(NAMES, NAMES)
def test_the_order_is_that_of_the_unicode_collation(first, second):
    ours = (sort_key(first) > sort_key(second)) - (sort_key(first) < sort_key(second))
    theirs = (_icu_key(first) > _icu_key(second)) - (_icu_key(first) < _icu_key(second))
    assert ours == theirs


@UNHURRIED
@given(NAMES)
def test_the_way_letters_are_composed_does_not_matter(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert sort_key(decomposed) == sort_key(text)
    assert fold(decomposed) == fold(text)


def test_letters_of_other_alphabets_come_last():
    assert sorted(["Ωmega", "zebra", "Đồng"], key=sort_key) == ["Đồng", "zebra", "Ωmega"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("dak lak", "Đắk Lắk"),
        ("DA NANG", "Thành phố Đà Nẵng"),
        ("hue", "Huế"),
        ("lak đắk", "Đắk Lắk"),
        ("", "x"),
    ],
)
def test_search_finds_without_diacritics(query, text):
    assert matches(query, text)


def test_search_does_not_find_what_is_not_there():
    assert not matches("dak nong", "Đắk Lắk")


@UNHURRIED
@given(NAMES)
def test_folding_leaves_plain_letters_and_is_stable(text):
    folded = fold(text)
    assert folded.isascii()
    assert fold(folded) == folded
    assert folded == folded.strip().lower()
    assert "  " not in folded


@UNHURRIED
@given(NAMES, st.integers(0, 11), st.integers(0, 11))
def test_every_part_of_a_name_finds_it_with_or_without_diacritics(text, first, last):
    assert matches(text[first:last], text)
    assert matches(fold(text[first:last]), text)


def test_clear_errors_for_unknown_words():
    with pytest.raises(LocaleError, match=r"no message 'nothing\.here' in vi"):
        message("nothing.here", "vi")
    with pytest.raises(LocaleError, match=r"unknown language 'fr'"):
        message("status.on_plan", "fr")
    with pytest.raises(LocaleError, match=r"'chart_words\.as_of' needs a value for 'day'"):
        message("chart_words.as_of", "vi")
    with pytest.raises(LocaleError, match=r"no family of labels 'colour'"):
        label("colour", "red", "vi")
    with pytest.raises(LocaleError, match=r"status\.late"):
        label("status", "late", "vi")


def test_labels_units_and_sentence_case():
    assert label("direction", "higher_better", "vi") == "càng cao càng tốt"
    assert label("direction", "higher_better", "en") == "higher is better"
    assert unit_name("enterprises", "vi") == "doanh nghiệp"
    assert unit_name("%", "en") == "%"
    assert sentence_case("đến hết năm 2025, GRDP") == "Đến hết năm 2025, GRDP"
    assert not sentence_case("")
