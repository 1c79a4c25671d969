"""What a reader has just chosen, shown before the page has run: its parts are asked for by themselves.

A run of a page also draws its choices, its buttons and everything else anew, and the browser works through all of it
before it shows any. So the browser asks for the parts of the new choice as soon as it is made, and shows them together;
the run follows, and what it gives is what counts. An answer is made by the same functions as the page, from the
same snapshot; where a choice cannot be told for certain there is no answer, and the page's run gives it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import streamlit as st

from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES
from ui import address, selectbox, shell
from ui.choices import OnPage, searched
from ui.page_registry import Page
from ui.selectbox import NO_OTHERS
from ui.standpoint_choice import DAYS, day_of

ADDRESS = "/app/prefetch"
_FROM_PAGE = "." + ADDRESS
_PREFIX = "chon."
"""Before the name of a choice in the address of an answer; its value is what the option says, or a day."""

_component = st.components.v2.component(
    "thuoc_do_57_prefetch", js=Path(__file__).with_name("prefetch.js").read_text(encoding="utf-8"), isolate_styles=False
)
_runs = count()


class UnknownChoiceError(LookupError):
    """The address names a choice that the page does not offer, or not for certain."""


@dataclass(frozen=True)
class Asked:
    """A view that is asked for: the page's address, the choices made since, the kind of screen.

    A `ui.choices.Chooser` without widgets. Whatever it cannot tell for certain raises UnknownChoiceError.
    """

    query: Mapping[str, str]
    on_phone: bool = False
    _void: set[str] = field(default_factory=set)

    @property
    def lang(self) -> str:
        """The language of the address."""
        return self.read("", address.LANGUAGE, {name: name for name in LANGUAGES}, LANGUAGES[0])

    def read(self, key: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """The option chosen in the selector `key` (id → what it says), else that of the address, else `default`.

        Raises UnknownChoiceError when what was chosen or typed names no option, or several.
        """
        if parameter in self._void:
            return address.first_allowed((default,), options)
        said = self.query.get(f"{_PREFIX}{key}")
        if said is None:
            return address.first_allowed((self.query.get(parameter), default), options)
        found = [option for option, words in options.items() if words == said]
        found = found or selectbox.named(said, options)
        if len(found) != 1:
            raise UnknownChoiceError(key)
        return found[0]

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
        """Like `read`: there is no selector to draw, and no label."""
        del label, always, also
        return self.read(key, parameter, options, default)

    def switch(self, key: str, label: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """Like `read`."""
        del label
        return self.read(key, parameter, options, default)

    def several(self, parameter: str, allowed: Collection[str], default: tuple[str, ...], most: int) -> tuple[str, ...]:
        """The allowed values that the address lists, at most `most`, else `default`."""
        named = dict.fromkeys(self.query.get(parameter, "").split(","))
        return tuple(value for value in named if value in allowed)[:most] or default

    def page(self, parameter: str, pages: int, *, restarts: bool = False) -> int:
        """The page of a list that the address names, else the first."""
        made = {name.removeprefix(_PREFIX) for name in self.query if name.startswith(_PREFIX)}
        if restarts and made - DAYS:
            return 1
        numbers = {str(number): str(number) for number in range(1, pages + 1)}
        return int(self.read("", parameter, numbers, "1"))

    def search(self, key: str, words: Mapping[str, str], parameter: str, *, live: bool, voids: str = "") -> str:
        """What was written into the field `key`, else what the address holds."""
        del words, live
        said = self.query.get(f"{_PREFIX}{key}")
        if said is not None and voids:
            self._void.add(voids)
        return searched(self.query.get(parameter) if said is None else said)

    def province(self, snapshot: Snapshot) -> str:
        """The unit of the selector that every page has."""
        names = shell.province_names(snapshot, self.lang)
        return self.read("province", address.PROVINCE, names, shell.DEFAULT_PROVINCE)

    def standpoint(self) -> Standpoint:
        """The two dates; raises UnknownChoiceError for a day that the page would refuse."""
        return Standpoint(self._day("as_of", address.AS_OF), self._day("known", address.KNOWN))

    @staticmethod
    def bar() -> shell.Bar:
        """There is no bar to draw."""
        return shell.Bar(nullcontext(), nullcontext())

    @staticmethod
    def box(**layout: Any) -> AbstractContextManager[object]:
        """There is no place to draw."""
        del layout
        return nullcontext()

    @staticmethod
    def columns(widths: Sequence[float], **layout: Any) -> Sequence[AbstractContextManager[object]]:
        """There are no places to draw."""
        del layout
        return [nullcontext() for _ in widths]

    def notes(self) -> None:
        """There is no place to draw."""

    def keep_only(self, parameters: Collection[str]) -> None:
        """The address stays with the browser."""
        del parameters

    @staticmethod
    def remembered(parameter: str) -> str | None:
        """An address is all there is: it names every choice that counts."""
        del parameter
        return None

    @staticmethod
    def state(key: str, default: float | None) -> float | None:
        """Another view's widget, which nobody has moved yet."""
        del key
        return default

    @staticmethod
    def leave_to_run(name: str) -> None:
        """Give no answer."""
        raise UnknownChoiceError(name)

    def _day(self, name: str, parameter: str) -> date | None:
        said = self.query.get(f"{_PREFIX}{name}", self.query.get(parameter))
        if said is None:
            return None
        day = day_of(said)
        if day is None:
            raise UnknownChoiceError(name)
        return day


def draw(page: Page, chooser: OnPage) -> None:
    """Let the browser ask ahead on this page, for all that `chooser` has drawn.

    It does so for the selectors and rows of buttons of the page's record, for the date fields, for the text fields that
    count once they are entered and for those that follow the typing, each with what it shows; all by their keys.

    Drawn last: it also says that the run has ended.
    """
    data = {
        "address": f"{_FROM_PAGE}/{page.slug}",
        "prefix": _PREFIX,
        "boxes": list(page.boxes),
        "days": {name: day.isoformat() for name, day in chooser.days.items()},
        "fields": chooser.fields,
        "live": chooser.live,
        "run": next(_runs),
    }
    # In a list: the values of a mapping would each be searched for data frames.
    _component(key="prefetch", data=[data])
