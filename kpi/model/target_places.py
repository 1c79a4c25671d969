"""Where the words of a target stand: at a line of a text that the house holds, or of a public copy at an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi.model.missing import is_missing

_SHOWS_LINES = "https://github.com/"


def is_in_held_text(line: int | None, source_url: str | None) -> bool:
    """Whether `line` is one of the document's own text; with an address it is one of the copy at that address."""
    return not is_missing(line) and is_missing(source_url)


def line_of(row: Mapping[str, Any]) -> int | None:
    """The line of a row of targets, of the text that the house holds or of the copy; None without any."""
    return None if is_missing(row["line"]) else int(row["line"])


def copy_url(source_url: str | None, line: int | None) -> str:
    """The address of the copy, at its line where the site can show one; '' without an address."""
    if is_missing(source_url):
        return ""
    if is_missing(line) or not str(source_url).startswith(_SHOWS_LINES):
        return str(source_url)
    return f"{source_url}?plain=1#L{line}"
