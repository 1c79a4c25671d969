"""HTML that escapes by itself: templates beside their modules, one builder of tables, one type for finished HTML."""

from kpi.markup.table import Cell, Column, Heading, Row, Table, Text
from kpi.markup.templates import EMPTY, Macros, Markup, escaped, joined, macros, trusted

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
    "macros",
    "trusted",
]
