"""Bullets and numbers are read from a scan as a careful reader would."""

from __future__ import annotations

import pytest

from etl.plans.plan_text import group_headings, heading_of, numbers, read_bullets
from kpi.model.rows import Heading
from kpi.model.vocabulary import Operator, Section


@pytest.mark.parametrize(
    ("text", "printed", "value", "operator", "percent"),
    [
        ("Có > 1.000 cán bộ", "1.000", 1000, Operator.GE, False),
        ("Có > 1,0% tổng chi", "1,0", 1, Operator.GE, True),
        ("Chỉ số > 0,60.", "0,60", 0.6, Operator.GE, False),
        ("Có > 08 đơn", "08", 8, Operator.GE, False),
        ("Có >25 doanh nghiệp", "25", 25, Operator.GE, False),
        ("Mỗi năm có > 1800 bài báo", "1800", 1800, Operator.GE, False),
        ("Có từ 07 người", "07", 7, Operator.GE, False),
        ("đạt tối thiểu 45%.", "45", 45, Operator.GE, True),
        ("hướng tới tối thiểu đạt 25%.", "25", 25, Operator.GE, True),
        ("không quá 3%", "3", 3, Operator.LE, True),
        ("Có ít nhất 120 xã", "120", 120, Operator.GE, False),
        ("Ít nhất 120 xã", "120", 120, Operator.GE, False),
        ("đạt không dưới 45%", "45", 45, Operator.GE, True),
        ("không vượt quá 3%", "3", 3, Operator.LE, True),
        ("trên 01 vạn dân", "01", 1, Operator.EQ, False),
        ("Quy mô kinh tế số đạt 6,5% GRDP.", "6,5", 6.5, Operator.EQ, True),
        ("nền tảng 2.5 lần", "2.5", None, Operator.EQ, False),
        ("mã 0.123", "0.123", None, Operator.EQ, False),
    ],
)
def test_a_number_is_read_with_what_stands_around_it(
    text: str, printed: str, value: float | None, operator: Operator, percent: bool
) -> None:
    (number,) = numbers(text)
    assert (number.printed, number.value, number.operator, number.percent) == (
        printed,
        value,
        operator,
        percent,
    )


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("80% - 90% dân số", True),
        ("Có 8 - 10 trung tâm", False),
        ("có 50 đến 60 dự án", False),
        ("đạt 80 - 90% dân số", True),
    ],
)
def test_a_range_is_two_numbers(text: str, percent: bool) -> None:
    found = numbers(text)
    assert [number.operator for number in found] == [Operator.RANGE, Operator.RANGE]
    assert [number.percent for number in found] == [percent, percent]


def test_a_number_under_a_stroke_is_told() -> None:
    above, below = numbers("phủ sóng đến 09/33 bản")
    assert (above.value, above.over, above.operator) == (9, False, Operator.EQ)
    assert (below.value, below.over) == (33, True)


TEXT = """2. Mục tiêu cụ thể
2.1. Đen hết năm 2025
a) Phát triển hạ tầng
-■Có > 60% người trên

01 Gb/s
7
 - Có hiệu quả trên nhiều lĩnh vực như kinh tế
- xã hội, an ninh.
https://nq57.vn)./
-100% dữ liệu.
- ứng dụng AI.
b) Phát triển nguồn lực
Câu lạc.
- Mồi nãm có 2.
2.2. Đến hết năm 2030
a) Phát triên hạ tâng
- Có.
IV- NHIỆM VỤ""".splitlines()


def test_bullets_are_joined_over_lines_without_page_furniture() -> None:
    bullets, stray = read_bullets(TEXT, 3, 18)
    assert [(bullet.line, bullet.text) for bullet in bullets] == [
        (4, "Có > 60% người trên 01 Gb/s"),
        (8, "Có hiệu quả trên nhiều lĩnh vực như kinh tế - xã hội, an ninh."),
        (11, "100% dữ liệu."),
        (12, "ứng dụng AI."),
        (15, "Mồi nãm có 2."),
        (18, "Có."),
    ]
    assert [bullet.last_line for bullet in bullets] == [6, 9, 11, 12, 15, 18]
    assert [bullet.every_year for bullet in bullets] == [False, False, False, False, True, False]
    assert [(words.line, words.text) for words in stray] == [(14, "Câu lạc.")]


def test_headings_give_year_and_section() -> None:
    assert list(group_headings(TEXT, 3, 18)) == [
        (3, 2025, Section.INFRASTRUCTURE),
        (13, 2025, Section.RESOURCES),
        (17, 2030, Section.INFRASTRUCTURE),
    ]


def test_heading_of_a_line() -> None:
    heading = Heading(document_id="d", first_line=3, last_line=12, year=2025, section=Section.INFRASTRUCTURE)
    assert heading_of([heading], 12) == heading
    assert heading_of([heading], 13) is None
