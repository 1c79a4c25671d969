"""A plain table: any rows of words under any heads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kpi.markup import Column, Markup, Row, Table

NOTHING = "–"


def plain_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str, *, numeric: Collection[int] = (), style: str = ""
) -> Markup:
    """Rows of finished words; the first column heads its row, the columns `numeric` stand to the right.

    `style` 'tall' keeps the header in sight while a long table scrolls in a frame of its own; 'tall cells' keeps
    every cell on one line besides.
    """
    columns = [Column(words, number=place in numeric, name=place == 0) for place, words in enumerate(heads)]
    frame = f"scroll {style}".strip()
    look = "" if "cells" in style.split() else "stacked"
    return Table(columns, map(Row, rows), caption=caption, region=caption, style=look, frame=frame).html()


def words(cell: object) -> str:
    """A cell of a query as text; a dash where there is none."""
    return NOTHING if cell is None else str(cell) or NOTHING
