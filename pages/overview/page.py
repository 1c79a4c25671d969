"""Tổng quan: the whole country, or one province, in one minute."""

from __future__ import annotations

import streamlit as st

from kpi.model.vocabulary import NATION
from kpi.words import message
from pages.overview import view as overview
from ui import address, page_registry, shell
from ui.standpoint_choice import banner, choose_standpoint

lang = shell.language()
snapshot = shell.open_snapshot(lang)
address.keep_only(page_registry.OVERVIEW.parameters)

bar = shell.bar(lang)
with bar.place, st.container(horizontal=True, vertical_alignment="center"):
    province_id = shell.choose_province(snapshot, lang, NATION)
    if province_id != NATION:
        st.button(
            message("country.title", lang),
            key="whole_country",
            type="tertiary",
            icon=":material/public:",
            on_click=address.choose,
            args=(address.PROVINCE, NATION),
        )
with bar.day:
    standpoint = choose_standpoint(lang)
notes = st.container()
banner(standpoint, lang)
overview.draw(snapshot, province_id, lang, standpoint)
with notes:
    shell.tell_ignored(lang)
shell.foot(snapshot, lang)
