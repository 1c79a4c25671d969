"""What Chỉ tiêu offers to choose from."""

from __future__ import annotations

from datetime import timedelta

from kpi.reading.province import province_data, provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from ui.indicator_choices import document_options


def test_a_document_without_a_day_of_issue_is_offered_from_the_day_on_which_it_was_known(snapshot: Snapshot):
    undated = [
        (target, target.known_on)
        for province_id in provinces(snapshot)
        for target in province_data(snapshot, province_id).targets
        if target.issued_on is None and target.known_on is not None
    ]
    assert len(undated) > 20
    for target, day in undated:
        asked = (snapshot, target.province_id, target.indicator_id, "vi")
        then, before = Standpoint(day), Standpoint(day - timedelta(days=1))
        assert target.document_id in document_options(*asked, then)
        assert target.document_id not in document_options(*asked, before)
        assert document_options(*asked, before)


def test_a_document_that_was_issued_later_is_offered_and_told_so(snapshot: Snapshot):
    dated = ((item, item.issued_on) for item in province_data(snapshot, "lai_chau").targets)
    target, day = next((item, day) for item, day in dated if day is not None)
    before = Standpoint(day - timedelta(days=1))
    assert target.document_id in document_options(snapshot, "lai_chau", target.indicator_id, "vi", before)


def test_actuals_of_a_unit_stand_before_the_plan_of_a_former_one(snapshot: Snapshot):
    """Hải Phòng's 22,28 % of 2025 led to a page of the former Hải Phòng's 35 %, on which it did not stand."""
    offered = document_options(snapshot, "hai_phong", "digital_economy_share_grdp", "vi", Standpoint())
    assert next(iter(offered.items())) == ("", "Chưa tìm thấy mục tiêu riêng")
    assert len(offered) > 1
    own = document_options(snapshot, "lai_chau", "coverage_5g", "vi", Standpoint())
    assert "" not in own
