"""One page about a unit: the sentence on it, three bars, marks, questions, published actuals, the units of its region.

Every format says what the first screen says, and no more than one page of it.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from kpi.briefing.content import Content, Table
from kpi.briefing.front.blocks import Bullets, Scoreboard
from kpi.briefing.model import Form, Item, ItemKind, TableView
from kpi.charts.html.bullet_bar import MarkKind
from kpi.export.files import export
from kpi.export.formats import Format
from kpi.export.front import front_of, marks_of_sections
from kpi.export.office_chart.native_bullet import bullet_chart
from kpi.export.picture.fit import Setting, fitting, table_height
from kpi.jobs.meeting import item_slides, slide_counts
from kpi.jobs.messages import OrderContext
from kpi.model.vocabulary import NATION
from kpi.reading.country.words import verdict as verdict_of_country
from kpi.reading.first_screen.headline import headline_bars
from kpi.reading.first_screen.neighbours import neighbours
from kpi.reading.first_screen.opening import asked, opening
from kpi.reading.first_screen.told import bar_words
from kpi.reading.standpoint import Standpoint
from kpi.reading.unjudged import target_marks
from kpi.store.warehouse import Snapshot
from tests.cases.briefing_cases import DAY, made

UNITS = ("viet_nam", "lai_chau", "tien_giang", "hai_phong", "ho_chi_minh", "dong_thap")
HERE = Standpoint(today=DAY)


@pytest.fixture(scope="module", params=[(unit, lang) for unit in UNITS for lang in ("vi", "en")], ids="-".join)
def page(request: pytest.FixtureRequest, snapshot: Snapshot) -> Content:
    unit, lang = request.param
    return made(snapshot, Form.PAGE, province_id=unit, lang=lang)


def unit_of(content: Content) -> str:
    return next(unit for unit in UNITS if unit.replace("_", "-") in content.file_stem)


def plain(text: str) -> str:
    return re.sub(r"\s", "", text).casefold()


def slide_says(content: Content) -> str:
    (slide,) = Presentation(io.BytesIO(export(content, Format.PPTX).data)).slides
    return plain("\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame))


def paper_says(content: Content) -> str:
    body = Document(io.BytesIO(export(content, Format.DOCX).data)).element.body
    return plain("".join(node.text or " " for node in body.iter() if node.tag.rpartition("}")[2] in {"t", "br", "p"}))


def test_slide_and_paper_say_what_the_first_screen_says(page: Content, snapshot: Snapshot):
    unit, lang = unit_of(page), page.context.lang
    told = opening(snapshot, unit, HERE, lang)
    said = [told.verdict, *told.stands_on]
    said += [one.head for one in asked(snapshot, unit, HERE, lang)]
    if unit == NATION:
        assert told.verdict == verdict_of_country(snapshot, HERE, lang)
    else:
        for bar in headline_bars(snapshot, unit, HERE):
            words = bar_words(bar, lang)
            said += [bar.indicator.name(lang), words.value, words.when, words.target, words.nation, words.nation_target]
    listing = front_of(page).listing
    assert listing is not None
    said += [cell.text for row in listing.rows for cell in row.cells[:3]]
    for found in (slide_says(page), paper_says(page)):
        assert [text for text in said if plain(text) not in found] == []


def test_every_target_is_one_mark(page: Content, snapshot: Snapshot):
    unit = unit_of(page)
    known = target_marks(snapshot, unit, HERE)
    board = next((block for block in page.blocks() if isinstance(block, Scoreboard)), None)
    if not known:
        assert board is None
        return
    assert board is not None
    drawn = [len(re.sub(r"\s", "", "".join(sign.text for sign in signs))) for _, signs in marks_of_sections(board)]
    assert drawn == [len(marks) for marks in known.values()]


def test_a_page_is_one_page_and_shows_all_of_its_marks(page: Content):
    assert len(PdfReader(io.BytesIO(export(page, Format.PDF).data)).pages) == 1
    text = plain(PdfReader(io.BytesIO(export(page, Format.PDF).data)).pages[0].extract_text())
    assert page.frame is not None
    assert plain(page.frame.verdict) in text


def test_the_bars_are_native_charts_that_hold_the_rows_of_the_first_screen(page: Content, snapshot: Snapshot):
    (slide,) = Presentation(io.BytesIO(export(page, Format.PPTX).data)).slides
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    block = next(block for block in page.blocks() if isinstance(block, Bullets))
    assert len(charts) == len(block.bullets) == 3
    for chart, bullet in zip(charts, block.bullets, strict=True):
        drawn = {value for plot in chart.plots for series in plot.series for value in series.iter_values()}
        assert drawn, "heights of the series"
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
        values = {row[place] for row in book.iter_rows(min_row=2, values_only=True) for place in range(0, len(row), 2)}
        expected = {mark.value for mark in bullet.marks} | ({bullet.actual} if bullet.actual is not None else set())
        assert expected <= values
        assert all(bullet.low <= value <= bullet.high for value in values if value is not None)


def test_a_bar_in_the_nation_s_colour_is_never_a_target(snapshot: Snapshot):
    block = next(b for b in made(snapshot, Form.PAGE, province_id="hai_phong").blocks() if isinstance(b, Bullets))
    nation = [mark for bullet in block.bullets for mark in bullet.marks if mark.kind is MarkKind.NATION]
    assert nation, "the case holds the nation's actuals"
    assert all("Cả nước" in mark.text or "cả nước" in mark.text for mark in nation)


def test_every_number_of_a_bar_has_an_id_and_every_row_the_id_of_its_group(page: Content):
    for block in page.blocks():
        if isinstance(block, Bullets):
            ids = {group.group_id for group in block.groups}
            assert [row.cells[-1].text for row in block.rows] == [bullet.group_id for bullet in block.bullets]
            assert {bullet.group_id for bullet in block.bullets} == ids
            for bullet, group in zip(block.bullets, block.groups, strict=True):
                values = [number.value for number in group.numbers]
                assert bullet.actual is None or bullet.actual in values
                assert {mark.value for mark in bullet.marks} <= set(values)


def test_neighbours_are_the_units_of_the_region_the_unit_first(snapshot: Snapshot):
    found = neighbours(snapshot, "lai_chau", HERE)
    assert found[0].unit.province_id == "lai_chau"
    assert {one.unit.region for one in found} == {found[0].unit.region}
    region = snapshot.query(
        "SELECT count(*) AS n FROM provinces WHERE vintage = 34 AND region = $region", {"region": found[0].unit.region}
    )
    assert len(found) == region["n"].iloc[0]
    assert neighbours(snapshot, "tien_giang", HERE) == (), "a unit that was merged has no region of today"
    assert neighbours(snapshot, NATION, HERE) == ()


def test_an_actual_that_is_counted_in_another_way_says_so(snapshot: Snapshot):
    for one in neighbours(snapshot, "lai_chau", HERE):
        for beside in one.beside:
            row = beside.answer.actual
            if row is not None and not beside.alike:
                block = made(snapshot, Form.PAGE, province_id="lai_chau")
                table = next(b for b in block.blocks() if isinstance(b, Table) and b.title == "Các đơn vị cùng vùng")
                cells = next(line for line in table.rows if line.cells[0].text == one.unit.name("vi")).cells
                assert any(cell.text.startswith("≠") for cell in cells)
                return
    pytest.fail("no such actual in the region: take another one")


def test_tables_keep_their_order_and_what_has_no_room_stays_out(page: Content):
    setting = Setting(size=10, padding=0.1, around=1.0)
    tables = [replace(table, note="") for table in front_of(page).others if table.rows]
    if len(tables) < 2:
        return
    first = table_height(tables[0], 17.0, setting) + 1.4
    kept = fitting(tables, 17.0, first, setting, "vi")
    assert [table.title for table in kept] == [tables[0].title]
    assert len(kept[0].rows) == len(tables[0].rows)
    assert len(fitting(tables, 17.0, 500.0, setting, "vi")) == len(tables)


def test_a_bar_without_anything_known_still_has_its_scale(snapshot: Snapshot):
    block = next(b for b in made(snapshot, Form.PAGE, province_id="dong_thap").blocks() if isinstance(b, Bullets))
    empty = next(bullet for bullet in block.bullets if bullet.actual is None and not bullet.marks)
    chart = bullet_chart(empty, "vi", 8, "Arial")
    assert b"<c:ser>" in chart.xml
    assert b'<c:max val="100.0"/>' in chart.xml


def test_the_meeting_shows_the_chart_of_each_bar(snapshot: Snapshot, tmp_path):
    on = OrderContext(snapshot, "vi", HERE, "http://127.0.0.1:8501", tmp_path)
    bars = Item(kind=ItemKind.TABLE, table=TableView.HEADLINES, province_id=NATION)
    slides = item_slides(on, bars)
    assert len(slides) == 3
    assert slide_counts(on, (bars,)) == [3]
    assert all("slide-picture" in slide for slide in slides)
