"""What was made of a snapshot is kept while readers see it, and not after."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from kpi.model.cache import cache
from kpi.store.warehouse import Snapshot, list_snapshots, served_snapshot, snapshot_path


def publish(folder: Path, snapshot_id: str) -> None:
    (folder / "current.json").write_text(json.dumps({"snapshot_id": snapshot_id}), encoding="utf-8")


def test_results_are_dropped_when_another_snapshot_is_served(default_warehouse: Path, tmp_path: Path):
    made = []

    @cache(8)
    def made_of(snapshot: Snapshot, word: str) -> str:
        made.append(snapshot.snapshot_id)
        return word

    names = ["20260101T000000Z-a", "20260102T000000Z-b"]
    (tmp_path / "snapshots").mkdir()
    for name in names:
        shutil.copyfile(list_snapshots(default_warehouse)[0].path, snapshot_path(tmp_path, name))
    seen = []
    for name in names:
        publish(tmp_path, name)
        seen.append(served_snapshot(tmp_path).snapshot)
        made_of(seen[-1], "x")
        assert served_snapshot(tmp_path).snapshot == seen[-1]
        made_of(seen[-1], "x")
    assert made == names
    made_of(seen[0], "x")
    assert made == [*names, names[0]]
