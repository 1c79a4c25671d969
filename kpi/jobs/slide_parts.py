"""What stands on each slide of one item: a chart with its sentence, rows of a table, or words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from kpi.briefing.content import Block, ChartBlock, Number, Table, Text
from kpi.jobs.slide_fit import WIDTH, body_height, chunks, cut, line_count
from kpi.jobs.slide_table import TablePart, table_parts

WORDS, WORDS_LINE = 3.6, 1.35
_WORDS_WIDTH = 132.0
_SENTENCES = ((2.8, 4), (2.55, 7))
"""Sizes of the sentence under a chart, each with the most lines; a longer one has slides of its own."""
_SENTENCE_LINE, _BETWEEN = 1.32, 1.2
_REMARK, _REMARK_INDENT, _REMARK_LINES = 2.4, 2.5, 3
_NOTE = 2.0
_LEAST_CHART = 30.0
NUMBERS_WIDTH = 46.0
_NUMBER_SCALES = (1.0, 0.82, 0.66, 0.52)


@dataclass(frozen=True)
class ChartPart:
    """A chart `width` × `height` units large; `numbers` is the place in the sizes of the numbers beside it, if any.

    `size` is the place in the sizes of the sentence; empty words are on slides of their own.
    """

    block: ChartBlock
    width: float
    height: float
    numbers: int | None
    sentence: str
    size: int
    remark: str


@dataclass(frozen=True)
class RowsPart:
    """Rows of a table with what is said below them."""

    table: TablePart
    note: str
    remark: str


@dataclass(frozen=True)
class WordsPart:
    """Paragraphs."""

    paragraphs: tuple[str, ...]


Part: TypeAlias = ChartPart | RowsPart | WordsPart


def parts_of(block: Block, lang: str, *, tasks: bool = False) -> list[Part]:
    """The slides of one chart, table or text; `tasks` tells that the rows of the table are tasks."""
    room = body_height(block.title)
    match block:
        case ChartBlock():
            return _chart(block, room)
        case Table():
            return _table(block, room, lang, tasks=tasks)
        case Text():
            return [*_words(block.text, room), *_words(block.remark, room)]


def _words(text: str, room: float) -> list[Part]:
    """A text on slides of its own; none for no text."""
    found = chunks(text, _WORDS_WIDTH, WORDS, int(room / (WORDS * WORDS_LINE)) - 1)
    return [WordsPart(paragraphs) for paragraphs in found]


def _table(table: Table, room: float, lang: str, *, tasks: bool) -> list[Part]:
    if not table.rows:
        return [*_words(table.empty, room), *_words(table.remark, room)]
    note = cut(table.note, WIDTH, _NOTE, 2) if table.note else ""
    below = line_count(note, WIDTH, _NOTE) * _NOTE * _SENTENCE_LINE + _BETWEEN if note else 0.0
    found: list[Part] = [
        RowsPart(part, note if not place else "", "")
        for place, part in enumerate(table_parts(table, room - below, lang, tasks=tasks))
    ]
    last = found[-1]
    assert isinstance(last, RowsPart)
    if table.remark and _remark_height(table.remark) + last.table.height + below <= room:
        return [*found[:-1], replace(last, remark=table.remark)]
    return [*found, *_words(table.remark, room)]


def _remark_height(text: str) -> float:
    """The height of a remark, which stands apart from what is above; none for no text."""
    lines = sum(line_count(line, WIDTH - _REMARK_INDENT, _REMARK) for line in text.split("\n"))
    return lines * _REMARK * _SENTENCE_LINE + _BETWEEN if text else 0.0


def _chart(block: ChartBlock, room: float) -> list[Part]:
    more: list[Part] = []
    height, size, sentence, remark = room, 0, block.sentence, block.remark
    if sentence:
        for place, (points, most) in enumerate(_SENTENCES):
            lines = line_count(sentence, WIDTH, points)
            if lines <= most:
                height, size = room - lines * points * _SENTENCE_LINE - _BETWEEN, place
                break
        else:
            more, sentence = _words(sentence, room), ""
    if remark:
        if height - _remark_height(remark) < _LEAST_CHART:
            more, remark = [*more, *_words(remark, room)], ""
        else:
            height -= _remark_height(remark)
    numbers = None if block.scene.rows else _number_size(block, height)
    width = WIDTH if numbers is None else WIDTH - NUMBERS_WIDTH
    return [ChartPart(block, width, height, numbers, sentence, size, remark), *more]


def _number_size(block: ChartBlock, room: float) -> int:
    """The largest size in which the numbers beside a chart are no higher than it."""
    heights = (_numbers_height(block, scale) for scale in _NUMBER_SCALES)
    return next((place for place, height in enumerate(heights) if height <= room), len(_NUMBER_SCALES) - 1)


def _numbers_height(block: ChartBlock, scale: float) -> float:
    width = NUMBERS_WIDTH - 3
    height = 0.0
    if block.status:
        height += line_count(f"M {block.status_words}", width - 4.5 * scale, 2.9 * scale, bold=True) * 3.9 * scale + 3
    if block.actual is None:
        height += line_count(block.no_actual, width, 2.8 * scale, bold=True) * 3.7 * scale + 2
    for number, size in ((block.actual, 7.8), (block.due, 5.2)):
        if isinstance(number, Number):
            height += line_count(number.what, width, 2.3 * scale) * 2.9 * scale + 2
            height += line_count(number.text, width, size * scale, bold=True) * size * 1.12 * scale
    return height
