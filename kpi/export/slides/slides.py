"""What all slides of a briefing share: measures, footer, watermark, source line, speaker's notes."""

from __future__ import annotations

from kpi.briefing.content import ChartBlock, Content, Source
from kpi.export import words
from kpi.export.picture.fit import ARIAL
from kpi.export.slides.deck import Deck, Draft, Layout, Place
from kpi.export.slides.slide_xml import Area
from kpi.words import message

MARGIN = 1.4
BODY_TOP, BODY_BOTTOM = 3.3, 2.5
_SOURCE_SIZE = 10.0


class Slides:
    """The slides of one briefing under construction."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.lang = content.context.lang
        self._deck = Deck(content.title, words.product(content))
        self.width, self.height = self._deck.size
        self.inner = self.width - 2 * MARGIN
        """The width between the margins in centimetres."""
        self.room = self.height - BODY_TOP - BODY_BOTTOM
        """The height between title and source line in centimetres."""

    def save(self) -> bytes:
        """The file."""
        return self._deck.save()

    def add(self, layout: Layout, texts: dict[Place, str], link: str = "", group_id: str = "") -> Draft:
        """A slide that says what it stands on; made-up data are marked across it."""
        mark = message("product.name", self.lang)
        footer = f"{mark} · {words.stands_on(self.content.context, group_id)}"
        view = (f" · {message('export.open', self.lang)}", link) if link else ("", "")
        slide = self._deck.add(layout, texts, footer, view)
        if self.content.context.demo:
            area = Area(2, self.height / 2 - 2, self.width - 4, 4)
            slide.mark(message("chart_words.watermark", self.lang), area)
        return slide

    def source_words(self, sources: tuple[Source, ...]) -> str:
        """The source line, cut to two lines; the notes name every source."""
        return words.brief_source_line(sources, self.lang, self.inner / ARIAL, _SOURCE_SIZE)


def notes_of(block: ChartBlock) -> str:
    """Sentence, remark, what the chart stands on, its numbers with their IDs, its sources, the way to the view."""
    lang = block.context.lang
    return "\n".join(
        [
            f"{block.title}. {block.subtitle}",
            words.said_of(block),
            words.stands_on(block.context, block.group_id),
            *words.number_lines(words.cited_numbers(block)),
            message("export.sources", lang),
            *words.source_lines(block.sources, lang),
            message("export.view", lang, url=block.url),
        ]
    )
