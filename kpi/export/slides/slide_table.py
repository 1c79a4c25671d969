"""Tables on slides: cut into pages by the height their rows will take, every cell ready as XML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kpi.briefing.content import Cell, Row, Table
from kpi.charts import theme
from kpi.charts.palette import HEAD, SOFT
from kpi.export.picture.fit import ARIAL, Setting, column_widths, head_height, head_of, row_height, shown
from kpi.export.slides.deck import FONT
from kpi.export.slides.slide_xml import EMU_PER_CM

PADDING = 0.12
_HEAD_FILL, _STRIPE = HEAD, SOFT
SIZES = (18.0, 16.0, 14.0, 12.0, 10.5, 9.0)
_EVENING_STEPS = 12
_WIDE, _WIDE_TABLE = 6, 14.0
"""From how many columns on a table is wide, and the largest type it is set in: words keep their lines."""


@dataclass(frozen=True)
class TablePage:
    """The rows of one slide, head included, ready as XML; height and widths of the columns in centimetres."""

    rows: tuple[str, ...]
    height: float
    widths: tuple[float, ...]


def setting(size: float) -> Setting:
    """How a slide's tables are set, with type of `size` points."""
    return Setting(size, PADDING, PADDING / 2, face=ARIAL)


def spread(table: Table, width: float, height: float, smallest: float) -> list[TablePage]:
    """The table on as few slides as its smallest type allows, evenly filled, in the largest type that needs no more."""
    largest = _WIDE_TABLE if len(table.columns) >= _WIDE else SIZES[0]
    sizes = [size for size in SIZES if smallest <= size <= largest]
    fewest = len(_Cutting(table, width, smallest).cut(height))
    found = next(cutting for size in sizes if len((cutting := _Cutting(table, width, size)).cut(height)) <= fewest)
    lowest = found.height / fewest
    heights = [lowest + (height - lowest) * step / _EVENING_STEPS for step in range(_EVENING_STEPS)]
    even = next((high for high in heights if len(found.cut(high)) <= fewest), height)
    return found.pages(even)


def first_page(table: Table, width: float, height: float, size: float) -> TablePage:
    """As many rows of the table as go into `height` centimetres."""
    return _Cutting(table, width, size).pages(height)[0]


class _Cutting:
    """A table in type of one size, to be cut into slides."""

    def __init__(self, table: Table, width: float, size: float) -> None:
        look = setting(size)
        self._size = size
        self._widths = column_widths(table, width, look)
        self._head = head_of(table)
        self._top = head_height(table, self._widths, look)
        self._rows = [(row, row_height(row, self._widths, look)) for row in table.rows]
        self.height = self._top + sum(high for _, high in self._rows)
        """The height of the whole table in centimetres."""

    def cut(self, height: float) -> list[list[tuple[Row, float]]]:
        """The rows, with their heights, by slide; a heading never stands last on its slide."""
        pages: list[list[tuple[Row, float]]] = [[]]
        used = self._top
        for row, needed in self._rows:
            if pages[-1] and used + needed > height:
                carried = [pages[-1].pop()] if pages[-1][-1][0].heading else []
                pages.append(carried)
                used = self._top + sum(high for _, high in carried)
            pages[-1].append((row, needed))
            used += needed
        return [page for page in pages if page]

    def pages(self, height: float) -> list[TablePage]:
        """The slides, ready as XML."""
        return [_page(self._head, self._top, page, self._size, self._widths) for page in self.cut(height)]


def _page(head: Row, top: float, page: list[tuple[Row, float]], size: float, widths: tuple[float, ...]) -> TablePage:
    columns = len(widths)
    rows = [_row(head, top, size, columns, fill=_HEAD_FILL, bold=True)]
    for place, (row, high) in enumerate(page):
        fill = _HEAD_FILL if row.heading else _STRIPE if place % 2 else theme.BACKGROUND
        rows.append(_row(row, high, size, columns, fill=fill, bold=row.heading))
    return TablePage(tuple(rows), top + sum(high for _, high in page), widths)


def _row(row: Row, height: float, size: float, columns: int, *, fill: str, bold: bool) -> str:
    cells = [_cell(cell, size, fill, bold=bold, span=columns if row.heading else 1) for cell in row.cells]
    if row.heading:
        cells += ['<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>'] * (
            columns - 1
        )
    return f'<a:tr h="{round(height * EMU_PER_CM)}">{"".join(cells)}</a:tr>'


def _cell(cell: Cell, size: float, fill: str, *, bold: bool, span: int) -> str:
    style = theme.STATUS_STYLES.get(cell.tone)
    colour = style.text if style else theme.INK
    look = (
        f'lang="vi-VN" sz="{round(size * 100)}" b="{int(bold or style is not None)}"><a:solidFill>'
        f'<a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill><a:latin typeface="{FONT}"/>'
    )
    lines = shown(cell).split("\n")
    paragraphs = "".join(f"<a:p><a:r><a:rPr {look}</a:rPr><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)
    margin = round(PADDING * EMU_PER_CM)
    rule = f'<a:lnB w="6350"><a:solidFill><a:srgbClr val="{theme.BORDER.removeprefix("#")}"/></a:solidFill></a:lnB>'
    none = "".join(f'<a:ln{side} w="0"><a:noFill/></a:ln{side}>' for side in "LRT")
    spanned = f' gridSpan="{span}"' if span > 1 else ""
    return (
        f"<a:tc{spanned}><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
        f'<a:tcPr marL="{margin}" marR="{margin}" marT="{margin // 2}" marB="{margin // 2}">{none}{rule}'
        f'<a:solidFill><a:srgbClr val="{fill.removeprefix("#")}"/></a:solidFill></a:tcPr></a:tc>'
    )
