"""How tables and texts are laid out: wide enough columns, full slides, no row alone, nothing said in every row."""

from __future__ import annotations

import pytest

from kpi.briefing.content import Cell, Row, Table
from kpi.briefing.model import Form
from kpi.briefing.table_parts import said_once
from kpi.export.picture.board import Piece, gathered, spread_lines
from kpi.export.picture.fit import Setting, column_widths, row_height, shortened, table_height
from kpi.export.picture.metrics import drawable, text_width
from kpi.export.slides.slide_table import spread
from kpi.export.words import short_address
from kpi.store.warehouse import Snapshot
from tests.cases.briefing_cases import made

SETTING = Setting(size=10, padding=0.1)
LONG = "Hồ sơ thủ tục hành chính được xử lý trực tuyến toàn trình trên tổng số hồ sơ của cả tỉnh"


def table(rows: int, **more: str) -> Table:
    cells = [Row((Cell(LONG), Cell("≥ 70\u202f%"), Cell("9Z69N-7ZM9Z"))) for _ in range(rows)]
    return Table("Bảng", ("Chỉ tiêu", "2025", "Mã số"), tuple(cells), (3.0, 3.0, 0.5), **more)  # type: ignore[arg-type]


def test_columns_hold_their_longest_word_and_an_id_is_one():
    widths = column_widths(table(3), 12, SETTING)
    assert sum(widths) == pytest.approx(12)
    assert widths[2] > SETTING.width(text_width("9Z69N-7ZM9Z", 1)) + 2 * SETTING.padding
    assert widths[0] > 5, "what has most words gets most room"


def test_a_shape_before_a_status_counts():
    plain, judged = (row_height(Row((Cell("Chậm", tone=tone),)), [1.25], SETTING) for tone in ("", "behind"))
    assert judged > plain


def test_a_table_over_slides_is_even_and_no_row_stands_alone():
    pages = spread(table(13), 20, 9.0, 12)
    counts = [len(page.rows) - 1 for page in pages]
    assert sum(counts) == 13
    assert max(counts) - min(counts) <= 1
    assert all(page.height <= 9.0 for page in pages)


def test_lines_over_slides_are_even():
    size, pages = spread_lines([LONG] * 21, 20, 9.0, 12)
    assert size >= 12
    assert len(pages) > 1
    assert max(map(len, pages)) - min(map(len, pages)) <= 1


def test_small_pieces_share_a_slide_and_large_ones_do_not():
    small, large = Piece("Nhỏ", table=table(2)), Piece("Lớn", table=table(40))
    assert [len(slide) for slide in gathered([small, Piece("Câu", (LONG,)), large, small], 30, 13, 14)] == [2, 1, 1]


def test_a_shortened_table_says_how_much_it_leaves_out_and_keeps_a_row():
    whole = table(20)
    part = shortened(whole, 12, table_height(table(4), 12, SETTING), SETTING, "vi")
    assert len(part.rows) == 4
    assert part.note == "Bảng nêu 4 trong 20 dòng."
    assert len(shortened(whole, 12, 0.1, SETTING, "vi").rows) == 1


def test_what_every_row_would_repeat_is_said_once(snapshot: Snapshot):
    content = made(snapshot, Form.REPORT, province_id="lai_chau")
    wide = next(block for block in content.blocks() if isinstance(block, Table) and block.title == "Nguồn lực")
    assert wide.columns == ("Chỉ tiêu", "2025", "Mã số")
    assert "Chưa có chỉ tiêu nào trong bảng có số liệu thực hiện." in wide.note
    assert "◇ đến hạn, chưa có số liệu" in wide.note
    few = next(block for block in content.blocks() if isinstance(block, Table) and block.title == "Hạ tầng")
    assert len(few.columns) == 5, "two rows say it themselves"
    assert said_once(few, "vi") == few


def test_letters_that_the_typeface_lacks_are_told_by_an_ellipsis():
    assert drawable("Đắk Lắk “≥ 45\u202f%” ○ ▼") == "Đắk Lắk “≥ 45\u202f%” ○ ▼"
    assert drawable("越南 5G (Vietnam)") == "… 5G (Vietnam)"


def test_long_addresses_are_cut_where_they_are_read_only():
    assert short_address("https://a.vn/b") == "https://a.vn/b"
    assert len(short_address("https://a.vn/" + "b" * 300)) == 110
