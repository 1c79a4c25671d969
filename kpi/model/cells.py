"""One line of a file of `data/`, and what its cells may hold, read from their text; nothing is guessed."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from kpi.model.vocabulary import FIRST_YEAR, LAST_YEAR

MOST_DIGITS = 15
"""Significant digits that a number keeps on its way through the database and back."""
MOST_INTEGER_DIGITS = 9
"""Digits of a whole number that every column of whole numbers holds."""
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+")
_INTEGER = re.compile(r"-?[0-9]+")
_SLUG = r"^[a-z0-9_.]+$"


def _decimal(cell: Any) -> Any:
    """Read '7.5' as 7.5; refuse '7,5' and the ambiguous '1.000' instead of guessing."""
    if not isinstance(cell, str):
        return cell
    if _GROUPED.fullmatch(cell):
        raise PydanticCustomError("number_grouped", "ambiguous thousands separator")
    if not _DECIMAL.fullmatch(cell):
        raise PydanticCustomError("number_form", "not a plain decimal number")
    _refuse_long(cell.replace(".", "").lstrip("-0").rstrip("0"), MOST_DIGITS)
    _refuse_long(cell.partition(".")[0].lstrip("-0"), MOST_DIGITS)
    return float(cell)


def _refuse_long(digits: str, most: int) -> None:
    if len(digits) > most:
        raise PydanticCustomError("number_digits", "more digits than a number keeps")


def _integer(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    if not _INTEGER.fullmatch(cell):
        raise PydanticCustomError("integer_form", "not a whole number")
    _refuse_long(cell.lstrip("-0"), MOST_INTEGER_DIGITS)
    return int(cell)


def _year(cell: Any) -> Any:
    year = _integer(cell)
    if isinstance(year, int) and not FIRST_YEAR <= year <= LAST_YEAR:
        raise PydanticCustomError("year_range", "year outside 2020-2045")
    return year


def _months(cell: Any) -> Any:
    months = _integer(cell)
    if isinstance(months, int) and months < 1:
        raise PydanticCustomError("months_range", "less than one month")
    return months


Decimal = Annotated[float, BeforeValidator(_decimal)]
Integer = Annotated[int, BeforeValidator(_integer)]
Year = Annotated[int, BeforeValidator(_year)]
Months = Annotated[int, BeforeValidator(_months)]
Slug = Annotated[str, Field(pattern=_SLUG)]
Url = Annotated[str, Field(pattern=r"^https?://\S+$")]


class Row(BaseModel):
    """One line of a file of `data/`."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
