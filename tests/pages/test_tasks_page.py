"""The page Nhiệm vụ as a reader meets it: what is overdue and who leads, who carries most, what is answered."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from etl.build import build
from kpi.model.records import plain_records
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
from kpi.reading.tasks import View, documents
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot, current_snapshot
from pages.overview.details import fold_key
from pages.tasks.files import calendar_bytes
from pages.tasks.source import mark_words
from pages.tasks.timeline import chart_of_dates as timeline
from pages.tasks.workload_file import load_table
from tests.cases.page_cases import boxes_of, charts_of, go_to, html_of, notices_of, options_of

ROOT = Path(__file__).resolve().parents[2]
REPORTS = """task_id,status,recorded_at,reported_by,note,evidence
hcmc_01_kh_bcd_2025.39,in_progress,2025-11-01,Sở Tài chính,Đang dự thảo,https://example.vn/du-thao
hcmc_01_kh_bcd_2025.39,done,2025-11-12,Sở Tài chính,Đã ban hành,Kế hoạch 88/KH-STC
hcmc_01_kh_bcd_2025.38,stuck,2025-11-20,Sở KH&CN,Thiếu <b>kinh phí</b>,Báo cáo 7
hcmc_01_kh_bcd_2025.37,done,2025-12-01,Sở Xây dựng,Đã xong,Báo cáo 9
"""


@pytest.fixture(autouse=True)
def _served(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory, data_folder: Path) -> Path:
    """A warehouse with reports on three tasks."""
    folder = tmp_path_factory.mktemp("reported")
    data = Path(shutil.copytree(data_folder, folder / "data"))
    (data / "tasks" / "updates" / "bao_cao.csv").write_text(REPORTS, encoding="utf-8")
    build(data, folder / "warehouse")
    return folder / "warehouse"


def open_tasks(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    go_to(app, "tasks").run()
    assert not app.exception, app.exception
    return app


def text_of(app: AppTest) -> str:
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", html_of(app)))


def cards(app: AppTest) -> dict[str, str]:
    """The cards of the page by 'place · task number'."""
    found = re.findall(r"<article class='task'>(.*?)</article>", html_of(app), flags=re.S)
    return {re.search(r"class='where'>(.*? · .*?) ·", card)[1]: card for card in found}  # type: ignore[index]


def groups(app: AppTest) -> dict[str, int]:
    control = next(item for item in app.button_group if item.key == "task_group")
    return {m[1]: int(m[2].replace(".", "")) for m in (re.fullmatch(r"(.*) \((.*)\)", o) for o in control.options) if m}


def test_what_is_past_its_deadline_in_ho_chi_minh_city_accuses_nobody():
    app = open_tasks(noi="ho_chi_minh", ngay="2025-12-01", han="past_deadline")
    found = cards(app)
    assert "TP. Hồ Chí Minh · nhiệm vụ 38" in found
    assert "14/11/2025" in found["TP. Hồ Chí Minh · nhiệm vụ 38"]
    assert "Đã qua thời hạn; chưa có báo cáo trên hệ thống" in found["TP. Hồ Chí Minh · nhiệm vụ 38"]
    assert not any("quá 17 ngày" in card or "Quá hạn" in card for card in found.values())
    assert "Sở Khoa học và Công nghệ" in found["TP. Hồ Chí Minh · nhiệm vụ 38"]
    assert groups(app)["Đã qua thời hạn, chưa có báo cáo hoàn thành"] == len(found)
    assert groups(app)["Quá hạn theo báo cáo"] == 0


def test_tasks_that_arrived_late_say_so_with_both_deadlines():
    card = cards(open_tasks(noi="ho_chi_minh", ngay="2025-10-25", han="soon"))["TP. Hồ Chí Minh · nhiệm vụ 38"]
    assert "Thời hạn ban đầu 01/10/2025 đã qua khi văn bản ban hành" in card
    assert "hạn mới 14/11/2025" in card
    assert "còn 20 ngày" in card


def test_which_body_of_hai_phong_carries_most():
    app = open_tasks(noi="hai_phong", xem_viec="co_quan")
    assert "Chủ trì nhiều nhiệm vụ nhất: Văn phòng Thành ủy (6 nhiệm vụ" in text_of(app)
    carried = html_of(app).split("<table class='load stacked'>")[1]
    rows = re.findall(r"<tr><th scope='row'>(.*?)</tr>", carried, flags=re.S)
    first = re.sub(r"<[^>]+>", " ", rows[0]).split()
    assert " ".join(first[:3]) == "Văn phòng Thành"
    science = next(row for row in rows if "Sở Khoa học và Công nghệ" in row)
    assert [int(n) for n in re.findall(r"num official'[^>]*>(\d+)", science)][:2] == [1, 5]
    assert len(charts_of(app)) == 1


def test_the_load_of_every_body_is_a_file_that_agrees_with_the_tasks(snapshot: Snapshot):
    view = View(Choice(place="hai_phong"), Standpoint(as_of=date(2025, 12, 1)), "vi")
    table, sources = load_table(snapshot, view)
    rows = table.to_pylist()
    linked = snapshot.rows(
        "SELECT agency_id, count(DISTINCT task_id) AS tasks, count(*) FILTER (role = 'lead') AS lead, "
        "count(*) FILTER (role = 'coordinating') AS coordinating FROM task_agencies JOIN agencies USING (agency_id) "
        "WHERE document_id = 'hai_phong_01_kh_bcd_2025' AND kind <> 'unreadable' "
        "AND task_id IN (SELECT task_id FROM tasks WHERE tasks.kind = 'duty') GROUP BY agency_id"
    )
    told = {row["agency_id"]: [row["tasks"], row["lead"], row["coordinating"]] for row in rows}
    assert told == {row["agency_id"]: [row["tasks"], row["lead"], row["coordinating"]] for row in linked}
    months = [name for name in table.column_names if re.fullmatch(r"\d{4}-\d\d|ongoing|undated", name)]
    assert all(sum(row[month] for month in months) == row["tasks"] for row in rows)
    assert len(sources) == 1


def test_which_central_demands_each_province_has_answered(snapshot: Snapshot):
    app = open_tasks(xem_viec="trung_uong")
    words = text_of(app)
    for place, document in (("TP. Hồ Chí Minh", "hcmc_01_kh_bcd_2025"), ("Hải Phòng", "hai_phong_01_kh_bcd_2025")):
        left = snapshot.query(
            "SELECT count(*) AS n FROM duty_links WHERE document_id = $d AND relation = 'left_out'",
            {"d": document},
        )["n"].iloc[0]
        assert re.search(rf"{place}: đáp ứng \d+, một phần \d+, chưa thể hiện {left}\.", words), place
    row = next(r for r in re.findall(r"<tr>(.*?)</tr>", html_of(app), flags=re.S) if "118/2025" in r)
    cells = dict(re.findall(r"<td data-label='(.*?)'>(.*?)</td>", row, flags=re.S))
    assert "Chưa thể hiện trong kế hoạch" in cells["TP. Hồ Chí Minh"]
    assert "Đáp ứng" in cells["Hải Phòng"]


def test_central_demands_offer_only_choices_that_change_them_and_the_others_come_back():
    app = open_tasks(xem_viec="trung_uong", tim_co_quan="tai chinh", phan_viec="funding")
    keys = set(boxes_of(app))
    assert {"task_place", "task_document"} <= keys
    assert not keys & {"task_agency", "task_section", "task_state"}
    assert "trong 144 nhiệm vụ" in text_of(app)
    app.query_params["xem_viec"] = "danh_sach"
    assert boxes_of(app.run())["task_section"]["chosen"] == "funding"
    assert all("Sở Tài chính" in card or "Bộ Tài chính" in card for card in cards(app).values())


def test_tasks_that_follow_one_another_are_told_from_the_first_to_the_last():
    assert "nhiệm vụ 6–32 ·" in text_of(open_tasks(xem_viec="trung_uong", noi="ho_chi_minh"))


def test_the_timeline_counts_every_dated_task_of_every_document(snapshot: Snapshot):
    view = View(Choice(), Standpoint(as_of=date(2025, 12, 1)), "vi")
    drawn = timeline(snapshot, view)
    assert drawn is not None
    counted: Counter[tuple[str, str]] = Counter()
    for trace in json.loads(drawn[0].drawing)["data"]:
        for words in trace["hovertext"]:
            state, rest = words.removeprefix("<b>").split("</b><br>")
            where, count = rest.removesuffix(" nhiệm vụ").rsplit(": ", 1)
            counted["original" if state == "Thời hạn ban đầu" else "due", where] += int(count)
    expected: Counter[tuple[str, str]] = Counter()
    for kind, column in (("due", "deadline"), ("original", "original_deadline")):
        rows = snapshot.rows(
            f"SELECT document_id, {column} AS day, count(*) AS n FROM tasks WHERE {column} IS NOT NULL GROUP BY ALL"
        )
        for row in rows:
            document = documents(snapshot)[row["document_id"]]
            name = f"{document.place_name('vi')} · {document.number}"
            expected[kind, f"{name}, {row['day'].month}/{row['day'].year}"] += row["n"]
    assert counted == expected


def test_counts_agree_with_the_list_on_every_page():
    app = open_tasks(noi="ho_chi_minh", ngay="2025-12-01")
    told = groups(app)
    assert told["Tất cả"] == 50 == sum(count for name, count in told.items() if name != "Tất cả")
    seen: list[str] = []
    for page in range(1, 5):
        app.query_params["trang_viec"] = str(page)
        seen += cards(app.run())
    assert len(seen) == len(set(seen)) == 50


def test_a_body_is_found_without_diacritics():
    app = open_tasks(tim_co_quan="tai chinh")
    options = options_of(app, "task_agency")
    assert options[0] == "Mọi cơ quan khớp “tai chinh” (2)"
    assert {"Sở Tài chính", "Bộ Tài chính"} == set(options[1:])
    found = cards(app)
    assert found
    for card in found.values():
        assert re.search("Sở Tài chính|Bộ Tài chính", card.split("<details>")[0])
    nothing = open_tasks(tim_co_quan="khong co ai")
    assert not cards(nothing)
    assert "Không có nhiệm vụ nào khớp" in text_of(nothing)


def test_the_words_stand_highlighted_in_the_document(snapshot: Snapshot):
    card = cards(open_tasks(noi="ho_chi_minh", han="past_deadline", trang_viec="1"))["TP. Hồ Chí Minh · nhiệm vụ 37"]
    assert "<mark>Các thành phố trực thuộc Trung ương" in card
    assert "van_ban=hcmc_01_kh_bcd_2025" in card
    tasks = snapshot.query(
        "SELECT task_id, line, text_printed, documents.document_id AS text FROM tasks LEFT JOIN documents USING (file)"
    )
    for document in set(tasks["text"]):
        lines = list(
            snapshot.query("SELECT text FROM document_lines WHERE document_id = $d ORDER BY line", {"d": document})[
                "text"
            ]
        )
        for task in plain_records(tasks[tasks["text"] == document]):
            marked = " ".join(
                re.findall(
                    r"<mark>(.*?)</mark>", " ".join(mark_words(lines, task["line"], task["text_printed"]).values())
                )
            )
            assert len(marked.split()) >= 0.8 * len(task["text_printed"].split()), task["task_id"]


def test_garbled_print_is_shown_beside_the_reading():
    card = cards(open_tasks(noi="hai_phong"))["Hải Phòng · nhiệm vụ 8"]
    assert "Không đọc được trong bản quét" in card
    assert "gﬁznzan’ﬁw quiaiz" in card
    assert "Bao dam du, kip thoi kinh phi" in card


def test_a_place_that_the_document_does_not_name_is_not_guessed():
    assert "Tỉnh không nêu tên · nhiệm vụ 9" in cards(open_tasks(noi="unnamed_02_kh_bcd_2025"))


def test_reports_and_their_history_are_shown_and_escaped(reported: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(reported))
    app = open_tasks(noi="ho_chi_minh", ngay="2025-12-05", tim_co_quan="so")
    found = cards(open_tasks(noi="ho_chi_minh", ngay="2025-12-05", tinh_hinh="done"))
    done, unproven = found["TP. Hồ Chí Minh · nhiệm vụ 39"], found["TP. Hồ Chí Minh · nhiệm vụ 37"]
    assert "Hoàn thành" in done
    assert done.index("12/11/2025") < done.index("01/11/2025")
    assert "href='https://example.vn/du-thao'" in done
    assert "Báo cáo hoàn thành sau hạn" in unproven
    assert "Báo cáo hoàn thành sau hạn" not in done
    stuck = cards(open_tasks(noi="ho_chi_minh", ngay="2025-12-05", tinh_hinh="stuck"))["TP. Hồ Chí Minh · nhiệm vụ 38"]
    assert "Quá hạn, có vướng mắc" in stuck
    assert "Thiếu &lt;b&gt;kinh phí" in stuck
    earlier = cards(open_tasks(noi="ho_chi_minh", ngay="2025-11-05", tinh_hinh="in_progress"))
    assert set(earlier) == {"TP. Hồ Chí Minh · nhiệm vụ 39"}
    assert "Đã ban hành" not in earlier["TP. Hồ Chí Minh · nhiệm vụ 39"]
    assert groups(app)["Đã hoàn thành hoặc đã ban hành"] == 2


def test_without_a_report_only_what_a_public_source_calls_issued_is_done(snapshot: Snapshot):
    told = groups(open_tasks(ngay="2045-12-31"))
    issued = snapshot.rows("SELECT DISTINCT task_id FROM task_evidence WHERE status = 'issued' AND coverage = 'whole'")
    assert told["Đã hoàn thành hoặc đã ban hành"] == len(issued) == 6
    assert told["Quá hạn theo báo cáo"] == 0
    assert told["Đã qua thời hạn, chưa có báo cáo hoàn thành"] > 60


def test_every_view_opens_in_both_languages_for_every_place(snapshot: Snapshot):
    places = snapshot.query("SELECT DISTINCT coalesce(province_id, document_id) AS place FROM tasks")["place"]
    app = open_tasks()
    views = [*product(("vi", "en"), ("danh_sach", "thoi_gian", "co_quan", "trung_uong"), ("tat_ca",))]
    for lang, view, place in [*views, *product(("en",), ("danh_sach", "thoi_gian"), places)]:
        for name, value in (("ngon_ngu", lang), ("xem_viec", view), ("noi", place)):
            app.query_params[name] = value
        app.run()
        assert not app.exception, (place, view, lang)
        words = text_of(app)
        for broken in ("nan", "None", "NaT", "<NA>", "{"):
            assert not re.search(rf"(?<!\w){re.escape(broken)}(?!\w)", words), (place, view, lang, broken)


def test_a_hand_edited_address_opens_the_nearest_view_and_says_so():
    app = open_tasks(noi="atlantis", han="sometime", trang_viec="99")
    warned = " ".join(notices_of(app))
    for part in ("noi=atlantis", "han=sometime", "trang_viec=99"):
        assert part in warned


def test_another_choice_changes_the_address_and_starts_at_the_first_page():
    app = open_tasks(trang_viec="2")
    app.query_params["noi"] = "hai_phong"
    app.run()
    assert boxes_of(app)["task_place"]["chosen"] == "hai_phong"
    assert re.search(r"Nhiệm vụ 1–1\d trong 18", text_of(app))


def test_the_calendar_of_a_body_holds_its_dated_tasks(snapshot: Snapshot):
    choice = Choice(place="hai_phong", agencies=("so_tai_chinh",))
    data = calendar_bytes(snapshot, View(choice, Standpoint(as_of=date(2025, 11, 1)), "vi"), "hai_phong")
    book = Calendar.from_ical(data)
    assert isinstance(book, Calendar)
    told = {(str(event["uid"]), event.start) for event in book.events}
    expected = snapshot.query(
        "SELECT DISTINCT task_id || '@thuoc-do-57' AS uid, deadline FROM tasks JOIN task_agencies USING (task_id) "
        "WHERE agency_id = 'so_tai_chinh' AND province_id = 'hai_phong' AND deadline IS NOT NULL"
    )
    assert told == {(row["uid"], row["deadline"]) for row in plain_records(expected)}
    assert len(told) == 2


def test_the_overview_shows_what_is_due_and_links_to_all_of_it():
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    app.query_params["tinh"] = "ho_chi_minh"
    app.query_params["ngay"] = "2025-12-01"
    app.session_state[fold_key("tasks")] = True
    app.run()
    words = text_of(app)
    assert "Nhiệm vụ đến hạn và đã qua thời hạn" in words
    assert re.search(
        r"Đến ngày 01/12/2025, trong 50 nhiệm vụ của .*: 0 quá hạn theo báo cáo, "
        r"9 đã qua thời hạn mà hệ thống chưa có báo cáo, \d+ đến hạn trong 30 ngày",
        words,
    )
    assert "/nhiem-vu?noi=ho_chi_minh" in html_of(app)
    app.query_params["tinh"] = "gia_lai"
    app.run()
    assert "Nhiệm vụ đến hạn và đã qua thời hạn" not in text_of(app)


def test_a_snapshot_without_reports_and_one_with_them_differ_only_there(reported: Path, snapshot: Snapshot):
    other = current_snapshot(reported)
    assert len(other.query("SELECT * FROM task_updates")) == 4
    assert other.query("SELECT * FROM tasks ORDER BY position").equals(
        snapshot.query("SELECT * FROM tasks ORDER BY position")
    )
