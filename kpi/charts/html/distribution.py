"""The spread of a ranking under its dots, on the same axis: every value, the quartiles and the median."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kpi.charts.html.dot_marks import Scale, percent, tip_html
from kpi.markup import Markup, macros
from kpi.reading.ranking import Spread

_HTML = macros(__name__)

MARKED_ONE_BY_ONE = 60
"""Up to this many values each has its own stroke; more are counted in bars."""
_BARS = 30
_FULLEST = 0.8


def distribution_html(values: Sequence[float], spread: Spread, scale: Scale, words: Mapping[str, str]) -> Markup:
    """`values` one by one, or counted in bars when they are many, with the median and its words.

    `words` holds ready texts: median (label), bar (told of one, with {count} filled by us).
    """
    many = len(values) > MARKED_ONE_BY_ONE
    drawn = _bars(values, scale, words["bar"]) if many else _strokes(values, spread, scale)
    # Where the axis is longer.
    side = "left" if scale.at(spread.median) > 1 / 2 else "right"
    return _HTML.with_median(drawn, scale.left(spread.median), side, words["median"])


def _strokes(values: Sequence[float], spread: Spread, scale: Scale) -> Markup:
    quartiles = scale.between(spread.lower_quartile, spread.upper_quartile)
    return _HTML.strokes(quartiles, [scale.left(value) for value in values])


def _bars(values: Sequence[float], scale: Scale, told: str) -> Markup:
    counts, edges = np.histogram(values, bins=_BARS)
    bars = []
    for count, low, high in zip(counts.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        style = f"{scale.between(low, high)};height:{percent(_FULLEST * count / counts.max())}"
        bars.append((style, tip_html([told.format(count=count)])))
    return _HTML.bars(bars)
