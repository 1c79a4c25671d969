"""Which files of `data/` feed which table, and the key that makes a row of it unique."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from etl.findings import Finding
from etl.reading import Located, decoded, hidden_in_lines, read_rows
from kpi.model import cells, reference
from kpi.model import rows as model


@dataclass(frozen=True)
class Source:
    """One table's files: `pattern` below the data folder, their row model and key columns."""

    table: str
    pattern: str
    model: type[cells.Row]
    key: tuple[str, ...]
    required: bool = True


SOURCES = (
    Source("units", "reference/units.csv", reference.UnitOfMeasure, ("unit",)),
    Source("provinces", "reference/provinces.csv", reference.Province, ("province_id",)),
    Source("province_aliases", "reference/province_aliases.csv", reference.ProvinceAlias, ("province_id", "alias")),
    Source("crosswalk", "reference/crosswalk.csv", reference.Crosswalk, ("former_id", "successor_id")),
    Source("indicators", "reference/indicators.csv", reference.Indicator, ("indicator_id",)),
    Source("series", "reference/series.csv", reference.Series, ("indicator_id", "series")),
    Source("measures", "reference/measures.csv", reference.Measure, ("indicator_id", "measure")),
    Source(
        "target_measures",
        "reference/target_measures.csv",
        reference.TargetMeasure,
        ("indicator_id", "document_id"),
    ),
    Source("not_held", "reference/not_held.csv", reference.NotHeld, ("indicator_id", "continued_by")),
    Source("tiles", "reference/tiles.csv", reference.Tile, ("row", "col")),
    Source("reporting", "reference/reporting.csv", reference.Reporting, ("document_id", "agency", "line")),
    Source("document_forms", "reference/document_forms.csv", reference.DocumentForm, ("form",)),
    Source("documents", "documents/documents.csv", model.Document, ("document_id",)),
    Source("headings", "documents/headings.csv", model.Heading, ("document_id", "first_line")),
    Source("targets", "targets/*.csv", model.Target, ("target_id",)),
    Source("qualitative", "qualitative/*.csv", model.Qualitative, ("document_id", "line", "quote")),
    Source("parameters", "parameters/*.csv", model.Parameter, ("document_id", "line", "number", "meaning")),
    Source("corrections", "corrections/*.csv", model.Correction, ("correction_id",), required=False),
    Source(
        "actuals",
        "actuals/*.csv",
        model.Actual,
        ("province_id", "indicator_id", "series", "period_start", "period_end", "recorded_at", "source_url"),
        required=False,
    ),
    Source(
        "not_loaded",
        "not_loaded/*.csv",
        model.NotLoaded,
        ("source_file", "source_line"),
        required=False,
    ),
)


@dataclass
class Extract:
    """Everything that `data/` says: rows by table, document texts, the faults met on the way, the files read."""

    root: Path
    rows: dict[str, list[Located[cells.Row]]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    document_sha256: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    read: set[Path] = field(default_factory=set)


def extract(root: Path) -> Extract:
    """Read every file of `data/`; faults are collected, never raised."""
    found = Extract(root)
    for source in SOURCES:
        read_source(found, source, matching(root, source))
    _read_texts(found)
    return found


def matching(root: Path, source: Source) -> list[Path]:
    """The files of one table, in name order; what programs leave beside an open file is none."""
    return sorted(path for path in root.glob(source.pattern) if not path.name.startswith(".") and not is_lock(path))


def is_lock(path: Path) -> bool:
    """Whether Excel ('~$x.csv') or LibreOffice ('.~lock.x.csv#') keeps this file beside one that is open."""
    return path.name.startswith(("~$", ".~lock."))


def read_source(found: Extract, source: Source, paths: list[Path]) -> None:
    """Add the rows of one table, read from `paths`, and every fault met on the way to `found`."""
    if not paths and source.required:
        found.findings.append(Finding("file_missing", source.pattern, facts={"expected": source.pattern}))
    rows: list[Located[cells.Row]] = []
    for path in paths:
        located, findings = read_rows(path, source.model, found.root)
        found.read.add(path)
        rows += located
        found.findings += findings
    found.rows[source.table] = rows
    found.findings += _duplicates(source, rows)


def input_sha256(root: Path) -> str:
    """Digest of the whole data folder: the relative name and content of every file, in name order."""
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.name.startswith(".")):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def _duplicates(source: Source, rows: list[Located[cells.Row]]) -> list[Finding]:
    first: dict[tuple[object, ...], Located[cells.Row]] = {}
    findings = []
    for located in rows:
        key = tuple(getattr(located.row, name) for name in source.key)
        if key in first:
            other = f"{first[key].file}:{first[key].line}"
            facts = {"other": other}
            findings.append(Finding("duplicate_key", located.file, located.line, ", ".join(source.key), facts))
        else:
            first[key] = located
    return findings


def _read_texts(found: Extract) -> None:
    """Document texts as lines, split at line feeds alone so that line numbers are the file's own."""
    for located in found.rows["documents"]:
        document = located.row
        if not isinstance(document, model.Document) or document.file is None:
            continue
        path = found.root / "documents" / document.file
        found.read.add(path)
        if not path.is_file():
            facts = {"cell": document.file}
            found.findings.append(Finding("document_file_missing", located.file, located.line, "file", facts))
            continue
        raw = path.read_bytes()
        try:
            lines = decoded(raw).split("\n")
        except UnicodeDecodeError:
            found.findings.append(Finding("encoding", f"documents/{document.file}"))
            continue
        found.findings += hidden_in_lines(lines, f"documents/{document.file}")
        found.texts[document.document_id] = lines
        found.document_sha256[document.document_id] = hashlib.sha256(raw).hexdigest()
