"""Everything a person reads passes here: numbers, dates, words and the order of names, in two languages."""

from __future__ import annotations

from kpi.model.missing import is_missing
from kpi.words.collation import fold, matches, sort_key
from kpi.words.dates import PeriodKind, format_date, format_period, period_kind
from kpi.words.documents import copy_place, document_name, titled_name, undated_name
from kpi.words.messages import (
    FAMILIES,
    LANGUAGES,
    LocaleError,
    catalogue,
    label,
    language_tag,
    message,
    sentence_case,
    state_word,
    with_labels,
)
from kpi.words.numbers import (
    NO_VALUE,
    difference_name,
    format_difference,
    format_number,
    format_optional,
    format_pace,
    format_qualified,
    format_ratio,
    format_step,
    format_target,
    format_value,
    is_count,
    number_separators,
    unit_name,
)
from kpi.words.places import full_name, short_name

__all__ = [
    "FAMILIES",
    "LANGUAGES",
    "NO_VALUE",
    "LocaleError",
    "PeriodKind",
    "catalogue",
    "copy_place",
    "difference_name",
    "document_name",
    "fold",
    "format_date",
    "format_difference",
    "format_number",
    "format_optional",
    "format_pace",
    "format_period",
    "format_qualified",
    "format_ratio",
    "format_step",
    "format_target",
    "format_value",
    "full_name",
    "is_count",
    "is_missing",
    "label",
    "language_tag",
    "matches",
    "message",
    "number_separators",
    "period_kind",
    "sentence_case",
    "short_name",
    "sort_key",
    "state_word",
    "titled_name",
    "undated_name",
    "unit_name",
    "with_labels",
]
