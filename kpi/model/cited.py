"""A document as it is cited: what its name in words is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol

from kpi.model.missing import is_missing


class Cited(NamedTuple):
    """What a document's name is made of; `form_*` is what it is called in words (Nghị quyết, Kế hoạch …)."""

    number: str | None
    title_vi: str
    title_en: str | None
    kind: str
    form_vi: str
    form_en: str
    issuer: str | None
    issued_on: date | None

    def form(self, lang: str) -> str:
        """What it is called in the reader's language."""
        return self.form_vi if lang == "vi" else self.form_en

    def title(self, lang: str) -> str:
        """Its title in the reader's language, as far as it was translated."""
        return self.title_vi if lang == "vi" else self.title_en or self.title_vi


def cited_by(row: Mapping[str, Any]) -> Cited:
    """The document of a row of targets, in the columns of `kpi.store.names.OF_DOCUMENT`; NULL becomes None."""
    number, issuer, issued_on = (
        None if is_missing(row[name]) else row[name] for name in ("document_number", "issuer", "issued_on")
    )
    return Cited(
        number=number,
        title_vi=row["document_title"],
        title_en=None if is_missing(row.get("document_title_en")) else row["document_title_en"],
        kind=row["document_kind"],
        form_vi=row["form_vi"],
        form_en=row["form_en"],
        issuer=issuer,
        issued_on=issued_on,
    )


class _NamesDocument(Protocol):
    """A record with the columns of `kpi.store.names.OF_DOCUMENT`."""

    @property
    def document_number(self) -> str | None: ...
    @property
    def document_title(self) -> str: ...
    @property
    def document_title_en(self) -> str | None: ...
    @property
    def document_kind(self) -> str: ...
    @property
    def form_vi(self) -> str: ...
    @property
    def form_en(self) -> str: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def issued_on(self) -> date | None: ...


def cited_in(record: _NamesDocument) -> Cited:
    """The document that a record names."""
    return Cited(
        record.document_number,
        record.document_title,
        record.document_title_en,
        record.document_kind,
        record.form_vi,
        record.form_en,
        record.issuer,
        record.issued_on,
    )
