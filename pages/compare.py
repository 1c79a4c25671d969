"""So sánh: units side by side, by figures, promises and boundaries."""

from __future__ import annotations

from ui import compare, shell

lang = shell.language()
shown = shell.open_snapshot(lang)
compare.draw(shown, lang)
shell.foot(shown, lang)
