"""The day a reader stands on: as-of date and knowledge date, in the address like every other choice."""

from __future__ import annotations

from datetime import date

import streamlit as st

from kpi.markup.pieces import note
from kpi.model import clock
from kpi.model.vocabulary import FIRST_YEAR, LAST_YEAR
from kpi.reading.standpoint import Standpoint
from kpi.words import format_date, message
from ui import address
from ui.shell import html

_FOLDED = "standpoint"
DAYS = frozenset({"as_of", "known"})
"""The keys of the two date fields."""
_FIRST, _LAST = date(FIRST_YEAR, 12, 31), date(LAST_YEAR, 12, 31)


def choose_standpoint(lang: str) -> Standpoint:
    """The two dates, drawn once a reader unfolds them; a banner says so whenever they are not today's."""
    standpoint = standpoint_of_address()
    label = _label(standpoint.as_of, standpoint.known, lang)
    folded = st.popover(label, icon=":material/event:", width="content", key=_FOLDED, on_change="rerun")
    if folded.open:
        with folded:
            _pick_both(standpoint.as_of, standpoint.known, lang)
    return standpoint


def _pick_both(as_of: date | None, known: date | None, lang: str) -> None:
    for key, day, parameter in (("as_of", as_of, address.AS_OF), ("known", known, address.KNOWN)):
        _pick(key, message(f"standpoint.{key}", lang), message(f"standpoint.{key}_help", lang), day, parameter)
    st.button(
        message("standpoint.reset", lang),
        key="standpoint_reset",
        on_click=_reset,
        disabled=as_of is None and known is None,
    )


def day_of(text: str) -> date | None:
    """The day that an ISO date names; None when it names none, or one that the product does not cover."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST <= day <= _LAST else None


def standpoint_of_address() -> Standpoint:
    """The two dates where no selector is drawn."""
    return Standpoint(_from_address(address.AS_OF), _from_address(address.KNOWN))


def banner(standpoint: Standpoint, lang: str) -> None:
    """Say that the page shows another day's view."""
    if standpoint.is_today:
        return
    parts = []
    if standpoint.as_of is not None:
        parts.append(message("standpoint.banner_as_of", lang, day=format_date(standpoint.as_of, lang)))
    if standpoint.known is not None:
        parts.append(message("standpoint.banner_known", lang, day=format_date(standpoint.known, lang)))
    html(note(" ".join(parts)))


def _label(as_of: date | None, known: date | None, lang: str) -> str:
    if as_of is None and known is None:
        return message("standpoint.today", lang)
    shown = as_of or known
    assert shown is not None
    return message("standpoint.other_day", lang, day=format_date(shown, lang))


def _from_address(name: str) -> date | None:
    asked = address.text(name)
    if asked is None:
        return None
    day = day_of(asked)
    if day is None:
        address.refuse(name)
    return day


def _pick(key: str, label: str, explained: str, value: date | None, parameter: str) -> None:
    st.session_state[key] = value or clock.today()
    st.date_input(
        label,
        key=key,
        min_value=_FIRST,
        max_value=_LAST,
        format="DD/MM/YYYY",
        help=explained,
        on_change=lambda: _choose(parameter, st.session_state[key]),
    )


def _choose(parameter: str, day: date) -> None:
    address.choose(parameter, day.isoformat())
    _stay_open()


def _reset() -> None:
    for name in (address.AS_OF, address.KNOWN):
        address.forget(name)
    _stay_open()


def _stay_open() -> None:
    """With another day the folded part is called otherwise, which Streamlit takes for another one, folded."""
    st.session_state[_FOLDED] = True
