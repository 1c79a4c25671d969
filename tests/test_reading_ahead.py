"""A new snapshot is read once in the background, whole, unless it has too many units."""

from __future__ import annotations

import pytest

from kpi.warehouse import Snapshot
from ui import reading_ahead
from ui.data import provinces


def test_every_unit_is_read_once(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(reading_ahead, "province_data", lambda shown, province_id: read.append(province_id))
    monkeypatch.setattr(reading_ahead, "_PAUSE_SECONDS", 0)
    shown = Snapshot("read-once", snapshot.path)
    reader = reading_ahead.read_ahead(shown)
    assert reader is reading_ahead.read_ahead(shown)
    assert reader is not None
    reader.join(30)
    assert read == list(provinces(snapshot))


def test_a_snapshot_of_thousands_is_read_when_asked_for(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "_MOST_UNITS", 10)
    shown = Snapshot("read-when-asked", snapshot.path)
    assert reading_ahead.read_ahead(shown) is None
