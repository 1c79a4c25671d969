"""The ways an indicator is counted: every series has one, every target has one or says that it is not known."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.build import build, read_input
from etl.findings import InputRefusedError
from kpi.store.warehouse import Snapshot, current_snapshot

MEASURES = "reference/measures.csv"
TARGETS = "reference/target_measures.csv"
SERIES = "reference/series.csv"
Row = dict[str, str]


@pytest.fixture
def data(tmp_path: Path, data_folder: Path) -> Path:
    return Path(shutil.copytree(data_folder, tmp_path / "data"))


def rewrite(path: Path, chosen: Callable[[Row], bool], changes: Row) -> None:
    """Put `changes` into the first row that `chosen` picks."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if chosen(row)).update(changes)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def of(indicator_id: str) -> Callable[[Row], bool]:
    return lambda row: row["indicator_id"] == indicator_id


@pytest.mark.parametrize(
    ("file", "indicator_id", "changes", "code", "column"),
    [
        (SERIES, "coverage_5g", {"measure": "people"}, "measure_unknown", "measure"),
        (SERIES, "coverage_5g", {"publication_months": "0"}, "months_range", "publication_months"),
        (SERIES, "coverage_5g", {"publication_months": ""}, "value_missing", "publication_months"),
        (MEASURES, "hdi", {"measure": "unknown"}, "measure_reserved", None),
        (MEASURES, "hdi", {"measure": "any"}, "measure_reserved", None),
        (TARGETS, "coverage_5g_population", {"measure": "people"}, "measure_unknown", "measure"),
        (TARGETS, "hdi", {"measure": "any"}, "measure_any_alone", "measure"),
        (TARGETS, "hdi", {"measured_indicator_id": "coverage_5g"}, "measure_other_unit", "measured_indicator_id"),
        (TARGETS, "hdi", {"measured_indicator_id": "hdi_2"}, "unknown_reference", "measured_indicator_id"),
        (TARGETS, "hdi", {"document_id": "nq_52_tw_2019"}, "measure_without_target", "indicator_id"),
        (TARGETS, "hdi", {"document_id": "nq_52"}, "unknown_reference", "document_id"),
        (TARGETS, "hdi", {"reason": ""}, "value_missing", "reason"),
    ],
)
def test_a_bad_measure_is_refused_with_its_place(
    data: Path, file: str, indicator_id: str, changes: Row, code: str, column: str | None
) -> None:
    rewrite(data / file, of(indicator_id), changes)
    with pytest.raises(InputRefusedError) as caught:
        read_input(data)
    told = [(found.code, found.file, found.column) for found in caught.value.findings]
    assert (code, file, column) in told
    assert all(found.problem(lang) and found.mend(lang) for found in caught.value.findings for lang in ("vi", "en"))


def test_one_decision_for_a_document_and_an_indicator(data: Path) -> None:
    path = data / TARGETS
    line = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(",hdi,"))
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(InputRefusedError) as caught:
        read_input(data)
    assert [found.code for found in caught.value.findings] == ["duplicate_key"]


def test_a_target_without_a_decision_is_counted_by_no_measure(data: Path, tmp_path: Path) -> None:
    path = data / TARGETS
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(",hdi,")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    build(data, tmp_path / "warehouse")
    found = current_snapshot(tmp_path / "warehouse").rows(
        "SELECT DISTINCT measure, measured_indicator_id FROM targets WHERE indicator_id = 'hdi'"
    )
    assert found == [{"measure": "unknown", "measured_indicator_id": "hdi"}]


def counted(snapshot: Snapshot, target_id: str) -> tuple[str, str]:
    row = snapshot.rows("SELECT measured_indicator_id, measure FROM targets WHERE target_id = $id", {"id": target_id})[
        0
    ]
    return row["measured_indicator_id"], row["measure"]


def test_twins_meet_where_they_are_the_same_thing(snapshot: Snapshot) -> None:
    same = {
        "qd_805_ttg_2024.2030.coverage_5g_population": ("coverage_5g", "population"),
        "hue_495_kh_ubnd_2025.2026.dossiers_online_share_full_online": ("dossiers_online_share", "full_online"),
        "thai_nguyen_congress_2025.2030.digital_economy_share_grdp": ("digital_economy_share_grdp", "gso_value_added"),
        "qd_411_ttg_2022.2025.digital_economy_share_grdp": ("digital_economy_share_grdp", "any"),
        "tay_ninh_digital_infrastructure_2025.2025.coverage_5g": ("coverage_5g", "unknown"),
        "nq_03_cp_2025.2030.adult_digital_or_esignature_share": ("adult_digital_or_esignature_share", "as_defined"),
    }
    assert {target_id: counted(snapshot, target_id) for target_id in same} == same


def test_every_named_measure_is_one_of_its_indicator(snapshot: Snapshot) -> None:
    of_targets = snapshot.rows(
        "SELECT DISTINCT measured_indicator_id, measure FROM targets WHERE measure NOT IN ('unknown', 'any') "
        "AND (measured_indicator_id, measure) NOT IN (SELECT (indicator_id, measure) FROM measures)"
    )
    of_series = snapshot.rows(
        "SELECT indicator_id, series FROM series ANTI JOIN measures USING (indicator_id, measure)"
    )
    assert of_targets == of_series == []
