"""So sánh: units side by side, by figures, promises and boundaries."""

from __future__ import annotations

from ui import ahead, compare, shell
from ui.compare_state import BOXES

lang = shell.language()
shown = shell.open_snapshot(lang)
compare.draw(shown, lang)
shell.foot(shown, lang)
ahead.draw("so-sanh", BOXES)
