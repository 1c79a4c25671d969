"""From which day on a document is told of: its day of issue, else the first day by which it surely was issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any


def known_days(
    documents: Sequence[Mapping[str, Any]], targets: Iterable[Mapping[str, Any]], ends: Mapping[str, date | None]
) -> dict[str, date | None]:
    """The day of each document (row of `documents`) by id: a reader who stands before it is not told of the document.

    Without a day of issue the earliest of these, each of which the document cannot be younger than: the day on which
    its source told of it, the last day of the first year for which it sets a target (rows of `targets`), the last day
    of a former unit (`ends`, by province), the newest day of any document here, when all of them were collected. None
    where nothing tells.
    """
    told = (row[name] for row in documents for name in ("issued_on", "reported_on"))
    collected = max((day for day in told if day is not None), default=None)
    years: dict[str, list[int]] = defaultdict(list)
    for row in targets:
        years[row["document_id"]].append(row["year"])
    return {row["document_id"]: _day(row, years[row["document_id"]], ends, collected) for row in documents}


def _day(
    document: Mapping[str, Any], years: Sequence[int], ends: Mapping[str, date | None], collected: date | None
) -> date | None:
    issued: date | None = document["issued_on"]
    if issued is not None:
        return issued
    first_due = date(min(years), 12, 31) if years else None
    days = (document["reported_on"], first_due, ends.get(document["province_id"]), collected)
    return min((day for day in days if day is not None), default=None)
