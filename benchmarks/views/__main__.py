"""The command line: `record` one tree, `compare` two recordings."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.views.addresses import every_view, sample
from benchmarks.views.differences import differences, read
from benchmarks.views.errors import RecordingError
from benchmarks.views.files import briefings, bundle, exported
from benchmarks.views.pages import shown
from benchmarks.views.warehouse import build, interpreter, known

_SAMPLE = 420
_TOLD_EVERY = 250
_WHERE = ZoneInfo("Asia/Ho_Chi_Minh")


def main() -> int:
    """Run one command; returns 0, or 1 when recordings differ or a tree cannot be recorded."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.views", description="Record views and compare them.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("record", help="record the views of one tree")
    command.add_argument("--tree", type=Path, required=True, help="folder of the program")
    command.add_argument("--out", type=Path, required=True, help="file to write, .jsonl.gz")
    command.add_argument("--sample", action="store_true", help=f"about {_SAMPLE} views instead of all")
    command.add_argument("--no-files", action="store_true", help="pages only, no exported files")
    command = commands.add_parser("compare", help="list the differences; exit code 1 if there are any")
    command.add_argument("old", type=Path)
    command.add_argument("new", type=Path)
    command.add_argument("--lines", type=int, default=12, help="changed lines told of one part; 0 for all")
    options = parser.parse_args()
    if options.command == "compare":
        return compare(options.old, options.new, options.lines)
    try:
        return record(options.tree.resolve(), options.out, few=options.sample, files=not options.no_files)
    except RecordingError as error:
        print(error, file=sys.stderr)
        return 1


def record(tree: Path, out: Path, *, few: bool, files: bool) -> int:
    """Build the tree's data and write what it shows; the file is there only once it is complete."""
    started = time.monotonic()
    head = {"day": today().isoformat(), "sample": few, "files": files}
    unfinished = out.with_name(f"{out.name}.part")
    count = 0
    with (
        tempfile.TemporaryDirectory() as name,
        gzip.open(unfinished, "wt", encoding="utf-8", compresslevel=5) as target,
    ):
        target.write(json.dumps(head) + "\n")
        for line in _recorded(tree, Path(name), few=few, files=files):
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
            if count % _TOLD_EVERY == 0:
                print(f"{count} views, {time.monotonic() - started:.0f} s", flush=True)
    unfinished.replace(out)
    print(f"{count} views of {tree} in {time.monotonic() - started:.0f} s: {out}")
    return 0


def _recorded(tree: Path, folder: Path, *, few: bool, files: bool) -> Iterator[dict[str, Any]]:
    python = interpreter(tree)
    warehouse = folder / "warehouse"
    build(tree, warehouse, today())
    ids = known(warehouse)
    views = every_view(ids)
    for view, said in shown(tree, python, warehouse, sample(views, _SAMPLE) if few else views):
        yield {"name": view.name, **said}
    if not files:
        return
    for number, briefing in enumerate(briefings(ids, few=few)):
        parts = exported(tree, python, warehouse, briefing, folder / str(number))
        yield {"name": briefing.name, "address": {}, "parts": parts}
    yield {"name": "etl bundle", "address": {}, "parts": bundle(tree, python, warehouse, folder / "bundle.zip")}


def compare(old: Path, new: Path, most: int) -> int:
    """Print every difference, then how many parts of which kind differ."""
    (old_head, old_views), (new_head, new_views) = read(old), read(new)
    if old_head != new_head:
        # Pages say what is due by today, so a difference may be the day's.
        print(f"recorded otherwise: {old_head} and {new_head}")
    kinds: Counter[str] = Counter()
    differing = set()
    for name, kind, lines in differences(old_views, new_views):
        kinds[kind.split(" ")[0]] += 1
        differing.add(name)
        told = lines[:most] if most else lines
        print(f"{name}\n  {kind}", *told, *["…"] * (len(lines) > len(told)), sep="\n    ")
    listed = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) or "no difference"
    print(f"{len(old_views)} and {len(new_views)} views, {len(differing)} differ: {listed}")
    return int(bool(differing))


def today() -> date:
    """The day in Viet Nam, which the pages stand on."""
    return datetime.now(UTC).astimezone(_WHERE).date()


if __name__ == "__main__":
    sys.exit(main())
