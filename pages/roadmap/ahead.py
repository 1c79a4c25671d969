"""The year-by-year table for a choice that is asked for ahead of the page."""

from __future__ import annotations

from kpi.store.warehouse import Snapshot
from pages.roadmap import choices
from pages.roadmap import view as roadmap
from pages.roadmap.view import BY_PROVINCE, View
from ui import address
from ui.parts import Parts
from ui.prefetch import Asked


def answer(shown: Snapshot, asked: Asked) -> Parts:
    """The parts of a view that is asked for ahead of the page; raises UnknownChoiceError."""
    lang = asked.lang
    kind = choices.list_kind(lang, asked)
    subject = asked.province(shown) if kind == BY_PROVINCE else choices.indicator(shown, lang, asked)
    section = choices.section(shown, kind, subject, lang, asked)
    search = choices.searched(asked.text(choices.SEARCH, address.SEARCH))
    view = View(kind, subject, section, search, choices.row_order(kind, lang, asked), lang)
    # Another view starts at its first page.
    moved = asked.is_chosen(*choices.BOXES, choices.SEARCH)
    return roadmap.parts(shown, view, 1 if moved else asked.page(address.PAGE, "", roadmap.page_count(shown, view)))
