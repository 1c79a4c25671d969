"""Phương pháp và nguồn: the method with its thresholds, the data dictionary, each document in full."""

from __future__ import annotations

import streamlit as st

from kpi.reading.province import plan_documents
from kpi.words import message, titled_name
from pages.sources import document, method
from ui import address, page_registry, shell

METHOD, DICTIONARY, TEXT = "phuong_phap", "tu_dien", address.TEXT_PART

lang = shell.language()
snapshot = shell.open_snapshot(lang)
address.keep_only(page_registry.SOURCES.parameters)

shell.bar(lang)
names = {
    METHOD: message("method.part_method", lang),
    DICTIONARY: message("method.part_dictionary", lang),
    TEXT: message("method.part_text", lang),
}
asked_text = address.TEXT in st.query_params
part = shell.choose_part(names, message("method.parts", lang), default=TEXT if asked_text else METHOD)

if part == METHOD:
    shell.tell_ignored(lang)
    st.markdown(method.rules_markdown(lang))
    shell.html(method.thresholds_html(lang) + method.comparison_html(snapshot, lang))
elif part == DICTIONARY:
    shell.tell_ignored(lang)
    st.markdown(method.dictionary_markdown())
else:
    texts = {item.document_id: item for item in plan_documents(snapshot)}
    chosen = shell.choose_from(
        "text",
        message("choose.text", lang),
        address.TEXT,
        {key: titled_name(item.cited, lang) for key, item in texts.items()},
        next(iter(texts)),
    )
    shell.tell_ignored(lang)
    shell.html(document.head_html(snapshot, texts[chosen], lang))
    shell.html(document.document_html(snapshot, texts[chosen], address.line(), lang))
shell.foot(snapshot, lang)
