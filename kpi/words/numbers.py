"""Numbers, units and targets in words.

A number of a source is shown to its last decimal, never rounded; only numbers that we compute
(gaps, paces, interpolated plans) are rounded, and only where the caller says so with `computed=True`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import cache, lru_cache
from numbers import Real

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol
from babel.plural import PluralRule

from kpi.model.missing import is_missing
from kpi.words.messages import LocaleError, catalogue, language_tag, message

NO_VALUE = "—"
_MINUS = "\N{MINUS SIGN}"
_DIGITS_OF_ANY_FLOAT = 800
_NO_UNIT = "number"
_NOT_COUNTS = frozenset({"%", "index_0_1", "score_0_100", "rank", "ratio"})
_UNIT_KEY = {"%": "percent"}
_DIFFERENCE_UNIT = {"%": "percentage_points", "rank": "rank_places"}
_COMPUTED_DECIMALS = {"percent": 2, "percentage_points": 2, "index_0_1": 4}
_COMPUTED_DECIMALS_OTHERWISE = 1
_RATIO_DECIMALS = 1
_KEPT = 8192
"""Numbers whose words are kept: a page, and the check of everything that is said, tell the same ones many times."""


def _exact(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise LocaleError(f"not a number: {value!r}")
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        raise LocaleError(f"not a number: {value!r}") from None
    if not exact.is_finite():
        raise LocaleError(f"not a finite number: {value!r}")
    return exact


def _rounded(value: object, decimals: int) -> Decimal:
    with localcontext(prec=_DIGITS_OF_ANY_FLOAT):
        return _exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def format_number(value: object, lang: str, *, decimals: int | None = None, min_decimals: int = 0) -> str:
    """`value` with the separators of `lang`: 1234.5 -> '1.234,5' / '1,234.5'.

    Every decimal of the value is shown and no trailing zero. `decimals` rounds half up to at most that
    many (for computed numbers only); `min_decimals` pads with zeros.
    Raises LocaleError when `value` is missing or no finite number.
    """
    language_tag(lang)
    number = _exact(value) if decimals is None else _rounded(value, decimals)
    # By hand: a table has thousands of numbers, and Babel's formatter reads the pattern for each of them.
    whole, _, fraction = f"{number.copy_abs():f}".partition(".")
    fraction = fraction.rstrip("0").ljust(min_decimals, "0")
    decimal_mark, group_mark = _separators(lang)
    text = f"{int(whole):,}".replace(",", group_mark) + (decimal_mark + fraction if fraction else "")
    return f"{_MINUS}{text}" if number < 0 else text


@cache
def _separators(lang: str) -> tuple[str, str]:
    return get_decimal_symbol(lang), get_group_symbol(lang)


def number_separators(lang: str) -> str:
    """Decimal and group separator of `lang` in Plotly's order: ',.' in Vietnamese, '.,' in English."""
    return get_decimal_symbol(language_tag(lang)) + get_group_symbol(lang)


def _unit_key(unit: str) -> str:
    return _UNIT_KEY.get(unit, unit)


def unit_name(unit: str, lang: str) -> str:
    """The unit alone, as on an axis: 'doanh nghiệp', '%'. Raises LocaleError for an unknown unit."""
    return message(f"unit.{_unit_key(unit)}.name", lang)


def _with_unit(text: str, value: object, unit: str, lang: str) -> str:
    """Put the unit to an already formatted number; `value` decides singular or plural."""
    exact = _exact(value)
    whole = exact == exact.to_integral_value()
    category = _plural_rule(lang)(int(exact) if whole else exact)
    return message(f"unit.{_unit_key(unit)}.{category}", lang, n=text)


@cache
def _plural_rule(lang: str) -> PluralRule:
    return Locale.parse(lang).plural_form


def _number_of(value: object, unit: str, lang: str, *, computed: bool) -> str:
    if not computed:
        return format_number(value, lang)
    decimals = _COMPUTED_DECIMALS.get(_unit_key(unit), _COMPUTED_DECIMALS_OTHERWISE)
    return format_number(value, lang, decimals=decimals)


def format_value(value: object, unit: str, lang: str, *, computed: bool = False) -> str:
    """A value with its unit: '6,5 %' (narrow no-break space), '6.5%', '150 doanh nghiệp', '1 enterprise'.

    `computed=True` rounds half up to the decimals that a computed number of this unit deserves.
    """
    return _value_told(value, unit, lang, computed)


@lru_cache(_KEPT, typed=True)
def _value_told(value: object, unit: str, lang: str, computed: bool) -> str:
    return _with_unit(_number_of(value, unit, lang, computed=computed), value, unit, lang)


def format_optional(value: object, unit: str, lang: str, *, computed: bool = False) -> str:
    """`format_value`, or an em dash where there is no value."""
    return NO_VALUE if is_missing(value) else format_value(value, unit, lang, computed=computed)


def format_difference(value: object, unit: str, lang: str, *, bare: bool = False) -> str:
    """A computed difference of two values: shares differ by percentage points, ranks by places.

    `bare=True` leaves the unit out, for a second difference beside one that named it.
    """
    difference_unit = _DIFFERENCE_UNIT.get(unit, unit)
    if bare:
        return _number_of(value, difference_unit, lang, computed=True)
    return format_value(value, difference_unit, lang, computed=True)


def format_step(value: object, unit: str, lang: str) -> str:
    """A computed difference on a scale, without its unit and with all its decimals: '9,00' / '9.00'."""
    decimals = _COMPUTED_DECIMALS.get(_DIFFERENCE_UNIT.get(unit, unit), _COMPUTED_DECIMALS_OTHERWISE)
    return format_number(value, lang, decimals=decimals, min_decimals=decimals)


def difference_name(unit: str, lang: str) -> str:
    """The unit in which two values differ: 'điểm phần trăm' for shares. Raises LocaleError for an unknown unit."""
    return unit_name(_DIFFERENCE_UNIT.get(unit, unit), lang)


def format_pace(value: object, unit: str, lang: str) -> str:
    """A computed change per year: '2,53 điểm phần trăm mỗi năm' / '2.53 percentage points a year'."""
    return message("pace.per_year", lang, difference=format_difference(value, unit, lang))


def format_ratio(value: object, lang: str) -> str:
    """A computed ratio as a percentage with at most one decimal: 0.974 -> '97,4 %' / '97.4%'."""
    percentage = _exact(value) * 100
    text = format_number(percentage, lang, decimals=_RATIO_DECIMALS)
    return _with_unit(text, percentage, "%", lang)


def format_qualified(
    value: object,
    qualifier: str,
    unit: str,
    lang: str,
    *,
    value_high: object = None,
    denominator: object = None,
    with_unit: bool = True,
) -> str:
    """An actual as its source told it: '6,5 %', 'khoảng 90 %', 'không quá 10 %', 'ít nhất 51 %', '31–50'.

    `value_high` is the upper end of a band, `denominator` the base of a count ('85/145 nhiệm vụ'); the base
    of a share is no part of what is said.
    `with_unit=False` leaves out every unit but the per cent sign, for labels in a chart.
    Raises LocaleError for an unknown qualifier.
    """
    text = _amount(value, value_high, denominator, _shown_unit(unit, with_unit), lang)
    return message(f"qualified.{qualifier}", lang, value=text)


def _shown_unit(unit: str, with_unit: bool) -> str:
    return unit if with_unit or unit == "%" else _NO_UNIT


def is_count(unit: str) -> bool:
    """Whether 'n of m' means something: a share, an index or a rank has its base already inside it."""
    return unit not in _NOT_COUNTS and not unit.startswith("per_")


@lru_cache(_KEPT, typed=True)
def _amount(value: object, value_high: object, denominator: object, unit: str, lang: str) -> str:
    text = format_number(value, lang)
    if not is_missing(value_high):
        high = format_number(value_high, lang)
        return _with_unit(f"{text}–{high}" if high != text else text, value_high, unit, lang)
    if not is_missing(denominator) and is_count(unit):
        return _with_unit(f"{text}/{format_number(denominator, lang)}", denominator, unit, lang)
    return _with_unit(text, value, unit, lang)


def format_target(  # noqa: PLR0913 - a target has that many parts
    operator: str,
    value: object,
    value_high: object,
    unit: str,
    lang: str,
    denominator: object = None,
    *,
    cadence: str = "level",
    words: bool = False,
    with_unit: bool = True,
) -> str:
    """A target: '≥ 45 %', '80–90 %', '9/33 bản', '100 %', '≥ 25 nhiệm vụ mỗi năm'.

    `cadence="annual_flow"` adds 'mỗi năm'; `words=True` says 'ít nhất 45 %' instead of '≥ 45 %', for
    reading aloud; `with_unit=False` leaves out every unit but the per cent sign, for labels in a chart.
    Raises LocaleError for an unknown operator and for a range without its upper end.
    """
    if f"operator_sign.{operator}" not in catalogue(lang):
        raise LocaleError(f"unknown operator {operator!r}")
    if operator == "range" and is_missing(value_high):
        raise LocaleError("a range needs value_high")
    high = value_high if operator == "range" else None
    amount = _amount(value, high, denominator, _shown_unit(unit, with_unit), lang)
    if unit == "rank" and operator == "le" and with_unit:
        return message("narrative.rank_or_better", lang, amount=amount)
    template = f"operator_words.{operator}" if words else f"operator_sign.{operator}"
    text = message(template, lang, amount=amount)
    if cadence == "annual_flow" and with_unit:
        return message("pace.each_year", lang, amount=text)
    return text
