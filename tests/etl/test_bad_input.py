"""Bad input is refused as a whole: every fault told with file, row, column and mend; the snapshot stays."""

from __future__ import annotations

import csv
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.__main__ import main
from etl.build import build, read_input
from etl.findings import Finding, InputRefusedError
from kpi.model.characters import Hidden
from kpi.store.warehouse import current_snapshot
from kpi.words.messages import catalogue

ROOT = Path(__file__).resolve().parents[2]

TARGETS = "targets/lai_chau_11_kh_tu_2025.csv"
Rows = list[dict[str, str]]


@pytest.fixture
def data(tmp_path: Path, data_folder: Path) -> Path:
    return Path(shutil.copytree(data_folder, tmp_path / "data"))


def edit(path: Path, change: Callable[[Rows], object]) -> None:
    """Rewrite a CSV file after `change` worked on its rows."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def refused(data: Path) -> list[Finding]:
    with pytest.raises(InputRefusedError) as caught:
        read_input(data)
    return caught.value.findings


def set_cell(column: str, cell: str, row: int = 0) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row][column] = cell

    return change


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("province_id", "lai_chao", "unknown_reference"),
        ("indicator_id", "coverage_7g", "unknown_reference"),
        ("document_id", "lai_chau_99", "unknown_reference"),
        ("unit", "phan_tram", "unknown_reference"),
        ("unit", "people", "unit_mismatch"),
        ("operator", ">=", "not_allowed"),
        ("status", "valid", "not_allowed"),
        ("cadence", "monthly", "not_allowed"),
        ("section", "f", "not_allowed"),
        ("value", "7,5", "number_form"),
        ("value", "1.000", "number_grouped"),
        ("value", "45 %", "number_form"),
        ("value", "1e3", "number_form"),
        ("value", "", "value_missing"),
        ("value", "101", "out_of_bounds"),
        ("value", "-1", "out_of_bounds"),
        ("year", "2046", "year_range"),
        ("year", "2019", "year_range"),
        ("year", "2025.0", "integer_form"),
        ("value_high", "90", "high_without_range"),
        ("target_id", "Có dấu", "text_form"),
        ("line", "", "target_without_source"),
    ],
)
def test_a_bad_cell_is_told_with_its_place(data: Path, column: str, cell: str, code: str) -> None:
    edit(data / TARGETS, set_cell(column, cell))
    found = [finding for finding in refused(data) if finding.code == code]
    assert found, code
    assert (found[0].file, found[0].row) == (TARGETS, 2)
    assert found[0].column in {column, None}
    for lang in ("vi", "en"):
        assert found[0].problem(lang)
        assert found[0].mend(lang)


@pytest.mark.parametrize(
    ("operator", "note", "code"),
    [
        ("approx", "", "approx_without_words"),
        ("approx", "Mục tiêu khoảng chừng, đọc từ biểu đồ.", "approx_without_words"),  # the reader's own words
        ("eq", "Văn bản ghi “khoảng 45 %”.", "about_without_approx"),
        ("ge", 'Nguồn ghi dấu ">".', "strict_without_operator"),
        ("ge", "Văn bản viết “trên 45 %”.", "strict_without_operator"),
        ("gt", "", "strict_without_words"),
    ],
)
def test_about_and_more_than_are_said_in_the_row_and_in_the_words_of_the_document(
    data: Path, operator: str, note: str, code: str
) -> None:
    def change(rows: Rows) -> None:
        rows[0] |= {"operator": operator, "note": note}

    edit(data / TARGETS, change)
    found = [finding for finding in refused(data) if finding.code == code]
    assert [(finding.file, finding.row) for finding in found] == [(TARGETS, 2)]
    for lang in ("vi", "en"):
        assert found[0].problem(lang)
        assert found[0].mend(lang)


def test_a_target_above_its_range_is_refused(data: Path) -> None:
    def change(rows: Rows) -> None:
        rows[0] |= {"operator": "range", "value": "90", "value_high": "80"}

    edit(data / TARGETS, change)
    assert "range_reversed" in {finding.code for finding in refused(data)}


def test_a_duplicate_key_names_the_other_row(data: Path) -> None:
    edit(data / TARGETS, lambda rows: rows.append(dict(rows[0])))
    found = [finding for finding in refused(data) if finding.code == "duplicate_key"]
    assert f"{TARGETS}:2" in found[0].problem()


def test_unknown_ids_suggest_the_nearest(data: Path) -> None:
    edit(data / TARGETS, set_cell("province_id", "lai_chao"))
    found = [finding for finding in refused(data) if finding.code == "unknown_reference"]
    assert "lai_chau" in found[0].mend()


def test_a_unit_that_nobody_has_a_word_for_is_told_before_a_number_needs_it(data: Path) -> None:
    edit(data / "reference/units.csv", lambda rows: rows.append(dict(rows[-1]) | {"unit": "kiosk"}))
    [finding] = refused(data)
    assert (finding.code, finding.column) == ("unit_without_words", "unit")
    assert "[unit.kiosk]" in finding.mend()


def test_missing_and_extra_columns(data: Path) -> None:
    path = data / TARGETS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("operator", "operater", 1), encoding="utf-8")
    codes = {(finding.code, finding.column) for finding in refused(data)}
    assert {("column_missing", "operator"), ("column_extra", "operater")} <= codes


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n", "file_empty"),
        ("dữ liệu,ổn".encode("windows-1258", errors="replace") + b"\xd2\n", "encoding"),
    ],
)
def test_unreadable_files(data: Path, content: bytes, code: str) -> None:
    (data / TARGETS).write_bytes(content)
    assert (code, TARGETS) in {(finding.code, finding.file) for finding in refused(data)}


def test_windows_1258(data: Path) -> None:
    text = (data / TARGETS).read_text(encoding="utf-8")
    decomposed = unicodedata.normalize("NFD", text).encode("windows-1258", errors="replace")
    (data / TARGETS).write_bytes(decomposed)
    assert "encoding" in {finding.code for finding in refused(data)}


def test_semicolons(data: Path) -> None:
    text = (data / TARGETS).read_text(encoding="utf-8")
    (data / TARGETS).write_text(text.replace(",", ";"), encoding="utf-8")
    assert "delimiter" in {finding.code for finding in refused(data)}


def test_byte_order_mark_is_told_beside_the_other_faults(data: Path) -> None:
    edit(data / TARGETS, set_cell("value", "7,5"))
    path = data / TARGETS
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert {"byte_order_mark", "number_form"} == {finding.code for finding in refused(data)}


def test_a_removed_target_is_named_by_the_completeness_check(data: Path) -> None:
    edit(data / TARGETS, lambda rows: rows.pop(3))
    findings = refused(data)
    assert {finding.code for finding in findings} == {"plan_gap"}
    assert findings[0].file == "documents/lai_chau_11_kh_tu_2025.txt"
    assert "5G" in findings[0].problem()
    assert "113" in findings[0].problem() or findings[0].row == 113


def test_header_without_rows(data: Path) -> None:
    path = data / TARGETS
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert "no_rows" in {finding.code for finding in refused(data)}


def test_a_row_with_too_many_cells(data: Path) -> None:
    path = data / TARGETS
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + ",x\n", encoding="utf-8")
    assert "cell_count" in {finding.code for finding in refused(data)}


def test_a_missing_file(data: Path) -> None:
    (data / "reference/provinces.csv").unlink()
    assert "file_missing" in {finding.code for finding in refused(data)}


def test_all_faults_come_in_one_report_and_change_nothing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = tmp_path / "warehouse"
    build(data, warehouse)
    before = current_snapshot(warehouse)
    files = sorted(warehouse.rglob("*"))
    edit(data / TARGETS, set_cell("value", "7,5", 0))
    edit(data / TARGETS, set_cell("year", "1999", 1))
    edit(data / "reference/units.csv", set_cell("name_vi", "", 0))
    assert main(["build", "--data", str(data), "--warehouse", str(warehouse)]) == 1
    findings = refused(data)
    places = {(finding.file, finding.row, finding.code) for finding in findings}
    assert {
        (TARGETS, 2, "number_form"),
        (TARGETS, 3, "year_range"),
        ("reference/units.csv", 2, "value_missing"),
    } <= places
    assert "number_form" not in capsys.readouterr().err
    assert current_snapshot(warehouse) == before
    assert sorted(warehouse.rglob("*")) == files


def test_every_finding_says_what_is_wrong_and_how_to_mend_it_and_is_used() -> None:
    told = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "etl").rglob("*.py"))
    told += " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "kpi" / "model").glob("*.py"))
    keys = {key.removeprefix("finding.") for key in catalogue("vi") if key.startswith("finding.")}
    codes = {key.partition(".")[0] for key in keys}
    assert keys == {f"{code}.{part}" for code in codes for part in ("problem", "mend")}
    codes -= {f"hidden_{kind}" for kind in Hidden}
    assert [code for code in sorted(codes) if f'"{code}"' not in told] == []
