"""The page So sánh: which view the address names, and the choices that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Slot

from kpi.reading.ranking import Measure
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.compare import boundaries as compare_boundaries
from pages.compare import data, promises
from pages.compare import heat as compare_heat
from pages.compare import lines as compare_lines
from pages.compare import rank as compare_rank
from pages.compare import state as compare_state
from pages.compare import tiles as compare_tiles
from pages.compare.state import Screen
from ui import shell
from ui.choices import OnPage
from ui.parts import Parts, draw_part
from ui.prefetch import Asked

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
        screen = compare_state.screen(lang, OnPage())
        compare_state.keep_only(screen)
        shell.choose_language(lang)
    notice = st.container()
    # One block, however much a view has to show, so that what stands below keeps its place in the page.
    with st.container():
        _view(shown, screen, lang)
    with notice:
        shell.tell_ignored(lang)


def _view(shown: Snapshot, screen: Screen, lang: str) -> None:
    if screen is Screen.HEAT:
        compare_heat.draw(shown, lang)
        return
    slots = st.columns(_WIDTHS[screen], vertical_alignment="bottom")
    with slots[0]:
        indicator_id = compare_state.indicator(shown, lang, OnPage())
    with slots[1]:
        mine = shell.choose_province(shown, lang)
    match screen:
        case Screen.PROMISES:
            with _row():
                vintage = compare_state.vintage(shown, lang, OnPage())
            with slots[2]:
                year = compare_state.due_year(shown, indicator_id, vintage, lang, OnPage())
            question = promises.question(indicator_id, vintage, year)
            if question is None:
                _draw_nothing(shown, screen, indicator_id, Measure.PROMISE, lang)
            else:
                promises.draw(shown, question, mine, lang)
        case Screen.LINES:
            with _row():
                rule = compare_state.peer_rule(lang, OnPage())
                vintage = compare_state.vintage(shown, lang, OnPage(), mine)
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
        measure = compare_state.measure(shown, indicator_id, lang, OnPage())
        vintage = 34 if screen is Screen.TILES else compare_state.vintage(shown, lang, OnPage())
    question = compare_state.question(shown, indicator_id, measure, vintage, lang, OnPage(), slots)
    if question is None:
        _draw_nothing(shown, screen, indicator_id, measure, lang)
        return
    view = compare_tiles if screen is Screen.TILES else compare_rank
    view.draw(shown, question, mine, lang)


def _draw_nothing(shown: Snapshot, screen: Screen, indicator_id: str, measure: Measure, lang: str) -> None:
    said = _nothing(shown, screen, indicator_id, measure, lang)
    if screen is Screen.TILES:
        for name, part in said.items():
            draw_part(part, name, lang)
        return
    compare_rank.draw_view(lambda: 1, lambda _: said, lambda: None, lang)


def _nothing(shown: Snapshot, screen: Screen, indicator_id: str, measure: Measure, lang: str) -> Parts:
    """Where nobody has anything to compare: said in words, the other parts of the view empty."""
    key = "compare.no_promise" if measure is Measure.PROMISE else "compare.no_figure"
    name = escape(str(data.indicators(shown)[indicator_id][f"name_{lang}"]))
    kicker = escape(message(f"compare_measure.{measure}", lang))
    said = f"<p class='kicker'>{kicker}</p><h1>{name}</h1><p class='lead'>{escape(message(key, lang))}</p>"
    return {"title": f"<header class='stack'>{said}</header>", "map" if screen is Screen.TILES else "table": ""}


def answer(shown: Snapshot, asked: Asked) -> Parts:
    """The parts of a view that is asked for ahead of the page; raises UnknownChoiceError."""
    lang = asked.lang
    screen = compare_state.screen(lang, asked)
    if screen is Screen.HEAT:
        return compare_heat.parts(shown, asked)
    indicator_id = compare_state.indicator(shown, lang, asked)
    match screen:
        case Screen.LINES:
            return compare_lines.parts(shown, indicator_id, compare_state.peer_rule(lang, asked), asked)
        case Screen.BOUNDARIES:
            return compare_boundaries.parts(shown, indicator_id, asked.province(shown), lang)
        case Screen.PROMISES:
            return _promised(shown, indicator_id, asked)
        case _:
            return _ranked(shown, screen, indicator_id, asked)


def _promised(shown: Snapshot, indicator_id: str, asked: Asked) -> Parts:
    lang = asked.lang
    vintage = compare_state.vintage(shown, lang, asked)
    year = compare_state.due_year(shown, indicator_id, vintage, lang, asked)
    question = promises.question(indicator_id, vintage, year)
    if question is None:
        return _nothing(shown, Screen.PROMISES, indicator_id, Measure.PROMISE, lang)
    page = promises.page(shown, question, asked)
    return promises.parts(shown, question, page, asked.province(shown), lang)


def _ranked(shown: Snapshot, screen: Screen, indicator_id: str, asked: Asked) -> Parts:
    lang, mine = asked.lang, asked.province(shown)
    measure = compare_state.measure(shown, indicator_id, lang, asked)
    vintage = 34 if screen is Screen.TILES else compare_state.vintage(shown, lang, asked)
    question = compare_state.question(shown, indicator_id, measure, vintage, lang, asked)
    if question is None:
        return _nothing(shown, screen, indicator_id, measure, lang)
    if screen is Screen.TILES:
        return compare_tiles.parts(shown, question, mine, lang)
    page = compare_rank.page(shown, question, asked)
    return compare_rank.parts(shown, question, page, mine, lang)
