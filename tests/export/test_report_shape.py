"""A report is short before its annex; the scoreboard is whole wherever it stands; a status keeps to few lines."""

from __future__ import annotations

import io

import pytest
from docx import Document
from pptx import Presentation

from kpi.briefing.content import Cell, Content, Row, Table
from kpi.briefing.front.blocks import Scoreboard
from kpi.briefing.model import Form
from kpi.export.files import export
from kpi.export.formats import Format
from kpi.export.picture.fit import Setting, column_widths, shown
from kpi.store.warehouse import Snapshot
from kpi.words import message
from tests.cases.briefing_cases import made

UNITS = ("viet_nam", "lai_chau", "tien_giang", "hai_phong", "ho_chi_minh", "dong_thap")
MOST_SLIDES = 16
"""Slides before the annex: about a dozen, and a table of bodies may need some."""


@pytest.fixture(scope="module", params=UNITS)
def report(request: pytest.FixtureRequest, snapshot: Snapshot) -> Content:
    return made(snapshot, Form.REPORT, province_id=request.param)


def test_about_a_dozen_slides_stand_before_the_annex(report: Content):
    slides = list(Presentation(io.BytesIO(export(report, Format.PPTX).data)).slides)
    titles = [slide.shapes.title.text_frame.text if slide.shapes.title else "" for slide in slides]
    annex = titles.index(message("briefing.annex", "vi"))
    assert annex <= MOST_SLIDES, titles[:annex]
    assert titles[annex - 1] == message("export.closing", "vi")
    assert len(titles) == len({(title, place) for place, title in enumerate(titles)})
    charts = [title for title in titles if titles.count(title) > 1 and "/" not in title]
    assert charts == [], "no indicator has two slides"


def test_the_scoreboard_is_whole_on_its_slide_and_on_paper(report: Content):
    boards = [block for block in report.blocks() if isinstance(block, Scoreboard) and block.rows]
    if not boards:
        return
    (board,) = boards
    slides = Presentation(io.BytesIO(export(report, Format.PPTX).data)).slides
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    found = [table for table in tables if table.cell(0, 0).text == board.columns[0] and len(table.columns) > 2]
    assert len(board.rows) in [len(table.rows) - 1 for table in found if len(table.columns) == len(board.columns)]
    paper = Document(io.BytesIO(export(report, Format.DOCX).data))
    on_paper = [table for table in paper.tables if table.cell(0, 0).text == board.columns[0]]
    assert [len(table.rows) - 1 for table in on_paper] == [len(board.rows)]


def test_a_status_beside_long_words_keeps_to_two_lines():
    task = "Xây dựng, ban hành cơ chế, chính sách thu hút chuyên gia, nhà khoa học; " * 6
    agency = "Sở Khoa học và Công nghệ; Sở Tài chính; Ủy ban nhân dân các phường, xã, đặc khu; Công an Thành phố"
    status = "Đã qua thời hạn, chưa có báo cáo"
    row = Row(
        (Cell("12"), Cell(task), Cell(agency), Cell("31/12/2025"), Cell(status), Cell("◇ Đến hạn", tone="behind"))
    )
    table = Table("Nhiệm vụ", ("Số", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Tình trạng", "Đánh giá"), (row,), (1.0,) * 6)
    setting = Setting(size=10, padding=0.13, face=0.88)
    widths = column_widths(table, 16.0, setting)
    assert sum(widths) == pytest.approx(16.0)
    lines = [
        setting.lines(shown(cell), width, bold=bool(cell.tone)) for cell, width in zip(row.cells, widths, strict=True)
    ]
    assert max(lines[3:]) <= 2
    assert widths[1] > max(widths[2:])
