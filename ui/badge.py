"""A status as HTML."""

from __future__ import annotations

from html import escape

from kpi.charts.theme import STATUS_STYLES


def badge(status: str, lang: str) -> str:
    """The status: word, shape and colour together."""
    style = STATUS_STYLES[status]
    return (
        f"<span class='status' style='color:{style.text};background:{style.tint}'>"
        f"<span aria-hidden='true'>{style.glyph}</span> {escape(style.word(lang))}</span>"
    )
