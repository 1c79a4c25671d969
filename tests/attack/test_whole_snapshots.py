"""Killed builds, corrupted files, a full disk, a folder that may only be read: always a whole snapshot, and a sentence.

The long part of the attack: it takes many minutes.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.build import build
from kpi.store.warehouse import current_snapshot, list_snapshots
from tests.attack.snapshots import DAMAGES, ROOT, flip, served_whole, twins

pytestmark = pytest.mark.attack

KILLS = 200
CORRUPTIONS = 20
ROUNDS = 6
MEGABYTE = 1_000_000


def start_build(folder: Path, megabytes: int | None = None) -> subprocess.Popen[str]:
    """Start a build; with `megabytes`, no file that it writes may become larger."""
    command = [sys.executable, "-m", "etl", "build", "--warehouse", str(folder)]
    if megabytes is not None:
        size = megabytes * MEGABYTE
        limit = f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); "
        command = [sys.executable, "-c", f"{limit}os.execv(sys.executable, sys.argv[1:])", *command]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def remains(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*") if path.name.startswith(("building-", "current-")))


def served_by_a_new_reader(folder: Path) -> str:
    """What a process that has just started is served: nothing that this one still holds open counts."""
    code = (
        "import sys; from pathlib import Path; from tests.attack.snapshots import served_whole;"
        "print(served_whole(Path(sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_builds_killed_at_any_moment_leave_a_whole_snapshot(
    tmp_path: Path, data_folder: Path, record_property: Callable[[str, object], None]
) -> None:
    build(data_folder, tmp_path)
    started = time.monotonic()
    assert start_build(tmp_path).wait() == 0
    whole_build = time.monotonic() - started
    moments = random.Random(14)
    killed = 0
    for _ in range(KILLS):
        process = start_build(tmp_path)
        time.sleep(moments.uniform(0, whole_build))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() != 0
        assert served_whole(tmp_path) == current_snapshot(tmp_path).snapshot_id
    record_property("killed", killed)
    assert killed > KILLS / 2
    process = start_build(tmp_path)
    assert process.wait() == 0
    assert served_by_a_new_reader(tmp_path) == current_snapshot(tmp_path).snapshot_id
    assert remains(tmp_path) == []


def test_corrupted_snapshots_are_never_served(default_warehouse: Path, tmp_path: Path) -> None:
    places = random.Random(20)
    for number in range(CORRUPTIONS):
        folder = tmp_path / str(number)
        newest, older = twins(default_warehouse, folder)
        damage = DAMAGES[number % len(DAMAGES)]
        if damage is flip:
            flip(newest.path, places.random() * 0.999)
        else:
            damage(newest.path)
        assert served_by_a_new_reader(folder) == older.snapshot_id
        command = [sys.executable, "-m", "etl", "status", "--warehouse", str(folder)]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert told.returncode == 1
        assert "Traceback" not in told.stderr
        assert newest.snapshot_id in told.stderr
        shutil.rmtree(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 60 MB where the machine lets us mount one, else the folder itself."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = mount("tmpfs", folder, "size=60m")
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def mount(kind: str, folder: Path, options: str) -> bool:
    """Mount a disk in memory; False where that is not allowed."""
    mounter = shutil.which("mount")
    if mounter is None:
        return False
    command = [mounter, "-t", kind, "-o", options, kind, str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_full_disk_is_told_and_leaves_the_snapshot_served(
    small_disk: Path, record_property: Callable[[str, object], None]
) -> None:
    mounted = os.path.ismount(small_disk)
    assert start_build(small_disk).wait() == 0
    before = served_whole(small_disk)
    refused = 0
    for round_number in range(ROUNDS):
        if mounted and round_number >= 2:
            fill(small_disk, leave=(ROUNDS - 1 - round_number) * MEGABYTE)
        process = start_build(small_disk, None if mounted else 1 + round_number)
        said = process.communicate()[1]
        assert "Traceback" not in said
        if process.returncode == 0:
            before = served_by_a_new_reader(small_disk)
            continue
        refused += 1
        assert "Đĩa đã đầy" in said, said
        assert served_by_a_new_reader(small_disk) == before
        assert remains(small_disk) == []
        (small_disk / "filler").unlink(missing_ok=True)
    record_property("refused", refused)
    assert refused >= 3


def fill(folder: Path, leave: int) -> None:
    """Fill a disk up to so many bytes."""
    free = shutil.disk_usage(folder).free
    (folder / "filler").write_bytes(b"\0" * max(free - leave, 0))


def test_a_limit_on_the_size_of_files_is_told_as_a_full_disk(tmp_path: Path) -> None:
    assert start_build(tmp_path).wait() == 0
    before = served_whole(tmp_path)
    for megabytes in (0, 1, 3, 6):
        process = start_build(tmp_path, megabytes)
        said = process.communicate()[1]
        assert process.returncode == 1
        assert "Traceback" not in said
        assert "Đĩa đã đầy" in said, said
        assert served_by_a_new_reader(tmp_path) == before
        assert remains(tmp_path) == []


def test_a_folder_that_may_only_be_read_is_told_and_served(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = mount("tmpfs", folder, "size=60m")
    try:
        assert start_build(folder).wait() == 0
        assert start_build(folder).wait() == 0
        before = served_whole(folder)
        if mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        else:
            folder.chmod(0o500)
            (folder / "snapshots").chmod(0o500)
        older = list_snapshots(folder)[1].snapshot_id
        for arguments in (["build"], ["restore", older]):
            command = [sys.executable, "-m", "etl", *arguments, "--warehouse", str(folder)]
            told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert told.returncode == 1
            assert "Traceback" not in told.stderr
            assert "chỉ cho đọc" in told.stderr
            assert served_by_a_new_reader(folder) == before
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)
