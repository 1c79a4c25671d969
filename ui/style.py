"""The look of the pages, as one style sheet, and the script of the parts that are our own."""

from __future__ import annotations

import json
from pathlib import Path

from kpi.charts.dark import DARK
from kpi.charts.palette import screen_variables
from kpi.charts.tokens import size_rules
from kpi.words import LANGUAGES, message

_FOLDER = Path(__file__).resolve().parent
_FILES = sorted(_FOLDER.glob("style*.css")) + sorted(_FOLDER.parent.glob("pages/*/style*.css"))


_DARK, _PAPER = ':root[data-look="dark"]', ".td .paper"
"""What selects a dark page, and what is light on it too."""
_LOOKS = ("label", "system", "light", "dark")
_NAMED = {
    "[data-testid=stExpandSidebarButton]": "frame.menu",
    "[data-testid=stSidebar]": "frame.menu",
    "[data-testid=stSidebarCollapseButton] button": "frame.close_menu",
    "[data-testid=stSidebarNav]": "frame.pages",
    "[data-testid=stSkipToContent]": "frame.skip",
}
"""What Streamlit names in English, and by which words we name it."""


def style_sheet() -> str:
    """Every rule of the pages' own style; the server puts it into the HTML page that the front end starts from."""
    rules = "\n".join(path.read_text(encoding="utf-8") for path in _FILES)
    return screen_variables(_DARK, _PAPER) + size_rules() + rules


def script() -> str:
    """What every page has at hand: light or dark, the select box, and names in the reader's language."""
    names = {lang: {place: message(key, lang) for place, key in _NAMED.items()} for lang in LANGUAGES}
    return look_script() + _script("select_box.js") + _script("names.js", NAMES=names) + _script("print.js")


def look_script() -> str:
    """What makes a page light or dark before anything is drawn, and offers the choice."""
    words = {lang: {name: message(f"look.{name}", lang) for name in _LOOKS} for lang in LANGUAGES}
    dark = {colour.lower(): turned.lower() for colour, turned in DARK.items()}
    return _script("look.js", LOOKS=words, DARK=dark)


def _script(name: str, **given: object) -> str:
    """A script of this folder; `given` stand in it as "NAME"."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    for word, value in given.items():
        text = text.replace(f'"{word}"', json.dumps(value, ensure_ascii=False))
    return text
