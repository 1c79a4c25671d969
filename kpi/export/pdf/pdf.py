"""PDF: selectable text, vector charts, bookmarks, page numbers; made from the same content as every other file."""

from __future__ import annotations

from kpi.briefing.content import Block, ChartBlock, Content, Section, Table, Text
from kpi.briefing.front.blocks import Bullets, Scoreboard
from kpi.briefing.model import Form
from kpi.charts import theme
from kpi.export import front, words
from kpi.export.pdf import typst_text as typ
from kpi.export.pdf.pdf_page import bars, lists, marks, page, verdict
from kpi.export.pdf.pdf_parts import MUTED, TEXT_WIDTH, status_of, table_with_note, title_block
from kpi.export.pdf.typeset import typeset
from kpi.export.picture.fit import table_height
from kpi.export.picture.image import bare_svg
from kpi.export.picture.years import years_together
from kpi.words import message

_WHOLE = 8.0
"""A table not higher than this (centimetres) is kept on one page."""
_CHART = (1000.0, 380.0)
_BAR_ROW = 42.0


def make(content: Content) -> bytes:
    """The document. `content` has no problems. Raises TypesetError."""
    return _Document(content).make()


class _Document:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._lang = content.context.lang
        self._files: dict[str, str] = {}
        self._parts: list[str] = []

    def make(self) -> bytes:
        """Title, sections, sources, method; one page on one sheet has no more than it takes."""
        self._parts.append(self._settings())
        if self._content.form is Form.PAGE:
            self._parts.append(page(self._content, self._files))
        else:
            self._paper()
        return typeset("".join(self._parts), "pdf", files=self._files)

    def _settings(self) -> str:
        context = self._content.context
        day = context.built_on
        mark = ""
        if context.demo:
            text = typ.words(
                message("chart_words.watermark", self._lang), size="54pt", weight='"bold"', fill=typ.colour("#87134429")
            )
            mark = f", foreground: place(center + horizon, rotate(-35deg)[{text}])"
        foot = typ.words(words.product(self._content), size="7.5pt", fill=MUTED)
        number = "#context text(size: 8pt, fill: " + MUTED + ', counter(page).display("1 / 1", both: true))'
        margin = "1.6cm" if self._content.form is Form.PAGE else "(x: 1.8cm, top: 1.8cm, bottom: 2cm)"
        return (
            f"#set document(title: {typ.literal(self._content.title)}, author: "
            f"{typ.literal(message('product.name', self._lang))}, "
            f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))\n"
            f'#set page(paper: "a4", margin: {margin}, footer: [#grid(columns: (1fr, auto), [{foot}], [{number}'
            f"])]{mark})\n"
            f'#set text(font: "Inter Viet", size: 10pt, lang: "{self._lang}", fill: {typ.colour(theme.INK)})\n'
            "#set par(leading: 0.62em, spacing: 0.8em)\n"
            f"#show heading: set text(fill: {typ.colour(theme.ACTUAL)})\n"
            "#show heading.where(level: 1): set text(size: 14pt)\n#show heading.where(level: 2): set text(size: "
            "11.5pt)\n"
            f"#show heading.where(level: 3): set text(size: 10.5pt, fill: {typ.colour(theme.INK)})\n"
            "#show heading: set block(above: 1.3em, below: 0.7em)\n"
        )

    def _title(self) -> None:
        self._parts.append(title_block(self._content))

    def _paper(self) -> None:
        content = self._content
        self._title()
        if content.frame:
            self._parts.append(verdict(content.frame))
        for section in content.sections:
            if not section.annex:
                self._section(section)
        if content.frame:
            asked = (front.ask_title(self._lang), front.questions_of(content))
            self._parts.append(typ.together([lists([asked])]))
        annex = [section for section in content.sections if section.annex]
        if annex:
            self._parts.append(f"#pagebreak()\n{typ.heading(1, message('briefing.annex', self._lang))}")
        for section in annex:
            self._section(section, level=2)
        self._parts.append(typ.heading(1, message("export.sources", self._lang)))
        for number, source in enumerate(content.sources, start=1):
            where = typ.link(source.url, words.short_address(source.url)) if source.url else ""
            self._parts.append(typ.paragraph(f"#text(size: 8.5pt)[{typ.words(f'{number}. {source.text} ')}{where}]"))
        self._parts.append(typ.heading(1, message("export.method", self._lang)))
        self._parts += [typ.paragraph(typ.words(line, size="9pt")) for line in content.method]

    def _section(self, section: Section, level: int = 1) -> None:
        self._parts.append(typ.heading(level, section.title))
        for block in section.blocks:
            self._block(block, section.title)
        if section.assessed:
            self._judgement(section)

    def _judgement(self, section: Section) -> None:
        """Gap, cause left to be written, what is asked."""
        dots = "#box(width: 100%, repeat[.])"
        self._parts.append(typ.heading(2, message("export.gap", self._lang)))
        self._parts += [typ.paragraph(typ.words(line)) for line in section.gaps]
        fill_in = typ.paragraph(typ.words(message("export.fill_in", self._lang), fill=MUTED))
        self._parts.append(
            typ.together(
                [typ.heading(2, message("export.cause", self._lang)), fill_in, typ.paragraph(dots), typ.paragraph(dots)]
            )
        )
        self._parts.append(typ.heading(2, message("export.asked", self._lang)))
        self._parts += [typ.paragraph(typ.words(line)) for line in section.asks]
        self._parts.append(typ.paragraph(dots))

    def _block(self, block: Block, heading: str) -> None:
        title = block.title
        head = typ.heading(3, title) if title and title != heading else ""
        match block:
            case ChartBlock():
                self._chart(block, head)
            case Bullets() if block.bullets:
                made = bars(block.bullets, self._files, self._lang)
                self._parts += [typ.together([head, made]), typ.lines(block.remark)]
            case Table():
                block = years_together(block, self._lang)
                if isinstance(block, Scoreboard) and block.marks:
                    self._parts.append(marks(block, self._lang))
                self._table(block, 9.0 if len(block.columns) <= 6 else 8.0, head)
            case Text():
                self._parts += [head, typ.lines(block.text), typ.lines(block.remark)]

    def _chart(self, block: ChartBlock, head: str) -> None:
        width, height = _CHART
        if block.scene.rows:
            height = max(height, 130 + _BAR_ROW * len(block.scene.rows))
        name = f"chart{len(self._files)}.svg"
        self._files[name] = bare_svg(block, width, height)
        status = status_of(block)
        said = words.said_of(block).split("\n")[0]
        number = message("export.id", self._lang, id=block.group_id)
        sources = words.brief_source_line(block.sources, self._lang, TEXT_WIDTH, 8)
        caption = " · ".join((block.subtitle, sources, number, ""))
        way = typ.link(block.url, message("export.open", self._lang))
        under = f"{typ.words(caption, size='8pt', fill=MUTED)}#text(size: 8pt)[{way}]"
        parts = [
            head,
            typ.paragraph(f"{status}{typ.words(said)}"),
            typ.image(name, block.sentence),
            typ.paragraph(under),
        ]
        self._parts += [typ.together(parts), typ.lines(block.remark)]
        if block.scene.rows:
            self._table(block.table, 9.0)

    def _table(self, table: Table, size: float, head: str = "") -> None:
        made = head + table_with_note(table, size, self._lang)
        whole = not table.rows or table_height(table, TEXT_WIDTH, typ.setting(size)) <= _WHOLE
        self._parts += [typ.together([made]) if whole else made, typ.lines(table.remark)]
