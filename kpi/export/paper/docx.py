"""Word: the province's paper form, real tables, native charts that stay editable, headings for the navigation."""

from __future__ import annotations

from dataclasses import replace

from kpi.briefing.content import Block, ChartBlock, Content, Section, Table, Text
from kpi.briefing.front.blocks import Bullets, Scoreboard
from kpi.briefing.model import Form, IssuerKind
from kpi.charts import theme
from kpi.export import words
from kpi.export.paper import paper_front
from kpi.export.paper import paper_xml as xml
from kpi.export.paper.letterhead import letterhead, signature, title_block
from kpi.export.paper.paper import Paper
from kpi.export.paper.paper_page import MARGIN, page_parts
from kpi.export.paper.paper_table import SMALL, paper_table
from kpi.export.paper.paper_xml import PaperCell, Run, Style, paragraph
from kpi.export.picture.fit import TIMES, column_widths
from kpi.export.picture.years import years_together
from kpi.words import message

_CHART_HEIGHT = 6.4
_BAR_HEIGHT = 9.5
_ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
)
_FILL_LINES = 2
_TABLE_SIZES, _ANNEX_SIZE = (11.0, 10.0, 9.0), 9.0
_MARKS_ROW, _MARKS_LEGEND = 0.85, 1.6
_WIDEST = 0.2
"""The least share of the width for the column of a table that should be the widest."""


_APART = paragraph(Style.CELL, "", keep=True)
"""An empty line: office programs make one table of two that touch."""


def make(content: Content) -> bytes:
    """The paper. `content` has no problems."""
    return _Layout(content).make()


class _Layout:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._lang = content.context.lang
        self._paper = Paper(self._lang, MARGIN if content.form is Form.PAGE else None)
        self._width = self._paper.width
        self._parts: list[str] = []

    def make(self) -> bytes:
        """Head, body, signature, sources; one page on one sheet has only its title and body."""
        if self._content.form is Form.PAGE:
            self._add(*page_parts(self._content, self._paper))
        else:
            self._full()
        demo = self._content.context.demo
        mark = message("chart_words.watermark", self._lang) if demo else ""
        return self._paper.save(self._parts, self._content.title, words.product(self._content), mark)

    def _add(self, *parts: str) -> None:
        self._parts += parts

    def _full(self) -> None:
        content = self._content
        head = letterhead(content.issuer, content.context.standpoint.today, self._width)
        self._add(head, title_block(content.issuer, content.title, content.subtitle, self._lang))
        if content.frame:
            self._add(paragraph(Style.BODY, Run(content.frame.verdict, bold=True)))
            self._add(paragraph(Style.NOTE, " · ".join(content.frame.stands_on)))
        self._remark(content.remark)
        for place, section in enumerate(section for section in content.sections if not section.annex):
            self._section(section, _ROMAN[place] if place < len(_ROMAN) else str(place + 1))
        self._add(_APART, signature(content.issuer, self._width))
        self._annex([section for section in content.sections if section.annex])
        heading = message("export.sources", self._lang)
        self._add(paragraph(Style.HEADING_1, heading, page_break=content.issuer.kind is not IssuerKind.NONE))
        for number, source in enumerate(content.sources, start=1):
            link = self._paper.link(words.short_address(source.url), source.url)
            self._add(paragraph(Style.SOURCE, f"{number}. {source.text} ", *link))
        self._add(paragraph(Style.HEADING_1, message("export.method", self._lang)))
        self._add(*(paragraph(Style.SOURCE, line) for line in content.method))

    def _annex(self, sections: list[Section]) -> None:
        """What the paper stands on, in small type behind its signature."""
        if not sections:
            return
        self._add(paragraph(Style.HEADING_1, message("briefing.annex", self._lang), page_break=True))
        for section in sections:
            self._add(paragraph(Style.HEADING_2, section.title))
            for block in section.blocks:
                self._block(block, section.title, largest=_ANNEX_SIZE)

    def _remark(self, remark: str) -> None:
        self._add(*(paragraph(Style.BODY, line) for line in remark.split("\n") if line))

    def _section(self, section: Section, number: str) -> None:
        self._add(paragraph(Style.HEADING_1, f"{number}. {section.title}"))
        for block in section.blocks:
            self._block(block, section.title)
        if section.assessed:
            self._assessed(section)

    def _assessed(self, section: Section) -> None:
        """Gap, cause left to be written, what is asked."""
        heads = ("gap", "cause", "asked")
        titles = [f"{place}. {message(f'export.{head}', self._lang)}" for place, head in enumerate(heads, start=1)]
        self._add(paragraph(Style.HEADING_2, titles[0]))
        self._add(*(paragraph(Style.BODY, line) for line in section.gaps))
        self._add(paragraph(Style.HEADING_2, titles[1]))
        self._add(paragraph(Style.NOTE, message("export.fill_in", self._lang), keep=True))
        self._add(*[xml.dotted_line(self._width)] * _FILL_LINES)
        self._add(paragraph(Style.HEADING_2, titles[2]))
        self._add(*(paragraph(Style.BODY, line) for line in section.asks))
        self._add(xml.dotted_line(self._width))

    def _block(self, block: Block, heading: str, largest: float = _TABLE_SIZES[0]) -> None:
        match block:
            case ChartBlock():
                self._chart(block, heading)
            case Bullets() if block.bullets:
                self._add(paper_front.bars(block.bullets, self._paper, self._lang).xml)
                self._remark(block.remark)
            case Table():
                block = years_together(block, self._lang)
                if block.title != heading:
                    self._add(paragraph(Style.HEADING_3, block.title))
                if isinstance(block, Scoreboard) and block.marks:
                    height = _MARKS_ROW * len(block.marks) + _MARKS_LEGEND
                    self._add(self._paper.marks(block, self._width - 0.3, height, 10))
                self._table(block, min(largest, self._table_size(block)) if block.rows else 0.0)
            case Text():
                if block.title and block.title != heading:
                    self._add(paragraph(Style.HEADING_3, block.title))
                look = Style.SOURCE if largest == _ANNEX_SIZE else Style.BODY
                self._add(*(paragraph(look, line) for line in block.text.split("\n") if line))
                self._remark(block.remark)

    def _chart(self, block: ChartBlock, heading: str) -> None:
        if block.title != heading:
            self._add(paragraph(Style.HEADING_3, block.title))
        status = words.status_words(block)
        style = theme.STATUS_STYLES.get(block.status)
        head = [Run(f"{status}. ", bold=True, colour=style.text)] if style else []
        said = paragraph(Style.BODY, *head, words.said_of(block).split("\n")[0], keep=True)
        height, size = (_BAR_HEIGHT, 8.5) if block.scene.rows else (_CHART_HEIGHT, 10)
        shown = said + self._paper.chart(block, self._width - 0.3, height, size) + self._caption(block)
        # One row that may not break: LibreOffice forgets 'keep with next' in a chain that ends in a chart.
        self._add(xml.table([[PaperCell(shown)]], [self._width], lines=False))
        self._remark(block.remark)
        if block.scene.rows:
            self._add(_APART)
            self._table(block.table, 10.5)

    def _caption(self, block: ChartBlock) -> str:
        """What it is about where the paper's title does not say it, source, ID, and the way to the view."""
        sources = words.brief_source_line(block.sources, self._lang, self._width / TIMES, 11)
        parts = [sources, message("export.id", self._lang, id=block.group_id), ""]
        if self._content.form is not Form.REPORT:
            parts.insert(0, block.subtitle)
        return paragraph(
            Style.NOTE, " · ".join(parts), *self._paper.link(message("export.open", self._lang), block.url)
        )

    def _table_size(self, table: Table) -> float:
        """Smaller type for tables of many columns, and where the one that should be widest would be squeezed."""
        count, widest = len(table.columns), max(range(len(table.widths)), key=table.widths.__getitem__)
        largest = 11.0 if count <= 6 else 10.0 if count <= 8 else 9.0
        for size in (size for size in _TABLE_SIZES if size <= largest):
            if column_widths(table, self._width, replace(SMALL, size=size))[widest] >= _WIDEST * self._width:
                return size
        return min(largest, _TABLE_SIZES[-1])

    def _table(self, table: Table, size: float) -> None:
        if not table.rows:
            self._add(paragraph(Style.BODY, table.empty))
        else:
            self._add(paper_table(table, self._width, size, self._lang))
        self._remark(table.remark)
