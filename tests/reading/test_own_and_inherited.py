"""Actuals and targets of a province beside those of former units."""

from __future__ import annotations

from kpi.reading.own_and_inherited import under_own_names
from kpi.reading.province import rows_by_indicator
from kpi.store.warehouse import Snapshot


def test_actuals_of_a_former_unit_stand_in_a_chart_under_its_name_alone(snapshot: Snapshot):
    """Hải Dương's 'dưới 10 %' stood on Hải Phòng's chart as Hải Phòng's own."""
    rows = rows_by_indicator(snapshot, "hai_phong")["dossiers_online_share"].actuals
    told = under_own_names(snapshot, rows, "hai_phong", None, "vi")
    assert {row["province_id"] for row in rows} == {"hai_phong", "hai_phong_2008", "hai_duong"}
    names = {"hai_duong": "Hải Dương", "hai_phong_2008": "Hải Phòng (đơn vị cũ, đến 30/06/2025)"}
    for before, row in zip(rows, told, strict=True):
        own = row["province_id"] == "hai_phong"
        assert (row["series"] == before["series"]) is own
        if not own:
            assert row["series_name_vi"] == f"{before['series_name_vi']}, {names[row['province_id']]}"
    series = {row["series"]: row["province_id"] for row in told}
    assert all(series[row["series"]] == row["province_id"] for row in told), "no line leads from one unit to another"
