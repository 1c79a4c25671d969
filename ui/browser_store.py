"""A text that a reader's own browser keeps: it survives a reload and a restart, and leaves no trace on the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from kpi.model.clock import today
from kpi.reading.changes.choice import Visit

KEY = "browser_store"
LAST_VISIT, _ASKED, _SEEN = "_last_visit", "_asks_last_visit", "_snapshot_seen"
"""Entries of the session: what the browser told of the last visit, whether a page asked for it, what is shown now."""

_browser_store = st.components.v2.component(
    "thuoc_do_57_browser_store", js=Path(__file__).with_name("browser_store.js").read_text(encoding="utf-8")
)


def mount(data: dict[str, Any], heard: Callable[[], None]) -> None:
    """Let the browser keep `data["text"]`; once a run and page.

    `data` also holds `stamp`, which names the session's state, and whether the session `changed` it, has `heard`
    from the browser before, and was `refused`. The browser also notes that this snapshot was looked at today (see
    `note_snapshot`). `heard` is called when the browser has something to tell (see
    `told`).
    """
    seen = st.session_state.get(_SEEN)
    if seen:
        told = (st.session_state.get(LAST_VISIT) or {}).get("day", "")
        data = data | {"visit": {"day": today().isoformat(), "snapshot": seen}, "toldVisit": told}
        data = data | {"asksVisit": bool(st.session_state.get(_ASKED))}
    # In a list: the values of a mapping would each be searched for data frames.
    _browser_store(key=KEY, data=[data], on_kept_change=heard, on_visit_change=_keep_visit)


def told() -> tuple[str, bool]:
    """What the browser keeps, and whether it refuses to keep anything."""
    kept = (st.session_state.get(KEY) or {}).get("kept") or {}
    return str(kept.get("text") or ""), bool(kept.get("refused"))


def note_snapshot(snapshot_id: str) -> None:
    """Say which snapshot this run shows; the reader's browser keeps it with the day as a visit."""
    st.session_state[_SEEN] = snapshot_id


def ask_last_visit() -> None:
    """Let the browser tell when the reader was here before today; it answers with a run of its own."""
    st.session_state[_ASKED] = True


def last_visit() -> Visit | None:
    """The last visit on an earlier day, as the browser told it; None before it did, and where there is none."""
    told = st.session_state.get(LAST_VISIT) or {}
    try:
        day = date.fromisoformat(str(told.get("day")))
    except ValueError:
        return None
    return Visit(day, str(told.get("snapshot") or "")) if day < today() else None


def _keep_visit() -> None:
    st.session_state[LAST_VISIT] = (st.session_state.get(KEY) or {}).get("visit")
