"""Many sessions, closed sessions, and messages that a session may not send."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from server.descriptors import UnopenedLoop
from server.limits import LIMITS
from server.sessions import CROWD, EVERY_SECONDS
from tests.attack.client import MEGABYTE, Served, get, open_session, raw, run_page, serving, status
from tests.cases.tiny_app import write_tiny_app

_HEAVY = """
import numpy, streamlit as st

st.title("Nặng")
st.session_state.setdefault("held", numpy.ones(30_000_000, dtype="uint8"))
"""
_COUNTING = """
import streamlit as st

@st.cache_resource
def made():
    return [0]

made()[0] += 1
st.title(f"lần {made()[0]} địa chỉ {len(str(dict(st.query_params)))}")
"""


def until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.25)
    return holds()


def title(served: Served, query: str = "") -> str:
    with open_session(served.address) as session:
        return words(run_page(session, query=query))


def words(messages: list) -> str:
    return " ".join(m.delta.new_element.heading.body for m in messages if m.WhichOneof("type") == "delta")


_KEEPING = """
import streamlit as st
from kept_for_all import made

st.title(f"lần {made('tên')}")
"""
_KEPT = """
from itertools import count

from kpi.model.cache import cache

_numbers = count(1)


@cache(2)
def made(name):
    return next(_numbers)
"""


@pytest.fixture
def heavy(tmp_path: Path) -> Path:
    return forgetful_app(tmp_path / "heavy", _HEAVY)


@pytest.fixture
def keeping(tmp_path: Path) -> Path:
    entry = forgetful_app(tmp_path / "keeping", _KEEPING)
    (entry.parent / "kept_for_all.py").write_text(_KEPT, encoding="utf-8")
    return entry


def forgetful_app(folder: Path, script: str) -> Path:
    """An app of this script whose closed sessions end after two seconds."""
    entry = write_tiny_app(folder)
    entry.write_text(script, encoding="utf-8")
    config = entry.parent / ".streamlit/config.toml"
    text = config.read_text(encoding="utf-8")
    assert "disconnectedSessionTTL = 120" in text
    config.write_text(text.replace("disconnectedSessionTTL = 120", "disconnectedSessionTTL = 2"), encoding="utf-8")
    return entry


def test_three_hundred_sessions_fit_into_the_usual_limit_of_descriptors(tmp_path: Path):
    entry = write_tiny_app(tmp_path / "tiny")
    with (
        serving(tmp_path / "log", "--script", str(entry), descriptors=1024) as served,
        contextlib.ExitStack() as opened,
    ):
        sessions = [opened.enter_context(open_session(served.address)) for _ in range(300)]
        run = [words(run_page(session)) for session in (*sessions[:20], *sessions[-20:])]
        assert {told.strip() for told in run} == {"Trang đầu"}
        host = served.address.removeprefix("http://")
        assert status(raw(served.address, get("/", [f"Host: {host}"]))) == 200
        assert served.process.num_fds() < 600
        assert "Too many open files" not in served.log.read_text(encoding="utf-8")


def test_a_limit_that_is_too_low_is_said_and_held(tmp_path: Path):
    entry = write_tiny_app(tmp_path / "tiny")
    room = 8
    descriptors = LIMITS.descriptors - LIMITS.sessions + room
    with (
        serving(tmp_path / "log", "--script", str(entry), descriptors=descriptors) as served,
        contextlib.ExitStack() as opened,
    ):
        assert f"nhiều nhất {room} người xem" in served.log.read_text(encoding="utf-8")
        for _ in range(room):
            opened.enter_context(open_session(served.address))
        with pytest.raises(InvalidStatus, match="403"):
            open_session(served.address)
        opened.close()
        assert until(lambda: can_open(served), 5)


def can_open(served: Served) -> bool:
    with contextlib.suppress(InvalidStatus), open_session(served.address):
        return True
    return False


def test_closed_sessions_give_their_memory_back_though_nobody_else_comes(heavy: Path, tmp_path: Path):
    with serving(tmp_path / "log", "--script", str(heavy)) as served:
        assert title(served) == "Nặng"
        time.sleep(EVERY_SECONDS + 3)
        before = served.process.memory_info().rss
        for _ in range(10):
            assert title(served) == "Nặng"
        assert served.process.memory_info().rss > before + 200 * MEGABYTE
        assert until(lambda: served.process.memory_info().rss < before + 60 * MEGABYTE, EVERY_SECONDS * 2 + 5)
        assert title(served) == "Nặng"


def test_what_is_kept_for_all_is_made_anew_when_the_last_of_a_crowd_has_left(keeping: Path, tmp_path: Path):
    with serving(tmp_path / "log", "--script", str(keeping)) as served:
        with contextlib.ExitStack() as opened:
            sessions = [opened.enter_context(open_session(served.address)) for _ in range(CROWD)]
            assert {words(run_page(session)).strip() for session in sessions} == {"lần 1"}
        time.sleep(2)
        with open_session(served.address) as stays:
            run_page(stays)
            time.sleep(EVERY_SECONDS + 3)
            assert words(run_page(stays)).strip() == "lần 1"
        time.sleep(EVERY_SECONDS + 3)
        assert title(served) == "lần 2"
        assert [title(served) for _ in range(3)] == ["lần 2"] * 3


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("counting")
    entry = write_tiny_app(folder / "app")
    entry.write_text(_COUNTING, encoding="utf-8")
    with serving(folder / "log", "--script", str(entry)) as served:
        yield served


def test_nobody_empties_what_is_kept_for_all(counting: Served):
    seen = int(title(counting).split()[1])
    with open_session(counting.address) as session:
        run_page(session)
        session.send(BackMsg(clear_cache=True).SerializeToString())
        run_page(session)
    assert int(title(counting).split()[1]) == seen + 3
    assert "Refused a request to empty the caches" in counting.log.read_text(encoding="utf-8")


def test_an_address_of_megabytes_reaches_no_page(counting: Served):
    usual = int(title(counting, "a=" + "x" * 1000).split()[-1])
    assert usual > 1000
    assert int(title(counting, "a=" + "x" * (LIMITS.target_bytes + 1)).split()[-1]) < 10
    with open_session(counting.address) as session, pytest.raises(ConnectionClosed):
        run_page(session, query="a=" + "x" * LIMITS.message_bytes)
    assert title(counting)


def test_the_loop_of_a_session_opens_only_when_it_is_run():
    loop = UnopenedLoop()
    assert loop._csock is None
    loop.call_soon_threadsafe(lambda: None)
    assert loop.run_until_complete(asyncio.sleep(0.01, "done")) == "done"
    assert loop.run_until_complete(loop.run_in_executor(None, lambda: 7)) == 7
    loop.close()
    never_run = UnopenedLoop()
    never_run.close()
    assert never_run.is_closed()
