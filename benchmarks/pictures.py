"""What every kind of picture draws, recorded from one tree of the program and compared with another tree.

`python -m benchmarks.pictures record WAREHOUSE OUT.jsonl` in the folder of each tree, over the same warehouse;
`python -m benchmarks.pictures compare A B` lists what differs, `times WAREHOUSE` says how long each kind takes.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from difflib import unified_diff
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kpi.briefing.forms import compose
from kpi.briefing.library import ItemError
from kpi.briefing.model import Form, Item, ItemKind
from kpi.briefing.resolve import chart_block_of, content_of
from kpi.export.bundle.bundle import bundle
from kpi.export.files import export
from kpi.export.formats import Format
from kpi.export.picture.image import bare_svg, chart_svg
from kpi.reading.ranking import Measure
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice
from kpi.reading.tasks import View as TaskView
from kpi.reading.tasks import documents
from kpi.store.warehouse import Snapshot, current_snapshot
from pages.compare.data import Question, Scope
from pages.compare.lines import panels_html
from pages.compare.rank import dots_html
from pages.indicator.parts import View, chart
from pages.overview.headline import headline_html
from pages.tasks import timeline, workload

DAY = date(2026, 11, 22)
LANGUAGES = ("vi", "en")
UNITS = ("lai_chau", "hai_phong", "tien_giang", "viet_nam", "ha_noi", "an_giang", "quang_ninh")
_PAIRS = """
SELECT DISTINCT province_id, indicator_id, document_id FROM targets WHERE province_id IN ({units})
UNION SELECT DISTINCT province_id, indicator_id, '' FROM actuals WHERE province_id IN ({units})
ORDER BY ALL
"""
_SERIES = "SELECT DISTINCT province_id, indicator_id, series FROM actuals WHERE province_id = 'viet_nam' ORDER BY ALL"
_COMPARED = "SELECT indicator_id FROM actuals GROUP BY ALL HAVING count(DISTINCT province_id) > 5 ORDER BY ALL"
_RANKED = """
SELECT indicator_id, series, max(year(period_end)) AS year, 34 AS vintage FROM actuals
GROUP BY ALL HAVING count(DISTINCT province_id) > 1 ORDER BY ALL
"""
Picture = tuple[str, str]


def pictures(snapshot: Snapshot) -> Iterator[Picture]:
    """Every picture of the spread by kind and name."""
    yield from _paths(snapshot)
    yield from _files(snapshot)
    yield from _multiples(snapshot)
    yield from _cards(snapshot)
    yield from _dots(snapshot)
    yield from _tasks(snapshot)
    yield from _bundle(snapshot)


def _rows(snapshot: Snapshot, query: str) -> list[tuple[Any, ...]]:
    listed = ", ".join(f"'{unit}'" for unit in UNITS)
    return [tuple(row) for row in snapshot.query(query.format(units=listed)).itertuples(index=False)]


def _paths(snapshot: Snapshot) -> Iterator[Picture]:
    here = Standpoint(as_of=DAY)
    for number, (province, indicator, document) in enumerate(_rows(snapshot, _PAIRS)):
        view = View(province, indicator, document, "", LANGUAGES[number % 2], here)
        for compact in (False, True):
            made = chart(snapshot, view, 1.5 if number % 3 == 0 else None, compact)
            yield f"path {view.identity} {view.lang} {'phone' if compact else 'wide'}", _plain(made.drawing)
    for province, indicator, series in _rows(snapshot, _SERIES):
        made = chart(snapshot, View(province, indicator, "", series, "vi", here), None, False)
        yield f"path {province} {indicator} {series}", _plain(made.drawing)


def _files(snapshot: Snapshot) -> Iterator[Picture]:
    for number, (province, indicator, _) in enumerate(_rows(snapshot, _PAIRS)):
        item = Item(kind=ItemKind.CHART, province_id=province, indicator_id=indicator)
        block = chart_block_of(snapshot, item, lang=LANGUAGES[number % 2], today=DAY)
        name = f"{province} {indicator}"
        yield f"svg {name}", _lines(chart_svg(block, embed_font=False))
        yield f"svg-small {name}", _lines(bare_svg(block, 520, 250))
    for lang in LANGUAGES:
        for (indicator,) in _rows(snapshot, _COMPARED):
            item = Item(kind=ItemKind.COMPARISON, indicator_id=indicator, provinces=(*UNITS[:3], *UNITS[4:]))
            try:
                block = chart_block_of(snapshot, item, lang=lang, today=DAY)
            except ItemError:  # None of these units has anything of this indicator.
                continue
            yield f"svg-bars {indicator} {lang}", _lines(chart_svg(block, embed_font=False))
    asked: list[tuple[Form, dict[str, object]]] = [(Form.PAGE, {"province_id": unit}) for unit in UNITS]
    asked += [(Form.REPORT, {"province_id": unit}) for unit in UNITS[:4]]
    asked += [(Form.COMPARISON, {"provinces": UNITS[:3] + UNITS[4:]})]
    for form, choice in asked:
        content = content_of(snapshot, compose(snapshot, form, today=DAY, **choice), today=DAY)  # type: ignore[arg-type]
        for kind in (Format.PPTX, Format.DOCX, Format.XLSX):
            yield from _charts(export(content, kind).data, f"{kind} {form} {choice}")


def _charts(data: bytes, name: str) -> Iterator[Picture]:
    """The chart parts of an Office file, the sheets behind those of a workbook, and the workbooks inside."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        for part in sorted(package.namelist()):
            if re.search(r"/charts/chart[^/]*\.xml$|worksheets/sheet\d+\.xml$|sharedStrings", part):
                yield f"{name} {part}", _lines(package.read(part).decode())
            elif part.endswith(".xlsx"):
                yield from _charts(package.read(part), f"{name} {part}")


def _multiples(snapshot: Snapshot) -> Iterator[Picture]:
    everyone = [row[0] for row in _rows(snapshot, "SELECT DISTINCT province_id FROM targets ORDER BY ALL")]
    for (indicator,) in _rows(snapshot, _COMPARED):
        for lang in LANGUAGES:
            html = panels_html(snapshot, indicator, tuple(everyone[:24]), "lai_chau", lang)
            yield f"multiples {indicator} {lang}", _images(html)


def _cards(snapshot: Snapshot) -> Iterator[Picture]:
    for unit in UNITS:
        yield f"sparkline {unit}", _images(headline_html(snapshot, unit, "vi", Standpoint(as_of=DAY)))


def _dots(snapshot: Snapshot) -> Iterator[Picture]:
    for number, (indicator, series, year, vintage) in enumerate(_rows(snapshot, _RANKED)):
        for measure in Measure:
            question = Question(indicator, measure, series, int(year), Scope(int(vintage)))
            yield (
                f"dots {indicator} {series} {year} {measure}",
                _lines(dots_html(snapshot, question, 1, "lai_chau", LANGUAGES[number % 2])),
            )


def _tasks(snapshot: Snapshot) -> Iterator[Picture]:
    for lang in LANGUAGES:
        places = {document.place: document.document_id for document in documents(snapshot).values()}
        for place, document in [("", ""), *places.items()]:
            view = TaskView(_choice(place, document), Standpoint(as_of=DAY), lang)
            drawn, load = timeline.chart_of_dates(snapshot, view), workload.chart_of_load(snapshot, view)
            if drawn:
                yield f"timeline {document} {lang}", _plain(drawn[0].drawing)
            if load:
                yield f"load {document} {lang}", _plain(load.drawing)


def _choice(place: str, document: str) -> Choice:
    return Choice(place=place, document=document)


def _bundle(snapshot: Snapshot) -> Iterator[Picture]:
    with zipfile.ZipFile(BytesIO(bundle(snapshot))) as package:
        for part in sorted(package.namelist()):
            if part.endswith(".html"):
                found = re.findall(r"<svg.*?</svg>", package.read(part).decode(), re.DOTALL)
                yield f"bundle {part}", "\n".join(_lines(svg) for svg in found)


def _plain(chart_json: str) -> str:
    return json.dumps(json.loads(chart_json), ensure_ascii=False, indent=0, sort_keys=True)


def _images(html: str) -> str:
    """The pictures inside a page, whether written as they are, as base64 or in percent signs."""
    inside = [base64.b64decode(found).decode() for found in re.findall(r"data:image/svg\+xml;base64,([^'\"]+)", html)]
    inside += [unquote(found) for found in re.findall(r"data:image/svg\+xml[^,;]*,([^'\"]+)", html)]
    return "\n".join(_lines(svg) for svg in [*inside, *re.findall(r"<svg.*?</svg>", html, re.DOTALL)])


def _lines(xml: str) -> str:
    return re.sub(r"\d{8}T\d{6}Z-[0-9a-f]{8}", "SNAPSHOT", xml.replace("><", ">\n<"))


def record(warehouse: Path, out: Path) -> int:
    """Write every picture, one JSON line each."""
    with out.open("w", encoding="utf-8") as target:
        for name, drawn in pictures(current_snapshot(warehouse)):
            target.write(json.dumps([name, drawn], ensure_ascii=False) + "\n")
    return 0


def compare(old: Path, new: Path, *, most: int) -> int:
    """Print what differs; returns 1 if anything does."""
    before, after = (dict(json.loads(line) for line in path.open(encoding="utf-8")) for path in (old, new))
    kinds: Counter[str] = Counter()
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            kinds[name.split(" ")[0]] += 1
            lines = unified_diff(before.get(name, "").split("\n"), after.get(name, "").split("\n"), lineterm="", n=0)
            print(name, *islice(lines, 2, 2 + most), sep="\n  ")
    drawn = Counter(name.split(" ")[0] for name in after)
    print(*(f"{kind}: {kinds[kind]} of {count} differ" for kind, count in drawn.items()), sep="\n")
    return int(bool(kinds))


def times(warehouse: Path) -> int:
    """Print how long the pictures of each kind take together, made for the first time."""
    spent: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    begin = time.process_time()
    for name, _ in pictures(current_snapshot(warehouse)):
        spent[name.split(" ")[0]] += time.process_time() - begin  # type: ignore[assignment]
        drawn[name.split(" ")[0]] += 1
        begin = time.process_time()
    print(*(f"{kind:<12}{spent[kind]:8.2f} s for {count}" for kind, count in drawn.items()), sep="\n")
    return 0


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    parser.add_argument("command", choices=("record", "compare", "times"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--lines", type=int, default=8, help="changed lines told of one picture")
    options = parser.parse_args()
    first, *others = options.paths
    match options.command:
        case "record":
            return record(first, *others)
        case "compare":
            return compare(first, *others, most=options.lines)
        case _:
            return times(first)


if __name__ == "__main__":
    sys.exit(main())
