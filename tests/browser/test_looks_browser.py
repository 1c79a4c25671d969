"""How the pages look, against stored pictures: every part in every state and the first screens, at three sizes, in both
languages, light and dark.

The pictures show the gallery (`python -m ui.gallery`), whose numbers are examples: new data change nothing on them.
`THUOC_DO_57_PICTURES=keep python -m pytest tests/browser/test_looks_browser.py` stores them anew after a change that
is meant.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kpi.words import LANGUAGES
from tests.cases.pictures import Difference, difference, keep, shrunk, stored
from ui.gallery.__main__ import write
from ui.gallery.document import DOCUMENTS

PICTURES = Path(__file__).parent / "pictures"
KEEPS = os.environ.get("THUOC_DO_57_PICTURES") == "keep"
SIZES = {"laptop": (1440, 900), "wall": (1920, 1080), "phone": (390, 844)}
LOOKS = ("light", "dark")
MOST_BYTES = 2 * 1024 * 1024
CARD = {"parts": ".first-bar", "province": ".first-bar", "country": ".bullet"}
"""What is moved by way of trial."""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of the gallery."""
    folder = tmp_path_factory.mktemp("gallery")
    write(folder)
    return folder


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """A page that shows one document after the other."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def photograph(page: Page, gallery: Path, name: str, lang: str, size: str, look: str) -> None:
    """Have the page show a document in a size and a look."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
    page.goto((gallery / f"{name}-{lang}.html").as_uri())
    page.evaluate("() => document.fonts.ready")


def seen(page: Page, place: Path) -> Difference:
    """How far the page is from a stored picture."""
    return difference(stored(place), shrunk(page.screenshot(full_page=True)))


@pytest.mark.parametrize(("name", "look"), list(product(DOCUMENTS, LOOKS)))
def test_every_part_and_first_screen_looks_as_stored(sheet: Page, gallery: Path, name: str, look: str) -> None:
    moved = {}
    for lang, size in product(LANGUAGES, SIZES):
        photograph(sheet, gallery, name, lang, size, look)
        place = PICTURES / f"{name}-{lang}-{size}-{look}.png"
        if KEEPS:
            keep(shrunk(sheet.screenshot(full_page=True)), place)
        found = seen(sheet, place)
        if found.is_seen:
            moved[place.name] = found
        assert sheet.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], place.name
    assert moved == {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_card_that_moves_is_seen_and_other_smoothing_of_letters_is_not(sheet: Page, gallery: Path, name: str) -> None:
    photograph(sheet, gallery, name, "vi", "laptop", "light")
    place = PICTURES / f"{name}-vi-laptop-light.png"
    # Half a pixel aside every letter is smoothed in another way.
    sheet.evaluate("document.querySelector('main').style.transform = 'translate(.4px, .4px)'")
    smoothed = seen(sheet, place)
    assert smoothed.worst > 0
    assert not smoothed.is_seen
    sheet.evaluate("document.querySelector('main').style.transform = ''")
    for way in ("translateX(12px)", "translateY(12px)"):
        sheet.evaluate("([card, way]) => document.querySelector(card).style.transform = way", [CARD[name], way])
        assert seen(sheet, place).is_seen, way


def test_a_look_that_was_chosen_stays_and_is_the_same_in_every_tab(browser: Browser, gallery: Path) -> None:
    context = browser.new_context(color_scheme="light")
    one, other = context.new_page(), context.new_page()
    surface = "getComputedStyle(document.body).backgroundColor"
    for page in (one, other):
        page.goto((gallery / "parts-vi.html").as_uri())
        assert page.evaluate(surface) == "rgb(255, 255, 255)"
    one.locator(".look select").select_option("dark")
    assert one.evaluate(surface) == "rgb(14, 17, 23)"
    other.wait_for_function(f"{surface} === 'rgb(14, 17, 23)'")
    assert other.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is True
    one.reload()
    assert one.locator(".look select").input_value() == "dark"
    one.locator(".look select").select_option("system")
    assert one.evaluate(surface) == "rgb(255, 255, 255)"
    one.emulate_media(color_scheme="dark")
    one.wait_for_function(f"{surface} === 'rgb(14, 17, 23)'")
    one.emulate_media(media="print")
    assert one.evaluate(surface) == "rgb(255, 255, 255)"
    context.close()


def test_the_stored_pictures_are_small_and_all_in_use() -> None:
    files = sorted(PICTURES.glob("*"))
    names = {"-".join(parts) + ".png" for parts in product(DOCUMENTS, LANGUAGES, SIZES, LOOKS)}
    assert {file.name for file in files} == names
    assert sum(file.stat().st_size for file in files) <= MOST_BYTES
