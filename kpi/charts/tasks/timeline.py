"""Deadlines on a line of time, one row a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from kpi.charts import theme
from kpi.charts.plotly.chart import PlotlyChart
from kpi.charts.plotly.layout import layout_template, watermark
from kpi.charts.tasks.task_styles import task_style, task_word
from kpi.model.task_codes import Group, State
from kpi.words import format_date, message

_ROW, _AROUND = 60, 120
_WORDS, _LINES = 38, 2
_MARGIN_DAYS = 12
_TICKS = 6
_OVERRUN = "#EBC3AE"


@dataclass(frozen=True)
class DatedTask:
    """A task with a deadline; `label` names it, `row` is the document it belongs to, `words` what to do."""

    label: str
    row: str
    words: str
    issued_on: date
    deadline: date
    original: date | None
    state: State
    group: Group


def timeline_figure(
    tasks: Sequence[DatedTask], day: date, lang: str, *, is_today: bool, demo: bool = False
) -> PlotlyChart:
    """One row a task (at least one), from the day of its document to the deadline; the day stood on is a line.

    An original deadline is an open circle joined to the new one. The line of a task that is reported unfinished after
    its deadline runs on to the day.
    """
    figure = PlotlyChart({"template": layout_template(lang)})
    _draw_tasks(figure, list(tasks), day, lang)
    days = [task.deadline for task in tasks] + [task.issued_on for task in tasks]
    days += [task.original for task in tasks if task.original]
    frame(figure, days, day, lang, is_today=is_today)
    if demo:
        figure.annotations.append(watermark(lang))
    return figure


def frame(figure: PlotlyChart, days: Sequence[date], day: date, lang: str, *, is_today: bool) -> None:
    """Axis of months that holds every one of `days` and the day stood on, which is drawn as a line."""
    first, last = min([*days, day]), max([*days, day])
    figure.set_axis(
        "xaxis",
        range=[first - timedelta(days=_MARGIN_DAYS), last + timedelta(days=_MARGIN_DAYS)],
        tickvals=list(_months(first, last)),
        ticktext=[f"{month.month}/{month.year}" for month in _months(first, last)],
        showgrid=True,
        gridcolor=theme.GRID,
        side="top",
        tickangle=0,
        tickfont={"size": 14},
    )
    figure.layout |= {"margin": {"t": 64, "b": 46, "l": 8, "r": 24}, "legend": {"itemsizing": "trace"}}
    _add_day(figure, day, lang, is_today=is_today, early=4 * (day - first) < last - first)


def _draw_tasks(figure: PlotlyChart, tasks: list[DatedTask], day: date, lang: str) -> None:
    rows = list(range(len(tasks)))
    bars: list[tuple[list[date], int, str, str]] = []
    for row, task in enumerate(tasks):
        bars.append(([task.issued_on, max(task.deadline, task.issued_on)], row, theme.BAND, "solid"))
        if task.original:
            bars.append(([task.original, task.deadline], row, theme.NATIONAL, "dot"))
        if task.group is Group.OVERDUE:
            bars.append(([task.deadline, day], row, _OVERRUN, "solid"))
    for days, row, colour, dash in bars:
        width = 7 if colour == theme.BAND else 2
        figure.add_shape(
            type="line",
            layer="below",
            x0=days[0],
            x1=days[1],
            y0=row,
            y1=row,
            line={"color": colour, "width": width, "dash": dash},
        )
    words = [task_word(task.state, task.group, lang) for task in tasks]
    for word in dict.fromkeys(words):
        mine = [(row, task) for row, task in enumerate(tasks) if words[row] == word]
        style = task_style(mine[0][1].state, mine[0][1].group)
        figure.add_scatter(
            name=word,
            x=[task.deadline for _, task in mine],
            y=[row for row, _ in mine],
            mode="markers",
            marker={
                "symbol": style.symbol,
                "size": 13,
                "color": style.text,
                "line": {"width": 1.5, "color": style.text},
            },
            hovertext=[_hover(task, lang) for _, task in mine],
            hoverinfo="text",
        )
    _add_originals(figure, [(row, task) for row, task in enumerate(tasks) if task.original], lang)
    for row, task in enumerate(tasks):
        figure.add_annotation(
            text="<br>".join(escape(line) for line in _wrapped(task.words, _WORDS, _LINES)),
            align="left",
            x=0,
            xref="paper",
            xanchor="left",
            y=row,
            yanchor="bottom",
            yshift=6,
            showarrow=False,
            bgcolor=theme.BACKGROUND,
            borderpad=0,
            font={"size": 14, "color": theme.INK},
        )
    figure.set_axis(
        "yaxis",
        range=[len(tasks) - 0.4, -0.9],
        tickvals=rows,
        ticktext=[escape(task.label) for task in tasks],
        showgrid=False,
        tickfont={"size": 14, "color": theme.INK_MUTED},
    )
    figure.layout["height"] = _AROUND + _ROW * len(tasks)


def _add_originals(figure: PlotlyChart, tasks: list[tuple[int, DatedTask]], lang: str) -> None:
    if tasks:
        figure.add_scatter(
            name=message("task_timeline.original", lang),
            x=[task.original for _, task in tasks],
            y=[row for row, _ in tasks],
            mode="markers",
            marker={"symbol": "circle-open", "size": 11, "color": theme.NATIONAL, "line": {"width": 2}},
            hovertext=[_hover(task, lang) for _, task in tasks],
            hoverinfo="text",
        )


def _add_day(figure: PlotlyChart, day: date, lang: str, *, is_today: bool, early: bool) -> None:
    """The day stood on; its name runs to the side that has more room."""
    line = {"color": theme.INK, "width": 1.5}
    figure.add_shape(type="line", name="day", x0=day, x1=day, y0=0, y1=1, yref="paper", line=line)
    key = "task_timeline.today" if is_today else "task_timeline.as_of"
    figure.add_annotation(
        name="day",
        text=message(key, lang, day=format_date(day, lang)),
        x=day,
        xanchor="left" if early else "right",
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=26,
        showarrow=False,
        font={"size": theme.SIZE_SMALL, "color": theme.INK},
    )


def _months(first: date, last: date) -> list[date]:
    """Every month's first day from `first` to `last`, thinned to six at most."""
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    within = [month for month in months if first.replace(day=1) <= month <= last]
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60) if len(within) <= _TICKS * step)
    return within[::step]


def _hover(task: DatedTask, lang: str) -> str:
    due = f"{message('task_timeline.due', lang)}: {format_date(task.deadline, lang)}"
    original = (
        f" · {message('task_timeline.original', lang)}: {format_date(task.original, lang)}" if task.original else ""
    )
    words = "<br>".join(escape(line) for line in _wrapped(task.words))
    state = escape(task_word(task.state, task.group, lang))
    return f"<b>{escape(task.label)}</b> · {escape(task.row)}<br>{words}<br>{due}{original}<br>{state}"


def _wrapped(words: str, width: int = 70, lines: int = 4) -> list[str]:
    found = [""]
    for word in words.split():
        if len(found[-1]) + len(word) > width:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found if len(found) <= lines else [*found[: lines - 1], f"{found[lines - 1]}…"]
