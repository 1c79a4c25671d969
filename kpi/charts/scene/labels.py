"""Where the words beside marks may stand without writing over each other: the one placer of every renderer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from kpi.charts.scene.marks import Drawn, Line, Mark, Points, Rule, Scene, Spot
from kpi.charts.scene.roles import Role
from kpi.charts.scene.scale import Scale

PLACES = (
    "top left",
    "top right",
    "bottom right",
    "bottom left",
    "top center",
    "bottom center",
    "middle right",
    "middle left",
)
SIDES = ("top center", "bottom center", "middle right", "middle left")
ON_TEXT, ON_MARK, ON_LINE, OUTSIDE = 100.0, 20.0, 1.0, 2.0
LINE_HEIGHT = 1.2
"""Height of a line of text, in sizes of its type."""
_LINE_DOT = 3.0
_ORDER = (Role.OFFICIAL, Role.CONFLICTING, Role.ACTUAL, Role.INEXACT, Role.NATIONAL)
"""Who chooses a place first."""
_LEFT_OUT_FROM = {Role.NATIONAL: ON_MARK, Role.ACTUAL: ON_TEXT, Role.INEXACT: ON_TEXT}
_WIDE_LETTER, _NARROW_LETTER = 0.64, 0.28
_NARROW = frozenset(" .,()\u202f\u00a0iIl")

Measure: TypeAlias = Callable[[str, float, bool], float]
"""Width of a line of text, of its size, bold or not."""


def estimated_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line in whatever typeface a browser finds; it knows the exact width only after drawing it."""
    del bold
    narrow = sum(letter in _NARROW for letter in text)
    return size * (narrow * _NARROW_LETTER + (len(text) - narrow) * _WIDE_LETTER)


class Box(NamedTuple):
    """A rectangle that something covers, in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both cover a common part."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    @staticmethod
    def around(x: float, y: float, half: float) -> Box:
        """The square around a point."""
        return Box(x - half, y - half, x + half, y + half)


class Placer:
    """Places words one after the other: the first ones get the place they ask for."""

    def __init__(self, bounds: Box, outside: float = OUTSIDE) -> None:
        """`outside` is the cost of each pixel beyond `bounds`."""
        self._bounds = bounds
        self._outside = outside
        self._taken: list[tuple[Box, float]] = []

    def take(self, box: Box, cost: float) -> None:
        """Keep words off a rectangle; `cost` says how badly it may be written over."""
        self._taken.append((box, cost))

    def take_line(self, start: Spot, end: Spot) -> None:
        """Keep words off a line, in dots, so that the longer part of it counts for more."""
        (x0, y0), (x1, y1) = start, end
        steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / (2 * _LINE_DOT)))
        for step in range(steps + 1):
            x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
            self.take(Box.around(x, y, _LINE_DOT), ON_LINE)

    def cost(self, box: Box) -> float:
        """What words in this box would write over, and how far they would leave the plot."""
        left, top, right, bottom = box
        bounds = self._bounds
        beyond = max(0.0, bounds.left - left) + max(0.0, right - bounds.right)
        beyond += max(0.0, bounds.top - top) + max(0.0, bottom - bounds.bottom)
        covered = sum(
            cost
            for (other_left, other_top, other_right, other_bottom), cost in self._taken
            # As `Box.meets`, without a call for each of hundreds of boxes.
            if left < other_right and other_left < right and top < other_bottom and other_top < bottom
        )
        return covered + self._outside * beyond

    def place(self, boxes: Iterable[tuple[str, Box]], left_out_from: float = math.inf) -> str | None:
        """Take the cheapest of the places, the first of equals; None where even that costs `left_out_from`."""
        best, lowest = None, math.inf
        for place, box in boxes:
            cost = self.cost(box)
            if cost < lowest:
                best, lowest = (place, box), cost
            if not cost:
                break
        if best is None or lowest >= left_out_from:
            return None
        self.take(best[1], ON_TEXT)
        return best[0]


@dataclass(frozen=True)
class Sizes:
    """Pixels: type of values and of smaller words, diamonds, other marks, half of a level stroke."""

    value: float
    small: float
    diamond: float
    mark: float
    stroke: float

    def of(self, points: Points) -> float:
        """How large the marks are."""
        return {"diamond": self.diamond, "stroke": self.diamond * 1.5}.get(points.look.symbol, self.mark)

    def type_of(self, points: Points) -> float:
        """How large the words beside the marks are."""
        return self.small if points.look.small else self.value


@dataclass(frozen=True)
class Plane:
    """A picture of a scene in pixels: its scales, where words may stand, and what else is written there.

    `gap` is the room between a mark and its words. Where `may_drop`, a value is left to the pointer that could
    only be written over another one. With four sides only (`SIDES`) words lie on the line through their mark whichever
    side they take, so lines do not count (`over_lines`).
    """

    x: Scale
    y: Scale
    bounds: Box
    sizes: Sizes
    measure: Measure
    places: Sequence[str] = PLACES
    gap: float = 0.0
    outside: float = OUTSIDE
    may_drop: bool = False
    over_lines: bool = False
    taken: tuple[Box, ...] = field(default=())

    def point(self, x: float, y: float) -> Spot:
        """A place of the data in pixels."""
        return self.x.at(x), self.y.at(y)

    def box(self, points: Points, mark: Mark, place: str) -> Box:
        """What the words of a mark cover at `place`."""
        return next(self._boxes(points, mark, (place,)))[1]

    def _boxes(self, points: Points, mark: Mark, places: Iterable[str]) -> Iterator[tuple[str, Box]]:
        x, y = self.point(mark.x, mark.y)
        size = self.sizes.type_of(points)
        width, height = self.measure(mark.label, size, points.look.bold), size * LINE_HEIGHT
        reach = self.sizes.of(points) / 2 + self.gap
        for place in places:
            vertical, horizontal = place.split()
            left = {"left": x - reach - width, "center": x - width / 2, "right": x + reach}[horizontal]
            top = {"top": y - reach - height, "middle": y - height / 2, "bottom": y + reach}[vertical]
            yield place, Box(left, top, left + width, top + height)

    def settled(self, scene: Scene) -> Scene:
        """The scene with every value at its best place: the one it asks for when that is free."""
        placer = Placer(self.bounds, self.outside)
        for box in self.taken:
            placer.take(box, ON_TEXT)
        for start, end in () if self.over_lines else self._segments(scene.marks):
            placer.take_line(start, end)
        for points in _points(scene, *Role):
            if points.look.symbol != "stroke":
                for mark in points.marks:
                    placer.take(Box.around(*self.point(mark.x, mark.y), self.sizes.of(points) / 2), ON_MARK)
        done = {id(points): self._placed(points, placer) for role in _ORDER for points in _points(scene, role)}
        return replace(scene, marks=tuple(done.get(id(mark), mark) for mark in scene.marks))

    def _segments(self, marks: Sequence[Drawn]) -> Iterator[tuple[Spot, Spot]]:
        """Every drawn line in pixels."""
        for mark in marks:
            if isinstance(mark, Line):
                for run in mark.runs:
                    yield from pairwise(self.point(*spot) for spot in run)
            elif isinstance(mark, Rule):
                yield self.point(mark.x, mark.low), self.point(mark.x, mark.high)
            elif isinstance(mark, Points) and mark.look.symbol == "stroke":
                for point in mark.marks:
                    x, y = self.point(point.x, point.y)
                    yield (x - self.sizes.stroke, y), (x + self.sizes.stroke, y)

    def _placed(self, points: Points, placer: Placer) -> Points:
        limit = _LEFT_OUT_FROM.get(points.role, math.inf) if self.may_drop else math.inf
        return replace(points, marks=tuple(self._best(points, mark, placer, limit) for mark in points.marks))

    def _best(self, points: Points, mark: Mark, placer: Placer, limit: float) -> Mark:
        if not mark.label:
            return mark
        wished = mark.place if mark.place in self.places else f"{mark.place.split()[0]} center"
        best = placer.place(self._boxes(points, mark, (wished, *self.places)), limit)
        return replace(mark, label="") if best is None else replace(mark, place=best)


def _points(scene: Scene, *roles: Role) -> Iterator[Points]:
    return (mark for mark in scene.marks if isinstance(mark, Points) and mark.role in roles)
