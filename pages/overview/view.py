"""What Tổng quan shows of a unit: the one place that chooses its layout."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kpi.model.vocabulary import ProvinceKind
from kpi.reading.province import provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from pages.overview import country, details
from pages.overview.first_screen import first_screen_html
from ui import actions
from ui.shell import html


def draw(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> None:
    """The whole page below its choices: papers to make, the first screen, and below it everything in full."""
    with st.container(horizontal=True, horizontal_alignment="right", gap="small", key="papers"):
        actions.province_links(province_id, lang)
    below = partial(details.draw, snapshot, province_id, lang, standpoint)
    if provinces(snapshot)[province_id].kind == ProvinceKind.NATION:
        country.draw(snapshot, lang, standpoint, below)
    else:
        html(first_screen_html(snapshot, province_id, lang, standpoint))
        below()
