"""A text that a reader's own browser keeps: it survives a reload and a restart, and leaves no trace on the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

KEY = "browser_store"

_browser_store = st.components.v2.component(
    "thuoc_do_57_browser_store", js=Path(__file__).with_name("browser_store.js").read_text(encoding="utf-8")
)


def mount(data: dict[str, Any], heard: Callable[[], None]) -> None:
    """Let the browser keep `data["text"]`; once a run and page.

    `data` also holds `stamp`, which names the session's state, and whether the session `changed` it, has `heard`
    from the browser before, and was `refused`. `heard` is called when the browser has something to tell (see
    `told`).
    """
    # In a list: the values of a mapping would each be searched for data frames.
    _browser_store(key=KEY, data=[data], on_kept_change=heard)


def told() -> tuple[str, bool]:
    """What the browser keeps, and whether it refuses to keep anything."""
    kept = (st.session_state.get(KEY) or {}).get("kept") or {}
    return str(kept.get("text") or ""), bool(kept.get("refused"))
