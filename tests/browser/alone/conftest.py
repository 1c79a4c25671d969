"""Tests here are about what comes sooner: they wait until no other test of this run uses the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import wait_for_others


@pytest.fixture(scope="session", autouse=True)
def alone(processes_at_work: Path) -> None:
    """Nobody else is at work when the first of these tests starts."""
    wait_for_others(processes_at_work)
