"""Số liệu, part Tải về: every table of the warehouse in three forms, and the whole as one bundle."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import streamlit as st

from kpi.export.bundle.bundle import bundle, bundle_name
from kpi.export.formats import Format
from kpi.export.sheet.about import Source
from kpi.export.sheet.tables import AnyTable, csv_cell
from kpi.markup import EMPTY, Markup, macros
from kpi.markup.pieces import folded, page_head, paragraph, section
from kpi.model.cache import cache
from kpi.model.dictionary import dictionary
from kpi.reading.province import is_demo
from kpi.store import data_health
from kpi.store.warehouse import Snapshot
from kpi.words import format_number, message
from ui import address, downloads, shell
from ui.plain_table import NOTHING, plain_table

_HTML = macros(__name__)

MOST_ROWS = 400_000
_PREVIEWED, _LONGEST_CELL = 20, 120
_DEFAULT = "targets"
_cached = cache(64)


def draw(snapshot: Snapshot, lang: str) -> None:
    """The table chosen, its files, what its columns mean, its first rows; then the bundle."""
    shell.html(head_html(lang))
    sizes = table_sizes(snapshot)
    names = {name: f"{name} – {_words(name, lang)}" for name in sizes}
    first = _DEFAULT if _DEFAULT in names else next(iter(names))
    name = shell.choose_from("data-table", message("take.table", lang), address.TABLE, names, first)
    rows, columns = sizes[name]
    counted = {"rows": format_number(rows, lang), "columns": columns}
    shell.html(paragraph(message("take.size", lang, **counted), "muted"))
    if rows > MOST_ROWS:
        shell.html(paragraph(message("take.too_long", lang, **counted), "note"))
    else:
        _table_files(snapshot, name, lang)
    shell.html(columns_html(name, lang) + preview_html(snapshot, name, lang))
    _draw_bundle(snapshot, lang)


@_cached
def table_sizes(snapshot: Snapshot) -> dict[str, tuple[int, int]]:
    """Rows and columns of every table."""
    return data_health.table_sizes(snapshot)


def _words(name: str, lang: str) -> str:
    known = dictionary().get(name)
    if known is None:
        return ""
    return known.words.rstrip(".") if lang == "vi" else ", ".join(column.name for column in known.columns[:4])


def _table_files(snapshot: Snapshot, name: str, lang: str) -> None:
    told = downloads.about(snapshot, name, message("take.file_table", lang, table=name), lang)
    known = dictionary().get(name)
    told = replace(told, meanings=known.meanings(lang) if known else {}, notes=(known.words,) if known else ())

    def make() -> tuple[AnyTable, tuple[Source, ...]]:
        table = snapshot.table(f'SELECT * FROM "{name}"')  # noqa: S608 - one of the warehouse's own tables
        return table, _sources(snapshot, table, lang)

    downloads.table_buttons(f"table-{name}", told, make)


def _sources(snapshot: Snapshot, table: pa.Table, lang: str) -> tuple[Source, ...]:
    """The documents and published pages that the rows of a table name."""
    columns = set(table.column_names)
    found: tuple[Source, ...] = ()
    if "document_id" in columns:
        named = {document for document in table["document_id"].to_pylist() if document}
        found += downloads.document_sources(snapshot, named, lang)
    if {"source_title", "publisher"} <= columns:
        picked = table.select(["publisher", "source_title", "source_url"]).to_pylist()
        pages = sorted({tuple(str(cell or "") for cell in row.values()) for row in picked})
        found += tuple(Source(title=title, publisher=publisher, address=url) for publisher, title, url in pages)
    return found


@_cached
def head_html(lang: str) -> Markup:
    """What can be taken away."""
    return page_head(message("data.part_tai_ve", lang), message("take.lead", lang))


@_cached
def columns_html(name: str, lang: str) -> Markup:
    """What the columns of a table mean."""
    known = dictionary().get(name)
    if known is None:
        return EMPTY
    heads = [message(f"take.{key}", lang) for key in ("column", "kind", "meaning")]
    caption = message("take.columns", lang)
    drawn = plain_table(heads, [(c.name, c.kind, c.meaning(lang)) for c in known.columns], caption)
    return folded(caption, drawn)


@_cached
def preview_html(snapshot: Snapshot, name: str, lang: str) -> Markup:
    """The first rows of a table, as they are in its files."""
    table = snapshot.table(f'SELECT * FROM "{name}" LIMIT {_PREVIEWED}')  # noqa: S608 - one of the warehouse's own tables
    rows = zip(*([_short(cell) for cell in column.to_pylist()] for column in table.columns), strict=True)
    caption = message("take.first_rows", lang)
    return _HTML.preview(caption, plain_table(table.column_names, rows, caption, style="tall cells"))


def _short(cell: object) -> str:
    text = csv_cell(cell)
    return (text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…") or NOTHING


def _draw_bundle(snapshot: Snapshot, lang: str) -> None:
    shell.html(section(message("take.bundle", lang), paragraph(message("take.bundle_lead", lang))))
    if sum(rows for rows, _ in table_sizes(snapshot).values()) > MOST_ROWS:
        return
    st.download_button(
        message("take.bundle_button", lang),
        data=lambda: bundle_bytes(snapshot),
        file_name=bundle_name(snapshot, demo=is_demo(snapshot)),
        mime=Format.ZIP.record.media_type,
        key="download-bundle",
        on_click="ignore",
        icon=Format.ZIP.record.icon,
    )


@cache(1)
def bundle_bytes(snapshot: Snapshot) -> bytes:
    """The bundle of a snapshot; made once, for whoever asks first."""
    return bundle(snapshot)
