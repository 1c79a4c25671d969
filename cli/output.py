"""Where the commands speak: sentences in the chosen language, tables, and rows for other programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.findings import Told, as_data, as_text
from kpi.words import is_missing, message


class Output:
    """Standard output and standard error of one command, in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._out = Console()
        self._err = Console(stderr=True)

    def say(self, key: str, *, strong: bool = False, **values: object) -> None:
        """A sentence of the result."""
        self.line(message(key, self.lang, **values), strong=strong)

    def line(self, text: str, *, strong: bool = False) -> None:
        """A line of the result, as it is."""
        style = "bold" if strong else None
        self._out.print(text, style=style, markup=False, highlight=False, soft_wrap=True)

    def refuse(self, key: str, **values: object) -> None:
        """Why the command did not do what was asked."""
        self.complain(message(key, self.lang, **values), strong=True)

    def complain(self, text: str, *, strong: bool = False) -> None:
        """A line about a fault, as it is."""
        style = "bold red" if strong else "red"
        self._err.print(text, style=style, markup=False, highlight=False, soft_wrap=True)

    def findings(self, rows: Sequence[Told], form: str = "text", *, refused: bool = False) -> None:
        """Findings for people, of a refusal on standard error; for programs always on standard output."""
        if form != "text":
            sys.stdout.write(as_data(rows, form))
            return
        stream = sys.stderr if refused else sys.stdout
        stream.write(as_text(rows, self.lang, terminal=stream.isatty()))

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table for people; a cell too wide for its column goes on in the next line. Tabs between cells in a pipe."""
        if not self._out.is_terminal:
            for row in rows:
                sys.stdout.write("\t".join(_text(cell) for cell in row) + "\n")
            return
        table = Table(title=title or None, title_justify="left")
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(_text(cell) for cell in row))
        self._out.print(table)

    def frame(self, frame: pd.DataFrame, form: str) -> None:
        """Rows as `table`, `csv` or `json` on standard output; NULL is empty, in JSON null."""
        if form == "csv":
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(frame.columns)
            writer.writerows([_text(cell) for cell in row] for row in frame.itertuples(index=False))
        elif form == "json":
            records = json.loads(frame.to_json(orient="records", date_format="iso", double_precision=15))
            sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=1) + "\n")
        else:
            self.table("", [str(name) for name in frame.columns], frame.itertuples(index=False))

    @contextmanager
    def progress(self, description: str, total: int) -> Iterator[tuple[Progress, TaskID]]:
        """A progress bar on a terminal, nothing in a pipe."""
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._err, disable=not self._err.is_terminal) as bar:
            yield bar, bar.add_task(description, total=total)


def _text(cell: object) -> str:
    return "" if is_missing(cell) else str(cell)
