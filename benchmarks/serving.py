"""Servers to be measured: the real one, and plain Streamlit with a page of one chart beside it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bootstrap.ports import bind

ROOT = Path(__file__).resolve().parent.parent
_START_SECONDS = 30
_BARE_PAGE = """
import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Scatter(x=list(range(2020, 2046)), y=list(range(26)))))
"""
_BARE_CHOICE_PAGE = """
import plotly.graph_objects as go
import streamlit as st

number = st.selectbox("Number", ["one", "two", "three", "four"], key="number")
st.plotly_chart(go.Figure(go.Scatter(x=list(range(2020, 2046)), y=[len(number) * x for x in range(26)])))
"""


def build_warehouse(folder: Path, runs: int) -> float:
    """Build the default data `runs` times into new warehouses under `folder`; return the median in seconds.

    The time is that of the whole command, the start of Python included.
    """
    seconds = []
    for number in range(runs):
        started = time.perf_counter()
        command = [sys.executable, "-m", "etl", "build", "--warehouse", str(folder / str(number))]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    return median(seconds)


def free_port() -> int:
    """Return a port that is free now."""
    with bind("127.0.0.1", 0) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def dashboard(warehouse: Path) -> Iterator[tuple[str, int]]:
    """Run the real server on `warehouse`; give its address and process id."""
    port = str(free_port())
    command = [sys.executable, "-m", "server", "--port", port, "--warehouse", str(warehouse)]
    with _running(command, ROOT, port) as server:
        yield server


@contextmanager
def bare_page(folder: Path, *, choice: bool = False) -> Iterator[tuple[str, int]]:
    """Run `streamlit run` with its own settings on a page of one chart, written into `folder`.

    With `choice` the page also has one selector, of which every option draws another chart.
    """
    (folder / "bare.py").write_text(_BARE_CHOICE_PAGE if choice else _BARE_PAGE, encoding="utf-8")
    port = str(free_port())
    command = [sys.executable, "-m", "streamlit", "run", "bare.py", "--server.port", port]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with _running(command, folder, port) as server:
        yield server


@contextmanager
def _running(command: list[str], folder: Path, port: str) -> Iterator[tuple[str, int]]:
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health", server)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(_START_SECONDS)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - an address of our own
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer; exit code of the server: {server.poll()}")
