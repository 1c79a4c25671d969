"""The read side of the warehouse: which snapshot is current, and safe read-only queries on it.

Snapshots are immutable files under `<warehouse>/snapshots`, the current one is named by the pointer
`<warehouse>/current.json`. Nothing in here writes.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

WAREHOUSE_VARIABLE = "THUOC_DO_57_WAREHOUSE"
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "warehouse"

# Every connection of one process to one file must be opened with the same settings.
_LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 2,
    "memory_limit": "1GB",
    "lock_configuration": True,
}


class WarehouseError(Exception):
    """The warehouse cannot serve: `code` is one of missing, damaged, no_snapshot, busy; `subject` names what."""

    def __init__(self, code: str, subject: str = "") -> None:
        super().__init__(f"{code} {subject}".strip())
        self.code = code
        self.subject = subject


@dataclass(frozen=True)
class Snapshot:
    """One immutable state of the warehouse."""

    snapshot_id: str
    path: Path

    def query(self, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
        """Run one read-only statement; `$name` placeholders take `parameters`."""
        with _connection(self).cursor() as cursor:
            return cursor.execute(sql, parameters or {}).df()

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The same as plain rows by column name, NULL as None: without pandas, for many small answers."""
        with _connection(self).cursor() as cursor:
            answer = cursor.execute(sql, parameters or {})
            names = [column[0] for column in answer.description or ()]
            return [dict(zip(names, cells, strict=True)) for cells in answer.fetchall()]

    def table(self, sql: str, parameters: dict[str, Any] | None = None) -> pa.Table:
        """The same as Arrow, in which whole numbers with gaps stay whole and days stay days."""
        with _connection(self).cursor() as cursor:
            return cursor.sql(sql, params=parameters or {}).to_arrow_table()


def warehouse_folder() -> Path:
    """The folder named by the environment, else `warehouse/` beside the program."""
    named = os.environ.get(WAREHOUSE_VARIABLE)
    return Path(named).resolve() if named else DEFAULT_FOLDER


def snapshot_path(folder: Path, snapshot_id: str) -> Path:
    """Where the file of a snapshot lies."""
    return folder / "snapshots" / f"kpi-{snapshot_id}.duckdb"


def current_snapshot(folder: Path | None = None) -> Snapshot:
    """The snapshot that the pointer names.

    Raises WarehouseError('missing') when nothing was built yet, 'damaged' when the pointer leads nowhere.
    """
    folder = folder or warehouse_folder()
    try:
        pointer = json.loads((folder / "current.json").read_text(encoding="utf-8"))
        snapshot_id = str(pointer["snapshot_id"])
    except FileNotFoundError as error:
        raise WarehouseError("missing", str(folder)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise WarehouseError("damaged", str(folder / "current.json")) from error
    path = snapshot_path(folder, snapshot_id)
    if not path.is_file():
        raise WarehouseError("damaged", snapshot_id)
    return Snapshot(snapshot_id, path)


def list_snapshots(folder: Path) -> list[Snapshot]:
    """All snapshots on disk, newest first."""
    paths = sorted((folder / "snapshots").glob("kpi-*.duckdb"), reverse=True)
    return [Snapshot(path.stem.removeprefix("kpi-"), path) for path in paths]


_connections: dict[Path, duckdb.DuckDBPyConnection] = {}
_connections_lock = threading.Lock()
_KEPT_CONNECTIONS = 3


def _connection(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """One connection a process and snapshot; queries run on cursors of it.

    Older connections are only let go of, never closed: closing one would break the cursors of a request that
    still runs on it.
    """
    with _connections_lock:
        connection = _connections.get(snapshot.path)
        if connection is None:
            connection = duckdb.connect(str(snapshot.path), read_only=True, config=_LOCKED_DOWN)
            _connections[snapshot.path] = connection
            for oldest in list(_connections)[:-_KEPT_CONNECTIONS]:
                del _connections[oldest]
        return connection
