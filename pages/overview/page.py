"""Tổng quan: one province in one minute."""

from __future__ import annotations

import streamlit as st

from pages.overview import view as overview
from ui import actions, address, page_registry, shell
from ui.standpoint_choice import banner, choose_standpoint

lang = shell.language()
snapshot = shell.open_snapshot(lang)
address.keep_only(page_registry.OVERVIEW.parameters)

left, right = st.columns([2, 5], vertical_alignment="bottom")
with left:
    province_id = shell.choose_province(snapshot, lang)
with right, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="top-bar"):
    standpoint = choose_standpoint(lang)
    actions.province_links(province_id, lang)
    shell.choose_language(lang)
shell.tell_ignored(lang)
banner(standpoint, lang)
overview.draw(snapshot, province_id, lang, standpoint)
shell.foot(snapshot, lang)
