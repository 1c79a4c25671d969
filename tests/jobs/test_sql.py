"""Queries of strangers: what they may do, what stops them, and that they stop nobody else."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from kpi.jobs import sql as sql_jobs
from kpi.jobs.errors import JobError
from kpi.jobs.pool import PoolSize, WorkerPool
from kpi.jobs.sql import Answer, Limits, run
from kpi.store.warehouse import Snapshot

ENDLESS = "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t"
HUGE = "SELECT count(*) FROM range(10000000000) AS a, range(10000000) AS b WHERE a.range <> b.range"
QUICK = Limits(seconds=1.5)


@pytest.fixture(scope="module")
def path(snapshot: Snapshot) -> Path:
    sql_jobs.prepare()
    return snapshot.path


def refused(path: Path, sql: str, limits: Limits = QUICK) -> JobError:
    with pytest.raises(JobError) as error:
        run(path, sql, limits)
    return error.value


def test_a_query_gives_the_warehouse_s_own_numbers(path, snapshot):
    sql = "SELECT target_id, year, value FROM targets ORDER BY target_id"
    found = run(path, sql)
    whole = snapshot.rows(sql)
    assert (found.count, found.columns, found.numeric) == (len(whole), ("target_id", "year", "value"), (1, 2))
    told = [(row["target_id"], str(row["year"]), str(row["value"])) for row in whole[: len(found.rows)]]
    assert list(found.rows) == told
    assert len(told) == 200


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("FROM units", None),
        ("SHOW TABLES", None),
        ("DESCRIBE targets", None),
        ("SUMMARIZE units", None),
        ("EXPLAIN SELECT 1", 1),
        ("WITH a AS (SELECT 1 AS x) SELECT * FROM a;", 1),
        ("SELECT 1; -- hết", 1),
        ("SELECT ';' AS a -- ;\n;;", 1),
        ("PIVOT (SELECT 1 AS a, 2 AS b) ON a USING sum(b)", 1),
        ("SELECT 'pg_sleep' AS ten", 1),
        ("SELECT 1 AS a, 2 AS a", 1),
        ("-- Đắk Lắk\nSELECT 'Đắk Lắk' AS ten", 1),
        ("SELECT n FROM range(50000) AS numbers(n) ORDER BY n DESC", 50_000),
    ],
)
def test_reading_is_allowed(path, sql, rows):
    found = run(path, sql)
    assert found.count == rows if rows else found.count > 1


def test_order_survives_the_limit_on_rows(path):
    found = run(path, "SELECT n FROM range(1000) AS numbers(n) ORDER BY n DESC")
    assert [int(row[0] or "") for row in found.rows] == list(range(999, 799, -1))


STOPPED = (
    ("", "empty"),
    (" -- only a remark", "empty"),
    ("SELECT 1 -- " + "x" * 20_000, "too_long"),
    ("SELECT 1; SELECT 2", "several"),
    ("INSERT INTO units VALUES ('a', 'b', 'c', 'd')", "writes"),
    ("UPDATE targets SET value = 100", "writes"),
    ("DELETE FROM targets", "writes"),
    ("DROP TABLE targets", "writes"),
    ("CREATE TEMP TABLE t AS SELECT 1", "writes"),
    ("SELECT 1; DROP TABLE targets", "writes"),
    ("COPY targets TO 'stolen.csv'", "files"),
    ("EXPORT DATABASE 'stolen'", "files"),
    ("ATTACH 'other.duckdb'", "files"),
    ("INSTALL httpfs", "files"),
    ("SELECT * FROM read_csv('/etc/passwd')", "files"),
    ("SELECT * FROM read_text('/etc/passwd')", "files"),
    ("SELECT * FROM glob('/*')", "files"),
    ("SELECT * FROM read_parquet('https://example.invalid/x.parquet')", "files"),
    ("SELECT * FROM '/etc/passwd'", "unknown_name"),
    ("SELECT * FROM job", "unknown_name"),
    ("SET memory_limit = '100GB'", "not_select"),
    ("PRAGMA database_list", "not_select"),
    ("SELECT getenv('HOME')", "unknown_name"),
    ("SELEC 1", "syntax"),
    ("UPDATE EXTENSIONS", "not_select"),
    ("SELECT pg_sleep(100)", "sleep"),
    ('SELECT "sleep_ms" /* a */ (1)', "sleep"),
    ("FROM query('SELECT pg_sleep(100)')", "sleep"),
    ("SELECT nosuch FROM targets", "unknown_name"),
    ("SELECT * FROM nosuch", "unknown_name"),
    ("SELECT 'abc'::INTEGER", "failed"),
    ("SELECT * FROM range(10000000)", "rows"),
    ("SELECT repeat('x', 40000) AS x FROM range(1000)", "bytes"),
    ("SELECT string_agg(repeat('abc', 100000), '') FROM range(100000)", "memory"),
    ("SELECT list(n) FROM range(100000000) AS numbers(n)", "memory"),
)


def test_anything_else_is_stopped_with_its_reason(path):
    with ThreadPoolExecutor(sql_jobs.AT_ONCE) as readers:
        errors = readers.map(lambda case: refused(path, case[0], Limits(seconds=20)), STOPPED)
        told = [(sql, error.code) for (sql, _), error in zip(STOPPED, errors, strict=True)]
    assert told == list(STOPPED)


def test_no_error_tells_where_the_server_keeps_its_files(path):
    for sql in ("SELECT * FROM read_csv('x.csv')", "SELECT nosuch FROM targets"):
        assert str(path.parent) not in refused(path, sql).detail


@pytest.mark.parametrize("sql", [ENDLESS, HUGE])
def test_a_query_without_end_is_killed_in_time(path, sql):
    started = time.perf_counter()
    assert refused(path, sql).code in {"time", "memory"}
    assert time.perf_counter() - started < QUICK.seconds + 1.5
    assert len(_workers()) == 1, "only the one that waits for the next query"


def _workers() -> list[psutil.Process]:
    children = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return sorted(
        (child for child in children if "kpi.jobs.sql_worker" in child.cmdline()),
        key=psutil.Process.create_time,
    )


def test_the_snapshot_stays_as_it_was(path, snapshot):
    before = (path.stat().st_size, path.stat().st_mtime_ns, sorted(path.parent.iterdir()))
    for sql in ("DELETE FROM targets", "CREATE TABLE t AS SELECT 1", "COPY targets TO 'stolen.csv'", ENDLESS):
        refused(path, sql)
    assert (path.stat().st_size, path.stat().st_mtime_ns, sorted(path.parent.iterdir())) == before
    assert not Path("stolen.csv").exists()


def test_several_bad_queries_at_once_do_not_hold_up_others(path, snapshot):
    """Six bad ones at a time: each gets its reason, and this process keeps answering meanwhile."""
    short, long = Limits(seconds=1.0, turn_seconds=90), Limits(seconds=20, turn_seconds=90)
    bad = [(ENDLESS, short), (HUGE, short), ("SELECT * FROM range(10000000)", long), (ENDLESS, short)]
    bad += [("DROP TABLE targets", long), (ENDLESS, short)]
    slowest = 0.0
    with ThreadPoolExecutor(len(bad)) as readers:
        asked = [readers.submit(refused, path, sql, limits) for sql, limits in bad]
        while not all(future.done() for future in asked):
            started = time.perf_counter()
            assert len(snapshot.query("SELECT * FROM targets WHERE province_id = 'tien_giang'"))
            slowest = max(slowest, time.perf_counter() - started)
            time.sleep(0.02)
        codes = [future.result().code for future in asked]
    assert codes[2:5:2] == ["rows", "writes"]
    assert set(codes[:2] + codes[3::2]) <= {"time", "memory"}
    assert slowest < 1.0


def test_two_run_at_once_and_the_next_one_is_told_to_wait(path):
    told: list[int] = []
    waiting = threading.Event()

    def on_wait(before: int) -> None:
        told.append(before)
        waiting.set()

    with ThreadPoolExecutor(3) as readers:
        first = [readers.submit(refused, path, ENDLESS, QUICK) for _ in range(sql_jobs.AT_ONCE)]
        time.sleep(0.3)
        third = readers.submit(run, path, "SELECT 42 AS x", Limits(), on_wait)
        assert waiting.wait(2)
        assert isinstance(third.result(), Answer)
        assert [future.result().code for future in first] == ["time", "time"]
    assert told == [0]


def test_who_waits_too_long_is_asked_to_come_back(path):
    with ThreadPoolExecutor(2) as readers:
        running = [readers.submit(refused, path, ENDLESS, QUICK) for _ in range(sql_jobs.AT_ONCE)]
        time.sleep(0.3)
        assert refused(path, "SELECT 1", Limits(turn_seconds=0.1)).code == "busy"
        assert [future.result().code for future in running] == ["time", "time"]


def test_a_queue_that_is_full_says_so_at_once(path, monkeypatch):
    monkeypatch.setattr(sql_jobs, "_POOL", WorkerPool(sql_jobs.KIND, PoolSize(sql_jobs.AT_ONCE, 0)))
    with ThreadPoolExecutor(2) as readers:
        running = [readers.submit(refused, path, ENDLESS, QUICK) for _ in range(sql_jobs.AT_ONCE)]
        time.sleep(0.3)
        started = time.perf_counter()
        assert refused(path, "SELECT 1").code == "busy"
        assert time.perf_counter() - started < 0.2
        assert [future.result().code for future in running] == ["time", "time"]


def test_a_worker_killed_from_outside_is_told_as_such(path):
    with ThreadPoolExecutor(1) as readers:
        running = readers.submit(refused, path, ENDLESS, Limits(seconds=5))
        time.sleep(1)
        _workers()[0].kill()
        assert running.result().code == "ended"
