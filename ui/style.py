"""The look of the pages, as one style sheet."""

from __future__ import annotations

from pathlib import Path

_FILES = sorted(Path(__file__).parent.glob("style*.css"))


def style_sheet() -> str:
    """Every rule of the pages' own style; the server puts it into the HTML page that the front end starts from."""
    return "\n".join(path.read_text(encoding="utf-8") for path in _FILES)
