"""The preview of a briefing as a sheet of paper: its head, its words, its charts and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi.briefing.model import Briefing, Form, IssuerKind
from kpi.markup import EMPTY, Markup, macros
from kpi.markup.pieces import note
from kpi.model.clock import today
from kpi.words import format_date, message

_HTML = macros(__name__)

_AT_ONCE = 250_000
"""Letters of HTML that a preview sends with every click; more only when it is asked for."""


def paper(briefing: Briefing, shown: dict[str, Any], lang: str, sections: Sequence[Markup]) -> Markup:
    """The sheet with some of its sections; a single page has no head, on paper as here."""
    head = EMPTY if briefing.form is Form.PAGE else _letterhead(shown["issuer"], lang)
    return _HTML.paper(head, shown, briefing.remark, sections)


def first_sections(sections: list[str]) -> list[str]:
    """As many sections, from the first on, as are sent without being asked for."""
    count, size = 0, 0
    while count < len(sections) and (not count or size + len(sections[count]) <= _AT_ONCE):
        size += len(sections[count])
        count += 1
    return sections[:count]


def opened_note(briefing: Briefing, lang: str) -> Markup:
    """That the briefing was saved on another day and now shows today's data; empty for another briefing."""
    if briefing.saved_on is None:
        return EMPTY
    day = format_date(briefing.saved_on, lang)
    return note(message("basket.opened", lang, day=day, snapshot=briefing.snapshot_id))


def _letterhead(issuer: dict[str, Any], lang: str) -> Markup:
    """The head of the written forms, as its kind asks for."""
    if issuer["kind"] == "none":
        return EMPTY
    motto = message(f"basket.motto_{issuer['kind']}", "vi").split(" / ")
    number = message(f"basket.number_{issuer['kind']}", "vi", symbol=issuer["symbol"])
    day = message("basket.dateline", "vi", place=issuer["place"], year=today().year)
    return _HTML.letterhead(issuer, number, motto, day, issuer["kind"] == IssuerKind.PARTY, lang)
