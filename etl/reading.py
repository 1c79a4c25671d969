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
from kpi.model.vocabulary import Row

R = TypeVar("R", bound=Row)

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

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
    text, findings = _decode(path.read_bytes(), file, model)
    if text is None:
        return [], findings
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
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [*findings, Finding("encoding", file, line)]
    return unicodedata.normalize("NFC", text), findings


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
        cell = _cell(record, column, kind)
        code = "value_missing" if column and record.get(column) is None else _CODES.get(kind, kind)
        facts = {"cell": cell, "expected": _allowed(model, column)}
        findings.append(Finding(code, file, line, column, facts))
    return findings


def _cell(record: dict[str, str | None], column: str | None, kind: str) -> str:
    if column:
        return record.get(column) or ""
    return record.get("period_end") or "" if kind == "year_range" else ""


def _allowed(model: type[Row], column: str | None) -> str:
    if column is None:
        return ""
    annotation = model.model_fields[column].annotation
    if annotation is bool:
        return "true, false"
    return ", ".join(getattr(annotation, "__members__", {}) and [str(item.value) for item in annotation])  # type: ignore[union-attr]
