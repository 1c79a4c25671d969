"""The heat map: indicators × units, the state of every target as a coloured sign; gaps are drawn, not left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kpi.charts.theme import STATUS_STYLES
from kpi.markup import Cell, Column, Markup, Row, Table, macros
from kpi.model.codes import Unjudged

_HTML = macros(__name__)

ACTUAL_ONLY = "figure_only"
NOTHING = "nothing"
_OTHER_SIGNS = {ACTUAL_ONLY: "•"}
_QUIET = frozenset(map(str, Unjudged))
"""States without a verdict: drawn hollow, in the colour of their word."""


@dataclass(frozen=True)
class HeatColumn:
    """One unit: its name and the share of the shown indicators that is known, as text."""

    province_id: str
    name: str
    highlighted: bool = False


@dataclass(frozen=True)
class HeatRow:
    """One indicator."""

    indicator_id: str
    name: str
    url: str


@dataclass(frozen=True)
class HeatCell:
    """What is known of one indicator of one unit: a state, its word, and the sentence for pointing at it."""

    state: str
    word: str
    spoken: str
    url: str


def sign(state: str) -> str:
    """The sign of a state: its own shape, or that of an actual alone."""
    return STATUS_STYLES[state].glyph if state in STATUS_STYLES else _OTHER_SIGNS.get(state, "")


def heat_map_html(
    columns: Sequence[HeatColumn],
    rows: Sequence[HeatRow],
    cells: Mapping[tuple[str, str], HeatCell],
    *,
    caption: str,
    corner: str,
    nothing: str,
) -> Markup:
    """The table; `cells` by (indicator id, unit id), a missing one is a gap. Chart and table in one.

    `corner` heads the indicators, `nothing` is said for a gap.
    """
    heads = [Column(corner, name=True, style="corner")]
    heads += [Column(_HTML.unit(column.name), style="mine" if column.highlighted else "") for column in columns]
    gap = Cell(_HTML.gap(nothing), "gap")
    body = []
    for row in rows:
        found = (cells.get((row.indicator_id, column.province_id)) for column in columns)
        body.append(Row((_HTML.indicator(row), *(_cell(cell) if cell else gap for cell in found))))
    return Table(heads, body, caption=caption, region=caption, frame="scroll heat").html()


def _cell(cell: HeatCell) -> Markup:
    return _HTML.cell(cell.url, cell.spoken, cell.word, _look(cell.state), sign(cell.state))


@cache
def _look(state: str) -> Markup:
    """The class or the colours of a cell, as attributes."""
    style = STATUS_STYLES.get(state)
    if style is None:
        return _HTML.look(state)
    return _HTML.quiet_colours(style) if state in _QUIET else _HTML.colours(style)


def legend_html(counts: Mapping[str, str], words: Mapping[str, str]) -> Markup:
    """Every state with its sign, word and how often it stands in the table, gaps included; `counts` are texts."""
    keys = [(_look(state), sign(state), word, counts.get(state, "0")) for state, word in words.items()]
    return _HTML.legend(keys)
