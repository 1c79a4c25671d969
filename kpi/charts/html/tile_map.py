"""The tile map: every unit a square of the same size, with the archipelagos; HTML that needs no network."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi.charts import theme
from kpi.markup import Markup, macros

_HTML = macros(__name__)

GOOD_SHADES = ("#E5F0F8", "#B9D6EA", "#6FA8CF", "#155F95", "#08305F")
BAD_SHADES = ("#FBE8DD", "#F0B48F", "#D9733A", "#B6410F", "#7A2A08")
_CLASSES = 6
_STEPS = (1, 2, 2.5, 5, 10)
_BOUNDED_TOP = {"%": 100.0, "index_0_1": 1.0, "score_0_100": 100.0}
_READABLE = 4.5
"""Least contrast of letters on a square, by WCAG 2 AA."""
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
    """A class of values `low`..`high` with its colours."""

    low: float
    high: float
    fill: str
    ink: str


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


def _shade(low: float, high: float, palette: Sequence[str], rank: int, count: int) -> Shade:
    """Colour `rank` of `count` along a palette of anchors, as dark as its letters need it to be."""
    at = rank / (count - 1) if count > 1 else 1.0
    while True:
        fill = _along(palette, min(at, 1.0))
        ink = max((theme.BACKGROUND, theme.INK), key=lambda letters: _contrast(fill, letters))
        if _contrast(fill, ink) >= _READABLE:
            return Shade(low, high, fill, ink)
        at += _DARKER


def _along(palette: Sequence[str], share: float) -> str:
    at = share * (len(palette) - 1)
    lower = min(int(at), len(palette) - 2)
    pairs = zip(_channels(palette[lower]), _channels(palette[lower + 1]), strict=True)
    return "#" + "".join(f"{round(start + (end - start) * (at - lower)):02X}" for start, end in pairs)


def _contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours by WCAG 2: (L1 + 0.05) / (L2 + 0.05)."""
    dark, bright = sorted((_luminance(first), _luminance(second)))
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


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
        colours = f"background:{shade.fill};color:{shade.ink}"
    if tile.archipelago:
        names.append("archipelago")
    if tile.highlighted:
        names.append("mine")
    return " ".join(names), colours


def legend_html(classes: Sequence[Shade], texts: Sequence[str], empty: str) -> Markup:
    """The classes with their ranges in words, and what an empty square means."""
    return _HTML.legend(list(zip(classes, texts, strict=True)), empty)
