"""Deadlines on a line of time when there are many: one row a document, a mark a month with the number of tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from kpi.charts import theme
from kpi.charts.plotly.chart import PlotlyChart
from kpi.charts.plotly.layout import layout_template, watermark
from kpi.charts.tasks.task_styles import TaskStyle, task_style, task_word
from kpi.charts.tasks.timeline import frame
from kpi.model.task_codes import Group, State
from kpi.words import format_number, message

_AROUND, _NAME, _GAP = 110, 34, 4
_SMALLEST, _LARGEST = 24, 50


@dataclass(frozen=True)
class DueCount:
    """How many tasks of one row (a document) fall due in one month, in one state; `month` is its first day."""

    row: str
    month: date
    count: int
    state: State
    group: Group


@dataclass(frozen=True)
class OriginalCount:
    """How many tasks of one row were due in a month and were put off since."""

    row: str
    month: date
    count: int


@dataclass(frozen=True)
class _Mark:
    """One circle: what it stands for, where and how large; `top` is its upper edge in pixels from the top."""

    row: str
    month: date
    count: int
    word: str
    style: TaskStyle | None
    size: float
    top: float = 0.0


def counts_figure(
    due: Sequence[DueCount],
    originals: Sequence[OriginalCount],
    day: date,
    lang: str,
    *,
    is_today: bool,
    demo: bool = False,
) -> PlotlyChart:
    """Circles whose area grows with the number of tasks (at least one in `due`); rows in order of appearance.

    What falls into one month of a document stands one below the other: original deadlines as open circles first,
    then the tasks by what is known of them. The name of a row stands above it, so that a phone has room.
    """
    figure = PlotlyChart({"template": layout_template(lang)})
    marks = [*_original_marks(originals, lang), *_due_marks(due, lang)]
    top = 0.0
    placed: list[_Mark] = []
    for row in dict.fromkeys(item.row for item in due):
        _add_row(figure, row, top)
        mine, height = _stacked([mark for mark in marks if mark.row == row], top + _NAME)
        placed += mine
        top += _NAME + height + 2 * _GAP
    for word in dict.fromkeys(mark.word for mark in sorted(placed, key=lambda mark: mark.style is None)):
        _add_marks(figure, [mark for mark in placed if mark.word == word], lang)
    figure.set_axis("yaxis", range=[top, 0], visible=False)
    figure.layout["height"] = _AROUND + top
    days = [at for mark in placed for at in (mark.month, _middle(mark.month))]
    frame(figure, days, day, lang, is_today=is_today)
    if demo:
        figure.annotations.append(watermark(lang))
    return figure


def _original_marks(originals: Sequence[OriginalCount], lang: str) -> list[_Mark]:
    word = message("task_timeline.original", lang)
    return [_Mark(item.row, item.month, item.count, word, None, _SMALLEST) for item in originals]


def _due_marks(due: Sequence[DueCount], lang: str) -> list[_Mark]:
    """One circle for all tasks of a month that are told by the same word."""
    counts: Counter[tuple[str, date, str]] = Counter()
    styles: dict[str, TaskStyle] = {}
    for item in due:
        word = task_word(item.state, item.group, lang)
        counts[item.row, item.month, word] += item.count
        styles[word] = task_style(item.state, item.group)
    largest = max(counts.values())
    sizes = {key: _SMALLEST + (_LARGEST - _SMALLEST) * (count / largest) ** 0.5 for key, count in counts.items()}
    return [_Mark(*key[:2], count, key[2], styles[key[2]], sizes[key]) for key, count in counts.items()]


def _stacked(marks: Sequence[_Mark], top: float) -> tuple[list[_Mark], float]:
    """The circles of one row, those of a month one below the other, and how high the highest pile is."""
    height: dict[date, float] = {}
    placed = []
    for mark in marks:
        placed.append(replace(mark, top=top + height.get(mark.month, 0)))
        height[mark.month] = height.get(mark.month, 0) + mark.size + _GAP
    return placed, max(height.values())


def _add_row(figure: PlotlyChart, row: str, top: float) -> None:
    """The name of a row, under a thin line."""
    line = {"color": theme.GRID, "width": 1}
    figure.add_shape(type="line", layer="below", xref="paper", x0=0, x1=1, y0=top, y1=top, line=line)
    figure.add_annotation(
        text=escape(row),
        x=0,
        xref="paper",
        xanchor="left",
        y=top,
        yanchor="top",
        yshift=-_GAP,
        showarrow=False,
        bgcolor=theme.BACKGROUND,
        font={"size": theme.SIZE_SMALL, "color": theme.INK},
    )


def _add_marks(figure: PlotlyChart, marks: Sequence[_Mark], lang: str) -> None:
    word, style = marks[0].word, marks[0].style
    ink = style.text if style else theme.NATIONAL
    figure.add_scatter(
        name=word,
        x=[_middle(mark.month) for mark in marks],
        y=[mark.top + mark.size / 2 for mark in marks],
        mode="markers+text",
        text=[format_number(mark.count, lang) for mark in marks],
        textposition="middle center",
        textfont={"size": 14, "color": ink, "weight": 650 if style else 400},
        marker={
            "symbol": "circle" if style else "circle-open",
            "size": [mark.size for mark in marks],
            "color": style.tint if style else ink,
            "opacity": 1,
            "line": {"width": 1.5, "color": ink},
        },
        cliponaxis=False,
        hovertext=[f"{escape(word)}<br>{_counted(mark, lang)}" for mark in marks],
        hoverinfo="text",
    )


def _counted(mark: _Mark, lang: str) -> str:
    count = message("task_timeline.count", lang, count=format_number(mark.count, lang))
    return f"{escape(mark.row)}, {mark.month.month}/{mark.month.year}: {count}"


def _middle(month: date) -> date:
    return month.replace(day=15)
