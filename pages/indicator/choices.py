"""The choices of the page Chỉ tiêu, in their order; each lives in the address but the pace of the calculator."""

from __future__ import annotations

from kpi.reading.subject import ALL_SERIES
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.indicator import catch_up
from pages.indicator.parts import Chosen, View, judged
from ui import address, indicator_choices
from ui.chooser import Chooser


def choose(snapshot: Snapshot, chooser: Chooser) -> Chosen | None:
    """What the reader has chosen; None for a province that has no indicator to show."""
    lang = chooser.lang
    bar = chooser.bar()
    with bar.place:
        province_id = chooser.province(snapshot)
    with bar.day:
        standpoint = chooser.standpoint()
    with chooser.box(horizontal=True, vertical_alignment="bottom", key="indicator-choices"):
        names = indicator_choices.indicator_names(snapshot, province_id, lang)
        if names:
            label = message("choose.indicator", lang)
            default = indicator_choices.default_indicator(snapshot, province_id)
            indicator_id = chooser.select("indicator", label, address.INDICATOR, names, default, always=True)
        if not names:
            chooser.leave_to_run("indicator")
            return None
        plans = indicator_choices.document_options(snapshot, province_id, indicator_id, lang, standpoint)
        label = message("choose.document", lang)
        document_id = chooser.select("document", label, address.DOCUMENT, plans, next(iter(plans)))
        series = indicator_choices.series_options(snapshot, province_id, indicator_id, lang)
        label = message("choose.series", lang)
        chosen_series = chooser.select("series", label, address.SERIES, series, ALL_SERIES)
    view = View(province_id, indicator_id, document_id, chosen_series, lang, standpoint)
    pace = chooser.state(catch_up.key_of(view.identity), catch_up.first_pace(catch_up.start_of(judged(snapshot, view))))
    return Chosen(view, pace, chooser.on_phone)
