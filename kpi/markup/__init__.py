"""HTML that escapes by itself: templates beside their modules, one builder of tables, one type for finished HTML."""

from kpi.markup.compiled import Text
from kpi.markup.table import Cell, Column, Heading, Row, Table
from kpi.markup.templates import EMPTY, Macros, Markup, escaped, joined, lines, macros, trusted

__all__ = [
    "EMPTY",
    "Cell",
    "Column",
    "Heading",
    "Macros",
    "Markup",
    "Row",
    "Table",
    "Text",
    "escaped",
    "joined",
    "lines",
    "macros",
    "trusted",
]
