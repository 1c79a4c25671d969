"""Every sentence, lens, card and slide of every unit in both languages, held against its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from kpi.briefing import big_numbers
from kpi.briefing.content import Context, Number
from kpi.briefing.library import Library
from kpi.briefing.library import Subject as BriefingSubject
from kpi.claims.country import country_said, false_of_country
from kpi.claims.first_screen import false_on, screen
from kpi.claims.rules import RULES, Rule
from kpi.claims.said import Place, Said, everything_said
from kpi.model.records import Row
from kpi.model.vocabulary import NATION
from kpi.reading.province import built_on, is_demo, provinces, rows_by_indicator
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, first_document, subject
from kpi.reading.subject_rows import MixedProvincesError
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES


@dataclass(frozen=True)
class FalseClaim:
    """One text that breaks a rule; `what` is the number or the words, `text` the whole of it."""

    province_id: str
    indicator_id: str
    document_id: str
    lang: str
    place: StrEnum
    rule: StrEnum
    what: str
    text: str


def false_claims(
    snapshot: Snapshot, standpoint: Standpoint | None = None, province_ids: Iterable[str] = ()
) -> Iterator[FalseClaim]:
    """Everything false that a reader who stands there is told; of all units where none are named."""
    seen_from = standpoint or Standpoint()
    libraries = [Library(snapshot, _context(snapshot, lang, seen_from)) for lang in LANGUAGES]
    for province_id in province_ids or provinces(snapshot):
        for indicator_id, rows in rows_by_indicator(snapshot, province_id).items():
            documents = dict.fromkeys(row["document_id"] for row in rows.targets)
            documents[first_document(snapshot, province_id, indicator_id, seen_from)] = None
            for document_id, series in product(documents, _series_to_choose(rows.actuals)):
                try:
                    found = subject(snapshot, province_id, indicator_id, document_id, seen_from, series)
                except MixedProvincesError as mixed:
                    yield _mixed(province_id, indicator_id, document_id, str(mixed))
                    continue
                if found is not None:
                    yield from _of_subject(libraries, found, rows.targets)
        if province_id == NATION:
            yield from _of_country(snapshot, seen_from)
        yield from _of_first_screen(snapshot, province_id, seen_from)


def _of_country(snapshot: Snapshot, seen_from: Standpoint) -> Iterator[FalseClaim]:
    for lang in LANGUAGES:
        for rule, what, text in false_of_country(snapshot, seen_from, country_said(snapshot, seen_from, lang)):
            yield FalseClaim(NATION, "", "", lang, Place.COUNTRY, rule, what, text)


def _of_first_screen(snapshot: Snapshot, province_id: str, seen_from: Standpoint) -> Iterator[FalseClaim]:
    shown = screen(snapshot, province_id, seen_from)
    for lang in LANGUAGES:
        for rule, what, text in false_on(shown, lang):
            yield FalseClaim(province_id, "", "", lang, Place.FIRST_SCREEN, rule, what, text)


def _series_to_choose(actuals: Sequence[Row]) -> list[str]:
    """What a reader may choose on the page of an indicator: all series together, or one of several."""
    several = list(dict.fromkeys(row["series"] for row in actuals))
    return ["", *(several if len(several) > 1 else ())]


def _context(snapshot: Snapshot, lang: str, seen_from: Standpoint) -> Context:
    return Context(lang, seen_from, snapshot.snapshot_id, built_on(snapshot), is_demo(snapshot), "")


def _mixed(province_id: str, indicator_id: str, document_id: str, what: str) -> FalseClaim:
    return FalseClaim(province_id, indicator_id, document_id, LANGUAGES[0], Place.SENTENCE, Rule.PROVINCE, what, "")


def _of_subject(libraries: Sequence[Library], found: Subject, targets: Sequence[Row]) -> Iterator[FalseClaim]:
    for library in libraries:
        lang = library.context.lang
        for said in everything_said(library.snapshot, found, lang, library.provinces, targets):
            yield from judge(said)
        for number in slide_numbers(BriefingSubject(library, found), found):
            yield _claim(found, lang, Place.SLIDE, Rule.NUMBER, number, number)


def judge(said: Said) -> Iterator[FalseClaim]:
    """What is false in one text."""
    for rule, finds in RULES.items():
        for what in finds(said):
            yield _claim(said.subject, said.lang, said.place, rule, what, said.text)


def _claim(found: Subject, lang: str, place: Place, rule: Rule, what: str, text: str) -> FalseClaim:
    where = (found.province_id, found.indicator.indicator_id, found.document_id)
    return FalseClaim(*where, lang, place, rule, what, text)


def slide_numbers(slide: BriefingSubject, seen: Subject) -> list[str]:
    """The big numbers of a slide that are not the actual and the targets on the card of what is seen, in words."""
    actual, due = big_numbers.actual_number(slide), big_numbers.due_number(slide)
    shown = [seen.actual["actual_id"]] if seen.actual else []
    asked = [row["target_id"] for row in seen.due_once]
    return [
        _told(number)
        for number, known in ((actual, shown), (due, asked))
        if number is not None and number.key.split("|")[-1] not in known
    ]


def _told(number: Number) -> str:
    return f"{number.what}: {number.text}"
