"""Builds that a test may kill: each is a process of its own, forked from one that has loaded the program already."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from cli.__main__ import main

_PROCESSES: SpawnContext | ForkServerContext = get_context("spawn") if os.name == "nt" else get_context("forkserver")
if os.name != "nt":
    _PROCESSES.set_forkserver_preload([__name__, "cli.commands", "kpi.claims.whole"])


def without_most_numbers(data: Path, folder: Path) -> Path:
    """A copy of the data folder with the plans in full, every task and a handful of actuals.

    A build of it is sooner done: most of its time would go into reading what is said of numbers, which writes nothing.
    """
    copy = Path(shutil.copytree(data, folder / "data"))
    for path in (copy / "targets" / "announced.csv", *(copy / "actuals").glob("*.csv")):
        if path.name != "operators.csv":
            path.unlink()
    targets = [row for path in (copy / "targets").glob("*.csv") for row in _rows(path)]
    known = {(row["indicator_id"], document) for row in targets for document in ("", row["document_id"])}
    measures = copy / "reference" / "target_measures.csv"
    kept = [row for row in _rows(measures) if (row["indicator_id"], row["document_id"]) in known]
    with measures.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]))
        writer.writeheader()
        writer.writerows(kept)
    return copy


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def start_forked_build(data: Path, folder: Path) -> BaseProcess:
    """Start the command `build`; its `exitcode` is the command's, or a signal's number below zero."""
    process = _PROCESSES.Process(target=_build, args=(data, folder))
    process.start()
    return process


def _build(data: Path, folder: Path) -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = main(["build", "--data", str(data), "--warehouse", str(folder)])
    sys.exit(code)
