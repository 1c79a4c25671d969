"""`python -m benchmarks.export`: how long the files of a briefing take, and whether the memory comes back.

Builds a warehouse of made-up actuals, so that every indicator has a line to draw, and makes each file from content
that is at hand; reading the content is timed by itself. Times depend on the machine and on what else it does: what is
counted is processor time of this process, the smallest of a few runs, after one that warms up.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil

from cli.__main__ import DEFAULT_DATA
from etl.build import build
from kpi.briefing.content import Content
from kpi.briefing.forms import compose
from kpi.briefing.model import Briefing, Form, Item, ItemKind
from kpi.briefing.resolve import chart_block_of, content_of
from kpi.export.files import export
from kpi.export.formats import BRIEFING_FORMATS, Format
from kpi.export.picture.image import chart_svg, pdf, png
from kpi.store.warehouse import Snapshot, current_snapshot

DAY = date(2026, 11, 22)
INDICATORS = 60
_RUNS = 5
_ROUNDS = 12
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Row:
    """One measured thing: its time, the most it may take (0: no limit of its own) and its size in bytes."""

    what: str
    milliseconds: float
    limit: float
    size: int

    @property
    def fast(self) -> bool:
        """Whether the limit is kept."""
        return not self.limit or self.milliseconds <= self.limit


def full_report(snapshot: Snapshot) -> Briefing:
    """The report of the province with most targets, with a chart for each of sixty indicators."""
    report = compose(snapshot, Form.REPORT, province_id="tien_giang", today=DAY)
    charts = [item for item in report.items if item.kind is ItemKind.CHART]
    more = snapshot.query(
        "SELECT DISTINCT indicator_id FROM targets WHERE province_id = 'viet_nam' ORDER BY indicator_id"
    )["indicator_id"]
    missing = INDICATORS - len(charts)
    added = [Item(kind=ItemKind.CHART, province_id="viet_nam", indicator_id=name) for name in more[: max(missing, 0)]]
    return report.model_copy(update={"items": (*report.items, *added)})


def measure(what: str, limit: float, make: Callable[[], bytes | str], runs: int = _RUNS) -> Row:
    """The smallest processor time of a few runs, after one that warms up."""
    made = make()
    times = []
    for _ in range(runs):
        begin = time.process_time()
        made = make()
        times.append(time.process_time() - begin)
    return Row(what, min(times) * 1000, limit, len(made))


def rows(snapshot: Snapshot) -> list[Row]:
    """Everything that has a limit, and the reading of the content."""
    item = Item(kind=ItemKind.CHART, province_id="tien_giang", indicator_id="digital_economy_share_grdp")
    chart = chart_block_of(snapshot, item, lang="vi", today=DAY)
    page = content_of(snapshot, compose(snapshot, Form.PAGE, province_id="tien_giang", today=DAY), today=DAY)
    briefing = full_report(snapshot)
    report = content_of(snapshot, briefing, today=DAY)
    assert len(list(report.chart_blocks())) >= INDICATORS

    def file(content: Content, form: Format) -> Callable[[], bytes]:
        return lambda: export(content, form).data

    def read() -> bytes:
        content_of(snapshot, briefing, today=DAY)
        return b""

    return [
        measure("chart PNG (2x)", 250, lambda: png(chart)),
        measure("chart SVG", 250, lambda: chart_svg(chart)),
        measure("chart PDF", 250, lambda: pdf(chart)),
        measure("one page PPTX", 200, file(page, Format.PPTX)),
        measure("one page DOCX", 200, file(page, Format.DOCX)),
        measure("one page PDF", 0, file(page, Format.PDF)),
        measure("content of the full report", 0, read, 3),
        measure("full report PPTX", 2000, file(report, Format.PPTX), 3),
        measure("full report DOCX", 3000, file(report, Format.DOCX), 3),
        measure("full report XLSX", 1000, file(report, Format.XLSX), 3),
        measure("full report PDF", 2000, file(report, Format.PDF), 3),
    ]


def memory(snapshot: Snapshot) -> list[float]:
    """Resident megabytes after each round of all four files of the full report."""
    process = psutil.Process()
    briefing = full_report(snapshot)
    levels = []
    for _ in range(_ROUNDS):
        content = content_of(snapshot, briefing, today=DAY)
        for form in BRIEFING_FORMATS:
            export(content, form)
        del content
        gc.collect()
        levels.append(process.memory_info().rss / _MEGABYTE)
    return levels


def main() -> int:
    """Print the table; returns 1 when a limit is missed."""
    with tempfile.TemporaryDirectory(prefix="thuoc-do-57-export-") as name:
        folder = Path(name)
        build(DEFAULT_DATA, folder, demo=True)
        snapshot = current_snapshot(folder)
        measured = rows(snapshot)
        print(f"{'what':<30}{'ms':>9}{'limit':>9}{'kB':>9}")
        for row in measured:
            limit = f"{row.limit:.0f}" if row.limit else "–"
            slow = "" if row.fast else "  TOO SLOW"
            print(f"{row.what:<30}{row.milliseconds:>9.1f}{limit:>9}{row.size / 1000:>9.0f}{slow}")
        levels = memory(snapshot)
        print(f"memory after each round of four reports, MB: {', '.join(f'{level:.0f}' for level in levels)}")
    return int(not all(row.fast for row in measured))


if __name__ == "__main__":
    sys.exit(main())
