"""What a visitor sees when a page fails: a sentence and a reference, never a trace."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from ui.notices import tell_fault

_LOG = logging.getLogger(__name__)

_SENTENCES = {
    "vi": "Trang này gặp lỗi và chưa hiển thị được. Lỗi đã được ghi lại với mã {code}; "
    "xin tải lại trang, nếu vẫn lỗi hãy báo mã này cho người quản trị.",
    "en": "This page failed and cannot be shown. The failure was recorded as {code}; "
    "please reload, and if it fails again, give this code to the administrator.",
}


def show_script_error(error: Exception) -> bool:
    """Log a short code for `error`, show it to the visitor, and tell Streamlit to show no more.

    The trace stands in the log already: Streamlit writes it before it asks.
    """
    code = secrets.token_hex(3).upper()
    _LOG.error("Page failure %s: %r", code, error)
    language = "en" if st.query_params.get("ngon_ngu") == "en" else "vi"
    tell_fault(_SENTENCES[language].format(code=code))
    return True
