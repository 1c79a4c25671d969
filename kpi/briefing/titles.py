"""The words a briefing gives itself where its maker wrote none: titles, subtitle, file name."""

from __future__ import annotations

import re

from kpi.briefing.chart_blocks import as_of_words
from kpi.briefing.library import Library
from kpi.briefing.model import Briefing, Form, Item, ItemKind, TableView
from kpi.words import fold, message, sentence_case

_LONGEST_TITLE = 40
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def item_title(library: Library, item: Item) -> str:
    """What an item is called in lists and headings."""
    if item.title:
        return item.title
    lang = library.context.lang
    if item.kind is ItemKind.TASKS:
        return message("briefing.tasks_title", lang)
    if item.indicator_id:
        return library.indicator_name(item.indicator_id, item.province_id)
    if item.table is TableView.TARGETS and item.section:
        return message(f"section.{item.section}", lang)
    if item.table:
        return message(f"briefing.{item.table}_title", lang)
    return message("briefing.sentence_title", lang)


def default_title(library: Library, briefing: Briefing) -> str:
    """The title of a briefing by its form."""
    if briefing.title:
        return briefing.title
    lang = library.context.lang
    known = briefing.province_id in library.provinces
    name = library.full_name(briefing.province_id) if known else ""
    match briefing.form:
        case Form.PAGE | Form.REPORT if name:
            return sentence_case(message(f"briefing.title_{briefing.form}", lang, name=name))
        case Form.INDICATOR if name:
            about = briefing.items[0].indicator_id if briefing.items else ""
            subject = library.indicator_name(about, briefing.province_id)
            return message("briefing.title_indicator", lang, name=name, indicator=subject)
        case Form.COMPARISON:
            count = len({province for item in briefing.items for province in item.provinces})
            return message("briefing.title_comparison", lang, count=count)
        case _:
            return message("briefing.title_selection", lang)


def subtitle(library: Library) -> str:
    """What the briefing stands on: the day, and the resolution it is about."""
    context = library.context
    return message("briefing.subtitle", context.lang, day=as_of_words(context.standpoint, context.lang))


def ascii_stem(text: str) -> str:
    """A text as the stem of a file name: lower case, without diacritics, words joined by hyphens."""
    return _NOT_IN_NAMES.sub("-", fold(text)).strip("-")


def file_stem(library: Library, briefing: Briefing) -> str:
    """The stem of every file made from the briefing: 'bao-cao-lai-chau-2026-11-22': form, subject, title, day.

    Made-up data is told apart.
    """
    context = library.context
    parts = [message(f"briefing.stem_{briefing.form}", context.lang)]
    if briefing.province_id in library.provinces:
        parts.append(briefing.province_id)
    about = dict.fromkeys(item.indicator_id for item in briefing.items if item.indicator_id)
    if briefing.form in {Form.INDICATOR, Form.COMPARISON} and len(about) == 1:
        parts += about
    if briefing.title:
        parts.append(ascii_stem(briefing.title)[:_LONGEST_TITLE])
    stem = ascii_stem(" ".join(parts))
    mark = f"{message('download.demo_stem', context.lang)}-" if context.demo else ""
    return f"{mark}{stem}-{context.standpoint.day.isoformat()}"
