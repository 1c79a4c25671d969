"""A choice that a page asks for stands in the page's record: else the browser or the address forgets it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module

import pytest

from kpi.store.warehouse import Snapshot
from ui.page_registry import COMPARE, PAGES, Page
from ui.prefetch import Asked, UnknownChoiceError

ANSWERED = [page for page in PAGES if page.is_answered]
LEFT_TO_RUN = {
    "compare_view": "another view has other choices, which only a run draws",
    "task_view": "the page leaves another view to its run",
}
"""Choices that are not answered ahead, with the reason."""
FEW = 8
"""A selector of at most so many options may decide what else is asked; a province or an indicator does not."""


@dataclass(frozen=True)
class Noted(Asked):
    """A chooser that notes what it is asked for: the keys, the parameters, those a view keeps, options that decide."""

    boxes: set[str] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    deciding: list[tuple[str, str]] = field(default_factory=list)

    def read(self, key: str, parameter: str, options: Mapping[str, str], default: str) -> str:
        """As `Asked`, noted."""
        self.parameters.add(parameter)
        self.boxes.update({key} - {""})
        if key and len(options) <= FEW:
            self.deciding.extend((parameter, option) for option in options)
        return super().read(key, parameter, options, default)

    def several(self, parameter: str, allowed: Collection[str], default: tuple[str, ...], most: int) -> tuple[str, ...]:
        """As `Asked`, noted."""
        self.parameters.add(parameter)
        return super().several(parameter, allowed, default, most)

    def keep_only(self, parameters: Collection[str]) -> None:
        """What the view keeps of the address."""
        self.kept.update(parameters)


def views(page: Page, snapshot: Snapshot, query: Mapping[str, str], depth: int = 2) -> Iterator[Noted]:
    """What is asked for in a view and in those that differ from it in up to `depth` choices of few options."""
    chooser = Noted(query)
    with suppress(UnknownChoiceError):  # the page leaves this view to its run, having asked for what it draws before
        import_module(f"pages.{page.name}.choices").choose(snapshot, chooser)
    yield chooser
    for parameter, option in chooser.deciding if depth else ():
        if query.get(parameter) != option:
            yield from views(page, snapshot, {**query, parameter: option}, depth - 1)


@pytest.mark.parametrize("page", ANSWERED, ids=lambda page: page.name)
def test_every_choice_of_a_page_is_in_its_record_and_no_other(page: Page, snapshot: Snapshot) -> None:
    """A key that `boxes` forgets is not answered ahead; a parameter that is forgotten is refused in the address."""
    found = list(views(page, snapshot, {}))
    asked = {key for view in found for key in view.boxes}
    assert asked - set(LEFT_TO_RUN) == set(page.boxes)
    assert {parameter for view in found for parameter in view.parameters} <= page.parameters


def test_a_view_keeps_every_parameter_that_it_asks_for(snapshot: Snapshot) -> None:
    """What `keep_only` drops from the address is gone before it is read: a filter would never take effect."""
    found = [view for view in views(COMPARE, snapshot, {}) if view.kept]
    assert len(found) > 100
    assert [(view.query, view.parameters - view.kept) for view in found if view.parameters - view.kept] == []


def test_a_choice_that_the_record_forgets_is_found(snapshot: Snapshot) -> None:
    forgetful = replace(COMPARE, boxes=tuple(key for key in COMPARE.boxes if key != "compare_due"))
    with pytest.raises(AssertionError, match="compare_due"):
        test_every_choice_of_a_page_is_in_its_record_and_no_other(forgetful, snapshot)
