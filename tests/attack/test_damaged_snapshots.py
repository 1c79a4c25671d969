"""A damaged, missing or foreign snapshot is never served; the last good one is, and both page and command say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot, WarehouseError, current_snapshot, served_snapshot
from tests.attack.snapshots import (
    DAMAGES,
    NEWER_LAYOUT,
    OLDER_LAYOUT,
    ROOT,
    etl,
    flip,
    foreign,
    served_whole,
    twins,
)
from tests.cases.page_cases import html_of


@pytest.fixture
def warehouse(default_warehouse: Path, tmp_path: Path) -> Path:
    twins(default_warehouse, tmp_path / "warehouse")
    return tmp_path / "warehouse"


@pytest.fixture
def newest(warehouse: Path) -> Snapshot:
    return current_snapshot(warehouse)


OLDER = "20260101T000000Z-a"


def fault_code(folder: Path) -> str:
    with pytest.raises(WarehouseError) as caught:
        current_snapshot(folder)
    return caught.value.code


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_snapshot_is_replaced_by_the_last_good_one(
    warehouse: Path, newest: Snapshot, damage: Callable[[Path], None]
) -> None:
    damage(newest.path)
    assert fault_code(warehouse) == "damaged"
    assert served_whole(warehouse) == OLDER
    status = etl("status", "--warehouse", str(warehouse))
    assert status.returncode == 1
    assert f"→ {OLDER}" in status.stdout
    assert newest.snapshot_id in status.stderr
    assert "python -m etl build" in status.stderr


def test_a_file_that_is_damaged_while_it_is_served_is_noticed(warehouse: Path, newest: Snapshot) -> None:
    assert served_whole(warehouse) == newest.snapshot_id
    flip(newest.path, 0.9)
    assert served_whole(warehouse) == OLDER


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"snapshot_id": 5}', '{"snapshot_id": "../../x"}', '{"snapshot_id": "gone"}']
)
def test_a_broken_pointer_takes_no_page_away(warehouse: Path, content: str) -> None:
    (warehouse / "current.json").write_text(content, encoding="utf-8")
    assert fault_code(warehouse) == "damaged"
    assert served_whole(warehouse) == "20260102T000000Z-b"
    assert etl("status", "--warehouse", str(warehouse)).returncode == 1


def test_a_pointer_that_is_gone_or_no_file_takes_no_page_away(warehouse: Path) -> None:
    (warehouse / "current.json").unlink()
    assert served_whole(warehouse) == "20260102T000000Z-b"
    (warehouse / "current.json").mkdir()
    assert served_whole(warehouse) == "20260102T000000Z-b"


def test_bytes_that_are_not_those_that_were_published_are_not_served(warehouse: Path, newest: Snapshot) -> None:
    """The database's own check sums would be content: somebody put another, whole database there."""
    newest.path.write_bytes((warehouse / f"snapshots/kpi-{OLDER}.duckdb").read_bytes())
    assert fault_code(warehouse) == "damaged"
    assert served_whole(warehouse) == OLDER


def test_the_restored_one_stays_after_its_pointer_is_lost(warehouse: Path) -> None:
    assert etl("restore", OLDER, "--warehouse", str(warehouse)).returncode == 0
    assert served_whole(warehouse) == OLDER
    (warehouse / "current.json").unlink()
    assert served_whole(warehouse) == OLDER


@pytest.mark.parametrize(("change", "code"), [(OLDER_LAYOUT, "older"), (NEWER_LAYOUT, "newer")])
def test_a_snapshot_of_another_version_is_not_served_nor_restored(warehouse: Path, change: str, code: str) -> None:
    other = foreign(warehouse, change)
    assert fault_code(warehouse) == code
    assert served_whole(warehouse) == "20260102T000000Z-b"
    done = etl("restore", other, "--warehouse", str(warehouse))
    assert done.returncode == 1
    assert "phiên bản" in done.stderr
    assert etl("restore", OLDER, "--warehouse", str(warehouse)).returncode == 0
    assert current_snapshot(warehouse).snapshot_id == OLDER


def test_with_nothing_good_left_every_command_says_one_sentence(warehouse: Path, newest: Snapshot) -> None:
    other = foreign(warehouse, OLDER_LAYOUT)
    newest.path.unlink()
    (warehouse / f"snapshots/kpi-{OLDER}.duckdb").unlink()
    for command in (["status"], ["status", "--served"], ["sql", "SELECT 1"], ["restore", other]):
        done = etl("--language", "en", *command, "--warehouse", str(warehouse))
        assert done.returncode == 1
        assert "older version" in done.stderr
    with pytest.raises(WarehouseError):
        served_snapshot(warehouse)


def test_a_build_mends_whatever_was_there(warehouse: Path, newest: Snapshot) -> None:
    newest.path.write_bytes(b"")
    assert etl("build", "--if-changed", "--warehouse", str(warehouse)).returncode == 0
    assert current_snapshot(warehouse).snapshot_id not in {OLDER, newest.snapshot_id}
    digests = json.loads((warehouse / "current.json").read_text(encoding="utf-8"))
    assert len(digests["sha256"]) == 64


def test_the_page_says_that_earlier_data_are_shown(
    warehouse: Path, newest: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(warehouse))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert "Trang đang dùng bản dữ liệu trước" not in html_of(app)
    flip(newest.path)
    app.run()
    assert not app.exception
    assert "Trang đang dùng bản dữ liệu trước" in html_of(app)
    assert newest.snapshot_id in html_of(app)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sql", ""], "Chưa có câu truy vấn"),
        (["sql", "-- chỉ là lời"], "Chưa có câu truy vấn"),
        (["sql", "SELECT 1; SELECT 2"], "từng câu một"),
        (["sql", "UPDATE EXTENSIONS"], "không chạy được"),
        (["sql", "SELECT nosuch"], "không chạy được"),
        (["diff", "20260102T000000Z-b", "../../etc/passwd"], "Không có bản chụp"),
        (["bundle", "--out", "{folder}"], "Không ghi được"),
        (["bundle", "--out", "{folder}/none/x.zip"], "Không ghi được"),
        (["check", "--data", "{file}"], "Từ chối"),
        (["check", "--data", "{folder}/none"], "Từ chối"),
    ],
)
def test_a_wrong_argument_is_told_in_a_sentence(warehouse: Path, arguments: list[str], said: str) -> None:
    names = {"folder": str(warehouse), "file": str(warehouse / "current.json")}
    done = etl(*(word.format(**names) for word in arguments), "--warehouse", str(warehouse))
    assert done.returncode == 1
    assert said in done.stderr


def test_a_file_where_the_warehouse_should_be_is_told(warehouse: Path) -> None:
    done = etl("build", "--warehouse", str(warehouse / "current.json"))
    assert done.returncode == 1
    assert str(warehouse) in done.stderr


def test_a_damaged_snapshot_cannot_be_compared_and_says_so(warehouse: Path, newest: Snapshot) -> None:
    newest.path.write_bytes(b"x" * 10_000)
    done = etl("diff", newest.snapshot_id, OLDER, "--warehouse", str(warehouse))
    assert done.returncode == 1
    assert done.stderr.strip()
