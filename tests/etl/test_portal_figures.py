"""Figures of the National Public Service Portal: all that were read are in, or out with a reason; none is misread."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from etl.reading import read_rows
from kpi.model import reference, vocabulary
from kpi.model import rows as model

DATA = Path(__file__).parents[2] / "data"
READ = 1511
"""Figures that were read from stored public answers of the portal."""
TWICE = 5
"""Of these so many became a share and a count: dossiers submitted online."""
LAST_DAY = date(2026, 10, 10)
OF_EVERY_PROVINCE = (
    ("dossiers_on_time_share", "portal_766_all_levels"),
    ("dossiers_digitised_share", "portal_766_papers"),
    ("electronic_results_share", "portal_766"),
    ("digitised_data_reuse_share", "portal_766"),
    ("online_payment_share", "portal_766_dossiers_with_fee"),
    ("dossiers_received", "portal_766"),
    ("service_index_766", "portal_766"),
)
GROUPS = {"transparency": 18, "progress": 20, "online_services": 12, "online_payment": 10, "satisfaction": 18}
GROUPS |= {"digitisation": 22}


def _rows(name: str, row_model: type[Any]) -> list[Any]:
    located, findings = read_rows(DATA / name, row_model, DATA)
    assert findings == []
    return [item.row for item in located]


ROWS = [
    row for path in sorted(DATA.glob("actuals/portal_766*.csv")) for row in _rows(f"actuals/{path.name}", model.Actual)
]
PROVINCES = {row.province_id for row in _rows("reference/provinces.csv", reference.Province) if row.vintage == 34}


def test_every_figure_that_was_read_is_in_or_out_with_a_reason() -> None:
    out = _rows("not_loaded/portal_766.csv", model.NotLoaded)
    lines = {row.source_line for row in out}
    assert len(lines) == len(out)
    assert all(row.reason and 2 <= row.source_line <= READ + 1 for row in out)
    assert len(ROWS) - TWICE + len(out) == READ


@pytest.mark.parametrize(("indicator", "series"), OF_EVERY_PROVINCE)
def test_all_34_provinces_have_it_to_the_same_day(indicator: str, series: str) -> None:
    found = {
        row.province_id
        for row in ROWS
        if (row.indicator_id, row.series, row.period_end) == (indicator, series, LAST_DAY)
    }
    assert found >= PROVINCES


def test_a_share_stands_with_the_counts_that_make_it() -> None:
    shares = [row for row in ROWS if row.unit == "%"]
    without = [row for row in shares if row.numerator is None]
    assert all(abs(row.value - 100 * row.numerator / row.denominator) < 0.0051 for row in shares if row not in without)
    assert {(row.indicator_id, row.series) for row in without} == {("dossiers_on_time_share", "portal_766_month")}


def test_a_month_never_passes_for_a_year() -> None:
    for row in ROWS:
        start, end = row.period_start, row.period_end
        if row.series.endswith("_month"):
            assert (start.day, end.day) == (1, calendar.monthrange(end.year, end.month)[1])
            assert (start.year, start.month) == (end.year, end.month)
            assert start >= date(2026, 6, 1), "the central system was filling up before"
            assert row.recorded_at > end, "the month had not ended"
        else:
            assert start == date(2026, 1, 1)
            assert end <= LAST_DAY
            assert "Lũy kế từ đầu năm" in row.definition
        assert "Cách đếm của năm 2026, không nối với số trước đó." in row.definition


def test_restated_months_keep_every_value() -> None:
    june = {
        row.recorded_at: row.value
        for row in ROWS
        if (row.province_id, row.indicator_id, row.series) == ("viet_nam", "dossiers_on_time_share", "portal_766_month")
        and row.period_end == date(2026, 6, 30)
    }
    assert june == {date(2026, 9, 17): 82.01, date(2026, 10, 2): 82.34, LAST_DAY: 82.83}


def test_six_groups_make_the_index() -> None:
    points: dict[tuple[str, date], float] = defaultdict(float)
    seen: Counter[tuple[str, date]] = Counter()
    for name, most in GROUPS.items():
        for row in ROWS:
            if row.indicator_id == f"service_index_766_{name}":
                assert row.denominator == most
                assert 0 <= row.value <= most
                points[row.province_id, row.period_end] += row.value
                seen[row.province_id, row.period_end] += 1
    whole = {key: total for key, total in points.items() if seen[key] == len(GROUPS)}
    index = {
        (row.province_id, row.period_end): row.value
        for row in ROWS
        if (row.indicator_id, row.series) == ("service_index_766", "portal_766")
    }
    assert len(whole) == 2 * len(PROVINCES)
    assert all(abs(index[key] - total) < 0.0051 for key, total in whole.items())


def test_no_target_is_counted_as_the_portal_counts() -> None:
    """Plans give no base, or another one: both numbers are shown and nothing is judged."""
    series = {(row.indicator_id, row.series): row.measure for row in _rows("reference/series.csv", reference.Series)}
    counted = {(row.indicator_id, series[row.indicator_id, row.series]) for row in ROWS}
    asked = {
        (row.measured_indicator_id, row.measure)
        for row in _rows("reference/target_measures.csv", reference.TargetMeasure)
    }
    assert not counted & asked
    judged_by_any = {indicator for indicator, measure in asked if measure == vocabulary.MEASURE_ANY}
    assert not judged_by_any & {indicator for indicator, _ in counted}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"numerator": "5", "denominator": None}, "numerator_alone"),
        ({"numerator": "0", "denominator": "0"}, "numerator_alone"),
        ({"numerator": "1", "denominator": "3", "value": "33.34"}, "share_unlike_counts"),
    ],
)
def test_counts_that_do_not_make_the_share_are_refused(changed: dict[str, str | None], code: str) -> None:
    cells = ROWS[0].model_dump(mode="json") | changed
    with pytest.raises(ValidationError) as refused:
        model.Actual.model_validate({name: None if cell is None else str(cell) for name, cell in cells.items()})
    assert [error["type"] for error in refused.value.errors()] == [code]
