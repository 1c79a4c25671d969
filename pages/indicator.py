"""Chỉ tiêu: one indicator of one province against its target path to 2045."""

from __future__ import annotations

import streamlit as st

from kpi.locale import message
from ui import address, ahead, indicator, indicator_choices, shell
from ui.judgement import ALL_SERIES
from ui.standing import banner, choose_standing

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

first, second, third = st.columns([6, 7, 7], vertical_alignment="bottom")
with first:
    province_id = shell.choose_province(shown, lang)
names = indicator_choices.indicator_names(shown, province_id, lang)
with third, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="bottom"):
    standing = choose_standing(lang)
    shell.choose_language(lang)
if not names:
    shell.html(f"<p class='lead'>{message('indicator.nothing', lang)}</p>")
    st.stop()
with second:
    indicator_id = shell.choose_indicator(names, lang, default=indicator_choices.default_indicator(shown, province_id))

plans = indicator_choices.document_options(shown, province_id, indicator_id, lang)
series = indicator_choices.series_options(shown, province_id, indicator_id, lang)
# One block whatever there is to choose, so that what stands below keeps its place in the page.
with st.container():
    left, right = st.columns(2) if len(plans) > 1 and len(series) > 1 else (st.container(), st.container())
with left:
    document_id = shell.choose_from(
        "document", message("choose.document", lang), address.DOCUMENT, plans, next(iter(plans))
    )
with right:
    chosen_series = shell.choose_from("series", message("choose.series", lang), address.SERIES, series, ALL_SERIES)
with st.container(key="await-notes"):
    shell.tell_ignored(lang)
    banner(standing, lang)
indicator.draw(shown, indicator.View(province_id, indicator_id, document_id, chosen_series, lang, standing))
shell.foot(shown, lang)
ahead.draw("chi-tieu", ("province", "indicator", "document", "series"), standing.days)
