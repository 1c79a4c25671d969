"""The choices of the page Lộ trình, in their order; each lives in the address."""

from __future__ import annotations

from kpi.reading.roadmap import Order
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.roadmap import parts as roadmap
from pages.roadmap.parts import BY_INDICATOR, BY_PROVINCE, EVERY_SECTION, Chosen, View
from ui import address
from ui.chooser import Chooser
from ui.shell import Bar


def choose(snapshot: Snapshot, chooser: Chooser) -> Chosen:
    """What the reader has chosen; another view starts at its first page."""
    bar = chooser.bar()
    with chooser.box(key="choices-side-by-side"):
        view = _choose_view(snapshot, chooser, bar)
    pages = roadmap.page_count(snapshot, view)
    return Chosen(view, chooser.page(address.PAGE, pages, restarts=True))


def _choose_view(snapshot: Snapshot, chooser: Chooser, bar: Bar) -> View:
    lang = chooser.lang
    kinds = {
        BY_PROVINCE: message("roadmap.view_province", lang),
        BY_INDICATOR: message("roadmap.view_indicator", lang),
    }
    first, second = chooser.columns([4, 8], vertical_alignment="bottom")
    with first:
        kind = chooser.select("roadmap_kind", message("roadmap.view", lang), address.LIST, kinds, BY_PROVINCE)
    with bar.place if kind == BY_PROVINCE else second:
        by_province = kind == BY_PROVINCE
        subject = chooser.province(snapshot) if by_province else _choose_indicator(snapshot, chooser)
    sections = roadmap.section_options(snapshot, kind, subject, lang)
    # Without sections to choose from their place goes to the search.
    slots = chooser.columns([4, 5, 3] if len(sections) > 1 else [9, 3], vertical_alignment="bottom")
    with slots[0]:
        words = {"label": message("roadmap.search", lang), "hint": message("roadmap.search_hint", lang)}
        search = chooser.search("roadmap_search", words, address.SEARCH, live=True)
    with slots[1]:
        label = message("roadmap.section", lang)
        section = chooser.select("roadmap_section", label, address.SECTION, sections, EVERY_SECTION)
    with slots[-1]:
        orders = roadmap.order_options(kind, lang)
        order = chooser.select("roadmap_order", message("roadmap.sort", lang), address.ORDER, orders, str(Order.PLAN))
    return View(kind, subject, section, search, order, lang)


def _choose_indicator(snapshot: Snapshot, chooser: Chooser) -> str:
    """The indicator whose units are listed."""
    options, label = roadmap.indicator_options(snapshot, chooser.lang), message("choose.indicator", chooser.lang)
    return chooser.select("indicator", label, address.INDICATOR, options, roadmap.default_indicator(snapshot))
