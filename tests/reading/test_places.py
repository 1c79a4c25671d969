"""Where a unit stands among all units of today, and that nobody is placed while a unit has no figure."""

from __future__ import annotations

from datetime import date

from kpi.reading.first_screen.place import places
from kpi.reading.first_screen.published import published_actuals
from kpi.reading.first_screen.told import published_words
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot

NOW = Standpoint()
ON_TIME = ("dossiers_on_time_share", "portal_766_all_levels")
_VALUES = """
SELECT province_id, value FROM actuals
WHERE (indicator_id, series) = ($indicator, $series) AND period_end = DATE '2026-10-10'
"""


def test_every_unit_has_the_place_of_its_own_value(snapshot: Snapshot) -> None:
    found = places(snapshot, *ON_TIME, NOW)
    rows = snapshot.rows(_VALUES, {"indicator": ON_TIME[0], "series": ON_TIME[1]})
    values = {row["province_id"]: row["value"] for row in rows}
    assert len(found) == len(values) == 34
    for unit, place in found.items():
        better = sum(value > values[unit] for value in values.values())
        assert place.first <= better + 1 <= place.last
        assert place.value == values[unit]


def test_nobody_is_placed_while_units_lack_the_figure_or_amounts_are_not_shares(snapshot: Snapshot) -> None:
    assert not places(snapshot, "dossiers_online_share", "portal_766_submitted", NOW), "three units have it"
    assert not places(snapshot, "dossiers_received", "portal_766", NOW), "large units receive more"
    assert not places(snapshot, *ON_TIME, Standpoint(as_of=date(2026, 10, 9))), "the period had not ended"
    assert not places(snapshot, *ON_TIME, Standpoint(known=date(2026, 10, 9))), "not known then"


def test_place_counts_and_base_are_told_with_the_number(snapshot: Snapshot) -> None:
    told = {
        item.indicator.indicator_id: published_words(item, "vi")
        for item in published_actuals(snapshot, "dong_thap", NOW)
    }
    results = told["electronic_results_share"]
    assert results.head == "76,2\u202f%"
    assert results.basis == (
        "hạng 11–13 trên 34 · 308.947 trên 405.424 · 01/01/2026 – 10/10/2026 · Cổng DVC quốc gia: trên hồ sơ tiếp nhận"
    )
    assert told["service_index_766"].basis.startswith("hạng 1 trên 34 · 01/01/2026")
    assert told["service_index_766"].head == "68,8\u00a0điểm"
