"""The one builder of tables: columns and rows of cells to HTML that scrolls in a frame of its own.

Cells hold text or finished HTML (`Markup`). The lines of HTML are put together here by hand and not in a template:
a page has thousands of cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from markupsafe import Markup

from kpi.markup.compiled import Text, escape, finished


@dataclass(frozen=True)
class Column:
    """A column: its head, and whether its cells are `number`s (to the right) or the `name` that heads their row.

    `style` is the class of the head alone; `label` is said before each cell where a narrow screen stacks them, the
    head itself where there is none and it is text.
    """

    head: Text
    number: bool = False
    name: bool = False
    style: str = ""
    label: str = ""


class Cell(NamedTuple):
    """What is in a cell, its class, its words for pointing at it, over how many rows it stands, its colours as CSS."""

    content: Text
    style: str = ""
    title: str = ""
    rows: int = 1
    look: str = ""


class Row(NamedTuple):
    """The cells of a row and its class; one that `starts_body` opens a new group of rows."""

    cells: Sequence[Text | Cell]
    style: str = ""
    starts_body: bool = False


class Heading(NamedTuple):
    """A line across all columns that heads the rows below it."""

    content: Text
    style: str = "section"


@dataclass(frozen=True)
class Table:
    """A table; `caption` is its hidden caption, `region` names its frame as a region for screen readers.

    `style` are the classes of the table, `frame` those of the frame: a narrow screen shows every row of a table
    that is `stacked` as a card. A cell whose column heads the row (`Column.name`) becomes a row head.
    """

    columns: Sequence[Column]
    rows: Iterable[Row | Heading] = field(default=())
    caption: str = ""
    region: str = ""
    style: str = ""
    frame: str = "scroll"

    def html(self) -> Markup:
        """The table in its frame, which the keyboard can scroll."""
        region = f" role='region' aria-label='{escape(self.region)}'" if self.region else ""
        caption = f"<caption hidden>{escape(self.caption)}</caption>" if self.caption else ""
        style = _class(self.style)
        heads = "".join(
            f"<th scope='col'{_class('num' if column.number else column.style)}>{escape(column.head)}</th>"
            for column in self.columns
        )
        return finished(
            f"<div class='{escape(self.frame)}' tabindex='0'{region}><table{style}>{caption}"
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(self._body())}</tbody></table></div>"
        )

    def _body(self) -> list[str]:
        plain = Cell("")
        columns = [_labelled(column) for column in self.columns] if "stacked" in self.style.split() else self.columns
        tags = [(column, _start(column, plain), "</th>" if column.name else "</td>") for column in columns]
        width, parts = len(tags), list[str]()
        starts: dict[tuple[str, str], str] = {}
        for row in self.rows:
            if isinstance(row, Heading):
                parts.append(
                    f"<tr{_class(row.style)}><th colspan='{width}' scope='colgroup'>{escape(row.content)}</th></tr>"
                )
                continue
            cells = row.cells
            if row.starts_body and parts:
                parts.append("</tbody><tbody>")
            parts.append(f"<tr{_class(row.style)}>")
            # A cell over several rows stands in the first of them: the others begin with a later column.
            for (column, start, end), cell in zip(tags[width - len(cells) :], cells, strict=True):
                if not isinstance(cell, Cell):
                    parts += (start, escape(cell), end)
                    continue
                content, style, title, over, look = cell
                if title or look or over > 1:
                    parts += (_start(column, cell), escape(content), end)
                    continue
                # Thousands of cells have a few looks.
                opened = starts.get((start, style))
                if opened is None:
                    opened = starts[start, style] = _start(column, cell)
                parts += (opened, escape(content), end)
            parts.append("</tr>")
        return parts


def _class(style: str) -> str:
    return f" class='{escape(style)}'" if style else ""


def _labelled(column: Column) -> Column:
    """The column with what is said before its cells."""
    if column.label or isinstance(column.head, Markup):
        return column
    return replace(column, label=column.head)


def _start(column: Column, cell: Cell) -> str:
    """The tag that opens a cell."""
    style = " ".join(filter(None, ("num" if column.number else "", cell.style)))
    more = f" title='{escape(cell.title)}'" if cell.title else ""
    if cell.look:
        more += f" style='{escape(cell.look)}'"
    if column.name:
        scope = f"scope='rowgroup' rowspan='{cell.rows}'" if cell.rows > 1 else "scope='row'"
        return f"<th {scope}{_class(style)}{more}>"
    label = f" data-label='{escape(column.label)}'" if column.label else ""
    return f"<td{_class(style)}{label}{more}>"
