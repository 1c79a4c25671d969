"""The words of a task, from what is printed by declared corrections to what is read, and its deadline."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from etl.tasks.annex import Piece, assemble

UNREADABLE = "[không đọc được]"
# A correction of these kinds only remarks that words are doubtful or lost; it changes nothing.
REMARKS = frozenset({"doubtful", "lost"})

_BROKEN_NUMBER = re.compile(r"(\d)- (?=[A-ZĐ]+/)")
# The month that closes a quarter ("quý IV") or a year ("năm 2025").
_LAST_MONTHS = {"i": "3", "ii": "6", "iii": "9", "iv": "12", "nam": "12"}
# Deadlines are read without diacritics, because one scan has lost them.
_DAY = re.compile(r"(truoc (?:ngay )?)?(\d{1,2})(?:/| thang )(\d{1,2})(?:/| nam )(\d{4})")
_PERIODS = {
    "month": re.compile(r"thang (?P<month>\d{1,2})/(?P<year>\d{4})"),
    "quarter": re.compile(r"quy (?P<month>i{1,3}|iv)/(?P<year>\d{4})"),
    "year": re.compile(r"(?P<month>nam) (?P<year>\d{4})"),
}
_ONGOING = "thuong xuyen"
_ELSEWHERE = "theo thoi gian"  # "Theo thời gian trong Kế hoạch …": the day stands in another document

Correction = Mapping[str, str]


def fold(text: str) -> str:
    """Small letters without diacritics, đ as d: what a scan that loses diacritics leaves of a text."""
    bare = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def restored(pieces: Sequence[Piece], corrections: Sequence[Correction]) -> str:
    """The words of a cell with its corrections applied, and numbers broken at a hyphen rejoined."""
    mended = [replace(piece, words=_mend(piece, corrections)) for piece in pieces]
    return _BROKEN_NUMBER.sub(r"\1-", assemble(mended))


def unused(pieces: Sequence[Piece], corrections: Sequence[Correction]) -> list[Correction]:
    """Corrections whose printed words do not stand on their line of the cell."""
    return [row for row in corrections if not any(_finds(piece, row) for piece in pieces)]


def read_deadline(printed: str) -> tuple[str, str]:
    """Kind and last day still in time (ISO, or empty) of a deadline's words.

    'trước 15/11/2025' ends the day before; a month, quarter or year ends on its last day.
    Raises ValueError for words that are no known form, such as 'trước tháng 12/2025'.
    """
    words = " ".join(fold(printed).split())
    if not words or words.startswith(_ELSEWHERE):
        return "none", ""
    if words == _ONGOING:
        return "ongoing", ""
    if found := _DAY.search(words):
        before, day, month, year = found.groups()
        last = date(int(year), int(month), int(day)) - timedelta(days=1 if before else 0)
        return "date", last.isoformat()
    for kind, pattern in _PERIODS.items():
        if (found := pattern.search(words)) and "truoc" not in words:
            return kind, _month_end(int(found["year"]), int(_LAST_MONTHS.get(found["month"], found["month"])))
    raise ValueError(printed)


def _month_end(year: int, month: int) -> str:
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _finds(piece: Piece, row: Correction) -> bool:
    if int(row["line"]) != piece.line or row["printed"] not in piece.words:
        return False
    return _whole_words((row["printed"],)).search(piece.words) is not None


@lru_cache(4096)
def _whole_words(printed: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words only: a correction of 's' must not touch the letter inside another word."""
    choices = "|".join(re.escape(words) for words in sorted(printed, key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{choices})(?!\S)")


def _mend(piece: Piece, corrections: Sequence[Correction]) -> str:
    """All corrections of a line at once, so that none mends what another has put in."""
    reading = {
        row["printed"]: row["read_as"]
        for row in corrections
        if row["kind"] not in REMARKS and int(row["line"]) == piece.line
    }
    if not reading:
        return piece.words
    return _whole_words(tuple(reading)).sub(lambda found: reading[found.group()], piece.words)
