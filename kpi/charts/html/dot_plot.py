"""Units side by side: one line a unit, its actual, its plan and its milestone as marks on one axis.

As HTML: a page that shows forty lines is drawn in the time that a chart library takes to find its margins, and the
style sheet fits it to any width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kpi.charts.html.distribution import distribution_html
from kpi.charts.html.dot_marks import KINDS, DotRow, Labels, Scale, key_html, marks_html
from kpi.charts.scene.marks import Axis
from kpi.markup import EMPTY, Markup, macros
from kpi.reading.ranking import Spread

_HTML = macros(__name__)

_EDGE = 0.15
_NEAR = 0.35


@dataclass(frozen=True)
class Reference:
    """An upright line across all units, such as the nation's value."""

    value: float
    text: str
    national: bool = True


@dataclass(frozen=True)
class Ranked:
    """The values of all ranked units, also of those not drawn, and how they are spread."""

    values: Sequence[float]
    spread: Spread


@dataclass(frozen=True)
class Words:
    """Ready texts: what the chart says, names of the kinds of marks, of a tier (with {tier}), of the distribution.

    `subject` is the kind of mark that the chart is about; `watermark` is written across it, if any.
    """

    alternative: str
    kinds: Mapping[str, str]
    tier: str
    subject: str = "actual"
    distribution: Mapping[str, str] = field(default_factory=dict)
    watermark: str = ""


def dot_plot_html(
    rows: Sequence[DotRow],
    axis: Axis,
    words: Words,
    *,
    references: Sequence[Reference] = (),
    ranked: Ranked | None = None,
) -> Markup:
    """Draw `rows` from top to bottom in their order, tiers told apart by bands, the unranked in grey last.

    `ranked` adds the distribution below. Numbers are drawn as given; every row has a mark.
    """
    scale = Scale(axis)
    labels = Labels(scale, [reference.value for reference in references], words.subject)
    tiers = [(tier, list(members)) for tier, members in groupby(rows, key=lambda row: row.tier)]
    bands = [_band(number, tier, members, labels, words) for number, (tier, members) in enumerate(tiers, start=1)]
    below = distribution_html(ranked.values, ranked.spread, scale, words.distribution) if ranked else EMPTY
    shown = {mark.kind for row in rows for mark in row.marks}
    keys = [key_html(kind, words.kinds[kind]) for kind in reversed(KINDS) if kind in shown]
    lines = len(bands) + (ranked is not None)
    ticks, upright = _ticks(axis, scale), _references(references, scale)
    return _HTML.plot(words.alternative, keys, lines, ticks, upright, bands, below, words.watermark)


def _band(number: int, tier: int | None, members: Sequence[DotRow], labels: Labels, words: Words) -> Markup:
    """The units of a tier, its name at the right end."""
    look = "unranked" if tier is None else "odd" if tier % 2 else "even"
    name = "" if tier is None else words.tier.format(tier=tier)
    rows = [(place, row, marks_html(row, labels)) for place, row in enumerate(members, start=1)]
    return _HTML.tier(number, look, name, rows)


def _ticks(axis: Axis, scale: Scale) -> list[tuple[bool, str, str]]:
    """Whether a label can be left out where there is little room (every other one), its place and the label."""
    return [
        (place % 2 == 1, scale.left(tick), label)
        for place, (tick, label) in enumerate(zip(axis.ticks, axis.labels, strict=True))
    ]


def _references(references: Sequence[Reference], scale: Scale) -> list[tuple[str, str, str]]:
    """Classes, place and words; words of lines that stand close to each other one above the other."""
    parts = []
    for place, reference in enumerate(references):
        share = scale.at(reference.value)
        close = any(abs(share - scale.at(other.value)) < _NEAR for other in references[:place])
        side = " at-start" if share < _EDGE else " at-end" if share > 1 - _EDGE else ""
        look = f"reference{' national' if reference.national else ''}{side}{' higher' if close else ''}"
        parts.append((look, scale.left(reference.value), reference.text))
    return parts
