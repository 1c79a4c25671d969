"""What public sources say of tasks: refused when it cannot be, shown as issued or submitted when it stands."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from etl.build import read_input
from etl.findings import Finding, InputRefusedError
from kpi.model.task_codes import GROUPS, STATES, Group, State
from kpi.reading.task_states import judge
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot

FILE = "tasks/evidence/public_sources_2026-11-30.csv"
CENTRAL = "central_07_tb_cqttbcd_2025"
DECREE = f"{CENTRAL}.2.d.1"
TODAY = date(2026, 11, 30)
Row = dict[str, str]


@pytest.fixture
def data(tmp_path: Path, data_folder: Path) -> Path:
    return Path(shutil.copytree(data_folder, tmp_path / "data"))


def rewrite(path: Path, change: Callable[[list[Row]], None]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def refused(data: Path) -> list[Finding]:
    with pytest.raises(InputRefusedError) as error:
        read_input(data, TODAY)
    return error.value.findings


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"task_id": f"{CENTRAL}.9.z"}, "unknown_reference", "task_id"),
        ({"status": "done"}, "not_allowed", "status"),
        ({"coverage": "half"}, "not_allowed", "coverage"),
        ({"confidence": "low"}, "not_allowed", "confidence"),
        ({"state_date": ""}, "task_evidence_undated", None),
        ({"state_date": "2026-01-01"}, "task_evidence_early", None),
        ({"source_url": ""}, "task_evidence_unsourced", None),
        ({"source_url": "báo"}, "text_form", "source_url"),
        ({"source_document_id": "nghi_dinh_278"}, "unknown_reference", "source_document_id"),
        ({"quote": ""}, "value_missing", "quote"),
        ({"recorded_at": "2026-12-01"}, "task_update_future", "recorded_at"),
        ({"recorded_at": "2025-10-14", "state_date": "2025-10-14"}, "task_update_too_early", "recorded_at"),
    ],
)
def test_a_statement_that_cannot_be_is_refused_with_its_place(
    data: Path, changes: Row, code: str, column: str | None
) -> None:
    rewrite(data / FILE, lambda rows: next(row for row in rows if row["task_id"] == DECREE).update(changes))
    found = [finding for finding in refused(data) if finding.file == FILE]
    assert [(finding.code, finding.column) for finding in found] == [(code, column)]
    assert all(found[0].problem(lang) and found[0].mend(lang) for lang in ("vi", "en"))


def test_guidance_has_no_deadline(data: Path) -> None:
    def dated(rows: list[Row]) -> None:
        next(row for row in rows if row["deadline"])["kind"] = "guidance"

    rewrite(data / "tasks/body.csv", dated)
    assert [finding.code for finding in refused(data)] == ["task_guidance_dated"]


def test_guidance_stands_in_no_annex(data: Path) -> None:
    def in_annex(rows: list[Row]) -> None:
        for row in rows:
            row["kind"] = "guidance" if row["deadline_kind"] == "none" else "duty"

    rewrite(data / f"tasks/{CENTRAL}.csv", in_annex)
    assert {finding.code for finding in refused(data)} == {"task_guidance_in_annex"}


def states(snapshot: Snapshot, day: date) -> dict[str, tuple[State, Group]]:
    tasks = task_queries.light(snapshot)
    judged = judge(tasks, task_queries.reports(snapshot), day)
    pairs = zip(judged["state"], judged["group"], strict=True)
    return {key: (STATES[s], GROUPS[g]) for key, (s, g) in zip(tasks["task_id"], pairs, strict=True)}


def test_a_decree_that_was_issued_shows_as_issued_from_that_day_on(snapshot: Snapshot) -> None:
    before, after = states(snapshot, date(2025, 10, 21)), states(snapshot, TODAY)
    assert before[DECREE][0] is State.NOT_REPORTED
    for number in ("2.d.1", "2.d.2", "3.g", "4.c"):
        assert after[f"{CENTRAL}.{number}"] == (State.ISSUED, Group.FINISHED)
    between = states(snapshot, date(2025, 12, 1))
    assert between[f"{CENTRAL}.4.c"][0] is State.SUBMITTED
    assert after["hcmc_01_kh_bcd_2025.III.1.h"][0] is State.SUBMITTED


def test_what_is_under_way_or_done_in_part_finishes_nothing(snapshot: Snapshot) -> None:
    after = states(snapshot, TODAY)
    said = snapshot.rows("SELECT task_id, status, coverage FROM task_evidence")
    decided = {row["task_id"] for row in said if row["coverage"] == "whole" and row["status"] != "in_progress"}
    open_ones = {row["task_id"] for row in said} - decided
    assert len(open_ones) > 10
    assert {after[task_id][0] for task_id in open_ones} == {State.NOT_REPORTED}


def test_guidance_is_no_task_of_the_lists(snapshot: Snapshot) -> None:
    guidance = {row["task_id"] for row in snapshot.rows("SELECT task_id FROM tasks WHERE kind = 'guidance'")}
    light = task_queries.light(snapshot)
    assert len(guidance) == 44
    assert not guidance & set(light["task_id"])
    assert task_queries.links(snapshot)["task"].max() < len(light)
    parts = snapshot.rows("SELECT part, count(*) AS n FROM tasks WHERE kind = 'duty' GROUP BY part ORDER BY part")
    assert parts == [{"part": "annex", "n": 102}, {"part": "prose", "n": 42 + 92}]
    of_a_former_unit = light["ended_on"].notna()
    assert set(light.loc[of_a_former_unit, "place"]) == {"tien_giang"}
    assert of_a_former_unit.sum() == 92
