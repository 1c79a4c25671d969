"""What a page tells a reader beside its content, with words from outside shown as the text that they are.

Streamlit's own boxes, toasts and labels read their text as Markdown: a link to the product could put a heading, a
link and a picture of somebody else into them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from kpi.markup import Markup, macros

_HTML = macros(__name__)

LONGEST = 80
"""So many characters of a value from outside are repeated to the reader."""
_WORD_JOINER = "\u2060"
_JOINED = re.compile(r"(:(?=\S)|@|www(?=\.))", re.IGNORECASE)
_MARKED = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^&=])")


def cut(value: str, longest: int = LONGEST) -> str:
    """A value from outside on one line, its end left out where it is long."""
    line = " ".join(value.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def plain(text: str) -> str:
    """A text from a reader or a file for the places where Streamlit reads Markdown: it looks as it was written.

    What Streamlit makes of an address or a colon in spite of a backslash, a mark that nobody sees keeps apart.
    """
    apart = _JOINED.sub(rf"\1{_WORD_JOINER}", " ".join(text.split()))
    return _MARKED.sub(r"\\\1", apart)


def box_html(words: Sequence[str], kind: str = "") -> Markup:
    """A box with one or more lines of plain text; `kind` 'fault' for what went wrong."""
    return _HTML.box(words, kind)


def tell(*words: str) -> None:
    """Draw a box that informs; the first of several `words` heads a list of the others."""
    st.html(box_html(words))


def tell_fault(*words: str) -> None:
    """Draw a box about something that went wrong, read out at once by a screen reader."""
    st.html(box_html(words, "fault"))
