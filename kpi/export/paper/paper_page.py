"""A unit on one sheet of paper: the sentence on it, marks, bars, questions, published actuals, neighbours, sources."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.briefing.content import ChartBlock, Content, Table
from kpi.charts import theme
from kpi.export import front, words
from kpi.export.office_chart.series import keys_of
from kpi.export.paper import paper_front
from kpi.export.paper import paper_xml as xml
from kpi.export.paper.paper import Paper
from kpi.export.paper.paper_front import Part, high
from kpi.export.paper.paper_table import SMALL, paper_table
from kpi.export.paper.paper_xml import PaperCell, Run, Style, paragraph
from kpi.export.picture.fit import CM_PER_POINT, TIMES, fitting
from kpi.export.picture.years import years_together
from kpi.words import message

MARGIN = 1.6
_SHEET = 29.7 - 2 * MARGIN
_CHART_HEIGHT = 4.8
_CHART_TYPE, _KEY, _NAME, _STATUS, _SAID, _NUMBER, _SOURCES = 7.0, 7.5, 11.0, 10.0, 9.5, 8.5, 8.0
_TITLE, _REMARK = 16.0, 14.0
_LINE = 1.17
_SPARE = 0.7
"""Centimetres left free, since office programs do not set type quite alike."""


def page_parts(content: Content, paper: Paper) -> list[str]:
    """The body of the sheet."""
    lang, width, shown = content.context.lang, paper.width, front.front_of(content)
    made: list[Part] = [_head(content, width)]
    if content.frame:
        made.append(paper_front.verdict(content.frame, width))
    if shown.board:
        made.append(paper_front.marks(shown.board, width, lang))
    if shown.bullets:
        made.append(paper_front.bars(shown.bullets, paper, lang))
    if shown.charts:
        made.append(_side_by_side(list(shown.charts), paper))
    asked = (front.ask_title(lang), front.questions_of(content))
    listed = (shown.listing.title, front.lines_of(shown.listing)) if shown.listing else ("", [])
    made.append(paper_front.columns(asked, listed, width))
    sources = words.brief_source_line(content.sources, lang, width / TIMES, _SOURCES)
    remarks = [line for table in _tables(content) for line in table.remark.split("\n") if line]
    left = _SHEET - _SPARE - sum(part.height for part in made) - 2 * _SOURCES * _LINE * CM_PER_POINT - 0.4
    left -= sum(high(line, _REMARK, width) + 0.3 for line in remarks)
    parts = [part.xml for part in made]
    others = [years_together(table, lang) for table in shown.others]
    for table in fitting(others, width, left, SMALL, lang):
        parts.append(paragraph(Style.SMALL_HEADING, table.title))
        if table.rows:
            parts.append(paper_table(table, width, SMALL.size, lang))
        else:
            parts.append(paragraph(Style.BODY, table.empty))
    parts += [paragraph(Style.BODY, line) for line in remarks]
    return [*parts, paragraph(Style.NOTE, Run(sources, size=_SOURCES))]


def _tables(content: Content) -> Iterator[Table]:
    return (block for block in content.blocks() if isinstance(block, Table))


def _head(content: Content, width: float) -> Part:
    """Title, day, the maker's remark."""
    lines = [line for line in content.remark.split("\n") if line]
    parts = [paragraph(Style.TITLE, content.title), paragraph(Style.SUBTITLE, content.subtitle)]
    used = high(content.title, _TITLE, width, bold=True) + 0.5 + 1.0
    used += sum(high(line, _REMARK, width) + 0.3 for line in lines)
    return Part("".join([*parts, *(paragraph(Style.BODY, line) for line in lines)]), used)


def _side_by_side(chart_blocks: list[ChartBlock], paper: Paper) -> Part:
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
    return Part(xml.table(rows, [width] * len(chart_blocks), lines=False), _height(chart_blocks, width - 0.3))


def _height(chart_blocks: list[ChartBlock], each: float) -> float:
    used = max(high(chart.title, _NAME, each, bold=True) for chart in chart_blocks)
    used += max(high(f"{words.said_of(chart)} {_number(chart)}", _SAID, each) for chart in chart_blocks)
    used += max(high("".join(run.text for run in _key_runs(chart)), _KEY, each) for chart in chart_blocks)
    return used + _STATUS * _LINE * CM_PER_POINT + _CHART_HEIGHT + 0.1


def _key_runs(chart: ChartBlock) -> Iterator[Run]:
    """The legend as words, since a small chart has no room for one."""
    for key in keys_of(chart.scene):
        yield Run(f"{key.sign}\u00a0", size=_KEY, colour=key.colour, bold=True)
        yield Run(f"{key.name}   ", size=_KEY, colour=theme.INK_MUTED)


def _number(chart: ChartBlock) -> str:
    return message("export.id", chart.context.lang, id=chart.group_id)
