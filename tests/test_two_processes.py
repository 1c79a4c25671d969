"""How two processes share the tests out: whole files, and what is about time alone on the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import group_of, wait_for_others


def test_who_has_to_be_alone_waits_for_a_process_with_tests_to_do_and_for_no_dead_one(tmp_path: Path):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as dead:
        pass
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1)"]) as other:
        for number in (dead.pid, other.pid, os.getpid()):
            (tmp_path / str(number)).touch()
        started = time.monotonic()
        wait_for_others(tmp_path)
        assert time.monotonic() - started > 0.5
        assert other.wait(5) == 0


@pytest.mark.parametrize(
    ("test", "group"),
    [
        ("tests/etl/test_checks.py::test_a", "tests/etl/test_checks.py"),
        ("tests/etl/test_checks.py::TestB::test_c[x::y]", "tests/etl/test_checks.py"),
        ("tests/browser/test_compare_browser.py::test_a", "tests/browser/test_compare_browser.py"),
        ("tests/browser/alone/test_prefetch_browser.py::test_a", "tests/browser/alone/"),
        ("tests/browser/alone/test_tables_browser.py::test_b", "tests/browser/alone/"),
    ],
)
def test_a_file_stays_whole_and_all_that_are_alone_share_one_process(test: str, group: str):
    assert group_of(test) == group
