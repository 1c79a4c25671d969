"""Which periods are asked for: closed months, and the year up to the day of asking."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from etl.connectors.config import Connector, Span
from etl.connectors.errors import PullError

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Period:
    """A month ('2026-10'), or a year up to the day of asking ('2026')."""

    name: str
    span: Span
    year: int
    month: int | None = None

    def days(self, asked_on: date) -> tuple[date, date]:
        """Its first and last day."""
        if self.month is None:
            return date(self.year, 1, 1), asked_on
        return date(self.year, self.month, 1), date(
            self.year, self.month, calendar.monthrange(self.year, self.month)[1]
        )

    def body(self) -> dict[str, str | int]:
        """How a request says it."""
        asked: dict[str, str | int] = {"timeType": self.span, "year": self.year}
        return asked if self.month is None else {**asked, "month": self.month}


def period_of(name: str, connector: Connector, today: date) -> Period:
    """The period of that name. Raises PullError for one that is not over, lies before the series, or is none."""
    if _YEAR.fullmatch(name):
        if int(name) != today.year:
            raise PullError("period_year", period=name, year=today.year)
        return Period(name, "year", int(name))
    found = _MONTH.fullmatch(name)
    if found is None:
        raise PullError("period_form", period=name)
    if name < connector.first_month:
        raise PullError("period_early", period=name, first=connector.first_month)
    if name >= f"{today:%Y-%m}":
        raise PullError("period_open", period=name)
    return Period(name, "month", int(found[1]), int(found[2]))


def every_period(connector: Connector, today: date) -> list[Period]:
    """Every closed month of the year, because closed months are restated, and the year up to today."""
    months = [f"{today.year}-{month:02d}" for month in range(1, today.month)]
    names = [name for name in months if name >= connector.first_month]
    return [period_of(name, connector, today) for name in (*names, str(today.year))]
