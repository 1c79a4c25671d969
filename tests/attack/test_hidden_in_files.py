"""What slips through, or is typed by people, never stops a file from being made: hidden characters are left out."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pypdf
import pytest

from kpi.briefing.content import ChartBlock, Content, Source
from kpi.briefing.model import Form
from kpi.export.files import data_file, export, picture
from kpi.export.formats import Format
from kpi.model.characters import find_hidden, visible, visible_throughout
from kpi.store.warehouse import Snapshot
from tests.cases.briefing_cases import LONE, drawn, made

BAD = "\x0b\x0c\x00\x1f\ufffe\u202e\u200b"
LONG = "Rất dài " * 60


def spoiled(chart: ChartBlock) -> ChartBlock:
    source = Source(f"Nguồn{BAD}", f"Báo{BAD} cáo", "https://example.org/")
    table = replace(chart.table, title=f"Bảng{BAD}", columns=tuple(f"{c}{BAD}" for c in chart.table.columns))
    words = {"title": f"Phủ{BAD} sóng", "sentence": f"Câu{BAD} nói", "short_name": f"5G{BAD}"}
    return replace(chart, **words, sources=(source,), table=table, remark=f"a{BAD}")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def content(snapshot: Snapshot) -> Content:
    whole = made(snapshot, Form.PAGE, province_id="lai_chau")
    sections = tuple(
        replace(s, title=f"Phần{BAD}", blocks=tuple(spoiled(b) if isinstance(b, ChartBlock) else b for b in s.blocks))
        for s in whole.sections
    )
    issuer = whole.issuer.model_copy(update={"body": f"UBND{BAD} tỉnh"})
    return replace(whole, title=f"{LONG}{BAD}", sections=sections, issuer=issuer, remark=f"Lưu{BAD} ý")


def xml_texts(data: bytes) -> str:
    """Every XML part of an office file, parsed: one that does not parse does not open."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [name for name in file.namelist() if name.endswith((".xml", ".rels"))]
        return "".join("".join(ElementTree.fromstring(file.read(name)).itertext()) for name in parts)


@pytest.mark.parametrize("form", [Format.PPTX, Format.DOCX, Format.XLSX])
def test_an_office_file_is_made_and_opens(content: Content, form: Format) -> None:
    assert find_hidden(xml_texts(export(content, form).data)) is None


def test_a_pdf_is_made(content: Content) -> None:
    pages = pypdf.PdfReader(io.BytesIO(export(content, Format.PDF).data)).pages
    text = "".join(page.extract_text() for page in pages)
    assert "\x0b" not in text
    assert "Rất dài" in text


@pytest.mark.parametrize("form", [Format.SVG, Format.PNG, Format.PDF])
def test_a_picture_is_made(snapshot: Snapshot, form: Format) -> None:
    data = picture(spoiled(drawn(snapshot, LONE)), form).data
    if form is Format.SVG:
        assert find_hidden("".join(ElementTree.fromstring(data).itertext())) is None
    assert data


def test_a_workbook_of_one_chart_is_made(snapshot: Snapshot) -> None:
    assert find_hidden(xml_texts(data_file(spoiled(drawn(snapshot, LONE)), Format.XLSX).data)) is None


def test_what_holds_nothing_hidden_is_the_same_object(snapshot: Snapshot) -> None:
    chart = drawn(snapshot, LONE)
    assert visible_throughout(chart) is chart
    assert visible("a\x0bb\u200bc") == "a bc"
