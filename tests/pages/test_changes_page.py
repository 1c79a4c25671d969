"""The page Thay đổi as a reader meets it, the line for first screens, and the bodies on the page Nhiệm vụ."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.model.clock import today
from kpi.reading.changes.choice import Since, SinceChoice
from kpi.reading.changes.records import ChangeGroup
from kpi.reading.changes.since import changes_since
from kpi.reading.duties.owed import first_owing, open_target_words, order_words, owed, owing_words
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
from kpi.reading.tasks import View as TaskView
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from kpi.words import LANGUAGES
from pages.changes.files import changes_table
from pages.changes.parts import View, page_html, units_html
from pages.tasks.owed import owed_html
from tests.cases.page_cases import html_of, notices_of
from tests.pages.test_pages import open_page
from ui.browser_store import LAST_VISIT
from ui.changes.band import changes_band

NOW = Standpoint()
FIRST = date(2025, 12, 31)


@pytest.fixture(autouse=True)
def _served(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))


def view(province_id: str, lang: str = "vi", indicator_id: str = "") -> View:
    return View(province_id, SinceChoice.DAY, Since(FIRST), indicator_id, NOW, lang)


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def opened(**parameters: str) -> AppTest:
    return open_page("changes", ngon_ngu="vi", **parameters)


def test_the_page_lists_every_kind_of_change_with_its_count_and_source(snapshot: Snapshot):
    shown = html_of(opened(tinh="viet_nam", tu="ngay", tu_ngay=FIRST.isoformat()))
    found = changes_since(snapshot, "viet_nam", date(2025, 12, 30), NOW)
    heads = dict(re.findall(r"<h2>([^<]+?) <span class='count'>(\d+)</span>", shown))
    counts = found.counts()
    assert heads == {
        "Số liệu": str(counts[ChangeGroup.ACTUALS]),
        "Kết luận": str(counts[ChangeGroup.VERDICTS]),
        "Thời hạn đã qua": str(counts[ChangeGroup.DEADLINES]),
        "Thông tin về nhiệm vụ": str(counts[ChangeGroup.REPORTS]),
    }
    assert "vneconomy.vn" in shown
    assert "/chi-tieu?tinh=viet_nam&amp;chi_tieu=digital_economy_share_grdp" in shown


def test_the_line_counts_the_rows_of_the_page_it_leads_to(snapshot: Snapshot):
    for lang in LANGUAGES:
        band = changes_band(snapshot, "ho_chi_minh", lang, NOW, Since(FIRST))
        rows = page_html(snapshot, view("ho_chi_minh", lang)).count("<small class='kind'>")
        told = words_of(band).split(":", 1)[1]
        assert sum(map(int, re.findall(r"\d+", told))) == rows > 20
        address = "/thay-doi?tinh=ho_chi_minh&amp;tu=ngay&amp;tu_ngay=2025-12-31"
        assert address in band


def test_nothing_new_is_one_honest_sentence(snapshot: Snapshot):
    late = date(2026, 11, 20)
    asked = View("lai_chau", SinceChoice.DAY, Since(late), "", Standpoint(as_of=date(2026, 11, 28)), "vi")
    shown = words_of(page_html(snapshot, asked))
    assert "Từ ngày 20/11/2026: hệ thống không ghi nhận thay đổi. Số liệu mới nhất được công bố ngày" in shown
    assert "<table" not in page_html(snapshot, asked)


def test_one_indicator_can_be_asked_for_alone(snapshot: Snapshot):
    shown = page_html(snapshot, view("viet_nam", indicator_id="coverage_5g"))
    assert 0 < shown.count("<small class='kind'>") < 10
    assert "Tỷ trọng kinh tế số" not in shown
    none = words_of(page_html(snapshot, view("viet_nam", indicator_id="grdp_growth_target")))
    assert "Không có thay đổi nào về chỉ tiêu đang chọn." in none


def test_the_country_counts_every_unit_and_leads_to_it(snapshot: Snapshot):
    shown = units_html(snapshot, view("viet_nam"))
    assert "trong 34 đơn vị có thay đổi" in words_of(shown)
    assert "/thay-doi?tinh=hue&amp;tu=ngay&amp;tu_ngay=2025-12-31" in shown
    assert units_html(snapshot, view("hue")) == ""


def test_the_files_hold_every_row_with_its_source(snapshot: Snapshot):
    table, sources = changes_table(snapshot, view("viet_nam"))
    found = changes_since(snapshot, "viet_nam", date(2025, 12, 30), NOW)
    assert table.num_rows == len(found.items)
    assert table.column("day").to_pylist() == [item.day for item in found.items]
    assert {row for row in table.column("source").to_pylist() if row} == {source.title for source in sources}


def test_without_an_earlier_snapshot_the_page_says_so():
    shown = html_of(opened(tinh="lai_chau", tu="ban_chup"))
    assert "Kho dữ liệu không còn bản chụp trước nào có số liệu khác" in shown


def test_the_last_visit_is_what_the_browser_told():
    app = opened(tinh="lai_chau", tu="lan_truoc")
    assert "Trình duyệt này chưa ghi nhận lần xem nào trước hôm nay" in html_of(app)
    app.session_state[LAST_VISIT] = {"day": "2026-01-15", "snapshot": ""}
    app.run()
    assert not app.exception
    assert "Từ ngày 16/01/2026: 20 số liệu mới" in html_of(app)
    for wrong in ({"day": today().isoformat()}, {"day": "<b>"}, None):
        app.session_state[LAST_VISIT] = wrong
        app.run()
        assert "chưa ghi nhận lần xem nào" in html_of(app)


def test_a_wrong_day_in_the_address_is_told():
    app = opened(tinh="lai_chau", tu="ngay", tu_ngay="hom-qua")
    assert any("tu_ngay=hom-qua" in notice for notice in notices_of(app))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("province_id", ["viet_nam", "hai_phong", "dong_thap", "tien_giang"])
def test_the_page_opens_for_any_unit_and_day(province_id: str, lang: str):
    for since in ("30_ngay", "dau_nam", "ban_chup", "lan_truoc"):
        app = open_page("changes", tinh=province_id, tu=since, ngon_ngu=lang, ngay="2026-06-30")
        assert "<h1>" in html_of(app)


def test_every_body_is_one_line_with_its_sentences_and_no_ranking(snapshot: Snapshot):
    shown = owed_html(snapshot, TaskView(Choice(place="lai_chau"), NOW, "vi"))
    text = words_of(shown)
    assert "không xếp hạng: hệ thống chưa nhận được báo cáo nào của cơ quan" in text
    assert "20 mục tiêu đã đến hạn mà hệ thống chưa có số liệu" in text
    assert "Giao trách nhiệm báo cáo, dòng 320" in text
    assert "Ban Chỉ đạo tỉnh tổng hợp, báo cáo Thường trực, Ban Thường vụ Tỉnh ủy" in text
    every = owed(snapshot, Choice(place="lai_chau"), NOW)
    assert shown.count("<tr>") - 1 == len(every.bodies)
    assert sum(len(body.duties) for body in every.bodies) == 5


def test_bodies_stand_in_the_order_of_the_documents_and_nobody_is_accused(snapshot: Snapshot):
    every = owed(snapshot, Choice(place="ho_chi_minh"), NOW)
    firsts = [body.led[0] for body in every.bodies if body.led]
    assert firsts == sorted(firsts)
    assert not every.by_reports
    assert "không xếp hạng" in order_words(every, "vi")
    police = next(body for body in every.bodies if body.agency == "Công an Thành phố")
    assert owing_words(police, "vi") == (
        f"chủ trì {len(police.led)} nhiệm vụ; {police.silent} nhiệm vụ đã qua thời hạn, hệ thống chưa nhận được kết quả"
    )
    assert open_target_words(snapshot, every, "vi") == []
    first = first_owing(snapshot, "ho_chi_minh", NOW)
    assert len(first) == 3
    assert all(body.past for body in first)


def test_the_bodies_stand_on_the_page_of_tasks():
    app = open_page("tasks", noi="ho_chi_minh", xem_viec="co_quan")
    assert "Cơ quan: nhiệm vụ và báo cáo" in html_of(app)
