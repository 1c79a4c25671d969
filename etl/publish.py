"""Snapshots on disk: built beside the current one, then named current by one atomic rename.

warehouse/
  current.json            the pointer: which snapshot is served, and the digests of all
  snapshots/kpi-ID.duckdb immutable; never written after it got this name
  building-*.duckdb       a build in progress, or the remains of one that was killed
  build.lock              held by the one build that runs
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from kpi.store.snapshot_check import digest
from kpi.store.warehouse import (
    Pointer,
    Snapshot,
    WarehouseError,
    checked,
    list_snapshots,
    read_pointer,
    snapshot_path,
)

KEPT_SNAPSHOTS = 20
_LOCK_WAIT_SECONDS = 120.0


class WarehouseBusyError(WarehouseError):
    """Another build holds the lock and did not finish in time."""


@dataclass(frozen=True)
class Workspace:
    """The file that a build writes to, and the id it will be published under."""

    path: Path
    snapshot_id: str
    built_at: datetime


@contextmanager
def building(folder: Path, input_sha256: str, wait: float = _LOCK_WAIT_SECONDS) -> Iterator[Workspace]:
    """Hold the build lock and give a fresh workspace; remains of killed builds are swept first.

    Raises WarehouseBusyError when another build still runs after `wait` seconds. The workspace's file is
    removed on the way out unless `publish` moved it.
    """
    (folder / "snapshots").mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "build.lock", timeout=wait):
            _sweep(folder)
            built_at = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
            snapshot_id = _new_id(folder, built_at, input_sha256)
            workspace = Workspace(folder / f"building-{snapshot_id}.duckdb", snapshot_id, built_at)
            try:
                yield workspace
            finally:
                _remove(workspace.path)
    except Timeout as error:
        raise WarehouseBusyError("busy") from error


def publish(folder: Path, workspace: Workspace) -> Snapshot:
    """Make the finished file a snapshot and name it current; durable before it is visible.

    Raises OSError when the disk does not take it; then nothing is left of it.
    """
    _sync_file(workspace.path)
    sha256 = digest(workspace.path)
    target = snapshot_path(folder, workspace.snapshot_id)
    workspace.path.replace(target)
    try:
        _sync_folder(target.parent)
        _point_to(folder, workspace.snapshot_id, sha256)
    except OSError:
        pointer = _pointer(folder)
        if pointer is None or pointer.snapshot_id != workspace.snapshot_id:
            _remove(target)
        raise
    _prune(folder, workspace.snapshot_id)
    return Snapshot(workspace.snapshot_id, target)


def restore(folder: Path, snapshot_id: str) -> Snapshot:
    """Name an older snapshot current again.

    Raises WarehouseError when there is no such snapshot, it is damaged or another version of the program built it.
    """
    path = snapshot_path(folder, snapshot_id)
    if snapshot_id not in {snapshot.snapshot_id for snapshot in list_snapshots(folder)}:
        raise WarehouseError("no_snapshot", snapshot_id)
    try:
        with FileLock(folder / "build.lock", timeout=_LOCK_WAIT_SECONDS):
            snapshot = _verified(folder, snapshot_id)
            _point_to(folder, snapshot_id, digest(path))
    except Timeout as error:
        raise WarehouseBusyError("busy") from error
    return snapshot


def _verified(folder: Path, snapshot_id: str) -> Snapshot:
    snapshot = checked(folder, snapshot_id, _pointer(folder))
    stored = snapshot.rows("SELECT snapshot_id FROM snapshot")
    if [row["snapshot_id"] for row in stored] != [snapshot_id]:
        raise WarehouseError("damaged", snapshot_id)
    return snapshot


def _pointer(folder: Path) -> Pointer | None:
    """What the pointer says; None when there is none that can be read."""
    try:
        return read_pointer(folder)
    except WarehouseError:
        return None


def _new_id(folder: Path, built_at: datetime, input_sha256: str) -> str:
    base = f"{built_at:%Y%m%dT%H%M%SZ}-{input_sha256[:8]}"
    taken = {snapshot.snapshot_id for snapshot in list_snapshots(folder)}
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _point_to(folder: Path, snapshot_id: str, sha256: str) -> None:
    before = _pointer(folder)
    kept = {snapshot.snapshot_id for snapshot in list_snapshots(folder)} - {snapshot_id}
    others = {name: known for name, known in before.digests.items() if name in kept} if before else {}
    temporary = folder / f"current-{os.getpid()}.json.tmp"
    try:
        with temporary.open("w", encoding="utf-8") as file:
            json.dump({"snapshot_id": snapshot_id, "sha256": sha256, "others": others}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / "current.json")
    except OSError:
        _remove(temporary)
        raise
    _sync_folder(folder)


def _sweep(folder: Path) -> None:
    for pattern in ("building-*", "current-*.json.tmp"):
        for path in folder.glob(pattern):
            _remove(path)


def _prune(folder: Path, current: str) -> None:
    """Drop the oldest snapshots beyond those kept; one that a reader still holds open may stay a while."""
    for snapshot in list_snapshots(folder)[KEPT_SNAPSHOTS:]:
        if snapshot.snapshot_id != current:
            _remove(snapshot.path)


def _remove(path: Path) -> None:
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        try:
            leftover.unlink(missing_ok=True)
        except PermissionError:  # Windows refuses while a reader holds the file; the next build tries again
            continue


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder for syncing
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
