"""A new snapshot is read once in the background, whole, unless it has too many units."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kpi.reading.province import provinces
from kpi.store.warehouse import Snapshot
from ui.runs import preload


def test_every_unit_is_read_once(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[str, str]] = []
    monkeypatch.setattr(
        preload, "province_data", lambda shown, province_id: read.append((shown.snapshot_id, province_id))
    )
    monkeypatch.setattr(preload, "_PAUSE_SECONDS", 0)
    snapshot = Snapshot("read-once", snapshot.path)
    reader = preload.read_ahead(snapshot)
    assert reader is preload.read_ahead(snapshot)
    assert reader is not None
    reader.join(30)
    # Another test's snapshot may still be read in this process.
    assert [province_id for of, province_id in read if of == "read-once"] == list(provinces(snapshot))


def test_a_snapshot_of_thousands_is_read_when_asked_for(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preload, "_MOST_UNITS", 10)
    snapshot = Snapshot("read-when-asked", snapshot.path)
    assert preload.read_ahead(snapshot) is None


def test_a_process_that_ends_while_reading_ends_without_an_abort(default_warehouse: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kpi.store.warehouse import current_snapshot; "
        "from ui.runs.preload import read_ahead; print(read_ahead(current_snapshot(Path(sys.argv[1]))).is_alive())"
    )
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", script, str(default_warehouse)]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, "True"), ended.stderr
    assert "terminate" not in ended.stderr
