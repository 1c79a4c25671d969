"""The row of actions under a chart or table: picture, data, source, add to the briefing.

Nothing is made before it is asked for; what cannot be made is said in words and never becomes an empty file.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi.briefing.model import Item, ItemKind
from kpi.export.formats import NUMBERS_BESIDE_CHARTS, PICTURES_BESIDE_CHARTS
from kpi.jobs.errors import JobError
from kpi.jobs.messages import OrderContext, Work
from kpi.markup import macros
from kpi.reading import province as data
from kpi.reading.standpoint import Standpoint
from kpi.reading.subjects import headline_subject
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui import address, basket, jobs, page_registry
from ui.notices import tell_fault
from ui.shell import html

_HTML = macros(__name__)

_VIEWS = (
    (page_registry.BRIEFING.file, "mot_trang", "page_of", ":material/article:"),
    (page_registry.BRIEFING.file, "bao_cao", "report_of", ":material/menu_book:"),
    (page_registry.MEETING.file, "mot_trang", "show_of", ":material/present_to_all:"),
)
_FILES = (
    *((Work.PICTURE, form) for form in PICTURES_BESIDE_CHARTS),
    *((Work.DATA, form) for form in NUMBERS_BESIDE_CHARTS),
)


def chart_row(snapshot: Snapshot, item: Item, lang: str, standpoint: Standpoint, key: str) -> None:
    """Everything that can be done with one chart; `key` is unique on the page."""
    on = jobs.stand(snapshot, lang, standpoint)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions-{key}"):
        for work, form in _FILES:
            st.download_button(
                message(f"actions.{form}", lang),
                data=jobs.later(on, work, item, form),
                file_name=f"{_stem(snapshot, item, standpoint)}.{form}",
                mime=form.record.media_type,
                key=f"{form}-{key}",
                help=message(f"actions.{form}_help", lang),
                on_click="ignore",
                type="tertiary",
                icon=form.record.icon,
            )
        _sources(on, item, lang, key)
        add_button(message("actions.add", lang), [item], lang, key)


def province_links(province_id: str, lang: str) -> None:
    """The ways to a province's ready forms: one page, the report, the meeting screen."""
    for page, form, words, icon in _VIEWS:
        st.page_link(
            page,
            label=message(f"actions.{words}", lang),
            icon=icon,
            query_params={address.FORM: form, address.PROVINCE: province_id, address.LANGUAGE: lang},
        )


def headlines_button(snapshot: Snapshot, province_id: str, lang: str) -> None:
    """Gather the headline charts of a province."""
    cards = [
        headline_subject(snapshot, province_id, item.indicator_id, Standpoint())
        for item in data.headline_indicators(snapshot)
    ]
    headlines = [card.indicator.indicator_id for card in cards if card is not None]
    items = [Item(kind=ItemKind.CHART, province_id=province_id, indicator_id=name) for name in headlines]
    if items:
        add_button(message("actions.add_headlines", lang), items, lang, "headlines")


def table_row(items: Sequence[Item], words: str, lang: str, key: str) -> None:
    """Put tables of the page into the basket; `words` names the message on the button."""
    with st.container(horizontal=True, key=f"actions-{key}"):
        add_button(message(f"actions.{words}", lang), items, lang, key)


def add_button(label: str, items: Sequence[Item], lang: str, key: str) -> None:
    """Put items into the basket; once they are all there, the way to it."""
    count = len(basket.basket().items)
    if items and all(basket.holds(item) for item in items):
        words = message("actions.in_basket", lang, count=count)
        st.page_link(page_registry.BRIEFING.file, label=words, icon=":material/check:")
        return
    st.button(
        label,
        key=f"add-{key}",
        help=message("actions.add_help", lang),
        on_click=_add,
        args=(tuple(items), lang),
        icon=":material/playlist_add:",
    )


def _add(items: Sequence[Item], lang: str) -> None:
    added = basket.add(items)
    count = len(basket.basket().items)
    words = message("actions.added" if added else "actions.full", lang, count=count)
    st.toast(words, icon=":material/playlist_add_check:")


def _stem(snapshot: Snapshot, item: Item, standpoint: Standpoint) -> str:
    """The file's name in ASCII: what, who, as of when; made-up data is told apart."""
    mark = f"{message('download.demo_stem', 'vi')}-" if data.is_demo(snapshot) else ""
    name = "-".join(part for part in (item.indicator_id, item.province_id) if part).replace("_", "-")
    return f"{mark}{name}-{standpoint.day.isoformat()}"


def _sources(on: OrderContext, item: Item, lang: str, key: str) -> None:
    """Where the chart's numbers come from; looked up when somebody asks."""
    label, icon = message("actions.source", lang), ":material/menu_book:"
    asked = st.popover(label, type="tertiary", icon=icon, key=f"source-{key}", on_change="rerun")
    if not asked.open:
        return
    with asked:
        try:
            found = jobs.sources(on, item)
        except JobError as error:
            tell_fault(jobs.told(error, lang))
            return
        html(_HTML.sources(found["sources"], found["group_id"], lang))
