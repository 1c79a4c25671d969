"""A unit on one slide: the sentence on it, its marks, three bars, then what to ask, where it stands, its region."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.briefing.content import ChartBlock, Content, Table
from kpi.charts import theme
from kpi.export import front, words
from kpi.export.front import Front
from kpi.export.office_chart.native_chart import native_chart
from kpi.export.office_chart.series import keys_of
from kpi.export.picture.fit import CM_PER_POINT, shortened
from kpi.export.picture.metrics import wrap
from kpi.export.slides import slide_front
from kpi.export.slides.deck import FONT, Draft, Layout, Place
from kpi.export.slides.slide_table import first_page, setting
from kpi.export.slides.slide_xml import Area, Run
from kpi.export.slides.slides import MARGIN, Slides, notes_of
from kpi.words import message

_TABLE_SIZE = 9.0
_TOP, _BOTTOM = 3.2, 2.35
_NOTE = 0.8
_BETWEEN = 0.7
_CHARTS_APART = 0.6
_CHART_HEIGHT, _KEY_HEIGHT = 4.5, 1.0
_KEY = 7.5


def put_page(slides: Slides) -> None:
    """Add the slide."""
    content = slides.content
    shown = front.front_of(content)
    address = next((bullet.url for bullet in shown.bullets), "") or next((chart.url for chart in shown.charts), "")
    texts = {
        Place.TITLE: content.title,
        Place.SUBTITLE: content.subtitle,
        Place.SOURCE: slides.source_words(content.sources),
    }
    slide = slides.add(Layout.PAGE, texts, address)
    top = _TOP
    if content.frame:
        top = slide_front.put_verdict(slide, content.frame, Area(MARGIN, top, slides.inner, 0))
    if shown.board:
        top = slide_front.put_marks(slide, shown.board, Area(MARGIN, top, slides.inner, 0), slides.lang)
    if shown.bullets:
        top = slide_front.put_bars(slide, shown.bullets, Area(MARGIN, top, slides.inner, 0), slides.lang) + 0.3
    if shown.charts:
        top = _put_charts(slide, list(shown.charts), top, slides.inner)
    _put_below(slides, slide, shown, Area(MARGIN, top, slides.inner, slides.height - top - _BOTTOM))
    slide.finish("\n\n".join([*_notes(content), *(notes_of(chart) for chart in shown.charts)]))


def _notes(content: Content) -> Iterator[str]:
    """What the speaker has at hand: the sentence, the questions, every source."""
    frame = content.frame
    if frame is None:
        return
    yield "\n".join([frame.verdict, *frame.stands_on])
    yield "\n".join(f"{line.head} {line.basis}".rstrip() for line in front.questions_of(content))
    for bullet in front.front_of(content).bullets:
        yield "\n".join([bullet.spoken, *bullet.notes])
    sources = words.source_lines(content.sources, content.context.lang)
    yield "\n".join([message("export.sources", content.context.lang), *sources])


def _put_charts(slide: Draft, chart_blocks: list[ChartBlock], top: float, inner: float) -> float:
    """Charts side by side; returns where they end."""
    width = (inner - _CHARTS_APART * (len(chart_blocks) - 1)) / len(chart_blocks)
    for place, chart_block in enumerate(chart_blocks):
        _put_chart(slide, chart_block, Area(MARGIN + place * (width + _CHARTS_APART), top, width, 0))
    return top + 1.0 + _CHART_HEIGHT + _KEY_HEIGHT + 1.6


def _put_chart(slide: Draft, chart_block: ChartBlock, area: Area) -> None:
    lang, left, top, width = chart_block.context.lang, area.left, area.top, area.width
    name = wrap(chart_block.title, width / CM_PER_POINT, 12, bold=True, most=1)[0]
    slide.text(name, Area(left, top, width, 0.6), 12, theme.INK, bold=True)
    under = " · ".join(
        filter(None, (words.status_words(chart_block), message("export.id", lang, id=chart_block.group_id)))
    )
    slide.text(under, Area(left, top + 0.55, width, 0.5), 9, theme.INK_MUTED)
    drawn = Area(left, top + 1.0, width, _CHART_HEIGHT)
    chart = native_chart(chart_block.scene, 8, FONT, drawn.points, legend=False)
    slide.chart(chart, drawn, chart_block.title, chart_block.sentence)
    below = drawn.top + _CHART_HEIGHT + 0.05
    slide.runs(list(_key_runs(chart_block)), Area(left, below, width, _KEY_HEIGHT))
    slide.text(words.said_of(chart_block), Area(left, below + _KEY_HEIGHT, width, 1.3), 9, theme.INK)


def _key_runs(chart_block: ChartBlock) -> Iterator[Run]:
    """The legend as words, since a small chart has no room for one."""
    for key in keys_of(chart_block.scene):
        yield Run(f"{key.sign}\u00a0", _KEY, key.colour, bold=True)
        yield Run(f"{key.name}   ", _KEY, theme.INK_MUTED)


def _put_below(slides: Slides, slide: Draft, shown: Front, area: Area) -> None:
    """What to ask, where the unit stands, and a table, side by side in what is left of the slide."""
    lists = [(front.ask_title(slides.lang), front.questions_of(slides.content))]
    if shown.listing:
        lists.append((shown.listing.title, front.lines_of(shown.listing)))
    lists = [(title, lines) for title, lines in lists if lines]
    tables = list(shown.others)[: 3 - len(lists)]
    columns = len(lists) + len(tables)
    if not columns:
        return
    width = (area.width - _BETWEEN * (columns - 1)) / columns
    left = area.left
    for title, lines in lists:
        slide_front.put_list(slide, title, lines, Area(left, area.top, width, area.height))
        left += width + _BETWEEN
    for table in tables:
        _put_table(slides, slide, table, Area(left, area.top, width, area.height))
        left += width + _BETWEEN


def _put_table(slides: Slides, slide: Draft, table: Table, area: Area) -> None:
    slide.text(table.title, Area(area.left, area.top, area.width, 0.6), 13, theme.ACTUAL, bold=True)
    top = area.top + 0.75
    if not table.rows:
        slide.text(table.empty, Area(area.left, top, area.width, 1.5), 11, theme.INK)
        return
    room = area.height - 0.75 - _NOTE
    part = shortened(table, area.width, room, setting(_TABLE_SIZE), slides.lang)
    page = first_page(part, area.width, room, _TABLE_SIZE)
    slide.table(page.rows, page.widths, Area(area.left, top, area.width, page.height), part.title)
    under = Area(area.left, top + page.height + 0.1, area.width, _NOTE)
    number = message("export.id", slides.lang, id=table.group_id) if table.group_id else ""
    slide.text(" · ".join(filter(None, (part.note, number))), under, 8, theme.INK_MUTED)
