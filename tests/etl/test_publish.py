"""Snapshots: deterministic, atomic, restorable; a killed or concurrent build harms nothing."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import duckdb
import pytest

from cli.__main__ import main
from etl.build import build, is_stale
from etl.diff import diff
from etl.publish import KEPT_SNAPSHOTS, building, publish, restore
from kpi.store.snapshot_check import SCHEMA_VERSION
from kpi.store.warehouse import WarehouseError, current_snapshot, list_snapshots
from tests.cases.builds import start_forked_build, without_most_numbers

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, data_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    build(data_folder, folder)
    build(data_folder, folder)
    return folder


@pytest.fixture(scope="module")
def few_numbers(tmp_path_factory: pytest.TempPathFactory, data_folder: Path) -> Path:
    return without_most_numbers(data_folder, tmp_path_factory.mktemp("few"))


def start_build(data: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "etl", "build", "--data", str(data), "--warehouse", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def whole(folder: Path) -> bool:
    counts = current_snapshot(folder).query(
        "SELECT (SELECT count(*) FROM targets) > 200 AND (SELECT count(*) FROM snapshot) = 1 AS whole"
    )
    return bool(counts["whole"].iloc[0])


def test_two_builds_of_the_same_input_have_the_same_content(warehouse: Path) -> None:
    newest, older = list_snapshots(warehouse)[:2]
    assert newest.snapshot_id != older.snapshot_id
    assert diff(warehouse, older.snapshot_id, newest.snapshot_id) == []
    assert main(["diff", older.snapshot_id, newest.snapshot_id, "--warehouse", str(warehouse)]) == 0


def test_diff_shows_a_changed_value(warehouse: Path, tmp_path: Path, data_folder: Path) -> None:
    data = Path(shutil.copytree(data_folder, tmp_path / "data"))
    path = data / "reference/units.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("per cent", "percent", 1), encoding="utf-8")
    assert is_stale(data, warehouse)
    before = current_snapshot(warehouse).snapshot_id
    after = build(data, warehouse).snapshot
    assert after is not None
    tables = diff(warehouse, before, after.snapshot_id)
    assert [(table.table, table.only_a, table.only_b) for table in tables] == [("units", 1, 1)]
    restore(warehouse, before)
    assert not is_stale(data_folder, warehouse)


def test_restore_names_an_older_snapshot_current(warehouse: Path) -> None:
    newest, older = list_snapshots(warehouse)[:2]
    assert main(["restore", older.snapshot_id, "--warehouse", str(warehouse)]) == 0
    assert current_snapshot(warehouse) == older
    restore(warehouse, newest.snapshot_id)
    assert current_snapshot(warehouse) == newest


def test_restore_refuses_what_does_not_exist_or_is_damaged(warehouse: Path) -> None:
    before = current_snapshot(warehouse)
    damaged = warehouse / "snapshots" / "kpi-00000000T000000Z-damaged.duckdb"
    damaged.write_bytes(b"no database")
    try:
        for snapshot_id in ("nowhere", "00000000T000000Z-damaged"):
            with pytest.raises(WarehouseError):
                restore(warehouse, snapshot_id)
            assert main(["restore", snapshot_id, "--warehouse", str(warehouse)]) == 1
    finally:
        damaged.unlink()
    assert current_snapshot(warehouse) == before


def test_a_reader_keeps_its_snapshot_while_a_build_publishes(warehouse: Path, few_numbers: Path) -> None:
    held = current_snapshot(warehouse)
    rows = held.query("SELECT count(*) AS n FROM targets")["n"].iloc[0]
    process = start_forked_build(few_numbers, warehouse)
    while process.is_alive():
        assert held.query("SELECT count(*) AS n FROM targets")["n"].iloc[0] == rows
    assert process.exitcode == 0
    assert current_snapshot(warehouse) != held


def test_the_snapshot_cannot_be_written_or_reach_files(warehouse: Path) -> None:
    snapshot = current_snapshot(warehouse)
    for statement in (
        "DELETE FROM targets",
        "CREATE TABLE x AS SELECT 1",
        "SELECT * FROM read_csv('README.md')",
        "COPY targets TO 'x.csv'",
        "ATTACH 'x.duckdb'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ):
        with pytest.raises(duckdb.Error):
            snapshot.query(statement)


def test_a_build_loads_nothing_that_only_other_commands_need() -> None:
    """Loading what makes files and pictures would add a quarter to the time of a build."""
    code = "import sys, cli.commands; print(*(n for n in sys.modules if n.startswith(('kpi.briefing', 'kpi.export'))))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stdout.split() == []


@pytest.mark.parametrize(
    ("arguments", "code", "printed"),
    [(["sql", "SELECT 57 AS a", "--format", "csv"], 0, "a\n57\n"), (["sql", "SELECT x"], 1, ""), ([], 2, "")],
)
def test_a_process_ends_with_the_code_of_its_command(
    warehouse: Path, arguments: list[str], code: int, printed: str
) -> None:
    command = [sys.executable, "-m", "etl", *arguments, *(["--warehouse", str(warehouse)] if arguments else [])]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (code, printed)
    assert ended.stderr if code else not ended.stderr


def test_output_that_cannot_be_written_is_no_success(warehouse: Path) -> None:
    command = [sys.executable, "-m", "etl", "sql", "SELECT 57", "--format", "csv", "--warehouse", str(warehouse)]
    unbuffered = {"PYTHONUNBUFFERED": ""}  # else the command itself would meet the fault, not the end of the process
    reader, writer = os.pipe()
    os.close(reader)  # whoever read has gone: nothing can be written any more, on any system
    with os.fdopen(writer, "w") as gone:
        ended = subprocess.run(
            command, cwd=ROOT, stdout=gone, stderr=subprocess.PIPE, check=False, env=os.environ | unbuffered
        )
    assert ended.returncode
    assert b"Error" in ended.stderr


def files_of(folder: Path) -> tuple[set[Path], set[Path]]:
    """The snapshots of a warehouse, and what builds that were killed left of theirs."""
    return set((folder / "snapshots").iterdir()), set(folder.glob("building-*.duckdb"))


def wait_for_its_file(folder: Path, before: set[Path], process: BaseProcess) -> None:
    """Return when a build has moved its finished file among the snapshots, and nobody is told of it yet."""
    while process.is_alive() and files_of(folder)[0] == before:
        time.sleep(0.002)


def test_killed_at_fifty_random_moments(tmp_path: Path, few_numbers: Path) -> None:
    """After every SIGKILL a whole snapshot is served, and the next build succeeds.

    Of five builds one dies while it reads, one while it publishes, and three at any moment.
    """
    data, warehouse = few_numbers, tmp_path / "warehouse"
    assert start_build(data, warehouse).wait() == 0
    first = start_forked_build(data, warehouse)
    started = time.monotonic()
    first.join()
    whole_build = time.monotonic() - started
    assert first.exitcode == 0
    moments = random.Random(57)
    killed_after: list[str] = []
    for number in range(50):
        snapshots, remains = files_of(warehouse)
        process = start_forked_build(data, warehouse)
        moment = moments.uniform(0, whole_build)
        if number % 5 == 0:
            wait_for_its_file(warehouse, snapshots, process)
        else:
            process.join(moment / 20 if number % 5 == 1 else moment)
        process.kill()
        process.join()
        if process.exitcode != 0:
            made, begun = files_of(warehouse)
            killed_after.append("finishing" if made - snapshots else "beginning" if begun - remains else "nothing")
        elif number % 5 > 1:  # sooner done: the machine has become faster, and later moments find nothing
            whole_build = moment
        assert whole(warehouse)
    assert len(killed_after) >= 25
    assert set(killed_after) == {"nothing", "beginning", "finishing"}
    assert start_build(data, warehouse).wait() == 0
    assert whole(warehouse)
    assert not list(warehouse.glob("building-*"))


def test_two_builds_at_once(warehouse: Path, few_numbers: Path) -> None:
    before = len(list_snapshots(warehouse))
    both = [start_build(few_numbers, warehouse) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert len(list_snapshots(warehouse)) == min(before + 2, KEPT_SNAPSHOTS)
    assert whole(warehouse)


def test_a_waiting_build_says_so_when_the_lock_is_not_freed(warehouse: Path) -> None:
    with (
        building(warehouse, "0" * 64),
        pytest.raises(WarehouseError) as caught,
        building(warehouse, "1" * 64, wait=0.1),
    ):
        pass
    assert caught.value.code == "busy"


def test_old_snapshots_are_pruned_but_never_the_current_one(tmp_path: Path) -> None:
    for number in range(KEPT_SNAPSHOTS + 3):
        with building(tmp_path, f"{number:064d}") as workspace:
            with duckdb.connect(str(workspace.path)) as connection:
                columns = [workspace.snapshot_id, SCHEMA_VERSION]
                connection.execute("CREATE TABLE snapshot AS SELECT ? AS snapshot_id, ? AS schema_version", columns)
            publish(tmp_path, workspace)
    assert len(list_snapshots(tmp_path)) == KEPT_SNAPSHOTS
    assert current_snapshot(tmp_path).path.is_file()


def test_without_a_warehouse_the_commands_say_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", "SELECT 1", "--warehouse", str(tmp_path)]) == 1
    assert "python -m etl build" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "{", "[]", '{"snapshot_id": "gone"}'])
def test_a_broken_pointer_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "current.json").write_text(content, encoding="utf-8")
    with pytest.raises(WarehouseError) as caught:
        current_snapshot(tmp_path)
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_sql_prints_each_form(warehouse: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT province_id, NULL AS empty FROM provinces WHERE province_id = 'lai_chau'"
    assert main(["sql", query, "--format", form, "--warehouse", str(warehouse)]) == 0
    printed = capsys.readouterr().out
    expected = {
        "csv": "province_id,empty\nlai_chau,\n",
        "json": '"province_id": "lai_chau"',
        "table": "lai_chau",
    }
    assert expected[form] in printed
