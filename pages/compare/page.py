"""So sánh: units side by side, by figures, promises and boundaries."""

from __future__ import annotations

from pages.compare import view as compare
from ui import page_registry, prefetch, shell

lang = shell.language()
shown = shell.open_snapshot(lang)
compare.draw(shown, lang)
shell.foot(shown, lang)
prefetch.draw(page_registry.COMPARE)
