"""The page Bản tin and what leads to it: the drafts, the editor, the register, the meeting, as a reader meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.briefing.model import Briefing, Form, Item, ItemKind, TableView
from kpi.model.clock import today
from kpi.reading.first_screen.verdict import verdict
from kpi.reading.first_screen.whole import whole
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from tests.cases.page_cases import go_to, html_of, notices_of
from tests.pages.test_pages import open_page, text_of
from ui import basket
from ui.notices import plain

CHART = Item(kind=ItemKind.CHART, province_id="viet_nam", indicator_id="digital_economy_share_grdp")
GATHERED = (
    CHART,
    Item(kind=ItemKind.TABLE, table=TableView.STATUS_COUNTS, province_id="tien_giang"),
    Item(kind=ItemKind.SENTENCE, text="Đề nghị bổ sung số liệu."),
)
NOTHING = Item(kind=ItemKind.CHART, province_id="lai_chau", indicator_id="st_enterprises", document_id="nq_57_tw_2024")


@pytest.fixture(autouse=True)
def _served(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))


def page_with(items: tuple[Item, ...], path: str = "briefing", **parameters: str) -> AppTest:
    """A page opened with a basket that the reader has gathered before."""
    app = AppTest.from_file(str(Path(__file__).resolve().parents[2] / "dashboard.py"), default_timeout=60)
    app.session_state["_drafts"] = basket.Drafts({basket.BASKET: Briefing(form=Form.SELECTION, items=items)})
    for name, value in parameters.items():
        app.query_params[name] = value
    go_to(app, path).run()
    assert not app.exception, app.exception
    return app


def basket_of(app: AppTest) -> list[Item]:
    return list(app.session_state["_drafts"].briefings[basket.BASKET].items)


def style_of(app: AppTest) -> Any:
    """The choice of the paper's head."""
    return app.get_by_key("issuer")


def test_a_chart_is_gathered_on_its_page_and_stands_in_the_basket():
    app = open_page("indicator", tinh="viet_nam", chi_tieu="digital_economy_share_grdp")
    app.button(key="add-path").click().run()
    assert [item.indicator_id for item in basket_of(app)] == ["digital_economy_share_grdp"]
    assert "add-path" not in {button.key for button in app.button}, "what is in the basket is not offered again"
    go_to(app, "briefing").run()
    assert not app.exception
    words = text_of(app)
    assert "Tỷ trọng kinh tế số trong GDP" in words
    assert "14,02\u202f%" in words


def test_the_chart_is_gathered_with_the_plan_and_the_series_that_are_shown():
    view = {"tinh": "viet_nam", "chi_tieu": "digital_economy_share_grdp"}
    app = open_page("indicator", **view, ke_hoach="nq_03_cp_2025", so_lieu="gso_value_added")
    app.button(key="add-path").click().run()
    (item,) = basket_of(app)
    assert (item.document_id, item.series) == ("nq_03_cp_2025", "gso_value_added")


def test_the_overview_gathers_the_headline_charts_once():
    app = open_page(tinh="lai_chau")
    app.button(key="add-headlines").click().run()
    headlines = {"coverage_5g", "dossiers_online_share", "digital_economy_share_grdp"}
    assert {item.indicator_id for item in basket_of(app)} == headlines
    assert "add-headlines" not in {button.key for button in app.button}


def test_items_move_are_renamed_and_removed_and_the_last_change_can_be_taken_back():
    app = page_with(GATHERED)
    assert app.radio(key="item").options[2].endswith(plain("Đề nghị bổ sung số liệu."))
    app.button(key="item_down").click().run()
    assert [item.kind for item in basket_of(app)] == [ItemKind.TABLE, ItemKind.CHART, ItemKind.SENTENCE]
    assert app.radio(key="item").value == 1, "the chosen item stays chosen where it went"
    app.text_input(key="briefing_item_title").input("Kinh tế số cả nước").run()
    app.text_area(key="briefing_item_remark").input("Nguyên nhân: <b>chưa rõ</b>").run()
    assert "Kinh tế số cả nước</h3>" in html_of(app)
    assert "Nguyên nhân: &lt;b&gt;chưa rõ&lt;/b&gt;" in html_of(app)
    app.button(key="item_remove").click().run()
    assert len(basket_of(app)) == 2
    app.button(key="basket_undo").click().run()
    assert basket_of(app)[1].title == "Kinh tế số cả nước"


def test_titles_and_remarks_of_the_briefing_head_the_sheet():
    app = page_with(GATHERED)
    app.text_input(key="briefing_title").input("Giao ban tháng 11").run()
    app.text_area(key="briefing_remark").input("Hai điểm cần bàn.").run()
    assert "<h2>Giao ban tháng 11</h2>" in html_of(app)
    assert "Hai điểm cần bàn." in text_of(app)


def test_an_item_with_nothing_to_show_is_named_and_nothing_can_be_exported():
    app = page_with((GATHERED[0], NOTHING))
    (refused,) = notices_of(app, "alert")
    assert "Mục 2" in refused
    assert all(app.button(key=f"make_{form}").disabled for form in ("pptx", "docx", "xlsx", "pdf"))
    app.radio(key="item").set_value(1).run()
    app.button(key="item_remove").click().run()
    assert not notices_of(app, "alert")
    assert not app.button(key="make_pptx").disabled


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "view",
    [
        {"mau": "mot_trang", "tinh": "lai_chau"},
        {"mau": "bao_cao", "tinh": "hai_phong"},
        {"mau": "mot_chi_tieu", "tinh": "tien_giang", "chi_tieu": "coverage_5g"},
        {"mau": "so_sanh", "tinh_chon": "lai_chau,hai_phong", "cac_chi_tieu": "coverage_5g"},
    ],
)
def test_every_ready_form_opens_from_its_address(view: dict[str, str], lang: str):
    app = open_page("briefing", **view, ngon_ngu=lang)
    words = text_of(app)
    assert not notices_of(app, "alert")
    assert app.button(key="make_docx").disabled is False
    for broken in ("nan", "None", "NaT", "<NA>", "{"):
        assert not re.search(rf"(?<!\w){re.escape(broken)}(?!\w)", words), broken


def test_an_edited_form_is_kept_apart_from_the_basket_and_can_be_reset():
    app = open_page("briefing", mau="mot_trang", tinh="lai_chau")
    untouched = app.radio(key="item").options
    app.button(key="item_remove").click().run()
    assert len(app.radio(key="item").options) == len(untouched) - 1
    assert basket.BASKET not in app.session_state["_drafts"].briefings
    app.button(key="basket_drop").click().run()
    assert app.radio(key="item").options == untouched


def test_the_issuer_follows_the_plan_and_can_be_changed():
    app = open_page("briefing", mau="bao_cao", tinh="lai_chau")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text_of(app)
    style_of(app).set_value("state").run()
    words = text_of(app)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU" in words
    assert "TỈNH ỦY" not in words
    app.text_input(key="issuer_body").input("Sở Khoa học và Công nghệ").run()
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in text_of(app)
    style_of(app).set_value("none").run()
    assert "letterhead" not in html_of(app).split("</style>")[-1]


def test_a_single_page_has_no_issuer_on_paper_nor_here():
    app = open_page("briefing", mau="mot_trang", tinh="lai_chau")
    assert "letterhead" not in html_of(app).split("</style>")[-1]
    assert "issuer_body" not in {field.key for field in app.text_input}


def test_an_id_that_nobody_exported_and_one_that_is_none_are_told_apart():
    app = open_page("briefing", ma_so="4K7PD-X2M9Q")
    assert "4K7PD-X2M9Q" in notices_of(app, "status")[0]
    app.text_input(key="number").input("xin chào").run()
    assert "xin chào" in notices_of(app, "alert")[0]


def test_the_meeting_steps_through_the_basket():
    app = page_with(GATHERED, "meeting")
    assert "Tỷ trọng kinh tế số trong GDP" in text_of(app)
    assert app.button(key="meeting_back").disabled
    app.button(key="meeting_next").click().run()
    assert app.query_params["trang_chieu"] in ("2", ["2"])
    app.button(key="meeting_last").click().run()
    assert "Đề nghị bổ sung số liệu." in text_of(app)
    assert app.button(key="meeting_next").disabled
    app.button(key="meeting_back").click().run()
    assert "<table" in html_of(app)
    app.button(key="meeting_first").click().run()
    assert app.query_params["trang_chieu"] in ("1", ["1"])


def test_the_meeting_shows_the_judged_chart_and_the_official_target(snapshot: Snapshot):
    row = snapshot.query(
        "SELECT actual, next_milestone FROM progress WHERE province_id = 'viet_nam' AND as_of_year = $year AND "
        "indicator_id = 'digital_economy_share_grdp' AND document_id = 'nq_57_tw_2024' AND series = 'gso_value_added'",
        {"year": today().year},
    ).iloc[0]
    app = page_with((CHART.model_copy(update={"document_id": "nq_57_tw_2024"}),), "meeting")
    shown = re.findall(r"<span class='number'>([^<]+)</span>", html_of(app))
    told = [float(re.sub("[^0-9,]", "", text).replace(",", ".")) for text in shown]
    assert told == [pytest.approx(row["actual"], abs=0.005), pytest.approx(row["next_milestone"], abs=0.005)]
    assert "theo đường nội suy của Thước đo 57" in html_of(app), "our own line is told by the sentence, as ours"


def test_without_a_basket_the_meeting_shows_the_page_of_the_province(snapshot: Snapshot):
    app = open_page("meeting", tinh="lai_chau")
    seen = whole(snapshot, "lai_chau", Standpoint(today=today()))
    assert verdict(seen, "vi", {}) in text_of(app), "it opens with the sentence on the whole"
    assert app.query_params["mau"] in ("mot_trang", ["mot_trang"])
    app.button(key="meeting_next").click().run()
    assert "Phủ sóng 5G" in text_of(app)
    app.button(key="meeting_last").click().run()
    assert "Kết luận – đề nghị" in text_of(app)
    assert "đã có số liệu thực hiện chưa?" in text_of(app), "it closes with the questions of the first screen"
    place, count = re.search(r"\*\*(\d+)\*\* / (\d+)", " ".join(item.value for item in app.markdown)).groups()  # type: ignore[union-attr]
    assert int(place) == int(count) > 8, "every slide is counted, not every item"


def test_the_drafts_survive_as_text_and_bad_text_costs_only_what_is_bad():
    kept = {basket.BASKET: Briefing(form=Form.SELECTION, items=GATHERED, title="Đẹp")}
    assert basket.from_text(basket.to_text(kept)) == (kept, 0)
    spoilt = json.loads(basket.to_text(kept)) | {"report lai_chau": {"form": "report", "items": "?"}}
    assert basket.from_text(json.dumps(spoilt)) == (kept, 1)
    for bad in ("{", "[]", '"x"', "7"):
        assert basket.from_text(bad) == ({}, 1)
    assert basket.from_text("") == ({}, 0)
