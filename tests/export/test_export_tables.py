"""Exported tables, read back with other programs: same numbers, same text, nothing that runs as a formula."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from kpi.export.formats import TABLE_FORMATS, maker
from kpi.export.sheet.about import About, Source
from kpi.export.sheet.tables import DEMO_COLUMN, to_csv, to_parquet, to_xlsx, would_run
from kpi.export.sheet.workbook import WorkbookLimitError, workbook
from kpi.store.warehouse import Snapshot

PLAN = Source(
    title="Kế hoạch số 11-KH/TU",
    publisher="Tỉnh ủy Lai Châu",
    address="https://example.invalid/ke-hoach",
    day=date(2025, 10, 17),
    note="dòng 99",
)
MOMENT = datetime(2026, 1, 2, 3, 4, 5)  # noqa: DTZ001 - the warehouse keeps moments without a zone


def about(lang: str = "vi", *, demo: bool = False, **more) -> About:
    return About(
        name="lo-trinh-lai_chau",
        title="Lộ trình của Lai Châu",
        lang=lang,
        snapshot_id="20261122T000000Z-abc",
        built_on=date(2026, 11, 22),
        as_of=date(2026, 11, 23),
        demo=demo,
        sources=(PLAN,),
        **more,
    )


def read_csv(body: bytes) -> list[list[str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def read_xlsx(body: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(body))


MIXED = pa.table(
    {
        "name": pa.array(["Đắk Lắk", '=HYPERLINK("http://x")', None], pa.string()),
        "year": pa.array([2025, 2030, None], pa.int32()),
        "value": pa.array([0.1 + 0.2, 1234567.891, None], pa.float64()),
        "official": pa.array([True, False, None], pa.bool_()),
        "day": pa.array([date(2025, 7, 1), date(1899, 1, 1), None], pa.date32()),
        "moment": pa.array([MOMENT, None, None], pa.timestamp("us")),
        "price": pa.array([Decimal("1.50"), Decimal("12345678901234567.89"), None], pa.decimal128(20, 2)),
        "big": pa.array([9_007_199_254_740_993, 5, None], pa.int64()),
        "years": pa.array([[2025, 2030], [], None], pa.list_(pa.int32())),
    }
)


def test_csv_holds_every_type_to_the_last_digit():
    head, first, second, empty = read_csv(to_csv(MIXED, about()))
    assert head == MIXED.column_names
    assert first == [
        "Đắk Lắk",
        "2025",
        "0.30000000000000004",
        "true",
        "2025-07-01",
        "2026-01-02 03:04:05",
        "1.50",
        "9007199254740993",
        "[2025, 2030]",
    ]
    assert second[0] == '\'=HYPERLINK("http://x")'
    assert second[6] == "12345678901234567.89"
    assert empty == [""] * 9


def test_workbook_has_typed_cells_and_a_frozen_filtered_header():
    book = read_xlsx(to_xlsx(MIXED, about()))
    sheet = book.worksheets[0]
    assert sheet.title == "Lộ trình của Lai Châu"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:I4")
    cells = {column: sheet.cell(2, column) for column in range(1, 10)}
    kinds = {column: (cell.data_type, cell.value) for column, cell in cells.items()}
    assert kinds[1] == ("s", "Đắk Lắk")
    assert kinds[2] == ("n", 2025)
    assert kinds[3] == ("n", 0.1 + 0.2)
    assert kinds[4] == ("b", True)
    assert kinds[5] == ("d", pd.Timestamp("2025-07-01"))
    assert kinds[6] == ("d", MOMENT)
    assert kinds[7] == ("n", 1.5)
    assert kinds[8] == ("s", "9007199254740993"), "a workbook's numbers have 15 digits"
    assert kinds[9] == ("s", "[2025, 2030]")
    assert sheet.cell(3, 5).value == "1899-01-01", "a workbook has no days before 1900"
    assert sheet.cell(3, 7).value == "12345678901234567.89"
    assert [cell.value for cell in sheet[4]] == [None] * 9
    assert sheet.cell(2, 2).number_format == "0", "a year is not grouped"
    assert sheet.column_dimensions["A"].width > 8


def test_a_number_in_a_workbook_has_its_own_decimals_and_no_more():
    values = pa.table({"name": ["a", "b", "c", "d"], "value": [60.0, 6.5, 1234567.25, None]})
    sheet = read_xlsx(to_xlsx(values, about())).worksheets[0]
    assert [sheet.cell(row, 2).number_format for row in range(2, 5)] == ["#,##0", "#,##0.0", "#,##0.00"]
    assert sheet.cell(5, 2).value is None


def test_a_formula_in_a_workbook_is_text_and_stays_text_when_edited():
    sheet = read_xlsx(to_xlsx(MIXED, about())).worksheets[0]
    cell = sheet.cell(3, 1)
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')
    assert cell.quotePrefix


@pytest.mark.parametrize(("lang", "sheet"), [("vi", "Nguồn"), ("en", "Sources")])
def test_workbook_names_sources_snapshot_method_and_meanings(lang, sheet):
    meanings = {"value": "Giá trị"}
    book = read_xlsx(to_xlsx(MIXED, about(lang, meanings=meanings, notes=("Bản nháp.",))))
    words = {str(cell) for row in book[sheet].values for cell in row if cell}
    assert {PLAN.title, PLAN.publisher, PLAN.address, PLAN.note} <= words
    assert {"20261122T000000Z-abc", "Bản nháp.", "Giá trị"} <= words
    assert any("nội suy" in word or "Interpolated" in word for word in words)


@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_made_up_data_say_so_in_every_form(form):
    body = maker(form.record.table)(MIXED, about(demo=True))
    if form == "csv":
        rows = read_csv(body)
        assert rows[0][-1] == DEMO_COLUMN
        assert {row[-1] for row in rows[1:]} == {"SỐ LIỆU MINH HỌA"}
    elif form == "xlsx":
        sheet = read_xlsx(body).worksheets[0]
        assert "SỐ LIỆU MINH HỌA" in sheet["A1"].value
        assert (sheet["A2"].value, sheet.freeze_panes) == ("name", "B3")
    else:
        found = parquet.read_table(io.BytesIO(body))
        assert set(found[DEMO_COLUMN].to_pylist()) == {"SỐ LIỆU MINH HỌA"}
        assert found.schema.metadata[b"demo"] == b"true"
    assert about(demo=True).file_name(form) == f"MINH-HOA-lo-trinh-lai_chau.{form}"


def test_parquet_keeps_types_and_says_where_it_comes_from():
    found = parquet.read_table(io.BytesIO(to_parquet(MIXED, about())))
    assert found.cast(MIXED.schema).equals(MIXED)
    assert json.loads(found.schema.metadata[b"sources"])[0]["title"] == PLAN.title
    assert found.schema.metadata[b"snapshot"] == b"20261122T000000Z-abc"


@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_the_same_table_gives_the_same_bytes(form):
    write = maker(form.record.table)
    assert write(MIXED, about()) == write(MIXED, about())


STARTS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\u00a0@", "=cmd|' /C calc'!A0", "<r>", ""])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
TEXTS = st.lists(st.builds(str.__add__, STARTS, WORDS), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_text_runs_in_csv_and_none_is_lost(texts):
    rows = read_csv(to_csv(pa.table({"t": texts}), about()))[1:]
    cells = [row[0] if row else "" for row in rows]
    assert [cell[1:] if would_run(text) else cell for cell, text in zip(cells, texts, strict=True)] == texts
    assert not any(would_run(cell) for cell in cells)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_text_runs_in_a_workbook(texts):
    body = to_xlsx(pa.table({"t": texts}), about())
    sheet = read_xlsx(body).worksheets[0]
    for row, text in enumerate(texts, start=2):
        cell = sheet.cell(row, 1)
        assert cell.data_type in {"s", "n"}
        assert cell.data_type == "s" or (cell.value is None and not text)
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_the_library_s_own_notation_for_rich_text_stays_text():
    sheet = read_xlsx(to_xlsx(pa.table({"t": ["<r><t>bold</t></r>"]}), about())).worksheets[0]
    assert sheet["A2"].value.strip() == "<r><t>bold</t></r>"


def test_dangerous_column_names_are_harmless_too():
    table = pa.table({"=1+1": [1]})
    assert read_csv(to_csv(table, about()))[0] == ["'=1+1"]
    assert read_xlsx(to_xlsx(table, about())).worksheets[0]["A1"].data_type == "s"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_floats_come_back_the_same(numbers):
    table = pa.table({"x": numbers})
    assert [float(row[0]) for row in read_csv(to_csv(table, about()))[1:]] == numbers
    sheet = read_xlsx(to_xlsx(table, about())).worksheets[0]
    assert [float(sheet.cell(row, 1).value) for row in range(2, len(numbers) + 2)] == numbers


def test_numbers_without_a_value_in_a_workbook_are_words():
    sheet = read_xlsx(to_xlsx(pa.table({"x": [math.inf, math.nan]}), about())).worksheets[0]
    assert [sheet["A2"].value, sheet["A3"].value] == ["inf", "nan"]


@pytest.mark.parametrize("table", ["targets", "target_path", "actuals"])
@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_numbers_equal_the_warehouse_to_the_last_digit(snapshot: Snapshot, table, form):
    found = snapshot.table(f'SELECT * FROM "{table}"')
    body = maker(form.record.table)(found, about())
    wanted = found["value"].to_pylist()
    place = found.column_names.index("value")
    if form == "csv":
        got = [float(row[place]) if row[place] else None for row in read_csv(body)[1:]]
    elif form == "xlsx":
        rows = read_xlsx(body).worksheets[0].iter_rows(min_row=2, values_only=True)
        got = [row[place] for row in rows]
    else:
        got = parquet.read_table(io.BytesIO(body))["value"].to_pylist()
    assert got == wanted


def test_a_data_frame_is_as_good_as_an_arrow_table():
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", None]}, index=[7, 8])
    assert read_csv(to_csv(frame, about())) == [["a", "b"], ["1", "x"], ["2", ""]]


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(ValueError, match="share a name"):
        to_csv(pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"]), about())


def test_what_does_not_fit_into_a_workbook_is_refused():
    with pytest.raises(WorkbookLimitError) as long:
        workbook(pa.table({"t": ["x" * 32_768]}), about())
    assert (long.value.code, long.value.limit) == ("text", 32_767)
    with pytest.raises(WorkbookLimitError) as many:
        workbook(pa.table({"n": pa.nulls(1_048_576, pa.int8())}), about())
    assert many.value.code == "rows"


def test_an_empty_table_still_has_its_header():
    empty = MIXED.slice(0, 0)
    assert read_csv(to_csv(empty, about())) == [MIXED.column_names]
    assert read_xlsx(to_xlsx(empty, about())).worksheets[0]["A1"].value == "name"
