"""PowerPoint: one chart a slide as a native chart, the sentence and sources in the speaker's notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi.briefing.content import ChartBlock, Content, Section, Table, Text
from kpi.briefing.front.blocks import Bullets, Scoreboard
from kpi.briefing.model import Form
from kpi.briefing.sources import distinct
from kpi.charts import theme
from kpi.export import words
from kpi.export.office_chart.native_chart import native_chart
from kpi.export.picture.board import BETWEEN, HEADING, NOTE_SIZE, Piece, gathered, shared_size, spread_lines
from kpi.export.picture.years import years_together
from kpi.export.slides.deck import FONT, Draft, Layout, Place, fitted
from kpi.export.slides.slide_page import put_page
from kpi.export.slides.slide_table import first_page, spread
from kpi.export.slides.slide_whole import put_bullets, put_closing, put_cover, put_scoreboard
from kpi.export.slides.slide_xml import Area
from kpi.export.slides.slides import BODY_TOP, MARGIN, Slides, notes_of
from kpi.words import message

_WORDS_TOP, _CHART_TOP = 3.3, 5.1
_TABLE_SIZE, _ANNEX_SIZE, _MANY_COLUMNS_SIZE = 12.0, 10.5, 10.5
_MANY_COLUMNS = 7
_SHARED_SIZE = 14.0
_SMALLEST_LIST, _SMALLEST_SOURCES = 12.0, 9.0
MOST_ROWS = 34
"""Rows of a table in the annex that slides show."""


def make(content: Content) -> bytes:
    """The presentation. `content` has no problems."""
    slides = Slides(content)
    if content.form is Form.PAGE:
        put_page(slides)
    else:
        _Presentation(slides).put()
    return slides.save()


class _Presentation:
    def __init__(self, slides: Slides) -> None:
        self._slides = slides
        self._content = slides.content
        self._lang = slides.lang
        self._waiting: list[Piece] = []
        self._smallest = _TABLE_SIZE

    def put(self) -> None:
        """Cover, parts, what to ask, the annex, sources, method."""
        content = self._content
        frame = content.frame
        put_cover(self._slides, content)
        for section in content.sections:
            if not section.annex:
                self._section(section)
        self._flush()
        if frame:
            put_closing(self._slides, content)
        annex = [section for section in content.sections if section.annex]
        if annex:
            self._smallest = _ANNEX_SIZE
            listed = "\n".join(section.title for section in annex)
            title = message("briefing.annex", self._lang)
            self._slides.add(Layout.SECTION, {Place.TITLE: title, Place.SUBTITLE: listed}).finish()
        for section in annex:
            self._section(section)
        self._flush()
        sources = words.short_source_lines(content.sources, self._lang)
        self._listed(message("export.sources", self._lang), sources, smallest=_SMALLEST_SOURCES)
        self._listed(message("export.method", self._lang), content.method)

    def _section(self, section: Section) -> None:
        if section.assessed:
            self._flush()
            self._assessed(section)
        for block in section.blocks:
            if isinstance(block, ChartBlock):
                self._flush()
                self._chart(block)
            elif isinstance(block, Bullets) and block.bullets:
                self._flush()
                put_bullets(self._slides, block)
            elif isinstance(block, Scoreboard) and block.marks:
                self._flush()
                put_scoreboard(self._slides, block)
            else:
                self._waiting.append(self._piece(self._on_slides(block, section), section.title))
        if self._content.form is not Form.REPORT:
            self._flush()

    def _on_slides(self, block: Table | Text, section: Section) -> Table | Text:
        """A table as slides show it; a very long one of the annex is only told: it is read on paper and in sheets."""
        if isinstance(block, Text):
            return block
        if not section.annex or len(block.rows) <= MOST_ROWS:
            return years_together(block, self._lang)
        count = sum(not row.heading for row in block.rows)
        told = message("export.long_table", self._lang, count=count)
        return replace(block, rows=(), empty=told)

    def _assessed(self, section: Section) -> None:
        """Where the whole falls short and what is asked, on one slide where both fit."""
        said = [
            Piece(message(f"export.{head}", self._lang), tuple(lines), part=section.title)
            for head, lines in (("gap", section.gaps), ("asked", section.asks))
            if lines
        ]
        if said and shared_size(said, self._slides.inner, self._slides.room, _TABLE_SIZE):
            self._board(said, _TABLE_SIZE)
            return
        for piece in said:
            self._listed(f"{section.title}: {piece.title}", piece.lines)

    def _piece(self, block: Table | Text, section: str) -> Piece:
        title = block.title or message("briefing.sentence_title", self._lang)
        part = section if self._content.form is Form.REPORT and section != title else ""
        if isinstance(block, Text):
            lines = tuple(filter(None, [*block.text.split("\n"), *block.remark.split("\n")]))
            return Piece(title, lines, part=part, url=block.url, sources=block.sources)
        note = "\n".join(filter(None, (block.note, block.remark)))
        if not block.rows:
            return Piece(title, tuple(filter(None, (block.empty, *note.split("\n")))), part=part)
        return Piece(title, (), block, note, part, block.url, block.group_id, block.sources)

    def _flush(self) -> None:
        """Put what waits: small tables and texts share a slide."""
        for pieces in gathered(self._waiting, self._slides.inner, self._slides.room, _SHARED_SIZE):
            if len(pieces) > 1:
                self._board(pieces, _SHARED_SIZE)
            elif pieces[0].table is not None:
                self._table(pieces[0], pieces[0].table)
            else:
                self._listed(pieces[0].title, pieces[0].lines, pieces[0])
        self._waiting.clear()

    def _head(self, piece: Piece, title: str, sources: str) -> dict[Place, str]:
        under = " · ".join(filter(None, (piece.part, self._content.title)))
        return {Place.TITLE: title, Place.SUBTITLE: under, Place.SOURCE: sources}

    def _board(self, pieces: Sequence[Piece], smallest: float) -> None:
        """Several pieces under each other; the first one gives the slide its title."""
        size = shared_size(pieces, self._slides.inner, self._slides.room, smallest)
        assert size is not None
        first = pieces[0]
        sources = distinct(source for piece in pieces for source in piece.sources)
        link = next((piece.url for piece in pieces if piece.url), "")
        texts = self._head(first, first.title, self._slides.source_words(sources))
        slide = self._slides.add(Layout.CHART, texts, link, first.group_id)
        top = BODY_TOP
        for piece in pieces:
            if piece is not first:
                slide.text(piece.heading(self._lang), self._area(top, HEADING), size + 2, theme.ACTUAL, bold=True)
                top += HEADING
            self._put(slide, piece, top, size)
            top += piece.height(self._slides.inner, size) + BETWEEN
        slide.finish("\n".join([first.title, *words.source_lines(sources, self._lang)]) if sources else "")

    def _area(self, top: float, height: float) -> Area:
        return Area(MARGIN, top, self._slides.inner, height)

    def _put(self, slide: Draft, piece: Piece, top: float, size: float) -> None:
        if piece.table is None:
            area = self._area(top, piece.height(self._slides.inner, size))
            slide.text("\n".join(piece.lines), area, size, theme.INK)
            return
        high = piece.note_height(self._slides.inner)
        if high:
            slide.text(piece.note, self._area(top, high), NOTE_SIZE, theme.INK)
        page = first_page(piece.table, self._slides.inner, self._slides.height, size)
        slide.table(page.rows, page.widths, self._area(top + high, page.height), piece.title)

    def _chart(self, block: ChartBlock) -> None:
        texts = {
            Place.TITLE: block.title,
            Place.SUBTITLE: words.headed(block),
            Place.WORDS: words.said_of(block),
            Place.SOURCE: self._slides.source_words(block.sources),
        }
        slide = self._slides.add(Layout.CHART, texts, block.url, block.group_id)
        _, high = fitted(words.said_of(block), Layout.CHART, Place.WORDS, self._slides.inner)
        top = max(_CHART_TOP, _WORDS_TOP + high)
        area = self._area(top, self._slides.height - top - 2.5)
        slide.chart(native_chart(block.scene, 12, FONT, area.points), area, block.title, block.sentence)
        slide.finish(notes_of(block))
        if block.scene.rows:
            table = replace(block.table, sources=block.sources, url=block.url)
            self._table(self._piece(table, table.title), table)

    def _table(self, piece: Piece, table: Table) -> None:
        """A table on slides of its own."""
        slides = self._slides
        high = piece.note_height(slides.inner)
        smallest = _MANY_COLUMNS_SIZE if len(table.columns) > _MANY_COLUMNS else self._smallest
        pages = spread(table, slides.inner, slides.room - high, smallest)
        for place, page in enumerate(pages, start=1):
            title = piece.title if len(pages) == 1 else f"{piece.title} ({place}/{len(pages)})"
            texts = self._head(piece, title, slides.source_words(piece.sources))
            slide = slides.add(Layout.CHART, texts, piece.url, piece.group_id)
            if high:
                slide.text(piece.note, self._area(BODY_TOP, high), NOTE_SIZE, theme.INK)
            slide.table(page.rows, page.widths, self._area(BODY_TOP + high, page.height), piece.title)
            slide.finish("\n".join([piece.title, *words.source_lines(piece.sources, self._lang)]) if place == 1 else "")

    def _listed(
        self, title: str, lines: Sequence[str], piece: Piece | None = None, smallest: float = _SMALLEST_LIST
    ) -> None:
        """Text over as many slides as it takes, evenly."""
        slides = self._slides
        piece = piece or Piece(title)
        size, pages = spread_lines(lines, slides.inner, slides.room, min(smallest, self._smallest))
        for place, page in enumerate(pages, start=1):
            counted = title if len(pages) == 1 else f"{title} ({place}/{len(pages)})"
            texts = self._head(piece, counted, slides.source_words(piece.sources))
            slide = slides.add(Layout.CHART, texts, piece.url)
            slide.text("\n".join(page), self._area(BODY_TOP, slides.room), size, theme.INK)
            slide.finish()
