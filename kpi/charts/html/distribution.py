"""The spread of a ranking under its dots, on the same axis: every value, the quartiles and the median."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from kpi.charts.html.dot_marks import Along, percent, tip_html
from kpi.reading.ranking import Spread

MARKED_ONE_BY_ONE = 60
"""Up to this many values each has its own stroke; more are counted in bars."""
_BARS = 30
_FULLEST = 0.8


def distribution_html(values: Sequence[float], spread: Spread, along: Along, words: Mapping[str, str]) -> str:
    """`values` one by one, or counted in bars when they are many, with the median and its words.

    `words` holds ready texts: median (label), bar (told of one, with {count} filled by us).
    """
    many = len(values) > MARKED_ONE_BY_ONE
    drawn = _bars(values, along, words["bar"]) if many else _strokes(values, spread, along)
    # Where the axis is longer.
    side = "left" if along.at(spread.median) > 1 / 2 else "right"
    median = (
        f"<i class='median' style='{along.left(spread.median)}'>"
        f"<span class='{side}'>{escape(words['median'])}</span></i>"
    )
    return f"{drawn}{median}"


def _strokes(values: Sequence[float], spread: Spread, along: Along) -> str:
    box = f"<i class='quartiles' style='{along.between(spread.lower_quartile, spread.upper_quartile)}'></i>"
    return box + "".join(f"<i class='stroke' style='{along.left(value)}'></i>" for value in values)


def _bars(values: Sequence[float], along: Along, told: str) -> str:
    counts, edges = np.histogram(values, bins=_BARS)
    bars = []
    for count, low, high in zip(counts.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        style = f"{along.between(low, high)};height:{percent(_FULLEST * count / counts.max())}"
        bars.append(f"<i class='bar' style='{style}'>{tip_html([told.format(count=count)])}</i>")
    return "".join(bars)
