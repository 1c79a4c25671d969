"""The catch-up calculator: its slider, what is needed and was achieved, the year that the chosen pace leads to."""

from __future__ import annotations

import streamlit as st

from kpi.markup.pieces import paragraph, section
from kpi.model.records import IndicatorRecord
from kpi.store.warehouse import Snapshot
from kpi.words import difference_name, format_step, message
from pages.indicator import catch_up
from pages.indicator.catch_up import Start
from pages.indicator.parts import Chosen, indicator_of, judged, targets_of
from ui.notices import plain
from ui.shell import html

_STEPS = 40


def draw(snapshot: Snapshot, chosen: Chosen) -> None:
    """The calculator of the view; without a start it says why there is none."""
    view, lang = chosen.view, chosen.view.lang
    start, indicator = catch_up.start_of(judged(snapshot, view)), indicator_of(snapshot, view)
    heading = message("catch_up.title", lang)
    if start is None:
        html(section(heading, paragraph(message("catch_up.none", lang), "muted")))
        return
    targets = targets_of(snapshot, view)
    html(section(heading, catch_up.paces_html(start, targets, indicator, lang)))
    paces = _paces(start, indicator, lang)
    key = catch_up.key_of(view.identity)
    if st.session_state.get(key) not in paces:
        asked = chosen.pace or 0.0
        st.session_state[key] = min(paces, key=lambda pace: abs(pace - asked))
    unit = plain(difference_name(indicator.unit, lang))
    # A slider of numbers writes them the English way, whatever the language of the page.
    pace = st.select_slider(
        message("catch_up.pace", lang, unit=unit), list(paces), format_func=lambda pace: paces.get(pace, pace), key=key
    )
    drawn = catch_up.line(start, pace, indicator)
    assert drawn is not None
    html(paragraph(catch_up.outcome(drawn, start, targets, indicator, lang), "lead"))


def _paces(start: Start, indicator: IndicatorRecord, lang: str) -> dict[float, str]:
    """Where the slider can stand, in order, each in words: even steps, and exactly what is needed and was achieved."""
    reach = max(abs(start.required), abs(start.achieved or 0.0)) * 2 or 1.0
    low, high = (-reach, 0.0) if start.required < 0 else (0.0, reach)
    exact = [start.required, *([] if start.achieved is None else [min(max(start.achieved, low), high)])]
    steps = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    # Of two paces that are written alike the exact one counts.
    written = {format_step(pace, indicator.unit, lang): pace for pace in [*steps, *exact]}
    return {pace: text for text, pace in sorted(written.items(), key=lambda item: item[1])}
