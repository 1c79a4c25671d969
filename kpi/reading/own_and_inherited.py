"""The targets of a province and those of former units, never counted together, with the actuals seen from a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from kpi.model.records import ActualRecord, DocumentRecord, Row, TargetRecord
from kpi.model.vocabulary import DocumentKind
from kpi.reading.province import cached, counted_by_own_targets, province_data, provinces, reporting, rows_by_indicator
from kpi.reading.province_rows import IndicatorRow
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import Subject, first_document, subject
from kpi.store.warehouse import Snapshot
from kpi.words import message

Item = TypeVar("Item", TargetRecord, ActualRecord)
_READ = frozenset({DocumentKind.PLAN_TEXT, DocumentKind.CENTRAL_NOTICE})
"""Kinds of documents whose whole text was read."""


@cached
def rows_by_owner(
    snapshot: Snapshot, province_id: str, standpoint: Standpoint
) -> Mapping[str, tuple[IndicatorRow, ...]]:
    """One row for each indicator with a target, by the province whose target it is; the province's own go first.

    Actuals are the owner's and those that are seen, also of another indicator by which its target is counted; targets
    those of documents that were there by the day.
    """
    known = province_data(snapshot, province_id)
    targets = [item for item in known.targets if standpoint.has(item.known_on)]
    owners = dict.fromkeys(item.province_id for item in targets)
    return {owner: tuple(_rows_of(snapshot, province_id, standpoint, owner, _of(owner, targets))) for owner in owners}


def _rows_of(
    snapshot: Snapshot, province_id: str, standpoint: Standpoint, owner: str, targets: Sequence[TargetRecord]
) -> Iterator[IndicatorRow]:
    """The rows of one owner, in the order of the catalogue."""
    seen = {item.actual_id: item for item in seen_actuals(snapshot, province_id, standpoint)}
    counted = rows_by_indicator(snapshot, province_id)
    asked: dict[str, list[TargetRecord]] = defaultdict(list)
    for target in targets:
        asked[target.indicator_id].append(target)
    for indicator in province_data(snapshot, province_id).indicators:
        name = indicator.indicator_id
        if name not in asked:
            continue
        document = asked[name][0].document_id
        if owner == province_id:
            document = first_document(snapshot, province_id, name, standpoint)
        told = subject(snapshot, province_id, name, document, standpoint)
        actuals = [row["actual_id"] for row in counted[name].actuals if row["province_id"] == owner]
        yield IndicatorRow(
            indicator,
            tuple(sorted(asked[name], key=lambda target: target.year)),
            tuple(seen[actual_id] for actual_id in actuals if actual_id in seen),
            _told(told, seen),
        )


def _told(found: Subject | None, seen: Mapping[str, ActualRecord]) -> ActualRecord | None:
    """The actual that page and briefing show beside a target."""
    return seen.get(found.actual["actual_id"]) if found is not None and found.actual is not None else None


@cached
def seen_actuals(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[ActualRecord, ...]:
    """The actuals of a province and its former units that a reader can see."""
    known = province_data(snapshot, province_id)
    seen = {row["actual_id"] for row in known.actual_rows if standpoint.sees(row)}
    return tuple(item for item in known.actuals if item.actual_id in seen)


def documents_in_force(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> list[DocumentRecord]:
    """The province's own documents that were issued by then, the one that counts first before others."""
    known = province_data(snapshot, province_id)
    return [item for item in known.documents if not item.inherited and standpoint.has(item.known_on)]


@cached
def rows_without_target(snapshot: Snapshot, province_id: str, standpoint: Standpoint) -> tuple[IndicatorRow, ...]:
    """One row for each indicator with an actual of the province itself, for which nobody set it a target by the day.

    Without those whose actuals are all counted by an own target of another name: they are told beside that target.
    """
    known = province_data(snapshot, province_id)
    with_target = {item.indicator_id for item in known.targets if standpoint.has(item.known_on)}
    counted = counted_by_own_targets(snapshot, province_id)
    seen = {item.actual_id: item for item in seen_actuals(snapshot, province_id, standpoint)}
    rows = []
    for indicator in known.indicators:
        name = indicator.indicator_id
        own = tuple(item for item in _of(province_id, seen.values()) if item.indicator_id == name)
        if own and name not in with_target and name not in counted:
            told = subject(snapshot, province_id, name, "", standpoint)
            rows.append(IndicatorRow(indicator, (), own, _told(told, seen)))
    return tuple(rows)


def reporting_duties(snapshot: Snapshot, province_id: str) -> list[Row]:
    """What the unit's own documents say about reporting: agency, words, document and line; not what it inherited."""
    own = {
        document.document_id for document in province_data(snapshot, province_id).documents if not document.inherited
    }
    return [duty for duty in reporting(snapshot) if duty["document_id"] in own]


def why_no_reporter(snapshot: Snapshot, province_id: str) -> str:
    """The message for a unit without such words: told by its tasks, or no text of its plans to know it from."""
    own = (document for document in province_data(snapshot, province_id).documents if not document.inherited)
    read = any(document.kind in _READ for document in own)
    return "overview.who_reports_in_tasks" if read else "overview.who_reports_no_text"


def _of(owner: str, items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.province_id == owner]


def owner_name(snapshot: Snapshot, found: Subject, lang: str) -> str:
    """The owner's name; a former unit with the name of the unit that a reader looks at says that it is a former one."""
    return _name_beside(snapshot, found.owner_id, found.province_id, lang)


def _name_beside(snapshot: Snapshot, owner_id: str, province_id: str, lang: str) -> str:
    units = provinces(snapshot)
    name = units[owner_id].name(lang)
    is_former_self = owner_id != province_id and name == units[province_id].name(lang)
    return message("province.former", lang, name=name) if is_former_self else name


def under_own_names(
    snapshot: Snapshot, rows: Iterable[Row], province_id: str, series: str | None, lang: str
) -> tuple[Row, ...]:
    """Actuals of one series, or all, for one chart: those of another unit are a series of their own that names it."""

    def named(row: Row) -> Row:
        if (owner := row["province_id"]) == province_id:
            return row
        name = _name_beside(snapshot, owner, province_id, lang)
        names = {key: f"{row[key]}, {name}" for key in ("series_name_vi", "series_name_en")}
        return {**row, "series": f"{row['series']} {owner}", **names}

    return tuple(named(row) for row in rows if series in {None, row["series"]})
