"""Reading an annex: table rows, declared layouts, corrections, deadlines, names and numbers."""

from __future__ import annotations

import pytest

from etl.tasks.annex import read_layout, read_tab_table
from etl.tasks.links import agencies_in, agency_names, plain_numbers, undeclared_numbers
from etl.tasks.text import fold, read_deadline, restored

HEADING = "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tHạn hoàn thành\tGhi chú"


def test_a_table_row_broken_over_a_page_is_joined():
    lines = [
        "PHỤ LỤC",
        HEADING,
        "I\tĐiều hành\t\t\t\t",
        "<i>Làm cho tốt.</i>\t\t\t\t\t",
        "1.\t<p>Việc một</p>\tSở A\tSở B\tQuý I/2026\tghi",
        "",
        HEADING,
        "\tcòn nữa ²\t(và C)\t\t\t",
        "² Chú thích",
    ]
    reading = read_tab_table(lines, 1, len(lines))
    printed = {cell: [(piece.line, piece.words) for piece in pieces] for cell, pieces in reading.cells.items()}
    assert printed == {
        ("-", "title"): [(1, "PHỤ LỤC")],
        ("I", "section"): [(3, "Điều hành")],
        ("I", "intro"): [(4, "Làm cho tốt.")],
        ("1", "text"): [(5, "Việc một"), (8, "còn nữa ²")],
        ("1", "lead"): [(5, "Sở A"), (8, "(và C)")],
        ("1", "coordinating"): [(5, "Sở B")],
        ("1", "deadline"): [(5, "Quý I/2026")],
        ("1", "note"): [(5, "ghi")],
        ("²", "footnote"): [(9, "Chú thích")],
    }
    assert reading.page_headings == [2, 7]
    assert reading.stray == []


@pytest.mark.parametrize(
    "line", ["\tkhông có tiêu đề trang ở trên\t\t\t\t", "chữ lạc", "2.\tthiếu ô\tSở A", "A\tviệc\tSở A\t\t\t"]
)
def test_words_that_fit_nowhere_in_a_table_are_stray(line):
    reading = read_tab_table([HEADING, "1.\tViệc\tSở A\t\t\t", line], 1, 3)
    assert [number for number, _ in reading.stray] == [3]


def test_a_layout_cuts_a_line_and_keeps_what_is_glued():
    layout = [
        {"line": "1", "fragment": "a)", "places": "-/mark"},
        {"line": "1", "fragment": "Sở A", "places": "1/text;1/lead;2/text;2/lead"},
        {"line": "1", "fragment": ", cùng:", "places": "1/text;2/text"},
        {"line": "1", "fragment": "làm một.", "places": "1/text"},
        {"line": "2", "fragment": "làm hai", "places": "2/text"},
    ]
    reading = read_layout(["a) Sở A, cùng: làm một.", "làm hai, ba"], 1, 2, layout)
    assert restored(reading.cells["1", "text"], []) == "Sở A, cùng: làm một."
    assert restored(reading.cells["2", "text"], []) == "Sở A, cùng: làm hai"
    assert restored(reading.cells["2", "lead"], []) == "Sở A"
    assert reading.own_lines == {"1": 1, "2": 2}
    assert reading.stray == [(2, ", ba")]


def test_a_correction_touches_whole_words_of_its_line_only():
    layout = [{"line": str(n), "fragment": "s6 s6x số 02-", "places": "1/text"} for n in (1, 2)]
    layout.append({"line": "3", "fragment": "KH/BCĐ", "places": "1/text"})
    pieces = read_layout(["s6 s6x số 02-", "s6 s6x số 02-", "KH/BCĐ"], 1, 3, layout).cells["1", "text"]
    corrections = [{"line": "2", "printed": "s6", "read_as": "số", "kind": "restored"}]
    assert restored(pieces, corrections) == "s6 s6x số 02- số s6x số 02-KH/BCĐ"


@pytest.mark.parametrize(
    ("printed", "kind", "day"),
    [
        ("Trước 15/11/2025", "date", "2025-11-14"),
        ("Hoàn thành trước ngày 01/3/2024", "date", "2024-02-29"),
        ("trước ngày 25 tháng 10 năm 2025", "date", "2025-10-24"),
        ("31/12/2025", "date", "2025-12-31"),
        ("Hạn được giao: 30/9/2025", "date", "2025-09-30"),
        ("Tháng 10/2025", "month", "2025-10-31"),
        ("Hoàn thành trong tháng 2/2028", "month", "2028-02-29"),
        ("Quý I/2026", "quarter", "2026-03-31"),
        ("quý III/2025", "quarter", "2025-09-30"),
        ("hoàn thành trong quý IV/2025", "quarter", "2025-12-31"),
        ("Năm 2025", "year", "2025-12-31"),
        ("Thường xuyên", "ongoing", ""),
        ("Theo thoi gian trong Kế hoach", "none", ""),
        ("", "none", ""),
    ],
)
def test_a_deadline_ends_on_the_last_day_still_in_time(printed, kind, day):
    assert read_deadline(printed) == (kind, day)


@pytest.mark.parametrize("printed", ["sớm", "31/02/2025", "Quý V/2025", "tháng 13/2025", "trước tháng 12/2025"])
def test_a_deadline_of_no_known_form_is_refused(printed):
    with pytest.raises(ValueError, match=r".+"):
        read_deadline(printed)


def test_fold_leaves_what_a_scan_without_diacritics_leaves():
    assert fold("Đẩy mạnh KẾ HOẠCH") == "day manh ke hoach"


def agency(agency_id: str, name: str, aliases: str = "", scope: str = "plan_a") -> dict[str, str]:
    return {"agency_id": agency_id, "name_vi": name, "aliases": aliases, "document_scope": scope}


def test_agencies_are_found_longest_name_first_and_the_rest_is_told():
    agencies = [
        agency("ubnd_cap_xa", "UBND cấp xã", "UBND"),
        agency("van_phong_ubnd_thanh_pho", "Văn phòng UBND thành phố"),
        agency("dang_uy_cap_xa", "Đảng ủy"),
        agency("so_xay_dung", "Sở Xây dựng", scope="plan_b;plan_c"),
    ]
    names = agency_names(agencies, "plan_a")
    found, rest = agencies_in("Văn phòng UBND thành phố (Tổ 1), Đảng ủy, UBND cấp xã và ông X", names)
    assert found == ["van_phong_ubnd_thanh_pho", "dang_uy_cap_xa", "ubnd_cap_xa"]
    assert rest == "ong x"
    assert agencies_in("Sở Xây dựng", names) == ([], "xay dung")
    assert agencies_in("Sở Xây dựng", agency_names(agencies, "plan_c")) == (["so_xay_dung"], "")


def test_numbers_of_documents_dates_and_lists_are_no_actuals():
    text = "(2) số hóa 1.139 TTHC theo 02-KH/BCĐTW, 118/2025/NĐ-CP ngày 27/8/2025, đến năm 2035: 30%"
    assert plain_numbers(text) == ["1.139", "30"]
    assert undeclared_numbers(text, ["1.139 TTHC"]) == ["30"]
