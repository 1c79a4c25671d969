"""What Tổng quan shows of a unit: the one place that chooses its layout."""

from __future__ import annotations

import streamlit as st

from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from pages.overview import details
from pages.overview.first_screen import first_screen_html
from ui import actions
from ui.shell import html


def draw(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> None:
    """The whole page below its choices: the layout of a province, for every unit."""
    draw_province(snapshot, province_id, lang, standpoint)


def draw_province(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> None:
    """The first screen of a province, and below it everything in full."""
    with st.container(horizontal=True, horizontal_alignment="right", gap="small", key="papers"):
        actions.province_links(province_id, lang)
    html(first_screen_html(snapshot, province_id, lang, standpoint))
    details.draw(snapshot, province_id, lang, standpoint)
