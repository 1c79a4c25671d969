"""The changes of a view as a table for files: one row a change, with its source and the address of its view."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from kpi.export.sheet.about import Source
from kpi.model.addresses import CHANGES_PAGE
from kpi.reading.changes.summary import summary, undated_words
from kpi.reading.changes.words import told
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.changes.parts import View, changes_of_view, shown, title
from ui import downloads

_TEXTS = ("kind", "about", "more", "before", "after", "source", "source_url", "url")
_COLUMNS = ("kind", "about", "more", "before", "after", "day", "source", "source_url", "url")


def draw_downloads(snapshot: Snapshot, view: View) -> None:
    """The buttons that give the changes of the view as a table; nothing without a change."""
    found = changes_of_view(snapshot, view)
    if found is None or not shown(snapshot, view):
        return
    lang = view.lang
    stem = f"{CHANGES_PAGE}-{view.province_id}-{found.first.isoformat()}"
    about = downloads.about(snapshot, stem, title(snapshot, view), lang, as_of=view.standpoint.day)
    headings = {name: message(f"changes_file.{name}", lang) for name in _COLUMNS}
    notes = tuple(note for note in (summary(found, lang), undated_words(found, lang)) if note)
    downloads.table_buttons(
        "changes", replace(about, headings=headings, notes=notes), lambda: changes_table(snapshot, view)
    )


def changes_table(snapshot: Snapshot, view: View) -> tuple[pa.Table, tuple[Source, ...]]:
    """One row a change, in the order of the page; the day is empty where no row names one."""
    items = shown(snapshot, view)
    words = [told(item, view.lang, view.standpoint) for item in items]
    columns = {name: pa.array([getattr(row, name) for row in words], pa.string()) for name in _TEXTS}
    columns["day"] = pa.array([item.day for item in items], pa.date32())
    sources = dict.fromkeys(
        Source(title=row.source, address=row.source_url, day=item.day)
        for item, row in zip(items, words, strict=True)
        if row.source
    )
    return pa.table({name: columns[name] for name in _COLUMNS}), tuple(sources)
