"""The marks of a chart and the scene that they stand in: values, meanings and plain words.

Renderers turn a scene into Plotly's JSON, SVG, an office program's chart or rows of a sheet; none of them computes a
value or words of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from kpi.charts.scene.roles import Role
from kpi.charts.theme import Look

Spot: TypeAlias = tuple[float, float]
"""A place in the data: x and y."""


@dataclass(frozen=True)
class Axis:
    """Range and labelled ticks of an axis; `low` above `high` turns it upside down."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """One point: `label` stands beside it at `place` ('top left' …), `told` is said, line by line, when pointed at.

    `size` is its width in pixels where it stands for an amount; 0 for one as large as its kind.
    """

    x: float
    y: float
    label: str = ""
    place: str = "top center"
    told: tuple[str, ...] = ()
    size: float = 0.0


@dataclass(frozen=True)
class Points:
    """Marks of one meaning; `series` is the id of what was measured. `order` is the place in the legend, if any."""

    role: Role
    look: Look
    marks: tuple[Mark, ...]
    name: str = ""
    series: str = ""
    order: int = 0
    in_legend: bool = True


@dataclass(frozen=True)
class Line:
    """Unbroken stretches of one meaning; `unseen` marks draw nothing and only speak when pointed at."""

    role: Role
    look: Look
    runs: tuple[tuple[Spot, ...], ...]
    name: str = ""
    series: str = ""
    order: int = 0
    unseen: tuple[Mark, ...] = ()

    @property
    def in_legend(self) -> bool:
        """A line without a name belongs to the marks it joins."""
        return bool(self.name)


@dataclass(frozen=True)
class Band:
    """Shaded stretches: at each x the lower and the upper edge."""

    role: Role
    look: Look
    runs: tuple[tuple[tuple[float, float, float], ...], ...]
    name: str = ""
    order: int = 0
    in_legend: bool = True


@dataclass(frozen=True)
class Rule:
    """An upright line at `x` from `low` to `high`."""

    role: Role
    look: Look
    x: float
    low: float
    high: float


@dataclass(frozen=True)
class Bar:
    """A level bar in the row `place`, from zero or from where the bar before it ends; `label` are its words."""

    place: int
    value: float
    label: str = ""
    exact: bool = True
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bars:
    """Bars of one meaning, at most one a row."""

    role: Role
    look: Look
    bars: tuple[Bar, ...]
    name: str = ""
    order: int = 0
    in_legend: bool = True


@dataclass(frozen=True)
class Note:
    """Lines of words at the left edge of the row at `y`, or instead of a bar there (`Role.ABSENT`)."""

    role: Role
    look: Look
    y: float
    lines: tuple[str, ...]


Drawn: TypeAlias = Points | Line | Band | Rule | Bars | Note
Charted: TypeAlias = Points | Line | Band | Rule
"""What stands at values of both axes."""
Named: TypeAlias = Points | Line | Band | Bars


@dataclass(frozen=True)
class Day:
    """The day stood on: its place on the axis and its words, which run to the `side` that has more room."""

    x: float
    text: str
    look: Look
    side: str = "right"


@dataclass(frozen=True)
class Scene:
    """One chart: axes, marks in the order they are drawn, the day stood on.

    `empty` is said where nothing was achieved yet. `falls` where lower values are better. Where the chart has a row for
    each thing compared, `rows` names them from top to bottom and y counts them from 0.
    """

    lang: str
    unit: str
    x: Axis
    y: Axis
    marks: tuple[Drawn, ...]
    day: Day | None = None
    empty: str = ""
    falls: bool = False
    rows: tuple[str, ...] = ()

    @property
    def legend(self) -> tuple[Named, ...]:
        """What the legend names, in its order."""
        named = [mark for mark in self.marks if isinstance(mark, Named) and mark.in_legend and mark.name]
        return tuple(sorted(named, key=lambda mark: mark.order))

    def without(self, *roles: Role) -> Scene:
        """The same without the marks of some meanings."""
        return replace(self, marks=tuple(mark for mark in self.marks if mark.role not in roles))

    def without_labels(self, *roles: Role) -> Scene:
        """The same without the words beside the marks of some meanings."""
        unsaid = [
            replace(drawn, marks=tuple(replace(mark, label="") for mark in drawn.marks))
            if isinstance(drawn, Points) and drawn.role in roles
            else drawn
            for drawn in self.marks
        ]
        return replace(self, marks=tuple(unsaid))

    @property
    def visible_day(self) -> Day | None:
        """The day stood on where the axis holds it."""
        day = self.day
        return day if day is not None and self.x.low <= day.x <= self.x.high else None
