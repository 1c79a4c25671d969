"""Deadlines on a line of time when there are many: one row a document, a mark a month with the number of tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import plotly.graph_objects as go

from kpi.figures import theme
from kpi.figures.task_styles import task_style, task_word
from kpi.figures.timeline import frame
from kpi.locale import format_number, message
from kpi.tasks import Group, State

_ROW, _AROUND = 78, 110
_ABOVE = 0.38
_SMALLEST, _LARGEST = 24, 50
_BELOW = 0.28


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


def counts_figure(
    due: Sequence[DueCount],
    originals: Sequence[OriginalCount],
    day: date,
    lang: str,
    *,
    is_today: bool,
    demo: bool = False,
) -> go.Figure:
    """Circles whose area grows with the number of tasks (at least one in `due`); rows in order of appearance.

    Several states in one month of a document stand one below the other. Original deadlines are open circles.
    """
    figure = go.Figure(layout={"template": theme.layout_template(lang)})
    rows = {name: place for place, name in enumerate(dict.fromkeys(item.row for item in due))}
    places: Counter[tuple[str, date]] = Counter()
    largest = max(item.count for item in due)
    drawn: dict[str, list[tuple[float, DueCount]]] = {}
    for item in due:
        height = rows[item.row] + _BELOW * places[item.row, item.month]
        places[item.row, item.month] += 1
        drawn.setdefault(task_word(item.state, item.group, lang), []).append((height, item))
    for word, marks in drawn.items():
        _add_marks(figure, word, marks, largest, lang)
    _add_originals(figure, [item for item in originals if item.row in rows], rows, lang)
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.8],
        tickvals=list(rows.values()),
        ticktext=[escape(name) for name in rows],
        showgrid=False,
    )
    figure.update_layout(height=_AROUND + _ROW * len(rows))
    months = [item.month for item in due] + [item.month for item in originals]
    frame(figure, months, day, lang, is_today=is_today)
    if demo:
        theme.add_watermark(figure, lang)
    return figure


def _add_marks(figure: go.Figure, word: str, marks: list[tuple[float, DueCount]], largest: int, lang: str) -> None:
    style = task_style(marks[0][1].state, marks[0][1].group)
    figure.add_scatter(
        name=word,
        x=[_middle(item.month) for _, item in marks],
        y=[height for height, _ in marks],
        mode="markers+text",
        text=[format_number(item.count, lang) for _, item in marks],
        textposition="middle center",
        textfont={"size": 14, "color": style.text, "weight": 650},
        marker={
            "symbol": "circle",
            "size": [_SMALLEST + (_LARGEST - _SMALLEST) * (item.count / largest) ** 0.5 for _, item in marks],
            "color": style.tint,
            "line": {"width": 1.5, "color": style.text},
        },
        hovertext=[f"{escape(word)}<br>{_counted(item, lang)}" for _, item in marks],
        hoverinfo="text",
    )


def _add_originals(figure: go.Figure, originals: list[OriginalCount], rows: dict[str, int], lang: str) -> None:
    if not originals:
        return
    word = message("task_timeline.original", lang)
    figure.add_scatter(
        name=word,
        x=[_middle(item.month) for item in originals],
        y=[rows[item.row] - _ABOVE for item in originals],
        mode="markers+text",
        text=[format_number(item.count, lang) for item in originals],
        textposition="middle center",
        textfont={"size": 14, "color": theme.NATIONAL},
        marker={"symbol": "circle-open", "size": _SMALLEST, "color": theme.NATIONAL, "line": {"width": 1.5}},
        hovertext=[f"{escape(word)}<br>{_counted(item, lang)}" for item in originals],
        hoverinfo="text",
    )


def _counted(item: DueCount | OriginalCount, lang: str) -> str:
    count = message("task_timeline.count", lang, count=format_number(item.count, lang))
    return f"{escape(item.row)}, {item.month.month}/{item.month.year}: {count}"


def _middle(month: date) -> date:
    return month.replace(day=15)
