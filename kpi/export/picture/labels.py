"""Where the numbers beside the marks stand, so that none covers another or a mark."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.export.picture.metrics import text_width

_PLACES = (
    "top left",
    "top right",
    "top center",
    "bottom right",
    "bottom left",
    "bottom center",
    "middle right",
    "middle left",
)
_SIDES = {"t": "top center", "b": "bottom center", "r": "middle right", "l": "middle left"}
_ANCHOR = {"left": "end", "right": "start", "center": "middle"}


@dataclass(frozen=True)
class Box:
    """A rectangle that something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> float:
        """The area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)


@dataclass(frozen=True)
class Placed:
    """A label with its baseline, anchor and the box it covers."""

    x: float
    y: float
    anchor: str
    box: Box


class Labels:
    """Places labels one after the other; the first ones get the place they ask for."""

    def __init__(self, bounds: Box) -> None:
        self._bounds = bounds
        self._taken: list[Box] = []

    def block(self, x: float, y: float, size: float) -> None:
        """Keep labels off a mark."""
        half = size / 2
        self.cover(Box(x - half, y - half, x + half, y + half))

    def cover(self, box: Box) -> None:
        """Keep labels off a rectangle."""
        self._taken.append(box)

    def place(self, x: float, y: float, text: str, size: float, wanted: str, mark: float, *, bold: bool) -> Placed:
        """The wanted place beside the mark at (x, y), or the one that covers least."""
        return self._best((x, y), text, size, dict.fromkeys((wanted, *_PLACES)), mark, bold=bold)[1]

    def side(self, at: tuple[float, float], text: str, size: float, wanted: str, mark: float, *, bold: bool) -> str:
        """The same for a chart that knows four sides only: t, b, l or r."""
        order = dict.fromkeys((wanted, *_SIDES))
        place, _ = self._best(at, text, size, {_SIDES[side]: None for side in order}, mark, bold=bold)
        return next(side for side, name in _SIDES.items() if name == place)

    def _best(
        self, at: tuple[float, float], text: str, size: float, places: dict[str, None], mark: float, *, bold: bool
    ) -> tuple[str, Placed]:
        width = text_width(text, size, bold)
        tried = [(place, self._at(*at, width, size, place, mark)) for place in places]
        best = min(tried, key=lambda pair: self._cost(pair[1]))
        self._taken.append(best[1].box)
        return best

    def _cost(self, label: Placed) -> float:
        box, bounds = label.box, self._bounds
        outside = max(bounds.left - box.left, 0) + max(box.right - bounds.right, 0)
        outside += max(bounds.top - box.top, 0) + max(box.bottom - bounds.bottom, 0)
        return sum(box.meets(taken) for taken in self._taken) + outside * 60

    @staticmethod
    def _at(x: float, y: float, width: float, size: float, place: str, mark: float) -> Placed:
        upright, side = place.split(" ")
        gap = mark / 2 + 3
        if upright == "middle":
            left = x + gap if side == "right" else x - gap - width
            baseline = y + size * 0.36
        else:
            inset = mark / 2 - 2
            left = {"left": x - width + inset, "right": x - inset, "center": x - width / 2}[side]
            baseline = y - gap - size * 0.1 if upright == "top" else y + gap + size * 0.8
        at = {"end": left + width, "start": left, "middle": left + width / 2}[
            _ANCHOR[side] if upright != "middle" else "start"
        ]
        anchor = _ANCHOR[side] if upright != "middle" else "start"
        return Placed(at, baseline, anchor, Box(left, baseline - size * 0.85, left + width, baseline + size * 0.25))
