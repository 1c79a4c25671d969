"""Every form in every format, opened by the programs that people open it with: LibreOffice and pdftotext."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from bootstrap.system_parts import find_office
from kpi.briefing.content import Content, Table
from kpi.briefing.front.blocks import Bullets
from kpi.briefing.model import Form
from kpi.charts.theme import STATUS_STYLES
from kpi.export.files import export
from kpi.export.formats import BRIEFING_FORMATS, Format
from kpi.export.slides.pptx import MOST_ROWS
from kpi.store.warehouse import Snapshot
from kpi.words import message
from tests.cases.briefing_cases import TEN, made

CONVERTING_SECONDS = 600
OFFICE = (Format.PPTX, Format.DOCX, Format.XLSX)
FORMS = ("page", "report", "comparison", "indicator", "english", "demo")


@pytest.fixture(scope="module")
def contents(snapshot: Snapshot, demo: Snapshot) -> dict[str, Content]:
    return {
        "page": made(snapshot, Form.PAGE, province_id="tien_giang"),
        "report": made(snapshot, Form.REPORT, province_id="hai_phong"),
        "comparison": made(snapshot, Form.COMPARISON, provinces=TEN),
        "indicator": made(
            snapshot, Form.INDICATOR, province_id="tien_giang", indicator_id="digital_economy_share_grdp"
        ),
        "english": made(snapshot, Form.PAGE, province_id="lai_chau", lang="en"),
        "demo": made(demo, Form.PAGE, province_id="lai_chau"),
    }


@pytest.fixture(scope="module")
def opened(contents: dict[str, Content], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every form in every format, and what LibreOffice makes of it as a PDF."""
    office = find_office()
    assert office, "no LibreOffice; run the tests with: python3 run.py test"
    folder = tmp_path_factory.mktemp("opened")
    for name, content in contents.items():
        for form in BRIEFING_FORMATS:
            (folder / f"{name}_{form}.{form}").write_bytes(export(content, form).data)
    profile = (folder / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    # All in one call: to start LibreOffice takes as long as to convert several files.
    command += [str(folder / f"{name}_{form}.{form}") for form in OFFICE for name in contents]
    subprocess.run(command, check=True, capture_output=True, timeout=CONVERTING_SECONDS)
    return folder


def words_of(pdf: Path) -> str:
    """What pdftotext reads in the order in which it was written, so that columns side by side stay apart.

    Without spaces and small and capital letters, since readers break lines where they like and papers lower titles.
    """
    read = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True)
    return plain(read.stdout.decode("utf-8"))


def plain(text: str) -> str:
    """Without spaces and capitals, and without the shapes of statuses: another typeface, which is read out of turn."""
    return re.sub(rf"[\s{''.join(style.glyph for style in STATUS_STYLES.values())}]", "", text).casefold()


def bookmarks(outline: Sequence[object]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry)
        else:
            yield str(entry["/Title"])  # type: ignore[index]


def path_of(folder: Path, name: str, form: Format) -> Path:
    return folder / f"{name}_{form}.pdf"


@pytest.mark.parametrize("form", BRIEFING_FORMATS)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_opens_and_says_what_the_briefing_says(
    opened: Path, contents: dict[str, Content], name: str, form: Format
):
    content = contents[name]
    read = words_of(path_of(opened, name, form))
    assert plain(content.title) in read
    for block in content.chart_blocks():
        assert plain(block.title) in read
        assert plain(block.sentence.split(". ")[0]) in read
        assert plain(block.group_id) in read


@pytest.mark.parametrize("form", [Format.PPTX, Format.DOCX, Format.PDF])
@pytest.mark.parametrize("name", ["page", "english", "demo"])
def test_one_page_is_one_page(opened: Path, name: str, form: Format):
    assert len(PdfReader(path_of(opened, name, form)).pages) == 1


def test_native_charts_are_drawn_with_their_numbers(opened: Path):
    for form in OFFICE:
        read = words_of(path_of(opened, "indicator", form))
        assert "5,73" in read
        assert "2045" in read
        assert plain(message("path.interpolated", "vi")) in read


def test_headings_of_papers_are_in_the_outline(opened: Path):
    for form in (Format.DOCX, Format.PDF):
        found = [
            re.sub(r"^[IVX\d]+\. ", "", title)
            for title in bookmarks(PdfReader(path_of(opened, "report", form)).outline)
        ]
        for head in ("Tình hình chung", "Hạ tầng", "Phụ lục", "Nguyên nhân", "Kiến nghị, đề xuất", "Nguồn"):
            assert head in found


def test_tables_of_a_report_are_whole_in_every_format(opened: Path, contents: dict[str, Content]):
    blocks = contents["report"].blocks()
    tables = [block for block in blocks if isinstance(block, Table) and not isinstance(block, Bullets)]
    for form in BRIEFING_FORMATS:
        shown = [table for table in tables if form is not Format.PPTX or len(table.rows) <= MOST_ROWS]
        cells = {cell.text for table in shown for row in table.rows for cell in row.cells if not cell.value}
        read = words_of(path_of(opened, "report", form))
        assert [text for text in cells if plain(text) not in read] == []
