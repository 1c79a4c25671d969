"""Every target of the nation as one mark, by section: shape and colour, in words on approach; counts above."""

from __future__ import annotations

from collections import Counter

from kpi.charts.theme import STATUS_STYLES, StatusStyle
from kpi.markup import EMPTY, Markup, macros
from kpi.model import addresses as address
from kpi.model.vocabulary import NATION
from kpi.reading.province import cached
from kpi.reading.standpoint import Standpoint
from kpi.reading.unjudged import TargetMark, state_words, target_marks
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message

_HTML = macros(__name__)

Drawn = tuple[str, StatusStyle, str]
"""A mark: the address it leads to, its look, its words."""


@cached
def marks_html(snapshot: Snapshot, lang: str, standpoint: Standpoint) -> Markup:
    """The marks of the nation's own targets; empty without any."""
    sections = target_marks(snapshot, NATION, standpoint)
    if not sections:
        return EMPTY
    found = Counter(mark.state for marks in sections.values() for mark in marks)
    counts = [
        (style, message("country_marks.count", lang, count=format_number(found[code], lang), state=style.word(lang)))
        for code, style in STATUS_STYLES.items()
        if found[code]
    ]
    groups = [
        (message(f"section.{section}", lang), [_mark(mark, lang) for mark in marks])
        for section, marks in sections.items()
    ]
    title = message("country_marks.title", lang, count=format_number(sum(found.values()), lang))
    return _HTML.marks(title, counts, groups)


def _mark(mark: TargetMark, lang: str) -> Drawn:
    seen = mark.subject
    parameters = {address.PROVINCE: NATION, address.INDICATOR: seen.indicator.indicator_id, address.LANGUAGE: lang}
    words = message("country_marks.mark", lang, name=seen.indicator.name(lang), state=state_words(seen, lang))
    return address.link(address.INDICATOR_PAGE, **parameters), STATUS_STYLES[mark.state], words
