"""The theme as the browser is told it, put together once.

At the start of every run Streamlit looks each of its options through for the six parts of the theme: 2 ms on the
event loop, in which no session gets an answer. The theme comes from the configuration file and stays as long as the
server runs.
"""

from __future__ import annotations

from typing import Protocol

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


class Fill(Protocol):
    """Fills a message with one part of the theme."""

    def __call__(self, msg: CustomThemeConfig, section: str = "theme") -> None:
        """Fill `msg` with the part of that name."""


def remember_theme() -> None:
    """Have Streamlit put each part of the theme together at the first run only.

    Raises AttributeError when this Streamlit makes its theme elsewhere.
    """
    app_session._populate_theme_msg = once(app_session._populate_theme_msg)


def once(fill: Fill) -> Fill:
    """Return what fills a message as `fill` does, asking it once for every part of the theme."""
    parts: dict[str, CustomThemeConfig] = {}

    def filled(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in parts:
            part = CustomThemeConfig()
            fill(part, section)
            parts[section] = part
        # Merging nothing would still mark the part as told.
        if parts[section].ByteSize():
            msg.MergeFrom(parts[section])

    return filled
