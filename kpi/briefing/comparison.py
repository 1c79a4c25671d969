"""One indicator over several units: bars in the order of the best, promises beside them, and the same as a table.

Units are only ranked against each other when they were measured by the same series in the same year; the others
stand below with what there is, never in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpi.briefing import links, numbers
from kpi.briefing.content import Cell, Figure, Group, Row, Table
from kpi.briefing.facts import Library
from kpi.briefing.figures import as_of_words, subject_url
from kpi.briefing.judged import ItemError, Subject, subject_of
from kpi.briefing.model import Item, ItemKind
from kpi.briefing.sources import distinct
from kpi.briefing.subject_numbers import subject_group, subject_sources
from kpi.briefing.table_parts import actual_cell, chosen_actual, columns, promise_cell, status_cell
from kpi.charts.path.observations import as_date
from kpi.charts.tasks.bars import Bar, bars
from kpi.charts.words import full_target, qualified_actual, series_name
from kpi.method.thresholds import load_method
from kpi.model.records import IndicatorRecord
from kpi.model.vocabulary import Direction, Qualifier
from kpi.words import is_missing, message


@dataclass(frozen=True)
class _Place:
    """One unit: its subject (None: nothing known), its figure and the promise due next."""

    province_id: str
    name: str
    subject: Subject | None
    actual: Mapping[str, Any] | None
    promises: Sequence[Mapping[str, Any]]

    @property
    def comparable(self) -> tuple[str, int] | None:
        """Series and year of an exact figure."""
        if self.actual is None or self.actual["qualifier"] != Qualifier.EXACT:
            return None
        return str(self.actual["series"]), as_date(self.actual["period_end"]).year

    @property
    def promised(self) -> Mapping[str, Any] | None:
        """The promise due next, where there is exactly one."""
        return self.promises[0] if len(self.promises) == 1 else None


def comparison_block(library: Library, item: Item) -> Figure:
    """Bars and table over `item.provinces`. Raises ItemError for unknown ids, or where no unit has anything to show."""
    lang = library.context.lang
    if item.indicator_id not in library.indicators:
        raise ItemError(message("briefing.unknown_indicator", lang, name=item.indicator_id))
    unknown = [name for name in item.provinces if name not in library.provinces]
    if unknown:
        raise ItemError(message("briefing.unknown_province", lang, name=", ".join(unknown)))
    indicator = library.indicators[item.indicator_id]
    places = [_place(library, province, indicator) for province in dict.fromkeys(item.provinces)]
    if not any(place.subject for place in places):
        who = ", ".join(place.name for place in places)
        raise ItemError(message("briefing.nothing_to_show", lang, indicator=indicator.name(lang), who=who))
    common = _common(places)
    ordered = _ordered(places, indicator, common)
    groups = [subject_group(p.subject, subject_url(p.subject)) if p.subject else None for p in ordered]
    return _figure(library, item, indicator, ordered, groups, common)


def _place(library: Library, province_id: str, indicator: IndicatorRecord) -> _Place:
    name = library.name(province_id)
    item = Item(kind=ItemKind.FIGURE, province_id=province_id, indicator_id=indicator.indicator_id)
    try:
        subject = subject_of(library, item)
    except ItemError:
        return _Place(province_id, name, None, None, ())
    if subject.inherited:  # a former unit's promise and figures are not the successor's
        return _Place(province_id, name, None, None, ())
    return _Place(province_id, name, subject, chosen_actual(subject), subject.promises_due)


def _common(places: Sequence[_Place]) -> tuple[str, int] | None:
    """The series and year that most units share; the newest of equally common ones."""
    counted = Counter(place.comparable for place in places if place.comparable)
    return max(counted, key=lambda pair: (counted[pair], pair[1], pair[0]), default=None)


def _ordered(places: Sequence[_Place], indicator: IndicatorRecord, common: tuple[str, int] | None) -> list[_Place]:
    """Comparable ones from the best, then other figures, then units without; in the asked order otherwise."""
    sign = 1 if indicator.direction == Direction.LOWER_BETTER or indicator.unit == "rank" else -1

    def key(place: _Place) -> tuple[int, float]:
        if place.actual is None:
            return 2, 0.0
        return (0, sign * float(place.actual["value"])) if place.comparable == common else (1, 0.0)

    return sorted(places, key=key)


def _bar(place: _Place, lang: str) -> Bar:
    promised = place.promised
    shown = None if promised is None or promised["unit"] != _unit(place) else float(promised["value"])
    words = (
        ""
        if promised is None
        else message("figure.value_year", lang, value=full_target(promised, lang), year=promised["year"])
    )
    if place.actual is None:
        return Bar(place.name, None, message("figure.no_actual", lang), promised=shown, promised_text=words)
    year = as_date(place.actual["period_end"]).year
    text = message("figure.value_year", lang, value=qualified_actual(place.actual, lang, with_unit=False), year=year)
    exact = place.actual["qualifier"] == Qualifier.EXACT and is_missing(place.actual["value_high"])
    return Bar(place.name, float(place.actual["value"]), text, series_name(place.actual, lang), exact, shown, words)


def _unit(place: _Place) -> str:
    assert place.subject is not None
    return place.subject.indicator.unit


def _figure(
    library: Library,
    item: Item,
    indicator: IndicatorRecord,
    places: Sequence[_Place],
    groups: Sequence[Group | None],
    common: tuple[str, int] | None,
) -> Figure:
    context, lang = library.context, library.context.lang
    title = item.title or indicator.name(lang)
    url = links.comparison(context.base_url, indicator.indicator_id, item.provinces, lang)
    key = numbers.figure_key(context, "comparison", indicator.indicator_id, ",".join(item.provinces))
    found = tuple(number for group in groups if group for number in group.numbers)
    group = Group(numbers.number_id(context.snapshot_id, key), key, title, url, found)
    subtitle = " · ".join(
        (message("briefing.compared", lang, count=len(places)), as_of_words(context.as_of, context.known, lang))
    )
    return Figure(
        context=context,
        title=title,
        subtitle=subtitle,
        short_name=indicator.name(lang),
        drawing=bars(
            [_bar(place, lang) for place in places], indicator.unit, lang, message("briefing.promised_next", lang)
        ),
        sentence=_sentence(places, indicator, common, lang),
        unit=indicator.unit,
        url=url,
        table=_table(places, groups, group, title, lang),
        group=group,
        no_actual="" if any(place.actual for place in places) else message("figure.no_actual", lang),
        remark=item.remark,
        sources=distinct(source for place in places if place.subject for source in subject_sources(place.subject)),
    )


def _sentence(places: Sequence[_Place], indicator: IndicatorRecord, common: tuple[str, int] | None, lang: str) -> str:
    """How many can be compared, who leads, and how many have nothing to show."""
    name = indicator.name(lang)
    alike = [place for place in places if place.actual is not None and place.comparable == common]
    without = sum(place.actual is None for place in places)
    if common is None or len(alike) < 2:
        return message("briefing.compare_none", lang, indicator=name, without=without, all=len(places))
    if len(alike) < load_method().coverage.min_share.value * len(places):
        return message("briefing.compare_few", lang, indicator=name, count=len(alike), all=len(places), without=without)
    first, last = alike[0], alike[-1]
    assert first.actual is not None
    assert last.actual is not None
    return message(
        "briefing.compare_some",
        lang,
        indicator=name,
        count=len(alike),
        all=len(places),
        series=series_name(first.actual, lang),
        year=common[1],
        first=first.name,
        first_value=qualified_actual(first.actual, lang),
        last=last.name,
        last_value=qualified_actual(last.actual, lang),
        without=without,
    )


def _table(places: Sequence[_Place], groups: Sequence[Group | None], figure: Group, title: str, lang: str) -> Table:
    rows = []
    for place, group in zip(places, groups, strict=True):
        name = Cell(place.name, url=subject_url(place.subject) if place.subject else "")
        if place.subject is None or group is None:
            rows.append(Row((name, Cell(message("no_data", lang)), Cell("–"), Cell("–"), Cell("–"), Cell("–"))))
            continue
        due = int(place.promises[0]["year"]) if place.promises else None
        promise = promise_cell(place.subject, group, due, full=True) if due else Cell("–")
        cells = (
            actual_cell(place.subject, group),
            promise,
            Cell(str(due) if due else "–"),
            status_cell(place.subject, group),
        )
        rows.append(Row((name, *cells, Cell(group.figure_id))))
    return Table(
        title=title,
        columns=columns(lang, "province", "actual", "promise", "due", "status", "id"),
        rows=tuple(rows),
        widths=(2.2, 2.6, 1.6, 0.8, 2.0, 1.2),
        figure_id=figure.figure_id,
        groups=tuple(group for group in groups if group),
    )
