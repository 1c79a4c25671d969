"""Reads the goals of a plan's text: its headings, its bullets and the numbers printed in them.

The texts come from scans. What belongs to the page and not to the plan (page numbers, a web address left
over from the line above) is recognised by rules, told at each of them, so that nothing is left out by hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpi.model.rows import Heading
from kpi.model.vocabulary import Operator, Section

SECTION_LETTERS = dict(zip("abcde", list(Section)[:5], strict=True))

_PAGE_NUMBER = re.compile(r"\d{1,3}")
_BARE_ADDRESS = re.compile(r"https?://\S+")
_HEADING = re.compile(r"(?:[a-e]\)|\d+(?:\.\d+)*\.|[IVX]+[.-])\s")
_YEAR_HEADING = re.compile(r"\d+\.\d+\.\s.*\b(20\d\d)$")
_DASH = re.compile(r"-\W*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_DECIMAL = re.compile(r"\d+(?:,\d+)?")
_AT_LEAST = re.compile(
    r"(?:[>≥]|\b(?:từ|(?:tối thiểu|ít nhất|không dưới|không thấp hơn)(?: đạt| là)?))\s*$", re.IGNORECASE
)
# Not "trên", which also says "of", as in "trên 01 vạn dân".
_AT_MOST = re.compile(r"(?:[<≤]|\b(?:không (?:vượt )?quá|không cao hơn|nhiều nhất|tối đa))\s*$", re.IGNORECASE)
_TO_NUMBER = re.compile(r"%?\s*(?:-|–|đến)\s*\d")
_PERCENT = re.compile(r"(?:\s*(?:-|–|đến)\s*[\d.,]+)?%")
_FROM_NUMBER = re.compile(r"\d%?\s*(?:-|–|đến)\s*$")
_EVERY_YEAR = re.compile(r"M[ỗồ]i n[ăã](?:m|in)\b")


@dataclass(frozen=True)
class Bullet:
    """One target as printed, without its dash: 1-based first and last line, words joined by one space."""

    line: int
    last_line: int
    text: str

    @property
    def every_year(self) -> bool:
        """Whether the bullet sets a target "mỗi năm" (also as the scan misprints it)."""
        return _EVERY_YEAR.match(self.text) is not None


@dataclass(frozen=True)
class Number:
    """A number of a bullet: digits as printed, value (None if ambiguous), and what stands around it.

    `over` says that it stands under a stroke: the 33 of '09/33'.
    """

    printed: str
    value: float | None
    operator: Operator
    percent: bool
    over: bool = False


@dataclass(frozen=True)
class StrayText:
    """Words inside the goals that belong to no heading and no bullet."""

    line: int
    text: str


@lru_cache(maxsize=8192)
def words(text: str) -> str:
    """NFC, every run of white space one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_page_furniture(line: str) -> bool:
    """Whether a line is only a page number, or only a web address (the rest of a broken footer)."""
    text = line.strip()
    return _PAGE_NUMBER.fullmatch(text) is not None or _BARE_ADDRESS.fullmatch(text) is not None


def is_heading(line: str) -> bool:
    """Whether a line opens with a heading's number: 'II. ', '2. ', '2.1. ', 'a) '."""
    return _HEADING.match(line.strip()) is not None


def is_subheading(line: str) -> bool:
    """Whether a line is a heading inside the goals: 'a) …', or a year's heading '2.1. … 2025'."""
    text = words(line)
    return is_heading(text) and (text[0] in SECTION_LETTERS or _YEAR_HEADING.match(text) is not None)


def group_headings(lines: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int, Section]]:
    """Line, year and section of every heading 'a) …' to 'e) …' in lines first..last (1-based, inclusive).

    The year is that of the numbered heading above ('2.1. Đến hết năm 2025'), which may stand before `first`.
    """
    year = 0
    for number, line in enumerate(lines[: max(last, 0)], start=1):
        text = words(line)
        if found := _YEAR_HEADING.match(text):
            year = int(found.group(1))
        if number >= first and is_heading(line) and text[0] in SECTION_LETTERS:
            yield number, year, SECTION_LETTERS[text[0]]


def read_bullets(lines: Sequence[str], first: int, last: int) -> tuple[list[Bullet], list[StrayText]]:
    """Bullets of lines first..last (1-based, inclusive), and the text that stands in none of them.

    Lines that the text does not have are passed over.
    """
    bullets: list[Bullet] = []
    stray: list[StrayText] = []
    parts: list[tuple[int, str]] = []
    previous = ""
    for number in range(max(first, 1), min(last, len(lines)) + 1):
        line = words(lines[number - 1])
        if not line or is_page_furniture(line):
            continue
        if is_heading(line) or _opens_bullet(line, previous):
            bullets += _joined(parts)
            parts = []
        if not is_heading(line):
            if parts or _opens_bullet(line, previous):
                parts.append((number, line))
            else:
                stray.append(StrayText(number, line))
        previous = line
    return bullets + _joined(parts), stray


@lru_cache(maxsize=4096)
def numbers(text: str) -> tuple[Number, ...]:
    """Every number printed in a bullet, in order."""
    return tuple(_number(text, found) for found in _NUMBER.finditer(text))


def heading_of(headings: Sequence[Heading], line: int) -> Heading | None:
    """Find the declared heading whose range of lines holds the line."""
    return next((h for h in headings if h.first_line <= line <= h.last_line), None)


def _opens_bullet(line: str, previous: str) -> bool:
    """Tell a bullet's dash from that of a compound broken over two lines ('kinh tế / - xã hội').

    After the latter comes a small letter, and the sentence above has not come to its end.
    """
    if not line.startswith("-"):
        return False
    rest = _DASH.sub("", line, count=1)
    return not (rest[:1].islower() and previous[-1:] not in (".", ";", ":") and not is_heading(previous))


def _joined(parts: list[tuple[int, str]]) -> list[Bullet]:
    if not parts:
        return []
    text = _DASH.sub("", " ".join(text for _, text in parts), count=1)
    return [Bullet(parts[0][0], parts[-1][0], text)]


def _number(text: str, found: re.Match[str]) -> Number:
    before, after = text[: found.start()], text[found.end() :]
    if _TO_NUMBER.match(after) or _FROM_NUMBER.search(before):
        operator = Operator.RANGE
    elif _AT_LEAST.search(before):
        operator = Operator.GE
    elif _AT_MOST.search(before):
        operator = Operator.LE
    else:
        operator = Operator.EQ
    percent = _PERCENT.match(after) is not None
    over = re.search(r"\d/$", before) is not None
    return Number(found.group(), _value(found.group()), operator, percent, over)


def _value(printed: str) -> float | None:
    """Vietnamese digits: '1.000' is a thousand, '0,60' six tenths; anything else with a mark is ambiguous."""
    if _GROUPED.fullmatch(printed):
        return float(printed.replace(".", ""))
    if _DECIMAL.fullmatch(printed):
        return float(printed.replace(",", "."))
    return None
