"""The tile map: every unit a square of the same size, with the archipelagos, as HTML that needs no map and no network."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kpi.figures import theme
from kpi.figures.axes import ValueAxis

GOOD_SHADES = ("#E5F0F8", "#B9D6EA", "#6FA8CF", "#155F95", "#08305F")
BAD_SHADES = ("#FBE8DD", "#F0B48F", "#D9733A", "#B6410F", "#7A2A08")
_DARK_FROM = 3
EMPTY_SHADE = "#FFFFFF"


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


def shades(axis: ValueAxis, *, lower_better: bool, around_zero: bool) -> list[Shade]:
    """One class between each two ticks of `axis`, darker for better; with `around_zero` two hues part at zero."""
    ticks = sorted(axis.ticks)
    steps = list(zip(ticks[:-1], ticks[1:], strict=True))
    if not around_zero:
        ranks = range(len(steps))
        return [
            _shade(low, high, GOOD_SHADES, _spread(len(steps) - 1 - rank if lower_better else rank, len(steps)))
            for rank, (low, high) in zip(ranks, steps, strict=True)
        ]
    below = sum(high <= 0 for _, high in steps)
    above = len(steps) - below
    found = []
    for rank, (low, high) in enumerate(steps):
        is_below = rank < below
        distance = below - 1 - rank if is_below else rank - below
        palette = BAD_SHADES if is_below != lower_better else GOOD_SHADES
        found.append(_shade(low, high, palette, _spread(distance, below if is_below else above)))
    return found


def _spread(rank: int, count: int) -> int:
    """The place in a palette of five for class `rank` of `count`."""
    last = len(GOOD_SHADES) - 1
    return last if count == 1 else min(last, round(rank * last / (count - 1)))


def _shade(low: float, high: float, palette: Sequence[str], place: int) -> Shade:
    return Shade(low, high, palette[place], theme.BACKGROUND if place >= _DARK_FROM else theme.INK)


def shade_of(value: float, classes: Sequence[Shade]) -> Shade:
    """The class that a value falls into; a value on an edge belongs to the upper class."""
    edges = [shade.low for shade in classes]
    return classes[max(0, bisect_right(edges, value) - 1)]


def tile_map_html(tiles: Sequence[Tile], classes: Sequence[Shade], label: str) -> str:
    """The map as a list of links laid out on a grid; `label` names it for screen readers."""
    squares = "".join(_square(tile, classes) for tile in tiles)
    return f"<div class='tiles' role='list' aria-label='{escape(label)}'>{squares}</div>"


def _square(tile: Tile, classes: Sequence[Shade]) -> str:
    place = f"grid-row:{tile.row + 1};grid-column:{tile.col + 1}"
    names = ["tile"]
    if tile.value is None:
        names.append("empty")
        colours = ""
    else:
        shade = shade_of(tile.value, classes)
        colours = f";background:{shade.fill};color:{shade.ink}"
    if tile.archipelago:
        names.append("archipelago")
    if tile.highlighted:
        names.append("mine")
    spoken = escape(tile.spoken)
    return (
        f"<span role='listitem' style='{place}'><a class='{' '.join(names)}' href='{escape(tile.url)}' target='_self' "
        f"style='{colours.lstrip(';')}' title='{spoken}' aria-label='{spoken}'>"
        f"<b>{escape(tile.name)}</b><span>{escape(tile.text)}</span></a></span>"
    )


def legend_html(classes: Sequence[Shade], texts: Sequence[str], empty: str) -> str:
    """The classes with their ranges in words, and what an empty square means."""
    keys = [
        f"<li><i style='background:{shade.fill}'></i>{escape(text)}</li>"
        for shade, text in zip(classes, texts, strict=True)
    ]
    return f"<ul class='keys'>{''.join(keys)}<li><i class='empty'></i>{escape(empty)}</li></ul>"
