"""Pictures and PDF: what they say of themselves, selectable text, vector charts, bookmarks, and the data files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader

from kpi.briefing.content import ChartBlock, Content
from kpi.briefing.model import Form
from kpi.export.files import data_file, export, picture
from kpi.export.formats import Format
from kpi.export.pdf.typeset import TypesetError, typeset
from kpi.export.picture.image import HEIGHT, WIDTH, bare_svg, chart_svg
from kpi.export.picture.metrics import text_width, wrap
from kpi.store.warehouse import Snapshot
from kpi.words import message
from tests.cases.briefing_cases import (
    CHART,
    COMPARED,
    LONE,
    compared_of,
    drawn,
    labels_of,
    made,
    marks_of,
)

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def block(snapshot: Snapshot) -> ChartBlock:
    return drawn(snapshot, CHART)


@pytest.fixture(scope="module")
def report(snapshot: Snapshot) -> Content:
    return made(snapshot, Form.REPORT, province_id="tien_giang")


@pytest.fixture(scope="module")
def pdf(report: Content) -> PdfReader:
    return PdfReader(io.BytesIO(export(report, Format.PDF).data))


@pytest.fixture(scope="module")
def pages(pdf: PdfReader) -> list[str]:
    """The text of every page of the report, with ordinary spaces."""
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def words_of(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def text_of(reader: PdfReader) -> str:
    joined = "\n".join(page.extract_text() for page in reader.pages)
    return " ".join(joined.replace("\u202f", " ").replace("\u00a0", " ").split())


def bookmarks(entries: list) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from bookmarks(entry)
        else:
            yield str(entry.title)


def test_a_picture_says_what_it_is_of_when_and_from_where(block: ChartBlock):
    words = words_of(chart_svg(block))
    said = " ".join(words)
    assert block.title in words
    assert "tính đến 22/11/2026" in said
    assert "Nguồn: Kế hoạch của Ban Thường vụ Tỉnh ủy Tiền Giang" in said
    assert "Thước đo 57" in words
    assert block.group_id in said
    assert block.context.snapshot_id in said


def test_a_picture_writes_the_numbers_of_the_screen(block: ChartBlock):
    words = words_of(chart_svg(block))
    labels = labels_of(block)
    assert len(labels) > 6
    assert set(labels) <= set(words)
    assert set(marks_of(block).y.labels) <= set(words)
    assert {mark.name for mark in marks_of(block).legend} <= set(words)


def test_no_two_numbers_of_a_picture_cover_each_other(snapshot: Snapshot):
    for item in (CHART, LONE, CHART.model_copy(update={"province_id": "viet_nam"})):
        svg = bare_svg(drawn(snapshot, item), 1000, 480)
        boxes = []
        for element in ET.fromstring(svg).iter(f"{SVG}text"):
            if element.get("aria-hidden") or element.get("font-weight") != "700":
                continue
            size, x, y = (float(element.get(name, "0")) for name in ("font-size", "x", "y"))
            width = text_width(element.text or "", size, bold=True)
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
            boxes.append((left, y - size * 0.7, left + width, y))
        assert boxes
        for place, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[place + 1 :]:
                apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
                assert apart, (item, boxes)


def test_a_png_is_twice_the_size_and_has_no_empty_part(block: ChartBlock):
    made_file = picture(block, Format.PNG)
    image = Image.open(io.BytesIO(made_file.data)).convert("L")
    assert image.size == (2 * WIDTH, 2 * HEIGHT)
    rows = 8
    for row in range(rows):
        strip = image.crop((0, row * image.height // rows, image.width, (row + 1) * image.height // rows))
        dark, light = strip.point(lambda shade: 255 * (shade < 130)), strip.point(lambda shade: 255 * (shade > 130))
        assert dark.getbbox()
        assert light.getbbox()
    assert made_file.name == "ty-trong-kinh-te-so-trong-grdp-tien-giang-don-vi-cu-den-30-06-2025-2026-11-22.png"
    assert made_file.mime == "image/png"


def test_an_svg_travels_with_its_typeface_and_words_for_those_who_do_not_see(block: ChartBlock):
    svg = picture(block, Format.SVG).data.decode()
    assert "@font-face" in svg
    assert "font/woff2;base64," in svg
    root = ET.fromstring(svg)
    assert root.findtext(f"{SVG}title") == block.title
    assert root.findtext(f"{SVG}desc") == block.sentence
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", svg)


def test_a_pdf_picture_has_selectable_text(block: ChartBlock):
    text = text_of(PdfReader(io.BytesIO(picture(block, Format.PDF).data)))
    assert "Tỷ trọng kinh tế số trong GRDP" in text
    assert "5,73 % (2022)" in text


def test_a_chart_without_actuals_says_so_in_the_picture(snapshot: Snapshot):
    assert "○ Chưa có số liệu thực hiện" in words_of(chart_svg(drawn(snapshot, LONE)))


def test_a_comparison_names_every_unit(snapshot: Snapshot):
    shown = drawn(snapshot, COMPARED)
    words = words_of(chart_svg(shown))
    assert {row.name for row in compared_of(shown)} <= set(words)
    assert {row.text for row in compared_of(shown)} <= set(words)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_made_up_data_are_marked_in_pictures_pdf_and_data(demo: Snapshot, lang: str):
    mark = message("chart_words.watermark", lang)
    shown = drawn(demo, LONE, lang)
    assert mark in words_of(chart_svg(shown))
    rows = list(csv.reader(io.StringIO(data_file(shown, Format.CSV).data.decode("utf-8-sig"))))
    assert all(row[-1] == mark for row in rows[1:])
    reader = PdfReader(io.BytesIO(export(made(demo, Form.PAGE, province_id="lai_chau", lang=lang), Format.PDF).data))
    assert all(mark in " ".join(page.extract_text().split()) for page in reader.pages)
    assert picture(shown, Format.PNG).name.startswith(message("download.demo_stem", lang))


def test_a_report_is_found_word_by_word(report: Content, pages: list[str]):
    text = " ".join(pages)
    for words in (
        "Kết quả thực hiện Nghị quyết số 57-NQ/TW của tỉnh Tiền Giang",
        "Chênh lệch so với kế hoạch",
        "Nguyên nhân",
        "Kiến nghị, đề xuất",
        "Đổi mới sáng tạo",
        report.context.snapshot_id,
    ):
        assert words in text
    for block in report.chart_blocks():
        assert block.group_id in text
        assert block.title in text


def test_the_reports_charts_are_vectors_with_their_numbers_as_text(report: Content, pdf: PdfReader, pages: list[str]):
    text = " ".join(pages)
    for block in report.chart_blocks():
        for label in labels_of(block):
            assert " ".join(label.split()) in text
    for page in pdf.pages[:4]:
        assert list(page.images) == []


def test_the_report_has_bookmarks_page_numbers_and_a_title(report: Content, pdf: PdfReader, pages: list[str]):
    found = list(bookmarks(pdf.outline))
    titles = [section.title for section in report.sections]
    assert [title for title in found if title in titles] == titles
    assert {block.title for block in report.chart_blocks()} <= set(found)
    assert pdf.metadata is not None
    assert pdf.metadata.title == report.title
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text


def test_a_title_stays_on_the_page_of_its_chart(report: Content, pages: list[str]):
    for block in report.chart_blocks():
        homes = [text for text in pages if block.group_id in text and "Hôm nay" in text]
        assert any(block.title in text and " ".join(block.sentence.split()) in text for text in homes), block.title


@pytest.mark.parametrize(
    "province_id", ["lai_chau", "tien_giang", "hai_phong", "ho_chi_minh", "viet_nam", "quang_ninh"]
)
def test_one_page_is_one_page(snapshot: Snapshot, province_id: str):
    reader = PdfReader(io.BytesIO(export(made(snapshot, Form.PAGE, province_id=province_id), Format.PDF).data))
    assert len(reader.pages) == 1


def test_markup_of_users_is_never_run(snapshot: Snapshot):
    nasty = '#eval("1") $x$ *b* _i_ @ref <l> \\ "quote" //'
    content = made(snapshot, Form.INDICATOR, province_id="lai_chau", indicator_id="coverage_5g")
    shown = export(content.__class__(**{**content.__dict__, "title": nasty, "remark": nasty}), Format.PDF).data
    assert nasty in text_of(PdfReader(io.BytesIO(shown)))


def test_a_fault_of_the_typesetter_is_told():
    with pytest.raises(TypesetError, match="unknown variable"):
        typeset("#nothing", "pdf")


def test_the_typesetter_reads_nothing_from_outside(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    with pytest.raises(TypesetError):
        typeset(f'#read("{secret}")', "pdf")
    with pytest.raises(TypesetError):
        typeset('#read("../../../../etc/hostname")', "pdf")


def test_csv_holds_raw_numbers_with_their_ids(block: ChartBlock):
    data = data_file(block, Format.CSV).data
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == len(block.numbers) + 1
    for row, number in zip(rows[1:], block.numbers, strict=True):
        assert row[0] == number.number_id
        assert (float(row[3]) if row[3] else None) == number.value
        assert row[5] == number.text


def test_a_data_workbook_has_the_native_chart(block: ChartBlock):
    book = openpyxl.load_workbook(io.BytesIO(data_file(block, Format.XLSX).data))
    assert len(book.worksheets[0]._charts) == 1
    assert "Nguồn" in book.sheetnames


def test_lines_break_at_spaces_and_end_in_an_ellipsis():
    text = "Tỷ trọng kinh tế số 6,5\u202f% trong GRDP của tỉnh"
    lines = wrap(text, 120, 12)
    assert " ".join(lines) == text
    assert all(text_width(line, 12) <= 120 for line in lines)
    cut = wrap(text, 120, 12, most=1)
    assert len(cut) == 1
    assert cut[0].endswith("…")
    assert wrap("", 10, 12) == [""]
    assert wrap("a\nb", 500, 12) == ["a", "b"]
