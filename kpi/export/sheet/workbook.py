"""A table as an Excel workbook: typed cells, a frozen header, and a sheet that names the sources."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kpi.charts import palette
from kpi.export.sheet.about import About
from kpi.export.sheet.tables import plain_text, would_run
from kpi.model.characters import visible, visible_throughout
from kpi.words import format_date, message

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_TEXT = 32_767
_EXACT_INTEGER = 10**15
_FIRST_DAY = date(1900, 3, 1)
_WIDEST, _NARROWEST = 60, 8
_DECIMALS_SHOWN = 6
_PLAIN_NUMBERS = re.compile(r"(^|_)(year|line|vintage|row|col|rank)$|^\d{4}$")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_HEAD = {"bold": True, "bg_color": palette.SOFT, "bottom": 1, "valign": "top", "text_wrap": True}


class WorkbookLimitError(ValueError):
    """The table does not fit into a workbook: `code` is rows, columns or text; `limit` what would fit."""

    def __init__(self, code: str, limit: int) -> None:
        super().__init__(f"{code} over {limit}")
        self.code = code
        self.limit = limit


class ExactWorksheet(Worksheet):
    """Writes numbers in the shortest form that reads back the same; the library stops at 16 digits."""

    def _xml_number_element(self, number: float, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        written = "".join(f' {key}="{self._escape_attributes(value)}"' for key, value in attributes)
        self.fh.write(f"<c{written}><v>{number!r}</v></c>")


def workbook(table: pa.Table, about: About) -> bytes:
    """The workbook's bytes, the same for the same table and snapshot.

    Raises WorkbookLimitError when the table is larger than a workbook may be.
    """
    if table.num_rows > MAX_ROWS - 2:
        raise WorkbookLimitError("rows", MAX_ROWS - 2)
    if table.num_columns > MAX_COLUMNS:
        raise WorkbookLimitError("columns", MAX_COLUMNS)
    about = visible_throughout(about)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        book.set_properties(
            {
                "title": about.title,
                "comments": about.citation(),
                "created": datetime.combine(about.built_on, time()),
            }
        )
        _Sheet(book, about).write(table)
        _write_sources(book, about)
    return out.getvalue()


class _Sheet:
    """The sheet with the table itself."""

    def __init__(self, book: Workbook, about: About) -> None:
        title = _NOT_IN_SHEET_NAMES.sub(" ", about.title)[:31].strip() or about.name[:31]
        self._sheet = book.add_worksheet(title, worksheet_class=ExactWorksheet)
        self._book = book
        self._about = about
        self._forms: dict[str, Format] = {}
        self._text = book.add_format({"num_format": "@", "valign": "top"})
        self._wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._quoted = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True, "quote_prefix": True})

    def write(self, table: pa.Table) -> None:
        """Watermark row if the data are made up, header, cells, widths, filter, frozen panes."""
        head = 0
        if self._about.demo:
            _watermark(self._book, self._sheet, self._about)
            head = 1
        style = self._book.add_format(_HEAD)
        for place, name in enumerate(table.column_names):
            words = self._about.headings.get(name, name)
            self._sheet.write_string(head, place, visible(words), style)
            self._column(table.column(place).to_pylist(), place, head + 1, name, words)
        self._sheet.freeze_panes(head + 1, 1)
        if table.num_columns:
            self._sheet.autofilter(head, 0, head + max(table.num_rows, 1), table.num_columns - 1)
        self._sheet.set_landscape()
        self._sheet.repeat_rows(0, head)
        self._sheet.fit_to_pages(1, 0)

    def _column(self, cells: list[Any], place: int, first: int, name: str, words: str) -> None:
        longest = max((len(_shown(cell)) for cell in cells), default=0)
        width = min(max(longest, *map(len, words.split()), 1) + 2, _WIDEST)
        self._sheet.set_column(place, place, max(width, _NARROWEST))
        day, moment = map(self._form, _day_forms(self._about.lang))
        plain = bool(_PLAIN_NUMBERS.search(name)) and all(isinstance(cell, int) for cell in cells if cell is not None)
        text = self._wrapped if longest > _WIDEST else self._text
        for row, cell in enumerate(cells, start=first):
            if cell is None:
                continue
            match cell:
                case bool():
                    self._sheet.write_boolean(row, place, cell)
                case int() | float() if _is_exact(cell):
                    self._sheet.write_number(row, place, cell, self._form("0" if plain else _number_form(cell)))
                case datetime() if cell.tzinfo is None and cell.date() >= _FIRST_DAY:
                    self._sheet.write_datetime(row, place, cell, moment)
                case date() if not isinstance(cell, datetime) and cell >= _FIRST_DAY:
                    self._sheet.write_datetime(row, place, datetime.combine(cell, time()), day)
                case Decimal() if Decimal(float(cell)) == cell:
                    self._sheet.write_number(row, place, float(cell), self._form(_number_form(cell)))
                case _:
                    self._write_text(row, place, plain_text(cell), text)

    def _form(self, form: str) -> Format:
        """The style of a number or a day, made once for the workbook."""
        if form not in self._forms:
            self._forms[form] = self._book.add_format({"num_format": form, "valign": "top"})
        return self._forms[form]

    def _write_text(self, row: int, place: int, text: str, style: Format) -> None:
        if len(text.encode("utf-16-le", errors="replace")) // 2 > MAX_TEXT:
            raise WorkbookLimitError("text", MAX_TEXT)
        _put_text(self._sheet, row, place, text, self._quoted if would_run(text) else style)


def _put_text(sheet: Worksheet, row: int, place: int, text: str, style: Format) -> None:
    """Write text as text; one in the library's own notation for rich text must not be taken for that."""
    shown = visible(text)
    safe = f"{shown} " if shown.startswith("<r>") and shown.endswith("</r>") else shown
    sheet.write_string(row, place, safe, style)


def _is_exact(number: float) -> bool:
    """Whether a workbook can hold the number to the last digit: finite, and no longer than a double."""
    if isinstance(number, int):
        return abs(number) < _EXACT_INTEGER
    return number - number == 0


def _number_form(number: float | Decimal) -> str:
    """Every decimal of the number and no more: who reads a point as thousands would take 60.000 for sixty thousand."""
    decimals = 0 if isinstance(number, int) else _decimals(number)
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def _decimals(number: float | Decimal) -> int:
    fraction = f"{number:.{_DECIMALS_SHOWN}f}".partition(".")[2]
    return len(fraction.rstrip("0"))


def _day_forms(lang: str) -> tuple[str, str]:
    return ("dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss") if lang == "vi" else ("d mmm yyyy", "d mmm yyyy hh:mm:ss")


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:,.{_decimals(cell)}f}" if isinstance(cell, float) else plain_text(cell)


def _watermark(book: Workbook, sheet: Worksheet, about: About) -> None:
    style = book.add_format({"bold": True, "font_color": palette.ON_FAULT, "bg_color": palette.FAULT, "font_size": 13})
    sheet.set_row(0, 24, style)
    sheet.write_string(0, 0, message("demo.ribbon", about.lang), style)
    sheet.set_header(f"&C&B{message('chart_words.watermark', about.lang)}")


def _write_sources(book: Workbook, about: About) -> None:
    """The sheet that says what the table is, what its columns mean and where every number comes from."""
    sheet = book.add_worksheet(message("download.sources_sheet", about.lang))
    bold = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
    head = book.add_format(_HEAD)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 4, 34)
    row = 0

    def put(*cells: str, style: Format = plain, first: Format | None = None) -> None:
        nonlocal row
        for place, cell in enumerate(cells):
            _put_text(sheet, row, place, cell, first if first and not place else style)
        row += 1

    for what, words in about.facts():
        put(what, words, first=bold)
    if about.meanings:
        row += 1
        put(message("download.column", about.lang), message("download.meaning", about.lang), style=head)
        for name, meaning in about.meanings.items():
            put(name, meaning)
    row += 1
    keys = ("publisher", "source_title", "address", "source_day", "note")
    put(*(message(f"download.{key}", about.lang) for key in keys), style=head)
    for source in about.sources:
        day = format_date(source.day, about.lang) if source.day else ""
        put(source.publisher, source.title, source.address, day, source.note)
