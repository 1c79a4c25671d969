"""Số liệu: the state of the data, the data to take away, and questions to it in SQL."""

from __future__ import annotations

import streamlit as st

from kpi.locale import message
from ui import address, data_files, data_sql, data_status, shell

_PARTS = {"tinh_trang": data_status.draw, "tai_ve": data_files.draw, "truy_van": data_sql.draw}

lang = shell.language()
shown = shell.open_snapshot(lang)
address.keep_only({address.PART, address.LANGUAGE} | address.DATA)

left, right = st.columns([4, 1], vertical_alignment="bottom")
names = {part: message(f"data.part_{part}", lang) for part in _PARTS}
with left:
    part = shell.choose_part(names, message("data.parts", lang), "tinh_trang")
with right:
    shell.choose_language(lang)
shell.tell_ignored(lang)
_PARTS[part](shown, lang)
shell.foot(shown, lang)
