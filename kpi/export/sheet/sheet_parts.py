"""What every sheet of a workbook shares: looks, names, the banner of made-up data, typed cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from kpi.briefing.content import Cell, Context, Row, Table
from kpi.charts import palette, theme
from kpi.export.picture.metrics import wrap
from kpi.export.sheet.tables import would_run
from kpi.export.sheet.workbook import ExactWorksheet
from kpi.words import format_number, message

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WIDEST, _NARROWEST = 46, 9
_SIZE, _LINE, _POINTS_A_CHARACTER = 10, 1.35, 5.4
_PARTICULARS = 30


class Sheet(ExactWorksheet):
    """A sheet that knows its first free row: the second one where a banner stands above."""

    first_row = 0


class Looks:
    """The formats of one workbook; number formats are made as they are needed."""

    def __init__(self, book: Workbook, lang: str) -> None:
        self._book = book
        self._numbers: dict[str, Format] = {}
        self.lang = lang
        base = {"font_name": "Arial", "font_size": _SIZE, "valign": "top"}
        self._base = base
        self.title = book.add_format(
            base | {"bold": True, "font_size": 14, "font_color": theme.ACTUAL, "num_format": "@"}
        )
        self.note = book.add_format(base | {"font_color": theme.INK_MUTED, "num_format": "@"})
        self.head = book.add_format(
            base
            | {
                "bold": True,
                "bg_color": palette.HEAD,
                "bottom": 1,
                "text_wrap": True,
                "num_format": "@",
                "align": "left",
                "indent": 1,
            }
        )
        # Without an indent a number on the right of its column would touch the words on the left of the next one.
        words = base | {"num_format": "@", "align": "left", "indent": 1}
        self.text = book.add_format(words)
        words["text_wrap"] = True
        self.wrapped = book.add_format(words)
        self.quoted = book.add_format(words | {"quote_prefix": True})
        self.strong = book.add_format(base | {"bold": True, "bg_color": palette.TOTAL, "num_format": "@"})
        self.link = book.add_format(base | {"font_color": theme.PRIMARY, "underline": 1})
        self.year = book.add_format(base | {"num_format": "0.##", "align": "left"})
        self.banner = book.add_format(
            base | {"bold": True, "font_color": palette.ON_FAULT, "bg_color": palette.FAULT, "font_size": 13}
        )

    def number(self, value: float, text: str = "") -> Format:
        """A number with its decimals, between the words that the briefing writes around it."""
        written = format_number(value, self.lang)
        before, found, after = text.partition(written)
        decimals = len(written.partition("," if self.lang == "vi" else ".")[2])
        form = "#,##0" + ("." + "0" * decimals if decimals else "")
        if found and "\n" not in before and '"' not in text:
            form = f"{_quoted(before)}{form}{_quoted(after.partition(chr(10))[0])}"
        if form not in self._numbers:
            self._numbers[form] = self._book.add_format(self._base | {"num_format": form})
        return self._numbers[form]


def _quoted(words: str) -> str:
    return f'"{words}"' if words else ""


class SheetNames:
    """Names that a workbook takes: short, without signs it refuses, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, name: str) -> str:
        """A name like `name` that no sheet has yet."""
        plain = " ".join(_NOT_IN_NAMES.sub(" ", name).split()) or "Bảng"
        for count in range(1, 1000):
            tail = "" if count == 1 else f" ({count})"
            tried = f"{plain[: _LONGEST_NAME - len(tail)].strip()}{tail}"
            if tried.casefold() not in self._taken:
                self._taken.add(tried.casefold())
                return tried
        raise ValueError(f"too many sheets named {name!r}")


def add_sheet(book: Workbook, name: str, context: Context, looks: Looks) -> Sheet:
    """A sheet set for printing; made-up data get a banner and a header that print on every page."""
    sheet: Sheet = book.add_worksheet(name, worksheet_class=Sheet)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    if context.demo:
        mark = message("chart_words.watermark", context.lang)
        sheet.set_row(0, 24, looks.banner)
        sheet.write_string(0, 0, message("demo.ribbon", context.lang), looks.banner)
        sheet.set_header(f"&C&B{mark}")
        sheet.first_row = 1
    return sheet


def put(sheet: Sheet, row: int, column: int, cell: Any, look: Format, looks: Looks | None = None) -> None:
    """One value: numbers typed, text as text even where it begins like a formula."""
    if cell is None or cell == "":
        return
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell, looks.number(float(cell)) if looks else None)
        return
    text = f"{cell} " if cell.startswith("<r>") and cell.endswith("</r>") else cell
    sheet.write_string(row, column, text, looks.quoted if looks and would_run(text) else look)


def set_height(sheet: Sheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row high enough for its wrapped texts, each with the width of its column in characters."""
    lines = max((len(wrap(text, width * _POINTS_A_CHARACTER, _SIZE)) for text, width in texts if text), default=1)
    if lines > 1:
        sheet.set_row(row, lines * _SIZE * _LINE)


def put_table(sheet: Sheet, first: int, table: Table, looks: Looks) -> int:
    """A table with typed numbers, head at row `first`; returns its last row.

    Where numbers carry more words than fit around them (period, series), those get a column of their own.
    """
    doubled = _doubled(table)
    column = 0
    for place, head in enumerate(table.columns):
        put(sheet, first, column, head, looks.head)
        sheet.set_column(column, column, _width(table, place))
        column += 1
        if place in doubled:
            put(sheet, first, column, message("export.particulars", looks.lang), looks.head)
            sheet.set_column(column, column, _PARTICULARS)
            column += 1
    widths = [_width(table, place) for place in range(len(table.columns))]
    set_height(sheet, first, zip(table.columns, widths, strict=True))
    for row, content in enumerate(table.rows, start=first + 1):
        _put_row(sheet, row, content, doubled, looks)
        if not content.heading:
            set_height(sheet, row, _texts(content, widths, doubled))
    return first + len(table.rows)


def _texts(row: Row, widths: Sequence[float], doubled: frozenset[int]) -> Iterator[tuple[str, float]]:
    """The texts of a row with the widths that they wrap in."""
    for place, cell in enumerate(row.cells):
        if place in doubled:
            head, _, rest = cell.text.partition("\n")
            yield head, widths[place]
            yield rest, _PARTICULARS
        else:
            yield cell.text, widths[place]


def _put_row(sheet: Sheet, row: int, content: Row, doubled: frozenset[int], looks: Looks) -> None:
    if content.heading:
        put(sheet, row, 0, content.cells[0].text, looks.strong)
        return
    column = 0
    for place, cell in enumerate(content.cells):
        _put_cell(sheet, row, column, cell, looks, split=place in doubled)
        column += 2 if place in doubled else 1


def _put_cell(sheet: Sheet, row: int, column: int, cell: Cell, looks: Looks, *, split: bool) -> None:
    head, _, rest = cell.text.partition("\n")
    if cell.value is not None:
        sheet.write_number(row, column, cell.value, looks.number(cell.value, head))
    else:
        text = head if split else cell.text
        put(sheet, row, column, text, looks.quoted if would_run(text) else looks.wrapped)
    if split and rest:
        put(sheet, row, column + 1, rest, looks.wrapped)


def _doubled(table: Table) -> frozenset[int]:
    """Columns in which some number has more than one line."""
    return frozenset(
        place
        for row in table.rows
        if not row.heading
        for place, cell in enumerate(row.cells)
        if cell.value is not None and "\n" in cell.text
    )


def _width(table: Table, place: int) -> float:
    texts = [table.columns[place], *(row.cells[place].text for row in table.rows if not row.heading)]
    longest = max(len(line) for text in texts for line in text.split("\n"))
    return min(max(longest * 0.95 + 2, _NARROWEST), _WIDEST)
