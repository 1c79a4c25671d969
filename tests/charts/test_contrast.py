"""Letters can be read and marks be seen, on a light screen and on a dark one."""

from __future__ import annotations

import re
import tomllib

import pytest

from kpi.charts import theme
from kpi.charts.contrast import READABLE, SEEN, contrast
from kpi.charts.dark import DARK
from kpi.charts.html.tile_map import shades
from kpi.charts.palette import STYLE_COLOURS, screen_variables
from kpi.charts.tasks.task_styles import task_style
from kpi.model.task_codes import Group, State
from tests.conftest import ROOT
from ui.style import style_sheet

STATES = [code.replace("_", "-") for code in theme.STATUS_STYLES]
WORDS_ON = {
    "ink": ("background", "soft", "mine", "official", "band", "national-soft", "warn-soft", "fault-soft", "found"),
    "muted": ("background", "soft", "mine", "national-soft", "not-due-soft", "found"),
    "accent": ("background", "soft", "mine", "on-plan-soft"),
    "actual": ("background", "soft", "met-soft"),
    "path": ("background", "soft"),
    "national": ("background", "national-soft"),
    "warn": ("background", "soft", "warn-soft"),
    "fault": ("background", "fault-soft"),
    "between": ("background", "soft", "mine"),
    "not-due": ("background",),
    "behind-words": ("background",),
    "slide-ink": ("background",),
    "slide-muted": ("background",),
    "background": ("ink", "fault", "actual"),
    **{f"{state}-words": ("background", "soft", f"{state}-soft") for state in STATES},
    **{f"{state}-on": (state,) for state in STATES},
}
"""By the name of a colour of letters: the surfaces that they stand on."""
MARKS = (*STATES, "accent", "actual", "path", "national", "baseline")
LOOKS = {"light": STYLE_COLOURS, "dark": {name: DARK[colour] for name, colour in STYLE_COLOURS.items()}}


@pytest.mark.parametrize("look", LOOKS)
def test_letters_can_be_read_on_every_ground(look: str):
    colours = LOOKS[look]
    pairs = [(words, surface) for words, surfaces in WORDS_ON.items() for surface in surfaces]
    assert len(pairs) > 60
    pale = {pair: contrast(*(colours[name] for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in pale.items() if ratio < READABLE} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_marks_are_seen_on_the_page(look: str):
    colours = LOOKS[look]
    ratios = {mark: contrast(colours[mark], colours["background"]) for mark in MARKS}
    assert {mark: ratio for mark, ratio in ratios.items() if ratio < SEEN} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_series_and_tasks_are_seen_and_their_words_read(look: str):
    turned = DARK if look == "dark" else {}
    surface = LOOKS[look]["background"]
    series = [style.colour for style in theme.SERIES_STYLES]
    tasks = [task_style(state, group) for state in State for group in Group]
    pairs = [(colour, surface) for colour in series]
    pairs += [(turned.get(style.text, style.text), turned.get(style.tint, style.tint)) for style in tasks]
    assert [pair for pair in pairs if contrast(turned.get(pair[0], pair[0]), pair[1]) < READABLE] == []


def test_squares_of_a_map_carry_letters_that_can_be_read_in_light_and_dark():
    edges = [float(edge) for edge in range(-3, 4)]
    classes = [
        *shades(edges, lower_better=False, around_zero=True),
        *shades(edges, lower_better=True, around_zero=False),
    ]
    assert all(contrast(shade.fill, shade.ink) >= READABLE for shade in classes)
    assert all(contrast(shade.dark_fill, shade.dark_ink) >= READABLE for shade in classes)
    assert len({shade.dark_fill for shade in classes}) == len({shade.fill for shade in classes})


def test_every_colour_of_letters_in_a_style_sheet_is_measured():
    used = set(re.findall(r"(?<![\w-])color: var\(--([\w-]+)\)", style_sheet()))
    assert used - set(WORDS_ON) - {"on", "dark-on", "watermark"} == set()
    assert len(used) > 10


def test_states_stay_apart_on_a_dark_screen():
    fills = [DARK[style.fill] for style in theme.STATUS_STYLES.values()]
    assert len(set(fills)) == len(theme.STATUS_STYLES)
    assert len({style.glyph for style in theme.STATUS_STYLES.values()}) == len(theme.STATUS_STYLES)


def test_every_colour_of_a_drawing_has_one_in_the_dark():
    drawn = {value for name, value in vars(theme).items() if name.isupper() and isinstance(value, str)}
    drawn = {value for value in drawn if value.startswith(("#", "rgba"))}
    drawn |= {style.colour for style in theme.SERIES_STYLES} | set(STYLE_COLOURS.values())
    tasks = [task_style(state, group) for state in State for group in Group]
    drawn |= {colour for style in tasks for colour in (style.text, style.tint)}
    assert drawn - set(DARK) == set()


def test_the_dark_rules_name_every_colour_of_the_light_ones():
    light, dark = screen_variables("dark", "paper").strip().splitlines()
    assert re.findall(r"--([\w-]+):", light) == re.findall(r"--([\w-]+):", dark)


def test_streamlit_draws_its_own_parts_in_the_same_colours():
    told = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    for name, given in told["dark"].items():
        if isinstance(given, dict):
            assert given == {key: DARK[told[name][key]] for key in given}
        elif isinstance(given, list):
            assert given == [DARK[colour] for colour in told[name]]
        else:
            assert given == DARK[told[name]], name
    known = {colour.upper() for colour in STYLE_COLOURS.values()}
    light = {value for value in told.values() if isinstance(value, str) and value.startswith("#")}
    assert light - known == set()
    assert {name for name, value in told.items() if str(value).startswith("#")} == {
        name for name, value in told["dark"].items() if str(value).startswith("#")
    }
