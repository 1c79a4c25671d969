"""What a reader has just chosen, shown before the page has run: its parts are asked for by themselves.

A run of a page also draws its choices, its buttons and everything else anew, and the browser works through all of it
before it shows any. So the browser asks for the parts of the new choice as soon as it is made, and shows them together;
the run follows, and what it gives is what counts. An answer is made by the same functions as the page, from the
same snapshot; where a choice cannot be told for certain there is no answer, and the page's run gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import streamlit as st

from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES
from ui import address, selectbox, shell
from ui import standpoint_choice as standing
from ui.parts import Parts

ADDRESS = "/app/ahead"
_FROM_PAGE = "." + ADDRESS
_PREFIX = "chon."
"""Before the name of a choice in the address of an answer; its value is what the option says, or a day."""

_component = st.components.v2.component(
    "thuoc_do_57_ahead", js=Path(__file__).with_name("prefetch.js").read_text(encoding="utf-8"), isolate_styles=False
)
_runs = count()


class UnknownChoiceError(LookupError):
    """The address names a choice that the page does not offer, or not for certain."""


@dataclass(frozen=True)
class Asked:
    """A view that is asked for: the page's address, the choices made since, the kind of screen."""

    query: Mapping[str, str]
    on_phone: bool = False

    @property
    def lang(self) -> str:
        """The language of the address."""
        return self.choice("", address.LANGUAGE, {name: name for name in LANGUAGES}, LANGUAGES[0])

    @property
    def standing(self) -> Standpoint:
        """The two dates; raises UnknownChoiceError for a day that the page would refuse."""
        return Standpoint(self._day("as_of", address.AS_OF), self._day("known", address.KNOWN))

    def choice(self, name: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """The option chosen in the selector `name` (id → what it says), else that of the address, else `default`.

        Raises UnknownChoiceError when what was chosen or typed names no option, or several.
        """
        said = self.query.get(f"{_PREFIX}{name}")
        if said is None:
            return address.first_allowed((self.query.get(parameter), default), options)
        found = [option for option, words in options.items() if words == said]
        found = found or selectbox.named(said.removeprefix(selectbox.TYPED), options)
        if len(found) != 1:
            raise UnknownChoiceError(name)
        return found[0]

    def is_chosen(self, *names: str) -> bool:
        """Whether any of these choices was made since."""
        return any(f"{_PREFIX}{name}" in self.query for name in names)

    def text(self, name: str, parameter: str) -> str | None:
        """What was written into the field `name`, else what the address holds."""
        return self.query.get(f"{_PREFIX}{name}", self.query.get(parameter))

    def select(self, key: str, label: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """Like `choice`, in the manner of `ui.choices.Chooser`: there is no selector to draw, and no label."""
        del label
        return self.choice(key, parameter, options, default)

    switch = select

    def several(self, parameter: str, allowed: Collection[str], default: tuple[str, ...], most: int) -> tuple[str, ...]:
        """The allowed values that the address lists, at most `most`, else `default`."""
        named = dict.fromkeys(self.query.get(parameter, "").split(","))
        return tuple(value for value in named if value in allowed)[:most] or default

    def page(self, parameter: str, key: str, pages: int) -> int:
        """The page of a list that the address names, else the first."""
        numbers = {str(number): str(number) for number in range(1, pages + 1)}
        return int(self.choice(key, parameter, numbers, "1"))

    def province(self, shown: Snapshot) -> str:
        """The unit of the selector that every page has."""
        return self.choice("province", address.PROVINCE, shell.province_names(shown, self.lang), shell.DEFAULT_PROVINCE)

    def _day(self, name: str, parameter: str) -> date | None:
        said = self.text(name, parameter)
        if said is None:
            return None
        day = standing.day_of(said)
        if day is None:
            raise UnknownChoiceError(name)
        return day


Answer = Callable[[Snapshot, Asked], Parts]
"""Makes the parts of a page; raises UnknownChoiceError."""


def draw(
    page: str,
    boxes: Collection[str],
    days: Mapping[str, date] | None = None,
    fields: Mapping[str, str] | None = None,
    live: Mapping[str, str] | None = None,
) -> None:
    """Let the browser ask ahead on this page.

    It does so for the selectors and rows of buttons `boxes`, for the date fields `days`, for the text `fields` that
    count once they are entered and for those that follow the typing, `live`, each with what it shows; all by their
    keys.

    Drawn last: it also says that the run has ended.
    """
    data = {
        "address": f"{_FROM_PAGE}/{page}",
        "prefix": _PREFIX,
        "boxes": list(boxes),
        "days": {name: day.isoformat() for name, day in (days or {}).items()},
        "fields": dict(fields or {}),
        "live": dict(live or {}),
        "run": next(_runs),
    }
    # In a list: the values of a mapping would each be searched for data frames.
    _component(key="ahead", data=[data])
