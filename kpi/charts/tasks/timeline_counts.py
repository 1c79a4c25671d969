"""Deadlines on a line of time when there are many: one row a document, a mark a month with the number of tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpi.charts import theme
from kpi.charts.scene.marks import Axis, Mark, Note, Points, Scene
from kpi.charts.scene.roles import Role
from kpi.charts.tasks.months import day_mark, month_axis
from kpi.charts.tasks.task_styles import TaskStyle, task_style, task_word
from kpi.model.task_codes import Group, State
from kpi.words import format_number, message

_NAME, _GAP = 34, 4
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
class _Circle:
    """One circle: what it stands for, where and how large; `top` is its upper edge in pixels from the top."""

    row: str
    month: date
    count: int
    word: str
    style: TaskStyle | None
    size: float
    top: float = 0.0


def counts_scene(
    due: Sequence[DueCount], originals: Sequence[OriginalCount], day: date, lang: str, *, is_today: bool
) -> Scene:
    """Circles whose area grows with the number of tasks (at least one in `due`); rows in order of appearance.

    What falls into one month of a document stands one below the other: original deadlines as open circles first,
    then the tasks by what is known of them. The name of a row stands above it, so that a phone has room. Days are
    counted as Python counts them (`date.toordinal`), y in the pixels that the circles need.
    """
    circles = [*_originals(originals, lang), *_due(due, lang)]
    top = 0.0
    placed: list[_Circle] = []
    notes = []
    rows = tuple(dict.fromkeys(item.row for item in due))
    for row in rows:
        notes.append(Note(Role.ROW, theme.look(Role.ROW), top, (row,)))
        mine, height = _stacked([circle for circle in circles if circle.row == row], top + _NAME)
        placed += mine
        top += _NAME + height + 2 * _GAP
    days = [at for circle in placed for at in (circle.month, _middle(circle.month))]
    words = dict.fromkeys(circle.word for circle in sorted(placed, key=lambda circle: circle.style is None))
    marks = [_points([circle for circle in placed if circle.word == word], lang) for word in words]
    return Scene(
        lang=lang,
        unit="",
        x=month_axis(days, day),
        y=Axis(top, 0, (), ()),
        marks=(*notes, *marks),
        day=day_mark(days, day, lang, is_today=is_today),
        rows=rows,
    )


def _originals(originals: Sequence[OriginalCount], lang: str) -> list[_Circle]:
    word = message("task_timeline.original", lang)
    return [_Circle(item.row, item.month, item.count, word, None, _SMALLEST) for item in originals]


def _due(due: Sequence[DueCount], lang: str) -> list[_Circle]:
    """One circle for all tasks of a month that are told by the same word."""
    counts: Counter[tuple[str, date, str]] = Counter()
    styles: dict[str, TaskStyle] = {}
    for item in due:
        word = task_word(item.state, item.group, lang)
        counts[item.row, item.month, word] += item.count
        styles[word] = task_style(item.state, item.group)
    largest = max(counts.values())
    sizes = {key: _SMALLEST + (_LARGEST - _SMALLEST) * (count / largest) ** 0.5 for key, count in counts.items()}
    return [_Circle(*key[:2], count, key[2], styles[key[2]], sizes[key]) for key, count in counts.items()]


def _stacked(marks: Sequence[_Circle], top: float) -> tuple[list[_Circle], float]:
    """The circles of one row, those of a month one below the other, and how high the highest pile is."""
    height: dict[date, float] = {}
    placed = []
    for mark in marks:
        placed.append(replace(mark, top=top + height.get(mark.month, 0)))
        height[mark.month] = height.get(mark.month, 0) + mark.size + _GAP
    return placed, max(height.values())


def _points(circles: Sequence[_Circle], lang: str) -> Points:
    first = circles[0]
    marks = tuple(
        Mark(
            _middle(circle.month).toordinal(),
            circle.top + circle.size / 2,
            format_number(circle.count, lang),
            "middle center",
            (circle.word, _counted(circle, lang)),
            circle.size,
        )
        for circle in circles
    )
    role = Role.TASK if first.style else Role.FIRST_DEADLINE
    return Points(role, first.style.circle if first.style else theme.look(role), marks, first.word)


def _counted(circle: _Circle, lang: str) -> str:
    count = message("task_timeline.count", lang, count=format_number(circle.count, lang))
    return f"{circle.row}, {circle.month.month}/{circle.month.year}: {count}"


def _middle(month: date) -> date:
    return month.replace(day=15)
