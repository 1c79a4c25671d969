"""The command line: every word in the asked language, every finding whole, the same for people and for programs."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.findings import MANY, Told, as_text
from cli.output import Output
from kpi.words.messages import catalogue
from tests.attack.snapshots import Done, etl

ROOT = Path(__file__).resolve().parents[2]
LONG = "targets/" + "a_file_with_a_very_long_name_" * 5 + ".csv"
FAULT = Told("error", "number_form", LONG, 12, "value", "", "'7,5' không phải số.", "Dùng dấu chấm: 7.5.")


def etl_in_a_pipe(*words: str, columns: str = "40") -> Done:
    """A command as a scheduler runs it: no terminal, a narrow width claimed."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COLUMNS": columns, "PYTHONUTF8": "1"},
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def bad_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's data with one number written with a comma and one name missing."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("bad") / "data"))
    path = data / "reference" / "indicators.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    names, cells = csv.reader(lines[:2])
    cells[names.index("materiality")] = "0,5"
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    path.write_text("".join([lines[0], out.getvalue(), *lines[2:]]), encoding="utf-8")
    return data


@pytest.mark.parametrize(("lang", "kind"), [("vi", "lỗi"), ("en", "error")])
def test_a_finding_in_a_pipe_is_one_whole_line(bad_data: Path, lang: str, kind: str) -> None:
    done = etl_in_a_pipe("check", "--data", str(bad_data), "--language", lang)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if "0,5" in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"{kind} | reference/indicators.csv, ")
    assert "materiality" in lines[0]
    assert "7.5" in lines[0]  # how to mend it


def own_words(lang: str) -> set[str]:
    """The fixed parts of our messages that are long enough to be nobody else's words."""
    parts = {part.strip() for text in catalogue(lang).values() for part in re.split(r"{\w+}", text)}
    return {part for part in parts if len(part) > 14 and not part.isascii()}


@pytest.fixture(scope="module")
def broken_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's data with one actual in the file twice, under two addresses: a fault that only a check sees."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("rules") / "data"))
    path = next(iter(sorted((data / "actuals").glob("*.csv"))))
    names, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    again = list(rows[0])
    again[names.index("source_url")] = "https://example.org/"
    if "actual_id" in names:
        again[names.index("actual_id")] += ".b"
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(again)
    return data


def test_with_english_asked_for_nothing_of_ours_is_vietnamese(
    bad_data: Path, broken_rules: Path, tmp_path: Path, default_warehouse: Path
) -> None:
    """A file with faults, tables with faults, and good data: each command in each state."""
    warehouse = Path(shutil.copytree(default_warehouse, tmp_path / "warehouse"))
    (known,) = {path.stem.removeprefix("kpi-") for path in (warehouse / "snapshots").glob("*.duckdb")}
    tall = {"columns": "200"}
    said = {
        "faults": etl_in_a_pipe("check", "--data", str(bad_data), "--language", "en", **tall),
        "rules": etl("build", "--data", str(broken_rules), "--warehouse", str(warehouse), "--language", "en"),
        "build": etl_in_a_pipe("build", "--warehouse", str(warehouse), "--language", "en", **tall),
        "status": etl("status", "--warehouse", str(warehouse), "--language", "en"),
    }
    (new,) = {path.stem.removeprefix("kpi-") for path in (warehouse / "snapshots").glob("*.duckdb")} - {known}
    said["diff"] = etl("diff", known, new, "--warehouse", str(warehouse), "--language", "en")
    said["no diff"] = etl("diff", known, "none", "--warehouse", str(warehouse), "--language", "en")
    assert [name for name, done in said.items() if not (done.stdout + done.stderr)] == []
    assert "is loaded twice" in said["rules"].stderr
    foreign = own_words("vi") - own_words("en")
    for name, done in said.items():
        lines = (done.stdout + done.stderr).splitlines()
        quoted = "\n".join(re.sub("“.*?”", "", line) for line in lines)
        assert [(name, part) for part in foreign if part in quoted] == []


def test_programs_get_the_same_findings(bad_data: Path) -> None:
    text = etl("check", "--data", str(bad_data))
    found = json.loads(etl("check", "--data", str(bad_data), "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(etl("check", "--data", str(bad_data), "--format", "csv").stdout)))
    assert [row["problem"] for row in found] == [row["problem"] for row in table]
    assert all(row["problem"] in text.stderr and row["mend"] in text.stderr for row in found)
    assert ("reference/indicators.csv", 2, "materiality") in {(row["file"], row["row"], row["column"]) for row in found}


def test_the_language_counts_before_and_after_the_command() -> None:
    wanted = "There is no snapshot 'x'."
    assert wanted in etl("--language", "en", "restore", "x").stderr
    assert wanted in etl("restore", "x", "--language", "en").stderr
    assert wanted in etl("restore", "x", "--language=en").stderr
    assert "Không có bản chụp 'x'." in etl("restore", "x").stderr
    assert "read-only query" in etl_in_a_pipe("sql", "--help", "--language", "en", columns="200").stdout


@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_of_a_finding_is_cut(terminal: bool) -> None:
    text = as_text([FAULT], "vi", terminal=terminal)
    assert LONG in text
    assert FAULT.problem in text
    assert FAULT.mend in text
    assert ("\n    " in text) is terminal


def test_one_cause_of_many_findings_is_told_first() -> None:
    assert as_text([FAULT] * MANY, "vi", terminal=False).startswith(f"{MANY} chỗ cùng một nguyên nhân (number_form)")
    assert "nguyên nhân" not in as_text([FAULT] * (MANY - 1), "vi", terminal=False)


def test_a_table_in_a_pipe_has_a_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    Output("vi").table("Đã nạp", ("tệp", "dòng"), [(LONG, 3)])
    assert capsys.readouterr().out == f"{LONG}\t3\n"
