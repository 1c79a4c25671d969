"""Why a file that a reader clicked could not be made: told on the page, in his language, until he has read it.

A file is made when its button is clicked, outside of any run. Streamlit shows what goes wrong then for five seconds, in
its own English words.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kpi.jobs.errors import JobError
from kpi.words import message
from ui.notices import plain

UNMADE_FILE_KEY = "_unmade_file"
"""In the session, the error that kept the file from being made; whoever makes files puts it there."""


class UnmadeFileError(Exception):
    """A file that was not made; the text is for the reader, in his language."""


def told_when_unmade(make: Callable[[], bytes], told: Callable[[JobError], str]) -> Callable[[], bytes]:
    """`make` with its reasons in words: what it returns raises UnmadeFileError where `make` raises JobError."""

    def made() -> bytes:
        try:
            return make()
        except JobError as error:
            raise UnmadeFileError(told(error)) from error

    return made


def tell_unmade_file(lang: str) -> None:
    """Tell once why the file that was clicked last was not made; nothing when all were."""
    error = st.session_state.pop(UNMADE_FILE_KEY, None)
    if error is not None:
        words = str(error) if isinstance(error, UnmadeFileError) else message("download.unmade", lang)
        st.toast(plain(words), icon=":material/error:", duration="infinite")
