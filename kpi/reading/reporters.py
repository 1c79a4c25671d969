"""Who has to report on a unit's plan, in the plan's own words."""

from __future__ import annotations

from kpi.model.records import Row
from kpi.model.vocabulary import DocumentKind
from kpi.reading.province import province_data, reporting
from kpi.store.warehouse import Snapshot

_READ = frozenset({DocumentKind.PLAN_TEXT, DocumentKind.CENTRAL_NOTICE})
"""Kinds of documents whose whole text was read."""


def reporting_duties(snapshot: Snapshot, province_id: str) -> list[Row]:
    """What the unit's own documents say about reporting: agency, words, document and line; not what it inherited."""
    own = {
        document.document_id for document in province_data(snapshot, province_id).documents if not document.inherited
    }
    return [duty for duty in reporting(snapshot) if duty["document_id"] in own]


def why_no_reporter(snapshot: Snapshot, province_id: str) -> str:
    """The message for a unit without such words: told by its tasks, or no text of its plans to know it from."""
    own = (document for document in province_data(snapshot, province_id).documents if not document.inherited)
    read = any(document.kind in _READ for document in own)
    return "overview.who_reports_in_tasks" if read else "overview.who_reports_no_text"
