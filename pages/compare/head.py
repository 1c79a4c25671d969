"""The head of a ranking with its answer in one sentence, and who has nothing to show."""

from __future__ import annotations

from kpi.markup import EMPTY, Markup, macros
from kpi.markup.pieces import page_head, paragraph
from kpi.reading.ranking import Measure, Unranked
from kpi.reading.said import comparison as sentences
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.compare import data
from pages.compare import scope as scopes
from pages.compare.data import Question, kept
from ui import cards

_HTML = macros(__name__)

_MOST_NAMED = 63
SILENT = frozenset({Unranked.NOTHING, Unranked.NO_TARGET})
"""Reasons of units that have nothing to show: they are named in one sentence."""


@kept
def title_html(snapshot: Snapshot, question: Question, mine: str, lang: str) -> Markup:
    """Name, the answer in one sentence, and the numbers that make it."""
    indicator = data.indicators(snapshot)[question.indicator_id]
    measure = message(f"compare_measure.{question.measure}", lang)
    told = compared(snapshot, question, lang)
    when = told.part_of_year or str(question.year)
    kicker = " · ".join(part for part in (measure, _series_name(snapshot, question, lang), when) if part)
    kicker = scopes.heading(kicker, snapshot, question.scope, lang)
    below = cards.facts(sentences.facts(told)) + paragraph(_definition(snapshot, question), "muted")
    return page_head(indicator[f"name_{lang}"], sentences.lead(told, mine), kicker, below)


def compared(snapshot: Snapshot, question: Question, lang: str) -> sentences.Compared:
    """The answer to a question with what its words are made of."""
    return sentences.Compared(
        data.comparison(snapshot, question),
        data.indicators(snapshot)[question.indicator_id],
        data.full_names(snapshot, lang),
        data.series(snapshot, question.indicator_id),
        data.known(snapshot, question).actuals,
        lang,
    )


def _series_name(snapshot: Snapshot, question: Question, lang: str) -> str:
    row = data.series(snapshot, question.indicator_id).get(question.series)
    return str(row[f"name_{lang}"]) if row else ""


def _definition(snapshot: Snapshot, question: Question) -> str:
    """How the actuals that are compared were counted; empty where targets are compared."""
    row = data.series(snapshot, question.indicator_id).get(question.series)
    return str(row["definition_vi"]) if row else ""


def silent_html(snapshot: Snapshot, question: Question, lang: str) -> Markup:
    """Units with nothing to compare, named while they can be; empty when all have something."""
    found = data.comparison(snapshot, question)
    silent = [one for one in found.ranking.unranked if one.reason in SILENT]
    if not silent:
        return EMPTY
    names = data.full_names(snapshot, lang)
    key = "compare.silent_target" if found.asked.measure is Measure.TARGET else "compare.silent"
    who = ", ".join(names[one.province_id] for one in silent) if len(silent) <= _MOST_NAMED else ""
    return silent_units(message(key, lang, count=len(silent)), who)


def silent_units(said: str, who: str) -> Markup:
    """The line about units with nothing to show; `who` names them."""
    return _HTML.silent(said, who)
