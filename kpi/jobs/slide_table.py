"""A table in parts that each fit on a slide: what is in their cells, how wide the columns are, how large the type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi.briefing.content import Cell, Row, Table
from kpi.charts.theme import STATUS_STYLES
from kpi.export.picture.fit import CM_PER_POINT, Setting, column_widths, is_id, shown
from kpi.export.picture.metrics import text_width
from kpi.jobs.slide_fit import WIDTH, cut, line_count
from kpi.words import message

ROWS, TASKS = 7, 4
"""Rows of a table, and tasks, on one slide: more cannot be read across a room."""
SIZES = (2.7, 2.3, 1.9, 1.6)
"""Sizes of the type: the largest in which no word has to be broken."""
_LINES = 4
"""The most lines of a cell; longer words are whole on paper only."""
_LINE, _GAP, _PADDING, _RULE = 1.3, 0.55, 0.9, 0.12
_HEAD = 0.86
_MARK = 0.7
"""What stands around the words of a status, in sizes of the type."""
_POINTS = 3.2
"""Points of `kpi.export.picture.fit` for one unit of a slide."""
_TASK, _DEADLINE = 1, 3
"""The places of a task's words and deadline in its row."""
_BOUND = 8
"""Columns are so wide that lines have at least so many letters, where that is possible."""
_MARK_ROOM, _BOLD = "\u00a0" * 3, "bold"
"""What takes the room of a mark while columns are measured, and the tone of what is set in bold there."""
_LONGEST_TASK = 120
_SHORT = 14
"""A column of numbers stands to the right while its cells have no more letters."""
_CLAUSES = ("; ", ". ", ";\n", ".\n", "\n")


@dataclass(frozen=True)
class TablePart:
    """Rows that fit on one slide; `widths` are the columns' shares in percent, `size` is the place in SIZES."""

    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    size: int
    height: float


def table_parts(table: Table, room: float, lang: str, *, tasks: bool) -> list[TablePart]:
    """The parts of a table that has rows, each at most `room` high; the column of IDs is for paper."""
    with_ids = bool(table.columns) and table.columns[-1] == message("briefing.column_id", lang)
    count = len(table.columns) - with_ids
    rows = tuple(row if row.heading else Row(row.cells[:count]) for row in table.rows)
    if tasks:
        rows = tuple(_shortened(row) for row in rows)
    whole = replace(table, columns=table.columns[:count], widths=table.widths[:count], rows=rows)
    place, widths = _set(whole)
    laid = _Laid(SIZES[place], widths)
    rows = tuple(laid.cut(row) for row in rows)
    head = laid.head_height(whole.columns)
    cells = [row.cells for row in rows if not row.heading]
    numeric = tuple(_is_numeric([row[column] for row in cells]) for column in range(count))
    shares = tuple(100 * width / sum(widths) for width in widths)
    return [
        TablePart(whole.columns, numeric, shares, found, place, head + sum(map(laid.height, found)))
        for found in _even(rows, laid, room - head, TASKS if tasks else ROWS)
    ]


def _is_numeric(cells: Sequence[Cell]) -> bool:
    """Whether a column holds numbers without many words around them, or dashes where there are none."""
    short = all(len(cell.text) <= _SHORT for cell in cells)
    return short and any(cell.value is not None for cell in cells) and not any(cell.tone for cell in cells)


def first_clause(text: str) -> str:
    """A task's words as far as its first clause, and not too long; an ellipsis tells that there are more."""
    ends = [end for end in (text.find(sign) for sign in _CLAUSES) if end > 0]
    first = text[: min(ends, default=len(text))]
    if len(first) > _LONGEST_TASK:
        first = first[:_LONGEST_TASK].rpartition(" ")[0]
    return text if first == text else f"{first.rstrip(' ,;:.')}…"


def _shortened(row: Row) -> Row:
    if row.heading:
        return row
    cells = list(row.cells)
    cells[_TASK] = replace(cells[_TASK], text=first_clause(cells[_TASK].text))
    cells[_DEADLINE] = replace(cells[_DEADLINE], text=cells[_DEADLINE].text.partition("\n")[0])
    return Row(tuple(cells))


def _set(table: Table) -> tuple[int, tuple[float, ...]]:
    """The size of the type and the widths of the columns, in units of the slide."""
    widths: tuple[float, ...] = ()
    for place, size in enumerate(SIZES):
        setting = Setting(size=size * _POINTS, padding=_PADDING * _POINTS * CM_PER_POINT, face=1.03)
        for measured in (_measured(table, _BOUND), _measured(table, 0)):
            found = column_widths(measured, WIDTH * _POINTS * CM_PER_POINT, setting)
            widths = tuple(width / _POINTS / CM_PER_POINT for width in found)
            if _Laid(size, widths).holds_words(measured):
                return place, widths
    return len(SIZES) - 1, widths


def _measured(table: Table, bound: int) -> Table:
    """The table as its columns are measured: short words bound to each other, and the marks of states around theirs."""

    def cell(given: Cell) -> Cell:
        text = _bound_words(_marked(given), bound)
        if given.tone in STATUS_STYLES:
            return Cell(" ".join(f"{_MARK_ROOM}{word}" for word in text.split(" ")), tone=_BOLD)
        return replace(given, text=text)

    rows = (row if row.heading else Row(tuple(map(cell, row.cells))) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _bound_words(text: str, least: int) -> str:
    """The text with words bound to the one before them where that has fewer letters than `least`."""
    words: list[str] = []
    for word in text.split(" "):
        if words and len(words[-1]) < least and "\n" not in words[-1] + word:
            words[-1] += f"\u00a0{word}"
        else:
            words.append(word)
    return " ".join(words)


def _marked(cell: Cell) -> str:
    """The words of a cell with the shape of its status, which stays with the first word."""
    return shown(cell).replace(" ", "\u00a0", 1) if cell.tone in STATUS_STYLES else cell.text


@dataclass(frozen=True)
class _Laid:
    """Columns of these widths, set in this size."""

    size: float
    widths: tuple[float, ...]

    def holds_words(self, table: Table) -> bool:
        """Whether every word has room in its column."""
        for column, width in enumerate(self.widths):
            texts = [(table.columns[column], self.size * _HEAD, width - 2 * _PADDING)]
            cells = (row.cells[column] for row in table.rows if not row.heading)
            texts += [(_marked(cell), self.size, self.room(column, cell)) for cell in cells]
            for text, size, room in texts:
                if any(text_width(word, size, bold=True) > room for word in re.split(r"[ \n]", text)):
                    return False
        return True

    def room(self, column: int, cell: Cell) -> float:
        """The width that is left for the words of a cell."""
        mark = _MARK * self.size if cell.tone or is_id(cell.text) else 0.0
        return self.widths[column] - 2 * _PADDING - mark

    def cut(self, row: Row) -> Row:
        """The row with words of few lines in every cell."""
        if row.heading:
            return Row((replace(row.cells[0], text=cut(row.cells[0].text, WIDTH - 2, self.size, 2, bold=True)),), True)
        return Row(
            tuple(
                replace(cell, text=cut(cell.text, self.room(column, cell), self.size, _LINES, bold=bool(cell.tone)))
                for column, cell in enumerate(row.cells)
            )
        )

    def height(self, row: Row) -> float:
        """The height of a row."""
        if row.heading:
            lines = line_count(row.cells[0].text, WIDTH - 2 * _PADDING, self.size, bold=True)
        else:
            lines = max(
                line_count(_marked(cell), self.room(column, cell), self.size, bold=bool(cell.tone) or not column)
                for column, cell in enumerate(row.cells)
            )
        return lines * self.size * _LINE + 2 * _GAP + _RULE

    def head_height(self, heads: Sequence[str]) -> float:
        """The height of the heads of the columns."""
        size = self.size * _HEAD
        lines = max(
            line_count(head, width - 2 * _PADDING, size, bold=True)
            for head, width in zip(heads, self.widths, strict=True)
        )
        return lines * size * _LINE + 2 * _GAP + _RULE


def _even(rows: Sequence[Row], laid: _Laid, room: float, most: int) -> list[tuple[Row, ...]]:
    """The rows of each part: no more parts than needed, and no part with a few rows that the others could share."""
    found = _grouped(rows, laid, room, most)
    for fewer in range(1, most):
        even = _grouped(rows, laid, room, fewer)
        if len(even) == len(found):
            return even
    return found


def _grouped(rows: Sequence[Row], laid: _Laid, room: float, most: int) -> list[tuple[Row, ...]]:
    """The rows of each part; a heading stands over its rows on every part that they reach."""
    found: list[tuple[Row, ...]] = []
    here: list[Row] = []
    heading: Row | None = None
    for row in rows:
        if row.heading:
            heading = row
            continue
        opens = heading is not None and (not here or _heading_of(here) is not heading)
        added = [heading, row] if opens and heading is not None else [row]
        counted = sum(not each.heading for each in here)
        if counted and (counted == most or sum(map(laid.height, (*here, *added))) > room):
            found.append(tuple(here))
            here, added = [], [heading, row] if heading is not None else [row]
        here += added
    return [*found, tuple(here)] if here else found


def _heading_of(rows: Sequence[Row]) -> Row | None:
    return next((row for row in reversed(rows) if row.heading), None)
