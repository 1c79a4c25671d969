"""A briefing compares units as So sánh does: the same tiers, and no leader of a few of many."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.briefing.model import Item, ItemKind
from kpi.briefing.resolve import chart_block_of
from kpi.reading.chosen_units import compare_chosen
from kpi.reading.ranking import Measure
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from pages.compare import data, defaults
from pages.compare.head import title_html

GROWTH = "grdp_growth"
ECONOMY = "digital_economy_share_grdp"
NOW = Standpoint()


def test_tiers_are_those_of_the_page_for_every_indicator(snapshot: Snapshot):
    compared = 0
    for indicator_id in data.indicators(snapshot):
        found = compare_chosen(snapshot, indicator_id, data.province_ids(snapshot, data.Scope(34)), NOW).comparison
        if not found.ranking.placed:
            continue
        asked = data.Question(indicator_id, Measure.LEVEL, found.asked.series, found.asked.year, data.Scope(34))
        assert defaults.best_series(snapshot, indicator_id, 34) == found.asked.series
        assert defaults.best_year(snapshot, indicator_id, found.asked.series, 34) == found.asked.year
        assert data.comparison(snapshot, asked).ranking.placed == found.ranking.placed
        compared += 1
    assert compared > 10


def test_units_within_the_tie_band_lead_together(snapshot: Snapshot):
    every = compare_chosen(snapshot, GROWTH, data.province_ids(snapshot, data.Scope(34)), NOW)
    units = tuple(place.province_id for place in every.comparison.ranking.placed)
    assert len(units) > 2
    found = compare_chosen(snapshot, GROWTH, units, NOW)
    leaders = {place.province_id for place in found.comparison.ranking.leaders}
    assert leaders == {"quang_ninh", "hai_phong"}
    item = Item(kind=ItemKind.COMPARISON, indicator_id=GROWTH, provinces=units)
    said = chart_block_of(snapshot, item, lang="vi").sentence
    assert "xếp đầu là Quảng Ninh và Hải Phòng" in said
    assert "11,89" in said
    assert "11,81" in said


def test_a_briefing_that_stands_on_an_earlier_day_compares_what_was_seen_then(snapshot: Snapshot):
    then = Standpoint(as_of=date(2024, 12, 31))
    found = compare_chosen(snapshot, GROWTH, ("hai_phong", "quang_ninh", "lai_chau"), then)
    assert all(row["period_end"] <= then.day for item in found.subjects.values() for row in item.actuals)
    assert found.comparison.asked.year <= 2024


@pytest.mark.parametrize(("lang", "leads", "median"), [("vi", "dẫn đầu là", "trung vị"), ("en", "leads", "median")])
def test_few_of_many_have_no_leader_and_no_median(snapshot: Snapshot, lang: str, leads: str, median: str):
    asked = data.Question(ECONOMY, Measure.LEVEL, "gso_value_added", 2025, data.Scope(34))
    assert len(data.comparison(snapshot, asked).ranking.placed) < 10
    said = title_html(snapshot, asked, "lai_chau", lang)
    assert leads not in said
    assert f"</b>{median}</li>" not in said
