"""Chỉ tiêu: one indicator of one province against its target path to 2045."""

from __future__ import annotations

import streamlit as st

from kpi.briefing.model import ItemKind, TableView
from kpi.markup.pieces import paragraph
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.indicator import pace_slider
from pages.indicator.choices import choose
from pages.indicator.parts import Chosen, item_of, parts
from ui import actions, address, page_registry, prefetch, shell
from ui.choices import OnPage, awaiting
from ui.parts import draw_part
from ui.standpoint_choice import banner


def draw(snapshot: Snapshot, chosen: Chosen) -> None:
    """The whole page below its choices."""
    view, made = chosen.view, parts(snapshot, chosen)
    draw_part(made["path"], "path", view.lang)
    actions.chart_row(snapshot, item_of(view), view.lang, view.standpoint, "path")
    draw_part(made["judged"], "judged", view.lang)
    with awaiting("catch-up"):
        pace_slider.draw(snapshot, chosen)
    draw_part(made["years"], "years", view.lang)
    years = item_of(view).model_copy(update={"kind": ItemKind.TABLE, "table": TableView.YEARS})
    actions.table_row([years], "add_table", view.lang, "years")


lang = shell.language()
opened = shell.open_snapshot(lang)
address.keep_only(page_registry.INDICATOR.parameters)
chooser = OnPage(lang)
found = choose(opened, chooser)
if found is None:
    shell.html(paragraph(message("indicator.nothing", lang)))
    st.stop()
with awaiting("notes"):
    shell.tell_ignored(lang)
    banner(found.view.standpoint, lang)
draw(opened, found)
shell.foot(opened, lang)
prefetch.draw(page_registry.INDICATOR, chooser)
