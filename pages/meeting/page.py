"""Họp: one chart at a time over the whole screen."""

from __future__ import annotations

from pages.meeting import view as meeting
from ui import shell

lang = shell.language()
snapshot = shell.open_snapshot(lang)
meeting.draw(snapshot, lang)
