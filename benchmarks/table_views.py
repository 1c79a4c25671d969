"""Time and bytes of the pages Lộ trình and Số liệu in a browser, on the data of 3,321 communes.

`python -m benchmarks.table_views [FOLDER]` builds the made-up warehouse in FOLDER unless it is there, serves
it, and goes through the views in Chromium. Printed for each view: the time from the last key or click to the last
change of what the page says (median and 95th percentile), and the most bytes that one change sent to the browser.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks import browser
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
    """A view to measure: what a reader gets ready, and the act that changes the view."""

    name: str
    address: str
    ready: Callable[[Page, int], None]
    act: Callable[[Page, int], None]


def write_choice(label: str, text: str) -> Callable[[Page, int], None]:
    """Open the selector `label` and write the name of choice number n."""

    def ready(page: Page, number: int) -> None:
        page.get_by_role("combobox", name=label).click()
        page.keyboard.insert_text(text.format(n=number))

    return ready


def write_query(page: Page, number: int) -> None:
    """Write another query."""
    page.locator("textarea").fill(QUERIES[number % len(QUERIES)].format(n=number + 11))


def enter(page: Page, number: int) -> None:
    """Take what was written; the same key for every number."""
    del number
    page.keyboard.press("Enter")


def run_query(page: Page, number: int) -> None:
    """Run what was written; the same button for every number."""
    del number
    page.get_by_role("button", name="Chạy").click()


def clear_search(page: Page, number: int) -> None:
    """Stand in the empty field, whatever the number."""
    del number
    page.get_by_role("searchbox").fill("")
    browser.settle(page)


VIEWS = (
    View(
        "Lộ trình: another commune, 120 indicators",
        "/lo-trinh?tinh=xa_3000",
        write_choice("Tỉnh, thành phố", "Xã minh họa {n:04d}"),
        enter,
    ),
    View(
        "Lộ trình: another indicator, 3,321 communes",
        "/lo-trinh?xem_theo=chi_tieu&chi_tieu=chi_tieu_110",
        write_choice("Chỉ tiêu", "Chỉ tiêu minh họa {n:03d}"),
        enter,
    ),
    View(
        "Lộ trình: search as one types",
        "/lo-trinh?xem_theo=chi_tieu&chi_tieu=chi_tieu_110",
        clear_search,
        lambda page, n: page.keyboard.type(f"minh hoa 1{n:02d}"),
    ),
    View("SQL: a query over millions of rows", "/so-lieu?muc=truy_van", write_query, run_query),
)


def measure(page: Page, received: browser.Received, base: str, view: View) -> tuple[list[float], int]:
    """Times in milliseconds of `ROUNDS` changes, and the most bytes that one of them sent."""
    page.goto(base + view.address)
    page.wait_for_selector(".td .footer")
    times, most = [], 0
    for number in range(4, ROUNDS + 4):
        page.wait_for_selector(IDLE)
        view.ready(page, number)
        before = received.bytes
        browser.watch_words(page)
        view.act(page, number)
        wait = browser.waited(page)
        assert wait is not None, f"{view.name} stayed as it was at change {number}"
        times.append(wait)
        most = max(most, received.bytes - before)
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
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        received = browser.Received(page)
        for view in VIEWS:
            times, most = measure(page, received, base, view)
            late = statistics.quantiles(times, n=20)[-1]
            table.add_row(view.name, f"{statistics.median(times):.0f}", f"{late:.0f}", f"{most / 1000:.0f}")
        chromium.close()
    Console().print(table)


if __name__ == "__main__":
    main()
