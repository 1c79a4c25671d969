"""A province on one sheet of paper: charts side by side, the tables with the rows that fit, the sources."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.briefing.content import ChartBlock, Content, Table
from kpi.charts import theme
from kpi.export import words
from kpi.export.office_chart.series import keys_of
from kpi.export.paper import paper_xml as xml
from kpi.export.paper.paper import Paper
from kpi.export.paper.paper_table import SMALL, paper_table
from kpi.export.paper.paper_xml import PaperCell, Run, Style, paragraph
from kpi.export.picture.fit import CM_PER_POINT, TIMES, sharing
from kpi.export.picture.metrics import wrap
from kpi.words import message

MARGIN = 1.6
_SHEET = 29.7 - 2 * MARGIN
_CHART_HEIGHT = 4.8
_CHART_TYPE, _KEY, _NAME, _STATUS, _SAID, _NUMBER, _SOURCES = 7.0, 7.5, 11.0, 10.0, 9.5, 8.5, 8.0
_TITLE, _REMARK = 16.0, 14.0
_LINE = 1.17
_SPARE = 2.0
"""Centimetres left free, since office programs do not set type quite alike."""


def page_parts(content: Content, paper: Paper) -> list[str]:
    """The body of the sheet."""
    chart_blocks = list(content.chart_blocks())
    parts = [paragraph(Style.TITLE, content.title), paragraph(Style.SUBTITLE, content.subtitle)]
    parts += [paragraph(Style.BODY, line) for line in content.remark.split("\n") if line]
    if chart_blocks:
        parts.append(_side_by_side(chart_blocks, paper))
    sources = words.brief_source_line(content.sources, content.context.lang, paper.width / TIMES, _SOURCES)
    tables = [block for block in content.blocks() if isinstance(block, Table)]
    for part in sharing(tables, paper.width, _room(content, chart_blocks, paper.width), SMALL, content.context.lang):
        parts.append(paragraph(Style.SMALL_HEADING, part.title))
        if part.rows:
            parts.append(paper_table(part, paper.width, SMALL.size, content.context.lang))
        else:
            parts.append(paragraph(Style.BODY, part.empty))
        parts += [paragraph(Style.BODY, line) for line in part.remark.split("\n") if line]
    return [*parts, paragraph(Style.NOTE, Run(sources, size=_SOURCES))]


def _side_by_side(chart_blocks: list[ChartBlock], paper: Paper) -> str:
    """Name, status, chart and sentence of each block in rows, so that the charts stand level."""
    width = paper.width / len(chart_blocks)

    def row(runs: list[Run]) -> list[PaperCell]:
        return [PaperCell(paragraph(Style.CELL, run, keep=True)) for run in runs]

    names = row([Run(chart.title, bold=True, size=_NAME) for chart in chart_blocks])
    statuses = [words.status_words(chart) for chart in chart_blocks]
    judged = row([Run(status, italic=True, size=_STATUS, colour=theme.INK_MUTED) for status in statuses])
    size = width - 0.3, _CHART_HEIGHT, _CHART_TYPE
    charts = [PaperCell(paper.chart(chart, *size, legend=False)) for chart in chart_blocks]
    keys = [PaperCell(paragraph(Style.CELL, *_key_runs(chart), keep=True)) for chart in chart_blocks]
    said = [
        PaperCell(
            paragraph(
                Style.CELL,
                Run(f"{words.said_of(chart)} ", size=_SAID),
                Run(_number(chart), size=_NUMBER, colour=theme.INK_MUTED),
            )
        )
        for chart in chart_blocks
    ]
    rows = [names, judged, charts, keys, said] if any(statuses) else [names, charts, keys, said]
    return xml.table(rows, [width] * len(chart_blocks), lines=False)


def _key_runs(chart: ChartBlock) -> Iterator[Run]:
    """The legend as words, since a small chart has no room for one."""
    for key in keys_of(chart.scene):
        yield Run(f"{key.sign}\u00a0", size=_KEY, colour=key.colour, bold=True)
        yield Run(f"{key.name}   ", size=_KEY, colour=theme.INK_MUTED)


def _number(chart: ChartBlock) -> str:
    return message("export.id", chart.context.lang, id=chart.group_id)


def _room(content: Content, chart_blocks: list[ChartBlock], width: float) -> float:
    """The centimetres that are left for tables."""

    def high(text: str, size: float, across: float, *, bold: bool = False) -> float:
        lines = wrap(text, across / CM_PER_POINT / TIMES, size, bold=bold)
        return len(lines) * size * _LINE * CM_PER_POINT

    used = high(content.title, _TITLE, width, bold=True) + 0.5 + 1.0 + _SPARE
    remarks = [content.remark, *(block.remark for block in content.blocks() if isinstance(block, Table))]
    used += sum(high(line, _REMARK, width) + 0.3 for said in remarks for line in said.split("\n") if line)
    used += 2 * _SOURCES * _LINE * CM_PER_POINT + 0.4
    if chart_blocks:
        each = width / len(chart_blocks) - 0.3
        used += max(high(chart.title, _NAME, each, bold=True) for chart in chart_blocks)
        used += max(high(f"{words.said_of(chart)} {_number(chart)}", _SAID, each) for chart in chart_blocks)
        used += max(high("".join(run.text for run in _key_runs(chart)), _KEY, each) for chart in chart_blocks)
        used += _STATUS * _LINE * CM_PER_POINT + _CHART_HEIGHT + 0.1
    return _SHEET - used
