"""Colours by what they are for: those of the theme and their quiet relatives, for style sheets and files."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kpi.charts import theme
from kpi.charts.dark import DARK
from kpi.model.codes import Status

BLACK = "#000000"
HEAD = "#E5ECF3"
"""The head of a table in a file."""
SOFT = "#F6F8FA"
"""The head of a table on screen, a stripe in a file."""
TOTAL = "#F1F3F5"
"""A row that stands apart."""
FAULT = theme.STATUS_STYLES[Status.BELOW_BASELINE].fill
ON_FAULT = theme.BACKGROUND
FAULT_PALE = "#E7CFDA"
"""The watermark of made-up data where a file knows no transparency."""


def words_and_tint(status: Status) -> tuple[str, str]:
    """The colour of a status for words, and the quiet one behind them, as a style sheet names them."""
    style = theme.STATUS_STYLES[status]
    return style.text_css, style.tint_css


def _of_state(style: theme.StatusStyle) -> Mapping[str, str]:
    name = style.code.replace("_", "-")
    return {name: style.fill, f"{name}-on": style.on_fill, f"{name}-words": style.text, f"{name}-soft": style.tint}


STYLE_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "background": theme.BACKGROUND,
        "ink": theme.INK,
        "muted": theme.INK_MUTED,
        "line": theme.BORDER,
        "grid": theme.GRID,
        "soft": SOFT,
        "accent": theme.PRIMARY,
        "actual": theme.ACTUAL,
        "path": theme.PATH,
        "band": theme.BAND,
        "national": theme.NATIONAL,
        "national-soft": "#FBF5E9",
        "baseline": theme.BASELINE,
        "warn": theme.STATUS_STYLES[Status.SLIGHTLY_BEHIND].text,
        "warn-soft": theme.STATUS_STYLES[Status.SLIGHTLY_BEHIND].tint,
        "fault": FAULT,
        "fault-soft": theme.STATUS_STYLES[Status.BELOW_BASELINE].tint,
        "mine": "#EAF2F9",
        "official": "#EEF4FA",
        "between": "#46515D",
        "edge": "#C3C9D0",
        "hatch": "#ECEFF2",
        "found": "#FFE9A8",
        "slide-ink": BLACK,
        "slide-muted": "#2C3844",
        "watermark": theme.WATERMARK,
        "shadow": theme.SHADOW,
        "tier": theme.TIER,
        **{name: colour for style in theme.STATUS_STYLES.values() for name, colour in _of_state(style).items()},
    }
)
"""What the style sheets call a colour, as `var(--name)`."""


def style_variables() -> str:
    """The rule that a style sheet begins with: every colour as a variable."""
    return f":root {{ {_told(STYLE_COLOURS)} }}\n"


def screen_variables(dark: str, light: str) -> str:
    """The rules of pages that are light or dark: `dark` selects a dark page, `light` what stays light on it.

    Paper is light, whatever the page was.
    """
    turned = {name: DARK[colour] for name, colour in STYLE_COLOURS.items()}
    return (
        f":root, {light} {{ color-scheme: light; {_told(STYLE_COLOURS)} }}\n"
        f"@media screen {{ {dark} {{ color-scheme: dark; {_told(turned)} }} }}\n"
    )


def variable(colour: str) -> str:
    """A colour of the theme as a style sheet names it. Raises KeyError for one without a name."""
    return f"var(--{_NAMES[colour]})"


def _told(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour.lower()};" for name, colour in colours.items())


_NAMES = {colour: name for name, colour in reversed(list(STYLE_COLOURS.items()))}
