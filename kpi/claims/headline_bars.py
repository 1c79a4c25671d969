"""Whether a headline bar is true: its actuals and targets are rows of the unit, the nation's are counted alike."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.claims.phrases import unnamed_numbers
from kpi.claims.rules import Rule
from kpi.model.vocabulary import NATION
from kpi.reading.first_screen.headline import HeadlineBar
from kpi.reading.first_screen.told import amount, bar_words, period, signed
from kpi.reading.province import province_data
from kpi.store.warehouse import Snapshot
from kpi.words import format_difference

Fault = tuple[Rule, str, str]
"""The rule that is broken, the number or row it is about, the text."""
_OF_ACTUAL = ("value", "value_high", "qualifier", "unit", "period_start", "period_end", "caution_vi", "caution_en")
_OF_TARGET = ("value", "value_high", "operator", "unit", "year")


def false_on_bar(bar: HeadlineBar, own: str, snapshot: Snapshot, lang: str) -> Iterator[Fault]:
    """What is false of one bar of the unit `own`."""
    words = bar_words(bar, lang)
    text = " · ".join((bar.indicator.name(lang), *vars(words).values()))
    for rule, what in (*_strange_actuals(bar, own, snapshot, lang), *_strange_targets(bar, own, snapshot, lang)):
        yield rule, what, text
    yield from ((Rule.PROVINCE, what, text) for what in _nation_apart(bar))
    if bar.change is not None and bar.actual is not None:
        before, after = bar.change.before, bar.actual
        if before["series"] != after["series"] or bar.change.amount != after["value"] - before["value"]:
            yield Rule.NUMBER, words.change, text
    if bar.actual is None and bar.told is not None and _has_actual_over(bar):
        yield Rule.NO_ACTUAL, words.value, text
    phrases = [bar.indicator.name(lang), *_bar_phrases(bar, lang)]
    yield from ((Rule.NUMBER, number, text) for number in unnamed_numbers(text, phrases))


def _strange_actuals(bar: HeadlineBar, own: str, snapshot: Snapshot, lang: str) -> Iterator[tuple[Rule, str]]:
    """The actuals that are no row of the unit, or another value than the row's."""
    rows = {row["actual_id"]: row for row in province_data(snapshot, own).actual_rows}
    for row in (bar.actual, bar.related, bar.change.before if bar.change else None):
        known = rows.get(row["actual_id"]) if row else None
        if row and (known is None or row["province_id"] != own):
            yield Rule.PROVINCE, str(row["actual_id"])
        elif row and known and any(row[name] != known[name] for name in _OF_ACTUAL):
            yield Rule.NUMBER, signed(row, lang)


def _strange_targets(bar: HeadlineBar, own: str, snapshot: Snapshot, lang: str) -> Iterator[tuple[Rule, str]]:
    """The targets that are no row of the unit, or another value than the row's."""
    rows = {row["target_id"]: row for row in province_data(snapshot, own).target_rows}
    for row in bar.targets:
        known = rows.get(row["target_id"])
        if known is None or row["province_id"] != own:
            yield Rule.PROVINCE, str(row["target_id"])
        elif any(row[name] != known[name] for name in _OF_TARGET):
            yield Rule.NUMBER, amount(row, lang)


def _nation_apart(bar: HeadlineBar) -> Iterator[str]:
    """The nation's rows beside a unit's that are not the nation's, or not counted as the unit's are."""
    asked = {(row["measured_indicator_id"], row["measure"]) for row in bar.targets}
    asked |= {(bar.actual["indicator_id"], bar.actual["series_measure"])} if bar.actual else set()
    actual, target = bar.national_actual, bar.national_target
    if actual and (actual["province_id"] != NATION or (actual["indicator_id"], actual["series_measure"]) not in asked):
        yield str(actual["actual_id"])
    if target and (
        target["province_id"] != NATION or (target["measured_indicator_id"], target["measure"]) not in asked
    ):
        yield str(target["target_id"])


def _has_actual_over(bar: HeadlineBar) -> bool:
    assert bar.told is not None
    return any(row["period_end"] <= bar.told.standpoint.day for row in bar.told.actuals)


def _bar_phrases(bar: HeadlineBar, lang: str) -> Iterator[str]:
    for row in (bar.actual, bar.national_actual, bar.related):
        if row is not None:
            yield from (signed(row, lang), period(row, lang), str(row[f"series_name_{lang}"]))
            yield row[f"caution_{lang}"] or ""
    for row in (*bar.targets, *((bar.national_target,) if bar.national_target else ())):
        yield from (f"{int(row['year'])}: {amount(row, lang)}", amount(row, lang))
    if bar.change is not None:
        yield format_difference(abs(bar.change.amount), bar.indicator.unit, lang)
        yield period(bar.change.before, lang)
    if bar.related_to is not None:
        yield bar.related_to.name(lang)
