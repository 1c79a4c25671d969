"""The choices above the year-by-year table; each lives in the address."""

from __future__ import annotations

from zlib import crc32

import streamlit as st

from kpi.locale import message
from kpi.roadmap import Order
from kpi.warehouse import Snapshot
from ui import address, roadmap, shell
from ui.roadmap import BY_INDICATOR, BY_PROVINCE, EVERY_SECTION, MOST_SEARCHED, View

_SEARCH_KEY = "roadmap-search"
_LAST_VIEW = "_roadmap_view"


def choose_view(shown: Snapshot, lang: str) -> View:
    """All choices of the page, as one view."""
    with st.container(key="choices-side-by-side"):
        return _choose_all(shown, lang)


def _choose_all(shown: Snapshot, lang: str) -> View:
    first, second, third = st.columns([4, 5, 3], vertical_alignment="bottom")
    with first:
        kind = _choose_kind(lang)
    with second:
        subject = _choose_subject(shown, kind, lang)
    with third, st.container(horizontal=True, horizontal_alignment="right"):
        shell.choose_language(lang)
    sections = roadmap.section_options(shown, kind, subject, lang)
    # Without sections to choose from their place goes to the search.
    left, middle, right = st.columns([4, 5, 3] if len(sections) > 1 else [8.9, 0.1, 3], vertical_alignment="bottom")
    with left:
        search = _choose_search(lang)
    with middle:
        label = message("roadmap.section", lang)
        section = shell.choose_from("roadmap-section", label, address.SECTION, sections, EVERY_SECTION)
    with right:
        orders = roadmap.order_options(kind, lang)
        label = message("roadmap.sort", lang)
        order = shell.choose_from("roadmap-order", label, address.ORDER, orders, str(Order.PLAN))
    return View(kind, subject, section, search, order, lang)


def _choose_kind(lang: str) -> str:
    kinds = {
        BY_PROVINCE: message("roadmap.view_province", lang),
        BY_INDICATOR: message("roadmap.view_indicator", lang),
    }
    return shell.choose_from("roadmap-kind", message("roadmap.view", lang), address.LIST, kinds, BY_PROVINCE)


def _choose_subject(shown: Snapshot, kind: str, lang: str) -> str:
    if kind == BY_PROVINCE:
        return shell.choose_province(shown, lang)
    options = roadmap.indicator_options(shown, lang)
    return shell.choose_indicator(options, lang, default=roadmap.default_indicator(shown))


def _choose_search(lang: str) -> str:
    """The search text; follows the typing."""
    value = (address.text(address.SEARCH) or "")[:MOST_SEARCHED]
    # Setting the widget on every run would take back letters that are typed while the run goes on.
    if st.session_state.get(_SEARCH_KEY) != value:
        st.session_state[_SEARCH_KEY] = value

    def keep() -> None:
        typed = st.session_state[_SEARCH_KEY]
        if typed:
            address.choose(address.SEARCH, typed)
        else:
            address.forget(address.SEARCH)

    st.text_input(
        message("roadmap.search", lang),
        key=_SEARCH_KEY,
        type="search",
        max_chars=MOST_SEARCHED,
        placeholder=message("roadmap.search_hint", lang),
        icon=":material/search:",
        live="300ms",
        on_change=keep,
    )
    return value


def choose_page(shown: Snapshot, view: View) -> int:
    """The page of the table; another view starts at its first page."""
    pages = roadmap.page_count(shown, view)
    last = st.session_state.get(_LAST_VIEW)
    st.session_state[_LAST_VIEW] = view
    if pages == 1 or (last is not None and last != view):
        address.forget(address.PAGE)
    if pages == 1:
        return 1
    return int(address.choice(address.PAGE, [str(page) for page in range(1, pages + 1)], "1"))


def draw_pages(shown: Snapshot, view: View, page: int) -> None:
    """The way to the other pages of the table, below it; nothing when there is one page."""
    pages = roadmap.page_count(shown, view)
    if pages == 1:
        return
    # A key of its own for each view: the widget of the last one would bring its page along.
    key = f"roadmap-page-{crc32(repr(view).encode())}"

    def turn() -> None:
        address.choose(address.PAGE, str(st.session_state[key]))

    st.pagination(pages, default=page, key=key, on_change=turn)
