"""Thay đổi: what changed of a unit since a day, an earlier snapshot or the last visit."""

from __future__ import annotations

from datetime import date

import streamlit as st

from kpi.briefing.model import Item, ItemKind, TableView
from kpi.reading.changes.choice import SinceChoice
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.changes.choices import choose
from pages.changes.files import draw_downloads
from pages.changes.parts import View, changes_of_view, page_html, units_html
from ui import actions, address, browser_store, page_registry, shell
from ui.choices import OnPage
from ui.shell import html
from ui.standpoint_choice import banner, day_of

_DAY = "since_day"


def day_of_address() -> date | None:
    """The day that the address names; a text that names none is told and dropped."""
    asked = address.text(address.SINCE_DAY)
    day = day_of(asked) if asked else None
    if asked and day is None:
        address.refuse(address.SINCE_DAY)
    return day


def pick_day(view: View) -> None:
    """The field for the day of the last meeting."""
    assert view.since is not None
    st.session_state[_DAY] = view.since.day
    st.date_input(
        message("changes_page.day", view.lang),
        key=_DAY,
        max_value=max(view.standpoint.day, view.since.day),
        format="DD/MM/YYYY",
        width=220,
        on_change=lambda: address.choose(address.SINCE_DAY, st.session_state[_DAY].isoformat()),
    )


def draw(snapshot: Snapshot, view: View) -> None:
    """The page below its choices."""
    html(page_html(snapshot, view))
    found = changes_of_view(snapshot, view)
    if found is not None and found.items:
        draw_downloads(snapshot, view)
        item = Item(
            kind=ItemKind.TABLE,
            province_id=view.province_id,
            table=TableView.CHANGES,
            since=found.first,
            since_snapshot=found.since_snapshot,
        )
        actions.table_row([item], "add_table", view.lang, "changes")
    html(units_html(snapshot, view))


lang = shell.language()
opened = shell.open_snapshot(lang)
address.keep_only(page_registry.CHANGES.parameters)
browser_store.ask_last_visit()
chosen = choose(opened, OnPage(lang), day_of_address(), browser_store.last_visit())
if chosen.choice is SinceChoice.DAY:
    pick_day(chosen)
shell.tell_ignored(lang)
banner(chosen.standpoint, lang)
draw(opened, chosen)
shell.foot(opened, lang)
