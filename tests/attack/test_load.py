"""The long part: hundreds of readers while the data are built anew, and a server that is killed again and again.

Run by `python3 run.py test --attack`; prints its actuals, which docs/security.md repeats with the machine they are of.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from benchmarks.sessions import Plan, Seen, measure
from server.limits import LIMITS
from tests.attack.client import MEGABYTE, Served, get, open_session, raw, run_page, serving, status
from tests.conftest import ROOT

pytestmark = pytest.mark.attack

SESSIONS = 300
SECONDS = 60.0
BUILD_EVERY_SECONDS = 10.0
REST_SECONDS = 600
MOST_GROWTH = 1.1
KILLS = 100


def build(warehouse: Path) -> None:
    command = [sys.executable, "-m", "etl", "build", "--warehouse", str(warehouse)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


async def build_now_and_then(warehouse: Path, end: float) -> int:
    """Publish a new snapshot every few seconds; returns how many."""
    count = 0
    while (begun := time.monotonic()) < end:
        await asyncio.to_thread(build, warehouse)
        count += 1
        await asyncio.sleep(max(0.0, BUILD_EVERY_SECONDS - (time.monotonic() - begun)))
    return count


async def warmed(served: Served) -> Seen:
    """A few readers who looked about before, as on any morning: what is measured is growth, not the first visit."""
    return await measure(served.address, served.process.pid, Plan("chi-tieu", "tinh=lai_chau", 30, 30.0))


async def under_load(served: Served, warehouse: Path) -> tuple[Seen, int]:
    plan = Plan(page="chi-tieu", query="tinh=lai_chau", count=SESSIONS, seconds=SECONDS)
    end = time.monotonic() + SECONDS
    seen, builds = await asyncio.gather(
        measure(served.address, served.process.pid, plan), build_now_and_then(warehouse, end)
    )
    return seen, builds


def megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / MEGABYTE


def at(waits: list[float], share: float) -> float:
    return sorted(waits)[int(len(waits) * share)]


def test_three_hundred_readers_while_the_data_are_built_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    warehouse = tmp_path / "warehouse"
    build(warehouse)
    with serving(tmp_path / "log", "--warehouse", str(warehouse)) as served:
        asyncio.run(warmed(served))
        time.sleep(REST_SECONDS / 4)
        start = megabytes(served.process)
        seen, builds = asyncio.run(under_load(served, warehouse))
        time.sleep(REST_SECONDS)
        after = megabytes(served.process)
        actuals = {
            "clicks": len(seen.waits),
            "builds": builds,
            "median_ms": round(at(seen.waits, 0.5)),
            "p95_ms": round(at(seen.waits, 0.95)),
            "p99_ms": round(at(seen.waits, 0.99)),
            "start_mb": round(start),
            "peak_mb": round(seen.peak_megabytes),
            "after_mb": round(after),
            "descriptors": served.process.num_fds(),
        }
        with capsys.disabled():
            sys.stdout.write(f"\n300 readers: {json.dumps(actuals)}\n")
        # A visitor whose run fails, or who is cut off, raises in `measure`: so far nothing was.
        assert len(seen.waits) > SESSIONS * SECONDS / 10
        assert builds >= 5
        assert "ERROR" not in served.log.read_text(encoding="utf-8")
        assert served.process.num_fds() < 100
        assert megabytes(served.process) < start * MOST_GROWTH


def test_more_silent_clients_than_the_server_takes_are_gone_after_their_time(
    default_warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with serving(tmp_path / "log", "--warehouse", str(default_warehouse)) as served:
        host = [f"Host: {served.address.removeprefix('http://')}"]
        silent = [socket.create_connection(served.place, timeout=10) for _ in range(LIMITS.connections + 200)]
        for connection in silent:
            with contextlib.suppress(OSError):
                connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        held = served.process.num_fds()
        during = status(raw(served.address, get("/_stcore/health", host)))
        time.sleep(LIMITS.head_seconds + 5)
        started = time.monotonic()
        after = status(raw(served.address, get("/_stcore/health", host)))
        waited = time.monotonic() - started
        for connection in silent:
            connection.close()
        with capsys.disabled():
            sys.stdout.write(f"\n{len(silent)} silent clients: {held} descriptors, then {served.process.num_fds()}\n")
        assert held <= LIMITS.descriptors
        assert during in {200, 503}
        assert (after, waited < 2) == (200, True)
        assert served.process.num_fds() < 60
        assert "Too many open files" not in served.log.read_text(encoding="utf-8")


def test_a_server_that_is_killed_again_and_again_starts_again_and_serves_the_same(
    default_warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    before = {path.name: path.stat().st_size for path in default_warehouse.rglob("*") if path.is_file()}
    helpers: list[psutil.Process] = []
    for number in range(KILLS):
        with serving(tmp_path / "log", "--warehouse", str(default_warehouse)) as served:
            if number % 10 == 0:
                with open_session(served.address) as session:
                    assert any(m.WhichOneof("type") == "delta" for m in run_page(session, "chi-tieu"))
            host = served.address.removeprefix("http://")
            assert status(raw(served.address, get("/_stcore/health", [f"Host: {host}"]))) == 200
            helpers += served.process.children(recursive=True)
            time.sleep(random.uniform(0, 0.3))
            served.process.kill()
    _, alive = psutil.wait_procs(helpers, timeout=20)
    with capsys.disabled():
        sys.stdout.write(f"\n{KILLS} servers killed, {len(helpers)} helpers, {len(alive)} left\n")
    assert alive == []
    after = {path.name: path.stat().st_size for path in default_warehouse.rglob("*") if path.is_file()}
    assert after == before
