"""Chỉ tiêu: one indicator of one province against its target path to 2045."""

from __future__ import annotations

import streamlit as st

from kpi.reading.subject import ALL_SERIES
from kpi.words import message
from pages.indicator import view as indicator
from ui import address, indicator_choices, prefetch, shell
from ui.standpoint_choice import banner, choose_standing

lang = shell.language()
shown = shell.open_snapshot(lang)
address.keep_only(
    {
        address.PROVINCE,
        address.INDICATOR,
        address.DOCUMENT,
        address.SERIES,
        address.LANGUAGE,
        address.AS_OF,
        address.KNOWN,
    }
)

with st.container(horizontal=True, vertical_alignment="bottom", key="indicator-choices"):
    province_id = shell.choose_province(shown, lang)
    names = indicator_choices.indicator_names(shown, province_id, lang)
    if names:
        default = indicator_choices.default_indicator(shown, province_id)
        indicator_id = shell.choose_indicator(names, lang, default)
    standing = choose_standing(lang)
    shell.choose_language(lang)
    if names:
        plans = indicator_choices.document_options(shown, province_id, indicator_id, lang, standing)
        series = indicator_choices.series_options(shown, province_id, indicator_id, lang)
        label = message("choose.document", lang)
        document_id = shell.choose_from("document", label, address.DOCUMENT, plans, next(iter(plans)))
        label = message("choose.series", lang)
        chosen_series = shell.choose_from("series", label, address.SERIES, series, ALL_SERIES)
if not names:
    shell.html(f"<p class='lead'>{message('indicator.nothing', lang)}</p>")
    st.stop()
with st.container(key="await-notes"):
    shell.tell_ignored(lang)
    banner(standing, lang)
indicator.draw(shown, indicator.View(province_id, indicator_id, document_id, chosen_series, lang, standing))
shell.foot(shown, lang)
prefetch.draw("chi-tieu", ("province", "indicator", "document", "series"), standing.days)
