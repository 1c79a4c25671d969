"""Sizes and distances of the pages come from one place; no style sheet has its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpi.charts.tokens import ON_PHONE, SIZES, SPACES, WALL_PERCENT, size_rules
from tests.conftest import ROOT
from ui.style import style_sheet

SHEETS = sorted(path for room in ("ui", "pages") for path in (ROOT / room).rglob("*.css"))
SLIDE = "pages/meeting/style.css"
"""A slide has a scale of its own: parts of the screen, so that it looks alike on every screen."""
PRINTED = re.compile(r"@media print\s*\{(?:[^{}]|\{[^{}]*\})*\}")
"""Paper is measured in points."""
LARGEST = 3.1
"""Rem up to which a distance is one of the scale; what is longer places a part of the page."""


def declared(names: str) -> list[tuple[str, str]]:
    """Every value that the style sheets of the screen give a property of `names` (a pattern), with its file."""
    found = []
    for path in SHEETS:
        place = path.relative_to(ROOT).as_posix()
        if place != SLIDE:
            text = PRINTED.sub("", path.read_text("utf-8"))
            found += [(place, value.strip()) for value in re.findall(rf"(?<![\w-])(?:{names}):([^;}}]+)", text)]
    return found


def test_there_are_six_sizes_of_type():
    assert len(SIZES) == 6
    assert sorted(SIZES.values()) == list(SIZES.values())
    assert set(ON_PHONE) <= set(SIZES)
    assert all(ON_PHONE[name] < SIZES[name] for name in ON_PHONE)


def test_every_size_of_type_is_one_of_the_six():
    sizes = declared("font-size")
    allowed = {f"var(--size-{name})" for name in SIZES}
    assert len(sizes) > 80
    assert [(place, value) for place, value in sizes if value not in allowed] == []
    assert {value for _, value in sizes} == allowed


def test_no_short_hand_sets_a_size_of_its_own():
    assert {value for _, value in declared("font")} <= {"inherit"}


@pytest.mark.parametrize("names", [r"margin(?:-\w+)?", r"padding(?:-\w+)?", r"(?:row-|column-)?gap"])
def test_every_distance_is_one_of_the_scale(names: str):
    told = declared(names)
    assert len(told) > 20
    own = [
        (place, value)
        for place, value in told
        for length in re.findall(r"(?<![\w.])-?(\d*\.?\d+)rem", value)
        if "clamp(" not in value and "calc(" not in value and float(length) <= LARGEST
    ]
    assert own == []


def test_every_variable_of_a_size_or_distance_exists():
    used = set(re.findall(r"var\(--((?:size|space)-\w+)", style_sheet()))
    known = {f"size-{name}" for name in SIZES} | {f"space-{name}" for name in SPACES}
    assert used == known


def test_a_wall_is_the_same_page_larger():
    rules = size_rules()
    assert f":root {{ font-size: {WALL_PERCENT}%; }}" in rules
    # 16 mm letters on a wall of 55 inches are read from two metres; running words there have 19 pixels of 0.63 mm.
    assert SIZES["small"] * 16 * WALL_PERCENT / 100 >= 16


def test_style_sheets_are_found():
    assert len(SHEETS) > 10
    assert Path(ROOT / SLIDE) in SHEETS
