"""Whether a snapshot's file may be served: whole to the last bit, and laid out as this program reads it.

A file is read once; what was found holds until the file changes.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from pathlib import Path

import duckdb

SCHEMA_VERSION = 6
"""The number of the tables' layout. Raise it by one whenever `etl/schema.sql` changes; a snapshot of another number
is not read."""

Settings = Mapping[str, str | bool | int | float | list[str]]

_found: dict[Path, tuple[tuple[object, ...], str | None]] = {}
_lock = threading.Lock()


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fault_of(path: Path, sha256: str | None, settings: Settings) -> str | None:
    """Why the snapshot in `path` may not be served: damaged, older, newer; None when it may.

    `sha256` is what the file's digest must be; without one every table is read, so that the database's own check
    sums tell. `settings` are those that this process opens snapshots with.
    """
    try:
        state = path.stat()
    except OSError:
        return "damaged"
    now = (state.st_size, state.st_mtime_ns, state.st_ino, sha256)
    with _lock:
        before = _found.get(path)
        if before is None or before[0] != now:
            before = _found[path] = (now, _look(path, sha256, settings))
    return before[1]


def _look(path: Path, sha256: str | None, settings: Settings) -> str | None:
    try:
        if not path.is_file() or (sha256 and digest(path) != sha256):
            return "damaged"
        with duckdb.connect(str(path), read_only=True, config=dict(settings)) as connection:
            fault = _layout(connection)
            if fault is None and sha256 is None:
                _read_all(connection)
            return fault
    except (OSError, duckdb.Error):
        return "damaged"


def _layout(connection: duckdb.DuckDBPyConnection) -> str | None:
    try:
        versions = connection.execute("SELECT schema_version FROM snapshot").fetchall()
    except (duckdb.BinderException, duckdb.CatalogException):
        return "older"  # from before layouts had numbers
    if len(versions) != 1:
        return "damaged"
    version = int(versions[0][0])
    if version == SCHEMA_VERSION:
        return None
    return "older" if version < SCHEMA_VERSION else "newer"


def _read_all(connection: duckdb.DuckDBPyConnection) -> None:
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    for (table,) in tables:
        connection.execute(f'SELECT max(hash(t)) FROM "{table}" AS t').fetchall()  # noqa: S608
