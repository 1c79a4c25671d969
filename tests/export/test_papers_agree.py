"""A report says one thing in every format and in both languages: slides, paper, tables and the page's sentences."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from pptx import Presentation

from kpi.briefing.content import Content, Table
from kpi.briefing.forms import compose
from kpi.briefing.front.blocks import Bullets
from kpi.briefing.model import Form
from kpi.briefing.resolve import content_of
from kpi.export.files import export
from kpi.export.formats import Format
from kpi.export.slides.pptx import MOST_ROWS
from kpi.reading.due_results import DECIDED, due_by_owner, ended_words
from kpi.reading.own_and_inherited import owner_name
from kpi.reading.province import province_data
from kpi.reading.province_rows import counted_elsewhere
from kpi.reading.subjects import own_subjects
from kpi.store.warehouse import Snapshot
from kpi.words import message

UNITS = ("viet_nam", "lai_chau", "dong_thap", "ca_mau", "hai_phong", "ho_chi_minh", "ha_noi", "tay_ninh")
LANGUAGES = ("vi", "en")
_NUMBER = re.compile(r"\d[\d.,]*")


@pytest.fixture(scope="module", params=[(unit, lang) for unit in UNITS for lang in LANGUAGES], ids="-".join)
def report(request: pytest.FixtureRequest, snapshot: Snapshot) -> Content:
    unit, lang = request.param
    return content_of(snapshot, compose(snapshot, Form.REPORT, province_id=unit, lang=lang))


def slides_say(content: Content) -> str:
    presentation = Presentation(io.BytesIO(export(content, Format.PPTX).data))
    found: list[str] = []
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return plain("\n".join(found))


def paper_says(content: Content) -> str:
    body = Document(io.BytesIO(export(content, Format.DOCX).data)).element.body
    return plain("".join(node.text or " " for node in body.iter() if node.tag.rpartition("}")[2] in {"t", "br", "p"}))


def plain(text: str) -> str:
    """Without spaces, which lines and cells part differently."""
    return re.sub(r"\s", "", text)


def test_slides_and_paper_hold_every_sentence_and_every_cell_of_the_report(report: Content):
    slides, paper = slides_say(report), paper_says(report)
    said = [text for chart in report.chart_blocks() for text in (chart.sentence, chart.also)]
    only_on_paper: list[str] = []
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Bullets):
                said += [text for bar in block.bullets for text in (bar.name, bar.value, bar.when, *bar.notes)]
                said += [mark.text for bar in block.bullets for mark in bar.marks]
            elif isinstance(block, Table):
                cells = [cell.text for row in block.rows for cell in row.cells if _NUMBER.search(cell.text)]
                if section.annex and len(block.rows) > MOST_ROWS:
                    only_on_paper += cells
                else:
                    said += cells
    assert report.frame is not None
    said += [report.frame.verdict, *report.frame.stands_on]
    assert [text for text in (*said, *only_on_paper) if plain(text) not in paper] == []
    assert [text for text in said if plain(text) not in slides] == []
    assert all(plain(head) in slides for head, _ in report.frame.questions)


def test_a_chart_says_what_the_page_says_of_the_same_target(report: Content, snapshot: Snapshot):
    lang, province_id = report.context.lang, report.file_stem
    unit = next(name for name in UNITS if name.replace("_", "-") in province_id)
    told = {
        (found.indicator.indicator_id, found.document_id): found.sentence(owner_name(snapshot, found, lang), lang)
        for found in own_subjects(snapshot, unit, report.context.standpoint, every_document=True)
    }
    for chart in report.chart_blocks():
        _, _, _, indicator_id, document_id, *_ = chart.group.key.split("|")
        if document_id:
            assert chart.sentence.startswith(told[indicator_id, document_id])


def test_what_came_of_a_target_is_the_same_in_tables_charts_and_the_list_of_results(
    report: Content, snapshot: Snapshot
):
    lang = report.context.lang
    unit = next(name for name in UNITS if name.replace("_", "-") in report.file_stem)
    results = [
        result
        for found in due_by_owner(snapshot, unit, report.context.standpoint).values()
        for result in found
        if result.outcome in DECIDED
    ]
    words = {(result.indicator.name(lang), ended_words(result, lang)) for result in results}
    ended = {word for _, word in words}
    shown = [
        (row.cells[0].text, cell.text)
        for block in report.blocks()
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if cell.text in ended
    ]
    shown += [(chart.short_name, chart.status_words) for chart in report.chart_blocks() if chart.status_words in ended]
    for name, word in shown:
        assert any(name.startswith(indicator) and word == outcome for indicator, outcome in words), (name, word)
    if unit == "viet_nam":
        assert len(shown) >= len([result for result in results if result.owner_id == unit]) - 1


def test_no_chart_says_that_there_is_no_target_where_its_numbers_count_for_one(report: Content, snapshot: Snapshot):
    unit = next(name for name in UNITS if name.replace("_", "-") in report.file_stem)
    known = province_data(snapshot, unit)
    own = [row for row in known.target_rows if not row["inherited"]]
    without = message("because.no_target_with_actual", report.context.lang, number="").rstrip()
    for chart in report.chart_blocks():
        if without in chart.sentence:
            ids = {number.key.split("|")[-1] for number in chart.numbers if number.key.startswith("actual|")}
            rows = [row for row in known.actual_rows if row["actual_id"] in ids]
            assert not rows or counted_elsewhere(own, rows) != rows, chart.title


def test_tables_of_former_units_carry_their_name_on_every_slide(report: Content):
    lang = report.context.lang
    mark = message("province.former_full", lang, name="").strip()
    for section in report.sections:
        for block in section.blocks:
            if mark in section.title:
                assert mark in block.title
