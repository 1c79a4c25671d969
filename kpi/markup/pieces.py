"""The smallest pieces of pages: a paragraph, a heading, a head of a page, a link, a folded part."""

from __future__ import annotations

from kpi.markup.compiled import Text
from kpi.markup.templates import EMPTY, Markup, macros

_HTML = macros(__name__)


def paragraph(text: Text, style: str = "lead") -> Markup:
    """A paragraph of one of the page's styles; empty for no text."""
    return _HTML.paragraph(text, style)


def note(text: Text) -> Markup:
    """A box in which the page says something about itself."""
    return _HTML.note(text)


def heading(text: Text, level: int = 2) -> Markup:
    """A heading."""
    return _HTML.heading(text, level)


def page_head(title: Text, lead: Text = "", kicker: Text = "", more: Markup = EMPTY) -> Markup:
    """The head of a page or part: what it is about, the answer in a sentence, finished HTML below them."""
    return _HTML.page_head(title, lead, kicker, more)


def link(url: str, name: Text) -> Markup:
    """A link to another page of the product."""
    return _HTML.link(url, name)


def outer_link(url: str) -> Markup:
    """A link to an address outside, in a page of its own; the address is its text."""
    return _HTML.outer_link(url)


def folded(summary: Text, body: Markup, *, opened: bool = False) -> Markup:
    """A part that a click unfolds."""
    return _HTML.folded(summary, body, opened)


def section(title: Text, *parts: Markup) -> Markup:
    """A section of a page under its heading."""
    return _HTML.section(title, parts)
