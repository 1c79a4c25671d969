"""`python -m benchmarks.markup OLD NEW`: processor time of making the HTML of views, two trees of the program in turn.

Each tree answers in a process of its own from the same snapshot (of NEW's data). What is read, judged and drawn is kept
as in the server; what ends in `_html` is made anew for every count, which the server does once a snapshot and view. The
smallest time of a tree and the median ratio of rounds are told: absolute times swing on a shared machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.views.warehouse import interpreter

_MAKER = Path(__file__).with_name("markup_maker.py")
_ROUNDS = 15


class Tree:
    """A process that stands in a tree and makes its views when it is asked."""

    def __init__(self, folder: Path, warehouse: Path) -> None:
        # -P: this folder must not be looked through for modules, only the tree.
        command = [interpreter(folder), "-P", str(_MAKER), str(folder), str(warehouse)]
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def times(self) -> dict[str, float]:
        """Milliseconds of each view, the smallest of a few runs."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        found: dict[str, float] = json.loads(self._process.stdout.readline())
        return found

    def end(self) -> None:
        """Let the process end."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def main() -> int:
    """Print the table; returns 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.markup", description=__doc__)
    parser.add_argument("old", type=Path, help="folder of the program before")
    parser.add_argument("new", type=Path, help="folder of the program after")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    options = parser.parse_args()
    old, new = options.old.resolve(), options.new.resolve()
    with tempfile.TemporaryDirectory() as folder:
        build = [interpreter(new), "-m", "etl", "build", "--warehouse", folder]
        subprocess.run(build, cwd=new, check=True, stdout=subprocess.DEVNULL)
        trees = [Tree(tree, Path(folder)) for tree in (old, new)]
        rounds = [[tree.times() for tree in trees] for _ in range(options.rounds)]
        for tree in trees:
            tree.end()
    table = Table("view", "old, ms", "new, ms", "new : old", "median of rounds", title="HTML made anew")
    for name in rounds[0][0]:
        before, after = (min(pair[place][name] for pair in rounds) for place in (0, 1))
        ratio = median(pair[1][name] / pair[0][name] for pair in rounds)
        table.add_row(name, f"{before:.2f}", f"{after:.2f}", f"{after / before:.2f}", f"{ratio:.2f}")
    Console(width=100).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
