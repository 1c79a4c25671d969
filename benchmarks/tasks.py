"""`python -m benchmarks.tasks`: the page Nhiệm vụ on 100,000 demo tasks, held against the default data.

Builds the default data, makes a copy with the tasks of 3,321 made-up communes added, serves both with the real
server and measures with Chromium: a first visit, and the wait from a choice to the changed list. The copy is
marked as illustrative. Times depend on the machine and on what else it does; their ratio hardly does.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

import duckdb
from playwright.sync_api import Browser, Page

from benchmarks import browser
from benchmarks.interaction import Row, show
from benchmarks.serving import build_warehouse, dashboard
from kpi.store.warehouse import current_snapshot, snapshot_path

COMMUNES, EACH = 3_321, 30
PAGE = "nhiem-vu"
CARD = ".td .task"
SNAPSHOT_ID = "minh-hoa-nhiem-vu"
_TITLE = "SỐ LIỆU MINH HỌA"
_SCRIPT = Path(__file__).with_suffix(".sql")
_SECTIONS = ("Kinh phí", "Chuyển đổi số", "Thể chế, chính sách", "Mọi phần")
_STATES = ("Vướng mắc", "Đang làm", "Chưa báo cáo", "Mọi tình hình")
_BODIES = ("so tai chinh", "cong an", "van phong", "")


def enlarge(default: Path, folder: Path, communes: int = COMMUNES, each: int = EACH) -> Path:
    """Make in `folder` a warehouse with the default's content and `communes` x `each` demo tasks."""
    path = snapshot_path(folder, SNAPSHOT_ID)
    path.parent.mkdir(parents=True)
    shutil.copyfile(current_snapshot(default).path, path)
    values = {"communes": communes, "each": each, "title": _TITLE}
    with duckdb.connect(str(path)) as connection:
        for statement in connection.extract_statements(_SCRIPT.read_text(encoding="utf-8")):
            connection.execute(statement, {name: values[name] for name in statement.named_parameters})
        connection.execute("CHECKPOINT")
    (folder / "current.json").write_text(json.dumps({"snapshot_id": SNAPSHOT_ID}), encoding="utf-8")
    return folder


def filter_waits(chromium: Browser, url: str, count: int) -> list[float]:
    """Milliseconds from a choice to the last change of the page, for `count` rounds of sections, states and bodies."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(url)
    page.wait_for_selector(CARD)
    browser.settle(page)
    waits: list[float | None] = []
    for number in range(count):
        waits.append(_choose(page, "task_section", _SECTIONS[number % len(_SECTIONS)]))
        waits.append(_choose(page, "task_state", _STATES[number % len(_STATES)]))
        waits.append(_search(page, _BODIES[number % len(_BODIES)]))
    page.close()
    return [wait for wait in waits if wait is not None]


def _choose(page: Page, key: str, name: str) -> float | None:
    page.locator(f".st-key-{key} input").click()
    option = page.get_by_role("option", name=name, exact=True)
    option.wait_for()
    browser.watch_words(page)
    option.click()
    return browser.waited(page)


def _search(page: Page, text: str) -> float | None:
    box = page.locator(".st-key-task_search input")
    box.fill(text)
    browser.watch_words(page)
    box.press("Enter")
    return browser.waited(page)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tasks", description=__doc__)
    parser.add_argument("--visits", type=int, default=7, help="first visits of each page")
    parser.add_argument("--rounds", type=int, default=12, help="rounds of choices on the large data")
    parser.add_argument("--communes", type=int, default=COMMUNES)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_warehouse(folder, 1)
        large = enlarge(folder / "0", folder / "large", options.communes)
        with (
            dashboard(folder / "0") as (small_address, _),
            dashboard(large) as (large_address, _),
            browser.chromium() as chromium,
        ):
            pages = {"small": (f"{small_address}/{PAGE}", CARD), "large": (f"{large_address}/{PAGE}", CARD)}
            visits = browser.first_visits(chromium, pages, options.visits)
            waits = filter_waits(chromium, pages["large"][0], options.rounds)
    seconds = {name: median(result[0] for result in results) for name, results in visits.items()}
    tasks = options.communes * EACH
    show(
        [
            Row("Nhiệm vụ, dữ liệu mặc định: việc đầu tiên hiện ra", seconds["small"], "s"),
            Row(f"Nhiệm vụ, {tasks} việc minh họa: việc đầu tiên hiện ra", seconds["large"], "s"),
            Row("So với dữ liệu mặc định", seconds["large"] / seconds["small"], "×", 1.5),
            Row(f"Lọc trên {tasks} việc ({len(waits)} lần), p50", median(waits), "ms"),
            Row(f"Lọc trên {tasks} việc ({len(waits)} lần), p95", quantiles(waits, n=20)[18], "ms", 400),
            Row("Việc khác của máy trong lúc đo (tải trung bình 1 phút)", os.getloadavg()[0], ""),
        ]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
