"""Meeting mode: one chart at a time over the whole screen, stepped through with the arrow keys."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kpi.briefing.model import Form, Item
from kpi.jobs.errors import JobError
from kpi.jobs.messages import OrderContext
from kpi.markup import Markup, macros, trusted
from kpi.store.warehouse import Snapshot
from kpi.words import message
from ui import address, basket, jobs, page_registry
from ui.briefing_choice import FORMS, chosen_subject
from ui.shell import html
from ui.standpoint_choice import standpoint_of_address

_HTML = macros(__name__)

_SEEN = "_meeting"
_KEYS = "keys"
_WALKED = "_meeting_walked"
_AT, _STEPPED = "_meeting_at", "_meeting_stepped"
_OVERTAKEN_SECONDS = 2.0
_MOST_STEPS = 1000
_LAST_PART = 999
"""Stands for the last slide of an item whose slides have not been counted yet."""


@dataclass
class _Seen:
    """The items on show and how many slides each has, as far as they were shown."""

    items: tuple[Item, ...]
    parts: dict[int, int]


_keys = st.components.v2.component(
    "thuoc_do_57_keys", js=Path(__file__).with_name("keys.js").read_text(encoding="utf-8")
)


def draw(snapshot: Snapshot, lang: str) -> None:
    """The slide of the address and the buttons to step on."""
    jobs.prepare()
    address.keep_only(page_registry.MEETING.parameters)
    on = jobs.stand(snapshot, lang, standpoint_of_address())
    try:
        items = _items(snapshot, on)
    except JobError as error:
        _nothing(jobs.told(error, lang), lang)
        return
    if not items:
        _nothing(message("meeting.nothing", lang), lang)
        return
    place, part = _stepped(len(items)) or _place(len(items))
    pages = _pages(on, items[place - 1], lang)
    part = min(part, len(pages))
    _name(place, part)
    _remember(items, place, len(pages))
    # Before the slide: whoever sees it may press a key.
    with st.container(key="meeting_keys"):
        _keys(key=_KEYS, height=1, on_walk_change=_walked)
    html(_HTML.meeting(pages[part - 1]))
    _bar(place, part, len(items), len(pages), lang)
    if place < len(items):
        # The next slide is made while this one is looked at.
        _pages(on, items[place], lang)


def _items(snapshot: Snapshot, on: OrderContext) -> tuple[Item, ...]:
    """What is on the table in Bản tin; with an empty basket, the page of the province."""
    default = "gio" if basket.basket().items else "mot_trang"
    form = FORMS[address.choice(address.FORM, list(FORMS), default)]
    choice = chosen_subject(snapshot, form)
    edited = basket.reader_drafts().briefings.get(choice.key)
    if edited is not None:
        return edited.items
    return () if form is Form.SELECTION else jobs.composed(on, form, choice.arguments).items


def _place(count: int) -> tuple[int, int]:
    """The item and its slide that the address names, both from 1; the nearest ones when there are no such."""
    item, _, part = (address.text(address.SLIDE) or "1").partition(".")
    numbers = [int(text) if text.isdecimal() else 1 for text in (item, part)]
    return min(max(numbers[0], 1), count), max(numbers[1], 1)


def _stepped(count: int) -> tuple[int, int] | None:
    """The slide stepped to just now: a run that began meanwhile brings the address from before the step."""
    at, moment = st.session_state.get(_STEPPED, ((1, 1), 0.0))
    if time.monotonic() - moment > _OVERTAKEN_SECONDS:
        return None
    return min(at[0], count), at[1]


def _pages(on: OrderContext, item: Item, lang: str) -> list[Markup]:
    """The slides of one item; one that cannot be shown says why."""
    try:
        return [trusted(slide) for slide in jobs.slides(on, item)]
    except JobError as error:
        return [_HTML.words(jobs.told(error, lang))]


def _nothing(text: str, lang: str) -> None:
    html(_HTML.meeting(_HTML.words(text)))
    with st.container(horizontal=True, key="meeting_bar"):
        st.page_link(page_registry.BRIEFING.file, label=message("meeting.close", lang), icon=":material/close:")


def _remember(items: tuple[Item, ...], place: int, parts: int) -> None:
    """How many slides each item has that was shown, for as long as the items stay the same."""
    seen = st.session_state.get(_SEEN)
    if seen is None or seen.items != items:
        seen = st.session_state[_SEEN] = _Seen(items, {})
    seen.parts[place] = parts


def _bar(place: int, part: int, count: int, parts: int, lang: str) -> None:
    """Back, on, first, last, whole screen, close; the keys press these buttons."""
    first, last = (place, part) == (1, 1), place == count and part == parts
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="meeting_bar"):
        _step("first", first, lang, icon="first_page")
        _step("back", first, lang, icon="arrow_back")
        st.markdown(message("meeting.place", lang, place=place, count=count), width="content")
        _step("next", last, lang, icon="arrow_forward")
        _step("last", last, lang, icon="last_page")
        help_text = message("meeting.full_help", lang)
        st.button(message("meeting.full", lang), key="meeting_full", icon=":material/fullscreen:", help=help_text)
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
    steps = int(walk.get("sum", 0)) - taken
    for _ in range(min(abs(steps), _MOST_STEPS)):
        _go("next" if steps > 0 else "back")


def _go(way: str) -> None:
    """Step from the slide that was named last: quick presses overtake the drawing, and the browser's address."""
    seen: _Seen = st.session_state[_SEEN]
    count = len(seen.items)
    place, part = st.session_state[_AT]
    place = min(place, count)
    # An item that was never shown is taken for one slide, as most are.
    part = min(part, seen.parts.get(place, 1))
    match way:
        case "first":
            place, part = 1, 1
        case "last":
            place, part = count, _LAST_PART
        case "next" if part < seen.parts.get(place, 1):
            part += 1
        case "next" if place < count:
            place, part = place + 1, 1
        case "back" if part > 1:
            part -= 1
        case "back" if place > 1:
            place, part = place - 1, _LAST_PART
    st.session_state[_STEPPED] = ((place, part), time.monotonic())
    _name(place, part)


def _name(place: int, part: int) -> None:
    """Let the address name the slide."""
    st.session_state[_AT] = (place, part)
    name = str(place) if part == 1 else f"{place}.{part}"
    if address.text(address.SLIDE) != name:
        address.choose(address.SLIDE, name)
