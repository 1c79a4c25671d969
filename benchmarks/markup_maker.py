"""Runs inside a measured tree: makes each view's HTML anew for every line on standard input, tells the times as JSON.

Started by `benchmarks.markup` as a script with the tree and a warehouse, so it imports nothing of this package.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, sys.argv[1])

from kpi.reading.province import plan_documents
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot, current_snapshot
from pages.data import files, sql, status
from pages.overview import first_screen
from pages.sources import document, method
from ui.page_registry import COMPARE, INDICATOR, ROADMAP, TASKS
from ui.prefetch import Asked

RUNS = 9
UNIT = {"tinh": "hai_phong", "chi_tieu": "digital_economy_share_grdp"}
SCREENS = ("xep_hang", "cam_ket", "nhieu_duong", "ban_do_nhiet", "ban_do_o", "dia_gioi")
ANSWERED = {
    "Chỉ tiêu": (INDICATOR, UNIT),
    **{f"So sánh, {screen}": (COMPARE, UNIT | {"xem": screen}) for screen in SCREENS},
    "Lộ trình, một tỉnh": (ROADMAP, {"xem_theo": "tinh", "tinh": "lai_chau"}),
    "Lộ trình, một chỉ tiêu": (ROADMAP, {"xem_theo": "chi_tieu", "chi_tieu": UNIT["chi_tieu"]}),
    "Nhiệm vụ": (TASKS, {}),
}


def overview(snapshot: Snapshot, province_id: str) -> None:
    """The first screen of Tổng quan."""
    first_screen.first_screen_html(snapshot, province_id, "vi", Standpoint())


def data(snapshot: Snapshot) -> None:
    """The parts of Số liệu."""
    for name in ("head", "checks", "completeness", "missing", "corrections", "not_loaded"):
        getattr(status, f"{name}_html")(snapshot, "vi")
    files.preview_html(snapshot, "targets", "vi")
    sql.tables_html("vi")


def sources(snapshot: Snapshot) -> None:
    """A document in full, and the method."""
    first = plan_documents(snapshot)[0]
    document.head_html(snapshot, first, "vi")
    document.document_html(snapshot, first, 1, "vi")
    method.thresholds_html("vi")


def makers(snapshot: Snapshot) -> dict[str, Callable[[], Any]]:
    """What makes each view."""
    found: dict[str, Callable[[], Any]] = {
        name: partial(page.answer, snapshot, Asked(query)) for name, (page, query) in ANSWERED.items()
    }
    found |= {f"Tổng quan, {unit}": partial(overview, snapshot, unit) for unit in ("lai_chau", "viet_nam")}
    return found | {"Số liệu": partial(data, snapshot), "Nguồn": partial(sources, snapshot)}


def make_anew() -> None:
    """Take the keeping off every function that makes HTML, wherever a module names it."""
    own = [module for name, module in sys.modules.items() if name.split(".")[0] in {"kpi", "pages", "ui"}]
    kept = {
        id(value): value.__wrapped__
        for module in own
        for name, value in vars(module).items()
        if name.endswith("_html") and hasattr(value, "__wrapped__")
    }
    for module in [*own, sys.modules[__name__]]:
        for name, value in list(vars(module).items()):
            if id(value) in kept:
                setattr(module, name, kept[id(value)])


def main() -> None:
    """Answer until standard input ends."""
    made = makers(current_snapshot(Path(sys.argv[2])))
    for make in made.values():
        make()
    make_anew()
    for make in made.values():
        make()
    gc.disable()
    for _ in sys.stdin:
        times = {}
        for name, make in made.items():
            runs = []
            for _ in range(RUNS):
                begin = time.process_time()
                make()
                runs.append(time.process_time() - begin)
            times[name] = min(runs) * 1000
        gc.collect()
        print(json.dumps(times), flush=True)


if __name__ == "__main__":
    main()
