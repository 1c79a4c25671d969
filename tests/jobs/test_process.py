"""One worker process behind its walls: what it knows, what it may say, and that nothing of it outlives its server."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from kpi.jobs.errors import JobError
from kpi.jobs.pool import PoolSize, WorkerPool
from kpi.jobs.process import Kind, Reply

ROOT = Path(__file__).resolve().parents[2]
MODULE = "tests.cases.worker_cases"


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    made = WorkerPool(Kind(MODULE), PoolSize(at_once=1, waiting=1, jobs_each=5))
    yield made
    made.close()


def run(pool: WorkerPool, seconds: float = 20.0, **job: object) -> Reply:
    return pool.run(job, seconds, turn_seconds=20)


def code_of(pool: WorkerPool, seconds: float = 20.0, **job: object) -> str:
    with pytest.raises(JobError) as error:
        run(pool, seconds, **job)
    return error.value.code


def workers_of(server: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The workers of another process, as soon as there are any."""
    while True:
        found = [one for one in psutil.Process(server.pid).children() if MODULE in one.cmdline()]
        if found:
            return found
        time.sleep(0.1)


def test_a_worker_of_strangers_knows_no_variable_of_the_server(pool, monkeypatch):
    monkeypatch.setenv("KEY_OF_A_DATABASE", "x")
    assert "KEY_OF_A_DATABASE" not in run(pool).facts["variables"]
    trusting = WorkerPool(Kind(MODULE, trusted=True), PoolSize(1, 1, spare=False))
    assert run(trusting).facts["variables"]["KEY_OF_A_DATABASE"] == "x"


def test_what_a_library_prints_is_no_answer(pool):
    assert run(pool, print='{"facts": {}, "size": 0}\n').data == b"the file"


@pytest.mark.parametrize("raw", ["no answer", "[]", '{"facts": {}}', '{"facts": {}, "size": -1}', '{"size": 9e9}'])
def test_a_worker_that_says_nonsense_is_taken_for_ended(pool, raw):
    assert code_of(pool, raw=f"{raw}\n", sleep=20) == "ended"
    assert run(pool).data == b"the file"


def test_a_job_that_breaks_is_told_and_the_worker_does_the_next(pool):
    first = run(pool).facts["pid"]
    assert code_of(pool, fault="x") == "failed"
    assert run(pool).facts["pid"] == first


def test_a_worker_that_has_done_its_jobs_is_replaced(pool):
    pids = [run(pool).facts["pid"] for _ in range(6)]
    assert pids[0] == pids[4] != pids[5]


def test_one_that_sleeps_is_stopped_in_time(pool):
    run(pool)
    started = time.monotonic()
    assert code_of(pool, 0.5, sleep=60) == "time"
    assert time.monotonic() - started < 1.5


def test_a_listener_that_is_not_wanted_any_more_stops_the_work(pool):
    first = run(pool).facts["pid"]

    def stop(step: str, _seconds: float) -> None:
        if step == "half":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pool.run({"step": "half", "sleep": 60}, 20, 20, on_step=stop)
    assert not psutil.pid_exists(first)


@pytest.mark.parametrize("job", [{}, {"sleep": 60}], ids=["at rest", "at work"])
def test_no_worker_outlives_a_server_that_is_killed(job):
    code = (
        "from kpi.jobs.pool import *; import time; "
        f"pool = WorkerPool(Kind({MODULE!r}), PoolSize(1, 1, 5)); pool.run({job!r}, 60, 1); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as server:
        workers = workers_of(server)
        time.sleep(1)
        server.send_signal(signal.SIGKILL)
    assert psutil.wait_procs(workers, timeout=10)[1] == []


def test_a_worker_that_nobody_ends_ends_itself():
    """Its server hangs: after the time of the job and a little more it is gone all the same."""
    code = (
        "from kpi.jobs.process import *; import time; "
        f"WorkerProcess(Kind({MODULE!r})).work({{'sleep': 60}}, 0.5, lambda step, seconds: time.sleep(60))"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as server:
        (worker,) = workers_of(server)
        deadline = time.monotonic() + 10
        while worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        server.kill()
