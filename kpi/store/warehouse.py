"""The read side of the warehouse: which snapshot is current, and safe read-only queries on it.

Snapshots are immutable files under `<warehouse>/snapshots`, the current one is named by the pointer
`<warehouse>/current.json`, with the digest that its file must have. A snapshot is read whole, once, before it is
served; one that is damaged, or laid out for another version of the program, is never served. Nothing in here writes.
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

from kpi.model.cache import forget
from kpi.store.snapshot_check import fault_of

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
    """The warehouse cannot serve: `code` is one of missing, damaged, older, newer, no_snapshot, busy.

    `subject` names what: a snapshot, a file or a folder.
    """

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


@dataclass(frozen=True)
class Pointer:
    """Which snapshot is current, and the digest of every snapshot's file that is known, by id."""

    snapshot_id: str
    digests: dict[str, str]


@dataclass(frozen=True)
class Served:
    """The snapshot that readers see; `fault` says why it is not the current one, None when it is."""

    snapshot: Snapshot
    fault: WarehouseError | None = None


def read_pointer(folder: Path) -> Pointer:
    """What the pointer of a warehouse says. A pointer written by hand may leave the digest out.

    Raises WarehouseError('missing') when nothing was built yet, 'damaged' when the pointer cannot be read.
    """
    path = folder / "current.json"
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        snapshot_id, others = said["snapshot_id"], said.get("others", {})
        digests = {**others, snapshot_id: said["sha256"]} if "sha256" in said else dict(others)
        if not all(isinstance(word, str) for pair in digests.items() for word in (snapshot_id, *pair)):
            raise TypeError("an id or a digest is no text")
    except FileNotFoundError as error:
        code = "damaged" if list_snapshots(folder) else "missing"
        raise WarehouseError(code, str(path if code == "damaged" else folder)) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WarehouseError("damaged", str(path)) from error
    return Pointer(snapshot_id, digests)


def checked(folder: Path, snapshot_id: str, pointer: Pointer | None) -> Snapshot:
    """One snapshot that may be served. Raises WarehouseError: damaged, older, newer."""
    path = snapshot_path(folder, snapshot_id)
    fault = fault_of(path, pointer.digests.get(snapshot_id) if pointer else None, _LOCKED_DOWN)
    if fault:
        raise WarehouseError(fault, snapshot_id)
    return Snapshot(snapshot_id, path)


def current_snapshot(folder: Path | None = None) -> Snapshot:
    """The snapshot that the pointer names, whole and readable.

    Raises WarehouseError('missing') when nothing was built yet, 'damaged' when the pointer or its snapshot is,
    'older' or 'newer' when another version of the program built it.
    """
    folder = folder or warehouse_folder()
    pointer = read_pointer(folder)
    return checked(folder, pointer.snapshot_id, pointer)


def served_snapshot(folder: Path) -> Served:
    """The current snapshot, else the last good one: what this process served before, else the newest on disk.

    Raises WarehouseError as `current_snapshot` does when there is no good one at all.
    """
    pointer = None
    try:
        pointer = read_pointer(folder)
        served = Served(checked(folder, pointer.snapshot_id, pointer))
    except WarehouseError as fault:
        served = Served(_last_good(folder, pointer, fault), fault)
    before, _served[folder] = _served.get(folder), served.snapshot
    if before not in (None, served.snapshot):
        _forget_others(served.snapshot)
    return served


_served: dict[Path, Snapshot] = {}
"""By warehouse, the snapshot that this process served last."""


def _forget_others(served: Snapshot) -> None:
    """Drop what was made of other snapshots: nobody is shown them any more. A run still at work on one asks again.

    Their connections are let go of, not closed: a request that still runs on one keeps it until its end.
    """
    forget(lambda argument: isinstance(argument, Snapshot) and argument != served)
    with _connections_lock:
        for path in [path for path in _connections if path != served.path]:
            del _connections[path]


def _last_good(folder: Path, pointer: Pointer | None, fault: WarehouseError) -> Snapshot:
    refused = pointer.snapshot_id if pointer else None
    before = _served.get(folder)
    for snapshot in [*([before] if before else []), *list_snapshots(folder)]:
        if snapshot.snapshot_id != refused:
            try:
                return checked(folder, snapshot.snapshot_id, pointer)
            except WarehouseError:
                continue
    raise fault


def list_snapshots(folder: Path) -> list[Snapshot]:
    """All snapshots on disk, newest first."""
    paths = sorted((folder / "snapshots").glob("kpi-*.duckdb"), reverse=True)
    return [Snapshot(path.stem.removeprefix("kpi-"), path) for path in paths]


_connections: dict[Path, duckdb.DuckDBPyConnection] = {}
_connections_lock = threading.Lock()
_KEPT_CONNECTIONS = 2


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


def let_go(snapshot: Snapshot) -> None:
    """Close what this process holds open of a snapshot's file, so that the file can be moved or written again."""
    with _connections_lock:
        connection = _connections.pop(snapshot.path, None)
    if connection is not None:
        connection.close()
