"""The parts of the page Chỉ tiêu for a choice that is asked for ahead of the page."""

from __future__ import annotations

from kpi.reading.subject import ALL_SERIES
from kpi.store.warehouse import Snapshot
from pages.indicator import catch_up
from pages.indicator import view as indicator
from ui import address
from ui import indicator_choices as choices
from ui.parts import Parts
from ui.prefetch import Asked, UnknownChoiceError


def answer(shown: Snapshot, asked: Asked) -> Parts:
    """The parts of a view that is asked for ahead of the page; raises UnknownChoiceError."""
    lang = asked.lang
    province_id = asked.province(shown)
    names = choices.indicator_names(shown, province_id, lang)
    if not names:
        raise UnknownChoiceError("indicator")
    first = choices.default_indicator(shown, province_id)
    indicator_id = asked.choice("indicator", address.INDICATOR, names, first)
    plans = choices.document_options(shown, province_id, indicator_id, lang, asked.standing)
    document_id = asked.choice("document", address.DOCUMENT, plans, next(iter(plans)))
    series = choices.series_options(shown, province_id, indicator_id, lang)
    chosen = asked.choice("series", address.SERIES, series, ALL_SERIES)
    view = indicator.View(province_id, indicator_id, document_id, chosen, lang, asked.standing)
    pace = catch_up.first_pace(catch_up.start_of(indicator.judged(shown, view)))
    return indicator.parts(shown, view, pace, asked.on_phone)
