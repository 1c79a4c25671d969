"""So sánh: units side by side, by actuals, targets and boundaries."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kpi.reading.peers import PeerRule
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.compare import boundaries, data, files, heat, lines, rank, target_table
from pages.compare.choices import MOST_CHOSEN, choose
from pages.compare.data import Scope
from pages.compare.parts import parts
from pages.compare.views import Boundaries, Heat, Lines, Nothing, Ranked, Screen, Targets, Tiles, View
from ui import address, page_registry, prefetch, shell
from ui.choices import OnPage, draw_pages
from ui.parts import draw_part
from ui.runs.page_parts import Parts


def draw(snapshot: Snapshot, view: View) -> None:
    """The page below its choices."""
    made, lang = parts(snapshot, view), view.lang
    match view:
        case Ranked():
            _draw_table(made, lambda: _ranking_actions(snapshot, view, rank.pages(snapshot, view.question)), lang)
        case Targets():
            _draw_table(
                made, lambda: _ranking_actions(snapshot, view, target_table.pages(snapshot, view.question)), lang
            )
        case Tiles():
            _draw_parts(made, lang)
            files.ranking(snapshot, view.question, lang)
        case Lines():
            _draw_lines(snapshot, view, made)
        case Heat():
            _draw_heat(snapshot, view, made)
        case Boundaries():
            _draw_boundaries(snapshot, view, made)
        case Nothing(screen=Screen.TILES):
            _draw_parts(made, lang)
        case Nothing():
            _draw_table(made, lambda: None, lang)


def _draw_parts(made: Parts, lang: str) -> None:
    for name, part in made.items():
        draw_part(part, name, lang)


def _draw_table(made: Parts, offer: Callable[[], None], lang: str) -> None:
    """Head and chart, what a reader can do with them, the table.

    In the same three places whatever there is to show, so that the parts of the next choice find theirs.
    """
    with st.container():
        draw_part(made["title"], "title", lang)
    with st.container():
        offer()
    draw_part(made["table"], "table", lang)


def _ranking_actions(snapshot: Snapshot, view: Ranked | Targets, pages: int) -> None:
    _draw_pages(address.PAGE, "compare_page", pages, view.page)
    files.ranking(snapshot, view.question, view.lang)


def _draw_pages(parameter: str, name: str, pages: int, page: int) -> None:
    # Another length is another list: its pager starts from the address, not from where the last one stood.
    draw_pages(parameter, f"{name}_{pages}", name, pages, page)


def _draw_lines(snapshot: Snapshot, view: Lines, made: Parts) -> None:
    if view.rule is PeerRule.CHOSEN:
        _draw_units(snapshot, view)
    draw_part(made["title"], "title", view.lang)
    _draw_pages(address.PAGE, "compare_page", lines.pages(view.everyone), view.page)
    draw_part(made["panels"], "panels", view.lang)
    part = lines.on_page(view.everyone, view.page)
    if part:
        files.lines(snapshot, part, view.indicator_id, view.lang, view.scope)


def _draw_units(snapshot: Snapshot, view: Lines) -> None:
    st.session_state["compare_units"] = list(view.everyone)
    st.multiselect(
        message("compare.units", view.lang, most=MOST_CHOSEN),
        data.province_ids(snapshot, view.scope),
        format_func=data.names(snapshot, view.lang).__getitem__,
        key="compare_units",
        max_selections=MOST_CHOSEN,
        select_all=False,
        on_change=lambda: address.choose(address.UNITS, ",".join(st.session_state["compare_units"])),
    )


def _draw_heat(snapshot: Snapshot, view: Heat, made: Parts) -> None:
    grid, lang = view.grid, view.lang
    draw_part(made["title"], "title", lang)
    row_pages, column_pages = heat.pages(snapshot, grid, lang)
    left, right = st.columns(2)
    with left:
        _draw_pages(address.PAGE, "compare_page", row_pages, grid.row_page)
    with right:
        _draw_pages(address.COLUMN_PAGE, "compare_column_page", column_pages, grid.column_page)
    draw_part(made["grid"], "grid", lang)
    units, rows = heat.members(snapshot, grid, lang)
    files.states(snapshot, units, rows, grid.year, heat.words(lang), lang, grid.scope)


def _draw_boundaries(snapshot: Snapshot, view: Boundaries, made: Parts) -> None:
    merger = boundaries.merger_of(snapshot, view.mine)
    draw_part(made["title"], "title", view.lang)
    draw_part(made["history"], "history", view.lang)
    if merger is not None:
        found = boundaries.found_history(snapshot, merger, view.indicator_id)
        if found:
            files.history(snapshot, found, merger.successor, view.indicator_id, view.lang)
        draw_part(made["panels"], "panels", view.lang)
        files.target_actions(snapshot, (merger.successor,), None, view.lang, Scope(view.scope.vintage))
    draw_part(made["mergers"], "mergers", view.lang)


lang = shell.language()
opened = shell.open_snapshot(lang)
chooser = OnPage(lang)
chosen = choose(opened, chooser)
# One block, however much a view has to show, so that what stands below keeps its place in the page.
with st.container():
    draw(opened, chosen)
with chooser.place_of_notes:
    shell.tell_ignored(lang)
shell.foot(opened, lang)
prefetch.draw(page_registry.COMPARE, chooser)
