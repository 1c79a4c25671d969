"""A chart as a picture that explains itself: title, day, source, product mark and ID inside; no browser.

The picture is drawn as SVG. PNG (two pixels for each of the SVG's) and PDF are made from the very same SVG.
"""

from __future__ import annotations

from kpi.briefing.content import ChartBlock
from kpi.briefing.sources import source_line
from kpi.charts import theme
from kpi.charts.scene.labels import Box
from kpi.charts.svg.bar_plot import BarPlot
from kpi.charts.svg.canvas import Svg
from kpi.charts.svg.path_plot import PathPlot, Type
from kpi.export.pdf.typeset import typeset
from kpi.export.picture.metrics import text_width, wrap
from kpi.words import format_date, message

WIDTH, HEIGHT = 1200.0, 700.0
_MARGIN = 32.0
_TITLE, _SUBTITLE, _FOOT = 27.0, 16.0, 13.0
_ROW_HEIGHT, _MOST_ROWS = 44.0, 9
_PIXELS_PER_INCH = 144.0
_POINTS = 0.75
"""Points for each pixel of the SVG."""


def chart_svg(block: ChartBlock, *, embed_font: bool = True) -> str:
    """The whole picture as SVG; with `embed_font` it looks the same on a computer without the typeface."""
    height = picture_height(block)
    svg = Svg(WIDTH, height)
    svg.rect(0, 0, WIDTH, height, theme.BACKGROUND)
    width = WIDTH - 2 * _MARGIN
    title = wrap(block.title, width, _TITLE, bold=True, most=2)
    y = _MARGIN + _TITLE * 0.85
    svg.lines((_MARGIN, y), title, _TITLE, theme.INK, bold=True)
    y += (len(title) - 1) * _TITLE * 1.3 + _SUBTITLE * 1.7
    subtitle = wrap(block.subtitle, width, _SUBTITLE, most=2)
    svg.lines((_MARGIN, y), subtitle, _SUBTITLE, theme.INK_MUTED)
    y += (len(subtitle) - 1) * _SUBTITLE * 1.3 + _SUBTITLE
    foot = _foot(svg, block, height)
    _draw(svg, block, Box(_MARGIN, y, WIDTH - _MARGIN, foot - 14), Type())
    if block.context.demo:
        svg.watermark(message("chart_words.watermark", block.context.lang), 84)
    return svg.source(block.title, block.sentence, embed_font=embed_font)


def bare_svg(block: ChartBlock, width: float, height: float, scale: float = 1.0) -> str:
    """Only the plot and its legend, for a page that says the rest; type `scale` times as large as on screen."""
    svg = Svg(width, height)
    _draw(svg, block, Box(2, 2, width - 2, height - 2), Type().scaled(scale))
    return svg.source(block.title, block.sentence)


def picture_height(block: ChartBlock) -> float:
    """Height of the picture: a comparison grows with its rows."""
    if block.scene.rows:
        return HEIGHT + max(len(block.scene.rows) - _MOST_ROWS, 0) * _ROW_HEIGHT
    return HEIGHT


def png(block: ChartBlock) -> bytes:
    """The picture as PNG at twice its size, for print."""
    return typeset(
        _page(block), "png", files={"chart.svg": chart_svg(block, embed_font=False)}, ppi=_PIXELS_PER_INCH / _POINTS
    )


def pdf(block: ChartBlock) -> bytes:
    """The picture as a PDF of one page with selectable text."""
    return typeset(_page(block), "pdf", files={"chart.svg": chart_svg(block, embed_font=False)})


def _page(block: ChartBlock) -> str:
    width, height = WIDTH * _POINTS, picture_height(block) * _POINTS
    return f'#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n#image("chart.svg", width: {width}pt)\n'


def _draw(svg: Svg, block: ChartBlock, frame: Box, sizes: Type) -> None:
    if block.scene.rows:
        BarPlot(svg, block.scene, frame, sizes, text_width, wrap).draw()
    else:
        PathPlot(svg, block.scene, frame, sizes, text_width).draw()


def _foot(svg: Svg, block: ChartBlock, height: float) -> float:
    """Source, product mark, snapshot and ID; returns where they begin."""
    context = block.context
    width = WIDTH - 2 * _MARGIN
    baseline = height - _MARGIN * 0.7
    sources = wrap(source_line(block.sources, context.lang), width, _FOOT, most=3)
    mark = message("product.name", context.lang)
    svg.text((_MARGIN, baseline), mark, _FOOT + 2, theme.PRIMARY, bold=True)
    svg.text((WIDTH - _MARGIN, baseline), made_from(block), _FOOT, theme.INK_MUTED, anchor="end")
    top = baseline - _FOOT * 1.6 - (len(sources) - 1) * _FOOT * 1.3
    svg.lines((_MARGIN, top), sources, _FOOT, theme.INK_MUTED)
    rule = top - _FOOT * 1.3
    svg.line([(_MARGIN, rule), (WIDTH - _MARGIN, rule)], theme.BORDER, 1)
    return rule


def made_from(block: ChartBlock) -> str:
    """'số liệu dựng ngày 22/11/2026 · bản chụp … · mã 4K7PD-X2M9Q'."""
    context = block.context
    return message(
        "export.made_from",
        context.lang,
        built=format_date(context.built_on, context.lang),
        snapshot=context.snapshot_id,
        id=block.group_id,
    )
