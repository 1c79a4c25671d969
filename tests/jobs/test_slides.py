"""Slides of a meeting: nothing is higher than its place, nothing is lost, head and foot are the same on each."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from kpi.briefing.content import Block, Cell, ChartBlock, Row, Table, Text
from kpi.briefing.forms import compose
from kpi.briefing.model import Form, Item, ItemKind, TableView
from kpi.briefing.resolve import content_of
from kpi.jobs.errors import JobError
from kpi.jobs.meeting import item_slides, slide_counts
from kpi.jobs.messages import OrderContext
from kpi.jobs.slide_fit import WIDTH, body_height, chunks, line_count
from kpi.jobs.slide_parts import ChartPart, Part, RowsPart, WordsPart, parts_of
from kpi.jobs.slide_table import ROWS, TASKS, first_clause
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot

DAY = date(2026, 11, 22)
UNITS = ("lai_chau", "ho_chi_minh", "hai_phong", "viet_nam")
SENTENCE = "Tỷ lệ hồ sơ thủ tục hành chính được xử lý hoàn toàn trực tuyến của tỉnh còn thấp hơn mức cần có. "


@pytest.fixture
def on(snapshot: Snapshot, tmp_path: Path) -> OrderContext:
    return OrderContext(snapshot, "vi", Standpoint(today=DAY), "http://127.0.0.1:8501", tmp_path / "register")


@lru_cache
def shown(snapshot: Snapshot, province_id: str, lang: str = "vi") -> list[tuple[Item, Block, list[Part]]]:
    """The items of a report with what they hold, and the parts that are their slides."""
    briefing = compose(snapshot, Form.REPORT, province_id=province_id, today=DAY, lang=lang)  # type: ignore[arg-type]
    gathered = briefing.model_copy(update={"form": Form.SELECTION})
    blocks = list(content_of(snapshot, gathered, today=DAY).blocks())
    return [
        (item, block, parts_of(block, lang, tasks=item.kind is ItemKind.TASKS))
        for item, block in zip(briefing.items, blocks, strict=True)
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("province_id", UNITS)
def test_no_slide_of_a_report_is_higher_than_the_screen(province_id: str, lang: str, snapshot: Snapshot):
    found = shown(snapshot, province_id, lang)
    assert len(found) > 5
    for _, block, parts in found:
        title = block.title
        for part in parts:
            if isinstance(part, RowsPart):
                assert part.table.height <= body_height(title), title
                assert sum(part.table.widths) == pytest.approx(100)
            elif isinstance(part, ChartPart):
                assert body_height(title) >= part.height >= 30, title


@pytest.mark.parametrize("province_id", UNITS)
def test_every_row_is_shown_once_and_few_at_a_time(province_id: str, snapshot: Snapshot):
    for item, block, parts in shown(snapshot, province_id):
        if not isinstance(block, Table) or not block.rows:
            continue
        tables = [part.table for part in parts if isinstance(part, RowsPart)]
        most = TASKS if item.kind is ItemKind.TASKS else ROWS
        plain = [[row for row in table.rows if not row.heading] for table in tables]
        assert max(map(len, plain)) <= most, block.title
        assert sum(map(len, plain)) == sum(not row.heading for row in block.rows), block.title
        assert not any(table.rows[-1].heading for table in tables), "no heading stands without rows"


def test_a_heading_stands_over_its_rows_on_every_slide(snapshot: Snapshot):
    (tables,) = (
        [part.table for part in parts if isinstance(part, RowsPart)]
        for item, _, parts in shown(snapshot, "ho_chi_minh")
        if item.kind is ItemKind.TASKS
    )
    assert len(tables) > 3
    assert all(table.rows[0].heading for table in tables)


def test_the_heads_of_columns_stand_like_their_numbers(snapshot: Snapshot):
    item = Item(kind=ItemKind.TABLE, table=TableView.STATUS_COUNTS, province_id="viet_nam")
    (part,) = [p for i, _, parts in shown(snapshot, "viet_nam") for p in parts if i.table is item.table]
    assert isinstance(part, RowsPart)
    assert part.table.numeric == (False, *[True] * (len(part.table.columns) - 1))
    narrow = (3.0, 1.0)
    wordy = Row((Cell("Băng rộng"), Cell("95 % thôn, bản, tháng 5/2025", 95.0)))
    (part,) = parts_of(Table("Thử", ("Chỉ tiêu", "Thực hiện"), (wordy,), narrow), "vi")
    assert isinstance(part, RowsPart)
    assert part.table.numeric == (False, False), "a sentence with a number in it is read from the left"


def test_every_slide_has_the_same_head_and_foot(on: OrderContext):
    items = compose(on.snapshot, Form.REPORT, province_id="lai_chau", today=DAY).items
    for item in items:
        for slide in item_slides(on, item):
            kicker, foot = (
                re.search(f"<{tag}.*?</{end}>", slide)
                for tag, end in (("p class='slide-kicker'", "p"), ("footer", "footer"))
            )
            assert kicker is not None
            assert "Lai Châu" in kicker[0], slide[:300]
            assert foot is not None
            assert "tính đến 22/11/2026" in foot[0]
            assert on.snapshot.snapshot_id in foot[0]


def test_what_is_counted_is_what_is_shown(on: OrderContext):
    unknown = Item(kind=ItemKind.CHART, province_id="lai_chau", indicator_id="khong_co")
    items = (unknown, *compose(on.snapshot, Form.REPORT, province_id="hai_phong", today=DAY).items)
    with pytest.raises(JobError):
        item_slides(on, unknown)
    assert slide_counts(on, items) == [1, *(len(item_slides(on, item)) for item in items[1:])]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Xây dựng kho dữ liệu; kết nối với các bộ.", "Xây dựng kho dữ liệu…"),
        ("Ban hành Kế hoạch. Báo cáo kết quả.", "Ban hành Kế hoạch…"),
        ("Ban hành Nghị định số 13/2023/NĐ-CP.", "Ban hành Nghị định số 13/2023/NĐ-CP."),
    ],
)
def test_a_task_is_told_by_its_first_clause(text: str, first: str):
    assert first_clause(text) == first


def test_a_long_task_ends_between_words():
    told = first_clause("nâng cấp hạ tầng " * 20)
    assert len(told) <= 121
    assert told.endswith(("nâng…", "cấp…", "hạ…", "tầng…"))


def test_long_words_of_the_maker_go_on_to_slides_of_their_own(snapshot: Snapshot):
    remark = SENTENCE * 30
    parts = parts_of(Text(remark, "Nhận định"), "vi")
    told = " ".join(text for part in parts if isinstance(part, WordsPart) for text in part.paragraphs)
    assert len(parts) > 1
    assert " ".join(told.split()) == remark.strip()
    chart = next(
        content_of(
            snapshot, compose(snapshot, Form.REPORT, province_id="viet_nam", today=DAY), today=DAY
        ).chart_blocks()
    )
    assert isinstance(chart, ChartBlock)
    first, *more = parts_of(ChartBlock(**{**chart.__dict__, "remark": remark}), "vi")
    assert isinstance(first, ChartPart)
    assert first.remark == ""
    assert len(more) == len(parts)


@pytest.mark.parametrize("most", [1, 3, 7])
def test_a_text_in_parts_is_the_same_text(most: int):
    text = f"{SENTENCE * 9}\n{SENTENCE * 2}"
    parts = chunks(text, 100, 3.6, most)
    assert all(sum(line_count(line, 100, 3.6) for line in part) <= most for part in parts)
    assert " ".join(" ".join(part) for part in parts).split() == text.split()


def test_a_word_wider_than_its_line_is_counted_in_lines():
    assert line_count("w" * 400, WIDTH, 2.7) > 3
