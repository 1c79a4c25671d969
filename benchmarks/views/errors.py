"""Why a tree cannot be recorded."""

from __future__ import annotations


class RecordingError(RuntimeError):
    """The tree could not be recorded; the message says why."""
