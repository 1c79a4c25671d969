"""The filter by region of the page So sánh: every view, the downloads, the address and what goes into a briefing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.briefing.model import Item
from kpi.export.sheet.tables import AnyTable
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from pages.compare import choices, data, files
from pages.compare import scope as scopes
from pages.compare.data import Scope
from pages.compare.views import Boundaries, Heat, Lines, Ranked, Screen, Targets, Tiles
from tests.cases.page_cases import go_to, html_of
from tests.conftest import ROOT
from ui import actions, downloads
from ui.page_registry import COMPARE
from ui.prefetch import Asked

ECONOMY = "digital_economy_share_grdp"
DELTA = "dong_bang_song_hong"
CENTRE = "bac_trung_bo_va_duyen_hai_mien_trung"
"""A region of the 63 units that today's 34 do not have."""


@pytest.fixture(autouse=True)
def _served(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))


def open_page(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    go_to(app, "compare")
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def region_of(snapshot: Snapshot, vintage: int, name: str) -> set[str]:
    """The units of a region as the data says it, not as the page does."""
    if vintage == 34:
        sql = "SELECT province_id FROM provinces WHERE vintage = 34 AND region = $name"
    else:
        sql = (
            "SELECT coalesce(own.province_id, former_id) AS province_id FROM crosswalk "
            "JOIN provinces AS former ON former.province_id = former_id "
            "LEFT JOIN provinces AS own ON own.province_id = CASE WHEN NOT boundary_changed THEN successor_id END "
            "WHERE former.region = $name"
        )
    return {row["province_id"] for row in snapshot.rows(sql, {"name": name})}


@pytest.mark.parametrize(
    ("vintage", "region", "name", "count"),
    [
        (34, DELTA, "Đồng bằng sông Hồng", 6),
        (34, "dong_nam_bo", "Đông Nam Bộ", 3),
        (63, CENTRE, "Bắc Trung Bộ và duyên hải miền Trung", 14),
        (63, "tay_nguyen", "Tây Nguyên", 5),
    ],
)
def test_a_region_holds_the_units_of_the_chosen_boundaries(snapshot, vintage, region, name, count):
    assert set(data.province_ids(snapshot, Scope(vintage, region))) == region_of(snapshot, vintage, name)
    assert len(data.province_ids(snapshot, Scope(vintage, region))) == count
    assert scopes.said(snapshot, Scope(vintage, region), "vi") == name


def test_the_regions_offered_are_those_of_the_boundaries(snapshot):
    today, before = (scopes.regions(snapshot, vintage, "vi") for vintage in (34, 63))
    assert next(iter(today)) == next(iter(before)) == scopes.EVERYWHERE
    assert (len(today), len(before)) == (7, 7)
    assert CENTRE in before.keys() - today.keys()
    assert scopes.regions(snapshot, 34, "en")[DELTA] == "Red River Delta"


def chosen(snapshot: Snapshot, **query: str):
    return choices.choose(snapshot, Asked({"chi_tieu": ECONOMY, "vung": DELTA} | query))


def test_every_view_stays_within_the_region(snapshot):
    inside = set(data.province_ids(snapshot, Scope(34, DELTA)))
    ranked = chosen(snapshot, xem=Screen.RANK)
    assert isinstance(ranked, Ranked)
    found = data.comparison(snapshot, ranked.question).ranking
    assert {place.province_id for place in found.placed} | {unit.province_id for unit in found.unranked} == inside
    targeted = chosen(snapshot, xem=Screen.TARGETS)
    assert isinstance(targeted, Targets)
    assert {place.province_id for place in data.comparison(snapshot, targeted.question).ranking.placed} <= inside
    lines = chosen(snapshot, xem=Screen.LINES, nhom="tu_chon", tinh_chon="ha_noi,lai_chau,hai_phong")
    assert isinstance(lines, Lines)
    assert lines.everyone == ("ha_noi", "hai_phong")
    heat = chosen(snapshot, xem=Screen.HEAT)
    assert isinstance(heat, Heat)
    assert heat.grid.scope == Scope(34, DELTA)
    tiles, merged = chosen(snapshot, xem=Screen.TILES), chosen(snapshot, xem=Screen.BOUNDARIES)
    assert isinstance(tiles, Tiles)
    assert isinstance(merged, Boundaries)
    assert tiles.question.scope == merged.scope == Scope(34, DELTA)


@pytest.mark.parametrize("screen", list(Screen))
def test_no_view_shows_a_number_of_a_unit_outside(snapshot, screen):
    """Lào Cai, Tuyên Quang: two merged units of another region with targets; squares of the map stay, empty."""
    address = {"xem": str(screen), "chi_tieu": ECONOMY, "tinh": "hai_phong", "vung": DELTA}
    made = COMPARE.answer(snapshot, Asked(address))
    everywhere = COMPARE.answer(snapshot, Asked(address | {"vung": scopes.EVERYWHERE}))
    words = " ".join(part for part in made.values() if isinstance(part, str))
    assert made != everywhere
    tables = re.findall(r"<t(?:h scope='row'|h scope='rowgroup'|h scope='col')[^>]*>(.*?)</th>", words)
    assert "Hải Phòng" in " ".join(tables)
    for name in ("Lào Cai", "Đồng Tháp", "Đà Nẵng"):
        assert name not in " ".join(tables)


def test_the_tile_map_keeps_every_square_and_both_archipelagos(snapshot):
    tiles = str(COMPARE.answer(snapshot, Asked({"xem": "ban_do_o", "chi_tieu": ECONOMY, "vung": DELTA}))["map"])
    assert "Hoàng Sa" in tiles
    assert "Trường Sa" in tiles
    outside = set(re.findall(r"([^\"'>:]+): ngoài phạm vi đang chọn \(Đồng bằng sông Hồng\)", tiles))
    assert len(outside) == 30, outside


def test_the_heading_says_the_region_so_that_its_leader_is_not_taken_for_the_countrys():
    for screen in Screen:
        if screen is not Screen.BOUNDARIES:
            html = html_of(open_page(xem=str(screen), chi_tieu=ECONOMY, vung=DELTA))
            assert "Đồng bằng sông Hồng" in html[: html.index("</header>")], screen


def test_the_region_lives_in_the_address_and_an_unknown_one_is_told():
    app = open_page(xem="xep_hang", chi_tieu=ECONOMY, vung=DELTA)
    assert app.query_params["vung"] == DELTA
    assert html_of(open_page(**dict(app.query_params.items()))) == html_of(app)
    wrong = open_page(xem="xep_hang", chi_tieu=ECONOMY, vung=CENTRE)
    assert f"vung={CENTRE}" in html_of(wrong)
    assert wrong.query_params["vung"] == scopes.EVERYWHERE


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, str, AnyTable]]:
    """What the buttons of a view give: file name, title and table by key."""
    made: dict[str, tuple[str, str, AnyTable]] = {}

    def keep(key, told, make):
        made[key] = (told.file_name("csv"), told.title, make()[0])

    monkeypatch.setattr(downloads, "table_buttons", keep)
    return made


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """What the button 'add to the briefing' adds."""
    items: list[Item] = []
    monkeypatch.setattr(actions, "add_button", lambda label, found, lang, key: items.extend(found))
    return items


def test_downloads_and_the_briefing_hold_the_region_only(snapshot, taken, added):
    inside = set(data.province_ids(snapshot, Scope(34, DELTA)))
    view = chosen(snapshot, xem=Screen.RANK, nam="2025")
    assert isinstance(view, Ranked)
    files.ranking(snapshot, view.question, "vi")
    name, title, table = taken["compare"]
    assert DELTA in name.replace("-", "_")
    assert title.endswith("(Đồng bằng sông Hồng)")
    assert set(table["province_id"].to_pylist()) - {"viet_nam"} == inside
    assert set(added[0].provinces) <= inside
    assert len(added[0].provinces) >= 2
    assert "Đồng bằng sông Hồng" in added[0].title
