"""Colours have names: outside of what draws pictures nothing names one by its numbers."""

from __future__ import annotations

import re
from pathlib import Path

from kpi.charts import palette, theme
from ui.style import style_sheet

ROOT = Path(__file__).resolve().parents[2]
COLOUR = re.compile(r"(?<![\w&])#[0-9a-f]{6}\b|:\s*#[0-9a-f]{3}\b", re.IGNORECASE)
MIXED = re.compile(r"\b(?:rgba?|hsla?)\([^)]*\)")
PICTURES = ("kpi/charts/", "kpi/export/office_chart/", "kpi/export/picture/")
"""What draws has shades of its own beside those of the theme."""

SET_BY_CODE = {"--back", "--fill", "--on", "--dark-fill", "--dark-on", "--share"}
"""The colours of one cell or square, in its own attribute."""


def files(*endings: str) -> list[Path]:
    return [
        path
        for room in ("cli", "etl", "kpi", "pages", "server", "ui")
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in endings
    ]


def test_no_style_sheet_names_a_colour_by_its_numbers():
    sheets = files(".css")
    assert len(sheets) > 6
    assert {
        path.name: COLOUR.findall(path.read_text("utf-8")) for path in sheets if COLOUR.search(path.read_text("utf-8"))
    } == {}
    assert {path.name: found for path in sheets if (found := MIXED.findall(path.read_text("utf-8")))} == {}


def test_no_code_names_a_colour_by_its_numbers():
    named = {}
    for path in files(".py", ".js"):
        place = path.relative_to(ROOT).as_posix()
        if not place.startswith(PICTURES) and (found := COLOUR.findall(path.read_text("utf-8"))):
            named[place] = found
    assert named == {}


def test_every_variable_of_a_style_sheet_is_a_colour_of_the_palette():
    bundled = (ROOT / "kpi" / "export" / "bundle" / "bundle.css").read_text("utf-8")
    sheet = style_sheet() + bundled
    own = set(re.findall(r"(--[\w-]+):", sheet)) - {f"--{name}" for name in palette.STYLE_COLOURS}
    used = set(re.findall(r"var\((--[\w-]+)", sheet))
    assert len(used) > 15
    assert used - own - SET_BY_CODE <= {f"--{name}" for name in palette.STYLE_COLOURS}
    unused = {f"--{name}" for name in palette.STYLE_COLOURS} - used
    assert unused <= {f"--{name}{part}" for name in _statuses() for part in ("", "-on", "-words", "-soft")}


def _statuses() -> list[str]:
    return [style.replace("_", "-") for style in theme.STATUS_STYLES]
