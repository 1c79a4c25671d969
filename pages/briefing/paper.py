"""The preview of a briefing as a sheet of paper: its head, its words, its figures and tables."""

from __future__ import annotations

from html import escape
from typing import Any

from kpi.briefing.model import Briefing, Form, IssuerKind
from kpi.model.clock import today
from kpi.words import format_date, message

_AT_ONCE = 250_000
"""Letters of HTML that a preview sends with every click; more only when it is asked for."""


def paper(briefing: Briefing, shown: dict[str, Any], lang: str, sections: list[str]) -> str:
    """The sheet with some of its sections; a single page has no head, on paper as here."""
    return (
        f"<div class='paper'>{'' if briefing.form is Form.PAGE else _letterhead(shown['issuer'], lang)}"
        f"<header><h2>{escape(shown['title'])}</h2><p class='kicker'>{escape(shown['subtitle'])}</p>"
        f"{_remark(briefing.remark)}</header>{''.join(sections)}</div>"
    )


def first_sections(sections: list[str]) -> list[str]:
    """As many sections, from the first on, as are sent without being asked for."""
    count, size = 0, 0
    while count < len(sections) and (not count or size + len(sections[count]) <= _AT_ONCE):
        size += len(sections[count])
        count += 1
    return sections[:count]


def opened_note(briefing: Briefing, lang: str) -> str:
    """That the briefing was saved on another day and now shows today's data."""
    if briefing.saved_on is None:
        return ""
    day = format_date(briefing.saved_on, lang)
    text = message("desk.opened", lang, day=day, snapshot=briefing.snapshot_id)
    return f"<p class='note' role='note'>{escape(text)}</p>"


def _remark(text: str) -> str:
    lines = "<br>".join(escape(line) for line in text.split("\n"))
    return f"<p class='lead'>{lines}</p>" if text else ""


def _letterhead(issuer: dict[str, Any], lang: str) -> str:
    """The head of the written forms, as its kind asks for."""
    if issuer["kind"] == "none":
        return ""
    right = message(f"desk.motto_{issuer['kind']}", "vi")
    above = f"<span>{escape(issuer['above'].upper())}</span>" if issuer["above"] else ""
    number = message(f"desk.number_{issuer['kind']}", "vi", symbol=issuer["symbol"])
    star = "<span>*</span>" if issuer["kind"] == IssuerKind.PARTY else ""
    day = message("desk.dateline", "vi", place=issuer["place"], year=today().year)
    motto = "".join(f"<b>{escape(line)}</b>" for line in right.split(" / "))
    return (
        f"<div class='letterhead' aria-label='{escape(message('desk.issuer', lang))}'>"
        f"<p>{above}<b>{escape(issuer['body'].upper())}</b>{star}<span>{escape(number)}</span></p>"
        f"<p>{motto}<i>{escape(day)}</i></p></div>"
    )
