"""Slides about a unit as a whole: its marks as a chart over their counts, its three bars, what to ask and conclude."""

from __future__ import annotations

from kpi.briefing.content import Content
from kpi.briefing.front.blocks import Bullets, Scoreboard
from kpi.charts import theme
from kpi.export import front, words
from kpi.export.office_chart.native_marks import marks_chart
from kpi.export.picture.fit import table_height
from kpi.export.slides import slide_front
from kpi.export.slides.deck import FONT, Layout, Place
from kpi.export.slides.slide_front import high
from kpi.export.slides.slide_table import SIZES, first_page, setting
from kpi.export.slides.slide_xml import Area
from kpi.export.slides.slides import BODY_TOP, MARGIN, Slides
from kpi.words import message

_NOTE, _CHART_TYPE = 13.0, 12.0
_LEAST_CHART, _LARGEST = 6.0, 14.0
_ROW, _LEGEND = 1.5, 1.4
"""Centimetres of a section in the chart, and of its legend."""
_LINES = 3
_VERDICT, _DETAIL = 22.0, 14.0
_COVER_LEFT, _COVER_TOP = 2.2, 11.3
_LINE_HEIGHT = 1.1


def put_cover(slides: Slides, content: Content) -> None:
    """Title, day, and of a unit the sentence on it as a whole with what it stands on."""
    detail = "\n".join(filter(None, (content.remark, content.issuer.body)))
    texts = {Place.TITLE: content.title, Place.SUBTITLE: content.subtitle}
    if content.frame is None:
        slides.add(Layout.COVER, {**texts, Place.WORDS: detail}, content.context.base_url).finish()
        return
    slide = slides.add(Layout.COVER, texts, content.context.base_url)
    frame, width = content.frame, slides.width - 2 * _COVER_LEFT
    tall = high(frame.verdict, _VERDICT, width, bold=True)
    slide.text(frame.verdict, Area(_COVER_LEFT, _COVER_TOP, width, tall), _VERDICT, theme.ACTUAL, bold=True)
    below = "\n".join(filter(None, (" · ".join(frame.stands_on), detail)))
    slide.text(below, Area(_COVER_LEFT, _COVER_TOP + tall + 0.3, width, 3.0), _DETAIL, theme.INK_MUTED)
    slide.finish()


def put_scoreboard(slides: Slides, board: Scoreboard) -> None:
    """The chart of all targets by section, over the whole table of counts."""
    if not board.rows:
        _put_marks(slides, board)
        return
    texts = {Place.TITLE: board.title, Place.SUBTITLE: slides.content.title}
    slide = slides.add(Layout.CHART, texts, board.url, board.group_id)
    most = slides.room - _LEAST_CHART
    fits = (size for size in SIZES if size <= _LARGEST and table_height(board, slides.inner, setting(size)) <= most)
    size = next(fits, SIZES[-1])
    under = table_height(board, slides.inner, setting(size)) + 0.3
    note = high(board.note, _NOTE, slides.inner) + 0.2 if board.note else 0.0
    if board.note:
        slide.text(board.note, Area(MARGIN, BODY_TOP, slides.inner, note), _NOTE, theme.INK)
    room = min(slides.room - note - under, _ROW * len(board.marks) + _LEGEND)
    area = Area(MARGIN, BODY_TOP + note, slides.inner, room)
    spoken = "; ".join(piece.text for piece in front.counts_line(board, slides.lang))
    slide.chart(marks_chart(board, slides.lang, _CHART_TYPE, FONT), area, board.title, spoken)
    page = first_page(board, slides.inner, under, size)
    slide.table(
        page.rows, page.widths, Area(MARGIN, area.top + area.height + 0.2, slides.inner, page.height), board.title
    )
    slide.finish("\n".join(filter(None, (board.title, spoken, board.note, board.remark))))


def _put_marks(slides: Slides, board: Scoreboard) -> None:
    """The chart alone, where every target is decided: the table counts those that are not."""
    slide = slides.add(Layout.CHART, {Place.TITLE: board.title, Place.SUBTITLE: slides.content.title})
    spoken = "; ".join(piece.text for piece in front.counts_line(board, slides.lang))
    said = "\n".join(filter(None, (board.note, board.empty)))
    tall = high(said, _NOTE, slides.inner) + 0.4
    slide.text(said, Area(MARGIN, BODY_TOP, slides.inner, tall), _NOTE, theme.INK)
    area = Area(MARGIN, BODY_TOP + tall, slides.inner, min(slides.room - tall, _ROW * len(board.marks) + _LEGEND))
    slide.chart(marks_chart(board, slides.lang, _CHART_TYPE, FONT), area, board.title, spoken)
    slide.finish("\n".join((board.title, spoken)))


def put_bullets(slides: Slides, block: Bullets) -> None:
    """The three bars, large; the notes hold everything that is said of them."""
    texts = {
        Place.TITLE: block.title,
        Place.SUBTITLE: slides.content.title,
        Place.SOURCE: slides.source_words(block.sources),
    }
    slide = slides.add(Layout.CHART, texts, next((bullet.url for bullet in block.bullets), ""))
    slide_front.put_large_bars(slide, block.bullets, Area(MARGIN, BODY_TOP, slides.inner, slides.room), slides.lang)
    told = ["\n".join([bullet.spoken, *bullet.notes, bullet.url]) for bullet in block.bullets]
    slide.finish("\n\n".join([*told, *words.source_lines(block.sources, slides.lang), block.remark]))


def put_closing(slides: Slides, content: Content) -> None:
    """What to ask at the meeting, and lines for what it concludes: none is invented."""
    asked = front.questions_of(content)
    title = message("export.closing", slides.lang)
    slide = slides.add(Layout.CHART, {Place.TITLE: title, Place.SUBTITLE: content.title})
    lines = _LINES * _LINE_HEIGHT + 1.2
    room = Area(MARGIN, BODY_TOP, slides.inner, slides.room - lines)
    slide_front.put_list(slide, front.ask_title(slides.lang), asked, room, largest=20.0)
    top = BODY_TOP + slides.room - lines
    head = Area(MARGIN, top, slides.inner, 0.8)
    slide.text(message("export.concluded", slides.lang), head, 16, theme.ACTUAL, bold=True)
    dots = "\n".join(["." * 190] * _LINES)
    slide.text(dots, Area(MARGIN, top + 0.9, slides.inner, _LINES * _LINE_HEIGHT), 14, theme.INK_MUTED)
    slide.finish("\n".join(f"{line.head} {line.basis}".rstrip() for line in asked))
