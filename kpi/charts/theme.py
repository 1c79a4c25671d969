"""Look of every chart: colours, status marks, type, and how each meaning of a mark is drawn.

Status is always told by word + shape + colour; the colours were chosen to stay apart for colour-blind
readers and in grey print. On a chart the diamond is kept for official milestones and means nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kpi.charts.scene.roles import Role
from kpi.words import state_word

FONT_FAMILY = "'Inter Viet', 'Noto Sans', 'DejaVu Sans', sans-serif"
SIZE_BODY = 16
SIZE_SMALL = 15
SIZE_VALUE = 17
SIZE_WATERMARK = 40

BACKGROUND = "#FFFFFF"
INK = "#1B2733"
INK_MUTED = "#55606C"
BORDER = "#D5DBE1"
GRID = "#E6EAEE"
ACTUAL = "#08305F"
PATH = "#5A636E"
BAND = "#DCE6EF"
NATIONAL = "#8A5A00"
BASELINE = "#828C97"
PRIMARY = "#155F95"
LATE = "#EBC3AE"
SUPPORT = "#B9CADB"
TRANSPARENT = "rgba(0,0,0,0)"
WATERMARK = "rgba(135,19,68,0.16)"
SHADOW = "rgba(0,0,0,0.16)"
TIER = "rgba(220,230,239,0.38)"
ON_BRIGHT = "#14181C"
"""Letters on a bright mark, on a light and on a dark screen."""


@dataclass(frozen=True)
class SeriesStyle:
    """Mark of one series of actuals; `symbol` names the filled shape."""

    colour: str
    symbol: str


SERIES_STYLES = (
    SeriesStyle(ACTUAL, "circle"),
    SeriesStyle("#1F7A8C", "square"),
    SeriesStyle("#6A4C93", "triangle-up"),
    SeriesStyle("#3D5A40", "pentagon"),
    SeriesStyle("#7B5E57", "hexagon"),
)


@dataclass(frozen=True)
class StatusStyle:
    """How the state of a target is drawn: `fill` for marks, `on_fill` for text on it, `text` for the word alone."""

    code: str
    glyph: str
    fill: str
    on_fill: str
    text: str
    tint: str

    def word(self, lang: str) -> str:
        """The state in words, as a badge says it."""
        return state_word(self.code, lang)

    @property
    def fill_css(self) -> str:
        """`fill` as a style sheet names it: the colour of the screen, light or dark."""
        return self._css("")

    @property
    def on_fill_css(self) -> str:
        """`on_fill` as a style sheet names it."""
        return self._css("-on")

    @property
    def text_css(self) -> str:
        """`text` as a style sheet names it."""
        return self._css("-words")

    @property
    def tint_css(self) -> str:
        """`tint` as a style sheet names it."""
        return self._css("-soft")

    def _css(self, part: str) -> str:
        return f"var(--{self.code.replace('_', '-')}{part})"


STATUS_STYLES = MappingProxyType(
    {
        style.code: style
        for style in (
            StatusStyle("met", "★", "#08305F", "#FFFFFF", "#08305F", "#E3EAF3"),
            StatusStyle("not_met", "×", "#5B2333", "#FFFFFF", "#5B2333", "#F1E8EA"),
            StatusStyle("on_plan", "●", "#155F95", "#FFFFFF", "#155F95", "#E5F0F8"),
            StatusStyle("slightly_behind", "■", "#C97F00", ON_BRIGHT, "#885600", "#FCF1DC"),
            StatusStyle("behind", "▼", "#C35110", "#FFFFFF", "#B6410F", "#FBE8DD"),
            StatusStyle("below_baseline", "◀", "#871344", "#FFFFFF", "#871344", "#F6E3EB"),
            StatusStyle("due_without_actual", "◇", "#A15C00", "#FFFFFF", "#8A4F00", "#FFF3DD"),
            StatusStyle("not_due", "○", "#6B7480", "#FFFFFF", "#5A636E", "#F1F3F5"),
            StatusStyle("not_comparable", "≠", "#4A4F73", "#FFFFFF", "#4A4F73", "#EAEBF2"),
        )
    }
)
"""By the code of a status or of a kind of `Unjudged`: the one place that says how a target's state looks."""


@dataclass(frozen=True)
class Look:
    """How marks of one meaning are drawn; widths in pixels of the chart on screen.

    `dash` is '', 'dash', 'dot' or 'dash-dot'; `symbol` a shape ('stroke' is a short level line), `hollow` one with
    the background inside. `rim` is the colour around a mark, `label`, `weight` and `small` are of the words beside it.
    """

    colour: str
    width: float = 0.0
    dash: str = ""
    symbol: str = ""
    hollow: bool = False
    opacity: float = 1.0
    rim: str = ""
    rim_width: float = 1.5
    label: str = INK
    weight: int = 400
    small: bool = False

    @property
    def bold(self) -> bool:
        """Whether the words beside a mark are bold where a typeface has two weights only."""
        return self.weight >= 600

    @property
    def edge(self) -> str:
        """The colour around a mark: its own, or the background's, which parts it from what it covers."""
        return self.rim or (self.colour if self.hollow else BACKGROUND)


_FAINT = 0.45
_LOOKS = {
    Role.OFFICIAL: Look(PATH, symbol="diamond", rim_width=2, weight=600),
    Role.CONFLICTING: Look(PATH, symbol="diamond", hollow=True, rim_width=2, weight=600),
    Role.RANGE: Look(PATH, width=3),
    Role.INTERPOLATED: Look(PATH, width=2.5, dash="dash"),
    Role.HELD: Look(PATH, width=2.5, dash="dot"),
    Role.BAND: Look(BAND),
    Role.PROJECTION: Look(ACTUAL, width=2, dash="dash-dot"),
    Role.NATIONAL: Look(NATIONAL, width=2.5, symbol="stroke", label=NATIONAL, small=True),
    Role.DAY: Look(BASELINE, width=1.5, label=INK_MUTED, small=True),
    Role.ABSENT: Look(INK_MUTED, label=INK_MUTED),
    Role.TIME_GIVEN: Look(BAND, width=7),
    Role.PUT_OFF: Look(NATIONAL, width=2, dash="dot"),
    Role.OVERRUN: Look(LATE, width=2),
    Role.FIRST_DEADLINE: Look(NATIONAL, symbol="circle", hollow=True, rim_width=2, label=NATIONAL),
    Role.ROW: Look(GRID, width=1, label=INK, small=True),
    Role.LEAD: Look(ACTUAL, label=BACKGROUND, small=True),
    Role.COORDINATING: Look(SUPPORT, label=INK, small=True),
}


def look(role: Role) -> Look:
    """How a meaning is drawn that does not depend on who measured."""
    return _LOOKS[role]


@cache
def series_look(role: Role, rank: int, *, faint: bool = False) -> Look:
    """How the actuals of the series at `rank` of a chart are drawn; `faint` where another series is in front."""
    style = SERIES_STYLES[rank % len(SERIES_STYLES)]
    opacity = _FAINT if faint or role is Role.REVISED else 1.0
    if role is Role.ACTUAL_LINE:
        return Look(style.colour, width=3, opacity=opacity)
    hollow = role is not Role.ACTUAL
    return Look(style.colour, symbol=style.symbol, hollow=hollow, opacity=opacity, label=style.colour, weight=700)
