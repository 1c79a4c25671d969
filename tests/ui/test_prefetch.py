"""What a browser is given ahead of a page's run is what the run shows: the same parts, or none at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from kpi.store.warehouse import WAREHOUSE_VARIABLE
from pages.roadmap import parts as roadmap
from server import prefetch
from tests.cases.page_cases import go_to, parts_of
from ui.page_registry import at_address

ROOT = Path(__file__).resolve().parents[2]
LAI_CHAU = {"tinh": "lai_chau", "chi_tieu": "coverage_5g"}
HA_NOI = {"tinh": "ha_noi", "chi_tieu": "digital_economy_share_grdp"}


@pytest.fixture(autouse=True)
def _served(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))


def ask(page: str, address: Mapping[str, str], agent: str = "") -> Response:
    """Ask ahead for a view of a page."""
    scope = {
        "type": "http",
        "path_params": {"page": page},
        "query_string": urlencode(address).encode(),
        "headers": [(b"user-agent", agent.encode())],
    }
    return prefetch.answer(Request(scope))


def run(page: str, address: Mapping[str, str]) -> dict[str, Any]:
    """The parts that a run of a page gives at an address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    opened = at_address(page)
    assert opened is not None
    go_to(app, opened.name).run()
    assert not app.exception, app.exception
    return parts_of(app)


@pytest.mark.parametrize(
    ("address", "chosen", "becomes"),
    [
        pytest.param(LAI_CHAU, {"province": "Hà Nội"}, {"tinh": "ha_noi"}, id="province"),
        pytest.param(LAI_CHAU, {"province": "tien giang"}, {"tinh": "tien_giang"}, id="typed"),
        pytest.param(
            LAI_CHAU, {"indicator": "Tỷ trọng kinh tế số trong GRDP"}, {"chi_tieu": HA_NOI["chi_tieu"]}, id="indicator"
        ),
        pytest.param(LAI_CHAU | {"ngon_ngu": "en"}, {"province": "Hải Phòng"}, {"tinh": "hai_phong"}, id="english"),
        pytest.param(HA_NOI, {"as_of": "2024-06-30"}, {"ngay": "2024-06-30"}, id="as-of date"),
        pytest.param(HA_NOI, {"known": "2024-12-31"}, {"biet_den": "2024-12-31"}, id="knowledge date"),
        pytest.param(
            HA_NOI | {"ngay": "2025-12-31"}, {"province": "Lai Châu"}, {"tinh": "lai_chau"}, id="date of the address"
        ),
        pytest.param(
            LAI_CHAU,
            {"province": "Tiền Giang (đơn vị cũ, đến 30/06/2025)", "indicator": "Tỷ trọng kinh tế số trong GRDP"},
            {"tinh": "tien_giang", "chi_tieu": HA_NOI["chi_tieu"]},
            id="two choices",
        ),
        pytest.param(
            HA_NOI | {"so_lieu": "khong_co", "ke_hoach": "khong_co"}, {"province": "Đồng Tháp"}, {"tinh": "dong_thap"},
            id="void address",
        ),
    ],
)  # fmt: skip
def test_the_parts_given_ahead_are_those_of_the_run(address, chosen, becomes):
    asked = address | {f"chon.{name}": said for name, said in chosen.items()}
    answer = ask("chi-tieu", asked)
    given = json.loads(bytes(answer.body))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    parts = run("chi-tieu", address | becomes)
    assert list(given) == ["path", "judged", "years"]
    assert given == parts
    assert parts != run("chi-tieu", address)


COVERAGE = "Phủ sóng 5G · 6 đơn vị"
RANK, TARGETS, LINES = {"xem": "xep_hang"}, {"xem": "cam_ket"}, {"xem": "nhieu_duong"}
HEAT, TILES, BOUNDARIES = {"xem": "ban_do_nhiet"}, {"xem": "ban_do_o"}, {"xem": "dia_gioi"}


@pytest.mark.parametrize(
    ("address", "chosen", "becomes"),
    [
        pytest.param(RANK, {"indicator": COVERAGE}, {"chi_tieu": "coverage_5g"}, id="rank, indicator"),
        pytest.param(RANK | HA_NOI, {"compare_measure": "Mục tiêu"}, {"thuoc_do": "cam_ket"}, id="rank, measure"),
        pytest.param(RANK | HA_NOI, {"compare_year": "2023"}, {"nam": "2023"}, id="rank, year"),
        pytest.param(RANK | HA_NOI, {"province": "Hải Phòng"}, {"tinh": "hai_phong"}, id="rank, province"),
        pytest.param(
            RANK | HA_NOI, {"compare_region": "dong nam bo"}, {"vung": "dong_nam_bo"}, id="rank, region"
        ),
        pytest.param(
            HEAT, {"compare_region": "Đông Nam Bộ"}, {"vung": "dong_nam_bo"}, id="heat map, region"
        ),
        pytest.param(RANK | HA_NOI, {"compare_vintage": "63"}, {"dia_gioi": "63"}, id="rank, vintage"),
        pytest.param(TARGETS, {"indicator": COVERAGE}, {"chi_tieu": "coverage_5g"}, id="promises, indicator"),
        pytest.param(TARGETS | HA_NOI, {"compare_due": "2045"}, {"moc": "2045"}, id="promises, year"),
        pytest.param(LINES, {"indicator": COVERAGE}, {"chi_tieu": "coverage_5g"}, id="lines, indicator"),
        pytest.param(
            LINES | HA_NOI | {"nhom": "tu_chon", "tinh_chon": "ha_noi,hue,khong_co"}, {"province": "Lai Châu"},
            {"tinh": "lai_chau"}, id="lines, chosen units",
        ),
        pytest.param(HEAT, {"compare_judged": "2024"}, {"nam": "2024"}, id="heat map, year"),
        pytest.param(HEAT, {"compare_columns": "Theo tên"}, {"xep_cot": "ten"}, id="heat map, order"),
        pytest.param(TILES | HA_NOI, {"compare_measure": "Mục tiêu"}, {"thuoc_do": "cam_ket"}, id="tiles, measure"),
        pytest.param(BOUNDARIES, {"province": "Hà Nội"}, {"tinh": "ha_noi"}, id="boundaries, none"),
        pytest.param(BOUNDARIES, {"province": "Hải Phòng"}, {"tinh": "hai_phong"}, id="boundaries, a merger"),
    ],
)  # fmt: skip
def test_the_views_of_a_comparison_given_ahead_are_those_of_the_run(address, chosen, becomes):
    answer = ask("so-sanh", address | {f"chon.{name}": said for name, said in chosen.items()})
    assert answer.status_code == 200
    given = {name: part for name, part in json.loads(bytes(answer.body)).items() if part is not None}
    assert given == run("so-sanh", address | becomes)
    assert given != run("so-sanh", address)


@pytest.mark.parametrize(
    ("address", "chosen", "becomes"),
    [
        pytest.param({}, {"task_place": "hai phong"}, {"noi": "hai_phong"}, id="place"),
        pytest.param({}, {"task_search": "so tai chinh"}, {"tim_co_quan": "so tai chinh"}, id="search"),
        pytest.param({}, {"task_search": "khong ai ca"}, {"tim_co_quan": "khong ai ca"}, id="search in vain"),
        pytest.param({"tim_co_quan": "cong an"}, {"task_search": ""}, {"tim_co_quan": ""}, id="search no more"),
        pytest.param({}, {"task_state": "Có vướng mắc"}, {"tinh_hinh": "stuck"}, id="state"),
        pytest.param({"trang_viec": "2"}, {"as_of": "2025-12-31"}, {"ngay": "2025-12-31"}, id="day, page kept"),
        pytest.param(
            {"trang_viec": "2"}, {"task_place": "Hải Phòng"}, {"noi": "hai_phong", "trang_viec": "1"}, id="first page"
        ),
    ],
)  # fmt: skip
def test_the_tasks_given_ahead_are_those_of_the_run(address, chosen, becomes):
    answer = ask("nhiem-vu", address | {f"chon.{name}": said for name, said in chosen.items()})
    assert answer.status_code == 200
    given = json.loads(bytes(answer.body))
    assert list(given) == ["head", "list"]
    assert given == run("nhiem-vu", address | becomes)
    assert given != run("nhiem-vu", address)


BY_INDICATOR = {"xem_theo": "chi_tieu", "chi_tieu": "digital_economy_share_grdp"}
TIEN_GIANG = {"tinh": "tien_giang"}


@pytest.mark.parametrize(
    ("address", "chosen", "becomes"),
    [
        pytest.param(TIEN_GIANG, {"province": "dong thap"}, {"tinh": "dong_thap"}, id="province"),
        pytest.param(TIEN_GIANG, {"province": "An Giang"}, {"tinh": "an_giang"}, id="a province without a plan"),
        pytest.param({"tinh": "an_giang"}, {"province": "Huế"}, {"tinh": "hue"}, id="a province with a plan"),
        pytest.param(TIEN_GIANG, {"roadmap_kind": "Một chỉ tiêu, mọi tỉnh"}, {"xem_theo": "chi_tieu"}, id="kind"),
        pytest.param(BY_INDICATOR, {"indicator": "Phủ sóng 5G"}, {"chi_tieu": "coverage_5g"}, id="indicator"),
        pytest.param(TIEN_GIANG, {"roadmap_section": "Hạ tầng"}, {"phan": "infrastructure"}, id="section"),
        pytest.param(
            TIEN_GIANG | {"phan": "infrastructure"}, {"province": "Lai Châu"}, {"tinh": "lai_chau"}, id="section kept"
        ),
        pytest.param(TIEN_GIANG, {"roadmap_order": "Theo tên"}, {"xep": "name"}, id="order"),
        pytest.param(
            BY_INDICATOR, {"roadmap_order": "Mức năm 2030, từ cao xuống thấp"}, {"xep": "2030"}, id="order by a year"
        ),
        pytest.param(BY_INDICATOR, {"roadmap_search": " dak  lak"}, {"tim": " dak  lak"}, id="search"),
        pytest.param(TIEN_GIANG, {"roadmap_search": "xyzxyz"}, {"tim": "xyzxyz"}, id="search in vain"),
        pytest.param(TIEN_GIANG | {"tim": "5g"}, {"roadmap_search": ""}, {"tim": ""}, id="search no more"),
        pytest.param(
            BY_INDICATOR | {"ngon_ngu": "en"}, {"roadmap_search": "da nang"}, {"tim": "da nang"}, id="english"
        ),
    ],
)  # fmt: skip
def test_the_table_given_ahead_is_that_of_the_run(address, chosen, becomes):
    answer = ask("lo-trinh", address | {f"chon.{name}": said for name, said in chosen.items()})
    assert answer.status_code == 200
    given = json.loads(bytes(answer.body))
    assert list(given) == ["title", "table"]
    assert given == run("lo-trinh", address | becomes)
    assert given != run("lo-trinh", address)


@pytest.mark.parametrize(
    ("chosen", "becomes"),
    [
        pytest.param({}, {"trang": "2"}, id="the page of the address"),
        pytest.param({"roadmap_order": "Theo tên"}, {"xep": "name"}, id="another view from its first page"),
    ],
)
def test_the_page_of_the_table_given_ahead_is_that_of_the_run(chosen, becomes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(roadmap, "PAGE_ROWS", 7)
    # A search of its own: what is kept of a view does not know how long its pages are.
    address = {"tinh": "viet_nam", "tim": "so"}
    asked = address | {"trang": "2"} | {f"chon.{name}": said for name, said in chosen.items()}
    given = json.loads(bytes(ask("lo-trinh", asked).body))
    assert given == run("lo-trinh", address | becomes)
    assert given["table"].count("<th scope='row'>") == 7


@pytest.mark.parametrize(
    ("page", "address"),
    [
        pytest.param("chi-tieu", LAI_CHAU | {"chon.province": "Atlantis"}, id="no such province"),
        pytest.param("chi-tieu", LAI_CHAU | {"chon.province": "h"}, id="several provinces"),
        pytest.param("chi-tieu", LAI_CHAU | {"chon.as_of": "2024-02-30"}, id="no such day"),
        pytest.param("chi-tieu", LAI_CHAU | {"chon.as_of": "1999-01-01"}, id="a day not covered"),
        pytest.param("khong-co", LAI_CHAU, id="no such page"),
        pytest.param("nhiem-vu", {"xem_viec": "co_quan"}, id="another view of the tasks"),
    ],
)
def test_what_cannot_be_told_for_certain_is_left_to_the_run(page, address):
    answer = ask(page, address)
    assert (answer.status_code, answer.body) == (204, b"")


def test_a_phone_gets_the_chart_of_a_phone():
    asked = LAI_CHAU | {"chon.province": "Hà Nội"}
    wide, narrow = (json.loads(bytes(ask("chi-tieu", asked, agent).body)) for agent in ("", "Mobile"))
    assert wide["path"]["drawing"] != narrow["path"]["drawing"]
    assert wide["path"]["head"] == narrow["path"]["head"]


def test_without_a_warehouse_there_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path))
    assert ask("chi-tieu", LAI_CHAU).status_code == 204
