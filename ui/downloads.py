"""The row of buttons under a table: CSV, XLSX, Parquet, each made only when it is clicked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

import streamlit as st

from kpi.export.formats import TABLE_FORMATS
from kpi.export.sheet.about import About, Source
from kpi.export.sheet.tables import AnyTable, file_of
from kpi.jobs.errors import JobError
from kpi.model.clock import today
from kpi.model.records import DocumentRecord, records
from kpi.reading import province as data
from kpi.store import document_queries
from kpi.store.warehouse import Snapshot
from kpi.words import message, titled_name
from ui.unmade_file import told_when_unmade

Make = Callable[[], tuple[AnyTable, tuple[Source, ...]]]


def about(snapshot: Snapshot, name: str, title: str, lang: str, *, as_of: date | None = None) -> About:
    """What a file says about itself, for a table of this snapshot; `name` is the file's stem in ASCII."""
    return About(
        name=name,
        title=title,
        lang=lang,
        snapshot_id=snapshot.snapshot_id,
        built_on=data.built_on(snapshot),
        as_of=as_of or today(),
        demo=data.is_demo(snapshot),
    )


def table_buttons(key: str, told: About, make: Make, *, label: str | None = None) -> None:
    """Three buttons that download one table.

    `key` is unique on the page; `told` names the files and says what they are; `make` gives the table and its
    sources, and is called only when a reader clicks. `label` stands before the buttons.
    """
    file_buttons(key, told, lambda form: _file(form, told, make), label=label)


def file_buttons(
    key: str,
    told: About,
    maker: Callable[[str], Callable[[], bytes]],
    *,
    refused: Collection[str] = (),
    failed: Callable[[JobError], str] | None = None,
    label: str | None = None,
) -> None:
    """The same for files that somebody else makes: `maker` gives what makes a form; `refused` are forms too large.

    `failed` says in words why a job gave no file.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads-{key}"):
        st.markdown(label or message("download.label", told.lang), width="content")
        for form in TABLE_FORMATS:
            make = maker(form) if failed is None else told_when_unmade(maker(form), failed)
            what = message(f"download.what_{form}", told.lang)
            st.download_button(
                form.record.label,
                data=b"" if form in refused else make,
                file_name=told.file_name(form),
                mime=form.record.media_type,
                key=f"download-{key}-{form}",
                help=message("download.help", told.lang, form=form.record.label, what=what),
                on_click="ignore",
                icon=":material/download:",
                disabled=form in refused,
            )


def _file(form: str, told: About, make: Make) -> Callable[[], bytes]:
    def made() -> bytes:
        table, sources = make()
        return file_of(form, table, replace(told, sources=sources))

    return made


def document_sources(snapshot: Snapshot, document_ids: Collection[str], lang: str) -> tuple[Source, ...]:
    """Those documents as sources of a file, in the order of documents."""
    found = records(document_queries.documents_named(snapshot, document_ids), DocumentRecord)
    return tuple(
        Source(
            title=titled_name(document.cited, lang),
            publisher=document.issuer or "",
            address=document.source_url or document.file or "",
            day=document.issued_on,
            note=document.note or "",
        )
        for document in found
    )
