"""A province on one slide: up to three charts side by side, two tables with the rows that fit below."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.briefing.content import ChartBlock, Table
from kpi.charts import theme
from kpi.export import words
from kpi.export.office_chart.native_chart import native_chart
from kpi.export.office_chart.series import keys_of
from kpi.export.picture.fit import CM_PER_POINT, shortened
from kpi.export.picture.metrics import wrap
from kpi.export.slides.deck import FONT, Draft, Layout, Place
from kpi.export.slides.slide_table import first_page, setting
from kpi.export.slides.slide_xml import Area, Run
from kpi.export.slides.slides import MARGIN, Slides, notes_of
from kpi.words import message

_TABLE_SIZE = 9.0
_TABLES_TOP, _TABLES_BOTTOM = 11.3, 3.1
_NOTE = 0.8
_BETWEEN = 0.8
_CHARTS_APART = 0.6
_CHART_TOP, _CHART_HEIGHT, _KEY_HEIGHT = 4.35, 4.5, 1.0
_KEY = 7.5
_SPLITS = (0.5, 0.45, 0.55, 0.4, 0.6)
"""How much of the width the first of two tables may get."""


def put_page(slides: Slides) -> None:
    """Add the slide."""
    content = slides.content
    chart_blocks = list(content.chart_blocks())
    texts = {
        Place.TITLE: content.title,
        Place.SUBTITLE: content.subtitle,
        Place.SOURCE: slides.source_words(content.sources),
    }
    slide = slides.add(Layout.PAGE, texts, chart_blocks[0].url if chart_blocks else "")
    width = (slides.inner - _CHARTS_APART * (len(chart_blocks) - 1)) / max(len(chart_blocks), 1)
    for place, chart_block in enumerate(chart_blocks):
        _put_chart(slide, chart_block, MARGIN + place * (width + _CHARTS_APART), width)
    tables = [block for block in content.blocks() if isinstance(block, Table)]
    _put_tables(slides, slide, tables if len(tables) < 3 else [tables[0], tables[-1]])
    slide.finish("\n\n".join(notes_of(chart_block) for chart_block in chart_blocks))


def _put_chart(slide: Draft, chart_block: ChartBlock, left: float, width: float) -> None:
    lang = chart_block.context.lang
    name = wrap(chart_block.title, width / CM_PER_POINT, 12, bold=True, most=1)[0]
    slide.text(name, Area(left, 3.35, width, 0.6), 12, theme.INK, bold=True)
    under = " · ".join(
        filter(None, (words.status_words(chart_block), message("export.id", lang, id=chart_block.group_id)))
    )
    slide.text(under, Area(left, 3.9, width, 0.5), 9, theme.INK_MUTED)
    area = Area(left, _CHART_TOP, width, _CHART_HEIGHT)
    chart = native_chart(chart_block.scene, 8, FONT, area.points, legend=False)
    slide.chart(chart, area, chart_block.title, chart_block.sentence)
    below = _CHART_TOP + _CHART_HEIGHT + 0.05
    slide.runs(list(_key_runs(chart_block)), Area(left, below, width, _KEY_HEIGHT))
    slide.text(words.said_of(chart_block), Area(left, below + _KEY_HEIGHT, width, 1.3), 9, theme.INK)


def _key_runs(chart_block: ChartBlock) -> Iterator[Run]:
    """The legend as words, since a small chart has no room for one."""
    for key in keys_of(chart_block.scene):
        yield Run(f"{key.sign}\u00a0", _KEY, key.colour, bold=True)
        yield Run(f"{key.name}   ", _KEY, theme.INK_MUTED)


def _put_tables(slides: Slides, slide: Draft, tables: list[Table]) -> None:
    """Put the tables side by side under the charts, each with the rows that fit."""
    room = slides.height - _TABLES_TOP - _NOTE - _TABLES_BOTTOM
    widths = _widths(slides, tables, room)
    for place, (table, width) in enumerate(zip(tables, widths, strict=True)):
        left = MARGIN + sum(widths[:place]) + place * _BETWEEN
        slide.text(table.title, Area(left, _TABLES_TOP, width, 0.6), 11, theme.INK, bold=True)
        if not table.rows:
            slide.text(table.empty, Area(left, _TABLES_TOP + 0.7, width, 1.5), 10, theme.INK)
            continue
        part = shortened(table, width, room, setting(_TABLE_SIZE), slides.lang)
        page = first_page(part, width, room, _TABLE_SIZE)
        slide.table(page.rows, page.widths, Area(left, _TABLES_TOP + 0.7, width, page.height), part.title)
        under = Area(left, _TABLES_TOP + 0.8 + page.height, width, _NOTE)
        slide.text(part.note, under, 8, theme.INK_MUTED)


def _widths(slides: Slides, tables: list[Table], room: float) -> list[float]:
    """The widths of the tables: halves, or what shows more of their rows."""
    if len(tables) < 2:
        return [slides.inner] * len(tables)
    whole, look = slides.inner - _BETWEEN, setting(_TABLE_SIZE)

    def shown(widths: list[float]) -> int:
        parts = (shortened(table, width, room, look, slides.lang) for table, width in zip(tables, widths, strict=True))
        return sum(len(part.rows) for part in parts)

    return max(([whole * share, whole * (1 - share)] for share in _SPLITS), key=shown)
