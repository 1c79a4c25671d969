"""The words of the first screen: what bars, published actuals and due lines say, as page and check read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from kpi.model.codes import Unjudged
from kpi.model.records import Row
from kpi.reading.first_screen.due_lines import DueLine
from kpi.reading.first_screen.headline import HeadlineBar
from kpi.reading.first_screen.published import PublishedActual
from kpi.reading.said.values import place_text
from kpi.words import (
    format_difference,
    format_number,
    format_period,
    format_qualified,
    message,
)
from kpi.words.counts import counts_words
from kpi.words.target_clauses import amount_text

_NAMED = 2
"""At most so many names are told before the others are counted."""
_LONGEST_TASK = 110


@dataclass(frozen=True)
class BarWords:
    """What a bar says; `related` is of another measure, `caution` a doubt about the actual; empty says nothing."""

    value: str
    when: str
    change: str
    target: str
    nation: str
    nation_target: str
    related: str
    caution: str


@dataclass(frozen=True)
class Told:
    """A head, and below it what it stands on."""

    head: str
    basis: str


def signed(row: Row | Any, lang: str) -> str:
    """An actual with a sign for how exact it is: '≥ 52 %', '≈ 78 %', '14,02 %'."""
    cell = row if isinstance(row, dict) else {field.name: getattr(row, field.name) for field in fields(row)}
    plain = format_qualified(
        cell["value"], "exact", cell["unit"], lang, value_high=cell["value_high"], denominator=cell["denominator"]
    )
    return message(f"first_screen.sign.{cell['qualifier']}", lang, value=plain)


def amount(target: Row, lang: str) -> str:
    """A target in signs: '≥ 45 %'."""
    return amount_text(target, lang)


def state_count(code: str, word: str, count: int, owed: int, lang: str) -> str:
    """How many indicators are in a state called `word`; of those due without an actual also how many targets.

    So that marks and the sentence on the whole, which counts targets, tell the same; `owed` are those targets.
    """
    key = "count_of_targets" if code == Unjudged.DUE_WITHOUT_ACTUAL and owed != count else "count"
    state = f"{word[:1].lower()}{word[1:]}"
    facts = {"count": format_number(count, lang), "state": state, "targets": format_number(owed, lang)}
    return message(f"first_screen.strip.{key}", lang, **facts)


def period(row: Row, lang: str) -> str:
    """The period that an actual is about."""
    return format_period(row["period_start"], row["period_end"], lang)


def bar_words(bar: HeadlineBar, lang: str) -> BarWords:
    """What one bar says."""
    value, when, caution = message("first_screen.bar.no_actual", lang), "", ""
    if bar.actual is not None:
        value = signed(bar.actual, lang)
        series = bar.actual[f"series_name_{lang}"]
        when = message("first_screen.bar.of_day", lang, period=period(bar.actual, lang), series=series)
        caution = bar.actual[f"caution_{lang}"] or ""
    nation = (_nation(bar, lang), _nation_target(bar, lang))
    return BarWords(value, when, _change(bar, lang), _target(bar, lang), *nation, _related(bar, lang), caution)


def _change(bar: HeadlineBar, lang: str) -> str:
    step = bar.change
    if step is None:
        return ""
    before = period(step.before, lang)
    if not step.amount:
        return message("first_screen.bar.change_none", lang, period=before)
    told = format_difference(abs(step.amount), bar.indicator.unit, lang)
    side = "up" if step.amount > 0 else "down"
    return message(f"first_screen.bar.change_{side}", lang, amount=told, period=before)


def _target(bar: HeadlineBar, lang: str) -> str:
    if not bar.targets:
        return message("first_screen.bar.no_target", lang)
    told = " / ".join(dict.fromkeys(amount(row, lang) for row in bar.targets))
    return message("first_screen.bar.target", lang, year=int(bar.targets[0]["year"]), amount=told)


def _nation(bar: HeadlineBar, lang: str) -> str:
    row = bar.national_actual
    if row is None:
        return ""
    return message("first_screen.bar.national_actual", lang, period=period(row, lang), amount=signed(row, lang))


def _nation_target(bar: HeadlineBar, lang: str) -> str:
    row = bar.national_target
    if row is None:
        return ""
    return message("first_screen.bar.national_target", lang, year=int(row["year"]), amount=amount(row, lang))


def _related(bar: HeadlineBar, lang: str) -> str:
    if bar.related is None or bar.related_to is None:
        return ""
    facts = {
        "name": bar.related_to.name(lang),
        "amount": signed(bar.related, lang),
        "period": period(bar.related, lang),
    }
    return message("first_screen.bar.related", lang, **facts)


def listed(names: Sequence[str], more: str, lang: str) -> str:
    """The first names, the others only counted: 'A; B và 3 đầu mối khác'."""
    told = "; ".join(names[:_NAMED])
    left = len(names) - _NAMED
    return message(f"first_screen.ask.{more}", lang, listed=told, count=left) if left > 0 else told


def published_words(item: PublishedActual, lang: str) -> Told:
    """A published actual, and where it comes from."""
    actual = item.actual
    when = format_period(actual.period_start, actual.period_end, lang)
    source = message("first_screen.published.source", lang, period=when, source=actual.series_name(lang))
    counts = counts_words(actual.numerator, actual.denominator, lang)
    return Told(signed(actual, lang), " · ".join(part for part in (_place(item, lang), counts, source) if part))


def _place(item: PublishedActual, lang: str) -> str:
    """'hạng 12 trên 34 đơn vị'; empty where not every unit has an actual."""
    if item.place is None:
        return ""
    place = place_text(item.place, lang)
    return message("first_screen.published.place", lang, place=place, units=item.units)


def due_words(line: DueLine, lang: str) -> Told:
    """What is due, and who answers for it."""
    if line.task is not None:
        return Told(shortened(str(line.task["text_vi"])), "; ".join(line.who[:_NAMED]))
    key = "fell_due" if line.past else "ahead"
    head = message(f"first_screen.due.{key}", lang, count=format_number(line.count, lang))
    if line.count == 1:
        head = line.indicators[0].name(lang)
    who = listed(line.who, "more_bodies", lang) if line.who else message("first_screen.due.no_reporter", lang)
    return Told(head, who)


def shortened(text: str) -> str:
    """A task's text as far as its first clause, cut between words where that is still too long."""
    first = text.split(";", maxsplit=1)[0].split(". ", maxsplit=1)[0].strip()
    if len(first) <= _LONGEST_TASK:
        return first.rstrip(".")
    return f"{first[:_LONGEST_TASK].rsplit(' ', 1)[0]}…"
