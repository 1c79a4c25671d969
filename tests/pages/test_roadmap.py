"""Lộ trình: every year of a plan is what the warehouse says, and told for what it is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from kpi.model.roadmap_records import PlanRow, PlanTarget, PlanYear, Warned
from kpi.reading.roadmap import SORT_YEARS, YEARS, Cell, CellKind, Order, cells, found, highest_first, ordered
from kpi.reading.roadmap_rows import as_frame, cell_text, warning_words
from kpi.store import roadmap_queries
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from kpi.words import sort_key
from pages.roadmap.table import Layout, table
from tests.cases.page_cases import go_to, html_of, notices_of

ROOT = Path(__file__).resolve().parents[2]
KEY = ("dak_lak", "coverage_5g", "ke_hoach")


def row(**changes: object) -> PlanRow:
    facts: dict[str, object] = {
        "province_id": KEY[0],
        "indicator_id": KEY[1],
        "document_id": KEY[2],
        "province_name_vi": "Đắk Lắk",
        "province_name_en": "Dak Lak",
        "successor_name_vi": None,
        "successor_name_en": None,
        "indicator_name_vi": "Tỷ trọng kinh tế số",
        "indicator_name_en": "Digital economy share",
        "section": "infrastructure",
        "unit": "%",
        "cadence": "level",
        "document_number": "11-KH/TU",
        "document_title": "Kế hoạch",
        "document_kind": "plan_text",
        "issued_on": date(2025, 10, 17),
        "issuer": "Tỉnh ủy",
        "form_vi": "Kế hoạch",
        "form_en": "Plan",
        "inherited": False,
        "nation": False,
    }
    return PlanRow(**(facts | changes))  # type: ignore[arg-type]


def planned(year: int, value: float, method: str, high: float | None = None) -> PlanYear:
    return PlanYear(*KEY, year, value, high, method, "Cục Thống kê", "GSO")


def target(
    year: int,
    value: float,
    status: str = "in_force",
    operator: str = "ge",
    line: int | None = 99,
    source_url: str | None = None,
) -> PlanTarget:
    return PlanTarget(*KEY, year, operator, value, None, None, "level", status, line, source_url)


PATH = [
    planned(2025, 40, "from_baseline"),
    planned(2026, 60, "official"),
    planned(2027, 70, "interpolated"),
    planned(2028, 80, "official"),
    planned(2029, 80, "held"),
]
TARGETS = [target(2026, 60), target(2028, 80), target(2031, 10, "conflicting"), target(2031, 30, "conflicting")]


def kinds(years: tuple[Cell, ...]) -> dict[int, CellKind]:
    return {cell.year: cell.kind for cell in years}


def test_every_year_says_what_kind_of_number_it_is():
    shown = cells([row()], PATH, TARGETS)[KEY]
    assert [cell.year for cell in shown] == list(YEARS)
    told = kinds(shown)
    assert [told[year] for year in range(2025, 2033)] == [
        CellKind.FROM_BASELINE,
        CellKind.OFFICIAL,
        CellKind.INTERPOLATED,
        CellKind.OFFICIAL,
        CellKind.HELD,
        CellKind.BROKEN,
        CellKind.CONFLICTING,
        CellKind.OUTSIDE,
    ]


def test_only_the_plan_s_own_targets_are_ever_official():
    shown = cells([row()], [planned(2030, 50, "official")], [])[KEY]
    assert kinds(shown)[2030] is CellKind.BROKEN
    repeated = cells([row()], [], [target(2030, 50, "duplicate"), target(2035, 60, "superseded")])[KEY]
    assert {cell.kind for cell in repeated} == {CellKind.OUTSIDE}


def test_every_version_of_a_contradiction_is_shown():
    shown = {cell.year: cell for cell in cells([row()], PATH, TARGETS)[KEY]}
    assert cell_text(shown[2031], "%", "vi") == "≥\u202f10 | ≥\u202f30"
    assert cell_text(shown[2027], "%", "vi") == "70"
    assert cell_text(shown[2030], "%", "vi") == "?"


def test_kinds_differ_without_colour():
    """Every kind has its own style, and the style sheet tells each apart by weight, slant, mark or a line."""
    html = table([row()], cells([row()], PATH, TARGETS), {}, "vi", Layout(False, "dak_lak", False))
    styles = re.findall(r"<td class='(\w)'", html)
    assert set(styles) == {"b", "o", "i", "h", "x", "c", "n"}
    css = (ROOT / "pages" / "roadmap" / "style.css").read_text(encoding="utf-8")
    rules = (
        r"td\.o \{ font-weight",
        r"td\.o a::before \{ content",
        r"td\.i \{ font-style: italic",
        r"td\.h::before \{ content",
        r"td\.b \{ font-style: italic; .*underline",
        r"td\.c a::before \{ content",
    )
    for rule in rules:
        assert re.search(rf"\.grid {rule}", css), rule


def test_official_numbers_lead_to_their_words():
    copy = "https://github.com/chep/van-ban/blob/0a1b/nghi_quyet.md"
    said = [target(2026, 60), target(2028, 80, line=None, source_url="https://example.invalid/bai")]
    said.append(target(2027, 70, line=33, source_url=copy))
    html = table([row()], cells([row()], PATH, said), {}, "vi", Layout(False, "dak_lak", False))
    assert "/nguon?muc=van_ban&amp;van_ban=ke_hoach&amp;dong=99" in html
    assert "aria-label='≥\u202f60, chính thức'" in html
    assert "href='https://example.invalid/bai'" in html
    assert f"href='{copy}?plain=1#L33'" in html


def test_texts_of_the_data_cannot_become_tags():
    bad = row(indicator_name_vi="<script>x</script>", document_number="<b>")
    html = table([bad], cells([bad], [], []), {}, "vi", Layout(False, "dak_lak", True))
    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize("query", ["dak lak", "DAK  LAK", "Đắk Lắk", "kinh te so", "so kinh te", "11-kh", ""])
def test_search_needs_no_diacritics(query):
    assert found([row()], query) == [row()]


def test_search_leaves_out_what_does_not_match():
    assert found([row()], "lai chau") == []
    assert found([row()], "", "resources") == []
    assert found([row(successor_name_vi="Đồng Tháp")], "dong thap")
    assert found([row()], "kinh te so", by_unit=True) == [], "the one indicator of all rows finds nothing apart"
    assert found([row()], "dak lak", by_unit=True)


def test_rows_sort_by_name_value_and_warnings():
    names = ("Đắk Lắk", "An Giang", "Cà Mau", "Điện Biên")
    rows = [row(province_id=str(place), province_name_vi=name) for place, name in enumerate(names)]
    values = {rows[place].key: value for place, value in ((0, 5.0), (2, 7.5), (3, 5.0))}

    def names_of(found: list[PlanRow]) -> list[str]:
        return [r.province_name_vi for r in found]

    def by(order: Order, warned: frozenset[tuple[str, str, str]] = frozenset()) -> list[str]:
        return names_of(ordered(rows, order, "vi", by_unit=True, warned=warned))

    assert by(Order.NAME) == sorted(names, key=sort_key)
    assert names_of(highest_first(rows, values, "vi")) == ["Cà Mau", "Đắk Lắk", "Điện Biên", "An Giang"]
    assert by(Order.PLAN) == list(names)
    assert by(Order.WARNED, frozenset({rows[3].key})) == ["Điện Biên", "An Giang", "Cà Mau", "Đắk Lắk"]


@pytest.mark.parametrize("year", SORT_YEARS)
def test_units_sort_by_what_the_table_shows(snapshot: Snapshot, year: int):
    """The value that a unit is sorted by is one that stands in its cell, and no cell with a value is left out."""
    indicator_id = "digital_economy_share_grdp"
    rows = roadmap_queries.rows_of_indicator(snapshot, indicator_id)
    keys = [r.key for r in rows]
    values = roadmap_queries.values_of(snapshot, indicator_id, year)
    years = cells(rows, roadmap_queries.years_of(snapshot, keys), roadmap_queries.targets_of_plans(snapshot, keys))
    place = YEARS.index(year)
    shown = {key: row_cells[place] for key, row_cells in years.items()}
    for key, cell in shown.items():
        stands: set[float | None] = {p.value for p in cell.targets} or {cell.value}
        if cell.kind in {CellKind.BROKEN, CellKind.OUTSIDE}:
            assert key not in values
        elif cell.kind is not CellKind.CONFLICTING:
            assert values[key] in stands
    assert set(values) <= set(shown)


def test_a_warning_is_told_with_years_values_and_reference():
    warning = Warned("ke_hoach", "coverage_5g", "below_national", (2030,), (15.0,), 30.0, ("57-NQ/TW",))
    said = warning_words(warning, "%", "vi")
    assert "2030: 15" in said
    assert "cả nước: 30, theo 57-NQ/TW" in said
    several = Warned("ke_hoach", "coverage_5g", "contradicts_itself", (2040,), (50.0, 150.0), None, ())
    assert "2040: 50, 150" in warning_words(several, "%", "en")


def test_table_equals_the_warehouse(snapshot: Snapshot):
    """Every official cell is a target, every other number the path's own; none is lost and none made up."""
    rows = roadmap_queries.all_rows(snapshot)
    shown = cells(rows, roadmap_queries.all_years(snapshot), roadmap_queries.all_targets(snapshot))
    targets = snapshot.query(
        "SELECT province_id, indicator_id, document_id, year, operator, value FROM targets "
        "WHERE status IN ('in_force', 'conflicting') AND year BETWEEN 2025 AND 2045"
    )
    official = {
        (*key, cell.year, target.operator, target.value)
        for key, years in shown.items()
        for cell in years
        for target in cell.targets
    }
    assert official == set(targets.itertuples(index=False, name=None))
    path = snapshot.query(
        "SELECT province_id, indicator_id, document_id, year, value, method FROM target_path "
        "WHERE NOT official AND year BETWEEN 2025 AND 2045"
    )
    between = {
        (*key, cell.year, cell.value, str(cell.kind))
        for key, years in shown.items()
        for cell in years
        if cell.value is not None
    }
    assert between <= set(path.itertuples(index=False, name=None))
    once = path.drop_duplicates(["province_id", "indicator_id", "document_id", "year"])
    assert len(between) == len(once)


def test_rows_of_a_page_are_those_of_the_whole(snapshot: Snapshot):
    rows = roadmap_queries.rows_of_province(snapshot, "dong_thap")
    assert [r.province_id for r in rows[:1]] == ["dong_thap"]
    assert {r.province_id for r in rows if r.inherited} == {"tien_giang"} | {
        r.province_id for r in rows if r.province_id == "dong_thap_2008"
    }
    assert ("lang_son", "fiber_household_use_share", "lang_son_131_kh_ubnd_2022") in {
        r.key for r in roadmap_queries.rows_of_province(snapshot, "lang_son")
    }, "a plan of 2022 whose number is held into 2025"
    every = {r.key: r for r in roadmap_queries.all_rows(snapshot)}
    assert all(every[r.key] == r for r in rows)
    keys = [r.key for r in rows]
    few = cells(rows, roadmap_queries.years_of(snapshot, keys), roadmap_queries.targets_of_plans(snapshot, keys))
    many = cells(rows, roadmap_queries.all_years(snapshot), roadmap_queries.all_targets(snapshot))
    assert few == many


def test_file_has_a_row_for_each_year_and_version(snapshot: Snapshot):
    rows = [r for r in roadmap_queries.rows_of_province(snapshot, "tien_giang") if r.indicator_id == "st_enterprises"]
    keys = [r.key for r in rows]
    years = cells(rows, roadmap_queries.years_of(snapshot, keys), roadmap_queries.targets_of_plans(snapshot, keys))
    frame = as_frame(rows, years, {}, "vi")
    assert list(frame["year"].unique()) == list(YEARS)
    versions = frame[frame["kind"] == "conflicting"]
    assert set(versions["value"]) == {50.0, 150.0}
    assert set(frame["successor"]) == {"Đồng Tháp"}
    assert frame["document"].str.contains("57-NQ/TW").all()
    assert frame.loc[frame["kind"] == "outside", "value"].isna().all()
    assert pd.api.types.is_float_dtype(frame["value"])


def test_file_keeps_what_a_share_is_counted_of(snapshot: Snapshot):
    rows = roadmap_queries.rows_of_province(snapshot, "lai_chau")
    keys = [r.key for r in rows]
    years = cells(rows, roadmap_queries.years_of(snapshot, keys), roadmap_queries.targets_of_plans(snapshot, keys))
    frame = as_frame(rows, years, {}, "vi")
    counted = frame[frame["denominator"].notna()]
    assert set(zip(counted["value"], counted["denominator"], strict=True)) == {(9.0, 33.0)}
    assert frame["successor"].isna().all()
    assert set(frame.loc[frame["kind"] == "official", "kind_in_words"]) == {"Số chính thức của kế hoạch"}


@pytest.fixture
def open_roadmap(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))

    def opened(**parameters: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
        for name, value in parameters.items():
            app.query_params[name] = value
        go_to(app, "roadmap").run()
        assert not app.exception, app.exception
        return app

    return opened


def test_page_of_a_province_shows_plan_sections_and_warnings(open_roadmap):
    html = html_of(open_roadmap(tinh="tien_giang"))
    assert html.count("<tr class='section'>") >= 5
    assert "cảnh báo" in html
    assert "Kế hoạch của chính đơn vị" in html
    assert "Lộ trình của tỉnh Tiền Giang (trước 01/07/2025)" in html
    assert "bấm để xem nguồn" in html


def test_page_of_a_successor_tells_inherited_plans_apart(open_roadmap):
    for order in ("plan", "name"):
        assert "Kế hoạch của Tiền Giang, đơn vị cũ" in html_of(open_roadmap(tinh="dong_thap", xep=order))


def test_search_and_view_live_in_the_address(open_roadmap):
    app = open_roadmap(xem_theo="chi_tieu", chi_tieu="digital_economy_share_grdp", tim="dak lak", xep="2030")
    html = html_of(app)
    assert "Đắk Lắk" in html
    assert "Bắc Ninh" not in html
    assert app.query_params["tim"] == "dak lak"
    app.text_input(key="roadmap_search").set_value("").run()
    assert "Bắc Ninh" in html_of(app)
    assert "tim" not in app.query_params


def test_a_stale_address_opens_the_nearest_view_and_says_so(open_roadmap):
    app = open_roadmap(tinh="khong_co", xep="sai", phan="khong_co", trang="99")
    assert "Lộ trình của" in html_of(app)
    for ignored in ("tinh=khong_co", "trang=99"):
        assert ignored in notices_of(app)[0]


def test_a_search_that_finds_nothing_says_so(open_roadmap):
    app = open_roadmap(tinh="tien_giang", tim="xyzxyz")
    assert "Không có dòng nào khớp" in html_of(app)
    assert not app.get("download_button")


def test_page_in_english_uses_the_decimal_point(open_roadmap):
    html = html_of(open_roadmap(xem_theo="chi_tieu", chi_tieu="digital_economy_share_grdp", ngon_ngu="en"))
    assert "Target path: Digital economy share" in html
    assert re.search(r"<td class='[ib]'[^>]*>\d+\.\d+<", html)
    assert not re.search(r"<td class='[ib]'[^>]*>\d+,\d+<", html)


def test_three_files_stand_under_the_table(open_roadmap):
    app = open_roadmap(tinh="tien_giang")
    assert [button.proto.label for button in app.get("download_button")] == ["CSV", "XLSX", "Parquet"]
