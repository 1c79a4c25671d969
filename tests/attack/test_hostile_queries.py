"""Queries that try to take the page from others: memory, turns, time, and what a link may start."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psutil
import pytest
from pyarrow import parquet
from streamlit.testing.v1 import AppTest

from kpi.export.sheet.about import About
from kpi.jobs import sql as sql_jobs
from kpi.jobs.errors import JobError
from kpi.jobs.result_file import MOST_CELLS, result_file
from kpi.jobs.sql import Answer, Limits, run
from kpi.store.warehouse import WAREHOUSE_VARIABLE, Snapshot
from kpi.words import message
from pages.data.answer_cache import AnswerCache
from pages.data.sql import result_html, too_many_cells_html
from tests.cases.page_cases import html_of

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t"
SHORT = Limits(seconds=1.0, turn_seconds=60)
LONG = Limits(seconds=30.0, turn_seconds=60)
ABOUT = About("truy-van", "Kết quả", "vi", "x", date(2026, 1, 1), date(2026, 1, 1))


@pytest.fixture(scope="module")
def path(snapshot: Snapshot) -> Path:
    sql_jobs.prepare()
    return snapshot.path


def code_of(path: Path, sql: str, limits: Limits, reader: str = "") -> str:
    try:
        run(path, sql, limits, reader=reader)
    except JobError as error:
        return error.code
    return "answered"


def test_ten_readers_who_ask_without_end_do_not_keep_out_an_eleventh(path: Path) -> None:
    """Each asks again as soon as it was stopped; whoever has had no turn yet goes first all the same."""
    stop = threading.Event()

    def hold(reader: str) -> None:
        while not stop.is_set():
            code_of(path, ENDLESS, SHORT, reader)

    with ThreadPoolExecutor(10) as readers:
        for number in range(10):
            readers.submit(hold, f"greedy-{number}")
        time.sleep(6)  # by now each of the first ones has had a turn
        try:
            waits = []
            for number in range(3):
                started = time.monotonic()
                assert code_of(path, "SELECT 42", LONG, f"honest-{number}") == "answered"
                waits.append(time.monotonic() - started)
        finally:
            stop.set()
    assert max(waits) < 6 * SHORT.seconds, waits  # behind all ten it would be 5 rounds and their starts


def test_of_one_reader_one_query_runs_and_one_more_waits(path: Path) -> None:
    began: list[int] = []
    with ThreadPoolExecutor(3) as readers:
        first = readers.submit(code_of, path, ENDLESS, SHORT, "a")
        time.sleep(0.3)
        second = readers.submit(
            lambda: run(path, "SELECT 1", LONG, began.append, reader="a")  # a turn is free, but not for this reader
        )
        time.sleep(0.3)
        assert began == [0]
        started = time.monotonic()
        assert code_of(path, "SELECT 1", LONG, "a") == "yours"
        assert time.monotonic() - started < 0.3
        assert code_of(path, "SELECT 1", LONG, "b") == "answered"
        assert first.result() == "time"
        assert second.result().rows == (("1",),)
        assert code_of(path, "SELECT 1", LONG, "a") == "answered"


def test_every_function_that_only_waits_is_refused_by_name(path: Path, snapshot: Snapshot) -> None:
    names = snapshot.rows("SELECT DISTINCT function_name AS n FROM duckdb_functions() WHERE n LIKE '%sleep%'")
    assert len(names) >= 2
    assert {code_of(path, f"SELECT {row['n']}(100)", LONG) for row in names} == {"sleep"}


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT repeat([1::UTINYINT], 100000) AS a FROM range(200)",
        "SELECT repeat('x', 600000) AS a FROM range(50)",
        "SELECT " + ", ".join(f"(r % 9)::UTINYINT AS c{n}" for n in range(500)) + " FROM range(50000) AS t(r)",
    ],
)
def test_what_comes_back_is_small_whatever_the_result_holds(path: Path, sql: str) -> None:
    """No more than 200 rows of ready text: the server neither holds the values nor turns them into words."""
    before = time.thread_time()
    found = run(path, sql, LONG)
    html = result_html(found, "vi")
    assert time.thread_time() - before < 1.0
    assert len(html) < 900_000
    assert len(found.rows) <= 200
    assert max(len(cell or "") for row in found.rows for cell in row) <= 201


def answer_of(megabytes: float) -> Answer:
    cell = "x" * 200
    rows = int(megabytes * 1e6 / (4 * 200 + 64))
    return Answer(rows, ("a",), (), tuple((cell,) for _ in range(rows)), 0.1)


def test_all_cached_answers_together_have_a_limit() -> None:
    kept = AnswerCache(most_bytes=10_000_000)
    for number in range(200):
        kept.keep(f"reader-{number}", ("snapshot", "SELECT 1"), answer_of(0.4))
    assert 8_000_000 < kept.bytes <= 10_000_000
    assert kept.find("reader-199", ("snapshot", "SELECT 1"))
    assert kept.find("reader-0", ("snapshot", "SELECT 1")) is None
    kept.keep("reader-199", ("snapshot", "SELECT 2"), JobError("time"))
    assert kept.find("reader-199", ("snapshot", "SELECT 1")) is None
    for number in range(200):
        kept.forget(f"reader-{number}")
    assert kept.bytes == 0


def test_a_session_keeps_no_result_of_its_own(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    app.query_params["muc"] = "truy_van"
    app.switch_page("pages/data/page.py").run()
    app.text_area(key="sql-query").set_value("SELECT repeat('x', 500) AS a FROM range(40000)")
    app.button[0].click().run()
    assert "40.000 dòng" in html_of(app)
    state = app.session_state._state  # the testing library gives single values only
    assert sum(len(repr(value)) for value in dict(state.filtered_state).values()) < 5_000


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_file_is_made_outside_the_server(path: Path, form: str) -> None:
    sql = "SELECT " + ", ".join(f"r + {n} AS c{n}" for n in range(20)) + " FROM range(5000) AS t(r)"
    before = time.thread_time()
    data = result_file(path, sql, form, ABOUT)
    assert time.thread_time() - before < 0.5
    if form == "parquet":
        assert parquet.read_table(io.BytesIO(data)).shape == (5000, 20)
    assert len(data) > 10_000


def test_a_workbook_of_too_many_cells_is_refused_with_a_sentence(path: Path) -> None:
    sql = "SELECT " + ", ".join(f"r + {n} AS c{n}" for n in range(21)) + " FROM range(50000) AS t(r)"
    with pytest.raises(JobError) as refused:
        result_file(path, sql, "xlsx", ABOUT)
    assert refused.value.code == "cells"
    found = run(path, sql, LONG)
    assert found.cells > MOST_CELLS["xlsx"]
    said = too_many_cells_html(found, "vi")
    assert "XLSX" in said
    assert "1.050.000" in said
    assert "CSV" not in said
    assert not too_many_cells_html(run(path, "SELECT 1", LONG), "en")


def test_a_file_whose_query_takes_too_long_is_stopped_as_a_query_is(path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(JobError) as stopped:
        result_file(path, ENDLESS, "csv", ABOUT, limits=SHORT)
    assert stopped.value.code == "time"
    assert time.monotonic() - started < 15


def test_values_that_python_cannot_hold_are_shown(path: Path) -> None:
    values = {
        "'infinity'::DATE": "infinity",
        "'290000-01-01'::TIMESTAMP": "290000-01-01 00:00:00",
        "'0001-01-01'::DATE - 400": "0002-11-28 (BC)",
        "'infinity'::TIMESTAMPTZ": "infinity",
        "'nan'::DOUBLE": "nan",
    }
    found = run(path, "SELECT " + ", ".join(f"{sql} AS c{n}" for n, sql in enumerate(values)), LONG)
    assert found.rows == (tuple(values.values()),)
    assert run(path, "FROM test_all_types()", LONG).count == 3
    for form in ("csv", "xlsx"):
        assert b"infinity" in result_file(path, "SELECT 'infinity'::DATE AS d", form, ABOUT) or form == "xlsx"


def test_no_result_tells_where_the_server_keeps_its_files(path: Path) -> None:
    found = run(path, "FROM duckdb_databases()", LONG)
    assert str(path.parent) not in repr(found.rows)
    assert path.name in repr(found.rows)


def test_a_query_does_not_outlive_its_server(path: Path) -> None:
    code = "from pathlib import Path; from kpi.jobs.sql import Limits, run; "
    code += f"run(Path({str(path)!r}), {ENDLESS!r}, Limits(seconds=90))"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL) as server:
        workers: list[psutil.Process] = []
        while not workers:
            time.sleep(0.2)
            workers = [one for one in psutil.Process(server.pid).children() if "kpi.jobs.sql_worker" in one.cmdline()]
        time.sleep(1)
        server.send_signal(signal.SIGKILL)
    assert psutil.wait_procs(workers, timeout=20)[1] == []


def test_a_link_runs_nothing(default_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(default_warehouse))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["muc"], app.query_params["sql"] = "truy_van", "SELECT 6 * 7 AS so"
    app.run()
    app.switch_page("pages/data/page.py").run()
    assert app.text_area(key="sql-query").value == "SELECT 6 * 7 AS so"
    assert ">42<" not in html_of(app)
    assert message("sql.from_address", "vi") in html_of(app)
    app.button[0].click().run()
    assert ">42<" in html_of(app)
