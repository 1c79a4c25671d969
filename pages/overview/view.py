"""What Tổng quan shows of a unit: the one place that chooses its layout."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kpi.model.vocabulary import NATION, ProvinceKind
from kpi.reading.province import provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.overview import country, details
from pages.overview.first_screen import first_screen_html
from ui import actions, address
from ui.shell import html


def draw(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> None:
    """The whole page below its choices: papers to make, the first screen, and below it everything in full."""
    is_nation = provinces(snapshot)[province_id].kind == ProvinceKind.NATION
    with st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small", key="papers"
    ):
        if not is_nation:
            st.button(
                message("country.title", lang),
                key="whole_country",
                type="tertiary",
                icon=":material/public:",
                on_click=address.choose,
                args=(address.PROVINCE, NATION),
            )
        actions.province_links(province_id, lang)
    below = partial(details.draw, snapshot, province_id, lang, standpoint)
    if is_nation:
        country.draw(snapshot, lang, standpoint, below)
    else:
        html(first_screen_html(snapshot, province_id, lang, standpoint))
        below()
