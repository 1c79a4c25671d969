"""The pages as a reader meets them: what stands on them comes from the warehouse, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.charts.theme import STATUS_STYLES
from kpi.method.thresholds import load_method
from kpi.model.cache import reading_as
from kpi.model.clock import today
from kpi.model.vocabulary import NATION
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from kpi.words import message, with_labels
from pages.overview.details import fold_key
from pages.sources import method
from tests.cases.page_cases import boxes_of, go_to, html_of, notices_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _served(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))


def open_page(path: str = "", unfolded: str = "", **parameters: str) -> AppTest:
    """Run the dashboard at an address, one of the folds of Tổng quan open; fails on any exception."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    if unfolded:
        app.session_state[fold_key(unfolded)] = True
    for name, value in parameters.items():
        app.query_params[name] = value
    if path:
        go_to(app, path)
    app.run()
    assert not app.exception, app.exception
    return app


def text_of(app: AppTest) -> str:
    """The words of the page without tags."""
    html = html_of(app)
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", " ", html, flags=re.S))
    return re.sub(r"[ \n]+", " ", words)


def test_every_province_opens_in_both_languages(snapshot: Snapshot) -> None:
    ids = snapshot.query(
        "SELECT province_id FROM provinces WHERE vintage IS DISTINCT FROM 63 "
        "UNION SELECT former_id FROM crosswalk WHERE boundary_changed ORDER BY 1"
    )["province_id"]
    app = open_page()
    for province_id in ids:
        for lang in ("vi", "en"):
            app.query_params["tinh"] = province_id
            app.query_params["ngon_ngu"] = lang
            app.run()
            assert not app.exception, province_id
            words = text_of(app)
            for broken in ("nan", "None", "NaT", "<NA>", "{"):
                assert not re.search(rf"(?<!\w){re.escape(broken)}(?!\w)", words), (province_id, lang, broken)


def test_lai_chau_says_what_the_targets_are_and_that_actuals_are_missing() -> None:
    words = text_of(open_page(tinh="lai_chau"))
    assert "Lai Châu" in words
    assert "≥\u202f45\u202f%" in words
    assert "chưa có số liệu" in words
    assert "Các đảng ủy trực thuộc Tỉnh ủy" in text_of(open_page(unfolded="missing", tinh="lai_chau"))


def test_a_plan_that_sets_no_target_is_not_named_as_their_source() -> None:
    text = text_of(open_page(unfolded="targets", tinh="hai_phong"))
    assert "chưa có mục tiêu định lượng nào từ Kế hoạch số 01-KH/BCĐ, ngày 18/10/2025" in text
    assert "theo báo chí và cổng thông tin" in text
    assert "chưa có mục tiêu định lượng nào" not in text_of(open_page(unfolded="targets", tinh="lai_chau"))


def test_a_successor_shows_former_plans_as_inherited() -> None:
    words = text_of(open_page(unfolded="targets", tinh="dong_thap"))
    assert "Kế hoạch của tỉnh Tiền Giang (trước 01/07/2025)" in words
    assert "không gộp với mục tiêu của đơn vị khác" in words


def test_a_former_unit_names_its_successor() -> None:
    assert "hợp nhất vào Đồng Tháp" in text_of(open_page(tinh="tien_giang"))


def test_conflicting_targets_are_all_shown() -> None:
    words = text_of(open_page("indicator", tinh="tien_giang", chi_tieu="st_enterprises"))
    assert "số liệu trong văn bản chưa thống nhất" in words
    assert "≥\u202f150\u00a0doanh nghiệp" in words
    assert "≥\u202f50\u00a0doanh nghiệp" in words


def test_a_year_without_a_planned_value_says_why(snapshot: Snapshot) -> None:
    broken = snapshot.rows("SELECT * FROM path_breaks")
    assert {row["reason"] for row in broken} == {"conflicting_targets", "cadence_mismatch", "plan_ended", "ranked"}
    words = text_of(open_page("indicator", tinh="tien_giang", chi_tieu="st_enterprises"))
    assert "2038 – không nối: số liệu trong văn bản chưa thống nhất" in words
    words = text_of(open_page("indicator", tinh="tien_giang", chi_tieu="indexed_articles"))
    assert "2027 – không nối: hai mốc khác cách đếm (lũy kế, hằng năm)" in words
    words = text_of(open_page("indicator", tinh="tien_giang", chi_tieu="data_provincial_hub_share"))
    assert "– mục tiêu cuối đã đến hạn, không duy trì mức" in words


def test_interpolation_is_never_called_official(snapshot: Snapshot) -> None:
    app = open_page("indicator", tinh="tien_giang", chi_tieu="digital_economy_share_grdp")
    html = html_of(app)
    rows = dict(re.findall(r"<tr><th scope='row'>(\d{4})</th>(.*?)</tr>", html))
    official = set(
        snapshot.query(
            "SELECT year FROM targets WHERE province_id = 'tien_giang' AND indicator_id = 'digital_economy_share_grdp'"
        )["year"].astype(str)
    )
    assert official == {"2025", "2030", "2035", "2040", "2045"}
    for year, row in rows.items():
        assert ("mục tiêu chính thức" in row) == (year in official), year
        if "không phải số chính thức" in row:
            assert "class='between'" in row


def test_the_plan_s_words_stand_highlighted_at_their_line() -> None:
    app = open_page("indicator", tinh="tien_giang", chi_tieu="coverage_5g")
    html = html_of(app)
    assert "dòng 212" in html
    assert "<mark>Tỷ lệ phủ sóng 5G trên địa bàn &gt; 60%.</mark>" in html


def test_numbers_follow_the_language() -> None:
    vietnamese = text_of(open_page("indicator", tinh="viet_nam", chi_tieu="digital_economy_share_grdp"))
    english = text_of(open_page("indicator", tinh="viet_nam", chi_tieu="digital_economy_share_grdp", ngon_ngu="en"))
    assert "14,02\u202f%" in vietnamese
    assert "14.02%" in english
    assert "14,02\u202f%" not in english


def test_both_vintages_of_a_revised_actual_are_shown() -> None:
    words = text_of(open_page("indicator", tinh="viet_nam", chi_tieu="digital_economy_share_grdp"))
    assert "12,33\u202f%" in words
    assert "12,87\u202f%" in words
    assert "đã được điều chỉnh" in words


def test_a_standpoint_before_the_revision_shows_what_was_known_then() -> None:
    view = {"tinh": "viet_nam", "chi_tieu": "digital_economy_share_grdp", "so_lieu": "gso_value_added"}
    words = text_of(open_page("indicator", **view, ngay="2024-12-31", biet_den="2025-01-05"))
    assert "12,33\u202f%" in words
    assert "12,87\u202f%" not in words
    assert "31/12/2024" in words


def test_a_hand_edited_address_opens_the_nearest_view_and_says_so() -> None:
    app = open_page(tinh="atlantis", ngay="hôm qua", la="1")
    assert app.query_params["tinh"] in (NATION, [NATION])
    assert "có mục tiêu riêng bằng số trong hệ thống" in text_of(app)
    warned = " ".join(notices_of(app))
    for part in ("tinh=atlantis", "ngay=hôm qua", "la=1"):
        assert part in warned


def test_another_address_is_shown_by_the_selector_and_the_page() -> None:
    app = open_page(tinh="lai_chau")
    app.query_params["tinh"] = "hai_phong"
    app.run()
    assert boxes_of(app)["province"]["chosen"] == "hai_phong"
    assert "Hải Phòng" in text_of(app)
    assert not notices_of(app)


def test_the_document_page_highlights_its_targets_and_declares_corrections() -> None:
    app = open_page("sources", muc="van_ban", van_ban="tien_giang_plan_2025")
    app.query_params["dong"] = "212"
    app.run()
    html = html_of(app)
    assert "id='line-212'" in html
    assert html.count("<mark>") > 180
    assert re.search(r"Đính chính đã khai báo \(\d+\)", html)


def test_the_method_page_reads_every_threshold_from_its_file() -> None:
    app = open_page("sources", muc="phuong_phap")
    words = text_of(app)
    for row in load_method().thresholds():
        assert with_labels(row.threshold.label_vi, "vi") in words
    assert "97,4" in " ".join(markdown.value for markdown in app.markdown)
    assert "Cùng kết luận với Thống kê Canada" in words


def test_lenses_and_calculator_say_how_they_were_made() -> None:
    words = text_of(open_page("indicator", tinh="viet_nam", chi_tieu="digital_economy_share_grdp"))
    for part in (
        "Đánh giá theo ba mốc",
        "Năm nay",
        "Mốc kế tiếp",
        "Năm 2045",
        "Phương án tốc độ thực hiện",
        "Cần thiết",
        "Đã thực hiện",
    ):
        assert part in words
    assert "Tính từ 14,02\u202f% (2025) đến ít nhất 30\u202f% (2030)" in words


def test_the_slider_names_the_year() -> None:
    app = open_page("indicator", tinh="viet_nam", chi_tieu="digital_economy_share_grdp")
    slider = app.select_slider[0]
    slider.set_value(slider.options[-1]).run()
    assert re.search(r"vào năm 20\d\d, kịp mốc 2030", text_of(app))
    slider = app.select_slider[0]
    slider.set_value(slider.options[0]).run()
    assert "không đạt" in text_of(app)


@pytest.mark.parametrize(
    ("lang", "label", "first"),
    [("vi", "Thay đổi mỗi năm (điểm phần trăm)", "0,00"), ("en", "Change per year (percentage points)", "0.00")],
)
def test_the_slider_writes_its_numbers_like_the_page(lang: str, label: str, first: str) -> None:
    """It can also stand exactly on what is needed: 3,20 percentage points a year lie between two of its steps."""
    app = open_page("indicator", tinh="viet_nam", chi_tieu="digital_economy_share_grdp", ngon_ngu=lang)
    slider = app.select_slider[0]
    assert slider.label == label
    assert slider.options[0] == first
    assert first.replace("0", "3", 1).replace("00", "20") in slider.options
    assert len(set(slider.options)) == len(slider.options)


def test_warnings_about_the_plan_stand_beside_the_actual() -> None:
    words = text_of(open_page("indicator", tinh="binh_duong", chi_tieu="adult_smartphone_share"))
    assert "thấp hơn mục tiêu cả nước (trên 95\u202f%; cả nước 100\u202f%)" in words
    words = text_of(open_page("indicator", tinh="tien_giang", chi_tieu="digital_economy_share_grdp"))
    assert "thấp hơn mục tiêu cả nước" not in words, "a share of GRDP is not held against one of GDP counted otherwise"


def test_without_a_warehouse_the_page_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path))
    app = open_page()
    assert "python3 run.py" in notices_of(app, "alert")[0]


def test_statuses_on_the_page_are_the_warehouse_s(snapshot: Snapshot) -> None:
    rows = snapshot.query(
        "SELECT status FROM progress WHERE province_id = 'viet_nam' AND indicator_id = 'digital_economy_share_grdp' "
        "AND document_id = 'nq_03_cp_2025' AND series = 'gso_value_added' AND as_of_year = $year",
        {"year": today().year},
    )
    words = text_of(
        open_page("indicator", tinh="viet_nam", chi_tieu="digital_economy_share_grdp", ke_hoach="nq_03_cp_2025")
    )
    status = rows["status"].iloc[0]
    assert f"{STATUS_STYLES[status].glyph} {message(f'status.{status}', 'vi')}" in words


@pytest.mark.parametrize(
    ("path", "key", "count", "parameters"),
    [
        ("", "add-tables", 4, {"tinh": "tien_giang"}),
        ("indicator", "add-years", 1, {"tinh": "tien_giang", "chi_tieu": "st_enterprises"}),
        ("tasks", "add-tasks", 1, {"noi": "hai_phong"}),
    ],
)
def test_tables_are_put_into_the_briefing(path: str, key: str, count: int, parameters: dict[str, str]) -> None:
    app = open_page(path, **parameters)
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    assert f"Đã thêm. Bản tin có {count} mục." in [toast.value for toast in app.toast]
    assert not [button for button in app.button if button.key == key], "what is in the basket is not offered again"


def test_the_check_beside_other_measures_says_when_it_does_not_list_every_row(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = method.comparison_html(snapshot, "vi")
    rows = whole.count("<tr><th scope='row'>")
    assert rows > 2
    assert "dòng đầu" not in whole
    monkeypatch.setattr(method, "_MOST_ROWS", 2)
    with reading_as("a reader of few rows"):  # what other tests made is kept for other readers
        cut = method.comparison_html(snapshot, "en")
    assert cut.count("<tr><th scope='row'>") == 2
    assert "shows the first 2 rows only" in cut
