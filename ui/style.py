"""The look of the pages, as one style sheet, and the script of the parts that are our own."""

from __future__ import annotations

import json
from pathlib import Path

from kpi.charts.palette import style_variables
from kpi.words import LANGUAGES, message

_FOLDER = Path(__file__).resolve().parent
_FILES = sorted(_FOLDER.glob("style*.css")) + sorted(_FOLDER.parent.glob("pages/*/style*.css"))


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
    return style_variables() + "\n".join(path.read_text(encoding="utf-8") for path in _FILES)


def script() -> str:
    """What every page has at hand: the select box, of which a page has several, and names in the reader's language."""
    names = {lang: {place: message(key, lang) for place, key in _NAMED.items()} for lang in LANGUAGES}
    scripts = "".join(
        (_FOLDER / name).read_text(encoding="utf-8") for name in ("select_box.js", "names.js", "print.js")
    )
    return scripts.replace('"NAMES"', json.dumps(names, ensure_ascii=False))
