"""From which day on a document is told of: its day of issue, else the earliest by which it surely was issued."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from etl.document_days import known_days

MERGED, COLLECTED = date(2025, 6, 30), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("document", "years", "known"),
    [
        ({"issued_on": date(2025, 10, 17), "reported_on": date(2025, 1, 1)}, [2025], date(2025, 10, 17)),
        ({"reported_on": date(2025, 9, 26)}, [2030], date(2025, 9, 26)),
        ({"reported_on": date(2026, 1, 5)}, [2026, 2025], date(2025, 12, 31)),  # set before it fell due
        ({}, [2023], date(2023, 12, 31)),
        ({"province_id": "former"}, [2030], MERGED),  # a former unit issued it while it was there
        ({}, [2030], COLLECTED),
        ({}, [], COLLECTED),
    ],
)
def test_a_document_is_known_from_its_day_of_issue_or_the_first_day_that_it_cannot_be_younger_than(
    document: dict[str, Any], years: list[int], known: date | None
) -> None:
    whole = {"document_id": "d", "issued_on": None, "reported_on": None, "province_id": "today", **document}
    targets = [{"document_id": "d", "year": year} for year in years] + [{"document_id": "other", "year": 2020}]
    newest = whole | {"document_id": "newest", "issued_on": COLLECTED}
    assert known_days([whole, newest], targets, {"former": MERGED, "today": None})["d"] == known


def test_nothing_is_known_of_a_document_where_nothing_tells() -> None:
    bare = {"document_id": "d", "issued_on": None, "reported_on": None, "province_id": None}
    assert known_days([bare], [], {}) == {"d": None}
