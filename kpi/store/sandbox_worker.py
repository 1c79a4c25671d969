"""The other side of `kpi.store.sandbox`: one process that runs one query of a stranger and ends.

Started as a plain script, so that it loads nothing of the product. It loads its libraries, waits for one JSON
job on standard input, and answers with one line of JSON and, after it, the result as an Arrow stream. The
snapshot is opened read-only, without files, network, extensions or a place to spill to; and the process ends
itself when nobody else ends it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from typing import Any

import duckdb
import pyarrow as pa

_READS = frozenset({"SELECT", "EXPLAIN"})
_FILES = frozenset({"COPY", "COPY_DATABASE", "ATTACH", "DETACH", "EXPORT", "LOAD", "EXTENSION"})
_WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE_INTO", "CREATE", "DROP", "ALTER", "VACUUM", "ANALYZE"})
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


class RefusedError(Exception):
    """The query is not run, or its result not handed over: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def answer(job: dict[str, Any]) -> pa.Table:
    """The result of the job's query. Raises RefusedError or duckdb.Error."""
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
        statement = _only_statement(connection.extract_statements(job["sql"]))
        found = connection.sql(statement.query)
        if statement.type.name == "SELECT":
            found = found.limit(job["rows"] + 1)
        table = found.to_arrow_table()
    if table.num_rows > job["rows"]:
        raise RefusedError("rows")
    if table.nbytes > job["bytes"]:
        raise RefusedError("bytes")
    return table


def _only_statement(statements: list[duckdb.Statement]) -> duckdb.Statement:
    if not statements:
        raise RefusedError("empty")
    kinds = {statement.type.name for statement in statements}
    if kinds & _FILES:
        raise RefusedError("files")
    if kinds & _WRITES:
        raise RefusedError("writes")
    if len(statements) > 1:
        raise RefusedError("several")
    if not kinds <= _READS:
        raise RefusedError("not_select")
    return statements[0]


def code_of(error: Exception) -> str:
    """Why a query failed, as a code."""
    text = str(error)
    if isinstance(error, MemoryError) or any(word in text for word in _MEMORY_WORDS):
        return "memory"
    if any(word in text for word in _FILE_WORDS):
        return "files"
    return next((code for kind, code in _CODES if isinstance(error, kind)), "failed")


def _hold_back(job: dict[str, Any]) -> None:
    """Give way to the server, take no more than was given, and end in any case."""
    timer = threading.Timer(job["seconds"] + 2, os._exit, [70])
    timer.daemon = True
    timer.start()
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource  # noqa: PLC0415 - there is none on Windows

        os.nice(10)
        space = job["memory_mb"] * 1_000_000 + _OVERHEAD_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (space, space))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Run the one job; end quietly when there is none."""
    given = sys.stdin.buffer.read()
    if not given:
        return
    job = json.loads(given)
    _hold_back(job)
    out = sys.stdout.buffer
    try:
        table = answer(job)
    except RefusedError as refused:
        out.write(json.dumps({"error": refused.code, "detail": ""}).encode() + b"\n")
    except (duckdb.Error, MemoryError) as error:
        out.write(json.dumps({"error": code_of(error), "detail": str(error)}).encode() + b"\n")
    else:
        out.write(b'{"error": null}\n')
        with pa.ipc.new_stream(out, table.schema) as stream:
            stream.write_table(table)


if __name__ == "__main__":
    main()
