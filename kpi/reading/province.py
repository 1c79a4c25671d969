"""Everything known of a province, read once a snapshot: a new snapshot shows at the next interaction.

Nothing in here depends on a day; what a reader sees from where he stands is `kpi.reading.subject`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from kpi.method.inputs import METHOD_TABLES, Inputs, Tables, prepare_inputs
from kpi.method.paths import TARGET_COLUMNS
from kpi.method.territories import territories
from kpi.method.thresholds import load_method
from kpi.method.usable_actuals import ACTUAL_COLUMNS
from kpi.model.cache import cache
from kpi.model.records import (
    ActualRecord,
    DocumentRecord,
    IndicatorRecord,
    ProvinceRecord,
    Row,
    TargetRecord,
    records,
)
from kpi.model.vocabulary import NATION
from kpi.reading.province_rows import asked_elsewhere, counted_elsewhere, is_asked, known_indicators
from kpi.store import document_queries, province_queries
from kpi.store.warehouse import Served, Snapshot, served_snapshot, warehouse_folder

# For what a page draws: finished HTML and charts, shared by all sessions and never changed.
cached = cache(1024)


@dataclass(frozen=True)
class ProvinceData:
    """Everything the pages show of one province, in the order of the catalogue."""

    province: ProvinceRecord
    indicators: tuple[IndicatorRecord, ...]
    targets: tuple[TargetRecord, ...]
    actuals: tuple[ActualRecord, ...]
    documents: tuple[DocumentRecord, ...]
    target_rows: tuple[Row, ...]
    actual_rows: tuple[Row, ...]
    path_rows: tuple[Row, ...]
    qualitative: tuple[Row, ...]
    warnings: tuple[Row, ...]
    path_breaks: tuple[Row, ...]


@dataclass(frozen=True)
class IndicatorRows:
    """Rows about one indicator that concern a province, those of former units too, the document that counts first."""

    targets: tuple[Row, ...]
    actuals: tuple[Row, ...]


def served() -> Served:
    """The snapshot that this run shows, and why it is not the newest one when that is so."""
    return served_snapshot(warehouse_folder())


def snapshot() -> Snapshot:
    """The snapshot that this run shows."""
    return served().snapshot


@cached
def provinces(snapshot: Snapshot) -> dict[str, ProvinceRecord]:
    """All units a reader may choose, by id, in the order of the selector."""
    return {one.province_id: one for one in records(province_queries.provinces(snapshot), ProvinceRecord)}


@cached
def is_demo(snapshot: Snapshot) -> bool:
    """Whether the snapshot holds made-up actuals."""
    return province_queries.is_demo(snapshot)


@cached
def built_on(snapshot: Snapshot) -> date:
    """The day the snapshot was built."""
    return province_queries.built_at(snapshot).date()


@cached
def reporting(snapshot: Snapshot) -> list[Row]:
    """Who must report, by document."""
    return province_queries.reporting(snapshot)


def all_indicators(snapshot: Snapshot, province_id: str = "") -> list[Row]:
    """Every indicator of the catalogue by section, as it is called for the nation (GDP) or for a province (GRDP)."""
    return _catalogue(snapshot, province_id == NATION)


@cached
def _catalogue(snapshot: Snapshot, nation: bool) -> list[Row]:
    return province_queries.all_indicators(snapshot, nation=nation)


def headline_indicators(snapshot: Snapshot, province_id: str = "") -> tuple[IndicatorRecord, ...]:
    """The three indicators that leaders ask for first, in the catalogue's order, as they are called for the unit."""
    return tuple(item for item in indicators(snapshot, province_id).values() if item.headline)


@cached
def measures(snapshot: Snapshot) -> Mapping[tuple[str, str], Row]:
    """Every way of counting an indicator, by indicator and measure."""
    return {(row["indicator_id"], row["measure"]): row for row in province_queries.measures(snapshot)}


@cached
def national_targets(snapshot: Snapshot) -> Mapping[str, Sequence[Row]]:
    """The nation's target of each year, by indicator."""
    return _grouped(province_queries.national_targets(snapshot))


@cached
def counted_by_own_targets(snapshot: Snapshot, province_id: str) -> frozenset[str]:
    """Indicators all of whose own actuals are told by targets of a narrower one: '5G' by '5G by population'."""
    known = province_data(snapshot, province_id)
    asked = asked_elsewhere(row for row in known.target_rows if not row["inherited"])
    otherwise = {r["indicator_id"] for r in known.actual_rows if not r["inherited"] and not is_asked(r, asked)}
    return frozenset({indicator_id for _, indicator_id, _ in asked} - otherwise)


@cached
def province_data(snapshot: Snapshot, province_id: str) -> ProvinceData:
    """Everything known of one province; read once a snapshot, shared by all sessions, never changed."""
    targets = province_queries.targets(snapshot, province_id)
    actuals = province_queries.actuals(snapshot, province_id)
    return ProvinceData(
        province=provinces(snapshot)[province_id],
        indicators=tuple(known_indicators(all_indicators(snapshot, province_id), targets, actuals)),
        targets=tuple(records(targets, TargetRecord)),
        actuals=tuple(records(actuals, ActualRecord)),
        documents=tuple(records(province_queries.documents(snapshot, province_id), DocumentRecord)),
        target_rows=tuple(targets),
        actual_rows=tuple(actuals),
        path_rows=tuple(province_queries.target_path(snapshot, province_id)),
        warnings=tuple(province_queries.plan_warnings(snapshot, province_id)),
        path_breaks=tuple(province_queries.path_breaks(snapshot, province_id)),
        qualitative=tuple(province_queries.qualitative(snapshot, province_id)),
    )


@cached
def rows_by_indicator(snapshot: Snapshot, province_id: str) -> Mapping[str, IndicatorRows]:
    """Targets of each indicator that the province has any of, with its actuals and those its targets are counted by."""
    known = province_data(snapshot, province_id)
    targets, actuals = _grouped(known.target_rows), _grouped(known.actual_rows)
    names = [item.indicator_id for item in known.indicators]
    return {
        name: IndicatorRows(
            tuple(targets.get(name, ())),
            (*actuals.get(name, ()), *counted_elsewhere(targets.get(name, ()), known.actual_rows)),
        )
        for name in names
    }


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["indicator_id"]].append(row)
    return groups


def indicators(snapshot: Snapshot, province_id: str = "") -> Mapping[str, IndicatorRecord]:
    """Every indicator of the catalogue by id, as it is called for a unit; for units together as for a province."""
    return _indicators(snapshot, province_id == NATION)


@cached
def _indicators(snapshot: Snapshot, nation: bool) -> Mapping[str, IndicatorRecord]:
    return {item.indicator_id: item for item in records(_catalogue(snapshot, nation), IndicatorRecord)}


def indicator_record(snapshot: Snapshot, indicator_id: str, province_id: str) -> IndicatorRecord:
    """One indicator as it is called for a unit; raises KeyError for an unknown one."""
    return indicators(snapshot, province_id)[indicator_id]


@cached
def inputs(snapshot: Snapshot, province_id: str = "") -> Inputs:
    """What judging the province, or all units together, on other days stands on; laid once a snapshot."""
    known = [province_data(snapshot, one) for one in ([province_id] if province_id else provinces(snapshot))]
    targets = [row for one in known for row in one.target_rows if province_id or not row["inherited"]]
    actuals = [row for one in known for row in one.actual_rows if province_id or not row["inherited"]]
    frames = pd.DataFrame(targets, columns=TARGET_COLUMNS), pd.DataFrame(actuals, columns=ACTUAL_COLUMNS)
    return prepare_inputs(replace(_method_tables(snapshot), targets=frames[0], actuals=frames[1]), load_method())


@cached
def _method_tables(snapshot: Snapshot) -> Tables:
    """What the method reads of every province, without targets and actuals."""
    read = {name: snapshot.query(f"SELECT * FROM {name}") for name in METHOD_TABLES}  # noqa: S608 - the names stand there
    lands = territories(snapshot.query("SELECT * FROM provinces"), snapshot.query("SELECT * FROM crosswalk"))
    nothing = pd.DataFrame()
    return Tables(nothing, nothing, **read, lands=lands)


def inputs_together(snapshot: Snapshot, province_ids: Iterable[str]) -> Inputs:
    """What judging some units at once stands on, each by its own targets and actuals."""
    known = [province_data(snapshot, province_id) for province_id in province_ids]
    targets = [row for one in known for row in one.target_rows if not row["inherited"]]
    actuals = [row for one in known for row in one.actual_rows if not row["inherited"]]
    frames = pd.DataFrame(targets, columns=TARGET_COLUMNS), pd.DataFrame(actuals, columns=ACTUAL_COLUMNS)
    return prepare_inputs(replace(_method_tables(snapshot), targets=frames[0], actuals=frames[1]), load_method())


@cached
def document_lines(snapshot: Snapshot, document_id: str) -> list[str]:
    """The whole text of a document, one entry a line."""
    return [row["text"] for row in province_queries.document_lines(snapshot, document_id)]


@cached
def plan_documents(snapshot: Snapshot) -> tuple[DocumentRecord, ...]:
    """Documents whose text the system has, in the order of their ids."""
    return tuple(records(document_queries.texts(snapshot), DocumentRecord))


@cached
def document_targets(snapshot: Snapshot, document_id: str) -> list[TargetRecord]:
    """Every target read from one document."""
    return records(province_queries.document_targets(snapshot, document_id), TargetRecord)


@cached
def corrections(snapshot: Snapshot, file: str | None) -> list[Row]:
    """Declared corrections of one document file."""
    return province_queries.corrections(snapshot, f"documents/{file}")
