"""The table of the three headline indicators, and the bar of each: what the first screen of the unit says of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi.briefing import links, numbers
from kpi.briefing.content import Cell, Group, Number, Row, Source
from kpi.briefing.front.blocks import Bullet, Bullets
from kpi.briefing.library import Library
from kpi.briefing.model import Item
from kpi.briefing.sources import actual_source, distinct, target_source
from kpi.briefing.table_parts import columns
from kpi.charts.bullet_marks import goal_mark, headline_marks, scale_of
from kpi.charts.html.bullet_bar import MarkKind
from kpi.model import addresses
from kpi.model.records import Row as PlainRow
from kpi.model.vocabulary import NATION, Qualifier
from kpi.reading.country.latest import NationalBar, national_bars
from kpi.reading.country.words import actual_words, bar_notes
from kpi.reading.due_results import ended_result, ended_words, outcome_state
from kpi.reading.first_screen.headline import HeadlineBar, headline_bars
from kpi.reading.first_screen.told import bar_words, period
from kpi.reading.subject import Subject
from kpi.reading.unjudged import state_words, target_state
from kpi.store.warehouse import Snapshot
from kpi.words import message

_WIDTHS = (3.0, 2.4, 2.2, 2.6, 2.2, 1.4)


@dataclass(frozen=True)
class _Shown:
    """A bar with the rows that it shows: the unit's actual, its targets, and those of the nation and beside it."""

    bullet: Bullet
    actual: PlainRow | None
    targets: tuple[PlainRow, ...]
    nation: tuple[PlainRow, ...]
    others: tuple[PlainRow, ...]
    group: Group


def headlines_table(library: Library, item: Item) -> Bullets:
    """One row a headline indicator; what is not known is said in its place."""
    lang = library.context.lang
    if item.province_id == NATION:
        shown = [_of_nation(library, bar) for bar in national_bars(library.snapshot, library.context.standpoint)]
    else:
        bars = headline_bars(library.snapshot, item.province_id, library.context.standpoint)
        shown = [_of_unit(library, item.province_id, bar) for bar in bars]
    return Bullets(
        title=item.title or message("briefing.headlines_title", lang),
        columns=columns(lang, "indicator", "actual", "target", "nation", "status", "id"),
        rows=tuple(_row(one, lang) for one in shown),
        widths=_WIDTHS,
        remark=item.remark,
        empty="" if shown else message("briefing.others_empty", lang),
        sources=distinct(source for one in shown for source in _sources(one, lang)),
        groups=tuple(one.group for one in shown),
        bullets=tuple(one.bullet for one in shown),
    )


def _of_unit(library: Library, province_id: str, bar: HeadlineBar) -> _Shown:
    lang = library.context.lang
    words = bar_words(bar, lang)
    marks = headline_marks(bar, words)
    group, url = _group(library, province_id, bar.indicator.indicator_id, bar.indicator.name(lang), _rows_of(bar))
    state = target_state(bar.told) if bar.told is not None and bar.targets else ""
    low, high = scale_of(marks, bar.actual, bar.indicator.unit)
    bullet = Bullet(
        name=bar.indicator.name(lang),
        value=words.value,
        when=words.when,
        actual=None if bar.actual is None else float(bar.actual["value"]),
        actual_high=None if bar.actual is None else bar.actual["value_high"],
        qualifier=str(Qualifier.EXACT if bar.actual is None else bar.actual["qualifier"]),
        marks=tuple(marks),
        low=low,
        high=high,
        unit=bar.indicator.unit,
        state=state,
        state_words=state_words(bar.told, lang) if bar.told is not None and state else "",
        notes=tuple(filter(None, (words.change, "" if bar.targets else words.target, words.caution, words.related))),
        group_id=group.group_id,
        url=url,
    )
    nation = tuple(row for row in (bar.national_actual, bar.national_target) if row is not None)
    others = () if bar.related is None else (bar.related,)
    return _Shown(bullet, bar.actual, bar.targets, nation, others, group)


def _rows_of(bar: HeadlineBar) -> tuple[Sequence[PlainRow], Sequence[PlainRow], Sequence[PlainRow]]:
    """The actuals, the targets and the nation's targets of a bar."""
    actuals = [row for row in (bar.actual, bar.national_actual, bar.related) if row is not None]
    return actuals, bar.targets, [row for row in (bar.national_target,) if row is not None]


def _of_nation(library: Library, bar: NationalBar) -> _Shown:
    lang, seen = library.context.lang, bar.subject
    marks = [goal_mark(goal, lang) for goal in bar.goals]
    targets = tuple(goal.target for goal in bar.goals)
    rows = ([bar.actual] if bar.actual is not None else [], targets, ())
    group, url = _group(library, NATION, seen.indicator.indicator_id, seen.indicator.name(lang), rows)
    state, said = _state(library.snapshot, seen, lang)
    low, high = scale_of(marks, bar.actual, seen.indicator.unit)
    row = bar.actual
    bullet = Bullet(
        name=seen.indicator.name(lang),
        value=message("no_data", lang) if row is None else actual_words(row, lang),
        when="" if row is None else f"{period(row, lang)} · {row[f'series_name_{lang}']}",
        actual=None if row is None else float(row["value"]),
        actual_high=None if row is None else row["value_high"],
        qualifier=str(Qualifier.EXACT if row is None else row["qualifier"]),
        marks=tuple(marks),
        low=low,
        high=high,
        unit=seen.indicator.unit,
        state=state,
        state_words=said,
        notes=tuple(bar_notes(bar, lang)),
        group_id=group.group_id,
        url=url,
    )
    return _Shown(bullet, row, targets, (), (), group)


def _state(snapshot: Snapshot, seen: Subject, lang: str) -> tuple[str, str]:
    """How a target of the nation stands, or what came of its last one; both empty where there is none."""
    if not seen.document_id:
        return "", ""
    ended = ended_result(snapshot, seen)
    if ended is not None:
        return outcome_state(ended.outcome), ended_words(ended, lang)
    return target_state(seen), state_words(seen, lang)


def _group(
    library: Library,
    province_id: str,
    indicator_id: str,
    name: str,
    rows: tuple[Sequence[PlainRow], Sequence[PlainRow], Sequence[PlainRow]],
) -> tuple[Group, str]:
    """The numbers of a bar under one ID, and the view that shows them."""
    context, lang = library.context, library.context.lang
    actuals, targets, nation = rows
    told: list[Number] = [
        *(numbers.actual_number(row, context) for row in actuals),
        *(numbers.target_number(row, context) for row in targets),
        *(numbers.national_number(row, context) for row in nation),
    ]
    about = {addresses.PROVINCE: province_id, addresses.INDICATOR: indicator_id, addresses.LANGUAGE: lang}
    days = links.days_of(context.standpoint.as_of, context.standpoint.known)
    url = links.view(context.base_url, addresses.INDICATOR_PAGE, **about, **days)
    key = numbers.group_key(context, "headline", province_id, indicator_id)
    title = f"{name}, {library.name(province_id)}"
    return Group(numbers.number_id(context.snapshot_id, key), key, title, url, tuple(told)), url


def _row(shown: _Shown, lang: str) -> Row:
    bullet = shown.bullet
    own = [mark.text for mark in bullet.marks if mark.kind is not MarkKind.NATION and mark.text]
    nation = [mark.text for mark in bullet.marks if mark.kind is MarkKind.NATION]
    said = "\n".join(filter(None, (bullet.value, bullet.when, *bullet.notes)))
    none = message("first_screen.bar.no_target", lang)
    return Row(
        (
            Cell(bullet.name, url=bullet.url),
            Cell(said, bullet.actual, _id(shown.group, shown.actual, "actual_id")),
            Cell("\n".join(own) or none, None, _target_id(shown)),
            Cell("\n".join(nation) or "–"),
            Cell(bullet.state_words or "–", tone=bullet.state),
            Cell(shown.group.group_id),
        )
    )


def _target_id(shown: _Shown) -> str:
    """The ID of the target where there is one only."""
    return _id(shown.group, shown.targets[0], "target_id") if len(shown.targets) == 1 else ""


def _id(group: Group, row: PlainRow | None, name: str) -> str:
    ends = "" if row is None else str(row[name])
    return next((number.number_id for number in group.numbers if ends and number.key.endswith(f"|{ends}")), "")


def _sources(shown: _Shown, lang: str) -> Iterable[Source]:
    actuals = [row for row in (shown.actual, *shown.nation, *shown.others) if row is not None and "actual_id" in row]
    targets = [row for row in (*shown.targets, *shown.nation) if "target_id" in row]
    yield from (target_source(row, lang) for row in targets)
    yield from (actual_source(row, lang) for row in actuals)


def headline_charts(library: Library, province_id: str) -> list[str]:
    """The indicators of the bars of a unit, for who wants to see the chart of each."""
    if province_id == NATION:
        bars = national_bars(library.snapshot, library.context.standpoint)
        return [bar.subject.indicator.indicator_id for bar in bars]
    found = headline_bars(library.snapshot, province_id, library.context.standpoint)
    return [bar.indicator.indicator_id for bar in found if bar.told is not None]
