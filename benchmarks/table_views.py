"""Time and bytes of the pages Lộ trình and Số liệu in a browser, on the data of 3,321 communes.

`python -m benchmarks.table_views [FOLDER]` builds the made-up warehouse in FOLDER unless it is there, serves
it, and clicks through the views in Chromium. Printed for each view: the time from the click to the drawn change
(median and 95th percentile), and the largest message stream that one change sent to the browser.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.communes import build
from bootstrap.system_parts import find_chromium

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 20
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
QUERIES = (
    "SELECT province_id, value AS v{n} FROM targets WHERE indicator_id = 'chi_tieu_{n:03d}' AND year = 2030 "
    "ORDER BY value DESC LIMIT 100",
    "SELECT status, count(*) AS v{n} FROM progress WHERE indicator_id = 'chi_tieu_{n:03d}' GROUP BY ALL ORDER BY 2",
    "SELECT year, avg(value) AS v{n} FROM target_path WHERE province_id = 'xa_{n:04d}' GROUP BY ALL ORDER BY year",
)


class Watch:
    """Counts the bytes that a page gets through its websocket."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._count))

    def _count(self, frame: str | bytes) -> None:
        self.bytes += len(frame)


@contextmanager
def served(warehouse: Path) -> Iterator[str]:
    """The address of the real server on that warehouse."""
    command = [sys.executable, "-m", "server", "--port", "0", "--warehouse", str(warehouse)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert server.stdout is not None
        address = next(line for line in server.stdout if "http://" in line)
        yield "http://" + address.split("http://")[1].split()[0]
    finally:
        server.terminate()
        server.wait(30)


@dataclass(frozen=True)
class View:
    """A view to measure: what a reader gets ready, the act that changes the view, what then appears."""

    name: str
    address: str
    ready: Callable[[Page, int], None]
    act: Callable[[Page], None]
    shown: Callable[[int], str]


def write_choice(label: str, text: str) -> Callable[[Page, int], None]:
    """Open the selector `label` and write the name of choice number n."""

    def ready(page: Page, number: int) -> None:
        page.get_by_role("combobox", name=label).click()
        page.keyboard.insert_text(text.format(n=number))

    return ready


def write_query(page: Page, number: int) -> None:
    """Write another query."""
    page.locator("textarea").fill(QUERIES[number % len(QUERIES)].format(n=number + 11))


VIEWS = (
    View(
        "Lộ trình: another commune, 120 indicators",
        "/lo-trinh?tinh=xa_3000",
        write_choice("Tỉnh, thành phố", "Xã minh họa {n:04d}"),
        lambda page: page.keyboard.press("Enter"),
        lambda n: f"h1:text-is('Lộ trình của Xã minh họa {n:04d}')",
    ),
    View(
        "Lộ trình: another indicator, 3,321 communes",
        "/lo-trinh?xem_theo=chi_tieu&chi_tieu=chi_tieu_110",
        write_choice("Chỉ tiêu", "Chỉ tiêu minh họa {n:03d}"),
        lambda page: page.keyboard.press("Enter"),
        lambda n: f"h1:text-is('Lộ trình: Chỉ tiêu minh họa {n:03d}')",
    ),
    View(
        "Lộ trình: search as one types (after a pause of 0.3 s)",
        "/lo-trinh?xem_theo=chi_tieu&chi_tieu=chi_tieu_110",
        lambda page, n: page.get_by_role("searchbox").fill(f"minh hoa 1{n:02d}"),
        lambda page: page.wait_for_timeout(300),
        lambda n: f"a:text-is('Xã minh họa 1{n:02d}0')",
    ),
    View(
        "SQL: a query over millions of rows",
        "/so-lieu?muc=truy_van",
        write_query,
        lambda page: page.get_by_role("button", name="Chạy").click(),
        lambda n: f".td .cells th:text-is('v{n + 11}')",
    ),
)


def measure(page: Page, watch: Watch, base: str, view: View) -> tuple[list[float], int]:
    """Times in milliseconds of `ROUNDS` changes, and the most bytes that one of them sent."""
    page.goto(base + view.address)
    page.wait_for_selector(".td .footer")
    times, most = [], 0
    for number in range(4, ROUNDS + 4):
        page.wait_for_selector(IDLE)
        view.ready(page, number)
        before, started = watch.bytes, time.perf_counter()
        view.act(page)
        page.wait_for_selector(view.shown(number), state="attached")
        times.append((time.perf_counter() - started) * 1000)
        page.wait_for_selector(IDLE)
        most = max(most, watch.bytes - before)
    return times, most


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.table_views", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    folder = parser.parse_args().folder or Path(tempfile.mkdtemp())
    if not (folder / "current.json").exists():
        build(folder)
    table = Table("view", "median ms", "p95 ms", "most kB sent")
    with served(folder) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        watch = Watch(page)
        for view in VIEWS:
            times, most = measure(page, watch, base, view)
            late = statistics.quantiles(times, n=20)[-1]
            table.add_row(view.name, f"{statistics.median(times):.0f}", f"{late:.0f}", f"{most / 1000:.0f}")
        browser.close()
    Console().print(table)


if __name__ == "__main__":
    main()
