"""`python -m benchmarks.beside`: what readers wait for while somebody else has reports made, one after the other.

Serves the default data. A second process with a browser of its own asks for the report of a province as PowerPoint,
Word, Excel and PDF, again and again; the first one measures the wait from a choice on Chỉ tiêu to the changed chart,
once alone and once beside it. Times depend on the machine; what counts is the bar for the waits beside.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

from benchmarks import browser
from benchmarks.interaction import PAGE, PROVINCES, QUERY
from benchmarks.serving import ROOT, build_warehouse, dashboard

REPORT = "ban-tin?mau=bao_cao&tinh=tien_giang"
FORMS = ("pptx", "docx", "xlsx", "pdf")
BAR_95 = 300


def make_reports(address: str) -> None:
    """Have every form made in turn until this process is stopped; print the seconds that each took."""
    with browser.chromium() as chromium:
        page = chromium.new_page()
        page.goto(f"{address}/{REPORT}")
        browser.settle(page)
        while True:
            for form in FORMS:
                asked = time.perf_counter()
                with page.expect_download(timeout=60_000):
                    page.locator(f".st-key-make_{form} button").first.click()
                print(f"{form} {time.perf_counter() - asked:.2f}", flush=True)


@contextmanager
def reports(address: str) -> Iterator[list[str]]:
    """Reports being made while the block runs, from the first finished one on; what was made, told at the end."""
    made: list[str] = []
    command = [sys.executable, "-m", "benchmarks.beside", "--make", address]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as maker:
        assert maker.stdout is not None
        made.append(maker.stdout.readline())
        yield made
        if maker.poll() is not None:
            raise RuntimeError("no more reports were made")
        maker.terminate()
        made += maker.stdout.readlines()


def waits(chromium: Browser, address: str, count: int) -> list[float]:
    """Milliseconds from choosing another province to its chart."""
    return browser.choices(chromium, f"{address}/{PAGE}?{QUERY}", "province", PROVINCES, count)


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=main.__doc__)
    parser.add_argument("--clicks", type=int, default=40, help="choices measured each time")
    parser.add_argument("--make", metavar="ADDRESS", help="only have reports made by the server at ADDRESS")
    options = parser.parse_args()
    if options.make:
        make_reports(options.make)
        return
    table = Table(title=f"Đổi tỉnh trên Chỉ tiêu trong lúc phiên khác xuất báo cáo ({os.cpu_count()} nhân)")
    for heading in ("Lúc", "Lần", "p50", "p95", "Ngưỡng p95"):
        table.add_column(heading, justify="left" if heading == "Lúc" else "right")
    with tempfile.TemporaryDirectory() as name:
        build_warehouse(Path(name), 1)
        with dashboard(Path(name) / "0") as (address, _), browser.chromium() as chromium:
            alone = waits(chromium, address, options.clicks)
            with reports(address) as made:
                beside = waits(chromium, address, options.clicks)
    for when, found, bar in (("một mình", alone, "–"), (f"{len(made)} tệp được tạo", beside, f"≤ {BAR_95} ms")):
        late = quantiles(found, n=20)[18]
        table.add_row(when, str(len(found)), f"{median(found):.0f} ms", f"{late:.0f} ms", bar)
    Console().print(table)
    print("Giây mỗi tệp:", ", ".join(line.strip() for line in made))


if __name__ == "__main__":
    main()
