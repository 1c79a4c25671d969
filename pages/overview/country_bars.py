"""The three headline indicators of the nation as bars against their official targets, one way of counting each."""

from __future__ import annotations

from kpi.charts.bullet_marks import goal_mark, scale_of
from kpi.charts.html.bullet_bar import BarMark, BarValue, BulletBar, bullet_bar_html
from kpi.markup import EMPTY, Markup, macros
from kpi.model import addresses as address
from kpi.model.records import Row
from kpi.model.vocabulary import NATION
from kpi.reading.country.latest import NationalBar, national_bars
from kpi.reading.country.rollup import country
from kpi.reading.country.words import actual_words, bar_notes, statuses_line
from kpi.reading.province import cached
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import format_period, format_value, message
from kpi.words.due_outcome import by_base
from kpi.words.judged_values import dated_actual
from ui.cards import subject_badge

_HTML = macros(__name__)


@cached
def bars_html(snapshot: Snapshot, lang: str, standpoint: Standpoint) -> Markup:
    """The bars, each with its verdict and what has to be said of its actual."""
    drawn = [bullet_bar_html(_bar(snapshot, bar, lang)) for bar in national_bars(snapshot, standpoint)]
    return _HTML.bars(drawn, statuses_line(country(snapshot, standpoint), lang), lang)


def _bar(snapshot: Snapshot, bar: NationalBar, lang: str) -> BulletBar:
    seen = bar.subject
    unit = seen.indicator.unit
    marks = [goal_mark(goal, lang) for goal in bar.goals]
    low, high = scale_of(marks, bar.actual, unit)
    parameters = {address.PROVINCE: NATION, address.INDICATOR: seen.indicator.indicator_id, address.LANGUAGE: lang}
    return BulletBar(
        name=seen.indicator.name(lang),
        actual=_value(bar.actual, lang),
        marks=marks,
        low=low,
        high=high,
        spoken=_spoken(bar, marks, lang),
        ends=(format_value(low, unit, lang) if low else "", format_value(high, unit, lang)),
        url=address.link(address.INDICATOR_PAGE, **parameters),
        absent=message("no_data", lang),
        status=subject_badge(snapshot, seen, lang) if seen.document_id else EMPTY,
        more=_HTML.more(bar_notes(bar, lang)),
    )


def _value(row: Row | None, lang: str) -> BarValue | None:
    if row is None:
        return None
    note = f"{format_period(row['period_start'], row['period_end'], lang)} · {row[f'series_name_{lang}']}"
    return BarValue(row["value"], actual_words(row, lang), note, row["qualifier"], row["value_high"])


def _spoken(bar: NationalBar, marks: list[BarMark], lang: str) -> str:
    told = message("no_data", lang)
    if bar.actual is not None:
        told = by_base(dated_actual(bar.actual, lang), bar.actual, lang)
    facts = {"name": bar.subject.indicator.name(lang), "actual": told}
    if not marks:
        return message("country.spoken_without_goal", lang, **facts)
    return message("country.spoken", lang, **facts, goals="; ".join(mark.text for mark in marks))
