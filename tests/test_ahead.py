"""What a browser is given ahead of a page's run is what the run shows: the same parts, or none at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from kpi.warehouse import WAREHOUSE_VARIABLE
from server import ahead
from tests.page_cases import parts_of

ROOT = Path(__file__).resolve().parent.parent
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
    return ahead.answer(Request(scope))


def run(**parameters: str) -> AppTest:
    """Run the page Chỉ tiêu at an address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("pages/indicator.py").run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize(
    ("address", "chosen", "becomes"),
    [
        pytest.param(LAI_CHAU, {"province": "Hà Nội"}, {"tinh": "ha_noi"}, id="province"),
        pytest.param(LAI_CHAU, {"province": "Add: tien giang"}, {"tinh": "tien_giang"}, id="typed"),
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
    parts = parts_of(run(**(address | becomes)))
    assert list(given) == ["title", "path", "judged", "years"]
    assert given == parts
    assert parts != parts_of(run(**address))


@pytest.mark.parametrize(
    ("page", "address"),
    [
        pytest.param("chi-tieu", LAI_CHAU | {"chon.province": "Atlantis"}, id="no such province"),
        pytest.param("chi-tieu", LAI_CHAU | {"chon.province": "Add: h"}, id="several provinces"),
        pytest.param("chi-tieu", LAI_CHAU | {"chon.as_of": "2024-02-30"}, id="no such day"),
        pytest.param("chi-tieu", LAI_CHAU | {"chon.as_of": "1999-01-01"}, id="a day not covered"),
        pytest.param("khong-co", LAI_CHAU, id="no such page"),
    ],
)
def test_what_cannot_be_told_for_certain_is_left_to_the_run(page, address):
    answer = ask(page, address)
    assert (answer.status_code, answer.body) == (204, b"")


def test_a_phone_gets_the_figure_of_a_phone():
    asked = LAI_CHAU | {"chon.province": "Hà Nội"}
    wide, narrow = (json.loads(bytes(ask("chi-tieu", asked, agent).body)) for agent in ("", "Mobile"))
    assert wide["path"] != narrow["path"]
    assert wide["title"] == narrow["title"]


def test_without_a_warehouse_there_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path))
    assert ask("chi-tieu", LAI_CHAU).status_code == 204
