"""The pages of a tree: one process that stands in that tree answers every view."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.views.addresses import View
from benchmarks.views.errors import RecordingError
from benchmarks.views.plain import plain

_FILES_EVERY = 9
"""Of one view in nine the downloads are made too: a picture takes longer than its page."""
_RECORDER = Path(__file__).with_name("recorder.py")


def shown(tree: Path, python: str, warehouse: Path, views: Iterable[View]) -> Iterator[tuple[View, Any]]:
    """Each view with `address` (after the run) and `parts` (kind and content, in their order on the page).

    Raises RecordingError when the process ends before the last answer.
    """
    # -P: this folder must not be looked through for modules, only the tree.
    command = [python, "-P", str(_RECORDER)]
    settings = {"PYTHONPATH": str(tree), "THUOC_DO_57_WAREHOUSE": str(warehouse), "PYTHONUTF8": "1"}
    log = warehouse / "recorder.log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command,
            cwd=tree,
            env=os.environ | settings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        ) as recorder,
    ):
        assert recorder.stdin is not None
        assert recorder.stdout is not None
        for number, view in enumerate(views):
            asked = {"page": view.page, "address": dict(view.address), "files": number % _FILES_EVERY == 0}
            try:
                recorder.stdin.write(json.dumps(asked) + "\n")
                recorder.stdin.flush()
                answer = json.loads(recorder.stdout.readline())
            except (BrokenPipeError, ValueError) as error:
                recorder.kill()
                told = log.read_text(encoding="utf-8")[-2000:]
                raise RecordingError(f"{view.name}: the recorded tree ended\n{told}") from error
            parts = [[_kind(kind, said), plain(said)] for kind, said in answer["parts"]]
            yield view, {"address": plain(answer["address"]), "parts": parts}


def _kind(kind: str, said: dict[str, Any]) -> str:
    """What the part is called in a list of differences."""
    name = said.get("component_name") or said.get("label") or ""
    return f"{kind} {name}".strip()
