"""The list of tasks for a choice that is asked for ahead of the page."""

from __future__ import annotations

from dataclasses import replace

from kpi.reading.task_index import Choice
from kpi.reading.tasks import View, documents, of_view, places
from kpi.store.warehouse import Snapshot
from pages.tasks import choices
from pages.tasks import view as tasks
from pages.tasks.choices import ALL
from ui import address
from ui.parts import Parts
from ui.prefetch import Asked, UnknownChoiceError

SEARCH = "task_search"
BOXES = ("task_place", "task_document", "task_agency", "task_section", "task_state", "task_group")
"""The keys of the choices that leave the reader in the list."""


def answer(shown: Snapshot, asked: Asked) -> Parts:
    """The parts of the list; raises UnknownChoiceError, also for the other views of the page."""
    if asked.query.get(address.TASK_VIEW, choices.LIST) != choices.LIST or not documents(shown):
        raise UnknownChoiceError("task_view")
    whole = _whole(shown, asked)
    counted = choices.group_names(of_view(shown, whole), asked.lang)
    group = asked.choice("task_group", address.TASK_GROUP, counted, ALL)
    view = whole if group == ALL else replace(whole, choice=replace(whole.choice, group=group))
    if not asked.is_chosen(*BOXES, SEARCH):
        numbers = {str(page): str(page) for page in range(1, of_view(shown, view).pages + 1)}
        view = replace(view, page=int(asked.choice("", address.TASK_PAGE, numbers, "1")))
    return tasks.parts(shown, whole, view)


def _whole(shown: Snapshot, asked: Asked) -> View:
    """The choice whatever the deadline."""
    lang, standing = asked.lang, asked.standing

    def pick(what: str, parameter: str, options: dict[str, str]) -> str:
        chosen = asked.choice(f"task_{what}", parameter, choices.picked_names(what, options, lang), ALL)
        return "" if chosen == ALL else chosen

    place = pick("place", address.TASK_PLACE, places(shown, lang))
    document = pick("document", address.TASK_DOCUMENT, choices.offered_documents(shown, place, lang))
    within = Choice(place, document)
    text = choices.searched(asked.text(SEARCH, address.TASK_SEARCH))
    bodies = choices.agency_names(shown, within, standing, text, lang)
    # A new search starts from everybody that it finds.
    named = ALL if asked.is_chosen(SEARCH) else asked.choice("task_agency", address.TASK_AGENCY, bodies, ALL)
    sections = choices.sections_of(shown, within, standing.day, standing.known, lang)
    section = pick("section", address.TASK_SECTION, sections)
    state = pick("state", address.TASK_STATE, choices.state_names(lang))
    choice = Choice(place, document, choices.bodies_of(named, bodies, text), section, state)
    return View(choice, standing, lang)
