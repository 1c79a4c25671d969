"""The unit that a reader chose last in this browser: what a visit without one in its address begins with.

The browser keeps it in a cookie, so that a new session knows it before its first run. It is a text from outside: only
the id of a known unit counts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kpi.model.addresses import PROVINCE
from ui import address

COOKIE = "thuoc_do_57_tinh"
_STATE = "_last_unit"

_cookie_writer = st.components.v2.component(
    "thuoc_do_57_last_unit", js=Path(__file__).with_name("last_unit.js").read_text(encoding="utf-8")
)


@dataclass
class _Kept:
    """What a session knows: the `unit` that the browser kept when it began, and what was `chosen` since.

    `suggested` is what the session began with because nobody had asked for another one: it is no choice.
    """

    unit: str
    suggested: str = ""
    chosen: str = ""
    is_written: bool = False


def choose(allowed: Collection[str], otherwise: str) -> str:
    """The unit of the address; where it names none of `allowed` the last one in this browser, else `otherwise`."""
    kept = _kept()
    asked = st.query_params.get(PROVINCE), address.remembered(PROVINCE)
    kept.chosen = address.choice(PROVINCE, allowed, kept.unit if kept.unit in allowed else otherwise)
    if not any(unit in allowed for unit in asked if unit is not None):
        kept.suggested = kept.chosen
    return kept.chosen


def mount() -> None:
    """Let the browser keep the unit that the reader has chosen, once it is another one; to be called once a run."""
    kept = _kept()
    is_new = bool(kept.chosen) and kept.chosen not in {kept.unit, kept.suggested}
    if is_new or kept.is_written:
        kept.is_written = True
        _cookie_writer(key="last_unit", data=[{"name": COOKIE, "unit": kept.chosen}])


def _kept() -> _Kept:
    found: _Kept = st.session_state.setdefault(_STATE, _Kept(st.context.cookies.get(COOKIE, "")))
    return found
