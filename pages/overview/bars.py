"""The three headline indicators of the first screen: actual, change, targets and nation on a bullet bar."""

from __future__ import annotations

from kpi.charts.bullet_marks import headline_marks, known_ends, scale_of
from kpi.charts.html.bullet_bar import BarValue, BulletBar, bullet_bar_html
from kpi.charts.theme import STATUS_STYLES
from kpi.markup import EMPTY, Markup, macros
from kpi.model import addresses as address
from kpi.reading.first_screen.headline import HeadlineBar, headline_bars
from kpi.reading.first_screen.told import BarWords, bar_words
from kpi.reading.province import cached
from kpi.reading.standpoint import Standpoint
from kpi.reading.unjudged import state_words, target_state
from kpi.store.warehouse import Snapshot
from kpi.words import format_value

_HTML = macros(__name__)


@cached
def bars_html(snapshot: Snapshot, province_id: str, lang: str, standpoint: Standpoint) -> Markup:
    """The three headline indicators as bars."""
    bars = headline_bars(snapshot, province_id, standpoint)
    return _HTML.bars([(bar.indicator.name(lang), _bar(bar, province_id, lang)) for bar in bars], lang)


def indicator_url(province_id: str, indicator_id: str, lang: str) -> str:
    """The address of an indicator of a unit on Chỉ tiêu."""
    parameters = {address.PROVINCE: province_id, address.INDICATOR: indicator_id, address.LANGUAGE: lang}
    return address.link(address.INDICATOR_PAGE, **parameters)


def _bar(bar: HeadlineBar, province_id: str, lang: str) -> Markup:
    words, name, unit = bar_words(bar, lang), bar.indicator.name(lang), bar.indicator.unit
    marks = headline_marks(bar, words)
    values = known_ends(marks, bar.actual)
    low, high = scale_of(marks, bar.actual, unit)
    said = (name, words.value, words.when, words.change, words.target, words.nation, words.nation_target, words.caution)
    return bullet_bar_html(
        BulletBar(
            name=name,
            actual=_value(bar, words),
            marks=marks,
            low=low,
            high=high,
            spoken=". ".join(filter(None, said)),
            # Marks tell their values; a bar alone needs the ends of its scale.
            ends=("", "") if marks or not values else (format_value(low, unit, lang), format_value(high, unit, lang)),
            url=indicator_url(province_id, bar.indicator.indicator_id, lang) if bar.told else "",
            absent=words.value,
            status=_state(bar, lang),
            more=_HTML.more(words, bool(bar.targets)),
        )
    )


def _value(bar: HeadlineBar, words: BarWords) -> BarValue | None:
    row = bar.actual
    if row is None:
        return None
    return BarValue(row["value"], words.value, words.when, str(row["qualifier"]), row["value_high"])


def _state(bar: HeadlineBar, lang: str) -> Markup:
    """How the target stands: shape and word; nothing where there is none."""
    state = target_state(bar.told) if bar.told is not None and bar.targets else ""
    if bar.told is None or not state:
        return EMPTY
    return _HTML.state(STATUS_STYLES[state], state_words(bar.told, lang))
