"""Time and bytes of So sánh and Lộ trình in a browser: another indicator, province, year or measure, every view.

`python -m benchmarks.compare` measures on the default data, `python -m benchmarks.compare FOLDER` on the made-up
3,321 communes in FOLDER, built unless they are there. Printed for each change: the time from the choice to the
drawn change (median and 95th percentile), and the most bytes that one change sent to the browser.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks import browser
from benchmarks.communes import build
from benchmarks.serving import build_warehouse
from benchmarks.table_views import IDLE, served
from bootstrap.system_parts import find_chromium
from kpi.charts import library

ROUNDS = 24
_IS_LIBRARY = f"file.name.endsWith('{library.ADDRESS}')"


@dataclass(frozen=True)
class Change:
    """One kind of change: where it is made, and which selector or row of buttons makes it."""

    name: str
    address: str
    key: str
    is_selector: bool = True


CHANGES = (
    Change("Xếp hạng: another indicator", "so-sanh?xem=xep_hang", "indicator"),
    Change("Xếp hạng: another year", "so-sanh?xem=xep_hang", "compare_year"),
    Change("Xếp hạng: another measure", "so-sanh?xem=xep_hang", "compare_measure", is_selector=False),
    Change("Cam kết cạnh nhau: another indicator", "so-sanh?xem=cam_ket", "indicator"),
    Change("Cam kết cạnh nhau: another year", "so-sanh?xem=cam_ket", "compare_due"),
    Change("Nhiều đường: another indicator", "so-sanh?xem=nhieu_duong", "indicator"),
    Change("Bản đồ nhiệt: another order", "so-sanh?xem=ban_do_nhiet", "compare_rows"),
    Change("Bản đồ nhiệt: another year", "so-sanh?xem=ban_do_nhiet", "compare_judged"),
    Change("Bản đồ ô: another measure", "so-sanh?xem=ban_do_o", "compare_measure", is_selector=False),
    Change("Lộ trình: another province", "lo-trinh?xem_theo=tinh", "province"),
    Change("Lộ trình: another indicator", "lo-trinh?xem_theo=chi_tieu", "indicator"),
    Change("Lộ trình: another order", "lo-trinh?xem_theo=tinh&tinh=dong_thap", "roadmap_order"),
    Change("Another view", "so-sanh?xem=xep_hang", "compare_view", is_selector=False),
)


def measure(page: Page, received: browser.Received, base: str, change: Change, rounds: int) -> tuple[list[float], int]:
    """Times in milliseconds of up to `rounds` changes, and the most bytes that one sent; nothing is warmed up."""
    page.goto(f"{base}/{change.address}")
    page.wait_for_selector(IDLE)
    # The library of the charts comes once, when a page is at rest.
    page.wait_for_function(f"performance.getEntriesByType('resource').some(file => {_IS_LIBRARY})")
    page.wait_for_timeout(500)
    times, most = [], 0
    for number in range(rounds):
        target = _open(page, change, number)
        if target is None:
            continue
        before = received.bytes
        browser.watch_words(page)
        target.click()
        wait = browser.waited(page)
        if wait is None:
            continue  # A choice that leaves the words as they were, as between two years without actuals.
        times.append(wait)
        most = max(most, received.bytes - before)
    return times, most


def _open(page: Page, change: Change, number: int) -> Locator | None:
    """What to click for change `number`: an option of an opened selector, or a button that is not pressed."""
    if not change.is_selector:
        buttons = f".st-key-{change.key} button"
        pressed = page.locator(buttons).evaluate_all(
            "all => all.map(one => one.getAttribute('aria-checked') === 'true')"
        )
        free = [place for place, is_pressed in enumerate(pressed) if not is_pressed]
        return page.locator(buttons).nth(free[number % len(free)]) if free else None
    box = page.locator(f".st-key-{change.key} input")
    if box.count() == 0:
        return None
    box.click()
    options = page.get_by_role("option")
    options.first.wait_for()
    chosen = options.evaluate_all("all => all.map(one => one.getAttribute('aria-selected') === 'true')")
    free = [place for place, is_chosen in enumerate(chosen) if not is_chosen]
    return options.nth(free[(number * 3) % len(free)]) if free else None


def rows(page: Page, base: str, rounds: int) -> Iterator[tuple[str, Sequence[float], int]]:
    """Every change with its measurements, told as they come; changes that the data do not offer are left out."""
    received = browser.Received(page)
    for change in CHANGES:
        times, most = measure(page, received, base, change, rounds)
        if len(times) > 1:
            print(f"{change.name}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms", flush=True)
            yield change.name, times, most
        else:
            print(f"{change.name}: nothing to choose in these data", flush=True)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=main.__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="warehouse of made-up communes; default: the real data")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each change is made")
    asked = parser.parse_args()
    folder: Path | None = asked.folder
    with tempfile.TemporaryDirectory() as name:
        if folder is None:
            build_warehouse(Path(name), 1)
            warehouse = Path(name) / "0"
        else:
            warehouse = folder.resolve()
            if not (warehouse / "current.json").exists():
                build(warehouse)
        table = Table("change", "times", "median ms", "p95 ms", "most kB sent")
        with served(warehouse) as base, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            page = chromium.new_page(viewport={"width": 1440, "height": 900})
            for what, times, most in rows(page, base, asked.rounds):
                late = statistics.quantiles(times, n=20)[-1]
                table.add_row(
                    what, str(len(times)), f"{statistics.median(times):.0f}", f"{late:.0f}", f"{most / 1000:.0f}"
                )
            chromium.close()
    Console().print(table)


if __name__ == "__main__":
    main()
