"""The offline bundle: one zip with the database, every table, the method and a page for each indicator."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kpi.export.bundle.bundle_data import Book, read_book
from kpi.export.bundle.bundle_pages import FOLDERS, INDEXES, index_page, indicator_page
from kpi.export.sheet.about import About
from kpi.export.sheet.tables import to_parquet
from kpi.model.dictionary import dictionary
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, format_date, message, with_labels

_DOCS = Path(__file__).resolve().parents[3] / "docs"
_README = Path(__file__).with_name("bundle_readme.md")
_PAGES = {"data-dictionary.md": "vi", "method.md": "vi", "method.en.md": "en"}
"""Pages of the documentation and the language of the labels that they take."""
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name"
_PACKED = frozenset({".parquet"})


def bundle_name(snapshot: Snapshot, *, demo: bool) -> str:
    """The bundle's file name, telling made-up data apart."""
    mark = f"{message('download.demo_stem', 'vi')}-" if demo else ""
    return f"{mark}thuoc-do-57-{snapshot.snapshot_id}.zip"


def bundle(snapshot: Snapshot) -> bytes:
    """The zip file, the same bytes for the same snapshot and program."""
    out = io.BytesIO()
    book = read_book(snapshot)
    moment = (book.built_on.year, book.built_on.month, book.built_on.day, 0, 0, 0)
    root = bundle_name(snapshot, demo=book.demo).removesuffix(".zip")
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in _files(snapshot, book):
            entry = zipfile.ZipInfo(f"{root}/{name}", moment)
            entry.external_attr = 0o644 << 16
            store = Path(name).suffix in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if store else zipfile.ZIP_DEFLATED
            packed.writestr(entry, content, compresslevel=None if store else 3)
    return out.getvalue()


def write_bundle(snapshot: Snapshot, path: Path) -> int:
    """Write the bundle to `path`, whole or not at all; returns its size in bytes. Raises OSError."""
    content = bundle(snapshot)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(content)


def _files(snapshot: Snapshot, book: Book) -> Iterator[tuple[str, bytes]]:
    yield "README.md", _readme(book).encode()
    for name, lang in _PAGES.items():
        if (_DOCS / name).is_file():
            yield name, with_labels((_DOCS / name).read_text(encoding="utf-8"), lang).encode()
    for lang in LANGUAGES:
        yield INDEXES[lang], index_page(book, lang).encode()
        for sheet in book.sheets:
            yield f"{FOLDERS[lang]}/{sheet.indicator['indicator_id']}.html", indicator_page(book, sheet, lang).encode()
    yield "thuoc-do-57.duckdb", snapshot.path.read_bytes()
    for table in snapshot.table(_TABLES)["table_name"].to_pylist():
        found = snapshot.table(f'SELECT * FROM "{table}"')  # noqa: S608 - one of the warehouse's own tables
        yield f"parquet/{table}.parquet", to_parquet(found, _about(book, table))


def _about(book: Book, table: str) -> About:
    known = dictionary().get(table)
    return About(
        name=table,
        title=message("take.file_table", "vi", table=table),
        lang="vi",
        snapshot_id=book.snapshot_id,
        built_on=book.built_on,
        as_of=book.built_on,
        demo=book.demo,
        meanings=known.meanings("vi") if known else {},
        notes=(known.words,) if known else (),
    )


def _readme(book: Book) -> str:
    facts = {"snapshot": book.snapshot_id}
    for lang in LANGUAGES:
        facts[f"built_{lang}"] = format_date(book.built_on, lang)
        facts[f"demo_{lang}"] = f"\n**{message('demo.ribbon', lang)}**\n" if book.demo else ""
        title = message("take.bundle", lang)
        cite = message("download.citation", lang, title=title, snapshot=book.snapshot_id, built=facts[f"built_{lang}"])
        facts[f"citation_{lang}"] = f"{message('chart_words.watermark', lang)}. {cite}" if book.demo else cite
    return _README.read_text(encoding="utf-8").format(**facts)
