"""The house keeps its plan: who may import whom, and no room too large to know."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bootstrap", "cli", "etl", "kpi", "pages", "server", "ui")
MOST_FILES = 25
MOST_LINES = 250
LARGEST_SHARE = 0.25


def product_files() -> list[Path]:
    """Every Python file of the product, relative to the project."""
    return [path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py")]


def room_of(path: Path) -> str:
    """The room a file stands in: a folder of `kpi`, else the folder at the top."""
    return "/".join(path.parts[:2]) if path.parts[0] == "kpi" and len(path.parts) > 2 else path.parts[0]


def test_imports_point_downwards(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / ".importlinter")) == EXIT_STATUS_SUCCESS


def test_an_import_that_points_upwards_is_found(tmp_path):
    """The contracts are seen to fail: a copy of the code in which the vocabulary asks a page."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room)
    (tmp_path / ".importlinter").write_bytes((ROOT / ".importlinter").read_bytes())
    wrong = tmp_path / "kpi" / "model" / "clock.py"
    wrong.write_text(wrong.read_text(encoding="utf-8") + "\nimport ui.shell\n", encoding="utf-8")
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    python = [sys.executable, "-c", code]
    done = subprocess.run(python, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "kpi.model.clock -> ui.shell" in done.stdout


def test_no_folder_holds_more_files_than_a_reader_can_overlook():
    files = Counter(path.parent.as_posix() for path in product_files() if path.name != "__init__.py")
    assert {folder: count for folder, count in files.items() if count > MOST_FILES} == {}


def test_no_module_is_longer_than_a_reader_can_keep_in_mind():
    lines = {path.as_posix(): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in product_files()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_no_room_holds_more_than_a_quarter_of_the_lines():
    lines: Counter[str] = Counter()
    for path in product_files():
        lines[room_of(path)] += len((ROOT / path).read_text(encoding="utf-8").splitlines())
    total = sum(lines.values())
    assert {room: count for room, count in lines.items() if count > LARGEST_SHARE * total} == {}
