"""The shipped typeface has every sign that the pages draw, and digits that stand in columns."""

from __future__ import annotations

import tomllib
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from kpi.model.codes import Status
from kpi.words import label
from tests.conftest import ROOT

VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ", "Đ"}
SIGNS = "0123456789≥≤=≈≠±×–—−…%‰₫€°²³₂·•“”‘’«»→←↑↓↗↘★☆◆◇●○■□▲△▼▽▶◀✓✗⚠ \u00a0\u2009\u202f"
STATUS_WORDS = "".join(label("status", status, "vi") for status in Status)


@pytest.fixture(scope="module")
def font() -> TTFont:
    with (ROOT / ".streamlit/config.toml").open("rb") as file:
        (face,) = tomllib.load(file)["theme"]["fontFaces"]
    return TTFont(ROOT / face["url"].removeprefix("app/"))


def test_there_are_134_precomposed_vietnamese_letters_to_cover():
    assert len({letter for letter in LETTERS if ord(letter) > 127}) == 134


def test_every_vietnamese_letter_and_sign_is_there(font: TTFont):
    known = font.getBestCmap()
    assert sorted(sign for sign in LETTERS | set(SIGNS) | set(STATUS_WORDS) if ord(sign) not in known) == []


def test_digits_are_of_one_width(font: TTFont):
    widths = {font["hmtx"][font.getBestCmap()[ord(chart)]][0] for chart in "0123456789"}
    assert len(widths) == 1


def test_weights_from_regular_to_bold(font: TTFont):
    (axis,) = font["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)


def test_licence_ships_with_the_typeface():
    licence = (ROOT / "static/fonts/OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "The Inter Project Authors" in licence
