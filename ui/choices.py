"""The widgets by which a page's run tells what is chosen (see `ui.chooser`), and those that stand among its parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from ui import address, selectbox, shell
from ui.selectbox import NO_OTHERS
from ui.standpoint_choice import choose_standpoint

_MADE = "_choices_"
_LONGEST_SEARCH = 80
_LIVE: Mapping[str, Any] = {"live": "300ms", "icon": ":material/search:"}


class OnPage:
    """The widgets of the page; every choice lives in the address.

    Collects what the browser has to know to ask ahead (see `ui.prefetch.draw`).
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.place_of_notes: Any = None
        self.days: dict[str, date] = {}
        self.fields: dict[str, str] = {}
        self.live: dict[str, str] = {}
        self._made: dict[str, str] = {}

    @property
    def on_phone(self) -> bool:
        """Whether the reader's browser says so."""
        return shell.on_phone()

    def select(
        self,
        key: str,
        label: str,
        parameter: str,
        options: Mapping[str, str],
        default: str,
        *,
        always: bool = False,
        also: Mapping[str, Sequence[str]] = NO_OTHERS,
    ) -> str:
        """Draw a selector."""
        chosen = self.read(key, parameter, options, default)
        if always or len(options) > 1:
            keep = partial(address.choose, parameter)
            selectbox.select(key, label, options, chosen, keep, shell.language(), also)
        return chosen

    def switch(self, key: str, label: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """Draw a row of buttons; nothing while there is nothing to choose."""
        chosen = self.read(key, parameter, options, default)
        if len(options) > 1:
            draw_switch(key, label, parameter, options, chosen)
        return chosen

    def read(self, key: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """Read the address."""
        chosen = self._made[key] = address.choice(parameter, options, default)
        return chosen

    @staticmethod
    def several(parameter: str, allowed: Collection[str], default: tuple[str, ...], most: int) -> tuple[str, ...]:
        """Read the address."""
        return address.several(parameter, allowed, default, most)

    def page(self, parameter: str, pages: int, *, restarts: bool = False) -> int:
        """Read the address."""
        if restarts:
            made, last = dict(self._made), st.session_state.get(_MADE + parameter)
            st.session_state[_MADE + parameter] = made
            # A reader who goes back in the browser, or opens a link, gets the page that the address names.
            if last not in (None, made) and address.is_own(parameter):
                address.forget(parameter)
        if pages == 1:
            # A list that restarts has forgotten what the reader left elsewhere: what is still there was asked for.
            asked = address.text(parameter) if restarts else st.query_params.get(parameter)
            if asked not in {None, "1"} and (restarts or not address.is_own(parameter)):
                address.refuse(parameter)
            address.forget(parameter)
            return 1
        return int(address.choice(parameter, [str(number) for number in range(1, pages + 1)], "1"))

    def search(self, key: str, words: Mapping[str, str], parameter: str, *, live: bool, voids: str = "") -> str:
        """Draw the field."""
        value = (address.text(parameter) or "")[:_LONGEST_SEARCH]
        # Setting the widget on every run would take back letters that are typed while the run goes on.
        if st.session_state.get(key) != value:
            st.session_state[key] = value

        def keep() -> None:
            typed = st.session_state[key] if live else st.session_state[key].strip()
            if voids:
                address.forget(voids)
            if typed:
                address.choose(parameter, typed)
            else:
                address.forget(parameter)

        st.text_input(
            words["label"],
            key=key,
            type="search",
            max_chars=_LONGEST_SEARCH,
            placeholder=words["hint"],
            on_change=keep,
            **(_LIVE if live else {}),
        )
        text = self._made[key] = searched(value)
        (self.live if live else self.fields)[key] = text
        return text

    def province(self, snapshot: Snapshot) -> str:
        """Draw the selector."""
        chosen = self._made["province"] = shell.choose_province(snapshot, self.lang)
        return chosen

    def standpoint(self) -> Standpoint:
        """Draw the two dates, folded."""
        standpoint = choose_standpoint(self.lang)
        self.days = standpoint.days
        return standpoint

    def bar(self) -> shell.Bar:
        """Draw the bar."""
        return shell.bar(self.lang)

    @staticmethod
    def box(**layout: Any) -> AbstractContextManager[object]:
        """Draw a container."""
        container: AbstractContextManager[object] = st.container(**layout)
        return container

    @staticmethod
    def columns(widths: Sequence[float], **layout: Any) -> Sequence[AbstractContextManager[object]]:
        """Draw columns."""
        return st.columns(widths, **layout)

    def notes(self) -> None:
        """Keep a place here."""
        self.place_of_notes = st.container()

    @staticmethod
    def keep_only(parameters: Collection[str]) -> None:
        """Change the address."""
        address.keep_only(parameters)

    @staticmethod
    def remembered(parameter: str) -> str | None:
        """Ask the session."""
        return address.remembered(parameter)

    @staticmethod
    def state(key: str, default: float | None) -> float | None:
        """Ask the session."""
        value: float | None = st.session_state.get(key, default)
        return value

    @staticmethod
    def leave_to_run(name: str) -> None:
        """Nothing to do: it is the run."""


def draw_switch(key: str, label: str, parameter: str, options: Mapping[str, str], chosen: str) -> None:
    """A row of buttons of which one is pressed; the choice goes into the address."""
    st.session_state[key] = chosen
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: address.choose(parameter, st.session_state[key]),
    )


def draw_pages(parameter: str, key: str, name: str, pages: int, page: int) -> None:
    """The way to the other pages of a list; nothing when there is one page.

    `key` tells one view's pager from another's, whose page it would bring along; `name` is one for all views. While
    another choice is awaited, which has pages of its own, the pager is hidden.
    """
    if pages == 1:
        return
    with awaiting(name):
        st.pagination(
            pages, default=page, key=key, on_change=lambda: address.choose(parameter, str(st.session_state[key]))
        )


def awaiting(name: str) -> AbstractContextManager[object]:
    """A place for what no longer holds once a choice is made: hidden until the page has run (`ui/style.css`)."""
    container: AbstractContextManager[object] = st.container(key=f"await-{name}")
    return container


def searched(text: str | None) -> str:
    """What is searched for when the address or the reader says `text`."""
    return (text or "")[:_LONGEST_SEARCH].strip()
