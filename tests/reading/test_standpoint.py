"""Where a reader stands: what is seen from there, and that nothing made for one reader is shown to another."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kpi.model.cache import PUBLIC, cache, reading_as
from kpi.reading.standpoint import Standpoint

TODAY, BEFORE = date(2026, 11, 30), date(2025, 12, 31)


def actual(period_end: date, recorded_at: date | None) -> dict[str, date | None]:
    return {"period_end": period_end, "recorded_at": recorded_at}


@pytest.mark.parametrize(
    ("standpoint", "seen"),
    [
        (Standpoint(today=TODAY), [True, True, True]),
        (Standpoint(as_of=BEFORE, today=TODAY), [True, True, False]),
        (Standpoint(as_of=BEFORE, known=BEFORE, today=TODAY), [False, False, False]),
        (Standpoint(known=date(2026, 2, 1), today=TODAY), [True, False, False]),
    ],
)
def test_an_actual_is_seen_once_its_period_has_ended_and_it_is_known(standpoint: Standpoint, seen: list[bool]):
    rows = [actual(BEFORE, date(2026, 1, 15)), actual(BEFORE, None), actual(date(2026, 6, 30), date(2026, 7, 1))]
    assert [standpoint.sees(row) for row in rows] == seen


def test_a_document_is_there_from_its_day_on_and_one_without_a_day_today_alone():
    issued = [date(2025, 10, 17), date(2026, 1, 1), None]
    assert [Standpoint(today=TODAY).has(day) for day in issued] == [True, True, True]
    assert [Standpoint(as_of=BEFORE, today=TODAY).has(day) for day in issued] == [True, False, False]
    known = Standpoint(as_of=BEFORE, known=date(2025, 1, 1), today=TODAY)
    assert [known.has(day) for day in issued] == [False, False, False]


def test_a_standpoint_survives_the_way_to_another_process():
    for standpoint in (Standpoint(today=TODAY), Standpoint(BEFORE, BEFORE, "staff", TODAY)):
        assert Standpoint.from_plain(json.loads(json.dumps(standpoint.to_plain()))) == standpoint


def test_what_is_kept_for_one_audience_is_not_shown_to_another():
    @cache(8)
    def eyes(_view: str) -> str:
        return Standpoint(today=TODAY).audience

    assert eyes("a") == PUBLIC
    with reading_as("staff"):
        assert eyes("a") == "staff"
    assert eyes("a") == PUBLIC
