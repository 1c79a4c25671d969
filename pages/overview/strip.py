"""Every indicator with a target as one mark: shape and colour, in words on approach; counts per state above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kpi.charts.theme import STATUS_STYLES
from kpi.markup import EMPTY, Markup, macros
from kpi.model import addresses as address
from kpi.reading.first_screen.told import amount, state_count
from kpi.reading.province import cached
from kpi.reading.standpoint import Standpoint
from kpi.reading.unjudged import TargetMark, state_words, target_marks
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message

_HTML = macros(__name__)


@cached
def strip_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """The marks of the unit's own targets by section; a sentence where there are none."""
    sections = target_marks(snapshot, province_id, standpoint)
    if not sections:
        return _HTML.no_marks(lang)
    total = format_number(sum(map(len, sections.values())), lang)
    told = message("first_screen.strip.total", lang, count=total)
    return _HTML.strip(told, _counts(sections, lang), _groups(sections, province_id, lang), lang)


def bands_html(snapshot: Snapshot, owners: Mapping[str, str], lang: str, standpoint: Standpoint) -> Markup:
    """One folded band: the marks of each former unit under its own name; `owners` are their names by id."""
    bands, told = [], []
    for owner, name in owners.items():
        sections = target_marks(snapshot, owner, standpoint)
        if sections:
            count = format_number(sum(map(len, sections.values())), lang)
            words = message("first_screen.strip.inherited", lang, count=count, name=name)
            told.append(words)
            bands.append((words, _counts(sections, lang), _groups(sections, owner, lang)))
    return _HTML.bands(" · ".join(told), bands, lang) if bands else EMPTY


def _counts(sections: Mapping[str, Sequence[TargetMark]], lang: str) -> list[tuple[Any, str]]:
    """The states that occur, in the order of the styles, each with its style and its number in words."""
    marks = [mark for listed in sections.values() for mark in listed]
    found = Counter(mark.state for mark in marks)
    owed = sum(mark.owed for mark in marks)
    return [
        (style, state_count(code, style.word(lang), found[code], owed, lang))
        for code, style in STATUS_STYLES.items()
        if found[code]
    ]


def _groups(
    sections: Mapping[str, Sequence[TargetMark]], province_id: str, lang: str
) -> list[tuple[str, list[tuple[str, Any, str, str]]]]:
    """The marks of each section: address, style, name, target with state."""
    return [
        (message(f"section.{section}", lang), [_mark(mark, province_id, lang) for mark in marks])
        for section, marks in sections.items()
    ]


def _mark(mark: TargetMark, province_id: str, lang: str) -> tuple[str, Any, str, str]:
    seen = mark.subject
    parameters = {
        address.PROVINCE: province_id,
        address.INDICATOR: seen.indicator.indicator_id,
        address.LANGUAGE: lang,
    }
    targets = " / ".join(dict.fromkeys(amount(row, lang) for row in seen.due_once))
    asked = message("first_screen.bar.target", lang, year=int(seen.due_once[0]["year"]), amount=targets)
    told = f"{asked} · {state_words(seen, lang)}"
    return (
        address.link(address.INDICATOR_PAGE, **parameters),
        STATUS_STYLES[mark.state],
        seen.indicator.name(lang),
        told,
    )
