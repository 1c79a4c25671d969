"""Excel: one sheet a chart with its native chart and typed numbers, then sources, method and every ID."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from xlsxwriter import Workbook

from kpi.briefing.content import Block, ChartBlock, Content, Context, Table, Text
from kpi.briefing.front.blocks import Scoreboard
from kpi.briefing.model import ItemKind
from kpi.export import words
from kpi.export.front import ask_title, questions_of
from kpi.export.office_chart.series import path_series
from kpi.export.sheet.sheet_chart import bar_chart, counts_chart, path_chart
from kpi.export.sheet.sheet_parts import Looks, Sheet, SheetNames, add_sheet, put, put_table, set_height
from kpi.export.sheet.sheet_series import SHOWN, bar_rows, series_rows
from kpi.words import message

_CHART_SIZE = {"width": 960, "height": 470}
_CHART_ROWS = 25
_TEXT_WIDTH = 120


def make(content: Content) -> bytes:
    """The workbook, the same bytes for the same content. `content` has no problems."""
    return _Book(content.context, content.title).whole(content)


def make_chart(block: ChartBlock) -> bytes:
    """A workbook of one chart, with its sources and IDs."""
    return _Book(block.context, block.title).single(block)


@dataclass
class _Listed:
    """An entry of the table of contents; `kind` says what it is. Without a sheet of its own `kind` tells why."""

    sheet: str
    title: str
    kind: str = ""


class _Book:
    def __init__(self, context: Context, title: str) -> None:
        self._out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(self._out, options)
        self._context = context
        self._lang = context.lang
        self._looks = Looks(self._book, context.lang)
        self._names = SheetNames()
        self._listed: list[_Listed] = []
        created = datetime.combine(context.built_on, time())
        self._book.set_properties({"title": title, "comments": words.stands_on(context), "created": created})

    def whole(self, content: Content) -> bytes:
        """Contents, a sheet a block, sources, method, IDs."""
        front = self._add(message("export.contents", self._lang))
        for block in content.blocks():
            self._block(block)
        self._sources(content)
        self._ids(content)
        self._front(front, content)
        self._book.close()
        return self._out.getvalue()

    def single(self, block: ChartBlock) -> bytes:
        """The chart's sheet, its sources and its IDs."""
        self._chart(block)
        sheet = self._add(message("export.sources", self._lang))
        self._lines(sheet, 0, words.source_lines(block.sources, self._lang))
        self._book.close()
        return self._out.getvalue()

    def _add(self, name: str) -> Sheet:
        return add_sheet(self._book, self._names.free(name), self._context, self._looks)

    def _block(self, block: Block) -> None:
        match block:
            case ChartBlock():
                self._chart(block)
            case Table():
                self._table(block)
            case Text():
                title = block.title or message("briefing.sentence_title", self._lang)
                sheet = self._add(title)
                self._listed.append(_Listed(sheet.get_name(), title, message("item_kind.sentence", self._lang)))
                self._lines(sheet, 0, [title, *block.text.split("\n"), block.remark])

    def _head(self, sheet: Sheet, lines: Sequence[str], url: str) -> int:
        """Title and what is said under it; returns the next free row."""
        row = sheet.first_row
        put(sheet, row, 0, lines[0], self._looks.title)
        for text in lines[1:]:
            row += 1
            put(sheet, row, 0, text, self._looks.note)
        if url:
            row += 1
            sheet.write_url(row, 0, url, self._looks.link, message("export.open", self._lang))
        return row + 2

    def _chart(self, block: ChartBlock) -> None:
        sheet = self._add(block.short_name)
        kind = " · ".join((message(f"item_kind.{ItemKind.CHART}", self._lang), block.subtitle))
        self._listed.append(_Listed(sheet.get_name(), block.title, kind))
        said = words.said_of(block).split("\n")
        stands = words.stands_on(block.context, block.group_id)
        top = self._head(sheet, [block.title, words.headed(block), *said, stands], block.url)
        first = top + _CHART_ROWS
        sheet.set_column(0, 1, 48)
        sheet.set_column(2, 6, 15)
        if not block.scene.rows:
            sheet.set_column(SHOWN, SHOWN, 26)
        if block.scene.rows:
            last = bar_rows(sheet, first, block, self._looks)
            chart = bar_chart(self._book, sheet, block.scene, first)
        else:
            series = path_series(block.scene)
            spans, last = series_rows(sheet, first, block, series, self._looks)
            chart = path_chart(self._book, sheet, block.scene, series, spans)
        chart.set_size(_CHART_SIZE)
        sheet.insert_chart(top, 0, chart, {"description": block.sentence})
        if block.scene.rows:
            put_table(sheet, last + 2, block.table, self._looks)

    def _table(self, table: Table) -> None:
        """A sheet for a table with rows; one without is told in the contents and has no empty sheet."""
        if not table.rows:
            self._listed.append(_Listed("", table.title, " ".join(filter(None, (table.empty, table.remark)))))
            return
        sheet = self._add(table.title)
        self._listed.append(_Listed(sheet.get_name(), table.title, message("item_kind.table", self._lang)))
        lines = [table.title, *filter(None, (table.note, table.remark))]
        lines.append(words.stands_on(self._context, table.group_id))
        first = self._head(sheet, lines, table.url)
        last = put_table(sheet, first, table, self._looks)
        sheet.freeze_panes(first + 1, 1)
        if isinstance(table, Scoreboard) and len(table.rows) > 1:
            chart = counts_chart(self._book, sheet, table, first)
            sheet.insert_chart(last + 2, 0, chart, {"description": table.title})

    def _lines(self, sheet: Sheet, row: int, lines: Sequence[str]) -> None:
        sheet.set_column(0, 0, _TEXT_WIDTH)
        start = sheet.first_row + row
        for place, line in enumerate(filter(None, lines)):
            put(sheet, start + place, 0, line, self._looks.wrapped, self._looks)
            set_height(sheet, start + place, [(line, _TEXT_WIDTH)])

    def _sources(self, content: Content) -> None:
        title = message("export.sources", self._lang)
        sheet = self._add(title)
        self._listed.append(_Listed(sheet.get_name(), title))
        heads = [message(f"briefing.column_{name}", self._lang) for name in ("number", "what", "address")]
        rows = [[place, source.text, source.url] for place, source in enumerate(content.sources, start=1)]
        self._plain(sheet, heads, rows, (6, 90, 70))
        title = message("export.method", self._lang)
        sheet = self._add(title)
        self._listed.append(_Listed(sheet.get_name(), title))
        self._lines(sheet, 0, list(content.method))

    def _ids(self, content: Content) -> None:
        """Every ID of the file: charts and rows, then each of their numbers."""
        title = message("export.ids", self._lang)
        sheet = self._add(title)
        self._listed.append(_Listed(sheet.get_name(), title))
        heads = [message(f"briefing.column_{name}", self._lang) for name in ("id", "chart", "what", "value", "shown")]
        rows: list[list[Any]] = []
        for group in content.groups().values():
            rows.append([group.group_id, group.title, message("export.whole_group", self._lang), None, ""])
            rows += [[n.number_id, group.title, n.what, n.value, n.text] for n in group.numbers]
        self._plain(sheet, heads, rows, (14, 60, 50, 14, 30))

    def _plain(
        self, sheet: Sheet, heads: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[float]
    ) -> None:
        first = sheet.first_row
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            put(sheet, first, column, head, self._looks.head)
            sheet.set_column(column, column, width)
        for row, cells in enumerate(rows, start=first + 1):
            for column, cell in enumerate(cells):
                put(sheet, row, column, cell, self._looks.wrapped, self._looks)
            set_height(sheet, row, [(str(cell or ""), width) for cell, width in zip(cells, widths, strict=True)])
        sheet.freeze_panes(first + 1, 0)

    def _front(self, sheet: Sheet, content: Content) -> None:
        """Title, the sentence on the unit with what to ask, and what the book holds, each with its kind."""
        frame = content.frame
        said = (frame.verdict, " · ".join(frame.stands_on)) if frame else ()
        stands = words.stands_on(self._context)
        row = self._head(sheet, [content.title, content.subtitle, *said, *content.remark.split("\n"), stands], "")
        asked = questions_of(content)
        if asked:
            put(sheet, row, 0, ask_title(self._lang), self._looks.strong)
            for place, line in enumerate(asked, start=row + 1):
                put(sheet, place, 0, line.head, self._looks.text)
                put(sheet, place, 1, line.basis, self._looks.note)
            row += len(asked) + 2
        sheet.set_column(0, 0, 90)
        sheet.set_column(1, 1, 60)
        for listed in self._listed:
            if listed.sheet:
                sheet.write_url(row, 0, f"internal:'{listed.sheet}'!A1", self._looks.link, listed.title)
            else:
                put(sheet, row, 0, listed.title, self._looks.text)
            put(sheet, row, 1, listed.kind, self._looks.note)
            row += 1
        sheet.activate()
