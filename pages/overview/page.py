"""Tổng quan: the whole country, or one province, in one minute."""

from __future__ import annotations

import streamlit as st

from kpi.model.vocabulary import NATION
from pages.overview import view as overview
from ui import address, page_registry, shell
from ui.standpoint_choice import banner, choose_standpoint

lang = shell.language()
snapshot = shell.open_snapshot(lang)
address.keep_only(page_registry.OVERVIEW.parameters)

bar = shell.bar(lang)
with bar.place:
    province_id = shell.choose_province(snapshot, lang, NATION)
with bar.day:
    standpoint = choose_standpoint(lang)
notes = st.container()
banner(standpoint, lang)
overview.draw(snapshot, province_id, lang, standpoint)
with notes:
    shell.tell_ignored(lang)
shell.foot(snapshot, lang)
