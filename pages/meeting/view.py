"""Meeting mode: one slide at a time over the whole screen, stepped through with keys or a remote control."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from kpi.briefing.model import Form, Item
from kpi.jobs.errors import JobError
from kpi.jobs.messages import OrderContext, Work
from kpi.markup import Markup, macros, trusted
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui import address, basket, jobs, page_registry
from ui.briefing_choice import FORMS, chosen_subject
from ui.shell import html
from ui.standpoint_choice import standpoint_of_address

_HTML = macros(__name__)

_KEYS = "keys"
_WALKED = "_meeting_walked"
_AT, _STEPPED, _COUNT = "_meeting_at", "_meeting_stepped", "_meeting_count"
_OVERTAKEN_SECONDS = 2.0
_MOST_STEPS = 1000

_OF_A_PROVINCE = {Form.PAGE, Form.REPORT}
"""Forms that are about a unit as a whole: they open with the sentence on it and close with what is to be concluded."""


class _Shown(NamedTuple):
    """What one slide shows: a part of an item, or a frame (the first or last slide of a unit)."""

    item: Item | None = None
    part: int = 0
    frame: Work = Work.SLIDE


_keys = st.components.v2.component(
    "thuoc_do_57_keys", js=Path(__file__).with_name("keys.js").read_text(encoding="utf-8")
)


def draw(snapshot: Snapshot, lang: str) -> None:
    """The slide of the address and the buttons to step on."""
    jobs.prepare()
    address.keep_only(page_registry.MEETING.parameters)
    on = jobs.stand(snapshot, lang, standpoint_of_address())
    try:
        province_id, items = _items(snapshot, on)
        counts = jobs.slide_counts(on, items) if items else []
    except JobError as error:
        _nothing(jobs.told(error, lang), lang)
        return
    if not items:
        _nothing(message("meeting.nothing", lang), lang)
        return
    shown = [_Shown(item, part=part) for item, count in zip(items, counts, strict=True) for part in range(count)]
    if province_id:
        shown = [_Shown(frame=Work.OPENING), *shown, _Shown(frame=Work.CLOSING)]
    place = _stepped(len(shown)) or _place(len(shown))
    st.session_state[_COUNT] = len(shown)
    _name(place)
    # Before the slide: whoever sees it may press a key.
    with st.container(key="meeting_keys"):
        _keys(key=_KEYS, height=1, on_walk_change=_walked)
    html(_HTML.meeting(_slide(on, shown[place - 1], province_id, lang), lang))
    _bar(place, len(shown), lang)
    if place < len(shown):
        # The next slide is made while this one is looked at.
        _slide(on, shown[place], province_id, lang)


def _items(snapshot: Snapshot, on: OrderContext) -> tuple[str, tuple[Item, ...]]:
    """What is on the table in Bản tin, and the unit that all of it is about, if any.

    With an empty basket, the page of the province.
    """
    default = "gio" if basket.basket().items else "mot_trang"
    form = FORMS[address.choice(address.FORM, list(FORMS), default)]
    choice = chosen_subject(snapshot, form)
    province_id = choice.arguments["province_id"] if form in _OF_A_PROVINCE else ""
    edited = basket.reader_drafts().briefings.get(choice.key)
    if edited is not None:
        return province_id, edited.items
    return province_id, () if form is Form.SELECTION else jobs.composed(on, form, choice.arguments).items


def _place(count: int) -> int:
    """The slide that the address names, from 1; the nearest one when there is no such."""
    named = address.text(address.SLIDE) or "1"
    # No meeting has more slides than fit into six digits.
    return min(max(int(named[:6]) if named.isdecimal() else 1, 1), count)


def _stepped(count: int) -> int | None:
    """The slide stepped to just now: a run that began meanwhile brings the address from before the step."""
    place, moment = st.session_state.get(_STEPPED, (1, 0.0))
    return None if time.monotonic() - moment > _OVERTAKEN_SECONDS else min(place, count)


def _slide(on: OrderContext, shown: _Shown, province_id: str, lang: str) -> Markup:
    """A slide; one that cannot be shown says why."""
    try:
        if shown.item is None:
            return trusted(jobs.frame_slide(on, shown.frame, province_id))
        return trusted(jobs.slides(on, shown.item)[shown.part])
    except JobError as error:
        return _HTML.words(jobs.told(error, lang))


def _nothing(text: str, lang: str) -> None:
    html(_HTML.meeting(_HTML.words(text), lang))
    with st.container(horizontal=True, key="meeting_bar"):
        st.page_link(page_registry.BRIEFING.file, label=message("meeting.close", lang), icon=":material/close:")


def _bar(place: int, count: int, lang: str) -> None:
    """Back, on, first, last, look, whole screen, close; the keys press these buttons."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="meeting_bar"):
        _step("first", place == 1, lang, icon="first_page")
        _step("back", place == 1, lang, icon="arrow_back")
        st.markdown(message("meeting.place", lang, place=place, count=count), width="content")
        _step("next", place == count, lang, icon="arrow_forward")
        _step("last", place == count, lang, icon="last_page")
        for name, icon in (("full", "fullscreen"), ("dark", "contrast"), ("help", "keyboard")):
            st.button(message(f"meeting.{name}", lang), key=f"meeting_{name}", icon=f":material/{icon}:")
        st.page_link(page_registry.BRIEFING.file, label=message("meeting.close", lang), icon=":material/close:")


def _step(name: str, disabled: bool, lang: str, *, icon: str) -> None:
    st.button(
        message(f"meeting.{name}", lang),
        key=f"meeting_{name}",
        icon=f":material/{icon}:",
        disabled=disabled,
        on_click=_go,
        args=(name,),
    )


def _walked() -> None:
    """Take the steps that the keys told since the last time."""
    walk = (st.session_state.get(_KEYS) or {}).get("walk") or {}
    before = st.session_state.get(_WALKED, {})
    taken = before["sum"] if before.get("mount") == walk.get("mount") else 0
    st.session_state[_WALKED] = dict(walk)
    _go_to(st.session_state[_AT] + max(min(int(walk.get("sum", 0)) - taken, _MOST_STEPS), -_MOST_STEPS))


def _go(way: str) -> None:
    """Step from the slide that was named last: quick presses overtake the drawing, and the browser's address."""
    place, count = st.session_state[_AT], st.session_state[_COUNT]
    _go_to({"first": 1, "last": count, "next": place + 1, "back": place - 1}[way])


def _go_to(place: int) -> None:
    place = min(max(place, 1), st.session_state[_COUNT])
    st.session_state[_STEPPED] = (place, time.monotonic())
    _name(place)


def _name(place: int) -> None:
    """Let the address name the slide."""
    st.session_state[_AT] = place
    if address.text(address.SLIDE) != str(place):
        address.choose(address.SLIDE, str(place))
