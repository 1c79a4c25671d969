"""The choices above the tasks; each lives in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import streamlit as st

from kpi.model.cache import kept
from kpi.model.task_codes import GROUPS, STATES
from kpi.reading import province as data
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice, agencies_present, present, select
from kpi.reading.tasks import Found, View, agencies, document_names, documents, index, of_view, places, standings_on
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message, sort_key
from ui import address, selectbox, shell
from ui.standpoint_choice import choose_standing

ALL = "tat_ca"
LIST, TIMELINE, LOAD, ANSWERS = "danh_sach", "thoi_gian", "co_quan", "trung_uong"
VIEWS = {LIST: "list", TIMELINE: "timeline", LOAD: "load", ANSWERS: "answers"}
_SEARCH_KEY, _GROUP_KEY, _VIEW_KEY, _PAGE_KEY = "task_search", "task_group", "task_view", "task_page"
_NOBODY = "-"
_LONGEST_SEARCH = 80
_OFFERED = 200
"""More documents than these are offered only within a place."""
_PLURAL = {"place": "places", "document": "documents", "section": "sections", "state": "states"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for: one of VIEWS, a deadline group or ALL, and the view with both and its page."""

    kind: str
    group: str
    view: View


def choose(shown: Snapshot, lang: str) -> tuple[View, Standpoint]:
    """Every choice but deadline, kind of view and page: place, document, day, body, section and state."""
    with st.container(key="task-choices"):
        return _choose(shown, lang)


def _choose(shown: Snapshot, lang: str) -> tuple[View, Standpoint]:
    first, second, third = st.columns([4, 3.4, 5.4], vertical_alignment="bottom")
    with first:
        place = _pick("task_place", "place", address.TASK_PLACE, places(shown, lang), lang, _default_place(shown, lang))
    own = offered_documents(shown, place, lang)
    with second:
        document = _pick("task_document", "document", address.TASK_DOCUMENT, own, lang)
    with third, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="bottom"):
        standing = choose_standing(lang)
        shell.choose_language(lang)
    within = Choice(place, document)
    if _kind() == ANSWERS:  # what the centre asks has no body, section or state to choose by
        return View(within, standing, lang), standing
    first, second, third, fourth = st.columns([3, 4, 3, 3], vertical_alignment="bottom")
    with first:
        text = _search(lang)
    with second:
        bodies = _agency(shown, within, standing, text, lang)
    with third:
        sections = sections_of(shown, within, standing.day, standing.known, lang)
        section = _pick("task_section", "section", address.TASK_SECTION, sections, lang)
    with fourth:
        state = _pick("task_state", "state", address.TASK_STATE, state_names(lang), lang)
    choice = Choice(place, document, bodies, section, state)
    return View(choice, standing, lang), standing


def offered_documents(shown: Snapshot, place: str, lang: str) -> dict[str, str]:
    """The documents to choose from, by id; none while there are too many for one list."""
    return document_names(shown, place, "", lang) if place or len(documents(shown)) <= _OFFERED else {}


def state_names(lang: str) -> dict[str, str]:
    """Every state of a task, by key."""
    return {str(state): message(f"task_state.{state}", lang) for state in STATES}


def read_address(shown: Snapshot, view: View) -> Asked:
    """The view that the address names, with its deadlines and page, within what there is."""
    kind = _kind()
    group = address.choice(address.TASK_GROUP, [ALL, *map(str, GROUPS)], ALL)
    grouped = view if group == ALL else replace(view, choice=replace(view.choice, group=group))
    pages = [str(page) for page in range(1, of_view(shown, grouped).pages + 1)]
    return Asked(kind, group, replace(grouped, page=int(address.choice(address.TASK_PAGE, pages, "1"))))


def _kind() -> str:
    return address.choice(address.TASK_VIEW, list(VIEWS), next(iter(VIEWS)))


def draw_views(asked: Asked) -> None:
    """The switch between the views."""
    lang = asked.view.lang
    names = {key: message(f"task.view_{word}", lang) for key, word in VIEWS.items()}
    _segments(_VIEW_KEY, message("task.view", lang), names, asked.kind, address.TASK_VIEW)


def draw_groups(shown: Snapshot, asked: Asked) -> None:
    """The switch between deadlines, each with its count under all other choices."""
    found, lang = of_view(shown, asked.view), asked.view.lang
    # The counts are those of the other choices: while only these came ahead, they are not left standing.
    with st.container(key="task-counts"):
        names = group_names(found, lang)
        _segments(_GROUP_KEY, message("task.group", lang), names, asked.group, address.TASK_GROUP)


def group_names(found: Found, lang: str) -> dict[str, str]:
    """The deadlines by key, each with its count, all of them together first."""
    return {ALL: _counted(message("task.all_groups", lang), found.total, lang)} | {
        str(group): _counted(message(f"task_group.{group}", lang), found.groups[group], lang) for group in GROUPS
    }


def draw_pages(shown: Snapshot, view: View) -> None:
    """The pager under the list; nothing when all of it is shown."""
    pages = of_view(shown, view).pages
    if pages > 1:
        key = f"{_PAGE_KEY}-{view.page}"
        with st.container(key="await-pager"):
            st.pagination(
                pages,
                default=view.page,
                key=key,
                on_change=lambda: address.choose(address.TASK_PAGE, str(st.session_state[key])),
            )


def remembered_without_tasks(shown: Snapshot, lang: str) -> str:
    """The name of the unit that the reader looks at elsewhere and that has no task; empty otherwise."""
    province = address.remembered(address.PROVINCE)
    units = data.provinces(shown)
    return units[province].name(lang) if province in units and province not in places(shown, lang) else ""


def _default_place(shown: Snapshot, lang: str) -> str:
    """The unit that the reader looks at elsewhere, when it has tasks; else all."""
    province = address.remembered(address.PROVINCE)
    return province if province is not None and province in places(shown, lang) else ALL


def _pick(key: str, what: str, parameter: str, options: dict[str, str], lang: str, default: str = ALL) -> str:
    """One choice of `options` or all of them; the empty text stands for all."""
    names = picked_names(what, options, lang)
    chosen = address.choice(parameter, list(names), default)
    selectbox.select(key, message(f"task.{what}", lang), names, chosen, partial(_chosen, parameter), lang)
    return "" if chosen == ALL else chosen


def picked_names(what: str, options: dict[str, str], lang: str) -> dict[str, str]:
    """The options of a choice, all of them together first; a single document stands for all."""
    if what == "document" and len(options) == 1:
        return {ALL: next(iter(options.values()))}
    return {ALL: message(f"task.all_{_PLURAL[what]}", lang)} | options


def _chosen(parameter: str, value: str) -> None:
    """Another choice starts at the first page."""
    address.forget(address.TASK_PAGE)
    address.choose(parameter, value)


def _segments(key: str, label: str, names: dict[str, str], chosen: str, parameter: str) -> None:
    st.session_state[key] = chosen
    st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        required=True,
        key=key,
        label_visibility="collapsed",
        on_change=lambda: _chosen(parameter, st.session_state[key]),
    )


def _search(lang: str) -> str:
    text = searched(address.text(address.TASK_SEARCH))
    st.session_state[_SEARCH_KEY] = text
    st.text_input(
        message("task.search", lang),
        key=_SEARCH_KEY,
        type="search",
        max_chars=_LONGEST_SEARCH,
        placeholder=message("task.search_hint", lang),
        on_change=_searched,
    )
    return text


def searched(text: str | None) -> str:
    """What is searched for when the address or the reader says `text`."""
    return (text or "")[:_LONGEST_SEARCH].strip()


def _searched() -> None:
    address.forget(address.TASK_AGENCY)
    text = st.session_state[_SEARCH_KEY].strip()
    if text:
        _chosen(address.TASK_SEARCH, text)
    else:
        address.forget(address.TASK_SEARCH)
        address.forget(address.TASK_PAGE)


def _agency(shown: Snapshot, within: Choice, standing: Standpoint, text: str, lang: str) -> tuple[str, ...]:
    """The bodies to show: one, all that the search finds, or none in particular (empty)."""
    names = agency_names(shown, within, standing, text, lang)
    chosen = address.choice(address.TASK_AGENCY, list(names), ALL)
    keep = partial(_chosen, address.TASK_AGENCY)
    selectbox.select("task_agency", message("task.agency", lang), names, chosen, keep, lang)
    return bodies_of(chosen, names, text)


def agency_names(shown: Snapshot, within: Choice, standing: Standpoint, text: str, lang: str) -> dict[str, str]:
    """The bodies that a search finds, all of them together first."""
    there = _agencies(shown, within, standing.day, standing.known)
    known = agencies(shown)
    matching = {key: known[key].name_vi for key in there if known[key].matches(text)}
    if text and not matching:
        return {ALL: message("task.no_agency", lang, text=text)}
    if text:
        return {ALL: message("task.found_agencies", lang, text=text, count=len(matching))} | matching
    return {ALL: message("task.all_agencies", lang)} | matching


def bodies_of(chosen: str, names: dict[str, str], text: str) -> tuple[str, ...]:
    """The bodies that a choice among `names` means; empty for no one in particular."""
    if chosen != ALL:
        return (chosen,)
    return (tuple(key for key in names if key != ALL) or (_NOBODY,)) if text else ()


@kept(256)
def _agencies(shown: Snapshot, within: Choice, day: date, known: date | None) -> tuple[str, ...]:
    mask = select(index(shown), standings_on(shown, day, known), within)
    there = agencies_present(index(shown), mask)
    bodies = agencies(shown)
    return tuple(sorted(there, key=lambda key: (not bodies[key].is_named, sort_key(bodies[key].name_vi))))


@kept(256)
def sections_of(shown: Snapshot, within: Choice, day: date, known: date | None, lang: str) -> dict[str, str]:
    """The sections of a place's or document's tasks, by key."""
    mask = select(index(shown), standings_on(shown, day, known), within)
    return {name: message(f"task_section.{name}", lang) for name in present(index(shown), mask, "section")}


def _counted(name: str, count: int, lang: str) -> str:
    return message("task.count_of", lang, name=name, count=format_number(count, lang))
