"""The two counts that a share was made from, in words."""

from __future__ import annotations

from kpi.model.missing import is_missing
from kpi.words import format_number, message


def counts_words(numerator: object, denominator: object, lang: str) -> str:
    """'308.947 trên 405.424'; empty where the source gives no numerator."""
    if is_missing(numerator) or is_missing(denominator):
        return ""
    part, whole = format_number(numerator, lang), format_number(denominator, lang)
    return message("counts.part_of_whole", lang, part=part, whole=whole)
