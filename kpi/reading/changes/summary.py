"""All changes of a unit in one line: since when, how many of each kind, or that there are none."""

from __future__ import annotations

from kpi.reading.changes.records import ACTUALS, GROUP_OF, ChangeGroup, ChangeKind, Changes
from kpi.words import format_date, format_number, message

_COUNTED: tuple[tuple[str, frozenset[ChangeKind]], ...] = (
    *((str(kind), frozenset({kind})) for kind in ChangeKind if kind in ACTUALS),
    *(
        (str(group), frozenset(kind for kind in ChangeKind if GROUP_OF[kind] is group))
        for group in ChangeGroup
        if group is not ChangeGroup.ACTUALS
    ),
)
"""What is counted, as its message is called: the kinds of actuals one by one, the others by group."""


def counted(changes: Changes, lang: str) -> list[str]:
    """'3 số liệu mới', '1 kết luận thay đổi', … : what there is of each kind, nothing where there is none."""
    found = []
    for name, kinds in _COUNTED:
        count = sum(item.kind in kinds for item in changes.items)
        if count:
            found.append(message(f"changes_counted.{name}", lang, count=format_number(count, lang)))
    return found


def since_words(changes: Changes, lang: str) -> str:
    """'Từ 01/11/2026', or since the snapshot of a day."""
    if changes.since_snapshot:
        return message("changes.since_snapshot", lang, day=format_date(changes.since, lang))
    return message("changes.since", lang, day=format_date(changes.first, lang))


def summary(changes: Changes, lang: str) -> str:
    """One line: since when, and what there is of each kind; without a change that, and the newest actual's day."""
    said = counted(changes, lang)
    since = since_words(changes, lang)
    if said:
        return message("changes.summary", lang, since=since, counts=", ".join(said))
    if changes.newest is None:
        return message("changes.none_at_all", lang, since=since)
    return message("changes.none", lang, since=since, newest=format_date(changes.newest, lang))


def undated_words(changes: Changes, lang: str) -> str:
    """How many actuals have no day of publication and are therefore not told as new; empty for none."""
    if not changes.undated or changes.since_snapshot:
        return ""
    return message("changes.undated", lang, count=format_number(changes.undated, lang))
