"""Named queries of the documents, each with its form in words, in the order in which documents count."""

from __future__ import annotations

from collections.abc import Collection

from kpi.model.records import Row
from kpi.store.names import DOCUMENTS
from kpi.store.warehouse import Snapshot

_EVERY = f"SELECT * FROM {DOCUMENTS}"  # noqa: S608


def documents(snapshot: Snapshot) -> list[Row]:
    """Every document."""
    return snapshot.rows(f"{_EVERY} ORDER BY place, document_id")


def documents_named(snapshot: Snapshot, document_ids: Collection[str]) -> list[Row]:
    """Documents by their ids."""
    return snapshot.rows(
        f"{_EVERY} WHERE document_id IN $ids ORDER BY place, document_id", {"ids": sorted(document_ids)}
    )


def texts(snapshot: Snapshot) -> list[Row]:
    """Documents whose full text is at hand, in the order of their ids."""
    return snapshot.rows(f"{_EVERY} WHERE file IS NOT NULL ORDER BY document_id")
