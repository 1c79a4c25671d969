"""A table with a column for each of many years, as it is set on paper and slides: the targets in one column."""

from __future__ import annotations

import re
from dataclasses import replace

from kpi.briefing.content import Cell, Row, Table
from kpi.words import message

_YEAR = re.compile(r"\d{4}")
_MOST = 3
"""Of more years the targets stand under each other: a column a year would leave no room for words."""
_WIDTH = 1.8
_NONE = "–"


def years_together(table: Table, lang: str) -> Table:
    """The table with the columns of more than three years made one, each target with its year; else as it is."""
    years = [place for place, head in enumerate(table.columns) if _YEAR.fullmatch(head)]
    if len(years) <= _MOST:
        return table
    first, last = years[0], years[-1] + 1
    heads = table.columns[first:last]

    def row(given: Row) -> Row:
        if given.heading:
            return given
        told = [(cell, year) for cell, year in zip(given.cells[first:last], heads, strict=True) if cell.text != _NONE]
        text = "\n".join(f"{cell.text}\u00a0({year})" for cell, year in told) or _NONE
        return Row((*given.cells[:first], Cell(text), *given.cells[last:]))

    return replace(
        table,
        columns=(*table.columns[:first], message("briefing.column_target", lang), *table.columns[last:]),
        widths=(*table.widths[:first], _WIDTH, *table.widths[last:]),
        rows=tuple(row(one) for one in table.rows),
    )
