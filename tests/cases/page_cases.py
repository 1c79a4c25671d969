"""What a page shows, as its browser gets it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from ui.page_registry import PAGES
from ui.parts import CHART_NAME, WORDS_NAME
from ui.selectbox import COMPONENT


def go_to(app: AppTest, page: str) -> AppTest:
    """Let the next run be of a page, by the name of its folder.

    As a browser that opens an address: `switch_page` would need a first run, of another page, to know the addresses.
    """
    app._page_hash = calc_hash({item.name: item.slug for item in PAGES}[page])
    return app


def parts_of(app: AppTest) -> dict[str, Any]:
    """The named parts of the page, in their order."""
    found = [component.proto for component in app.get("bidi_component")]
    sent = [json.loads(proto.json) for proto in found if proto.component_name in {CHART_NAME, WORDS_NAME}]
    return {name: part for name, part, *_ in sent}


def boxes_of(app: AppTest) -> dict[str, dict[str, Any]]:
    """What each select box of the page got, by its key: `chosen`, `names` and what else `ui.selectbox` gives it."""
    found = [component.proto for component in app.get("bidi_component")]
    return {
        proto.id.split("-", 2)[2]: json.loads(proto.json)[0] for proto in found if proto.component_name == COMPONENT
    }


def options_of(app: AppTest, key: str) -> list[str]:
    """What the options of a select box say, in order."""
    return [name for _, name, *_ in boxes_of(app)[key]["names"]]


def charts_of(app: AppTest) -> list[dict[str, Any]]:
    """Every chart of the page, in order."""
    return [part for part in parts_of(app).values() if not isinstance(part, str)]


def html_of(app: AppTest) -> str:
    """Every HTML body of the page, without its style sheet."""
    bodies = [element.proto.body for element in app.get("html")]
    bodies += [part if isinstance(part, str) else part["head"] for part in parts_of(app).values()]
    return " ".join(body for body in bodies if "<style>" not in body)


_BOX = re.compile(r"<div class='td'><div class='note stack[ a-z]*' role='(?:alert|status)'.*", re.DOTALL)


def notices_of(app: AppTest, role: str = "") -> list[str]:
    """What the boxes of the page tell the reader, in order; of one `role` only, 'alert' for what went wrong."""
    bodies = [element.proto.body for element in app.get("html")]
    boxes = [body for body in bodies if _BOX.fullmatch(body) and f"role='{role}" in body]
    return [unescape(re.sub(r"<[^>]+>", " ", box)).strip() for box in boxes]
