"""The files of `data/tasks/` as they stand, and the documents they were read from."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from etl.tasks.annex import Cell, Piece, Reading, assemble, merge, read_layout, read_tab_table
from etl.tasks.text import restored

Row = Mapping[str, str]

_READ = ("annex", "body")
# The key under which a row keeps its own line of the file (the header is line 1), to say where to mend.
AT = "#row"

TABLES = {
    "sections": "tasks/sections.csv",
    "body": "tasks/body.csv",
    "footnotes": "tasks/footnotes.csv",
    "corrections": "tasks/corrections.csv",
    "numbers": "tasks/numbers.csv",
    "duties": "tasks/duties.csv",
    "duty_titles": "tasks/duty_titles.csv",
    "agencies": "reference/agencies.csv",
}


@dataclass(frozen=True)
class TaskData:
    """Every table by name, the tasks and layouts by document, the documents' lines by file name."""

    tables: Mapping[str, Sequence[Row]]
    tasks: Mapping[str, Sequence[Row]]
    layouts: Mapping[str, Sequence[Row]]
    texts: Mapping[str, Sequence[str]]
    _printed: dict[str, PrintedDocument] = field(default_factory=dict, init=False, repr=False, compare=False)

    def documents(self) -> list[str]:
        """Documents with an annex of tasks, in the order of `sections.csv`."""
        return [row["document_id"] for row in self.tables["sections"] if row["part"] == "annex"]

    def readable(self) -> list[str]:
        """Documents of which an annex or running text was read, in the order of `sections.csv`."""
        return list(dict.fromkeys(row["document_id"] for row in self.tables["sections"] if row["part"] in _READ))

    def of(self, table: str, document_id: str) -> list[Row]:
        """The rows of a table that are about one document."""
        return [row for row in self.tables[table] if row["document_id"] == document_id]

    def parts(self, document_id: str, *kinds: str) -> list[Row]:
        """The declared parts of a document of the given kinds (annex, section, intro, body)."""
        return [row for row in self.of("sections", document_id) if row["part"] in kinds]

    def all_tasks(self) -> list[Row]:
        """The rows of all annexes, then those of the documents' running text."""
        return [row for rows in self.tasks.values() for row in rows] + list(self.tables["body"])

    def printed(self, document_id: str) -> PrintedDocument:
        """What a document prints between its declared bounds; read once."""
        if document_id not in self._printed:
            reading = merge(self._read(part) for part in self.parts(document_id, "annex", "body"))
            self._printed[document_id] = PrintedDocument(document_id, reading, self.of("corrections", document_id))
        return self._printed[document_id]

    def _read(self, part: Row) -> Reading:
        lines = self.texts[part["file"]]
        first, last = int(part["line_from"]), int(part["line_to"])
        if part["reader"] == "tab":
            return read_tab_table(lines, first, last)
        return read_layout(lines, first, last, self.layouts[part["document_id"]])


@dataclass(frozen=True)
class PrintedDocument:
    """The cells of one document, as printed and as read by its corrections."""

    document_id: str
    reading: Reading
    corrections: Sequence[Row]
    _as_read: dict[Cell, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def pieces(self, cell: Cell) -> list[Piece]:
        """The pieces of a cell; none when the document does not print it."""
        return self.reading.cells.get(cell, [])

    @cached_property
    def _corrections_of(self) -> dict[Cell, list[Row]]:
        found: dict[Cell, list[Row]] = {}
        for row in self.corrections:
            found.setdefault((row["number"], row["cell"]), []).append(row)
        return found

    def words(self, cell: Cell) -> str:
        """The words of a cell as the document has them, its lines joined by single spaces."""
        return assemble(self.pieces(cell))

    def read(self, cell: Cell) -> str:
        """The words of a cell with its corrections applied; several proofs ask for the same cell."""
        if cell not in self._as_read:
            self._as_read[cell] = restored(self.pieces(cell), self._corrections_of.get(cell, ()))
        return self._as_read[cell]

    def line(self, cell: Cell) -> int | None:
        """Where a cell starts, or its row when the cell is empty."""
        pieces = self.pieces(cell)
        return pieces[0].line if pieces else self.reading.line(cell[0])

    def numbers(self, part: Row) -> list[str]:
        """The numbers of the rows that stand within a part."""
        first, last = int(part["line_from"]), int(part["line_to"])
        return [number for number, line in self._row_lines.items() if first <= line <= last]

    @cached_property
    def _row_lines(self) -> dict[str, int]:
        """Where each numbered row starts."""
        return {number: self.reading.line(number) or 0 for number in self.reading.rows()}


def task_file(document_id: str) -> str:
    """The file of a document's annex, relative to the data folder."""
    return f"tasks/{document_id}.csv"


def load_task_data(root: Path) -> TaskData:
    """Read everything from the data folder `root`.

    Raises FileNotFoundError for a file that `sections.csv` names and that is not there, and
    UnicodeDecodeError for one that is not UTF-8.
    """
    tables = {name: _rows(root / file) for name, file in TABLES.items()}
    annexes = [row for row in tables["sections"] if row["part"] == "annex"]
    read = [row for row in tables["sections"] if row["part"] in _READ]
    laid_out = {row["document_id"] for row in tables["sections"] if row["reader"] == "layout"}
    return TaskData(
        tables=tables,
        tasks={row["document_id"]: [] for row in read}
        | {row["document_id"]: _rows(root / task_file(row["document_id"])) for row in annexes},
        layouts={name: _rows(root / f"tasks/layout/{name}.csv") for name in sorted(laid_out)},
        texts={row["file"]: _lines(root / "documents" / row["file"]) for row in read},
    )


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        return [{**row, AT: str(reader.line_num)} for row in reader]


def _lines(path: Path) -> list[str]:
    """Split at line feeds alone, so that line numbers are the file's own."""
    return path.read_bytes().decode("utf-8").split("\n")
