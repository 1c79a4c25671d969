"""What is kept is made once, told apart by every argument, and let go of when there is more."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kpi.model.cache import cache, forget


def test_a_result_is_made_once_for_equal_arguments_and_again_for_others():
    made = []

    @cache(8)
    def double(number: int, *, plus: int = 0) -> int:
        made.append((number, plus))
        return 2 * number + plus

    assert [double(1), double(1), double(2), double(1, plus=3), double(1, plus=3)] == [2, 2, 4, 5, 5]
    assert made == [(1, 0), (2, 0), (1, 3)]


def test_nothing_is_a_result_too():
    made = []

    @cache(8)
    def nothing(name: str) -> None:
        made.append(name)

    assert nothing("a") is nothing("a") is None
    assert made == ["a"]


def test_the_least_recently_used_result_gives_way():
    made = []

    @cache(2)
    def same(name: str) -> str:
        made.append(name)
        return name

    for name in "abacab":
        same(name)
    assert "".join(made) == "abcb"


def test_two_who_ask_at_once_get_one_result():
    made = []

    @cache(2)
    def slow(name: str) -> object:
        time.sleep(0.05)
        made.append(name)
        return object()

    with ThreadPoolExecutor(8) as threads:
        results = set(threads.map(slow, ["a"] * 8))
    assert len(results) == len(made) == 1


def test_a_failure_is_not_kept():
    tries = []

    @cache(2)
    def fails_first(name: str) -> str:
        tries.append(name)
        if len(tries) == 1:
            raise ValueError(name)
        return name

    with pytest.raises(ValueError, match="a"):
        fails_first("a")
    assert fails_first("a") == "a"


def test_what_was_made_of_a_thing_that_is_over_is_dropped_and_the_rest_stays():
    made = []

    @cache(8)
    def pair(left: str, right: str = "") -> str:
        made.append((left, right))
        return left + right

    pair("old", "a"), pair("new", "a"), pair("new", right="old"), pair("new")
    assert forget(lambda argument: argument == "old") == 2
    assert forget(lambda argument: argument == "old") == 0
    made.clear()
    pair("new", "a"), pair("new")
    assert made == []
    pair("old", "a"), pair("new", right="old")
    assert made == [("old", "a"), ("new", "old")]
