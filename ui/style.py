"""The look of the pages, as one style sheet."""

from __future__ import annotations

from pathlib import Path

from kpi.charts.palette import style_variables

_FOLDER = Path(__file__).resolve().parent
_FILES = sorted(_FOLDER.glob("style*.css")) + sorted(_FOLDER.parent.glob("pages/*/style*.css"))


def style_sheet() -> str:
    """Every rule of the pages' own style; the server puts it into the HTML page that the front end starts from."""
    return style_variables() + "\n".join(path.read_text(encoding="utf-8") for path in _FILES)
