"""Lộ trình: every year 2025-2045 of a province, or of one indicator over provinces."""

from __future__ import annotations

from ui import address, roadmap, roadmap_choices, shell

lang = shell.language()
shown = shell.open_snapshot(lang)
address.keep_only({address.PROVINCE, address.INDICATOR, address.LANGUAGE} | address.ROADMAP)

view = roadmap_choices.choose_view(shown, lang)
page = roadmap_choices.choose_page(shown, view)
shell.tell_ignored(lang)
roadmap.draw_head(shown, view)
roadmap.draw_table(shown, view, page)
roadmap_choices.draw_pages(shown, view, page)
roadmap.draw_downloads(shown, view)
shell.foot(shown, lang)
