"""A paper under construction: the template, native charts and links as parts of the file, foot lines, watermark."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm, Length

from kpi.briefing.content import ChartBlock
from kpi.briefing.front.blocks import Bullet, Scoreboard
from kpi.charts import theme
from kpi.export.office_chart.native_bullet import bullet_chart
from kpi.export.office_chart.native_chart import NativeChart, native_chart
from kpi.export.office_chart.native_marks import marks_chart
from kpi.export.paper import paper_xml as xml
from kpi.export.paper.paper_xml import Run
from kpi.export.picture.fit import CM_PER_POINT
from kpi.export.sheet.about import property_text

TEMPLATE = Path(__file__).with_name("briefing.docx")
FONT = "Times New Roman"


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


class Paper:
    """A Word file made from the template `templates/briefing.docx`, which may be restyled in Word."""

    def __init__(self, lang: str, margin: float | None = None) -> None:
        """Open the template; `margin` in centimetres replaces its margins on every side."""
        self._lang = lang
        self._document: DocumentType = Document(io.BytesIO(_template()))
        self._charts = 0
        section = self._document.sections[0]
        if margin is not None:
            section.left_margin = section.right_margin = Cm(margin)
            section.top_margin = section.bottom_margin = Cm(margin)
        page, left, right = section.page_width, section.left_margin, section.right_margin
        assert page is not None
        assert left is not None
        assert right is not None
        self.width = Length(page - left - right).cm
        """The width of the text in centimetres."""

    def chart(self, block: ChartBlock, width: float, height: float, size: float, *, legend: bool = True) -> str:
        """A native chart as a part of the file, and the paragraph that shows it; sides in centimetres."""
        area = width / CM_PER_POINT, height / CM_PER_POINT
        made = native_chart(block.scene, size, FONT, area, legend=legend)
        return self._shown(made, width, height, block.title, block.sentence)

    def bullet(self, bullet: Bullet, width: float, height: float, size: float) -> str:
        """The bar of one indicator, likewise."""
        made = bullet_chart(bullet, self._lang, size, FONT)
        return self._shown(made, width, height, bullet.name, bullet.spoken)

    def marks(self, board: Scoreboard, width: float, height: float, size: float) -> str:
        """The targets of a unit by section, likewise."""
        made = marks_chart(board, self._lang, size, FONT)
        return self._shown(made, width, height, board.title, board.title)

    def _shown(self, made: NativeChart, width: float, height: float, name: str, description: str) -> str:
        self._charts += 1
        package = self._document.part.package
        file = PackURI(f"/word/charts/chart{self._charts}.xml")
        part = Part(file, CONTENT_TYPE.DML_CHART, made.xml, package)
        sheet = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._charts}.xlsx")
        part.relate_to(Part(sheet, CONTENT_TYPE.SML_SHEET, made.workbook, package), RELATIONSHIP_TYPE.PACKAGE)
        relation = self._document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        return xml.chart(relation, 1000 + self._charts, width, height, name, description)

    def link(self, text: str, url: str) -> Iterator[Run]:
        """Words that lead somewhere; nothing without an address."""
        if url:
            relation = self._document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            yield Run(text, colour=theme.PRIMARY, underlined=True, link=relation)

    def save(self, parts: Sequence[str], title: str, foot: str, watermark: str) -> bytes:
        """The file with ready `parts` as its body, `foot` under every page and `watermark`, if any, across it."""
        section = self._document.element.body.sectPr
        for element in parse_xml(f"<w:body {xml.NAMESPACES}>{''.join(parts)}</w:body>"):
            section.addprevious(element)
        page = self._document.sections[0]
        for footer in (page.footer, page.first_page_footer):
            footer.paragraphs[0].text = foot
        if watermark:
            for header in (page.header, page.first_page_header):
                header.paragraphs[0]._p.append(parse_xml(xml.watermark(watermark)))
        properties = self._document.core_properties
        properties.title, properties.comments = property_text(title), property_text(foot)
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()
