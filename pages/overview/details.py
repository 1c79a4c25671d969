"""What stands one tap below the first screen of a unit: the tables, each made when a reader unfolds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from kpi.briefing.model import Item, ItemKind, TableView
from kpi.markup import Markup
from kpi.markup.pieces import heading
from kpi.reading.own_and_inherited import rows_without_target
from kpi.reading.province import province_data
from kpi.reading.standpoint import Standpoint
from kpi.reading.subjects import own_subjects
from kpi.reading.tasks import places
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.overview.due_results import due_results_html
from pages.overview.headline import headline_html
from pages.overview.scoreboard import scoreboard_html
from pages.overview.tables import missing_html, others_html, plans_html, qualitative_html, targets_html
from ui import actions
from ui.shell import html
from ui.tasks.due import due_html

_BRIEFED = (TableView.STATUS_COUNTS, TableView.SLIPPING, TableView.DUE, TableView.TARGETS)


@dataclass(frozen=True)
class _View:
    snapshot: Snapshot
    province_id: str
    lang: str
    standpoint: Standpoint

    def made(self, make: Callable[[Snapshot, str, str, Standpoint], Markup]) -> Markup:
        return make(self.snapshot, self.province_id, self.lang, self.standpoint)


def draw(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> None:
    """Everything below the first screen, as folds; one that would be empty is left out."""
    view = _View(snapshot, province_id, lang, standpoint)
    known = province_data(snapshot, province_id)
    own = any(not target.inherited for target in known.targets)
    html(heading(message("first_screen.more.title", lang)))
    with st.container(horizontal=True, gap="small", key="actions-province"):
        actions.headlines_button(snapshot, province_id, lang)
        if own:
            told = [Item(kind=ItemKind.TABLE, province_id=province_id, table=table) for table in _BRIEFED]
            actions.add_button(message("actions.add_tables", lang), told, lang, "tables")
    _fold("headlines", view, lambda: html(view.made(headline_html)))
    if own_subjects(snapshot, province_id, standpoint):
        _fold("judged", view, partial(_judged, view))
    if province_id in places(snapshot, lang):
        _fold("tasks", view, lambda: html(view.made(due_html)))
    _fold("targets", view, lambda: html(view.made(plans_html) + view.made(targets_html)))
    if known.targets:
        _fold("missing", view, lambda: html(view.made(missing_html)))
    if known.qualitative or rows_without_target(snapshot, province_id, standpoint):
        _fold("others", view, partial(_others, view))


def _fold(name: str, view: _View, fill: Callable[[], None]) -> None:
    """A fold whose inside is made and sent once it is open."""
    fold = st.expander(message(f"first_screen.more.{name}", view.lang), key=fold_key(name), on_change="rerun")
    if fold.open:
        with fold:
            fill()


def fold_key(name: str) -> str:
    """The key of a fold in the reader's session; a test that sets it to True opens the fold."""
    return f"fold-{name}"


def _judged(view: _View) -> None:
    html(view.made(scoreboard_html) + view.made(due_results_html))


def _others(view: _View) -> None:
    html(view.made(others_html) + qualitative_html(view.snapshot, view.province_id, view.lang))
