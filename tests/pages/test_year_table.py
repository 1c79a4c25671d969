"""The table of years of one indicator: an actual is the baseline because it is that actual, not because it is equal."""

from __future__ import annotations

import re
from dataclasses import replace

from kpi.model.records import ActualRecord, PathRecord
from kpi.reading.province import province_data
from kpi.reading.province_rows import YearRow
from kpi.store.warehouse import Snapshot
from ui.tables import year_table


def planned_of(rows: list[YearRow], baseline_id: str | None) -> list[str]:
    """The planned values of the years, in order."""
    html = year_table(rows, "%", {}, "vi", baseline_id)
    cells = re.findall(r"<tr>.*?</tr>", html, re.DOTALL)[1:]
    return [re.sub("<[^>]+>", "", re.findall(r"<td[^>]*>(.*?)</td>", cell, re.DOTALL)[0]).strip() for cell in cells]


def test_an_actual_that_equals_our_line_is_no_baseline(snapshot: Snapshot):
    """Any actual of the year with the same number hid the planned value."""
    known = province_data(snapshot, "viet_nam").actuals
    actual: ActualRecord = next(one for one in known if one.indicator_id == "digital_economy_share_grdp")
    path = [PathRecord("nq_57_tw_2024", year, actual.value, None, False, "from_baseline") for year in (2024, 2025)]
    first, other = actual, replace(actual, actual_id="other")
    rows = [YearRow(2024, path[0], (), (first,)), YearRow(2025, path[1], (), (other,))]
    value = f"{str(actual.value).replace('.', ',')}\N{NARROW NO-BREAK SPACE}%"
    assert planned_of(rows, first.actual_id) == ["–", value]
    assert planned_of(rows, None) == [value, value]
