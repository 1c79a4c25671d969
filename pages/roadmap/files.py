"""The files of the page Lộ trình."""

from __future__ import annotations

from kpi.export.sheet.about import Source
from kpi.export.sheet.tables import AnyTable
from kpi.model.addresses import ROADMAP_PAGE
from kpi.reading.roadmap_rows import as_frame
from kpi.store.warehouse import Snapshot
from pages.roadmap.parts import View, shown_rows, title, warned, years
from ui import downloads


def draw_downloads(snapshot: Snapshot, view: View) -> None:
    """The download of all rows of the view, whichever page is shown."""
    rows = shown_rows(snapshot, view)
    if not rows:
        return
    told = downloads.about(snapshot, f"{ROADMAP_PAGE}-{view.subject}", title(snapshot, view), view.lang)

    def make() -> tuple[AnyTable, tuple[Source, ...]]:
        frame = as_frame(rows, years(snapshot, rows), warned(snapshot), view.lang)
        return frame, downloads.document_sources(snapshot, {row.document_id for row in rows}, view.lang)

    downloads.table_buttons("roadmap", told, make)
