"""Lists of units by name: the nation, the provinces of today, the former ones, each in Vietnamese order."""

from __future__ import annotations

from itertools import groupby

import pytest

from kpi.export.bundle.bundle_data import read_book
from kpi.reading.province import provinces
from kpi.reading.roadmap import Order, highest_first, ordered
from kpi.reading.tasks import places
from kpi.store import data_health, roadmap_queries
from kpi.store.warehouse import Snapshot
from kpi.words import sort_key
from ui.shell import province_names

ECONOMY = "digital_economy_share_grdp"


@pytest.fixture
def in_order(snapshot: Snapshot) -> list[str]:
    """The ids of all units in the order of the rule, as this test understands it."""
    units = provinces(snapshot)
    return sorted(
        units, key=lambda key: (key != "viet_nam", units[key].successor_id is not None, sort_key(units[key].name_vi))
    )


def runs(ids: list[str]) -> list[str]:
    """Without immediate repetition."""
    return [key for key, _ in groupby(ids)]


def of_rule(ids: list[str], in_order: list[str]) -> list[str]:
    """The same ids, each once, in the order of the rule."""
    return sorted(set(ids), key=in_order.index)


def test_the_selector_begins_with_the_nation_and_ends_with_former_units(snapshot: Snapshot, in_order: list[str]):
    names = province_names(snapshot, "vi")
    assert list(names) == in_order
    assert next(iter(names.values())) == "Việt Nam"
    assert list(names).index("vinh_long") < list(names).index("an_giang_2008")


def test_tables_by_unit_keep_that_order(snapshot: Snapshot, in_order: list[str]):
    rows = roadmap_queries.rows_of_indicator(snapshot, ECONOMY)
    for listed in (
        rows,
        ordered(rows, Order.NAME, "vi", by_unit=True, warned=()),
        highest_first(rows, {}, "vi"),
    ):
        ids = [row.province_id for row in listed]
        assert runs(ids) == of_rule(ids, in_order)
        assert ids[0] == "viet_nam"
        assert "tien_giang" in ids


def test_downloads_by_unit_keep_that_order(snapshot: Snapshot, in_order: list[str]):
    missing = data_health.missing(snapshot).column("province_id").to_pylist()
    assert runs(missing) == of_rule(missing, in_order)
    sheets = {sheet.indicator["indicator_id"]: sheet for sheet in read_book(snapshot).sheets}
    words = [row["province_id"] for row in sheets[ECONOMY].words]
    assert runs(words) == of_rule(words, in_order)
    assert len(set(words)) > 3


def test_the_places_that_set_tasks_begin_with_provinces_and_keep_that_order(snapshot: Snapshot, in_order: list[str]):
    found = [place for place in places(snapshot, "vi") if place in in_order and place != "viet_nam"]
    assert found == of_rule(found, in_order)
    assert found[-1] == "tien_giang"
