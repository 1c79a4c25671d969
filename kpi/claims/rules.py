"""What may be said, and of what: each rule names what it finds false in one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from kpi.claims.phrases import actual_text, due_phrases, due_years, met_phrase, series_names, unnamed_numbers, without
from kpi.claims.said import Place, Said
from kpi.claims.shown import base, two_actuals
from kpi.claims.traced import met_targets, untraced
from kpi.claims.unit_names import units_named
from kpi.model.codes import Reason, Unjudged
from kpi.model.vocabulary import LAST_YEAR, Qualifier
from kpi.words import format_value, is_missing, label, message, state_word
from kpi.words.judged_values import is_official


class Rule(StrEnum):
    """What a false text breaks."""

    NUMBER = "number"
    ROW = "row"
    INTERPOLATED = "interpolated"
    PLAN = "plan"
    FORMER = "former"
    PROVINCE = "province"
    NEWEST = "newest"
    MET = "met"
    NO_ACTUAL = "no_actual"
    NO_TARGET = "no_target"
    TWO_ACTUALS = "two_actuals"
    BASE = "base"
    UNJUDGED = "unjudged"


_SPEAKS_OF_PLAN = {
    "vi": re.compile(r"kế hoạch|cam kết|mục tiêu|lộ trình|tiến độ", re.IGNORECASE),
    "en": re.compile(r"\b(?:plan|committed|targets?|schedule|milestones?)\b", re.IGNORECASE),
}
_SAYS_NEWEST = {
    "vi": re.compile(r"(?<!mốc )(?:gần nhất|mới nhất)", re.IGNORECASE),
    "en": re.compile(r"\b(?:latest|newest|most recent)\b", re.IGNORECASE),
}
_SAYS_FORMER = {"vi": re.compile(r"đơn vị cũ", re.IGNORECASE), "en": re.compile(r"former unit", re.IGNORECASE)}
_NO_ACTUAL = ("because.no_actual", "because.no_target", "reason.no_actual")
_NO_TARGET = ("because.no_target", "because.no_target_with_actual", "card.not_found")


def number(said: Said) -> Iterator[str]:
    """Every number stands in a phrase that the subject's rows give."""
    ours = _own_line(said)
    for found in said.unnamed:
        if found != ours:
            yield found


def interpolated(said: Said) -> Iterator[str]:
    """A planned value that no document names never stands without saying whose it is."""
    ours = _own_line(said)
    if ours and ours in said.unnamed:
        yield ours


def row(said: Said) -> Iterator[str]:
    """Every number of the judged row and of the results leads to an actual or an official target."""
    if said.place is Place.SENTENCE:  # the rows are the same wherever they are told
        yield from untraced(said.subject)


def plan(said: Said) -> Iterator[str]:
    """Who speaks of a plan has a document of that unit, with a target for the indicator."""
    found = said.subject
    if not (found.document_id and found.targets):
        elsewhere = _told_elsewhere(said)
        known = [found.indicator.name(said.lang), *_no_plan(said.lang), *elsewhere, *series_names(found, said.lang)]
        text = without(said.text, known)
        spoken = _SPEAKS_OF_PLAN[said.lang].search(text)
        if spoken:
            yield spoken.group()
    for target in found.targets:
        if target["document_id"] != found.document_id:
            yield str(target["target_id"])


def former(said: Said) -> Iterator[str]:
    """A former unit's plan is told under the former unit's name; where that is the heir's too, as a former unit's."""
    if not said.subject.inherited:
        return
    if said.who not in said.text or (said.who == said.heir and not _SAYS_FORMER[said.lang].search(said.text)):
        yield said.who


def province(said: Said) -> Iterator[str]:
    """No other unit is named, and no actual in big type is another unit's."""
    text = without(said.text, [said.subject.indicator.name(said.lang), said.who, said.heir])
    yield from units_named(text, said.units)
    for actual in said.shown:
        if actual["province_id"] != said.subject.owner_id:
            yield str(actual["province_id"])


def newest(said: Said) -> Iterator[str]:
    """What is called the newest is the newest that is seen; what is called inexact is."""
    found = said.subject
    if not _SAYS_NEWEST[said.lang].search(said.text):
        return
    inexact = label("outlook_reason", "inexact_actual", said.lang)
    text = without(said.text, [found.indicator.name(said.lang), inexact])
    spoken = _SAYS_NEWEST[said.lang].search(text)
    told, seen = found.actual, found.asked_actuals
    if spoken and told is not None and found.cited is told:
        alike = [row for row in seen if row["series"] == told["series"]]
        last = max((row["period_end"] for row in alike), default=told["period_end"])
        newest_ones = [actual_text(row, said.lang) for row in alike if row["period_end"] == last]
        said_so = [message("narrative.newest_alike", said.lang, number=number) for number in newest_ones]
        spoken = _SAYS_NEWEST[said.lang].search(without(text, said_so))
    if spoken and (told is None or any(row["period_end"] > told["period_end"] for row in seen)):
        yield spoken.group()
    if inexact in said.text and all(row["qualifier"] == Qualifier.EXACT for row in (*seen, *found.borrowed)):
        yield inexact


def met(said: Said) -> Iterator[str]:
    """Nothing is met without an official target, an actual that is at it, and a status or result that says so."""
    spoken = met_phrase(said.text, said.lang, outlook=said.place is Place.LENSES)
    if spoken and not met_targets(said.subject):
        yield spoken


def no_actual(said: Said) -> Iterator[str]:
    """Nobody says that there is no actual where one is seen."""
    if said.subject.asked_actuals or said.subject.actual:
        yield from _spoken(said, _no_actual(said.lang), "no_data")


def no_target(said: Said) -> Iterator[str]:
    """Nobody says that there is no target where the unit has one; none ahead or of 2045 where the document has one."""
    if said.own_targets:
        yield from _spoken(said, _no_target_at_all(said.lang), "card.no_target")
    if any(target["year"] == LAST_YEAR for target in said.subject.targets):
        yield from _spoken(said, [message("lens.no_final", said.lang)])
    if any(target["year"] > said.subject.standpoint.day.year for target in said.subject.targets):
        yield from _spoken(said, [message("lens.no_goal", said.lang)])


def unjudged(said: Said) -> Iterator[str]:
    """A badge says 'due' of the newest day that passed alone, where no actual of that day is known, and only so far.

    'Not due' has a day ahead or a plan that was not issued; 'not comparable' stands beside an actual.
    """
    found, lines = said.subject, set(said.text.splitlines())
    years = due_years(found)
    for year in years:
        of_year, of_day = due_phrases(year, said.lang)
        decidable = any(row["year"] == year and not is_missing(row["actual"]) for row in found.results)
        if year != years[0] or decidable:
            yield from lines & {of_year, of_day}
        elif found.actuals:
            yield from lines & {of_year}
    due, waiting, apart = (state_word(kind, said.lang) for kind in Unjudged)
    if due in lines and (not years or found.actuals):
        yield due
    last = max((row["year"] for row in found.targets), default=0)
    unissued = found.row is not None and found.row["reason"] == Reason.BEFORE_PLAN
    if waiting in lines and not unissued and last in {0, *years}:
        yield waiting
    if apart in lines and not (found.actuals or found.borrowed):
        yield apart


RULES: Mapping[Rule, Callable[[Said], Iterator[str]]] = MappingProxyType(
    {
        Rule.NUMBER: number,
        Rule.ROW: row,
        Rule.INTERPOLATED: interpolated,
        Rule.PLAN: plan,
        Rule.FORMER: former,
        Rule.PROVINCE: province,
        Rule.NEWEST: newest,
        Rule.MET: met,
        Rule.NO_ACTUAL: no_actual,
        Rule.NO_TARGET: no_target,
        Rule.TWO_ACTUALS: two_actuals,
        Rule.BASE: base,
        Rule.UNJUDGED: unjudged,
    }
)


def _own_line(said: Said) -> str:
    """The digits of the planned value that is ours; empty where there is none."""
    row = said.subject.row
    if row is None or is_missing(row["planned"]) or is_official(row):
        return ""
    value = format_value(row["planned"], said.subject.indicator.unit, said.lang, computed=True)
    return next(iter(unnamed_numbers(value, ())), "")


def _told_elsewhere(said: Said) -> list[str]:
    """How it is said which indicator has the target; nothing where this one has it."""
    other = said.subject.told_under
    if other is None:
        return []
    facts = {"subject": "", "who": "", "number": "\0", "other": other.name(said.lang)}
    return [message("narrative.target_elsewhere", said.lang, **facts).split("\0")[1].rstrip(".")]


@cache
def _absences(lang: str) -> tuple[str, ...]:
    """How it is said that there is no target, each as far as its first placeholder."""
    return tuple(_head(message(key, lang, number="\0")) for key in _NO_TARGET)


@cache
def _no_plan(lang: str) -> tuple[str, ...]:
    """What speaks of a target only to say that there is none."""
    return (*_no_target_at_all(lang), message("card.no_target", lang))


@cache
def _no_target_at_all(lang: str) -> tuple[str, ...]:
    return (*_absences(lang), message("alt.no_target", lang))


def _head(text: str) -> str:
    return text.split("\0", maxsplit=1)[0].rstrip(".")


@cache
def _no_actual(lang: str) -> tuple[str, ...]:
    """How it is said that there is no actual."""
    head = _head(message("indicator.no_actual", lang, province="\0"))
    return (*(message(key, lang) for key in _NO_ACTUAL), head)


def _spoken(said: Said, phrases: Sequence[str], line: str = "") -> Iterator[str]:
    """The phrases that the text says, or the message that stands in a line of its own in big type."""
    found = [phrase for phrase in phrases if phrase.casefold() in said.folded]
    if line and (words := message(line, said.lang)) in said.text and words in said.text.splitlines():
        found.append(words)
    yield from dict.fromkeys(found)
