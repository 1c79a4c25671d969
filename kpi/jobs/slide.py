"""One item of a briefing as slides for a meeting: few words, large, told by shape and word as well as colour."""

from __future__ import annotations

from html import escape

from kpi.briefing.content import Block, ChartBlock, Number, Table, Text
from kpi.briefing.sources import source_line
from kpi.jobs.preview import Size, badge, chart, remark, table_html
from kpi.words import message

ROWS = 7
"""Rows of a table on one slide: more cannot be read across a room."""

BESIDE_NUMBERS, ALONE = Size(1120.0, 640.0, 1.7), Size(1640.0, 640.0, 1.7)
"""Sizes of a chart on a slide 1,680 pixels wide."""

_MANY_CHARACTERS = 260
"""From here on a sentence takes smaller letters and leaves the chart less room, so that all of it is on the screen."""


def slides(block: Block, lang: str) -> list[str]:
    """The slides of one chart, table or paragraph, as HTML."""
    match block:
        case ChartBlock():
            return [_chart_block(block, lang)]
        case Table():
            return _table(block, lang)
        case Text():
            body = "".join(f"<p>{escape(line)}</p>" for line in block.text.split("\n") if line)
            return [_slide(block.title, "", f"<div class='slide-words'>{body}</div>{remark(block.remark)}", "")]


def _slide(title: str, kicker: str, body: str, foot: str) -> str:
    above = f"<p class='slide-kicker'>{escape(kicker)}</p>" if kicker else ""
    below = f"<p class='slide-foot'>{foot}</p>" if foot else ""
    return f"<section class='slide'><header>{above}<h1>{escape(title)}</h1></header>{body}{below}</section>"


def _chart_block(block: ChartBlock, lang: str) -> str:
    numbers = "" if block.scene.rows else _numbers(block)
    image = chart(block, BESIDE_NUMBERS if numbers else ALONE)
    body = f"<div class='slide-body'>{numbers}<div class='slide-chart'>{image}</div></div>"
    size = " long" if len(block.sentence) > _MANY_CHARACTERS else ""
    said = f"<p class='slide-sentence{size}'>{escape(block.sentence)}</p>"
    return _slide(block.title, block.subtitle, f"{body}{said}{remark(block.remark)}", _foot(block, lang))


def _numbers(block: ChartBlock) -> str:
    """What was achieved, what is due, and the status."""
    parts = [badge(block.status, block.status_words)]
    parts.append(
        _number(block.actual, "actual") if block.actual else f"<p class='slide-none'>{escape(block.no_actual)}</p>"
    )
    if block.due:
        parts.append(_number(block.due, "due"))
    return f"<div class='slide-numbers'>{''.join(parts)}</div>"


def _number(number: Number, kind: str) -> str:
    return (
        f"<p class='slide-number {kind}'><span class='what'>{escape(number.what)}</span>"
        f"<span class='number'>{escape(number.text)}</span></p>"
    )


def _foot(block: ChartBlock, lang: str) -> str:
    parts = (source_line(block.sources, lang), f"{message('basket.id', lang)} {block.group_id}")
    return " · ".join(escape(part) for part in parts if part)


def _table(table: Table, lang: str) -> list[str]:
    """A long table over several slides; the column of IDs is for paper."""
    without = 1 if table.columns and table.columns[-1] == message("briefing.column_id", lang) else 0
    pages = [table.rows[start : start + ROWS] for start in range(0, len(table.rows), ROWS)] or [()]
    foot = escape(source_line(table.sources, lang))
    found = []
    for number, rows in enumerate(pages, start=1):
        part = message("meeting.part", lang, number=number, count=len(pages)) if len(pages) > 1 else ""
        body = f"<div class='slide-table'>{table_html(table, rows, without)}</div>{remark(table.remark)}"
        found.append(_slide(table.title, part, body, foot))
    return found
