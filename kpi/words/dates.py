"""Dates and reporting periods in words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import lru_cache

from babel.dates import format_date as babel_format_date

from kpi.words.messages import language_tag, message

_KEPT = 4096
"""Days and periods whose words are kept: a table has hundreds of them, mostly the same."""
_ROMAN_QUARTER = {1: "I", 2: "II", 3: "III", 4: "IV"}
_DAY_PATTERN = {
    ("vi", "short"): "dd/MM/y",
    ("en", "short"): "d MMM y",
    ("vi", "long"): "'ngày' d 'tháng' M 'năm' y",
    ("en", "long"): "d MMMM y",
}


class PeriodKind(StrEnum):
    """What span of the calendar a period covers."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    YEARS = "years"
    RANGE = "range"


@lru_cache(_KEPT)
def format_date(day: date, lang: str, style: str = "short") -> str:
    """A day in words: short '01/07/2025' / '1 Jul 2025', long 'ngày 1 tháng 7 năm 2025' / '1 July 2025'."""
    return babel_format_date(day, _DAY_PATTERN[language_tag(lang), style], locale=lang)


def period_kind(start: date, end: date) -> PeriodKind:
    """The kind of the period that runs from `start` to `end`, both days included.

    Raises ValueError when the period ends before it starts.
    """
    if end < start:
        raise ValueError(f"period ends before it starts: {start} - {end}")
    if start == end:
        return PeriodKind.DAY
    whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if not whole_months:
        return PeriodKind.RANGE
    if start.year != end.year:
        return PeriodKind.YEARS if (start.month, end.month) == (1, 12) else PeriodKind.RANGE
    return _within_year(start.month, end.month)


def _within_year(first: int, last: int) -> PeriodKind:
    months = last - first + 1
    if months == 1:
        return PeriodKind.MONTH
    if months == 12:
        return PeriodKind.YEAR
    if months == 3 and first % 3 == 1:
        return PeriodKind.QUARTER
    if months == 6 and first in {1, 7}:
        return PeriodKind.HALF
    if (first, last) == (1, 9):
        return PeriodKind.NINE_MONTHS
    return PeriodKind.RANGE


@lru_cache(_KEPT)
def period_label(start: date, end: date, lang: str) -> str:
    """A period in the fewest words: '2025', 'tháng 9/2026', 'đến 10/10/2026' for a year up to a day.

    Whatever else a period is, it is called by the year in which it ends.
    """
    kind = period_kind(start, end)
    if kind is PeriodKind.MONTH:
        return format_period(start, end, lang)
    if kind is PeriodKind.RANGE and (start.month, start.day, start.year) == (1, 1, end.year):
        return message("period_label.until", lang, day=format_date(end, lang))
    return str(end.year)


def format_period(start: date, end: date, lang: str) -> str:
    """A reporting period in words: 'năm 2022', 'quý III/2025', '6 tháng đầu năm 2025', 'tháng 5/2025'.

    In English '2022', 'Q3 2025', 'the first half of 2025', 'May 2025'. Anything that is no calendar
    period is told by its first and last day.
    """
    kind = period_kind(start, end)
    key = f"half_{1 if start.month == 1 else 2}" if kind is PeriodKind.HALF else str(kind)
    quarter = (end.month + 2) // 3
    return message(
        f"period.{key}",
        lang,
        day=format_date(end, lang),
        month=end.month if lang == "vi" else babel_format_date(end, "MMMM", locale=lang),
        quarter=quarter,
        roman=_ROMAN_QUARTER[quarter],
        year=end.year,
        first_year=start.year,
        first_day=format_date(start, lang),
    )
