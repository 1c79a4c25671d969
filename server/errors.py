"""What a visitor sees when a page fails: a sentence and a reference, never a trace."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from kpi.words import message
from ui.notices import tell_fault

_LOG = logging.getLogger(__name__)


def show_script_error(error: Exception) -> bool:
    """Log a short code for `error`, show it to the visitor, and tell Streamlit to show no more.

    The trace stands in the log already: Streamlit writes it before it asks.
    """
    code = secrets.token_hex(3).upper()
    _LOG.error("Page failure %s: %r", code, error)
    language = "en" if st.query_params.get("ngon_ngu") == "en" else "vi"
    tell_fault(message("server.page_failed", language, code=code))
    return True
