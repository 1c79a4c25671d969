"""Reports on tasks: bad ones are refused all at once and in both languages, good ones reach the warehouse."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from etl.build import read_input
from etl.findings import Finding, InputRefusedError
from kpi.model.records import plain_records
from kpi.store.warehouse import Snapshot

HEADER = "task_id,status,recorded_at,reported_by,note,evidence"
HCMC_39 = "hcmc_01_kh_bcd_2025.39"
TODAY = date(2026, 11, 1)
GOOD = f"{HCMC_39},in_progress,2025-11-10,Sở Tài chính,Đang lấy ý kiến,Công văn 12/STC"


@pytest.fixture
def data(tmp_path: Path, data_folder: Path) -> Path:
    return Path(shutil.copytree(data_folder, tmp_path / "data"))


def write(data: Path, *rows: str, name: str = "bao_cao.csv", header: str = HEADER) -> None:
    (data / "tasks" / "updates" / name).write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def refused(data: Path) -> list[Finding]:
    with pytest.raises(InputRefusedError) as error:
        read_input(data, TODAY)
    return error.value.findings


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (GOOD.replace(".39", ".41"), "unknown_reference", "task_id"),
        (GOOD.replace("in_progress", "finished"), "not_allowed", "status"),
        (GOOD.replace("2025-11-10", "10/11/2025"), "date_form", "recorded_at"),
        (GOOD.replace("2025-11-10", ""), "value_missing", "recorded_at"),
        (GOOD.replace("Sở Tài chính", ""), "value_missing", "reported_by"),
        (GOOD.replace("Đang lấy ý kiến", ""), "value_missing", "note"),
        (GOOD.replace("Công văn 12/STC", " "), "value_missing", "evidence"),
        (GOOD.replace("2025-11-10", "2026-11-02"), "task_update_future", "recorded_at"),
        (GOOD.replace("2025-11-10", "2025-10-22"), "task_update_too_early", "recorded_at"),
        (GOOD.replace("in_progress", "done_late"), "task_update_not_late", "status"),
        (
            GOOD.replace("in_progress", "done_late").replace(".39", ".32"),
            "task_update_never_late",
            "status",
        ),
        (f"{GOOD},thừa", "cell_count", None),
    ],
)
def test_a_bad_report_is_told_with_its_place_and_the_way_to_mend_it(data, row, code, column):
    write(data, row)
    found = [finding for finding in refused(data) if finding.file == "tasks/updates/bao_cao.csv"]
    assert [(finding.code, finding.row, finding.column) for finding in found] == [(code, 2, column)]
    for lang in ("vi", "en"):
        assert found[0].problem(lang)
        assert found[0].mend(lang)


def test_every_fault_of_every_file_is_told_at_once(data):
    write(data, GOOD.replace(".39", ".3 9"), GOOD.replace("in_progress", ""), name="a.csv")
    write(data, GOOD.replace("2025-11-10", "2027-01-01"), GOOD, name="b.csv")
    write(data, GOOD.replace("Đang", "Vẫn đang"), name="c.csv")
    told = {(finding.file.split("/")[-1], finding.row, finding.code) for finding in refused(data)}
    assert {
        ("a.csv", 2, "text_form"),
        ("a.csv", 3, "value_missing"),
        ("b.csv", 2, "task_update_future"),
        ("c.csv", 2, "duplicate_key"),
    } <= told


def test_the_nearest_task_is_offered(data):
    write(data, GOOD.replace("hcmc_01_kh_bcd_2025.39", "hcm_01_kh_bcd_2025.39"))
    assert HCMC_39 in refused(data)[0].mend()


def test_a_header_of_another_form_is_told(data):
    write(data, GOOD, header=HEADER.replace("evidence", "minh_chung"))
    codes = {(finding.code, finding.column) for finding in refused(data)}
    assert {("column_missing", "evidence"), ("column_extra", "minh_chung")} <= codes


def test_a_task_that_is_lost_is_named_by_the_proof_in_the_same_report(data):
    path = data / "tasks" / "hai_phong_01_kh_bcd_2025.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(row for row in rows if row[2] != "9")
    found = [finding for finding in refused(data) if finding.code == "task_missing"]
    assert "thiếu nhiệm vụ số 9" in found[0].problem("vi")
    assert "leaves out" in found[0].problem("en")
    assert found[0].mend("en")


def test_a_missing_file_of_tasks_is_told(data):
    (data / "tasks" / "hai_phong_01_kh_bcd_2025.csv").unlink()
    (data / "tasks" / "layout" / "unnamed_02_kh_bcd_2025.csv").unlink()
    missing = {finding.file for finding in refused(data) if finding.code == "file_missing"}
    assert {"tasks/hai_phong_01_kh_bcd_2025.csv", "tasks/layout/unnamed_02_kh_bcd_2025.csv"} <= missing


def test_a_deadline_that_its_kind_forbids_is_told(data):
    path = data / "tasks" / "hai_phong_01_kh_bcd_2025.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",date,18/10/2025,", ",ongoing,18/10/2025,"), encoding="utf-8"
    )
    assert "task_deadline_kind" in {finding.code for finding in refused(data)}


def test_the_warehouse_holds_every_task_of_the_files(snapshot: Snapshot, data_folder: Path):
    expected = set()
    for path in [*sorted((data_folder / "tasks").glob("*_2025.csv")), data_folder / "tasks" / "body.csv"]:
        with path.open(encoding="utf-8", newline="") as handle:
            expected |= {row["task_id"] for row in csv.DictReader(handle)}
    tasks = snapshot.query("SELECT * FROM tasks")
    assert set(tasks["task_id"]) == expected
    annex = tasks[tasks["section"] != "body"]["document_id"].value_counts().to_dict()
    assert annex == {
        "hcmc_01_kh_bcd_2025": 40,
        "hai_phong_01_kh_bcd_2025": 10,
        "unnamed_02_kh_bcd_2025": 10,
        "central_07_tb_cqttbcd_2025": 42,
    }
    assert snapshot.query("SELECT count(*) AS n FROM task_updates")["n"].iloc[0] == 0


def test_lists_of_bodies_and_their_rows_say_the_same(snapshot: Snapshot):
    joined = snapshot.query(
        "SELECT task_id, role, string_agg(agency_id, ';' ORDER BY position) AS ids FROM task_agencies GROUP BY ALL"
    )
    rows = {(row["task_id"], row["role"]): row["ids"] for row in plain_records(joined)}
    for task in plain_records(snapshot.query("SELECT * FROM tasks")):
        for role in ("lead", "coordinating"):
            assert rows.get((task["task_id"], role)) == task[f"{role}_agencies"]
    unknown = snapshot.query("SELECT * FROM task_agencies ANTI JOIN agencies USING (agency_id)")
    assert unknown.empty


def test_the_decree_that_one_city_left_out_stands_in_the_warehouse(snapshot: Snapshot):
    left = snapshot.query("SELECT document_id FROM duty_links WHERE duty_id = 'tb07.3.d.2' AND relation = 'left_out'")
    assert list(left["document_id"]) == ["hcmc_01_kh_bcd_2025"]
