"""The choices above the year-by-year table; each lives in the address."""

from __future__ import annotations

from zlib import crc32

import streamlit as st

from kpi.reading.roadmap import Order
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.roadmap import view as roadmap
from pages.roadmap.view import BY_INDICATOR, BY_PROVINCE, EVERY_SECTION, View
from ui import address, shell
from ui.choices import Chooser, OnPage

SEARCH = "roadmap_search"
_KIND, _INDICATOR, _SECTION, _ORDER = "roadmap_kind", "indicator", "roadmap_section", "roadmap_order"
BOXES = (_KIND, "province", _INDICATOR, _SECTION, _ORDER)
"""The keys of the selectors."""
_LONGEST_SEARCH = 80
_LAST_VIEW = "_roadmap_view"


def choose_view(shown: Snapshot, lang: str) -> View:
    """All choices of the page, as one view."""
    with st.container(key="choices-side-by-side"):
        return _choose_all(shown, lang)


def _choose_all(shown: Snapshot, lang: str) -> View:
    choose = OnPage()
    first, second, third = st.columns([4, 5, 3], vertical_alignment="bottom")
    with first:
        kind = list_kind(lang, choose)
    with second:
        by_province = kind == BY_PROVINCE
        subject = shell.choose_province(shown, lang) if by_province else indicator(shown, lang, choose)
    with third, st.container(horizontal=True, horizontal_alignment="right"):
        shell.choose_language(lang)
    several = len(roadmap.section_options(shown, kind, subject, lang)) > 1
    # Without sections to choose from their place goes to the search.
    slots = st.columns([4, 5, 3] if several else [9, 3], vertical_alignment="bottom")
    with slots[0]:
        search = _choose_search(lang)
    with slots[1]:
        chosen = section(shown, kind, subject, lang, choose)
    with slots[-1]:
        order = row_order(kind, lang, choose)
    return View(kind, subject, chosen, search, order, lang)


def list_kind(lang: str, choose: Chooser) -> str:
    """Whether rows are the indicators of a province or the units of an indicator."""
    kinds = {
        BY_PROVINCE: message("roadmap.view_province", lang),
        BY_INDICATOR: message("roadmap.view_indicator", lang),
    }
    return choose.select(_KIND, message("roadmap.view", lang), address.LIST, kinds, BY_PROVINCE)


def indicator(shown: Snapshot, lang: str, choose: Chooser) -> str:
    """The indicator whose units are listed."""
    options, default = roadmap.indicator_options(shown, lang), roadmap.default_indicator(shown)
    return choose.select(_INDICATOR, message("choose.indicator", lang), address.INDICATOR, options, default)


def section(shown: Snapshot, kind: str, subject: str, lang: str, choose: Chooser) -> str:
    """The section of the indicators that are listed."""
    options = roadmap.section_options(shown, kind, subject, lang)
    return choose.select(_SECTION, message("roadmap.section", lang), address.SECTION, options, EVERY_SECTION)


def row_order(kind: str, lang: str, choose: Chooser) -> str:
    """How rows are sorted."""
    options = roadmap.order_options(kind, lang)
    return choose.select(_ORDER, message("roadmap.sort", lang), address.ORDER, options, str(Order.PLAN))


def searched(text: str | None) -> str:
    """What is searched for when the address or the reader says `text`."""
    return (text or "")[:_LONGEST_SEARCH].strip()


def _choose_search(lang: str) -> str:
    """The search text; follows the typing."""
    value = (address.text(address.SEARCH) or "")[:_LONGEST_SEARCH]
    # Setting the widget on every run would take back letters that are typed while the run goes on.
    if st.session_state.get(SEARCH) != value:
        st.session_state[SEARCH] = value

    def keep() -> None:
        typed = st.session_state[SEARCH]
        if typed:
            address.choose(address.SEARCH, typed)
        else:
            address.forget(address.SEARCH)

    st.text_input(
        message("roadmap.search", lang),
        key=SEARCH,
        type="search",
        max_chars=_LONGEST_SEARCH,
        placeholder=message("roadmap.search_hint", lang),
        icon=":material/search:",
        live="300ms",
        on_change=keep,
    )
    return searched(value)


def choose_page(shown: Snapshot, view: View) -> int:
    """The page of the table; another view starts at its first page."""
    pages = roadmap.page_count(shown, view)
    last = st.session_state.get(_LAST_VIEW)
    st.session_state[_LAST_VIEW] = view
    if last is not None and last != view:
        address.forget(address.PAGE)
    if pages == 1:
        if address.text(address.PAGE) not in {None, "1"}:
            address.refuse(address.PAGE)
        address.forget(address.PAGE)
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

    with st.container(key="await-pager"):
        st.pagination(pages, default=page, key=key, on_change=turn)
