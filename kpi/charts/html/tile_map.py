"""The tile map: every unit a square of the same size, with the archipelagos; HTML that needs no network."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi.charts import dark, theme
from kpi.charts.contrast import READABLE, channels, contrast
from kpi.markup import Markup, macros

_HTML = macros(__name__)

GOOD_SHADES = ("#E5F0F8", "#B9D6EA", "#6FA8CF", "#155F95", "#08305F")
BAD_SHADES = ("#FBE8DD", "#F0B48F", "#D9733A", "#B6410F", "#7A2A08")
DARK_SHADES: dict[tuple[str, ...], tuple[str, ...]] = {
    GOOD_SHADES: ("#173049", "#1F4A70", "#2F71A5", "#5FAEE8", "#B5D8FA"),
    BAD_SHADES: ("#3A2218", "#6B3A1E", "#A85A2A", "#EF8748", "#FBC49E"),
}
"""The shades of a dark screen, on which more is brighter."""
_CLASSES = 6
_STEPS = (1, 2, 2.5, 5, 10)
_BOUNDED_TOP = {"%": 100.0, "index_0_1": 1.0, "score_0_100": 100.0}
_DARKER = 0.02
"""Share of the palette by which a colour moves on until its letters can be read."""


@dataclass(frozen=True)
class Tile:
    """One square; `row` and `col` count from 0. `value` decides the shade, None leaves the square empty.

    `text` is what stands under the name, `spoken` the whole for pointing and for screen readers.
    """

    row: int
    col: int
    name: str
    text: str
    spoken: str
    url: str
    value: float | None
    archipelago: bool = False
    highlighted: bool = False


@dataclass(frozen=True)
class Shade:
    """A class of values `low`..`high` with its colours, and those that it has on a dark screen."""

    low: float
    high: float
    fill: str
    ink: str
    dark_fill: str
    dark_ink: str

    @property
    def css(self) -> str:
        """The colours as values that the style sheet chooses from."""
        return f"--fill:{self.fill};--on:{self.ink};--dark-fill:{self.dark_fill};--dark-on:{self.dark_ink}"


def class_edges(values: Sequence[float], unit: str) -> list[float]:
    """Round edges of about six classes of equal width that hold every value; zero is an edge if values part there.

    A value on an edge belongs to the class above it, so the last edge lies above the largest value, except at the
    end of a scale that has one.
    """
    low, high = min(values), max(values)
    rough = (high - low or abs(high) or 1.0) / _CLASSES
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in _STEPS if factor * power >= rough * 0.999)
    first = math.floor(low / step + 1e-9)
    last = math.floor(high / step + 1e-9) + 1
    top = _BOUNDED_TOP.get(unit)
    edges = [round(step * index, 10) for index in range(first, last + 1)]
    return edges if top is None or high > top else [edge for edge in edges if edge <= top]


def shades(edges: Sequence[float], *, lower_better: bool, around_zero: bool) -> list[Shade]:
    """The classes between `edges`, darker for better; with `around_zero` two hues part at zero."""
    steps = list(pairwise(edges))
    if not around_zero:
        count = len(steps)
        ranks = range(count - 1, -1, -1) if lower_better else range(count)
        return [_shade(low, high, GOOD_SHADES, rank, count) for rank, (low, high) in zip(ranks, steps, strict=True)]
    below = sum(high <= 0 for _, high in steps)
    found = []
    for place, (low, high) in enumerate(steps):
        is_below = place < below
        palette = BAD_SHADES if is_below != lower_better else GOOD_SHADES
        rank = below - 1 - place if is_below else place - below
        found.append(_shade(low, high, palette, rank, max(below, len(steps) - below)))
    return found


def _shade(low: float, high: float, palette: tuple[str, ...], rank: int, count: int) -> Shade:
    """Colour `rank` of `count` along a palette of anchors, as far on as its letters need it to be."""
    at = rank / (count - 1) if count > 1 else 1.0
    light = _readable(palette, at, (theme.BACKGROUND, theme.INK))
    return Shade(low, high, *light, *_readable(DARK_SHADES[palette], at, (dark.BACKGROUND, dark.INK)))


def _readable(palette: Sequence[str], at: float, inks: Sequence[str]) -> tuple[str, str]:
    """The first colour of a palette from the share `at` on whose letters can be read, and the colour of those."""
    while True:
        fill = _along(palette, min(at, 1.0))
        ink = max(inks, key=lambda letters: contrast(fill, letters))
        if contrast(fill, ink) >= READABLE:
            return fill, ink
        at += _DARKER


def _along(palette: Sequence[str], share: float) -> str:
    at = share * (len(palette) - 1)
    lower = min(int(at), len(palette) - 2)
    pairs = zip(channels(palette[lower]), channels(palette[lower + 1]), strict=True)
    return "#" + "".join(f"{round(start + (end - start) * (at - lower)):02X}" for start, end in pairs)


def shade_of(value: float, classes: Sequence[Shade]) -> Shade:
    """The class that a value falls into; a value on an edge belongs to the upper class."""
    edges = [shade.low for shade in classes]
    return classes[max(0, bisect_right(edges, value) - 1)]


def tile_map_html(tiles: Sequence[Tile], classes: Sequence[Shade], label: str) -> Markup:
    """The map as a list of links laid out on a grid; `label` names it for screen readers."""
    return _HTML.map([(tile, *_look(tile, classes)) for tile in tiles], label)


def _look(tile: Tile, classes: Sequence[Shade]) -> tuple[str, str]:
    """The classes of a square, and its colours as CSS."""
    names, colours = ["tile"], ""
    if tile.value is None:
        names.append("empty")
    else:
        shade = shade_of(tile.value, classes)
        names.append("shaded")
        colours = shade.css
    if tile.archipelago:
        names.append("archipelago")
    if tile.highlighted:
        names.append("mine")
    return " ".join(names), colours


def legend_html(classes: Sequence[Shade], texts: Sequence[str], empty: str) -> Markup:
    """The classes with their ranges in words, and what an empty square means."""
    return _HTML.legend(list(zip(classes, texts, strict=True)), empty)
