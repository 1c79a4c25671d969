"""The heat map: indicators × units, the state of every promise as a coloured sign; gaps are drawn, not left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kpi.charts.theme import STATUS_STYLES

NOT_ASSESSABLE = "not_assessable"
PROMISE_ONLY = "promise_only"
FIGURE_ONLY = "figure_only"
NOTHING = "nothing"
_OTHER_SIGNS = {PROMISE_ONLY: "◇", FIGURE_ONLY: "•"}


@dataclass(frozen=True)
class HeatColumn:
    """One unit: its name and the share of the shown indicators that is known, as text."""

    unit_id: str
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
    """The sign of a state: the status' own shape, or that of a promise or figure alone."""
    return STATUS_STYLES[state].glyph if state in STATUS_STYLES else _OTHER_SIGNS.get(state, "")


def heat_map_html(
    columns: Sequence[HeatColumn],
    rows: Sequence[HeatRow],
    cells: Mapping[tuple[str, str], HeatCell],
    *,
    caption: str,
    corner: str,
    nothing: str,
) -> str:
    """The table; `cells` by (indicator id, unit id), a missing one is a gap. Figure and table in one.

    `corner` heads the indicators, `nothing` is said for a gap.
    """
    heads = "".join(f"<th scope='col'{_mine(column)}><span>{escape(column.name)}</span></th>" for column in columns)
    gap = f"<td class='gap'><span class='unseen'>{escape(nothing)}</span></td>"
    body = []
    for row in rows:
        line = [f"<th scope='row'><a href='{escape(row.url)}' target='_self'>{escape(row.name)}</a></th>"]
        for column in columns:
            cell = cells.get((row.indicator_id, column.unit_id))
            line.append(_cell(cell) if cell else gap)
        body.append(f"<tr>{''.join(line)}</tr>")
    return (
        f"<div class='scroll heat' tabindex='0' role='region' aria-label='{escape(caption)}'>"
        f"<table><caption hidden>{escape(caption)}</caption>"
        f"<thead><tr><th scope='col' class='corner'>{escape(corner)}</th>{heads}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _mine(column: HeatColumn) -> str:
    return " class='mine'" if column.highlighted else ""


def _cell(cell: HeatCell) -> str:
    look = _look(cell.state)
    return (
        f"<td><a href='{escape(cell.url)}' target='_self' title='{escape(cell.spoken)}' "
        f"aria-label='{escape(cell.word)}'{look}>{sign(cell.state)}</a></td>"
    )


def _look(state: str) -> str:
    style = STATUS_STYLES.get(state)
    if style is None:
        return f" class='{state}'"
    return f" style='background:{style.fill};color:{style.on_fill}'" if state != NOT_ASSESSABLE else " class='open'"


def legend_html(counts: Mapping[str, str], words: Mapping[str, str]) -> str:
    """Every state with its sign, word and how often it stands in the table, gaps included; `counts` are texts."""
    keys = []
    for state, word in words.items():
        look = _look(state) if state in STATUS_STYLES and state != NOT_ASSESSABLE else f" class='{state}'"
        mark = f"<i{look}>{sign(state)}</i>"
        keys.append(f"<li>{mark}{escape(word)} <b>{counts.get(state, '0')}</b></li>")
    return f"<ul class='keys'>{''.join(keys)}</ul>"
