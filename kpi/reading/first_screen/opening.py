"""The frame of everything that is about a unit as a whole: the sentence it opens with, the questions it ends with."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model.vocabulary import NATION
from kpi.reading.country.words import nation_line
from kpi.reading.country.words import verdict as verdict_of_country
from kpi.reading.first_screen.question_words import question_words
from kpi.reading.first_screen.questions import questions
from kpi.reading.first_screen.told import Told
from kpi.reading.first_screen.verdict import former_names, stands_on, verdict
from kpi.reading.first_screen.whole import whole
from kpi.reading.own_and_inherited import why_no_reporter
from kpi.reading.province import provinces
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import document_name, full_name, message, sentence_case


@dataclass(frozen=True)
class Opening:
    """A unit's name, the sentence on it as a whole, what that stands on, and the documents by name."""

    name: str
    verdict: str
    stands_on: tuple[str, ...]
    documents: tuple[str, ...]


def opening(snapshot: Snapshot, province_id: str, standpoint: Standpoint, lang: str) -> Opening:
    """What a unit is opened with, as on its first screen; the nation with what its first screen says of the country."""
    seen = whole(snapshot, province_id, standpoint)
    name = sentence_case(full_name(seen.unit, lang))
    documents = tuple(document_name(item.cited, lang) for item in seen.documents)
    if province_id == NATION:
        said = verdict_of_country(snapshot, standpoint, lang)
        return Opening(name, said, (nation_line(snapshot, standpoint, lang),), documents)
    said = verdict(seen, lang, former_names(seen, provinces(snapshot), lang))
    return Opening(name, said, tuple(sentence_case(text) for text in stands_on(seen, lang)), documents)


def asked(snapshot: Snapshot, province_id: str, standpoint: Standpoint, lang: str) -> tuple[Told, ...]:
    """The questions for a meeting in words, at most three; none for a unit that was merged before the day."""
    names = former_names(whole(snapshot, province_id, standpoint), provinces(snapshot), lang)
    why = message(why_no_reporter(snapshot, province_id), lang)
    found = questions(snapshot, province_id, standpoint)
    return tuple(question_words(question, names, why, lang) for question in found)


def no_question(snapshot: Snapshot, province_id: str, standpoint: Standpoint, lang: str) -> str:
    """What is said where there is nothing to ask."""
    seen = whole(snapshot, province_id, standpoint)
    if seen.ended:
        return message("first_screen.ask.merged", lang, name=seen.unit.successor_name(lang))
    return message("first_screen.ask.none", lang)
