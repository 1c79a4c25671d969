"""The catch-up calculator: its slider, what is needed and was achieved, the year that the chosen pace leads to."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi.store.warehouse import Snapshot
from kpi.words import message, unit_name
from pages.indicator import catch_up
from pages.indicator.parts import Chosen, indicator_of, judged
from ui.shell import html

_STEPS = 40


def draw(snapshot: Snapshot, chosen: Chosen) -> None:
    """The calculator of the view; without a start it says why there is none."""
    view, lang = chosen.view, chosen.view.lang
    start, indicator = catch_up.start_of(judged(snapshot, view)), indicator_of(snapshot, view)
    heading = f"<h2>{escape(message('catch_up.title', lang))}</h2>"
    if start is None:
        html(f"<section class='stack'>{heading}<p class='muted'>{escape(message('catch_up.none', lang))}</p></section>")
        return
    html(f"<section class='stack'>{heading}{catch_up.paces_html(start, indicator, lang)}</section>")
    reach = max(abs(start.required), abs(start.achieved or 0.0)) * 2 or 1.0
    low, high = (-reach, 0.0) if start.required < 0 else (0.0, reach)
    key = catch_up.key_of(view.identity)
    st.session_state.setdefault(key, min(max(chosen.pace or 0.0, low), high))
    unit = unit_name(indicator.unit, lang)
    pace = st.slider(message("catch_up.pace", lang, unit=unit), low, high, step=reach / _STEPS, key=key)
    drawn = catch_up.line(start, pace, indicator)
    assert drawn is not None
    html(f"<p class='lead'>{escape(catch_up.outcome(drawn, start, indicator, lang))}</p>")
