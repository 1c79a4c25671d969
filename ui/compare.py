"""The page So sánh: which view the address names, and the choices that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Slot

from kpi.compare import Measure
from kpi.locale import message
from kpi.warehouse import Snapshot
from ui import (
    compare_boundaries,
    compare_heat,
    compare_lines,
    compare_promises,
    compare_rank,
    compare_state,
    compare_tiles,
    shell,
)
from ui.compare_state import Screen

_WIDTHS = {
    Screen.RANK: (4, 3, 3, 2),
    Screen.TILES: (4, 3, 3, 2),
    Screen.PROMISES: (5, 3, 2),
    Screen.LINES: (5, 3),
    Screen.BOUNDARIES: (5, 3),
}


def draw(shown: Snapshot, lang: str) -> None:
    """Choices, then the view."""
    with _row("distribute"):
        screen = compare_state.screen(lang)
        shell.choose_language(lang)
    notice = st.container()
    _view(shown, screen, lang)
    with notice:
        shell.tell_ignored(lang)


def _view(shown: Snapshot, screen: Screen, lang: str) -> None:
    if screen is Screen.HEAT:
        compare_heat.draw(shown, lang)
        return
    slots = st.columns(_WIDTHS[screen], vertical_alignment="bottom")
    with slots[0]:
        indicator_id = compare_state.indicator(shown, lang)
    with slots[1]:
        mine = shell.choose_province(shown, lang)
    match screen:
        case Screen.PROMISES:
            with _row():
                vintage = compare_state.vintage(shown, lang)
            with slots[2]:
                year = compare_state.due_year(shown, indicator_id, vintage, lang)
            compare_promises.draw(shown, indicator_id, vintage, year, mine, lang)
        case Screen.LINES:
            with _row():
                rule = compare_state.peer_rule(lang)
                vintage = compare_state.vintage(shown, lang, mine)
            compare_lines.draw(shown, indicator_id, rule, vintage, mine, lang)
        case Screen.BOUNDARIES:
            compare_boundaries.draw(shown, indicator_id, mine, lang)
        case _:
            _measured(shown, screen, slots[2:], indicator_id, mine, lang)


def _row(alignment: Literal["left", "distribute"] = "left") -> Slot:
    """Buttons side by side, on a phone one under the other."""
    return st.container(horizontal=True, horizontal_alignment=alignment, vertical_alignment="center", gap="medium")


def _measured(shown: Snapshot, screen: Screen, slots: Sequence[Slot], indicator_id: str, mine: str, lang: str) -> None:
    """The ranking and the tile map share measure, series and year."""
    with _row():
        measure = compare_state.measure(shown, indicator_id, lang)
        vintage = 34 if screen is Screen.TILES else compare_state.vintage(shown, lang)
    question = compare_state.question(shown, indicator_id, measure, vintage, slots, lang)
    if question is None:
        key = "compare.no_promise" if measure is Measure.PROMISE else "compare.no_figure"
        shell.html(f"<p class='lead'>{escape(message(key, lang))}</p>")
        return
    view = compare_tiles if screen is Screen.TILES else compare_rank
    view.draw(shown, question, mine, lang)
