"""Hostile cells and files in `data/`: each is told with file, row, column and mend, and nothing is published."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from etl.build import read_input
from etl.checks import run_checks
from etl.findings import Finding, InputRefusedError, Severity
from etl.load import create_tables
from kpi.model import clock

ROOT = Path(__file__).resolve().parent.parent.parent
TARGETS = "targets/lai_chau_11_kh_tu_2025.csv"
ACTUALS = "actuals/provincial_authorities.csv"
Rows = list[dict[str, str]]


@pytest.fixture
def data(tmp_path: Path, data_folder: Path) -> Path:
    return Path(shutil.copytree(data_folder, tmp_path / "data"))


def edit(path: Path, change: Callable[[Rows], object]) -> None:
    with path.open(encoding="utf-8", errors="surrogatepass", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_cells(path: Path, row: int = 0, **cells: str) -> None:
    edit(path, lambda rows: rows[row].update(cells))


def refused(data: Path) -> list[Finding]:
    with pytest.raises(InputRefusedError) as caught:
        read_input(data)
    for finding in caught.value.findings:
        for lang in ("vi", "en"):
            assert finding.problem(lang)
            assert finding.mend(lang)
    return caught.value.findings


HIDDEN = (
    ("\x00", "control"),
    ("\x0b", "control"),
    ("\x0c", "control"),
    ("\x1f", "control"),
    ("\x7f", "control"),
    ("\x9b", "control"),
    ("\u2028", "control"),
    ("\ufffe", "noncharacter"),
    ("\U0001ffff", "noncharacter"),
    ("\ufdd0", "noncharacter"),
    ("\ud800", "surrogate"),
    ("\u202e", "direction"),
    ("\u2066", "direction"),
    ("\u200f", "direction"),
    ("\u200b", "zero_width"),
    ("\u2060", "zero_width"),
    ("\u00ad", "zero_width"),
)


def test_each_hidden_character_is_told_with_its_place(data: Path) -> None:
    for row, (character, _) in enumerate(HIDDEN):
        set_cells(data / ACTUALS, row, source_title=f"Báo cáo{character} năm 2025")
    found = refused(data)
    expected = [(f"hidden_{kind}", ACTUALS, "source_title") for _, kind in HIDDEN]
    assert [(f.code, f.file, f.column) for f in found] == expected
    lines = (data / ACTUALS).read_bytes().split(b"\n")
    for finding, (character, _) in zip(found, HIDDEN, strict=True):
        assert finding.row is not None
        assert character.encode(errors="surrogatepass") in lines[finding.row - 1]
        assert f"U+{ord(character):04X}" in finding.problem()


def test_a_hidden_character_at_the_edge_of_a_cell_is_not_stripped_silently(data: Path) -> None:
    cells = ("\u200b45", "45\x0b", "\u202e54", "45\x1f")
    for row, cell in enumerate(cells):
        set_cells(data / TARGETS, row, value=cell)
    found = {(f.row, f.column) for f in refused(data) if f.code.startswith("hidden_")}
    assert found == {(row + 2, "value") for row in range(len(cells))}


def test_the_other_faults_of_such_a_file_are_told_too(data: Path) -> None:
    set_cells(data / TARGETS, 0, note="\x0b")
    set_cells(data / TARGETS, 1, value="7,5")
    assert {"hidden_control", "number_form"} <= {finding.code for finding in refused(data)}


def test_a_document_with_a_control_character_is_told_with_its_line(data: Path) -> None:
    path = data / "documents/lai_chau_11_kh_tu_2025.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[4] += "\x0c"
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    found = [(f.code, f.file, f.row) for f in refused(data)]
    assert ("hidden_control", "documents/lai_chau_11_kh_tu_2025.txt", 5) in found


NUMBERS = (
    ("9" * 400, "number_digits"),
    ("0." + "3" * 300, "number_digits"),
    ("1234567890123456", "number_digits"),
    ("1" + "0" * 15, "number_digits"),
    ("٤٧", "number_form"),
    ("４７", "number_form"),
    ("1e400", "number_form"),
    ("inf", "number_form"),
    ("nan", "number_form"),
)


def test_a_number_that_cannot_be_kept_is_refused(data: Path) -> None:
    for row, (cell, _) in enumerate(NUMBERS):
        set_cells(data / ACTUALS, row, value=cell)
    found = {(f.code, f.row) for f in refused(data) if (f.file, f.column) == (ACTUALS, "value")}
    assert found == {(code, row) for row, (_, code) in enumerate(NUMBERS, start=2)}


def test_a_whole_number_that_no_column_holds_is_refused(data: Path) -> None:
    cells = ("9" * 400, "4294967296", "٣")
    for row, cell in enumerate(cells):
        set_cells(data / TARGETS, row, line=cell)
    codes = [f.code for f in refused(data) if (f.file, f.column) == (TARGETS, "line")]
    assert codes == ["number_digits", "number_digits", "integer_form"]


def test_fifteen_digits_are_kept(data: Path) -> None:
    for row, cell in enumerate(("0.000000000000123", "123456789012345", "0.50", "100.000000000000000")):
        set_cells(data / ACTUALS, row, value=cell)
    set_cells(data / ACTUALS, 5, value="7,5")
    codes = {finding.code for finding in refused(data)}
    assert "number_form" in codes
    assert "number_digits" not in codes


def test_no_infinite_number_is_published_whatever_it_came_from(data: Path) -> None:
    with duckdb.connect(":memory:") as connection:
        create_tables(connection)
        connection.execute("INSERT INTO path_breaks VALUES ('a', 'b', 'c', 2030, 'd')")
        connection.execute(
            "INSERT INTO plan_warnings VALUES ('a', 'b', 'c', 'd', [2030], [1.0, 'infinity'::DOUBLE], 'nan', NULL, [])"
        )
        found = {v.subject for v in run_checks(connection) if (v.check_name, v.severity) == ("not_finite", "error")}
    assert found == {"plan_warnings.promised", "plan_warnings.reference"}


def test_a_cell_longer_than_a_reader_takes_is_told_with_its_place(data: Path) -> None:
    set_cells(data / ACTUALS, 1, note="x" * 140_000)
    assert [(f.code, f.file, f.row, f.column) for f in refused(data)] == [("cell_too_long", ACTUALS, 3, "note")]


@pytest.mark.parametrize("kind", ["pipe", "socket", "dead link", "folder"])
def test_what_is_no_file_is_told_and_never_waited_for(data: Path, kind: str) -> None:
    path = data / "actuals/x.csv"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            os.chdir(path.parent)  # the name of a socket may not be long
            try:
                made.bind("x.csv")
            finally:
                os.chdir(ROOT)
    elif kind == "dead link":
        path.symlink_to("nowhere.csv")
    else:
        path.mkdir()
    command = [sys.executable, "-m", "etl", "check", "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [(f.code, f.file) for f in refused(data)] == [("not_a_file", "actuals/x.csv")]


def test_a_file_that_cannot_be_read_is_told(data: Path) -> None:
    (data / "actuals/x.csv").symlink_to("/proc/self/mem")  # opens, and fails at the first byte
    assert [(f.code, f.file) for f in refused(data)] == [("unreadable_file", "actuals/x.csv")]


IGNORED = {
    "actuals/2025/x.csv": "ignored_place",
    "actuals/x.xlsx": "ignored_workbook",
    "actuals/x.CSV": "ignored_capitals",
    "actuals/~$provincial_authorities.csv": "ignored_lock",
    "actuals/.~lock.provincial_authorities.csv#": "ignored_lock",
    "documents/new_plan.txt": "ignored_other",
    "x.csv": "ignored_place",
}


def test_every_file_that_is_not_read_is_named(data: Path, data_folder: Path) -> None:
    for name in (*IGNORED, "actuals/README.md", "actuals/.gitkeep"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("a,b\n1,2\n", encoding="utf-8")
    (data / "tasks/old.csv").mkdir()
    found = {(f.file, f.code) for f in read_input(data)[1] if f.code.startswith(("ignored", "not_a"))}
    assert found == {*IGNORED.items()} | {("tasks/old.csv", "not_a_file")}
    assert all(f.severity is Severity.WARNING for f in read_input(data)[1])
    assert not [f for f in read_input(data_folder)[1] if f.code.startswith("ignored")], "the project's own data"


def test_an_actual_that_nobody_can_know_yet_is_refused(data: Path) -> None:
    today = clock.today()
    soon = (today + timedelta(days=1)).isoformat()
    set_cells(data / ACTUALS, 0, period_start=soon, period_end=soon, qualifier="approx")
    set_cells(data / ACTUALS, 1, recorded_at=soon)
    set_cells(data / ACTUALS, 2, period_start=today.isoformat(), period_end=soon, qualifier="exact")
    codes = {(f.code, f.row, f.column) for f in refused(data) if f.file == ACTUALS}
    expected = {("period_future", 2, "period_start"), ("recorded_future", 3, "recorded_at")}
    assert expected | {("exact_too_early", 4, "period_end")} <= codes
