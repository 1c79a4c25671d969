"""Names in a query: an indicator's by whose it is, and what a document is called in words."""

from __future__ import annotations


def indicator_name(lang: str, nation: str) -> str:
    """The name of a row of `indicators` as SQL: of GDP for the nation, of GRDP for a province.

    `nation` is a condition in SQL: whether the nation is meant. No other place decides what an indicator is called.
    """
    return f"coalesce(CASE WHEN {nation} THEN indicators.name_nation_{lang} END, indicators.name_{lang})"


UNIT_ORDER = "coalesce(provinces.vintage, 0), provinces.name_vi COLLATE vi, provinces.province_id"
"""The order of units in every list by name: the nation, the provinces of today, the former ones.

In Vietnamese order each, where the units are read under the name `provinces`; so does `kpi.reading.roadmap` for rows.
"""

DOCUMENTS = """(
    SELECT documents.*, document_forms.name_vi AS form_vi, document_forms.name_en AS form_en
    FROM documents JOIN document_forms USING (form)
)"""
"""The documents, each with its form in words."""

OF_DOCUMENT = """documents.number AS document_number, documents.issued_on, documents.known_on, documents.issuer,
       documents.title_vi AS document_title, documents.title_en AS document_title_en, documents.kind AS document_kind,
       documents.form_vi, documents.form_en"""
"""What a target says of its document, where DOCUMENTS is read under the name `documents`."""
