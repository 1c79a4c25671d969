"""Lộ trình: every year 2025-2045 of a province, or of one indicator over provinces."""

from __future__ import annotations

from zlib import crc32

import streamlit as st

from pages.roadmap.choices import choose
from pages.roadmap.files import draw_downloads
from pages.roadmap.parts import page_count, parts
from ui import address, page_registry, prefetch, shell
from ui.choices import OnPage, awaiting, draw_pages
from ui.parts import draw_part

lang = shell.language()
snapshot = shell.open_snapshot(lang)
address.keep_only(page_registry.ROADMAP.parameters)
chooser = OnPage(lang)
chosen = choose(snapshot, chooser)
with awaiting("notes"):
    shell.tell_ignored(lang)
for name, part in parts(snapshot, chosen).items():
    draw_part(part, name, lang)
# One block, however much of it a view needs, so that the foot keeps its place in the page.
with st.container():
    pager = f"roadmap-page-{crc32(repr(chosen.view).encode())}"
    draw_pages(address.PAGE, pager, "pager", page_count(snapshot, chosen.view), chosen.page)
    draw_downloads(snapshot, chosen.view)
shell.foot(snapshot, lang)
prefetch.draw(page_registry.ROADMAP, chooser)
