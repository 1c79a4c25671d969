"""State in the address bar: every view can be copied as a link, and a wrong link says what it ignored.

A choice comes from the address, else from what the reader chose before in this session, else from a default.
What counts is written back, so that the address always names the whole view.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import streamlit as st

from kpi.model import addresses
from kpi.model.addresses import *  # noqa: F403 - whoever reads the address names its words from here
from ui import page_registry

_STATE = "_address"
"""One entry of the session for all that is remembered: every selector of a page goes through all entries."""


@dataclass
class _Memory:
    """What a session remembers of its addresses, by parameter: the reader's choices, and what could not be used."""

    chosen: dict[str, str] = field(default_factory=dict)
    ignored: dict[str, str] = field(default_factory=dict)


def choice(name: str, allowed: Collection[str], default: str) -> str:
    """The value of the address parameter `name`, always one of `allowed`.

    A value that is not allowed is replaced by the reader's last choice or `default`, and noted (see `ignored`)
    unless it is what this session wrote there itself before another choice made it void.
    """
    asked = st.query_params.get(name)
    memory = _memory()
    remembered = memory.chosen.get(name)
    if asked is not None and asked not in allowed and asked != remembered:
        memory.ignored[name] = asked
    value = first_allowed((asked, remembered, default), allowed)
    memory.chosen[name] = value
    if asked != value:
        st.query_params[name] = value
    return value


def first_allowed(candidates: Iterable[str | None], allowed: Collection[str]) -> str:
    """The first of `candidates` that is one of `allowed`, else the first of these; raises StopIteration without any."""
    usable = (candidate for candidate in candidates if candidate is not None and candidate in allowed)
    return next(usable, next(iter(allowed)))


def several(name: str, allowed: Collection[str], default: tuple[str, ...], most: int) -> tuple[str, ...]:
    """The values of a parameter that lists several, separated by commas: each one of `allowed`, at most `most`.

    Values that are not allowed or too many are left out and noted; with none left the reader's last choice or
    `default` counts.
    """
    asked = st.query_params.get(name)
    memory = _memory()
    remembered = memory.chosen.get(name)
    named = list(dict.fromkeys(asked.split(","))) if asked else []
    usable = [value for value in named if value in allowed]
    kept = tuple(usable[:most])
    refused = [value for value in named if value not in kept]
    if refused and asked != remembered:
        memory.ignored[name] = ",".join(refused)
    if not kept and remembered:
        kept = tuple(value for value in remembered.split(",") if value in allowed)[:most]
    kept = kept or default
    memory.chosen[name] = ",".join(kept)
    if kept and asked != ",".join(kept):
        st.query_params[name] = ",".join(kept)
    return kept


def line() -> int:
    """The line of a document that the address points at; 1 when it names none."""
    asked = st.query_params.get(addresses.LINE, "1")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    _memory().ignored[addresses.LINE] = asked
    return 1


def text(name: str) -> str | None:
    """A free value of the address, or the reader's last one; None when there is neither."""
    asked: str | None = st.query_params.get(name)
    memory = _memory()
    value: str | None = asked if asked is not None else memory.chosen.get(name)
    if value is not None:
        memory.chosen[name] = value
        if asked is None:
            st.query_params[name] = value
    return value


def remembered(name: str) -> str | None:
    """What the reader chose before in this session, on any page; None when nothing."""
    return _memory().chosen.get(name)


def is_own(name: str) -> bool:
    """Whether the address holds no other value of `name` than this session wrote there itself."""
    asked = st.query_params.get(name)
    return asked is None or asked == _memory().chosen.get(name)


def refuse(name: str) -> None:
    """Note that the value of `name` could not be used, and drop it."""
    _memory().ignored[name] = st.query_params.get(name, "")
    forget(name)


def forget(name: str) -> None:
    """Drop a parameter and what this session remembers of it."""
    _memory().chosen.pop(name, None)
    if name in st.query_params:
        del st.query_params[name]


def choose(name: str, value: str) -> None:
    """Put a new choice into the address; the next run reads it from there."""
    memory = _memory()
    memory.ignored.clear()
    # A browser that is still waiting for the answer to an earlier choice sends the address without it.
    for other in list(st.query_params):
        earlier = memory.chosen.get(other)
        if earlier is not None and st.query_params[other] != earlier:
            st.query_params[other] = earlier
    memory.chosen[name] = value
    st.query_params[name] = value


def keep_only(names: Collection[str]) -> None:
    """Drop parameters that this page does not use.

    Those of other pages are remembered for them; those that no page knows are noted as ignored.
    """
    memory = _memory()
    for name in [name for name in st.query_params if name not in names]:
        if name in page_registry.PARAMETERS:
            memory.chosen.setdefault(name, st.query_params[name])
        else:
            memory.ignored[name] = st.query_params[name]
        del st.query_params[name]


def ignored() -> dict[str, str]:
    """Parameters of the address that could not be used, with their values."""
    return dict(_memory().ignored)


def _memory() -> _Memory:
    found: _Memory = st.session_state.setdefault(_STATE, _Memory())
    return found
