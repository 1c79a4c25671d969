"""A row model for each file of `data/`: its fields are the file's columns, in order, its types what a cell may hold.

Cells arrive as text; an empty cell is `None`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from kpi.model.cells import Decimal, Integer, Row, Slug, Url, Year
from kpi.model.vocabulary import (
    FIRST_YEAR,
    LAST_YEAR,
    Cadence,
    Confidence,
    DocumentKind,
    Operator,
    Qualifier,
    Section,
    TargetStatus,
)

_QUOTED = re.compile(r"[“\"]([^”\"]*)[”\"]")
_SAYS_ABOUT = re.compile(r"\bkhoảng\b(?! cách)", re.IGNORECASE)
"""How a document says that a number is no exact one; a note quotes its words."""
_ROUNDED_SHARE = 0.0051
"""A share is printed with two decimals at the most: half of the last one, and a little for binary fractions."""
_STRICTLY = re.compile(r"dấu [\"“][<>][\"”]|phải (?:lớn|nhỏ) hơn số này|“[^”]*\b(?:trên|hơn|dưới) \d[\d,.]*\s?%")
"""How a note tells that the source writes ">", "trên" or "dưới": the number itself is not enough."""
_MORE_OR_LESS = re.compile(r"[<>]|\b(?:trên|hơn|vượt|dưới|thấp hơn)\b", re.IGNORECASE)


class Document(Row):
    """A document that sets a target; `reported_on` is the last day on which its source told of it, where undated."""

    document_id: Slug
    number: str | None
    issued_on: date | None
    issuer: str | None
    title_vi: str
    title_en: str | None = None
    province_id: Slug | None
    kind: DocumentKind
    file: str | None
    source_url: Url | None
    note: str | None
    form: Slug
    reported_on: date | None = None


class Heading(Row):
    """A heading of a plan: the bullets of `first_line`..`last_line` set targets of `section` for `year`."""

    document_id: Slug
    first_line: Integer
    last_line: Integer
    year: Year
    section: Section


class Target(Row):
    """One version of one target that can be measured against."""

    target_id: Slug
    document_id: Slug
    province_id: Slug
    indicator_id: Slug
    year: Year
    operator: Operator
    value: Decimal
    value_high: Decimal | None
    denominator: Decimal | None
    unit: str
    cadence: Cadence
    section: Section
    quote: str | None
    line: Integer | None
    status: TargetStatus
    note: str | None
    source_url: Url | None
    place: str | None = None

    @model_validator(mode="after")
    def _range_and_source(self) -> Self:
        if self.operator is Operator.RANGE and self.value_high is None:
            raise PydanticCustomError("range_without_high", "value_high is missing")
        if self.operator is not Operator.RANGE and self.value_high is not None:
            raise PydanticCustomError("high_without_range", "value_high without range")
        if self.value_high is not None and self.value > self.value_high:
            raise PydanticCustomError("range_reversed", "value above value_high")
        says_about = any(_SAYS_ABOUT.search(text) for text in (self.quote or "", *_QUOTED.findall(self.note or "")))
        if self.operator is Operator.APPROX and not says_about:
            raise PydanticCustomError("approx_without_words", "approx without the word")
        if self.operator is Operator.EQ and says_about:
            raise PydanticCustomError("about_without_approx", "the document says about")
        strict = self.operator in {Operator.GT, Operator.LT}
        says_strictly = any(_STRICTLY.search(text) for text in (self.quote or "", self.note or ""))
        if not strict and says_strictly:
            raise PydanticCustomError("strict_without_operator", "the document says more than, or less than")
        if strict and not (says_strictly or _MORE_OR_LESS.search(self.quote or "")):
            raise PydanticCustomError("strict_without_words", "gt or lt without the words")
        if not (self.quote and self.line) and not self.source_url:
            raise PydanticCustomError("target_without_source", "neither quote and line nor source_url")
        return self


class Qualitative(Row):
    """A target without a measurable number."""

    document_id: Slug
    section: Section
    year: Year
    line: Integer
    quote: str
    note: str | None


class Parameter(Row):
    """A number of a target that is no target value."""

    document_id: Slug
    line: Integer
    number: str
    meaning: str


class Correction(Row):
    """A declared different reading of a source."""

    correction_id: Slug
    file: str
    line: Integer | None
    column: str | None
    printed: str
    read_as: str
    reason: str
    evidence: str
    decided_by: str
    valid_until: date | None


class Actual(Row):
    """One published actual."""

    province_id: Slug
    indicator_id: Slug
    series: Slug
    period_start: date
    period_end: date
    value: Decimal
    value_high: Decimal | None
    denominator: Decimal | None
    qualifier: Qualifier
    unit: str
    definition: str | None
    source_title: str
    source_url: Url
    publisher: str
    confidence: Confidence
    recorded_at: date | None
    note: str | None
    caution_vi: str | None = None
    caution_en: str | None = None
    numerator: Decimal | None = None

    @model_validator(mode="after")
    def _counts(self) -> Self:
        if self.numerator is None:
            return self
        if not self.denominator:
            raise PydanticCustomError("numerator_alone", "numerator without denominator")
        share = 100 * self.numerator / self.denominator
        if self.unit == "%" and abs(share - self.value) > _ROUNDED_SHARE:
            raise PydanticCustomError("share_unlike_counts", "value is not numerator / denominator")
        return self

    @model_validator(mode="after")
    def _period(self) -> Self:
        if self.period_start > self.period_end:
            raise PydanticCustomError("period_reversed", "period_start after period_end")
        if not FIRST_YEAR <= self.period_end.year <= LAST_YEAR:
            raise PydanticCustomError("year_range", "period outside 2020-2045")
        if self.value_high is not None and self.value > self.value_high:
            raise PydanticCustomError("range_reversed", "value above value_high")
        if (self.caution_vi is None) != (self.caution_en is None):
            raise PydanticCustomError("caution_in_one_language", "a caution in one language alone")
        return self


class NotLoaded(Row):
    """A source row that was not loaded, and why."""

    source_file: str
    source_line: Integer
    indicator: str
    province: str
    period: str | None
    value: str | None
    reason: str
