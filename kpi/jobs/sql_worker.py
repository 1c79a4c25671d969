"""What a worker does that runs one query of a stranger (see `kpi.jobs.child`); it ends afterwards.

It loads nothing of the product but the way an error is said. The answer is the size of the result and its first rows,
ready as text, so that the server never handles the values. The snapshot is opened read-only, without files, network,
extensions or a place to spill to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from kpi.jobs.errors import JobError

_READS = frozenset({"SELECT", "EXPLAIN"})
_FILES = frozenset({"COPY", "COPY_DATABASE", "ATTACH", "DETACH", "EXPORT", "LOAD", "EXTENSION"})
_WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE_INTO", "CREATE", "DROP", "ALTER", "VACUUM", "ANALYZE"})
_PIVOT = re.compile(r"\bPIVOT\b", re.IGNORECASE)
_SLEEPS = re.compile(r"\b(pg_sleep|sleep_ms)\"?(\s|/\*.*?\*/|--[^\n]*\n)*\(", re.IGNORECASE | re.DOTALL)
"""A query that only waits keeps others from their turn."""
SHOWN_ROWS = 200
LONGEST_CELL = 200
SHOWN_BYTES = 500_000
"""First rows, and how much of them a browser takes easily."""
_OVERHEAD_BYTES = 1_500_000_000
_FILE_WORDS = ("disabled by configuration", "external access", "extension")
_MEMORY_WORDS = ("Out of Memory", "bad_alloc", "Cannot allocate memory")
_CODES = (
    (duckdb.PermissionException, "files"),
    (duckdb.IOException, "files"),
    (duckdb.ParserException, "syntax"),
    (duckdb.CatalogException, "unknown_name"),
    (duckdb.BinderException, "unknown_name"),
)


def answer(job: dict[str, Any]) -> tuple[pa.Table, list[list[str | None]]]:
    """The result of the job's query, and its first rows as text. Raises JobError or duckdb.Error."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
        "threads": 1,
        "memory_limit": f"{job['memory_mb']}MB",
        "temp_directory": "",
        "lock_configuration": True,
    }
    with duckdb.connect(job["path"], read_only=True, config=settings) as connection:
        statement, kind = _only_statement(connection, job["sql"])
        found = connection.sql(statement)
        if kind != "EXPLAIN":
            found = found.limit(job["rows"] + 1)
        table = found.to_arrow_table()
        if table.num_rows > job["rows"]:
            raise JobError("rows")
        if table.nbytes > job["bytes"]:
            raise JobError("bytes")
        table = _holdable(connection, table, f"{Path(job['path']).parent}{os.sep}")
        return table, _first_rows(connection, table)


def _only_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[str, str]:
    """The one statement of `sql` without what follows it, and its kind."""
    if _SLEEPS.search(sql):
        raise JobError("sleep")
    statements = connection.extract_statements(sql)
    if not statements:
        raise JobError("empty")
    try:
        kinds = {statement.type.name for statement in statements}
    except ValueError as unknown:  # a kind of statement that the library itself has no name for
        raise JobError("not_select") from unknown
    if kinds & _FILES:
        raise JobError("files")
    if kinds & _WRITES:
        raise JobError("writes")
    if len(statements) > 1:
        raise JobError("several")
    if not kinds <= _READS and not (kinds == {"MULTI"} and _PIVOT.search(sql)):
        raise JobError("not_select")
    return _without_end(statements[0].query), kinds.pop()


def _without_end(sql: str) -> str:
    """`sql` up to its last semicolon, when only remarks and semicolons follow it."""
    raw, end = sql.encode(), None
    for start, kind in reversed(duckdb.tokenize(sql)):
        if kind.name == "operator" and raw[start : start + 1] == b";":
            end = start
        elif kind.name != "comment":
            break
    return raw[:end].decode()


def _holdable(connection: duckdb.DuckDBPyConnection, table: pa.Table, folder: str) -> pa.Table:
    """The table with days that Python and Excel do not know as text, and without the place of the server's files."""
    for place, field in enumerate(table.schema):
        column = table.column(place)
        if (pa.types.is_date(field.type) or pa.types.is_timestamp(field.type)) and not _has_python_values(column):
            text = pa.array(_as_text(connection, table.select([place])), pa.string())
            table = table.set_column(place, field.name, text)
        elif pa.types.is_string(field.type) and pc.any(pc.match_substring(column, folder)).as_py():
            table = table.set_column(place, field.name, pc.replace_substring(column, folder, ""))
    return table


def _has_python_values(column: pa.ChunkedArray) -> bool:
    """Whether Python knows the first and last day of a column, and so all between them."""
    ends = pc.min_max(column)
    with suppress(OverflowError, ValueError, pa.ArrowInvalid):
        ends.as_py()
        return True
    return False


def _first_rows(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> list[list[str | None]]:
    """The first rows as text, NULL as None, each cell short, all together no more than a browser takes easily."""
    columns = [
        _as_text(connection, pa.table([_shortened(column.slice(0, SHOWN_ROWS))], [name]))
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    rows: list[list[str | None]] = []
    size = 0
    for cells in zip(*columns, strict=True):
        shown = [cell if cell is None or len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…" for cell in cells]
        size += sum(len((cell or "").encode()) + 12 for cell in shown)
        if size > SHOWN_BYTES:
            break
        rows.append(shown)
    return rows


def _shortened(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Long lists cut to what is shown of them: writing out a million elements takes seconds."""
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pc.list_slice(column, 0, LONGEST_CELL)
    return column


def _as_text(connection: duckdb.DuckDBPyConnection, column: pa.Table) -> list[str | None]:
    """The cells of a table's one column as the database writes them, cut a little longer than is shown."""
    cut = f"left(CAST(#1 AS VARCHAR), {LONGEST_CELL + 1})"
    try:
        return [row[0] for row in connection.from_arrow(column).project(cut).fetchall()]
    except (duckdb.Error, RuntimeError):  # a few values at the edge of their type have no text in the database
        return [_cell_text(cell) for cell in column.column(0)]


def _cell_text(cell: pa.Scalar) -> str | None:
    with suppress(OverflowError, ValueError, pa.ArrowException):
        value = cell.as_py()
        return None if value is None else str(value)[: LONGEST_CELL + 1]
    return f"({cell.type})"


def code_of(error: Exception) -> str:
    """Why a query failed, as a code."""
    text = str(error)
    if isinstance(error, MemoryError) or any(word in text for word in _MEMORY_WORDS):
        return "memory"
    if any(word in text for word in _FILE_WORDS):
        return "files"
    return next((code for kind, code in _CODES if isinstance(error, kind)), "failed")


def hold_back(job: dict[str, Any]) -> None:
    """Take no more than was given: memory in megabytes beside what libraries take, and no file at all."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource  # noqa: PLC0415 - there is none on Windows

        space = job["memory_mb"] * 1_000_000 + _OVERHEAD_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (space, space))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def failure(job: dict[str, Any], error: Exception) -> JobError:
    """Why the job gives no result, without the place of the server's files."""
    return JobError(code_of(error), (str(error).replace(f"{Path(job['path']).parent}{os.sep}", ""),))


def do(job: dict[str, Any], _: Callable[[str], None]) -> tuple[dict[str, Any], bytes]:
    """Run the job's query: the size of the result and its first rows, and no bytes. Raises JobError."""
    hold_back(job)
    try:
        table, rows = answer(job)
    except JobError:
        raise
    except Exception as error:
        raise failure(job, error) from error
    numeric = [place for place, kind in enumerate(table.schema.types) if _is_number(kind)]
    size = {"count": table.num_rows, "columns": table.column_names, "numeric": numeric}
    return size | {"rows": rows}, b""


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))
