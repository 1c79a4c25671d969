"""What the page Nhiệm vụ reads, cached by snapshot: all tasks in light form, and the words of those shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kpi.model.cache import cache
from kpi.model.cited import Cited
from kpi.model.records import records
from kpi.model.task_codes import GROUPS, STATES, Group, State
from kpi.model.vocabulary import DocumentKind
from kpi.reading import province as data
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import (
    Choice,
    Codes,
    Mask,
    TaskIndex,
    TaskStates,
    build_index,
    group_counts,
    not_issued,
    of_former,
    positions,
    select,
    states_of,
)
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot
from kpi.words import document_name, matches, message, undated_name

PAGE_SIZE = 15
Row = dict[str, Any]


@dataclass(frozen=True)
class Agency:
    """A body as documents name it."""

    agency_id: str
    name_vi: str
    short_name: str
    kind: str
    aliases: str | None
    collective: bool
    document_scope: str = ""

    @property
    def is_named(self) -> bool:
        """Whether it is one body, not an open list and not an unreadable cell."""
        return not self.collective and self.kind != "unreadable"

    def matches(self, text: str) -> bool:
        """Whether every word of `text` stands in one of its names, diacritics aside."""
        return any(matches(text, name) for name in (self.name_vi, self.short_name, *(self.aliases or "").split(";")))


@dataclass(frozen=True)
class TaskDocument:
    """A document that sets tasks; `place` is its unit, or itself where the text does not name its unit."""

    document_id: str
    place: str
    number: str | None
    issued_on: date
    issuer: str | None
    title_vi: str
    kind: str
    form_vi: str
    form_en: str
    province_id: str | None
    place_vi: str | None
    place_en: str | None
    ended_on: date | None = None
    title_en: str | None = None

    def place_name(self, lang: str) -> str:
        """The unit in the reader's language; one that no longer exists says so."""
        if self.kind == DocumentKind.CENTRAL_NOTICE:
            return message("task.central", lang)
        if self.province_id is None:
            return message("task.unnamed", lang)
        name = (self.place_vi if lang == "vi" else self.place_en) or self.place
        return message("province.former_full", lang, name=name) if self.ended_on else name

    def name(self, lang: str) -> str:
        """Form, number and day."""
        return document_name(self._cited, lang)

    def undated_name(self, lang: str) -> str:
        """Form and number."""
        return undated_name(self._cited, lang)

    @property
    def _cited(self) -> Cited:
        named = (self.number, self.title_vi, self.title_en, self.kind, self.form_vi, self.form_en)
        return Cited(*named, self.issuer, self.issued_on)


@cache(64)
def document_names(snapshot: Snapshot, place: str, document_id: str, lang: str) -> dict[str, str]:
    """The documents of a place, or one (empty: all), by id; with their place where there are several places."""
    chosen = [
        document
        for document in documents(snapshot).values()
        if place in {"", document.place} and document_id in {"", document.document_id}
    ]
    several = len({document.place for document in chosen}) > 1
    return {
        document.document_id: f"{document.place_name(lang)} · {document.name(lang)}" if several else document.name(lang)
        for document in chosen
    }


@dataclass(frozen=True)
class View:
    """What the page shows: plain keys, so that drawings can be cached by it."""

    choice: Choice
    standpoint: Standpoint
    lang: str
    page: int = 1

    @property
    def day(self) -> date:
        """The day stood on."""
        return self.standpoint.day

    @property
    def known(self) -> date | None:
        """The day whose knowledge counts; None for all."""
        return self.standpoint.known


@dataclass(frozen=True, eq=False)
class Found:
    """The tasks of a choice in the order of the list; `groups` counts them as if no group were chosen."""

    order: Codes
    groups: dict[Group, int]
    mask: Mask
    every: Mask
    not_issued: int
    left_out: int = 0  # of units that had ceased to exist, which only a choice of the unit or its document shows

    @property
    def total(self) -> int:
        """Tasks of the choice, whatever the group."""
        return sum(self.groups.values())

    @property
    def pages(self) -> int:
        """Pages of the list, at least one."""
        return max(1, -(-len(self.order) // PAGE_SIZE))


@cache(4)
def index(snapshot: Snapshot) -> TaskIndex:
    """All tasks, in light form."""
    return build_index(task_queries.light(snapshot), task_queries.links(snapshot), task_queries.reports(snapshot))


@cache(4)
def agencies(snapshot: Snapshot) -> dict[str, Agency]:
    """Every body by id, in Vietnamese order."""
    return {agency.agency_id: agency for agency in records(task_queries.agencies(snapshot), Agency)}


@cache(4)
def documents(snapshot: Snapshot) -> dict[str, TaskDocument]:
    """Documents that set tasks, by id; the central notice last."""
    return {found.document_id: found for found in records(task_queries.documents(snapshot), TaskDocument)}


@cache(8)
def places(snapshot: Snapshot, lang: str) -> dict[str, str]:
    """Names of the places that set tasks, by id."""
    return {document.place: document.place_name(lang) for document in documents(snapshot).values()}


@cache(8)
def states_on(snapshot: Snapshot, day: date, known: date | None) -> TaskStates:
    """How every task stands on a day."""
    return states_of(index(snapshot), day, known)


@cache(64)
def found(snapshot: Snapshot, choice: Choice, day: date, known: date | None) -> Found:
    """The tasks of a choice, counted and in order."""
    judged = states_on(snapshot, day, known)
    whole = Choice(choice.place, choice.document, choice.agencies, choice.section, choice.state)
    every = select(index(snapshot), judged, whole)
    mask = every & judged.is_("group", choice.group) if choice.group else every
    return Found(
        order=positions(judged, mask),
        groups=group_counts(judged, every),
        mask=mask,
        every=every,
        not_issued=not_issued(index(snapshot), judged, whole),
        left_out=0 if choice.place or choice.document else of_former(judged),
    )


def of_view(snapshot: Snapshot, view: View) -> Found:
    """The tasks that a view shows."""
    return found(snapshot, view.choice, view.day, view.known)


@dataclass(frozen=True)
class Judged:
    """How one task stands."""

    state: State
    group: Group
    days_left: int | None
    recorded_at: date | None
    late_on_arrival: bool
    done_unproven: bool


def judged_at(states: TaskStates, position: int) -> Judged:
    """How the task at a row of the index stands."""
    row = {name: column[position] for name, column in states.cells.items()}
    return Judged(
        state=STATES[int(row["state"])],
        group=GROUPS[int(row["group"])],
        days_left=None if np.isnan(row["days_left"]) else int(row["days_left"]),
        recorded_at=row["recorded_at"].astype("datetime64[D]").item(),
        late_on_arrival=bool(row["late_on_arrival"]),
        done_unproven=bool(row["done_unproven"]),
    )


def rows_of(snapshot: Snapshot, ids: tuple[str, ...]) -> dict[str, Row]:
    """The whole rows of some tasks, by id."""
    return {row["task_id"]: row for row in task_queries.rows(snapshot, ids)}


def text_of(snapshot: Snapshot, document_id: str) -> list[str]:
    """The lines of a document's text."""
    return data.document_lines(snapshot, document_id)


def names_of(known: dict[str, Agency], joined: str | None) -> list[Agency]:
    """The bodies of a ';'-list of ids, in its order."""
    return [known[agency_id] for agency_id in (joined or "").split(";") if agency_id]
