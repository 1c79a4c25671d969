"""What the pages read, cached by snapshot: a new snapshot shows at the next interaction, without a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from kpi import catalogue
from kpi.records import (
    ActualRecord,
    DocumentRecord,
    IndicatorRecord,
    ProvinceRecord,
    TargetRecord,
    plain_records,
    records,
)
from kpi.warehouse import Snapshot, current_snapshot, warehouse_folder

# For what a page draws: finished HTML and figures, shared by all sessions and never changed.
cached = st.cache_resource(max_entries=2048, show_spinner=False)


@dataclass(frozen=True)
class ProvinceData:
    """Everything the pages show of one province, in the order of the catalogue."""

    province: ProvinceRecord
    indicators: tuple[IndicatorRecord, ...]
    targets: tuple[TargetRecord, ...]
    actuals: tuple[ActualRecord, ...]
    documents: tuple[DocumentRecord, ...]
    targets_frame: pd.DataFrame
    actuals_frame: pd.DataFrame
    path_frame: pd.DataFrame
    qualitative: tuple[dict[str, Any], ...]
    warnings: tuple[dict[str, Any], ...]


def snapshot() -> Snapshot:
    """The snapshot that this run shows."""
    return current_snapshot(warehouse_folder())


@st.cache_resource(max_entries=4, show_spinner=False)
def provinces(shown: Snapshot) -> dict[str, ProvinceRecord]:
    """All units a reader may choose, by id, in the order of the selector."""
    return {unit.province_id: unit for unit in records(catalogue.provinces(shown), ProvinceRecord)}


@st.cache_resource(max_entries=4, show_spinner=False)
def is_demo(shown: Snapshot) -> bool:
    """Whether the snapshot holds made-up actuals."""
    return catalogue.is_demo(shown)


@st.cache_resource(max_entries=4, show_spinner=False)
def built_on(shown: Snapshot) -> date:
    """The day the snapshot was built."""
    return catalogue.built_at(shown).date()


@st.cache_resource(max_entries=4, show_spinner=False)
def reporting(shown: Snapshot) -> list[dict[str, Any]]:
    """Who must report, by document."""
    return plain_records(catalogue.reporting(shown))


@st.cache_resource(max_entries=4, show_spinner=False)
def headline_indicators(shown: Snapshot) -> tuple[IndicatorRecord, ...]:
    """The three indicators that leaders ask for first, in the catalogue's order."""
    every = catalogue.all_indicators(shown)
    return tuple(records(every[every["headline"]], IndicatorRecord))


@st.cache_resource(max_entries=4, show_spinner=False)
def national_targets(shown: Snapshot) -> pd.DataFrame:
    """Targets of the nation."""
    return catalogue.national_targets(shown)


@st.cache_resource(max_entries=256, show_spinner=False)
def province_data(shown: Snapshot, province_id: str) -> ProvinceData:
    """Everything known of one province; read once a snapshot, shared by all sessions, never changed."""
    targets = catalogue.targets(shown, province_id)
    actuals = catalogue.actuals(shown, province_id)
    return ProvinceData(
        province=provinces(shown)[province_id],
        indicators=tuple(records(catalogue.indicators(shown, province_id), IndicatorRecord)),
        targets=tuple(records(targets, TargetRecord)),
        actuals=tuple(records(actuals, ActualRecord)),
        documents=tuple(records(catalogue.documents(shown, province_id), DocumentRecord)),
        targets_frame=targets,
        actuals_frame=actuals,
        path_frame=catalogue.target_path(shown, province_id),
        warnings=tuple(plain_records(catalogue.plan_warnings(shown, province_id))),
        qualitative=tuple(plain_records(catalogue.qualitative(shown, province_id))),
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def document_lines(shown: Snapshot, document_id: str) -> list[str]:
    """The whole text of a document, one entry a line."""
    return list(catalogue.document_lines(shown, document_id)["text"])


@st.cache_resource(max_entries=4, show_spinner=False)
def plan_documents(shown: Snapshot) -> tuple[DocumentRecord, ...]:
    """Documents whose text the system has, in the order of their ids."""
    return tuple(records(catalogue.texts(shown), DocumentRecord))


@st.cache_resource(max_entries=64, show_spinner=False)
def document_targets(shown: Snapshot, document_id: str) -> list[TargetRecord]:
    """Every target read from one document."""
    return records(catalogue.document_targets(shown, document_id), TargetRecord)


@st.cache_resource(max_entries=64, show_spinner=False)
def corrections(shown: Snapshot, file: str | None) -> list[dict[str, Any]]:
    """Declared corrections of one document file."""
    return plain_records(catalogue.corrections(shown, f"documents/{file}"))
