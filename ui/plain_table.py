"""A plain table as HTML: any rows under any heads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape

NOTHING = "–"


def plain_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str, *, numeric: Collection[int] = (), style: str = ""
) -> str:
    """Rows of finished words; the first column heads its row, the columns `numeric` stand to the right.

    `style` 'tall' keeps the header in sight while a long table scrolls in a frame of its own; 'tall cells' keeps
    every cell on one line besides.
    """
    right = ["class=num" if place in numeric else "" for place in range(len(heads))]
    head = "".join(f"<th scope=col {right[place]}>{escape(words)}</th>" for place, words in enumerate(heads))
    body = "".join(
        "<tr>"
        + "".join(
            f"<th scope=row>{escape(cell)}</th>" if place == 0 else f"<td {right[place]}>{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f"<div class='scroll {style}' tabindex='0' role='region' aria-label='{escape(caption)}'><table>"
        f"<caption hidden>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def words(cell: object) -> str:
    """A cell of a query as text; a dash where there is none."""
    return NOTHING if cell is None else str(cell) or NOTHING
