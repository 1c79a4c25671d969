"""Draws the view of who owes what and who carries how much (`pages.tasks.owed`, `pages.tasks.workload`)."""

from __future__ import annotations

from kpi.markup import macros
from kpi.markup.pieces import paragraph
from kpi.reading.tasks import View
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.tasks.owed import owed_html
from pages.tasks.workload import chart_of_load, tables_html
from ui.parts import draw_part
from ui.shell import html

_HTML = macros("pages.tasks.workload")


def draw(snapshot: Snapshot, view: View) -> None:
    """Who owes what, then bars, the table of months, and the open lists apart."""
    html(owed_html(snapshot, view))
    html(_HTML.head(message("task_load.title", view.lang), message("task_load.note", view.lang)))
    drawn = chart_of_load(snapshot, view)
    if drawn is None:
        html(paragraph(message("task.nothing", view.lang)))
    else:
        draw_part(drawn, "task_load", view.lang)
    html(tables_html(snapshot, view))
