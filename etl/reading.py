"""Reading one CSV file of `data/` into row models, with every fault of the file found at once."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from etl.findings import Finding
from kpi.model.cells import Row
from kpi.model.characters import find_hidden, name_of, visible

R = TypeVar("R", bound=Row)

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LONGEST_CELL = 131_072
"""A longer cell is most often a quotation mark that was never closed."""
_LONGEST_TOLD = 200
csv.field_size_limit(2**31 - 1)  # the reader itself would only say that there is a long cell, not where

# pydantic's error types in our catalogue's words; types not named here are codes of our own.
_CODES = {
    "string_type": "value_missing",
    "missing": "value_missing",
    "enum": "not_allowed",
    "bool_parsing": "not_allowed",
    "bool_type": "value_missing",
    "float_type": "value_missing",
    "int_type": "value_missing",
    "date_type": "value_missing",
    "date_from_datetime_parsing": "date_form",
    "date_from_datetime_inexact": "date_form",
    "date_parsing": "date_form",
    "string_pattern_mismatch": "text_form",
}


@dataclass(frozen=True)
class Located(Generic[R]):
    """A row and where it stands."""

    row: R
    file: str
    line: int


def read_rows(path: Path, model: type[R], root: Path) -> tuple[list[Located[R]], list[Finding]]:
    """Read `path` as rows of `model`.

    Returns the sound rows (possibly none) and all faults: encoding, header, cell and row level.
    `root` is the data folder that the faults' file names are relative to.
    """
    file = path.relative_to(root).as_posix()
    if not path.is_file():
        return [], [Finding("not_a_file", file)]
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [], [Finding("unreadable_file", file, facts={"cell": error.strerror or str(error)})]
    text, findings = _decode(raw, file, model)
    if text is None:
        return [], findings
    findings += _check_cells(text, file)
    text = visible(text)  # the other faults of the file are told too
    lines = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip() for name in next(lines, [])]
    if faults := _check_header(header, file, model):
        return [], findings + faults
    rows: list[Located[R]] = []
    for line, cells in _numbered(lines):
        if len(cells) != len(header):
            facts = {"cell": str(len(cells)), "expected": str(len(header))}
            findings.append(Finding("cell_count", file, line, None, facts))
            continue
        record = {name: cell.strip() or None for name, cell in zip(header, cells, strict=True)}
        try:
            rows.append(Located(model.model_validate(record), file, line))
        except ValidationError as error:
            findings += _row_findings(error, record, file, line, model)
    if not rows and not findings:
        findings.append(Finding("no_rows", file))
    return rows, findings


def columns(model: type[Row]) -> list[str]:
    """The columns of the file of `model`, in order."""
    return list(model.model_fields)


def _numbered(lines: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows with the physical line each starts on; blank lines are passed over."""
    start = lines.line_num + 1
    for cells in lines:
        if any(cell.strip() for cell in cells):
            yield start, cells
        start = lines.line_num + 1


def _decode(raw: bytes, file: str, model: type[Row]) -> tuple[str | None, list[Finding]]:
    if not raw.strip():
        return None, [Finding("file_empty", file, facts={"expected": ",".join(columns(model))})]
    findings = []
    if raw.startswith(_BYTE_ORDER_MARK):
        findings.append(Finding("byte_order_mark", file, 1))
        raw = raw.removeprefix(_BYTE_ORDER_MARK)
    try:
        text = decoded(raw)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [*findings, Finding("encoding", file, line)]
    return unicodedata.normalize("NFC", text), findings


def decoded(raw: bytes) -> str:
    """The text of UTF-8 bytes; half characters stay in it, to be told with their place.

    Raises UnicodeDecodeError for everything else that is not UTF-8.
    """
    return raw.decode("utf-8", errors="surrogatepass")


def hidden_character(text: str, file: str, line: int, column: str | None) -> Finding | None:
    """The finding about the first hidden character of `text`, which stands in that place; None without one."""
    met = find_hidden(text)
    if met is None:
        return None
    place, kind = met
    facts = {"cell": name_of(text[place]), "other": str(place + 1)}
    return Finding(f"hidden_{kind}", file, line, column, facts)


def hidden_in_lines(lines: list[str], file: str) -> list[Finding]:
    """A finding for every line of a document that holds a hidden character."""
    told = (hidden_character(text, file, line, None) for line, text in enumerate(lines, start=1))
    return [finding for finding in told if finding]


def _check_cells(text: str, file: str) -> list[Finding]:
    """Cells with hidden characters, and cells that are too long, each with its row and column."""
    if find_hidden(text) is None and len(text) <= LONGEST_CELL:
        return []
    findings: list[Finding] = []
    header: list[str] = []
    for line, cells in _numbered(csv.reader(io.StringIO(text, newline=""))):
        names = header or [visible(name) for name in cells]
        for place, cell in enumerate(cells):
            column = names[place].strip() if place < len(names) else None
            if len(cell) > LONGEST_CELL:
                facts = {"cell": str(len(cell)), "expected": str(LONGEST_CELL)}
                findings.append(Finding("cell_too_long", file, line, column, facts))
            elif fault := hidden_character(cell, file, line, column):
                findings.append(fault)
        header = names
    return findings


def _check_header(header: list[str], file: str, model: type[Row]) -> list[Finding]:
    expected = columns(model)
    facts = {"expected": ",".join(expected)}
    if len(header) == 1 and header[0].count(";") >= 1:
        return [Finding("delimiter", file, 1)]
    required = [name for name in expected if model.model_fields[name].is_required()]
    missing = [name for name in required if name not in header]
    extra = [name for i, name in enumerate(header) if name not in expected or name in header[:i]]
    return [Finding("column_missing", file, 1, name, facts) for name in missing] + [
        Finding("column_extra", file, 1, name, facts) for name in extra
    ]


def _row_findings(
    error: ValidationError, record: dict[str, str | None], file: str, line: int, model: type[Row]
) -> list[Finding]:
    findings = []
    for detail in error.errors(include_url=False):
        column = str(detail["loc"][0]) if detail["loc"] else None
        kind = detail["type"]
        cell = _shortened(_cell(record, column, kind))
        code = "value_missing" if column and record.get(column) is None else _CODES.get(kind, kind)
        facts = {"cell": cell, "expected": _allowed(model, column)}
        findings.append(Finding(code, file, line, column, facts))
    return findings


def _cell(record: dict[str, str | None], column: str | None, kind: str) -> str:
    if column:
        return record.get(column) or ""
    return record.get("period_end") or "" if kind == "year_range" else ""


def _shortened(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_TOLD else f"{cell[:_LONGEST_TOLD]}…"


def _allowed(model: type[Row], column: str | None) -> str:
    if column is None:
        return ""
    annotation = model.model_fields[column].annotation
    if annotation is bool:
        return "true, false"
    return ", ".join(getattr(annotation, "__members__", {}) and [str(item.value) for item in annotation])  # type: ignore[union-attr]
