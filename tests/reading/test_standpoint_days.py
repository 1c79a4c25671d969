"""Another day's judgement is the warehouse's own, however often the same inputs are asked; so are the paths."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.method.inputs import METHOD_TABLES, Tables, prepare_inputs
from kpi.method.progress import progress
from kpi.method.territories import territories
from kpi.method.thresholds import load_method
from kpi.model.records import Row, plain_records
from kpi.reading.judged_rows import JudgedRow, path_of, progress_of
from kpi.reading.province import provinces
from kpi.reading.standpoint import Standpoint
from kpi.store import province_queries
from kpi.store.warehouse import Snapshot

KEY = ("province_id", "indicator_id", "document_id", "series")
PROVINCES = ("lai_chau", "tien_giang", "hai_phong", "ha_noi", "viet_nam", "dong_thap")
DAYS = (
    (date(2026, 12, 31), None),
    (date(2024, 6, 30), None),
    (None, date(2025, 3, 1)),
    (date(2030, 12, 31), date(2024, 12, 31)),
)


def by_key(rows: list[JudgedRow] | list[Row]) -> dict[tuple[str, ...], JudgedRow]:
    return {tuple(row[name] for name in KEY): row for row in rows}


@pytest.fixture(scope="module")
def method_tables(snapshot: Snapshot) -> Tables:
    lands = territories(snapshot.query("SELECT * FROM provinces"), snapshot.query("SELECT * FROM crosswalk"))
    nothing = pd.DataFrame()
    return Tables(
        nothing, nothing, **{name: snapshot.query(f"SELECT * FROM {name}") for name in METHOD_TABLES}, lands=lands
    )


@pytest.mark.parametrize("year", [2024, 2027])
def test_the_last_day_of_a_year_is_judged_as_in_the_warehouse(snapshot: Snapshot, year: int) -> None:
    judged = 0
    for province_id in provinces(snapshot):
        published = by_key(province_queries.progress(snapshot, province_id, year))
        asked = by_key(list(progress_of(snapshot, province_id, Standpoint(as_of=date(year, 12, 31)))))
        assert asked == {key: {name: row[name] for name in asked[key]} for key, row in published.items()}
        judged += len(asked)
    assert judged > 500


@pytest.mark.parametrize("province_id", PROVINCES)
def test_inputs_read_once_judge_many_days_as_if_read_for_each(
    snapshot: Snapshot, method_tables: Tables, province_id: str
) -> None:
    read = province_queries.targets, province_queries.actuals
    targets, actuals = (pd.DataFrame(rows(snapshot, province_id)) for rows in read)
    tables = replace(method_tables, targets=targets, actuals=actuals)
    for as_of, known in DAYS:
        standpoint = Standpoint(as_of, known)
        anew = progress(tables, load_method(), [standpoint.day.year], as_of=standpoint.day, knowledge_date=known)
        rows = plain_records(anew)
        asked = [{name: row[name] for name in anew.columns} for row in progress_of(snapshot, province_id, standpoint)]
        assert asked == rows
        path = plain_records(prepare_inputs(tables, load_method()).path_known(known))
        # Today's knowledge is the warehouse's own path, whose columns are more.
        shown = (
            [{name: row[name] for name in path[0]} for row in path_of(snapshot, province_id, standpoint)]
            if path
            else []
        )
        assert sorted(shown, key=repr) == sorted(path, key=repr)
