"""The choices of the page Thay đổi, in their order; each lives in the address."""

from __future__ import annotations

from datetime import date

from kpi.reading.changes.choice import SinceChoice, Visit, since_of
from kpi.reading.province import province_data
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, message
from pages.changes.parts import EVERYTHING, View
from ui import address
from ui.chooser import Chooser


def choose(snapshot: Snapshot, chooser: Chooser, day: date | None, visit: Visit | None) -> View:
    """What the reader has chosen; `day` is the one that the address names, `visit` what the browser remembers."""
    lang = chooser.lang
    bar = chooser.bar()
    with bar.place:
        province_id = chooser.province(snapshot)
    with bar.day:
        standpoint = chooser.standpoint()
    default = SinceChoice.DAY if day else SinceChoice.RECENT
    first, second = chooser.columns([2, 3], vertical_alignment="bottom")
    with first:
        label = message("changes_page.since", lang)
        chosen = SinceChoice(chooser.select("since", label, address.SINCE, _names(visit, lang), str(default)))
    with second:
        about = {EVERYTHING: message("changes_page.everything", lang)}
        known = province_data(snapshot, province_id).indicators
        about |= {item.indicator_id: item.name(lang) for item in known}
        label = message("changes_page.about", lang)
        indicator = chooser.select("changes_of", label, address.CHANGES_OF, about, EVERYTHING)
    since = since_of(snapshot, chosen, standpoint, day, visit)
    return View(province_id, chosen, since, "" if indicator == EVERYTHING else indicator, standpoint, lang)


def _names(visit: Visit | None, lang: str) -> dict[str, str]:
    """What may be asked for; the last visit with its day, once the browser has told it."""
    names = {str(choice): message(f"changes_page.since_{choice.name.lower()}", lang) for choice in SinceChoice}
    if visit is not None:
        told = message("changes_page.since_visit_of", lang, day=format_date(visit.day, lang))
        names[str(SinceChoice.VISIT)] = told
    return names
