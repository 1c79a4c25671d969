"""`python -m benchmarks.interaction`: how long people wait, against the bars the product has set itself.

Builds the default data into a temporary warehouse, serves it with the real server, and measures with Chromium
and with plain websocket clients. The times depend on the machine and on what else it does; the ratios to the
bare Streamlit page of the same run do not.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

from benchmarks import browser, sessions
from benchmarks.serving import bare_page, build_warehouse, dashboard

PAGE = "chi-tieu"
QUERY = urlencode({"tinh": "lai_chau", "chi_tieu": "coverage_5g"})
REVISED = urlencode({"tinh": "ha_noi", "chi_tieu": "digital_economy_share_grdp"})
DAYS = ["31122026", "30062024", "31122030", "31122025"]
PROVINCES = ["Tiền Giang", "Lai Châu", "Hải Phòng", "Hà Nội"]
SPARKLINE = "img[src^='data:image/svg']"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the result and, where there is one, its upper bar."""

    what: str
    value: float
    unit: str
    bar: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the bar is kept."""
        if self.bar is None:
            return ""
        return "đạt" if self.value <= self.bar else "VƯỢT"


def visits(chromium: Browser, address: str, bare: str, rounds: int) -> list[Row]:
    """Rows about the first visit."""
    pages = {
        "bare": (bare, f"{browser.CHART} .main-svg"),
        "Tổng quan": (address, SPARKLINE),
        "Chỉ tiêu": (f"{address}/{PAGE}?{QUERY}", f"{browser.CHART} .main-svg"),
    }
    found = browser.first_visits(chromium, pages, rounds)
    seconds = {name: median(result[0] for result in results) for name, results in found.items()}
    megabytes = {name: median(result[1] for result in results) / 1e6 for name, results in found.items()}
    rows = [
        Row("Trang Streamlit trần: biểu đồ đầu tiên", seconds["bare"], "s"),
        Row("Trang Streamlit trần: tải về", megabytes["bare"], "MB"),
    ]
    for name in ("Tổng quan", "Chỉ tiêu"):
        rows += [
            Row(f"{name}: biểu đồ đầu tiên", seconds[name], "s"),
            Row(f"{name}: so với trang trần", seconds[name] / seconds["bare"], "×", 1.15),
            Row(f"{name}: tải về", megabytes[name], "MB", 3.2),
        ]
    return rows


def clicks(chromium: Browser, address: str, count: int) -> list[Row]:
    """Rows about the wait from a choice to the changed chart."""
    url = f"{address}/{PAGE}?{QUERY}"
    names = {"province": PROVINCES, "indicator": browser.options(chromium, url, "indicator")}
    rows = []
    for key, label in (("province", "đổi tỉnh"), ("indicator", "đổi chỉ tiêu")):
        waits = browser.choices(chromium, url, key, names[key], count)
        rows += _percentiles(f"Chỉ tiêu: {label} → biểu đồ mới ({len(waits)} lần)", waits, 90, 180)
    url = f"{address}/{PAGE}?{REVISED}"
    for key, label in (("as_of", "đổi ngày tính đến"), ("known", "đổi ngày biết")):
        waits = browser.days(chromium, url, key, DAYS, count // 2)
        rows += _percentiles(f"Chỉ tiêu: {label} → biểu đồ mới ({len(waits)} lần)", waits, None, 300)
    return rows


def bare_clicks(chromium: Browser, bare: str, count: int) -> list[Row]:
    """Rows about the same wait on a page that shows nothing but one selector and one chart."""
    waits = browser.choices(chromium, bare, "number", ["one", "two", "three", "four"], count)
    return _percentiles(f"Trang Streamlit trần: đổi lựa chọn → biểu đồ mới ({len(waits)} lần)", waits, None, None)


def load(address: str, pid: int, count: int, seconds: float) -> list[Row]:
    """Rows about many open sessions."""
    seen = asyncio.run(sessions.measure(address, pid, sessions.Plan(PAGE, QUERY, count, seconds)))
    label = f"{count} phiên, mỗi phiên đổi 5 s một lần ({len(seen.waits)} lần)"
    return [
        *_percentiles(label, seen.waits, None, 150),
        Row("Máy chủ tính cho mỗi lần đổi", seen.cpu_ms_per_run, "ms CPU"),
        Row("Bộ nhớ máy chủ, cao nhất", seen.peak_megabytes, "MB", 350),
    ]


def _percentiles(what: str, waits: list[float], bar_50: float | None, bar_95: float | None) -> list[Row]:
    return [
        Row(f"{what}, p50", median(waits), "ms", bar_50),
        Row(f"{what}, p95", quantiles(waits, n=20)[18], "ms", bar_95),
    ]


def show(rows: list[Row]) -> None:
    """Print the table."""
    table = Table(title=f"Tốc độ ({os.cpu_count()} nhân, Python {sys.version.split()[0]})")
    for heading in ("Đo gì", "Kết quả", "Ngưỡng", ""):
        table.add_column(heading, justify="right" if heading in {"Kết quả", "Ngưỡng"} else "left")
    for row in rows:
        digits = 0 if row.unit.startswith("ms") or row.value >= 100 else 2
        bar = f"≤ {row.bar:g} {row.unit}" if row.bar is not None else ""
        table.add_row(row.what, f"{row.value:.{digits}f} {row.unit}", bar, row.verdict)
    Console().print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interaction", description=__doc__)
    parser.add_argument("--builds", type=int, default=3, help="times the data are built")
    parser.add_argument("--visits", type=int, default=7, help="first visits of each page")
    parser.add_argument("--clicks", type=int, default=40, help="choices measured in each selector")
    parser.add_argument("--sessions", type=int, default=100, help="sessions open at a time")
    parser.add_argument("--seconds", type=float, default=60, help="how long they stay")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [Row("Dựng toàn bộ dữ liệu", build_warehouse(folder, options.builds), "s", 3)]
        with dashboard(folder / "0") as (address, pid):
            with bare_page(folder) as (bare, _), browser.chromium() as chromium:
                rows += visits(chromium, address, bare, options.visits)
                rows += clicks(chromium, address, options.clicks)
            with bare_page(folder, choice=True) as (bare, _), browser.chromium() as chromium:
                rows += bare_clicks(chromium, bare, options.clicks // 2)
            rows += load(address, pid, options.sessions, options.seconds)
    rows.append(Row("Việc khác của máy trong lúc đo (tải trung bình 1 phút)", os.getloadavg()[0], ""))
    show(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
