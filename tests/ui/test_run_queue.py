"""Runs take turns: first come, first served, and nobody waits for one that is slow."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui.runs.run_queue import RunQueue

LONG = 30.0


def test_one_at_a_time_in_the_order_of_coming():
    runs = RunQueue(LONG)
    served: list[int] = []
    inside = threading.Semaphore(1)

    def run(number: int) -> None:
        with runs.taken():
            assert inside.acquire(blocking=False), "two at a time"
            served.append(number)
            time.sleep(0.002)
            inside.release()

    with ThreadPoolExecutor(20) as pool:
        with runs.taken():
            waiting = []
            for number in range(20):
                waiting.append(pool.submit(run, number))
                _until(lambda number=number: runs.waiting == number + 1)
            assert served == []
        for done in waiting:
            done.result(LONG)
    assert served == list(range(20))
    assert runs.waiting == 0


def test_a_slow_one_lets_the_others_pass_and_those_keep_their_order():
    runs = RunQueue(0.05)
    served: list[str] = []

    def run(name: str) -> None:
        with runs.taken():
            served.append(name)

    with ThreadPoolExecutor(2) as pool:
        with runs.taken():
            first = pool.submit(run, "first")
            _until(lambda: runs.waiting == 1 or served)
            second = pool.submit(run, "second")
            first.result(LONG)
            second.result(LONG)
            served.append("slow")
        run("later")
    assert served == ["first", "second", "slow", "later"]
    assert runs.waiting == 0


def test_a_run_that_fails_gives_its_turn_back():
    runs = RunQueue(LONG)
    with pytest.raises(ZeroDivisionError), runs.taken():
        raise ZeroDivisionError
    with runs.taken():
        pass
    assert runs.waiting == 0


def _until(condition) -> None:
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)
