"""Tables on paper: a head that comes again on every page, rows that stay whole, no row left alone on a page."""

from __future__ import annotations

from dataclasses import replace

from kpi.briefing.content import Cell, Row, Table
from kpi.charts import theme
from kpi.export.paper import paper_xml as xml
from kpi.export.paper.paper_xml import PaperCell, Run, Style, paragraph
from kpi.export.picture.fit import TIMES, Setting, column_widths, shown, table_height
from kpi.words import message

SMALL = Setting(size=10, padding=0.13, gap=0.05, around=1.5, face=TIMES)
"""How the tables of a single page are set."""
_WHOLE = 8.0
"""A table not higher than this (centimetres) is kept on one page."""


def paper_table(table: Table, width: float, size: float, lang: str) -> str:
    """The table with its note, `width` centimetres wide, with type of `size` points; it has rows."""
    look = replace(SMALL, size=size)
    widths = column_widths(table, width, look)
    last = len(table.rows) - 1
    whole = table_height(table, width, look) <= _WHOLE
    head = [_cell(Cell(name), size, bold=True, keep=True) for name in table.columns]
    rows = [
        _row(row, size, len(widths), keep=place < last and (whole or place in {0, last - 1}))
        for place, row in enumerate(table.rows)
    ]
    note = " ".join(filter(None, (table.note, table.group_id and message("export.id", lang, id=table.group_id))))
    return xml.table([head, *rows], widths, heads=1) + paragraph(Style.NOTE, note)


def _row(row: Row, size: float, columns: int, *, keep: bool) -> list[PaperCell]:
    if row.heading:
        heading = Run(row.cells[0].text, bold=True, size=size)
        return [PaperCell(paragraph(Style.CELL, heading, keep=True), columns, "F1F3F5")]
    return [_cell(cell, size, keep=keep) for cell in row.cells]


def _cell(cell: Cell, size: float, *, bold: bool = False, keep: bool = False) -> PaperCell:
    style = theme.STATUS_STYLES.get(cell.tone)
    run = Run(shown(cell), bold=bold or style is not None, size=size, colour=style.text if style else "")
    return PaperCell(paragraph(Style.CELL, run, keep=keep))
