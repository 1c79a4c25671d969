"""What a reader is told of one subject in one language, with the rows it is told from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kpi.charts.alt_text import path_alt_text
from kpi.claims.phrases import actual_text, nameable, target_text, unnamed_numbers
from kpi.model.records import ProvinceRecord, Row
from kpi.reading.due_results import deciding_actuals
from kpi.reading.own_and_inherited import owner_name
from kpi.reading.province import cached, provinces
from kpi.reading.said.at_merger import said_with_history
from kpi.reading.subject import Subject
from kpi.reading.unjudged import state_words
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, message
from kpi.words.lens_sentences import lenses


class Place(StrEnum):
    """Where it is said."""

    SENTENCE = "sentence"
    LENSES = "lenses"
    CARD = "card"
    CHART = "chart"
    SLIDE = "slide"
    COUNTRY = "country"
    FIRST_SCREEN = "first_screen"


@dataclass(frozen=True)
class Said:
    """One text of one language about a subject; `who` is what its owner is called, `heir` what the asked unit is.

    `shown` are the actuals in big type, `own_targets` the targets of the owner for the
    indicator in any document, `units` the names of all units, `phrases` what the subject's rows can name.
    """

    subject: Subject
    lang: str
    place: Place
    text: str
    who: str
    heir: str
    shown: tuple[Row, ...] = ()
    own_targets: tuple[Row, ...] = ()
    units: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> str:
        """The text whose capitals do not count."""
        return self.text.casefold()

    @cached_property
    def unnamed(self) -> list[str]:
        """The numbers that no row gives."""
        return unnamed_numbers(self.text, self.phrases)


@cached
def _unit_names(snapshot: Snapshot, lang: str) -> tuple[str, ...]:
    return tuple(unit.name(lang) for unit in provinces(snapshot).values())


def everything_said(
    snapshot: Snapshot,
    found: Subject,
    lang: str,
    units: Mapping[str, ProvinceRecord],
    targets: Sequence[Row],
) -> Iterator[Said]:
    """The sentence, the lenses, the card and the chart in words of a subject.

    `units` are all units by id, `targets` every target that concerns the asked unit for the indicator.
    """
    who = owner_name(snapshot, found, lang)
    own = tuple(row for row in targets if row["province_id"] == found.owner_id)
    heir = units[found.province_id].name(lang)
    names = _unit_names(snapshot, lang)
    last_day = [format_date(found.lives_until, lang)] if found.lives_until else []
    phrases = tuple(nameable(found, lang, (who, heir, *last_day)))
    sentence = said_with_history(snapshot, found, who, lang, newer=True)
    shown = (found.actual,) if found.actual else ()

    def said(place: Place, text: str, rows: tuple[Row, ...] = ()) -> Said:
        return Said(found, lang, place, text, who, heir, rows, own, names, phrases)

    yield said(Place.SENTENCE, sentence)
    if found.row is not None and found.document_id:
        told = lenses(found.row, vars(found.indicator), lang, found.targets)
        yield said(Place.LENSES, f"{who}. {told.now} {told.next_milestone} {told.final}")
    facts = vars(found.indicator)
    alternative = path_alt_text(found.targets, found.actuals, facts, who, lang, decided_by=deciding_actuals(found))
    yield said(Place.CHART, alternative)
    big = [*(actual_text(row, lang) for row in shown), *(target_text(row, lang) for row in found.due_once)]
    badge = [state_words(found, lang)] if found.document_id else []
    none = [] if shown else [message("no_data", lang)]
    none += [] if found.due_once else [message("card.no_target", lang)]
    yield said(Place.CARD, "\n".join([*badge, *none, *big, sentence if found.document_id else who]), shown)
