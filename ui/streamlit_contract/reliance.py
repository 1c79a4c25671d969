"""One thing that this program leans on in Streamlit's inside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reliance:
    """One thing leant on: `text` stands as it is in each of `files`; `breaks` is what a reader would notice."""

    text: str
    files: tuple[str, ...]
    why: str
    breaks: str
