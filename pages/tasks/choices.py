"""The choices of the page Nhiệm vụ, in their order; each lives in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kpi.model.cache import cache
from kpi.model.task_codes import STATES
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice, agencies_present, present, select
from kpi.reading.tasks import View, agencies, document_names, documents, index, of_view, places, states_on
from kpi.store.warehouse import Snapshot
from kpi.words import message, sort_key
from pages.tasks.parts import ALL, ANSWERS, GROUP_KEY, LIST, VIEW_KEY, VIEWS, Chosen, group_names, view_names
from ui import address
from ui.chooser import Chooser
from ui.selectbox import NO_OTHERS
from ui.shell import Bar, other_names

_NOBODY = "-"
_OFFERED = 200
"""More documents than these are offered only within a place."""
_PLURAL = {"place": "places", "document": "documents", "section": "sections", "state": "states"}


def choose(snapshot: Snapshot, chooser: Chooser) -> Chosen:
    """What the reader has chosen; ahead of the page's run only the list can be told."""
    bar = chooser.bar()
    with chooser.box(key="task-choices"):
        kind, whole, standpoint = _choose_tasks(snapshot, chooser, bar)
    if kind != LIST or not documents(snapshot):
        chooser.leave_to_run(VIEW_KEY)
    counted = group_names(of_view(snapshot, whole), chooser.lang)
    group = chooser.read(GROUP_KEY, address.TASK_GROUP, counted, ALL)
    grouped = whole if group == ALL else replace(whole, choice=replace(whole.choice, group=group))
    page = chooser.page(address.TASK_PAGE, of_view(snapshot, grouped).pages, restarts=True)
    return Chosen(kind, group, whole, replace(grouped, page=page), standpoint)


def _choose_tasks(snapshot: Snapshot, chooser: Chooser, bar: Bar) -> tuple[str, View, Standpoint]:
    """Every choice but deadline and page: place, document, day, kind of view, body, section and state."""
    lang = chooser.lang
    with bar.place:
        default = chooser.remembered(address.PROVINCE)
        names = places(snapshot, lang)
        place = _pick(chooser, "place", address.TASK_PLACE, names, default or ALL, other_names(snapshot))
    with bar.day:
        standpoint = chooser.standpoint()
    with chooser.columns([7, 5])[0]:
        document = _pick(chooser, "document", address.TASK_DOCUMENT, _offered_documents(snapshot, place, lang))
    within = Choice(place, document)
    kind = chooser.read(VIEW_KEY, address.TASK_VIEW, view_names(lang), next(iter(VIEWS)))
    if kind == ANSWERS:  # what the centre asks has no body, section or state to choose by
        return kind, View(within, standpoint, lang), standpoint
    first, second, third, fourth = chooser.columns([3, 4, 3, 3], vertical_alignment="bottom")
    with first:
        words = {"label": message("task.search", lang), "hint": message("task.search_hint", lang)}
        # A new search starts from everybody that it finds.
        text = chooser.search("task_search", words, address.TASK_SEARCH, live=False, voids=address.TASK_AGENCY)
    with second:
        bodies = _agency_names(snapshot, within, standpoint, text, lang)
        label = message("task.agency", lang)
        named = chooser.select("task_agency", label, address.TASK_AGENCY, bodies, ALL, always=True)
    with third:
        sections = _sections_of(snapshot, within, standpoint.day, standpoint.known, lang)
        section = _pick(chooser, "section", address.TASK_SECTION, sections)
    with fourth:
        states = {str(state): message(f"task_state.{state}", lang) for state in STATES}
        state = _pick(chooser, "state", address.TASK_STATE, states)
    choice = Choice(place, document, _bodies_of(named, bodies, text), section, state)
    return kind, View(choice, standpoint, lang), standpoint


def _pick(
    chooser: Chooser,
    what: str,
    parameter: str,
    options: Mapping[str, str],
    default: str = ALL,
    also: Mapping[str, Sequence[str]] = NO_OTHERS,
) -> str:
    """One choice of `options` or all of them; the empty text stands for all."""
    names = {ALL: message(f"task.all_{_PLURAL[what]}", chooser.lang)} | dict(options)
    if what == "document" and len(options) == 1:  # A single document stands for all.
        names = {ALL: next(iter(options.values()))}
    label = message(f"task.{what}", chooser.lang)
    default = default if default in names else ALL
    chosen = chooser.select(f"task_{what}", label, parameter, names, default, always=True, also=also)
    return "" if chosen == ALL else chosen


def _offered_documents(snapshot: Snapshot, place: str, lang: str) -> dict[str, str]:
    """The documents to choose from, by id; none while there are too many for one list."""
    return document_names(snapshot, place, "", lang) if place or len(documents(snapshot)) <= _OFFERED else {}


def _agency_names(snapshot: Snapshot, within: Choice, standpoint: Standpoint, text: str, lang: str) -> dict[str, str]:
    """The bodies that a search finds, all of them together first."""
    there = _agencies(snapshot, within, standpoint.day, standpoint.known)
    known = agencies(snapshot)
    matching = {key: known[key].name_vi for key in there if known[key].matches(text)}
    if text and not matching:
        return {ALL: message("task.no_agency", lang, text=text)}
    if text:
        return {ALL: message("task.found_agencies", lang, text=text, count=len(matching))} | matching
    return {ALL: message("task.all_agencies", lang)} | matching


def _bodies_of(chosen: str, names: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The bodies to show: one, all that the search finds, or none in particular (empty)."""
    if chosen != ALL:
        return (chosen,)
    return (tuple(key for key in names if key != ALL) or (_NOBODY,)) if text else ()


@cache(256)
def _agencies(snapshot: Snapshot, within: Choice, day: date, known: date | None) -> tuple[str, ...]:
    mask = select(index(snapshot), states_on(snapshot, day, known), within)
    there = agencies_present(index(snapshot), mask)
    bodies = agencies(snapshot)
    return tuple(sorted(there, key=lambda key: (not bodies[key].is_named, sort_key(bodies[key].name_vi))))


@cache(256)
def _sections_of(snapshot: Snapshot, within: Choice, day: date, known: date | None, lang: str) -> dict[str, str]:
    """The sections of a place's or document's tasks, by key."""
    mask = select(index(snapshot), states_on(snapshot, day, known), within)
    return {name: message(f"task_section.{name}", lang) for name in present(index(snapshot), mask, "section")}
