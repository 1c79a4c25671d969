"""Bản tin: charts gathered on any page become slides, papers and sheets for a meeting."""

from __future__ import annotations

from pages.briefing import view as briefing
from ui import shell

lang = shell.language()
snapshot = shell.open_snapshot(lang)
briefing.draw(snapshot, lang)
shell.foot(snapshot, lang)
