"""A difference in words: by which side, and how much. A rank is better the smaller its number is."""

from __future__ import annotations

from kpi.words import format_difference, message

_RANK = "rank"


def gap_words(gap: float, unit: str, lang: str) -> str:
    """Actual minus target in words: 'thấp hơn 3,27 điểm phần trăm'; of ranks 'kém 14 bậc' / '14 places short of'."""
    if unit == _RANK:
        key = "narrative.rank_short" if gap > 0 else "narrative.rank_ahead"
    else:
        key = "narrative.below" if gap < 0 else "narrative.above"
    return message(key, lang, difference=format_difference(abs(gap), unit, lang))
