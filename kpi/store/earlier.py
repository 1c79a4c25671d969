"""Earlier snapshots of the same warehouse, opened read-only to be compared with the current one."""

from __future__ import annotations

from kpi.store.province_queries import is_demo
from kpi.store.warehouse import Snapshot, WarehouseError, checked, list_snapshots, read_pointer, snapshot_path


def previous(snapshot: Snapshot) -> Snapshot | None:
    """The newest earlier snapshot that was built from other input data, of the same layout and kind; None without one.

    A build of the same data by another version of the program changes nothing that a reader could be told.
    """
    for earlier in list_snapshots(snapshot.path.parent.parent):
        if earlier.snapshot_id < snapshot.snapshot_id and _input(earlier) != _input(snapshot):
            found = named(snapshot, earlier.snapshot_id)
            if found is not None:
                return found
    return None


def named(snapshot: Snapshot, snapshot_id: str) -> Snapshot | None:
    """The snapshot of that id in the same warehouse; None where it is gone, damaged, laid out otherwise or made up.

    Looked up every time: a later build removes the oldest snapshots.
    """
    folder = snapshot.path.parent.parent
    if snapshot_path(folder, snapshot_id) not in {one.path for one in list_snapshots(folder)}:
        return None
    try:
        found = checked(folder, snapshot_id, read_pointer(folder))
    except WarehouseError:
        return None
    return found if is_demo(found) == is_demo(snapshot) else None


def _input(snapshot: Snapshot) -> str:
    """The part of an id that stands for the input data."""
    return snapshot.snapshot_id.split("-")[1] if "-" in snapshot.snapshot_id else snapshot.snapshot_id
