"""Họp: one figure at a time over the whole screen."""

from __future__ import annotations

from ui import meeting, shell

lang = shell.language()
shown = shell.open_snapshot(lang)
meeting.draw(shown, lang)
