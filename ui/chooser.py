"""Who tells what is chosen: a page settles its view by one function, `choose`, with widgets and without them.

`ui.choices.OnPage` draws the widgets of a run; `ui.prefetch.Asked` reads a view that is asked for ahead of the run.
What a page draws between two choices (rows, columns, the place for notes) goes through the same interface, so that
there is one order of choices. A choice whose widget stands among the parts of the page is only read here (`read`,
`page`, `several`) and drawn there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from ui.selectbox import NO_OTHERS
from ui.shell import Bar


class Chooser(Protocol):
    """Who tells what is chosen. Options are given as id → what the option says."""

    @property
    def lang(self) -> str:
        """The reader's language."""

    @property
    def on_phone(self) -> bool:
        """Whether the reader's browser runs on a phone."""

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
        """The option chosen in a selector; with a single option it is drawn only if it is to be there `always`.

        `also` are other names by which options are found, by id.
        """

    def switch(self, key: str, label: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """The option chosen in a row of buttons of which one is pressed."""

    def read(self, key: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """The option chosen in a row of buttons that the page draws further down (see `draw_switch`)."""

    def several(self, parameter: str, allowed: Collection[str], default: tuple[str, ...], most: int) -> tuple[str, ...]:
        """Several of `allowed`, at most `most`; the page draws the widget further down."""

    def page(self, parameter: str, pages: int, *, restarts: bool = False) -> int:
        """Which page of a long list, from 1 (`draw_pages`); with `restarts` another choice starts at the first."""

    def search(self, key: str, words: Mapping[str, str], parameter: str, *, live: bool, voids: str = "") -> str:
        """The text of a search field; `words` are its label and placeholder.

        A `live` one counts while it is typed, another once it is entered. A new text makes the choice of the
        parameter `voids` void.
        """

    def province(self, snapshot: Snapshot) -> str:
        """The province of the selector that most pages have."""

    def standpoint(self) -> Standpoint:
        """The day stood on and the day whose knowledge counts."""

    def bar(self) -> Bar:
        """The bar at the head of the page, with the language; its places for unit and day are the page's to fill."""

    def box(self, **layout: Any) -> AbstractContextManager[object]:
        """A place in the page for what is chosen within it; `layout` as of `st.container`."""

    def columns(self, widths: Sequence[float], **layout: Any) -> Sequence[AbstractContextManager[object]]:
        """Places side by side; `layout` as of `st.columns`."""

    def notes(self) -> None:
        """What the page has to say about the choices has its place here."""

    def keep_only(self, parameters: Collection[str]) -> None:
        """Drop the parameters of the address that the chosen view does not use."""

    def remembered(self, parameter: str) -> str | None:
        """What the reader chose before on any page; None when nothing."""

    def state(self, key: str, default: float | None) -> float | None:
        """The value of a widget that the address does not hold; `default` before anyone moved it."""

    def leave_to_run(self, name: str) -> None:
        """Say that only the page's run can show the view, for the choice `name`."""
