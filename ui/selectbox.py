"""A select box that finds its options as readers type them: "dak lak" is Đắk Lắk, "tp hcm" TP. Hồ Chí Minh.

Streamlit's own one knows only the letters as written, and offers what it does not find in English. Ours is a combobox
of its own (`ui/select_box.js`, which every page has at hand); the choice lives in the address like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

import streamlit as st

from kpi.words import fold, format_number, matches, message
from ui.notices import cut, plain

COMPONENT = "thuoc_do_57_select_box"
_NAMED = 5
"""At most so many names are told when what was typed could mean several."""
_LISTED = 300
"""At most so many names go to the browser with every answer of the page."""
NO_OTHERS: Mapping[str, Sequence[str]] = MappingProxyType({})

_component = st.components.v2.component(
    COMPONENT,
    html="<div class='pick'><label class='pick-label'></label><div class='pick-box'>"
    "<input class='pick-field' type='text' role='combobox' aria-autocomplete='list' aria-expanded='false' "
    "aria-haspopup='listbox' autocomplete='off' autocapitalize='off' spellcheck='false'>"
    "<span class='pick-arrow' aria-hidden='true'></span></div><div class='pick-drop'>"
    "<ul class='pick-list' role='listbox'></ul><p class='pick-none' role='status'></p><p class='pick-more'></p>"
    "</div></div>",
    js="export default component => globalThis.thuocDo57.selectBox(component)",
    isolate_styles=False,
)


def select(
    key: str,
    label: str,
    names: Mapping[str, str],
    chosen: str,
    keep: Callable[[str], None],
    lang: str,
    also: Mapping[str, Sequence[str]] = NO_OTHERS,
) -> str:
    """Draw the box over `names` (id → name), `chosen` selected, which it returns; `keep` gets the id of a new choice.

    `also` holds other names by which an option is found, by id: units have them. Of a long list the browser gets the
    first names only; what it does not find among them comes here as it was typed.
    """
    listed = dict.fromkeys([*islice(names, _LISTED), chosen])
    is_cut = len(listed) < len(names)
    data = {
        "label": label,
        "chosen": chosen,
        "names": [[option, names.get(option, option), *also.get(option, ())] for option in listed],
        "none": message("choose.no_unit" if also else "choose.no_match", lang, typed="{typed}"),
        "more": message("choose.type", lang, count=format_number(len(names), lang)) if is_cut else "",
        "cut": is_cut,
    }
    # In a list: the values of a mapping would each be searched for data frames.
    _component(key=key, data=[data], on_chosen_change=lambda: _keep(_said(key), names, keep, lang))
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


def _said(key: str) -> str:
    """What the browser has just told: the id of an option, or what was typed."""
    return str((st.session_state.get(key) or {}).get("chosen") or "")


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
