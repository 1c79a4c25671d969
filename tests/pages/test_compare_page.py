"""The page So sánh as a reader meets it: three questions answered, every view, both languages, any address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.reading.boundaries import Origin, WhyNot
from kpi.reading.peers import PeerRule
from kpi.reading.ranking import Ambition, Measure, Unranked
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from kpi.words import LANGUAGES, catalogue
from pages.compare.choices import PEER_RULES
from pages.compare.heat import COLUMN_ORDERS, ROW_ORDERS
from pages.compare.selectors import MEASURES
from pages.compare.views import Screen
from tests.cases.page_cases import go_to, html_of, notices_of

ROOT = Path(__file__).resolve().parents[2]
ECONOMY = "digital_economy_share_grdp"


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


def words_of(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html_of(app)))


def test_who_has_the_highest_target_of_digital_economy_share_for_2030():
    words = words_of(open_page(xem="cam_ket", chi_tieu=ECONOMY, moc="2030"))
    assert "Cho năm 2030, đề ra mức cao nhất là Bắc Ninh: 45 %." in words
    assert "4 đơn vị đề ra mức cao hơn" in words
    assert "3 đơn vị không so được" in words  # their documents name the way of counting, the nation's does not
    assert "kế hoạch đơn vị cũ · theo báo chí" in words


def test_by_which_measure_hai_phong_is_at_22_28_and_at_27_17_per_cent():
    html = html_of(open_page(xem="xep_hang", chi_tieu=ECONOMY, nam="2025", tinh="hai_phong"))
    table = html[html.index("class='apart stacked'") :]
    heads = re.findall(r"<th scope='col'><b>(.*?)</b>", table)
    row = table[table.index("Hải Phòng") :]
    values = re.findall(r"<td><b>(.*?)</b>", row)
    assert dict(zip(heads, values, strict=False)) == {
        "Giá trị tăng thêm (cơ quan thống kê)": "22,28\u202f%",
        "Không nêu nơi tính": "khoảng 27,17\u202f%",
    }
    assert "Hải Phòng: 22,28\u202f%." in html, "no rank among five of 34"
    assert "mới có 5 trên 34 đơn vị có số so được với nhau" in html
    assert "trung vị</span>" not in html
    assert "Cùng năm, phương pháp đo khác: khoảng 27,17\u202f% (Không nêu nơi tính)." in html


def test_nobody_leads_where_nobody_can_be_judged():
    words = words_of(open_page(xem="xep_hang", chi_tieu=ECONOMY, nam="2025", thuoc_do="khoang_cach"))
    assert "Chưa đơn vị nào đủ số liệu và kế hoạch để tính khoảng cách năm 2025." in words


def test_what_became_of_tien_giangs_targets():
    words = words_of(open_page(xem="dia_gioi", tinh="tien_giang", chi_tieu=ECONOMY))
    assert "Đồng Tháp cũ và Tiền Giang hợp nhất thành Đồng Tháp" in words
    assert "Tiền Giang đã đề ra 58 chỉ tiêu" in words
    assert "không đánh giá tiến độ sau ngày hợp nhất" in words
    assert "Chỉ có mục tiêu của đơn vị cũ; đơn vị mới chưa có mục tiêu riêng trong hệ thống" in words
    assert "không tổng hợp được" in words


def test_two_clicks_tell_what_became_of_the_targets_of_every_former_unit():
    html = html_of(open_page(xem="dia_gioi", tinh="lai_chau"))
    table = html[html.index("<table class='mergers'>") :]
    row = re.search(r">Tiền Giang</a></th>(.*?)</tr>", table)
    assert row is not None
    assert re.findall(r"<td class='number'>(.*?)</td>", row[1]) == ["58", "2", "56"]
    assert "<details open><summary>Tất cả 23 đơn vị mới" in html


@pytest.mark.parametrize(
    ("screen", "files"),
    [("xep_hang", 5), ("cam_ket", 5), ("nhieu_duong", 5), ("ban_do_nhiet", 3), ("ban_do_o", 5), ("dia_gioi", 6)],
)
def test_every_view_can_be_taken_away(screen: str, files: int):
    app = open_page(xem=screen, chi_tieu=ECONOMY, tinh="tien_giang" if screen == "dia_gioi" else "lai_chau")
    labels = [button.proto.label for button in app.get("download_button")]
    assert len(labels) == files
    assert labels[:3] == ["CSV", "XLSX", "Parquet"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("screen", list(Screen))
def test_every_view_opens_in_both_languages_without_broken_words(screen: Screen, lang: str):
    words = words_of(open_page(xem=str(screen), ngon_ngu=lang, tinh="dong_thap"))
    assert len(words) > 200
    for broken in ("nan", "None", "NaT", "<NA>", "{", "}"):
        assert not re.search(rf"(?<!\w){re.escape(broken)}(?!\w)", words), broken


@pytest.mark.parametrize("slug", MEASURES)
@pytest.mark.parametrize("vintage", ["34", "63"])
def test_every_measure_opens_for_both_boundaries(slug: str, vintage: str):
    words = words_of(open_page(xem="xep_hang", thuoc_do=slug, dia_gioi=vintage, chi_tieu=ECONOMY))
    assert "Tỷ trọng kinh tế số trong GRDP" in words


@pytest.mark.parametrize("indicator", ["dti_rank", "grdp_growth", "stations_5g", "coverage_5g", "st_enterprises"])
@pytest.mark.parametrize("screen", ["xep_hang", "ban_do_o", "dia_gioi", "nhieu_duong"])
def test_ranks_shares_counts_and_growth_all_show(snapshot: Snapshot, indicator: str, screen: str):
    named = snapshot.rows("SELECT name_vi FROM indicators WHERE indicator_id = $id", {"id": indicator})
    app = open_page(xem=screen, chi_tieu=indicator, tinh="hai_phong")
    assert named[0]["name_vi"] in words_of(app)
    assert app.query_params["chi_tieu"] == indicator


def test_a_hand_edited_address_opens_the_nearest_view_and_says_what_it_ignored():
    app = open_page(xem="bay", chi_tieu="khong_co", nam="1999", thuoc_do="doan", dia_gioi="64", trang="9", la="1")
    told = " ".join(notices_of(app))
    for part in ("xem=bay", "chi_tieu=khong_co", "nam=1999", "thuoc_do=doan", "dia_gioi=64", "trang=9", "la=1"):
        assert part in told
    assert app.query_params["xem"] == "xep_hang"


def test_chosen_units_live_in_the_address():
    app = open_page(xem="nhieu_duong", nhom="tu_chon", tinh_chon="ha_noi,hai_phong,nowhere", chi_tieu=ECONOMY)
    assert app.query_params["tinh_chon"] == "ha_noi,hai_phong"
    assert "tinh_chon=nowhere" in notices_of(app)[0]
    html = html_of(app)
    assert html.count("<figure") == 2
    assert html.count("<img alt='Biểu đồ") == 2


def test_the_view_in_the_address_is_the_whole_view():
    app = open_page(xem="xep_hang", chi_tieu=ECONOMY, thuoc_do="cam_ket", moc="2030", dia_gioi="63", tinh="ha_noi")
    again = open_page(**dict(app.query_params.items()))
    assert html_of(again) == html_of(app)


def test_every_actual_has_a_text_alternative_and_a_table():
    html = html_of(open_page(xem="xep_hang", chi_tieu=ECONOMY))
    (said,) = re.findall(r"<figure class='dots' role='img' aria-label='(.*?)'>", html)
    assert "Bắc Ninh 46,3" in said
    assert "<table class='ranking stacked'>" in html


def test_the_plan_of_the_year_is_told_as_the_document_tells_it():
    html = html_of(open_page(xem="xep_hang", chi_tieu=ECONOMY, nam="2025"))
    table = html[html.index("<table class='ranking stacked'>") :]
    row = table[table.index("Sơn La") :].partition("</tr>")[0]
    assert "<span class='official'>≥\u202f10\u202f%</span>" in row


def test_an_indicator_without_any_target_still_has_its_name():
    html = html_of(open_page(xem="xep_hang", chi_tieu="pii_input_score", thuoc_do="cam_ket"))
    assert "<h1>Điểm đầu vào đổi mới sáng tạo (PII)</h1>" in html
    assert "Chưa có đơn vị nào có mục tiêu định lượng về chỉ tiêu này." in html


def test_the_tile_map_names_both_archipelagos_and_opens_the_unit():
    html = html_of(open_page(xem="ban_do_o", chi_tieu=ECONOMY))
    assert html.count("role='listitem'") == 36
    assert "Đặc khu Hoàng Sa, thành phố Đà Nẵng" in html
    assert "Đặc khu Trường Sa, tỉnh Khánh Hòa" in html
    assert "href='/?tinh=ha_noi&amp;ngon_ngu=vi'" in html


def test_peers_by_rule_say_which_rule_or_why_there_are_none():
    assert "cùng vùng Trung du và miền núi phía Bắc" in words_of(open_page(xem="nhieu_duong", tinh="lai_chau"))
    words = words_of(open_page(xem="nhieu_duong", nhom="cung_co", tinh="lai_chau"))
    assert "chưa chọn được đơn vị có quy mô kinh tế tương đương" in words
    words = words_of(open_page(xem="nhieu_duong", tinh="tien_giang", dia_gioi="34"))
    assert "Tiền Giang không thuộc địa giới đang chọn" in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_the_comparison_has_its_word(lang: str):
    families = {
        "ambition": Ambition,
        "compare_measure": Measure,
        "compare_rule": Measure,
        "compare_origin": Origin,
        "compare_view": Screen,
        "compare_why": WhyNot,
        "peer_rule": PeerRule,
    }
    for family, codes in families.items():
        words = {key.partition(".")[2] for key in catalogue(lang) if key.partition(".")[0] == family}
        assert words == {str(code) for code in codes}, family
    unranked = {key.partition(".")[2] for key in catalogue(lang) if key.startswith("compare_unranked.")}
    assert unranked == {str(code) for code in Unranked} | {"unusable_unknown"}
    orders = {key.partition(".")[2] for key in catalogue(lang) if key.startswith("compare_order.")}
    assert orders == {*ROW_ORDERS, *COLUMN_ORDERS}
    leads = {key.partition(".")[2] for key in catalogue(lang) if key.startswith("compare_lead.")}
    assert leads >= {str(code) for code in Measure} | {f"none_{code}" for code in Measure}
    assert set(MEASURES.values()) == set(Measure)
    assert set(PEER_RULES.values()) == set(PeerRule)
