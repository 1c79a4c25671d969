"""Lộ trình: every year 2025-2045 of a province, or of one indicator over provinces."""

from __future__ import annotations

import streamlit as st

from pages.roadmap import choices as roadmap_choices
from pages.roadmap import view as roadmap
from ui import address, page_registry, prefetch, shell
from ui.parts import draw_part

lang = shell.language()
shown = shell.open_snapshot(lang)
address.keep_only(page_registry.ROADMAP.parameters)

view = roadmap_choices.choose_view(shown, lang)
page = roadmap_choices.choose_page(shown, view)
with st.container(key="await-notes"):
    shell.tell_ignored(lang)
for name, part in roadmap.parts(shown, view, page).items():
    draw_part(part, name, lang)
# One block, however much of it a view needs, so that the foot keeps its place in the page.
with st.container():
    roadmap_choices.draw_pages(shown, view, page)
    roadmap.draw_downloads(shown, view)
shell.foot(shown, lang)
prefetch.draw(page_registry.ROADMAP, live={roadmap_choices.SEARCH: view.search})
