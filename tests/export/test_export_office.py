"""PowerPoint, Word and Excel files read back: native charts with the warehouse's numbers, words as on the screen."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from docx import Document
from docx.document import Document as DocumentType
from pptx import Presentation
from pptx.presentation import Presentation as PresentationType

from kpi.briefing.content import ChartBlock, Content, Table
from kpi.briefing.front.blocks import Bullets
from kpi.briefing.model import Briefing, Form, Item, ItemKind, TableView
from kpi.briefing.resolve import content_of
from kpi.export.files import export
from kpi.export.formats import Format
from kpi.export.office_chart.series import path_series
from kpi.export.picture.years import years_together
from kpi.export.slides.deck import Deck, Layout, Place
from kpi.export.slides.slide_xml import Area
from kpi.store.warehouse import Snapshot
from kpi.words import message
from tests.cases.briefing_cases import CHART, COMPARED, DAY, LONE, TEN, compared_of, made, marks_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TRICKY = "=HYPERLINK(1) & <b>“Đắk Lắk”"


@pytest.fixture(scope="module")
def report(snapshot: Snapshot) -> Content:
    return made(snapshot, Form.REPORT, province_id="tien_giang")


@pytest.fixture(scope="module")
def files(report: Content) -> dict[Format, bytes]:
    return {form: export(report, form).data for form in (Format.PPTX, Format.DOCX, Format.XLSX)}


def deck_of(data: bytes) -> PresentationType:
    return Presentation(io.BytesIO(data))


def paper_of(data: bytes) -> DocumentType:
    return Document(io.BytesIO(data))


def texts_of(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def chart_series(xml: bytes) -> list[tuple[str, list[tuple[float, float]]]]:
    """Name and points of every series of a scatter chart part."""
    found = []
    for series in ET.fromstring(xml).iter(f"{C}ser"):
        name = series.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v") or ""
        axes = [_cached(series.find(f"{C}{axis}Val")) for axis in ("x", "y")]
        found.append((name, [(axes[0][place], value) for place, value in sorted(axes[1].items())]))
    return found


def is_path(xml: bytes) -> bool:
    """Whether a chart is that of one indicator over the years: a bar has no legend, the marks are no scatter chart."""
    root = ET.fromstring(xml)
    return root.find(f".//{C}scatterChart") is not None and root.find(f".//{C}legend") is not None


def _cached(values: ET.Element | None) -> dict[int, float]:
    assert values is not None
    return {int(pt.get("idx", "")): float(pt.findtext(f"{C}v") or "") for pt in values.iter(f"{C}pt")}


def expected(block: ChartBlock) -> list[tuple[str, list[tuple[float, float]]]]:
    series = path_series(marks_of(block))
    return [(item.name, [(p.x, p.y) for p in item.points if p.y is not None]) for item in series]


def charts_in_order(data: bytes, owner: str, folder: str) -> list[bytes]:
    """The chart parts of a paper or of every slide, in the order they are shown."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        shown = []
        owners = (
            [owner]
            if owner
            else sorted(
                (name for name in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)),
                key=lambda name: int(re.findall(r"\d+", name)[0]),
            )
        )
        for part in owners:
            relations = ET.fromstring(package.read(f"{folder}/_rels/{Path(part).name}.rels"))
            targets = {relation.get("Id"): relation.get("Target") for relation in relations}
            for chart in ET.fromstring(package.read(part)).iter(f"{C}chart"):
                target = targets[chart.get(f"{R}id")]
                assert target is not None
                name = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                shown.append(package.read(name))
        return shown


def values_of_target(snapshot: Snapshot, indicator_id: str, province_id: str) -> set[float]:
    found = snapshot.query(
        "SELECT value FROM targets WHERE province_id = $p AND indicator_id = $i",
        {"p": province_id, "i": indicator_id},
    )
    return set(found["value"])


@pytest.mark.parametrize(
    ("form", "owner", "folder"), [("pptx", "", "ppt/slides"), ("docx", "word/document.xml", "word")]
)
def test_charts_are_native_and_hold_the_numbers_of_the_screen(
    report: Content, files: dict[Format, bytes], form: str, owner: str, folder: str
):
    blocks = list(report.chart_blocks())
    assert len(blocks) >= 3
    charts = [chart for chart in charts_in_order(files[Format(form)], owner, folder) if is_path(chart)]
    assert [chart_series(chart) for chart in charts] == [expected(block) for block in blocks]


def test_the_screens_numbers_are_the_warehouses(snapshot: Snapshot, report: Content):
    for block in report.chart_blocks():
        _, _, province_id, indicator_id, *_ = block.group.key.split("|")
        drawn = {
            value
            for series in path_series(marks_of(block))
            if series.role in {"official_target", "conflicting_target"}
            for value in (point.y for point in series.points)
        }
        assert drawn
        known = values_of_target(snapshot, indicator_id, province_id)
        highs = snapshot.query("SELECT value_high FROM targets WHERE value_high IS NOT NULL")
        assert drawn <= known | set(highs["value_high"])


def test_the_embedded_workbook_holds_what_the_chart_shows(files: dict[Format, bytes]):
    slides = [slide for slide in deck_of(files[Format.PPTX]).slides if any(s.has_chart for s in slide.shapes)]
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    paths = [chart for chart in charts if is_path(chart.part.blob)]
    assert paths
    for chart in paths:
        sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
        for place, (name, points) in enumerate(chart_series(chart.part.blob)):
            assert (sheet.cell(1, 3 * place + 2).value or "") == name
            rows = [
                (sheet.cell(row, 3 * place + 1).value, sheet.cell(row, 3 * place + 2).value) for row in range(2, 40)
            ]
            assert [(x, y) for x, y in rows if y is not None] == points


def test_slides_are_wide_one_chart_each_with_notes_and_the_way_back(report: Content, files: dict[Format, bytes]):
    deck = deck_of(files[Format.PPTX])
    assert deck.slide_width is not None
    assert deck.slide_height is not None
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)
    blocks = iter(report.chart_blocks())
    for slide in deck.slides:
        charts = [shape for shape in slide.shapes if shape.has_chart and is_path(shape.chart.part.blob)]
        assert len(charts) <= 1
        text = texts_of(slide)
        assert report.context.snapshot_id in text
        assert "tính đến 22/11/2026" in text
        if charts:
            block = next(blocks)
            notes = slide.notes_slide.notes_text_frame.text
            assert block.sentence in notes
            assert block.url in notes
            assert block.group_id in notes
            assert all(source.text in notes for source in block.sources if source.line is None)
            links = [
                run.hyperlink.address
                for s in slide.shapes
                if s.has_text_frame
                for p in s.text_frame.paragraphs
                for run in p.runs
            ]
            assert block.url in links
            assert block.title in text
    assert next(blocks, None) is None


def test_no_slide_has_an_empty_placeholder(files: dict[Format, bytes]):
    for slide in deck_of(files[Format.PPTX]).slides:
        for shape in slide.placeholders:
            assert shape.text_frame.text.strip()


def test_a_comparison_charts_every_unit_and_says_who_has_nothing(snapshot: Snapshot):
    content = content_of(snapshot, Briefing(form=Form.SELECTION, items=(COMPARED,)), today=DAY)
    deck = deck_of(export(content, Format.PPTX).data)
    chart = next(shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    (block,) = content.chart_blocks()
    names = [str(name) for name in chart.plots[0].categories]
    assert len(names) == len(TEN)
    for name, row in zip(names, compared_of(block), strict=True):
        assert name.startswith(row.name)
        assert ("chưa có số liệu" in name) == (row.value is None)
    shown = {value for plot in chart.plots for series in plot.series for value in series.values if value is not None}
    assert shown == {v for row in compared_of(block) for v in (row.value, row.target) if v is not None}


def test_one_page_is_one_slide_one_sheet_of_paper(snapshot: Snapshot):
    for province_id in ("lai_chau", "hai_phong", "viet_nam"):
        content = made(snapshot, Form.PAGE, province_id=province_id)
        deck = deck_of(export(content, Format.PPTX).data)
        assert len(deck.slides) == 1
        (bars,) = (block for block in content.blocks() if isinstance(block, Bullets))
        assert sum(shape.has_chart for shape in deck.slides[0].shapes) == len(bars.bullets) == 3


def test_the_paper_is_a4_in_times_new_roman_14_with_headings_for_the_navigation(files: dict[Format, bytes]):
    paper = paper_of(files[Format.DOCX])
    (section,) = paper.sections
    sides = [section.page_width, section.page_height, section.left_margin, section.right_margin]
    width, height, left, right = (side.mm for side in sides if side is not None)
    assert (round(width), round(height)) == (210, 297)
    assert 30 <= left <= 35
    assert 15 <= right <= 20
    normal = paper.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 14)
    styled = [(p.style.name if p.style else "", p.text) for p in paper.paragraphs]
    headings = [(style, text) for style, text in styled if style and style.startswith("Heading")]
    assert ("Heading 1", "I. Tình hình chung") in headings
    assert ("Heading 2", "1. Chênh lệch so với kế hoạch") in headings
    assert ("Heading 2", "2. Nguyên nhân") in headings
    assert ("Heading 1", "Phụ lục") in headings
    assert ("Heading 2", "Nguồn lực") in headings
    assert any(style == "Heading 3" and text == "Phủ sóng 5G" for style, text in headings)


def test_a_party_paper_has_the_partys_head_a_state_paper_the_states(snapshot: Snapshot):
    def head(province_id: str) -> str:
        table = paper_of(export(made(snapshot, Form.REPORT, province_id=province_id), Format.DOCX).data).tables[0]
        return "\n".join(cell.text for cell in table.rows[0].cells).replace("\u00a0", " ")

    party = head("lai_chau")
    assert "TỈNH ỦY LAI CHÂU" in party
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "CỘNG HÒA" not in party
    state = head("hue")
    assert "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ" in state
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in state
    assert "Độc lập - Tự do - Hạnh phúc" in state
    assert "Số:" in state
    assert "năm 2026" in state


def test_the_papers_tables_hold_the_words_of_the_content(report: Content, files: dict[Format, bytes]):
    cells = {cell.text for table in paper_of(files[Format.DOCX]).tables for row in table.rows for cell in row.cells}
    targets = next(b for b in report.blocks() if isinstance(b, Table) and b.title == "Nguồn lực")
    for row in years_together(targets, "vi").rows:
        for cell in row.cells:
            assert any(text.endswith(cell.text) for text in cells), cell


def test_a_workbook_has_a_sheet_a_chart_with_typed_numbers_and_a_chart(report: Content, files: dict[Format, bytes]):
    book = openpyxl.load_workbook(io.BytesIO(files[Format.XLSX]))
    blocks = list(report.chart_blocks())
    charted = [sheet for sheet in book if sheet._charts and sheet.title != "Số chỉ tiêu theo tình trạng"]
    assert len(charted) == len(blocks)
    for sheet, block in zip(charted, blocks, strict=True):
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][0] == block.title
        data = rows[next(place for place, row in enumerate(rows) if row[0] == "Dãy số") + 1 :]
        points = [(row[0] or "", row[2], row[3]) for row in data if row[2] is not None and row[3] is not None]
        assert points == [(name, x, y) for name, series in expected(block) for x, y in series]
        listed = {row[6] for row in data if row[6]}
        assert listed <= {number.number_id for number in block.numbers}
        official = [row for row in data if row[0] == message("chart_words.official_target", "vi")]
        assert all(row[6] for row in official)
    names = book.sheetnames
    assert names[0] == "Mục lục"
    assert names[-3:] == ["Nguồn", "Phương pháp", "Mã số"]
    ids = {row[0] for row in book["Mã số"].iter_rows(min_row=2, values_only=True)}
    assert ids == report.numbers().keys() | report.groups().keys()


def test_no_sheet_is_empty_and_the_contents_say_what_each_is(snapshot: Snapshot):
    empty = Item(kind=ItemKind.TABLE, table=TableView.SLIPPING, province_id="lai_chau")
    counts = Item(kind=ItemKind.TABLE, table=TableView.STATUS_COUNTS, province_id="lai_chau")
    content = content_of(snapshot, Briefing(form=Form.SELECTION, items=(empty, counts, LONE)), today=DAY)
    book = openpyxl.load_workbook(io.BytesIO(export(content, Format.XLSX).data))
    assert not any(name.startswith("Chỉ tiêu") for name in book.sheetnames)
    assert len(book["Số chỉ tiêu theo tình trạng"]._charts) == 1
    listed = {row[0]: row[1] for row in book["Mục lục"].iter_rows(values_only=True) if row[1]}
    assert listed["Số chỉ tiêu theo tình trạng"] == "Bảng"
    assert listed["Phủ sóng 5G"].startswith("Biểu đồ · Lai Châu")
    assert listed[message("briefing.slipping_title", "vi")].startswith("Không có chỉ tiêu nào")


def test_a_file_is_named_by_its_form_its_subject_and_its_title(snapshot: Snapshot):
    page = made(snapshot, Form.PAGE, province_id="lai_chau")
    assert page.file_stem == "mot-trang-lai-chau-2026-11-22"
    titled = Briefing(form=Form.PAGE, province_id="lai_chau", title="Họp giao ban tháng 11", items=(LONE,))
    assert content_of(snapshot, titled, today=DAY).file_stem == "mot-trang-lai-chau-hop-giao-ban-thang-11-2026-11-22"
    one = made(snapshot, Form.COMPARISON, provinces=TEN, indicators=("coverage_5g",))
    assert one.file_stem == "so-sanh-coverage-5g-2026-11-22"


def test_numbers_in_the_workbooks_tables_are_numbers(report: Content, files: dict[Format, bytes]):
    book = openpyxl.load_workbook(io.BytesIO(files[Format.XLSX]))
    sheet = book["Số chỉ tiêu theo tình trạng"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Tất cả"]
    assert rows[0][1:5] == (41, 16, 1, 58)
    years = next(sheet for sheet in book if sheet.title.startswith("Hạ tầng"))
    with_targets = [cell for row in years.iter_rows() for cell in row if isinstance(cell.value, float | int)]
    assert with_targets
    assert any('"≥' in cell.number_format for cell in with_targets)


def test_texts_that_begin_like_a_formula_stay_text(snapshot: Snapshot):
    items = (
        CHART.model_copy(update={"title": TRICKY, "remark": "-2+3"}),
        Item(kind=ItemKind.SENTENCE, text="=1+1"),
        Item(kind=ItemKind.TABLE, table=TableView.STATUS_COUNTS, province_id="lai_chau", title="+cmd"),
    )
    content = content_of(snapshot, Briefing(form=Form.SELECTION, title="@SUM(A1)", items=items), today=DAY)
    book = openpyxl.load_workbook(io.BytesIO(export(content, Format.XLSX).data))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in found if cell.data_type == "f"]
    values = {cell.value for cell in found}
    assert {TRICKY, "=1+1", "+cmd", "@SUM(A1)"} <= values
    assert any("-2+3" in str(value) for value in values)
    text = "\n".join(p.text for p in paper_of(export(content, Format.DOCX).data).paragraphs)
    assert TRICKY in text
    slides = "\n".join(texts_of(slide) for slide in deck_of(export(content, Format.PPTX).data).slides)
    assert TRICKY in slides


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_made_up_data_are_marked_on_every_slide_page_and_sheet(demo: Snapshot, lang: str):
    mark = message("chart_words.watermark", lang)
    content = made(demo, Form.REPORT, province_id="lai_chau", lang=lang)
    pptx, docx, xlsx = (export(content, form) for form in (Format.PPTX, Format.DOCX, Format.XLSX))
    assert all(mark in texts_of(slide) for slide in deck_of(pptx.data).slides)
    with zipfile.ZipFile(io.BytesIO(docx.data)) as package:
        headers = [package.read(name).decode() for name in package.namelist() if re.match(r"word/header\d", name)]
    assert headers
    assert all(f'string="{mark}"' in header for header in headers)
    book = openpyxl.load_workbook(io.BytesIO(xlsx.data))
    assert all(sheet["A1"].value == message("demo.ribbon", lang) for sheet in book)
    assert all(mark in sheet.oddHeader.center.text for sheet in book)
    stem = message("download.demo_stem", lang)
    assert {file.name.startswith(stem) for file in (pptx, docx, xlsx)} == {True}


def test_real_data_are_not_marked(files: dict[Format, bytes]):
    mark = message("chart_words.watermark", "vi")
    assert not any(mark in texts_of(slide) for slide in deck_of(files[Format.PPTX]).slides)
    with zipfile.ZipFile(io.BytesIO(files[Format.DOCX])) as package:
        assert not any(mark in package.read(name).decode() for name in package.namelist() if "header" in name)


def test_english_files_write_english(snapshot: Snapshot):
    content = made(snapshot, Form.REPORT, province_id="lai_chau", lang="en")
    slides = "\n".join(texts_of(slide) for slide in deck_of(export(content, Format.PPTX).data).slides)
    assert "Lai Chau Province: results under Resolution 57-NQ/TW" in slides
    assert "as of 22 Nov 2026" in slides
    assert "tính đến" not in slides
    paper = paper_of(export(content, Format.DOCX).data)
    assert any(p.text == "1. Gap to the plan" for p in paper.paragraphs)


def test_the_same_briefing_gives_the_same_workbook(report: Content, files: dict[Format, bytes]):
    assert export(report, Format.XLSX).data == files[Format.XLSX]


def test_a_chart_without_actuals_says_so_on_its_slide(snapshot: Snapshot):
    content = content_of(snapshot, Briefing(form=Form.SELECTION, items=(LONE,)), today=DAY)
    slide = next(s for s in deck_of(export(content, Format.PPTX).data).slides if any(x.has_chart for x in s.shapes))
    assert "chưa có số liệu thực hiện" in texts_of(slide).lower()


def test_labels_of_native_charts_are_the_words_of_the_screen(snapshot: Snapshot):
    content = content_of(snapshot, Briefing(form=Form.SELECTION, items=(CHART,)), today=DAY)
    (chart,) = charts_in_order(export(content, Format.PPTX).data, "", "ppt/slides")
    words = {"".join(t.text or "" for t in label.iter(f"{A}t")) for label in ET.fromstring(chart).iter(f"{C}dLbl")}
    assert {"15\u202f%", "50\u202f%", "5,73\u202f% (2022)"} <= words


def test_words_across_a_slide_are_text_whatever_they_are():
    deck = Deck("Thử", "")
    slide = deck.add(Layout.COVER, {Place.TITLE: "Thử"}, "", ("", ""))
    slide.mark(TRICKY, Area(2, 2, 20, 4))
    slide.finish()
    [made] = Presentation(io.BytesIO(deck.save())).slides
    assert TRICKY in [shape.text_frame.text for shape in made.shapes if shape.has_text_frame]
