"""Số liệu: the state of the data, the data to take away, and questions to it in SQL."""

from __future__ import annotations

import streamlit as st

from kpi.model import features
from kpi.words import message
from pages.data import files as data_files
from pages.data import sql as data_sql
from pages.data import status as data_status
from ui import address, page_registry, shell

_PARTS = {"tinh_trang": data_status.draw, "tai_ve": data_files.draw}
if features.sql_is_offered():
    _PARTS["truy_van"] = data_sql.draw

lang = shell.language()
snapshot = shell.open_snapshot(lang)
address.keep_only(page_registry.DATA.parameters)

names = {part: message(f"data.part_{part}", lang) for part in _PARTS}
shell.bar(lang)
part = shell.choose_part(names, message("data.parts", lang), "tinh_trang")
notice = st.container()
_PARTS[part](snapshot, lang)
with notice:
    shell.tell_ignored(lang)
shell.foot(snapshot, lang)
