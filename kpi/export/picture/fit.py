"""How wide the columns of a table will be, how high its rows, and how many of them a page takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kpi.briefing.content import Cell, Row, Table
from kpi.charts import theme
from kpi.export.picture.metrics import text_width, wrap
from kpi.words import message

CM_PER_POINT = 2.54 / 72
ARIAL, TIMES = 0.975, 0.88
"""How wide these typefaces run, against the one that is measured with."""
_WORD_SLACK, _CELL_SLACK = 1.04, 0.06
_CAPITALS = 1.12
"""IDs are capitals and digits, which run wider in other typefaces than the letters of words do."""
_WRAP_SLACK = 1.06
_STEPS = 40
_SHORT, _SHORTER, _LINES_OF_SHORT, _LEFT_TO_LONG = 26.0, 22.0, (2, 3), 0.35
"""Up to how many ems a line is short, on how many lines it may stand, and what columns of longer words keep."""
_LEAST_ROOM, _HEADING = 3.2, 0.3
"""Centimetres without which a table shows too little to be worth its heading, and what that takes."""
_BREAKS = re.compile(r"[ \n]|(?<=-)")
_NUMBER_ID = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


@dataclass(frozen=True)
class Setting:
    """How tables are set: type in points, and how wide it runs.

    In centimetres: `padding` on both sides of the words of a cell, `gap` above and below them, and what stands
    `around` a table. `line` is the height of a line in sizes of the type.
    """

    size: float
    padding: float
    gap: float = 0.13
    around: float = 0.0
    face: float = 1.0
    line: float = 1.2

    def width(self, ems: float) -> float:
        """The width in centimetres of a text that is `ems` wide in the measuring typeface."""
        return ems * self.size * self.face * CM_PER_POINT

    def lines(self, text: str, width: float, *, bold: bool = False) -> int:
        """The lines that a text takes in a cell `width` centimetres wide."""
        return len(wrap(text, (width - 2 * self.padding) / CM_PER_POINT / self.face, self.size, bold=bold))


@dataclass(frozen=True)
class _Column:
    """What a column holds, in ems: its longest word, and for each row all its text and its longest line.

    A `judged` one tells how targets stand.
    """

    word: float
    texts: tuple[float, ...]
    line: float
    judged: bool = False

    @property
    def is_short(self) -> bool:
        """Whether its lines are short, or what a reader looks for first: how a target stands."""
        return self.judged or self.line <= _SHORT

    def lines(self, fewest: int) -> int:
        """On how many lines it should stand: one more where it is only just short."""
        return fewest if self.judged or self.line <= _SHORTER else fewest + 1


def column_widths(table: Table, width: float, setting: Setting) -> tuple[float, ...]:
    """The widths of the columns in centimetres, `width` in all: wide enough for every word, then for few lines."""
    return _widths(table.columns, table.rows, table.widths, width, setting)


@lru_cache(maxsize=512)
def _widths(
    heads: tuple[str, ...], rows: tuple[Row, ...], shares: tuple[float, ...], width: float, setting: Setting
) -> tuple[float, ...]:
    columns = _columns(heads, rows)
    around = 2 * setting.padding
    needed = [setting.width(column.word) * _WORD_SLACK + around + _CELL_SLACK for column in columns]
    if sum(needed) >= width:
        return tuple(width * need / sum(needed) for need in needed)
    needed = _short_on_few_lines(columns, needed, width, setting)
    wished = [setting.width(column.line) * _WORD_SLACK + around + _CELL_SLACK for column in columns]
    if sum(wished) > width:
        return _fewest_lines(columns, needed, width, setting)
    spare = (width - sum(wished)) / sum(shares)
    return tuple(wish + spare * share for wish, share in zip(wished, shares, strict=True))


@lru_cache(maxsize=128)
def _columns(heads: tuple[str, ...], rows: tuple[Row, ...]) -> tuple[_Column, ...]:
    cells = [row.cells for row in rows if not row.heading]
    found = []
    for place, head in enumerate(heads):
        texts = [(head, True), *((shown(row[place]), bool(row[place].tone)) for row in cells)]
        lines = [[text_width(line, 1, bold) for line in text.split("\n")] for text, bold in texts]
        words = (_word_width(word, bold) for text, bold in texts for word in _words(text))
        longest, judged = max(max(ems) for ems in lines), any(row[place].tone for row in cells)
        found.append(_Column(max(words), tuple(sum(ems) for ems in lines), longest, judged))
    return tuple(found)


def _word_width(word: str, bold: bool) -> float:
    return text_width(word, 1, bold) * (_CAPITALS if is_id(word) else 1)


def is_id(text: str) -> bool:
    """Whether the text is the ID of a number, which is never broken."""
    return _NUMBER_ID.fullmatch(text) is not None


def _words(text: str) -> list[str]:
    """What stays on one line: words, parts of words up to a hyphen, and whole IDs."""
    return [text] if is_id(text) else _BREAKS.split(text)


def _short_on_few_lines(columns: Sequence[_Column], needed: list[float], width: float, setting: Setting) -> list[float]:
    """Room for what is short, a status, a day or a number, on two lines, or else on three, beside what is long.

    Only as far as it leaves the columns of long words a fair part of the width.
    """
    around = 2 * setting.padding
    for lines in _LINES_OF_SHORT:
        wished = [
            max(need, setting.width(column.line / column.lines(lines) + column.word / 2) + around)
            if column.is_short
            else need
            for column, need in zip(columns, needed, strict=True)
        ]
        long = [place for place, column in enumerate(columns) if not column.is_short]
        taken = sum(wished) - sum(wished[place] for place in long)
        if sum(wished) < width and (not long or width - taken >= _LEFT_TO_LONG * width):
            return wished
    return needed


def _fewest_lines(columns: Sequence[_Column], needed: list[float], width: float, setting: Setting) -> tuple[float, ...]:
    """Give what is left beyond the words step by step to the column that saves the most lines."""
    widths = list(needed)
    step = (width - sum(needed)) / _STEPS
    around = 2 * setting.padding
    areas = [[setting.width(ems) * _WRAP_SLACK for ems in column.texts] for column in columns]
    for _ in range(_STEPS):
        saved = [0.0] * len(widths)
        for row in zip(*areas, strict=True):
            lines = [max(area / (wide - around), 1.0) for area, wide in zip(row, widths, strict=True)]
            first = max(range(len(lines)), key=lines.__getitem__)
            second = max((high for place, high in enumerate(lines) if place != first), default=1.0)
            saved[first] += lines[first] - max(row[first] / (widths[first] + step - around), second, 1.0)
        widths[max(range(len(saved)), key=saved.__getitem__)] += step
    return tuple(widths)


def shown(cell: Cell) -> str:
    """The text of a cell with the shape of its status."""
    style = theme.STATUS_STYLES.get(cell.tone)
    return f"{style.glyph} {cell.text}" if style else cell.text


def head_of(table: Table) -> Row:
    """The heads of the columns as a row."""
    return Row(tuple(Cell(name) for name in table.columns))


def row_height(row: Row, widths: Sequence[float], setting: Setting, *, bold: bool = False) -> float:
    """The height of a row in centimetres; `widths` in centimetres."""
    columns = [sum(widths)] if row.heading else widths
    bold = bold or row.heading
    lines = max(
        setting.lines(shown(cell), width, bold=bold or bool(cell.tone))
        for cell, width in zip(row.cells, columns, strict=True)
    )
    return lines * setting.size * setting.line * CM_PER_POINT + 2 * setting.gap


def head_height(table: Table, widths: Sequence[float], setting: Setting) -> float:
    """The height of the heads of a table in centimetres."""
    return row_height(head_of(table), widths, setting, bold=True)


def table_height(table: Table, width: float, setting: Setting) -> float:
    """The height of the whole table in centimetres."""
    widths = column_widths(table, width, setting)
    return head_height(table, widths, setting) + sum(row_height(row, widths, setting) for row in table.rows)


def fitting(tables: Sequence[Table], width: float, height: float, setting: Setting, lang: str) -> list[Table]:
    """The tables that find room in `height` centimetres, in their order; the last of them may be shortened."""
    kept: list[Table] = []
    for table in tables:
        need = table_height(table, width, setting) + setting.around + _HEADING
        if need > height and height < _LEAST_ROOM:
            break
        kept.append(shortened(table, width, height - setting.around - _HEADING, setting, lang))
        height -= need
    return kept


def shortened(table: Table, width: float, height: float, setting: Setting, lang: str) -> Table:
    """The table with as many rows as fit into `height` centimetres, one at least; says how many were left out."""
    low, high = 0, len(table.rows)
    while low < high:
        middle = (low + high + 1) // 2
        if table_height(replace(table, rows=table.rows[:middle]), width, setting) <= height:
            low = middle
        else:
            high = middle - 1
    kept = list(table.rows[:low])
    while kept and kept[-1].heading:
        kept.pop()
    if not kept:
        first = next((place for place, row in enumerate(table.rows) if not row.heading), 0)
        kept = list(table.rows[: first + 1])
    if len(kept) == len(table.rows):
        return table
    count, shown = (sum(not row.heading for row in rows) for rows in (table.rows, kept))
    note = message("export.rows_shown", lang, shown=shown, all=count)
    return replace(table, rows=tuple(kept), note=f"{table.note} {note}".strip())
