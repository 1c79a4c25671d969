"""Any table as CSV, XLSX or Parquet; numbers to the last digit, and no text that a spreadsheet would run.

A spreadsheet takes a text that starts with = + - @ (or a tab or line break before one) for a formula. In CSV
such a text gets an apostrophe in front, which spreadsheets show as text; in XLSX it stays as it is in a cell
marked as text. Parquet holds values, never formulas, and stays untouched.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any, TypeAlias

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from kpi.export.formats import Format, maker
from kpi.export.sheet.about import About
from kpi.words import message

AnyTable: TypeAlias = "pd.DataFrame | pa.Table"

RUNS = frozenset("=+-@\t\r\n＝＋－＠")
"""Characters that start a formula, or hide one behind them; the wide ones count in East Asian settings."""
_INVISIBLE = " \u00a0\u200b\ufeff"
_BYTE_ORDER_MARK = "\ufeff"
DEMO_COLUMN = "du_lieu_minh_hoa"


def would_run(text: str) -> bool:
    """Whether a spreadsheet may take `text` for a formula."""
    return text.lstrip(_INVISIBLE)[:1] in RUNS and text != ""


def harmless(text: str) -> str:
    """`text`, behind an apostrophe when a spreadsheet may run it."""
    return f"'{text}" if would_run(text) else text


def as_arrow(table: AnyTable) -> pa.Table:
    """`table` as Arrow; a DataFrame loses its index. Raises ValueError when two columns share a name."""
    found = table if isinstance(table, pa.Table) else pa.Table.from_pandas(table, preserve_index=False)
    names = found.column_names
    if len(set(names)) != len(names):
        raise ValueError(f"two columns share a name: {names}")
    return found


def to_csv(table: AnyTable, about: About) -> bytes:
    """UTF-8 with byte-order mark, comma, CRLF, '.' decimal, ISO dates; empty where there is no value.

    Made-up data has one more column that says so in every row.
    """
    found = marked(as_arrow(table), about)
    out = io.StringIO(newline="")
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in found.column_names])
    columns = [[csv_cell(cell) for cell in column.to_pylist()] for column in found.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode("utf-8", errors="replace")


def to_parquet(table: AnyTable, about: About) -> bytes:
    """Parquet with what `about` says as key-value metadata of the file."""
    found = marked(as_arrow(table), about)
    out = pa.BufferOutputStream()
    parquet.write_table(found.replace_schema_metadata(about.metadata()), out, compression="zstd")
    return out.getvalue().to_pybytes()


def to_xlsx(table: AnyTable, about: About) -> bytes:
    """A workbook: the table, and a sheet of sources; see `kpi.export.sheet.workbook`."""
    from kpi.export.sheet.workbook import workbook  # noqa: PLC0415 - loads only when a workbook is asked for

    return workbook(as_arrow(table), about)


def file_of(form: str, table: AnyTable, about: About) -> bytes:
    """A table as csv, xlsx or parquet; one too large for a workbook becomes a workbook that says so."""
    from kpi.export.sheet.workbook import WorkbookLimitError  # noqa: PLC0415 - loads only when a file is made

    write: Callable[[AnyTable, About], bytes] = maker(Format(form).record.table)
    try:
        return write(table, about)
    except WorkbookLimitError:
        words = message("download.too_big", about.lang)
        return write(pa.table({words: pa.array([], pa.string())}), about)


def marked(table: pa.Table, about: About) -> pa.Table:
    """The table with a column that says 'made-up data' in every row, when it is made up."""
    if not about.demo or DEMO_COLUMN in table.column_names:
        return table
    words = pa.array([message("chart_words.watermark", about.lang)] * table.num_rows, pa.string())
    return table.append_column(DEMO_COLUMN, words)


def csv_cell(cell: Any) -> str:
    """One value as the text of a CSV cell; floats in the shortest form that reads back the same."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case int() | float() | Decimal() | date() | time():
            return str(cell)
        case _:
            return harmless(plain_text(cell))


def plain_text(cell: Any) -> str:
    """Text as it is, anything nested as JSON."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False, default=str)
    return str(cell)
