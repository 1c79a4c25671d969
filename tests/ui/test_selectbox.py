"""What a text typed into a select box can mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from kpi.store.unit_names import other_names
from kpi.store.warehouse import Snapshot
from kpi.words import fold
from tests.cases.page_cases import boxes_of, options_of
from ui.selectbox import _keep, named
from ui.shell import province_names

NAMES = {
    "dong_thap": "Đồng Tháp",
    "dong_thap_2008": "Đồng Tháp (đơn vị cũ, đến 30/06/2025)",
    "dak_lak": "Đắk Lắk",
    "hai_duong": "Hải Dương (đơn vị cũ, đến 30/06/2025)",
    "hai_phong": "Hải Phòng",
    "ho_chi_minh": "Thành phố Hồ Chí Minh",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dak lak", ["dak_lak"]),
        ("DAK LAK", ["dak_lak"]),
        ("lak", ["dak_lak"]),
        ("dong thap", ["dong_thap"]),
        ("dong thap cu", ["dong_thap_2008"]),
        ("hcm", []),
        ("ho chi minh", ["ho_chi_minh"]),
        ("hai", ["hai_duong", "hai_phong"]),
        ("hai d", ["hai_duong"]),
        ("atlantis", []),
    ],
)
def test_what_typed_text_means(typed: str, found: list[str]) -> None:
    assert named(typed, NAMES) == found


@given(st.sampled_from(sorted(NAMES)))
def test_every_name_is_found_without_diacritics(option: str) -> None:
    assert named(fold(NAMES[option]), NAMES) == [option]


def test_of_a_long_list_the_browser_gets_the_first_names_and_the_chosen_one() -> None:
    def page() -> None:
        import streamlit as st  # noqa: PLC0415 - a page of its own

        from ui.selectbox import select  # noqa: PLC0415

        names = {f"xa_{number}": f"Xã {number:04d}" for number in range(3000)}
        chosen = st.session_state.setdefault("chosen", "xa_2500")
        select("place", "Nơi", names, chosen, lambda found: st.session_state.update(chosen=found), "vi")

    app = AppTest.from_function(page).run()
    box, options = boxes_of(app)["place"], options_of(app, "place")
    assert len(options) < 500
    assert {"Xã 0000", "Xã 2500"} <= set(options)
    assert box["cut"]
    assert "3.000 tên" in box["more"]


def test_what_the_browser_tells_is_an_option_or_what_was_typed() -> None:
    kept: list[str] = []
    for told in ("hai_phong", "hai phong", "hai", "atlantis"):
        _keep(told, NAMES, kept.append, "vi")
    assert kept == ["hai_phong", "hai_phong"]


def test_other_names_lead_to_a_unit_and_each_has_its_reason(snapshot: Snapshot) -> None:
    others = other_names(snapshot)
    assert {"Sài Gòn", "TP HCM", "Bình Dương", "79", "Ho Chi Minh City"} <= set(others["ho_chi_minh"])
    assert "Sài Gòn" in others["ho_chi_minh_2008"]
    assert "Bình Dương" not in others["ho_chi_minh_2008"]
    assert "Thừa Thiên Huế" in others["hue"]
    assert set(province_names(snapshot, "vi")) <= set(others)
    rows = snapshot.rows("SELECT * FROM province_aliases")
    assert len(rows) > 10
    assert all(row["reason"] for row in rows)
