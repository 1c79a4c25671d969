"""Which document counts first: one order, published with the documents and used wherever documents are listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kpi.model.vocabulary import GOVERNMENT, NATION, DocumentKind


def places(documents: Sequence[dict[str, Any]]) -> dict[str, int]:
    """The place of each document (row of `documents`) by id, from 1.

    Plans that are at hand in full go first; then the national document that such plans name in their titles as the
    one they carry out, since another copy of its targets may be a draft; then what units issue themselves, before what
    the Government sets for a unit; then the newest; the id settles the rest.
    """
    titles = [row["title_vi"] for row in documents if row["kind"] == DocumentKind.PLAN_TEXT]

    def key(row: dict[str, Any]) -> tuple[bool, bool, bool, bool, int, str]:
        issued: date | None = row["issued_on"]
        return (
            row["kind"] != DocumentKind.PLAN_TEXT,
            not _is_carried_out(row, titles),
            row["province_id"] not in {None, NATION} and row["issuer"] in GOVERNMENT,
            issued is None,
            -issued.toordinal() if issued else 0,
            row["document_id"],
        )

    return {row["document_id"]: place for place, row in enumerate(sorted(documents, key=key), start=1)}


def _is_carried_out(document: dict[str, Any], titles: Sequence[str]) -> bool:
    number = document["number"]
    if document["kind"] != DocumentKind.NATIONAL_REPORTED or not number:
        return False
    return any(number in title for title in titles)
