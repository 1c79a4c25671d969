"""The colours of a dark screen: for each colour of the theme the one that has its place there.

Everything is drawn in the colours of the theme, files too; a dark screen puts its own in their place. A colour that
has two meanings in the light has both in the dark, so that a picture can be turned without knowing what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kpi.charts import theme

BACKGROUND = "#0E1117"
INK = "#E6EBF0"

DARK: Mapping[str, str] = MappingProxyType(
    {
        theme.BACKGROUND: BACKGROUND,
        "#000000": "#FFFFFF",
        theme.INK: INK,
        theme.ON_BRIGHT: theme.ON_BRIGHT,
        theme.INK_MUTED: "#AAB5C0",
        theme.BORDER: "#3B4652",
        theme.GRID: "#272F38",
        theme.ACTUAL: "#A9CDF7",
        theme.PATH: "#A7B0BA",
        theme.BAND: "#26384B",
        theme.NATIONAL: "#D9B263",
        theme.BASELINE: "#7C8894",
        theme.PRIMARY: "#5FAEE8",
        theme.LATE: "#7A4527",
        theme.SUPPORT: "#4A6580",
        theme.TRANSPARENT: theme.TRANSPARENT,
        theme.WATERMARK: "rgba(240,123,168,0.2)",
        theme.SHADOW: "rgba(0,0,0,0.6)",
        theme.TIER: "rgba(38,56,75,0.5)",
        # Series beside the first one.
        "#1F7A8C": "#4FC3D9",
        "#6A4C93": "#B79CE6",
        "#3D5A40": "#8FC596",
        "#7B5E57": "#CDA89E",
        # States: marks, words, what lies behind the words.
        "#5B2333": "#D9A0B2",
        "#C97F00": "#E9B44C",
        "#C35110": "#EF8748",
        "#871344": "#F27CAA",
        "#A15C00": "#DB9C40",
        "#6B7480": "#8E99A5",
        "#4A4F73": "#A9AEE0",
        "#885600": "#EFC061",
        "#B6410F": "#F59B66",
        "#8A4F00": "#E3AE5E",
        "#5A636E": "#A7B0BA",
        "#E3EAF3": "#16283D",
        "#F1E8EA": "#33212A",
        "#E5F0F8": "#122A3E",
        "#FCF1DC": "#352814",
        "#FBE8DD": "#3A2218",
        "#F6E3EB": "#3B1A29",
        "#FFF3DD": "#332710",
        "#F1F3F5": "#20262E",
        "#EAEBF2": "#24263B",
        # Backgrounds of tables and lists.
        "#F6F8FA": "#171C24",
        "#FBF5E9": "#2B2414",
        "#EAF2F9": "#17293A",
        "#EEF4FA": "#172433",
        "#46515D": "#B4BEC9",
        "#C3C9D0": "#4C5763",
        "#ECEFF2": "#252C35",
        "#FFE9A8": "#4A3B0D",
        "#2C3844": "#C3CCD5",
    }
)
"""By the colour of the theme."""
