"""Units side by side: one line a unit, its figure, its plan and its milestone as marks on one axis.

As HTML: a page that shows forty lines is drawn in the time that a chart library takes to find its margins, and the
style sheet fits it to any width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from kpi.charts.html.distribution import distribution_html
from kpi.charts.html.dot_marks import KINDS, Along, DotRow, Labels, key_html, marks_html
from kpi.charts.scene.marks import Axis
from kpi.reading.ranking import Spread

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
    """Ready texts: what the figure says, names of the kinds of marks, of a tier (with {tier}), of the distribution.

    `subject` is the kind of mark that the figure is about; `watermark` is written across it, if any.
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
) -> str:
    """Draw `rows` from top to bottom in their order, tiers told apart by bands, the unranked in grey last.

    `ranked` adds the distribution below. Numbers are drawn as given; every row has a mark.
    """
    along = Along(axis)
    labels = Labels(along, [reference.value for reference in references], words.subject)
    tiers = [(tier, list(members)) for tier, members in groupby(rows, key=lambda row: row.tier)]
    bands = [_band(number, tier, members, labels, words) for number, (tier, members) in enumerate(tiers, start=1)]
    lines = len(tiers)
    if ranked is not None:
        lines += 1
        below = distribution_html(ranked.values, ranked.spread, along, words.distribution)
        bands.append(f"<div class='spread' style='grid-row:{lines}'>{below}</div>")
    shown = {mark.kind for row in rows for mark in row.marks}
    keys = "".join(key_html(kind, words.kinds[kind]) for kind in reversed(KINDS) if kind in shown)
    watermark = f"<span class='watermark'>{escape(words.watermark)}</span>" if words.watermark else ""
    return (
        f"<figure class='dots' role='img' aria-label='{escape(words.alternative)}'><ul class='keys'>{keys}</ul>"
        f"<div class='dots-plot'><div class='dots-axis' style='grid-row:1/span {lines}'>"
        f"{_ticks(axis, along)}{_references(references, along)}</div>{''.join(bands)}{watermark}</div></figure>"
    )


def _band(number: int, tier: int | None, members: Sequence[DotRow], labels: Labels, words: Words) -> str:
    """The units of a tier, its name at the right end."""
    look = "unranked" if tier is None else "odd" if tier % 2 else "even"
    name = ""
    if tier is not None:
        said = escape(words.tier.format(tier=tier))
        name = f"<span class='tier-name' style='grid-row:1/span {len(members)}'>{said}</span>"
    lines = "".join(_line(row, place, labels) for place, row in enumerate(members, start=1))
    return f"<div class='tier {look}' style='grid-row:{number}'>{lines}{name}</div>"


def _line(row: DotRow, place: int, labels: Labels) -> str:
    mine = " mine" if row.highlighted else ""
    return (
        f"<span class='name{mine}' style='grid-row:{place}'>{escape(row.name)}</span>"
        f"<div class='track' style='grid-row:{place}'>{marks_html(row, labels)}</div>"
    )


def _ticks(axis: Axis, along: Along) -> str:
    """Every other label can be left out where there is little room."""
    return "".join(
        f"<i class='tick{' second' if place % 2 else ''}' style='{along.left(tick)}'><span>{escape(label)}</span></i>"
        for place, (tick, label) in enumerate(zip(axis.ticks, axis.labels, strict=True))
    )


def _references(references: Sequence[Reference], along: Along) -> str:
    """Words of lines that stand close to each other one above the other."""
    parts = []
    for place, reference in enumerate(references):
        share = along.at(reference.value)
        close = any(abs(share - along.at(other.value)) < _NEAR for other in references[:place])
        side = " at-start" if share < _EDGE else " at-end" if share > 1 - _EDGE else ""
        look = f"reference{' national' if reference.national else ''}{side}{' higher' if close else ''}"
        style = along.left(reference.value)
        parts.append(f"<i class='{look}' style='{style}'><span>{escape(reference.text)}</span></i>")
    return "".join(parts)
