"""A select box that finds its options without diacritics: typing "dak lak" and Enter chooses Đắk Lắk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

import streamlit as st

from kpi.words import fold, format_number, matches, message
from ui.notices import cut, plain

_NAMED = 5
"""At most so many names are told when what was typed could mean several."""
_LISTED = 300
"""At most so many names go to the browser, which works through all of them at every answer of the page."""


def select(key: str, label: str, names: Mapping[str, str], chosen: str, keep: Callable[[str], None], lang: str) -> str:
    """Draw the box over `names` (id → name), `chosen` selected, which it returns; `keep` gets the id of a new choice.

    The browser's own search knows only the letters as written; what it does not find comes here as it was typed.
    Of a long list it gets the first names only: the others are found by typing.
    """
    st.session_state[key] = chosen
    listed = dict.fromkeys([*islice(names, _LISTED), chosen])
    many = message("choose.type", lang, count=format_number(len(names), lang)) if len(names) > _LISTED else None
    st.selectbox(
        label,
        list(listed),
        help=many,
        format_func=lambda option: names.get(option, option),
        key=key,
        accept_new_options=True,
        on_change=lambda: _keep(st.session_state[key], names, keep, lang),
    )
    return chosen


def named(typed: str, names: Mapping[str, str]) -> list[str]:
    """The ids that a typed text can mean: the equal name alone, else names that start with it, else that hold it."""
    asked = fold(typed)
    folded = {option: fold(name) for option, name in names.items()}
    equal = [option for option, name in folded.items() if name == asked]
    starting = [option for option, name in folded.items() if name.startswith(asked)]
    holding = [option for option, name in names.items() if matches(typed, name)]
    if equal:
        return equal[:1]
    return starting if len(starting) == 1 else holding


def _keep(value: str, names: Mapping[str, str], keep: Callable[[str], None], lang: str) -> None:
    if value in names:
        keep(value)
        return
    found = named(value, names)
    if len(found) == 1:
        keep(found[0])
        return
    if found:
        listed = [names[option] for option in found[:_NAMED]]
        if len(found) > _NAMED:
            listed.append(message("choose.more", lang, count=len(found) - _NAMED))
        words = message("choose.several", lang, typed=cut(value), listed="; ".join(listed))
    else:
        words = message("choose.none", lang, typed=cut(value))
    st.toast(plain(words), icon=":material/search_off:")
