"""Axes and links of a comparison."""

from __future__ import annotations

from kpi.markup import Markup
from kpi.markup.pieces import link
from kpi.model import addresses as address
from kpi.reading.ranking import Measure

_DIFFERENCE_AXIS = {"%": "percentage_points", "rank": "rank_places"}


def axis_unit(measure: Measure, unit: str) -> str:
    """The unit of the measure's axis."""
    if measure is Measure.PLANNED_PROGRESS:
        return "%"
    return _DIFFERENCE_AXIS.get(unit, unit) if measure in {Measure.GAP, Measure.PACE} else unit


def on_axis(measure: Measure, value: float) -> float:
    """Where a value stands on that axis: shares of planned progress in per cent."""
    return value * 100 if measure is Measure.PLANNED_PROGRESS else value


def unit_link(province_id: str, indicator_id: str, name: str, lang: str) -> Markup:
    """A unit's name as the way to the indicator's own page."""
    return link(indicator_url(province_id, indicator_id, lang), name)


def indicator_url(province_id: str, indicator_id: str, lang: str) -> str:
    """The address of one indicator of one unit."""
    return address.link(
        address.INDICATOR_PAGE,
        **{address.PROVINCE: province_id, address.INDICATOR: indicator_id, address.LANGUAGE: lang},
    )
