"""Deadlines on a line of time, one row a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi.charts import theme
from kpi.charts.scene.marks import Axis, Drawn, Line, Mark, Note, Points, Scene, Spot
from kpi.charts.scene.roles import Role
from kpi.charts.tasks.months import day_mark, month_axis
from kpi.charts.tasks.task_styles import task_style, task_word
from kpi.model.task_codes import Group, State
from kpi.words import format_date, message

_WORDS, _LINES = 38, 2
_TOLD_WORDS, _TOLD_LINES = 70, 4


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


def timeline_scene(tasks: Sequence[DatedTask], day: date, lang: str, *, is_today: bool) -> Scene:
    """One row a task (at least one), from the day of its document to the deadline; the day stood on is a line.

    Days are counted as Python counts them (`date.toordinal`). An original deadline is an open circle joined to the
    new one. The line of a task that is reported unfinished after its deadline runs on to the day.
    """
    days = [task.deadline for task in tasks] + [task.issued_on for task in tasks]
    days += [task.original for task in tasks if task.original]
    return Scene(
        lang=lang,
        unit="",
        x=month_axis(days, day),
        y=Axis(len(tasks) - 0.4, -0.9, tuple(range(len(tasks))), tuple(task.label for task in tasks)),
        marks=(*_lines(tasks, day), *_deadlines(tasks, lang), *_first_deadlines(tasks, lang), *_notes(tasks)),
        day=day_mark(days, day, lang, is_today=is_today),
        rows=tuple(task.label for task in tasks),
    )


def _lines(tasks: Sequence[DatedTask], day: date) -> list[Line]:
    spans: dict[Role, list[tuple[Spot, Spot]]] = {Role.TIME_GIVEN: [], Role.PUT_OFF: [], Role.OVERRUN: []}
    for row, task in enumerate(tasks):
        spans[Role.TIME_GIVEN].append(_span(task.issued_on, max(task.deadline, task.issued_on), row))
        if task.original:
            spans[Role.PUT_OFF].append(_span(task.original, task.deadline, row))
        if task.group is Group.OVERDUE:
            spans[Role.OVERRUN].append(_span(task.deadline, day, row))
    return [Line(role, theme.look(role), tuple(runs)) for role, runs in spans.items() if runs]


def _span(start: date, end: date, row: int) -> tuple[Spot, Spot]:
    return (start.toordinal(), row), (end.toordinal(), row)


def _deadlines(tasks: Sequence[DatedTask], lang: str) -> list[Drawn]:
    """Tasks that are told by the same word look alike."""
    words = [task_word(task.state, task.group, lang) for task in tasks]
    found: list[Drawn] = []
    for word in dict.fromkeys(words):
        mine = [(row, task) for row, task in enumerate(tasks) if words[row] == word]
        look = task_style(mine[0][1].state, mine[0][1].group).mark
        marks = tuple(Mark(task.deadline.toordinal(), row, told=_told(task, lang)) for row, task in mine)
        found.append(Points(Role.TASK, look, marks, word))
    return found


def _first_deadlines(tasks: Sequence[DatedTask], lang: str) -> list[Drawn]:
    marks = tuple(
        Mark(task.original.toordinal(), row, told=_told(task, lang)) for row, task in enumerate(tasks) if task.original
    )
    role = Role.FIRST_DEADLINE
    return [Points(role, theme.look(role), marks, message("task_timeline.original", lang))] if marks else []


def _notes(tasks: Sequence[DatedTask]) -> list[Drawn]:
    """What is to be done, above the line of each task."""
    look = theme.look(Role.ROW)
    return [Note(Role.ROW, look, row, tuple(_wrapped(task.words, _WORDS, _LINES))) for row, task in enumerate(tasks)]


def _told(task: DatedTask, lang: str) -> tuple[str, ...]:
    due = f"{message('task_timeline.due', lang)}: {format_date(task.deadline, lang)}"
    if task.original:
        due += f" · {message('task_timeline.original', lang)}: {format_date(task.original, lang)}"
    words = _wrapped(task.words, _TOLD_WORDS, _TOLD_LINES)
    return f"{task.label} · {task.row}", *words, due, task_word(task.state, task.group, lang)


def _wrapped(words: str, width: int, lines: int) -> list[str]:
    found = [""]
    for word in words.split():
        if len(found[-1]) + len(word) > width:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found if len(found) <= lines else [*found[: lines - 1], f"{found[lines - 1]}…"]
