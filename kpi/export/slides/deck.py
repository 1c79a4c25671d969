"""Slides under construction: places of the template, native charts and tables, notes, footers.

The template `templates/briefing.pptx` is 16:9 and may be restyled in PowerPoint; its layouts are found by name, their
places by the numbers in `Place`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu

from kpi.export.office_chart.native_chart import NativeChart
from kpi.export.picture.fit import ARIAL, CM_PER_POINT
from kpi.export.picture.metrics import wrap
from kpi.export.sheet.about import property_text
from kpi.export.slides import slide_xml
from kpi.export.slides.slide_xml import Area, Run

TEMPLATE = Path(__file__).with_name("briefing.pptx")
FONT = "Arial"
PARAGRAPHS_APART = 6.0
"""Points between the paragraphs of a free text."""
_FOOTER, _SLIDE_NUMBER = 11, 12
_FOOTER_SIZE = 10
_SIDES = 3.0


class Layout(StrEnum):
    """The template's layouts by name."""

    COVER = "Bìa"
    SECTION = "Phần"
    CHART = "Biểu đồ"
    PAGE = "Một trang"


class Place(IntEnum):
    """Numbers of the template's placeholders."""

    TITLE = 0
    SUBTITLE = 13
    WORDS = 14
    SOURCE = 15


_ONE_LINE = {Place.TITLE: (26.0, 22.0, 19.0, 16.0), Place.SUBTITLE: (13.0, 12.0, 11.0, 10.0)}
"""Sizes of what stands on one line; the first is the template's own."""


_WITHIN = {
    (Layout.CHART, Place.WORDS): ((16.0, 14.0, 13.0, 12.0), 1.95),
    (Layout.SECTION, Place.SUBTITLE): ((18.0, 16.0, 14.0), 6.4),
}
"""Sizes of what may take several lines, the template's own first, and the height in centimetres it should keep to."""
_LINE = 1.2


def fitted(text: str, layout: Layout, place: Place, width: float) -> tuple[float, float]:
    """The largest type in which a text keeps to the height of its place, else the smallest, and the height it takes."""
    sizes, most = _WITHIN[layout, place]
    room = width / CM_PER_POINT / ARIAL

    def height(size: float) -> float:
        lines = sum(len(wrap(line, room, size)) for line in text.split("\n"))
        return lines * size * _LINE * CM_PER_POINT

    size = next((size for size in sizes if height(size) <= most), sizes[-1])
    return size, height(size)


def has_room(text: str, layout: Layout, place: Place, width: float) -> bool:
    """Whether a text keeps to the height of its place."""
    return fitted(text, layout, place, width)[1] <= _WITHIN[layout, place][1]


def _on_one_line(text: str, width: float, place: Place) -> tuple[float, str]:
    """The size (0: the template's own) and the words that fit on one line of `width` centimetres."""
    sizes, bold = _ONE_LINE[place], place is Place.TITLE
    room = width / CM_PER_POINT / (1 if bold else ARIAL)
    fitting = (size for size in sizes if len(wrap(text, room, size, bold=bold)) == 1)
    size = next(fitting, sizes[-1])
    line = wrap(text, room, size, bold=bold, most=2 if bold else 1)
    return 0.0 if size == sizes[0] else size, " ".join(line)


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


class Deck:
    """A presentation made from the template, slide by slide."""

    def __init__(self, title: str, comments: str) -> None:
        self._presentation = Presentation(io.BytesIO(_template()))
        self._layouts = {layout.name: layout for layout in self._presentation.slide_layouts}
        self._charts = self._slides = 0
        properties = self._presentation.core_properties
        properties.title, properties.comments = property_text(title), property_text(comments)

    def add(self, layout: Layout, texts: dict[Place, str], footer: str, link: tuple[str, str]) -> Draft:
        """A slide with `texts` in its places, to be finished when full; the footer ends in `link`: words, address."""
        self._slides += 1
        package = self._presentation.part.package
        part = Part(PackURI(f"/ppt/slides/slide{self._slides}.xml"), CONTENT_TYPE.PML_SLIDE, package)
        part.relate_to(self._layouts[layout].part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        draft = Draft(self, part)
        for place, text in texts.items():
            if text:
                draft.fill(place, layout, text, self.size[0])
        draft.foot(footer, link)
        return draft

    def chart_part(self, chart: NativeChart) -> Part:
        """A chart with its workbook as parts of the file."""
        self._charts += 1
        package = self._presentation.part.package
        part = Part(PackURI(f"/ppt/charts/chart{self._charts}.xml"), CONTENT_TYPE.DML_CHART, package, chart.xml)
        sheet = PackURI(f"/ppt/embeddings/Microsoft_Excel_Sheet{self._charts}.xlsx")
        part.relate_to(Part(sheet, CONTENT_TYPE.SML_SHEET, package, chart.workbook), RELATIONSHIP_TYPE.PACKAGE)
        return part

    def notes_part(self, slide: Part, text: str) -> Part:
        """The notes page of a slide as a part of the file."""
        name = PackURI(f"/ppt/notesSlides/notesSlide{self._slides}.xml")
        part = Part(name, CONTENT_TYPE.PML_NOTES_SLIDE, self._presentation.part.package, slide_xml.notes(text))
        part.relate_to(self._presentation.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
        part.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
        return part

    def finish(self, part: Part) -> None:
        """Put a finished slide behind the others."""
        relation = self._presentation.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
        self._presentation.slides._sldIdLst.add_sldId(relation)

    def save(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._presentation.save(out)
        return out.getvalue()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a slide in centimetres."""
        width, height = self._presentation.slide_width, self._presentation.slide_height
        assert width is not None
        assert height is not None
        return Emu(width).cm, Emu(height).cm


class Draft:
    """One slide being filled."""

    def __init__(self, deck: Deck, part: Part) -> None:
        self._deck = deck
        self._part = part
        self._shapes: list[str] = []
        self._mark: tuple[str, Area] | None = None

    @property
    def _number(self) -> int:
        return len(self._shapes) + 2

    def fill(self, place: Place, layout: Layout, text: str, slide_width: float) -> None:
        """Put text into a place; a title or the line under it gets smaller type where one line would not hold it."""
        kind = "body"
        if place is Place.TITLE:
            kind = "ctrTitle" if layout is Layout.COVER else "title"
        size = 0.0
        if place in _ONE_LINE and layout in {Layout.CHART, Layout.PAGE}:
            size, text = _on_one_line(text, slide_width - _SIDES, place)
        if (layout, place) in _WITHIN:
            size, _ = fitted(text, layout, place, slide_width - _SIDES)
        body = slide_xml.plain(text, size=size)
        self._shapes.append(slide_xml.placeholder(self._number, place.name.title(), kind, int(place), body))

    def foot(self, footer: str, link: tuple[str, str]) -> None:
        """What the slide stands on, the way to the view, and its number."""
        words, address = link
        runs = [Run(footer, _FOOTER_SIZE, font=FONT)]
        if address:
            relation = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            runs.append(Run(words, _FOOTER_SIZE, font=FONT, link=relation))
        body = slide_xml.paragraphs([runs], "l")
        self._shapes.append(slide_xml.placeholder(self._number, "Chân trang", "ftr", _FOOTER, body))
        self._shapes.append(slide_xml.slide_number(self._number, _SLIDE_NUMBER))

    def chart(self, chart: NativeChart, area: Area, name: str, description: str) -> None:
        """A native chart with its workbook."""
        relation = self._part.relate_to(self._deck.chart_part(chart), RELATIONSHIP_TYPE.CHART)
        self._shapes.append(slide_xml.frame(self._number, area, name, description, slide_xml.chart(relation)))

    def table(self, rows: Sequence[str], widths: Sequence[float], area: Area, name: str) -> None:
        """A native table from ready rows (see `kpi.export.slides.slides.slide_table`); `widths` in centimetres."""
        self._shapes.append(slide_xml.frame(self._number, area, name, "", slide_xml.table(rows, widths)))

    def text(self, text: str, area: Area, size: float, colour: str, *, bold: bool = False) -> None:
        """Free text; line breaks make paragraphs."""
        self._free([[Run(line, size, colour, bold=bold)] for line in text.split("\n")], area)

    def runs(self, runs: Sequence[Run], area: Area) -> None:
        """One free paragraph whose parts look differently."""
        self._free([runs], area)

    def paragraphs(self, lines: Sequence[Sequence[Run]], area: Area, apart: float = PARAGRAPHS_APART) -> None:
        """Free paragraphs, each of runs that may look differently, `apart` points from each other."""
        self._free(lines, area, apart)

    def _free(self, lines: Sequence[Sequence[Run]], area: Area, apart: float = PARAGRAPHS_APART) -> None:
        body = slide_xml.paragraphs(lines, apart=apart)
        self._shapes.append(
            slide_xml.text_box(self._number, area, body, 'wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"')
        )

    def mark(self, text: str, area: Area) -> None:
        """Words to be written across the finished slide, over everything on it."""
        self._mark = (text, area)

    def _watermark(self, text: str, area: Area) -> None:
        body = slide_xml.watermark(text)
        self._shapes.append(slide_xml.text_box(self._number, area, body, 'wrap="none" anchor="ctr"', turned=-960_000))

    def finish(self, notes: str = "") -> None:
        """The slide is full: put it behind the others, with the speaker's notes."""
        if self._mark:
            self._watermark(*self._mark)
        if notes:
            self._part.relate_to(self._deck.notes_part(self._part, notes), RELATIONSHIP_TYPE.NOTES_SLIDE)
        self._part.blob = slide_xml.slide(self._shapes)
        self._deck.finish(self._part)
