"""The table of what changed of a unit since a day or an earlier snapshot, as on the page Thay đổi."""

from __future__ import annotations

from kpi.briefing import links, numbers
from kpi.briefing.content import Cell, Group, Number, Row, Source, Table
from kpi.briefing.library import Library
from kpi.briefing.model import Item
from kpi.briefing.sources import actual_source, distinct, target_source
from kpi.briefing.table_parts import columns
from kpi.model import addresses
from kpi.reading.changes.choice import Since, SinceChoice, changes_of, recently
from kpi.reading.changes.records import ACTUALS, Change, ChangeGroup, ChangeKind, Changes
from kpi.reading.changes.summary import summary, undated_words
from kpi.reading.changes.words import Told, told
from kpi.reading.unjudged import state_words
from kpi.words import message

_WIDTHS = (4.0, 2.8, 1.3, 2.4, 1.4)
_JUDGED = frozenset({ChangeKind.VERDICT})


def changes_table(library: Library, item: Item) -> Table:
    """One row a change under the heading of its kind; without a change that, with the day of the newest actual."""
    context, lang = library.context, library.context.lang
    since = Since(item.since or recently(context.standpoint).day, item.since_snapshot)
    found = changes_of(library.snapshot, item.province_id, since, context.standpoint)
    groups = [_group(library, change) for change in found.items]
    return Table(
        title=item.title or message("briefing.changes_title", lang),
        columns=columns(lang, "what", "now", "day", "source", "id"),
        rows=tuple(_rows(library, found, groups)),
        widths=_WIDTHS,
        remark=item.remark,
        note=" ".join(filter(None, (summary(found, lang), undated_words(found, lang)))) if found.items else "",
        empty="" if found.items else summary(found, lang),
        url=_url(library, item, found),
        sources=distinct(source for change in found.items for source in _sources(change, lang)),
        groups=tuple(group for group in groups if group is not None),
    )


def _url(library: Library, item: Item, found: Changes) -> str:
    since = {addresses.SINCE: str(SinceChoice.DAY), addresses.SINCE_DAY: found.first.isoformat()}
    days = links.days_of(library.context.standpoint.as_of, library.context.standpoint.known)
    about = {addresses.PROVINCE: item.province_id, addresses.LANGUAGE: library.context.lang}
    return links.view(library.context.base_url, addresses.CHANGES_PAGE, **about, **since, **days)


def _rows(library: Library, found: Changes, groups: list[Group | None]) -> list[Row]:
    lang, standpoint = library.context.lang, library.context.standpoint
    rows: list[Row] = []
    last: ChangeGroup | None = None
    for change, group in zip(found.items, groups, strict=True):
        if change.group is not last:
            last = change.group
            rows.append(Row((Cell(message(f"change_group.{last}", lang)),), heading=True))
        words = told(change, lang, standpoint)
        number = group.numbers[0] if group else None
        value = number.value if number and change.kind in ACTUALS else None
        rows.append(
            Row(
                (
                    Cell("\n".join(filter(None, (words.about, words.more)))),
                    Cell(_now(change, words, lang), value, number.number_id if number else ""),
                    Cell(words.when),
                    Cell(words.source or "–"),
                    Cell(group.group_id if group else "–"),
                )
            )
        )
    return rows


def _now(change: Change, words: Told, lang: str) -> str:
    """How it is now, and below it how it was, where it was anything."""
    if change.before is None:
        return words.after
    return f"{words.after}\n{message('briefing.was', lang, before=words.before)}"


def _group(library: Library, change: Change) -> Group | None:
    """The numbers of a change: the actual, the status word, or the targets; None for one without numbers."""
    context = library.context
    made = _numbers(library, change)
    if not made:
        return None
    key = numbers.group_key(context, "changes", change.province_id, str(change.kind), *change.key)
    title = f"{told(change, context.lang, context.standpoint).about}, {library.name(change.province_id)}"
    return Group(numbers.number_id(context.snapshot_id, key), key, title, "", made)


def _numbers(library: Library, change: Change) -> tuple[Number, ...]:
    context = library.context
    if change.kind in ACTUALS:
        return (numbers.actual_number(change.row, context),)
    if change.kind in _JUDGED and change.after is not None:
        return (numbers.status_number(change.after, state_words(change.after["subject"], context.lang), context),)
    return tuple(numbers.target_number(row, context) for row in change.targets)


def _sources(change: Change, lang: str) -> tuple[Source, ...]:
    """Where a change stands; a task and its report are told in their row."""
    if change.kind in ACTUALS:
        return (actual_source(change.row, lang),)
    caused = (actual_source(change.cause, lang),) if change.cause is not None else ()
    return (*caused, *(target_source(row, lang) for row in change.targets))
