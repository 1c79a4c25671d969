"""How the state of a task is drawn: word, shape and colour together, as with the status of an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from kpi.charts import theme
from kpi.charts.palette import variable
from kpi.charts.theme import Look
from kpi.model.task_codes import Group, State
from kpi.words import message


@dataclass(frozen=True)
class TaskStyle:
    """`glyph` stands before the word, `symbol` is the shape (`hollow` or filled), `text` and `tint` colour a badge."""

    glyph: str
    symbol: str
    text: str
    tint: str
    hollow: bool = False

    @property
    def text_css(self) -> str:
        """`text` as a style sheet names it: the colour of the screen, light or dark."""
        return variable(self.text)

    @property
    def tint_css(self) -> str:
        """`tint` as a style sheet names it."""
        return variable(self.tint)

    @property
    def mark(self) -> Look:
        """One task in a chart."""
        return Look(self.text, symbol=self.symbol, hollow=self.hollow, rim=self.text)

    @property
    def circle(self) -> Look:
        """A number of tasks in a chart, written inside."""
        return Look(self.tint, symbol="circle", rim=self.text, label=self.text, weight=650)


_OVERDUE = TaskStyle("▼", "triangle-down", "#B6410F", "#FBE8DD")
_PAST_DEADLINE = TaskStyle("◇", "diamond", theme.INK_MUTED, "#F1F3F5", hollow=True)
_QUIET = TaskStyle("○", "circle", theme.INK_MUTED, "#F1F3F5", hollow=True)
_BY_STATE = MappingProxyType(
    {
        State.NOT_REPORTED: _QUIET,
        State.STUCK: TaskStyle("✕", "x", "#871344", "#F6E3EB"),
        State.NOT_STARTED: TaskStyle("□", "square", theme.INK_MUTED, "#F1F3F5", hollow=True),
        State.IN_PROGRESS: TaskStyle("▶", "triangle-right", theme.PRIMARY, "#E5F0F8"),
        State.SUBMITTED: TaskStyle("△", "triangle-up", theme.PRIMARY, "#E5F0F8", hollow=True),
        State.ISSUED: TaskStyle("☆", "star", theme.ACTUAL, "#E3EAF3", hollow=True),
        State.DONE_LATE: TaskStyle("■", "square", "#885600", "#FCF1DC"),
        State.DONE: TaskStyle("★", "star", theme.ACTUAL, "#E3EAF3"),
    }
)


def task_style(state: State, group: Group) -> TaskStyle:
    """The style of a task: overdue ones look alike, whatever was reported; one without a report is never coloured."""
    if group is Group.PAST_DEADLINE and state is State.NOT_REPORTED:
        return _PAST_DEADLINE
    if group is Group.FORMER:
        return _QUIET
    return _OVERDUE if group is Group.OVERDUE else _BY_STATE[state]


def task_word(state: State, group: Group, lang: str) -> str:
    """The state in words; a task past its deadline says so first, one of a unit that has ceased to exist only that."""
    if group is Group.FORMER:
        return message("task_state.former", lang)
    if group is Group.PAST_DEADLINE and state is State.NOT_REPORTED:
        return message("task_state.past_deadline", lang)
    family = "task_overdue" if group is Group.OVERDUE else "task_state"
    return message(f"{family}.{state}", lang)
