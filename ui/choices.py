"""Who tells what is chosen, so that a view is settled by the same rules with widgets and without them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

import streamlit as st

from ui import address, shell


class Chooser(Protocol):
    """Who tells what is chosen: the widgets of the page, or a view that is asked for without them."""

    def select(self, key: str, label: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """The option chosen in a selector; nothing is drawn while there is nothing to choose."""

    def switch(self, key: str, label: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """The option chosen in a row of buttons of which one is pressed."""

    def several(self, parameter: str, allowed: Collection[str], default: tuple[str, ...], most: int) -> tuple[str, ...]:
        """Several of `allowed`, at most `most`."""

    def page(self, parameter: str, key: str, pages: int) -> int:
        """Which page of a long list."""


class OnPage:
    """The widgets of the page; every choice lives in the address."""

    @staticmethod
    def select(key: str, label: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """Draw a selector."""
        return shell.choose_from(key, label, parameter, dict(options), default)

    @staticmethod
    def switch(key: str, label: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """Draw a row of buttons."""
        chosen = address.choice(parameter, list(options), default)
        if len(options) > 1:
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
        return chosen

    @staticmethod
    def several(parameter: str, allowed: Collection[str], default: tuple[str, ...], most: int) -> tuple[str, ...]:
        """Read the address; the widget is drawn where its words are known."""
        return address.several(parameter, allowed, default, most)

    @staticmethod
    def page(parameter: str, key: str, pages: int) -> int:
        """Draw a pager; nothing while there is one page."""
        if pages == 1 and parameter not in st.query_params:
            return 1
        chosen = int(address.choice(parameter, [str(number) for number in range(1, pages + 1)], "1"))
        if pages > 1:
            # Another length is another list: its pager starts from the address, not from where the last one stood.
            widget = f"{key}_{pages}"
            with st.container(key=f"await-{key}"):
                st.pagination(
                    pages,
                    default=chosen,
                    key=widget,
                    on_change=lambda: address.choose(parameter, str(st.session_state[widget])),
                )
        else:
            address.forget(parameter)
        return chosen
