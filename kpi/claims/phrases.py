"""The phrases with numbers that a subject can name: every actual with its period, every target with its year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any

from kpi.charts.axes import FIRST_YEAR as CHART_FROM
from kpi.method.thresholds import load_method
from kpi.model.cited import cited_by
from kpi.model.codes import StatcanCategory, Status, Verdict
from kpi.model.records import Row
from kpi.model.vocabulary import LAST_YEAR, TargetStatus
from kpi.reading.judged_rows import JudgedRow
from kpi.reading.subject import Subject
from kpi.words import (
    format_difference,
    format_number,
    format_pace,
    format_period,
    format_qualified,
    format_ratio,
    format_value,
    is_missing,
    label,
    message,
    undated_name,
    with_labels,
)
from kpi.words.due_outcome import measure_name
from kpi.words.judged_values import planned_when, planned_words, told_actual
from kpi.words.pace_clauses import observed_pace
from kpi.words.sentences import agreeing_rows
from kpi.words.target_clauses import amount_text, amount_words, due, goal_words, until

_STARTED = re.compile(r"(?:\d|\d[.,/–])$")
_GOES_ON = re.compile(r"[.,/–]?\d")
_PRODUCT = "Thước đo 57"
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_HOLE = "\N{NULL}"
_AT_MILESTONE = ("lens.goal_met", "narrative.next_met", "no_gap.on_plan_reached")


def unnamed_numbers(text: str, phrases: Iterable[str]) -> list[str]:
    """The numbers of a text that stand in none of the phrases, as they are written; longer phrases count first."""
    return _NUMBER.findall(without(text, phrases))


def without(text: str, phrases: Iterable[str]) -> str:
    """The text without the phrases; a phrase is no part of a longer number ('5 %' does not stand in '45 %')."""
    for phrase in sorted({phrase for phrase in phrases if phrase and phrase in text}, key=len, reverse=True):
        at = text.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if not _cuts_number(text, at, end):
                text = f"{text[:at]} {text[end:]}"
            at = text.find(phrase, at + 1)
    return text


def _cuts_number(text: str, first: int, end: int) -> bool:
    """Whether a part of a text begins or ends within a number."""
    begins = text[first].isdigit() and _STARTED.search(text, max(0, first - 2), first) is not None
    return begins or (text[end - 1].isdigit() and _GOES_ON.match(text, end) is not None)


def actual_text(row: Row, lang: str) -> str:
    """An actual in big type with its period: '14,02 % (năm 2025)'."""
    number = (row["value"], row["qualifier"], row["unit"], row["value_high"], row["denominator"])
    return _told_text(number, row["period_start"], row["period_end"], lang)


@lru_cache(20_000)
def _told_text(number: tuple[Any, ...], start: date, end: date, lang: str) -> str:
    """The same, made once for every document that it is held against."""
    value, qualifier, unit, high, base = number
    told = format_qualified(value, qualifier, unit, lang, value_high=high, denominator=base)
    return message("narrative.actual", lang, value=told, period=format_period(start, end, lang))


def target_text(row: Row, lang: str) -> str:
    """A target in big type with its year: '≥ 45 % (đến hết năm 2030)'."""
    amount = amount_text(row, lang)
    return message("narrative.actual", lang, value=amount, period=message("by_end_of", lang, year=int(row["year"])))


def due_years(found: Subject) -> list[int]:
    """The years of the targets that fell due by the day, the newest first."""
    kept = {row["year"] for row in found.targets if row["status"] != TargetStatus.SUPERSEDED}
    return sorted((year for year in kept if date(year, 12, 31) <= found.standpoint.day), reverse=True)


def due_phrases(year: int, lang: str) -> tuple[str, str]:
    """How a badge says that a target of a year is due: where nothing is known at all, and of its day."""
    return message("unjudged_said.due_in", lang, year=year), message("unjudged_said.due_in_other_day", lang, year=year)


def nameable(found: Subject, lang: str, names: Iterable[str]) -> list[str]:
    """Every phrase with a number that the rows of a subject give, in one language; `names` may hold digits too."""
    unit, cadence = found.indicator.unit, found.indicator.cadence
    phrases = [found.indicator.name(lang), _PRODUCT, f"{CHART_FROM}–{LAST_YEAR}", *names]
    phrases += [actual_text(row, lang) for row in (*found.actuals, *found.borrowed)]
    phrases += [*found.cautions(lang), *series_names(found, lang)]
    phrases += [found.told_under.name(lang)] if found.told_under else []
    phrases += [words for year in due_years(found) for words in due_phrases(year, lang)]
    for target in found.targets:
        phrases += _of_target(target, lang)
    if found.row is not None:
        for row in (found.row, *agreeing_rows(found.row, found.judged)):
            phrases += _of_row(row, found.targets, unit, cadence, lang)
    for result in found.results:
        phrases += _of_result(result, found.targets, unit, lang)
    return phrases


def series_names(found: Subject, lang: str) -> list[str]:
    """What the series of the actuals are called, as names and within a sentence."""
    rows = (*found.actuals, *found.borrowed)
    named = [str(row[f"series_name_{lang}"]) for row in rows] + [measure_name(row, lang) or "" for row in rows]
    return [name for name in dict.fromkeys(named) if name]


def _of_target(target: Row, lang: str) -> Iterator[str]:
    words = amount_words(target, lang)
    yield undated_name(cited_by(target), lang)
    yield f"{words} {due(target['year'], target['cadence'], lang)}"
    yield message("chart_words.value_year", lang, value=words, year=target["year"])
    yield target_text(target, lang)
    if target["status"] == TargetStatus.CONFLICTING:
        yield words
        whole = message("narrative.conflicting_target", lang, who=_HOLE, year=target["year"], amounts=_HOLE)
        yield whole.split(_HOLE)[1]


def _of_row(row: JudgedRow, targets: tuple[Row, ...], unit: str, cadence: str, lang: str) -> Iterator[str]:
    """What the columns of a judged row are called in its sentence and its lenses."""
    if not is_missing(row["actual"]):
        year = int(row["actual_year"])
        period = format_period(date(year, 1, 1), date(year, 12, 31), lang)
        yield told_actual(row, unit, lang)
        yield message("narrative.actual", lang, value=told_actual(row, unit, lang), period=period)
    if not is_missing(row["planned"]):
        yield planned_words(row, targets, unit, lang)
        yield planned_when(row, lang)
    for column in ("gap", "milestone_gap"):
        if not is_missing(row[column]):
            yield format_difference(abs(row[column]), unit, lang)
    for column in ("attainment", "planned_progress"):
        if not is_missing(row[column]):
            yield format_ratio(row[column], lang)
    if not is_missing(row["baseline"]):
        baseline = format_value(row["baseline"], unit, lang)
        year = int(row["baseline_year"])
        yield from (f"{baseline} ({message('period.year', lang, year=year)})", f"{baseline} ({year})")
    yield from _ahead(row, targets, unit, lang)
    if not is_missing(row["next_milestone"]):
        goal = goal_words(row["next_milestone"], row["next_milestone_year"], targets, unit, lang)
        yield from _reached(goal, row["next_milestone_year"], cadence, lang)


def _reached(goal: str, year: int, cadence: str, lang: str) -> Iterator[str]:
    when = due(year, cadence, lang)
    yield from (goal, f"{goal} {when}", f"{goal} {until(year, cadence, lang)}")
    yield from (message(key, lang, goal=goal, due=when) for key in _AT_MILESTONE)


def _ahead(row: JudgedRow, targets: tuple[Row, ...], unit: str, lang: str) -> Iterator[str]:
    for column in ("required_per_year", "required_2045_per_year"):
        if not is_missing(row[column]):
            yield format_pace(abs(row[column]), unit, lang)
    if not is_missing(row["achieved_per_year"]):
        yield observed_pace(row, unit, lang)
    if not is_missing(row["arrival_year"]):
        yield message("lens.arrival", lang, year=int(row["arrival_year"]))
    for column, year in (("outlook", row["next_milestone_year"]), ("outlook_2045", LAST_YEAR)):
        if not is_missing(row[column]) and not is_missing(year):
            value = format_value(row[column], unit, lang, computed=True)
            yield message("lens.outlook", lang, year=int(year), value=value, verdict=_HOLE).split(_HOLE)[0]
    yield message("lens.too_few_points", lang, points=format_number(int(load_method().outlook.min_points.value), lang))
    if not is_missing(row["target_2045"]):
        last = LAST_YEAR if row["target_2045_official"] else max(target["year"] for target in targets)
        yield goal_words(row["target_2045"], last, targets, unit, lang)
    yield from (message("period.year", lang, year=LAST_YEAR), str(LAST_YEAR))


def _of_result(result: Row, targets: tuple[Row, ...], unit: str, lang: str) -> Iterator[str]:
    target = goal_words(result["target"], result["year"], targets, unit, lang)
    when = until(result["year"], result["cadence"], lang)
    yield message("narrative.due_result", lang, target=target, due=when, outcome=_HOLE).split(_HOLE)[0]
    if not is_missing(result["actual"]):
        yield format_qualified(result["actual"], result["actual_qualifier"], unit, lang)


def met_phrase(text: str, lang: str, *, outlook: bool) -> str:
    """Where a text says that a target is met; empty where it does not, or only says that one is not met.

    With `outlook` the words of where a trend ends are no such saying.
    """
    other = [with_labels(f"{{{name}.{Status.NOT_MET}}}", lang) for name in ("status", "Status")]
    other += [label("verdict", Verdict.REACHES, lang)] if outlook else []
    spoken = _says_met(lang).search(without(text, other))
    return spoken.group() if spoken else ""


@cache
def _says_met(lang: str) -> re.Pattern[str]:
    """The status, the beginning of its sentence, another method's category."""
    sentence = (
        message(f"no_gap.{Status.MET}", lang, planned=_HOLE, when="").split(_HOLE)[0].removesuffix(" of ").strip()
    )
    said = (label("status", Status.MET, lang), sentence, label("statcan", StatcanCategory.TARGET_ACHIEVED, lang))
    return re.compile("|".join(rf"\b{re.escape(words)}" for words in said), re.IGNORECASE)
