"""What every part of one figure must know: language, unit, which way is better, and how large to draw."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.charts import theme


@dataclass(frozen=True)
class Scale:
    """Sizes in pixels: type (body, small, value labels, watermark), marks, right margin, row above the plot.

    `half_dash` is half the length of a national target, in years.
    """

    body: int
    small: int
    value: int
    watermark: int
    diamond: int
    mark: int
    right: int
    row: int
    half_dash: float


WIDE = Scale(theme.SIZE_BODY, theme.SIZE_SMALL, theme.SIZE_VALUE, theme.SIZE_WATERMARK, 15, 11, 56, 24, 0.7)
COMPACT = Scale(14, 14, 14, 26, 12, 9, 20, 21, 1.4)


@dataclass(frozen=True)
class Canvas:
    """`compact` is for a phone: smaller type, fewer ticks, shorter labels, notes above the plot."""

    lang: str
    unit: str
    lower_better: bool = False
    compact: bool = False

    @property
    def scale(self) -> Scale:
        """The sizes that this figure is drawn in."""
        return COMPACT if self.compact else WIDE
