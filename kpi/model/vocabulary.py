"""Vocabulary of the product: one enum or frozen row model for each thing that `data/` may say.

A row model is the form of one CSV file of `data/`: its fields are the file's columns, in order, and its
types are what a cell may hold. Cells arrive as text; an empty cell is `None`.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

FIRST_YEAR = 2020
LAST_YEAR = 2045
MILESTONE_YEARS = (2025, 2030, 2035, 2040, 2045)
"""The years for which plans under the Resolution set targets."""
NATION = "viet_nam"
"""The id of the nation among the provinces."""
GOVERNMENT = frozenset({"Chính phủ", "Thủ tướng Chính phủ"})
"""Issuers that set a unit's target for it: such a document is not the unit's own."""

MOST_DIGITS = 15
"""Significant digits that a number keeps on its way through the database and back."""
MOST_INTEGER_DIGITS = 9
"""Digits of a whole number that every column of whole numbers holds."""
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+")
_INTEGER = re.compile(r"-?[0-9]+")
_SLUG = r"^[a-z0-9_.]+$"
_QUOTED = re.compile(r"[“\"]([^”\"]*)[”\"]")
_SAYS_ABOUT = re.compile(r"\bkhoảng\b(?! cách)", re.IGNORECASE)
"""How a document says that a number is no exact one; a note quotes its words."""


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

MEASURE_UNKNOWN = "unknown"
"""The document does not say how its target is counted: numbers are shown, nothing is judged."""
MEASURE_ANY = "any"
"""Not said either, but every way of counting is published: judged only where at least two ways have a figure of
the same period and all of them come to the same result."""
MEASURES_UNSAID = frozenset({"producer_not_stated", "press_stated"})
"""Measures of figures whose source does not say who counted: perhaps as the target asks, perhaps not."""
MEASURE_OF_UNIT = "provincial"
"""Measure of figures that a unit counted in its own way, as no other does: no published way of counting."""


class Direction(StrEnum):
    """Which way is better."""

    HIGHER_BETTER = "higher_better"
    LOWER_BETTER = "lower_better"


class Cadence(StrEnum):
    """A state at a date, or an amount every year."""

    LEVEL = "level"
    ANNUAL_FLOW = "annual_flow"


class Section(StrEnum):
    """The plans' own groups a-e; `context` is for figures that no plan promises."""

    INFRASTRUCTURE = "infrastructure"
    RESOURCES = "resources"
    SCIENCE_TECHNOLOGY = "science_technology"
    INNOVATION = "innovation"
    DIGITAL_TRANSFORMATION = "digital_transformation"
    CONTEXT = "context"


class ProvinceKind(StrEnum):
    """What a unit is."""

    PROVINCE = "province"
    CITY = "city"
    NATION = "nation"


class DocumentKind(StrEnum):
    """How a document is known to us."""

    PLAN_TEXT = "plan_text"
    CENTRAL_NOTICE = "central_notice"
    NATIONAL_REPORTED = "national_reported"
    ANNOUNCED_PRESS = "announced_press"


class Operator(StrEnum):
    """How a value is promised."""

    GE = "ge"
    LE = "le"
    EQ = "eq"
    RANGE = "range"
    APPROX = "approx"


class TargetStatus(StrEnum):
    """What a promise counts for."""

    IN_FORCE = "in_force"
    DUPLICATE = "duplicate"
    CONFLICTING = "conflicting"
    SUPERSEDED = "superseded"


class Qualifier(StrEnum):
    """How exactly its source tells a figure; only `exact` enters a calculation."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Confidence(StrEnum):
    """How sure the reading of a source is."""

    HIGH = "high"
    MEDIUM = "medium"


class Row(BaseModel):
    """One line of a file of `data/`."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Province(Row):
    """A province-level unit of one vintage of boundaries, or the nation."""

    province_id: Slug
    code: str | None
    name_vi: str
    name_en: str
    kind: ProvinceKind
    region: str | None
    vintage: Integer | None
    valid_from: date | None
    valid_to: date | None
    kind_valid_from: date | None
    source: str
    full_name_vi: str
    full_name_en: str
    region_en: str | None = None


class Crosswalk(Row):
    """A former unit and the unit that took its place."""

    former_id: Slug
    successor_id: Slug
    boundary_changed: bool
    code_trap: bool
    source: str


class UnitOfMeasure(Row):
    """A unit of measure and its names."""

    unit: str
    name_vi: str
    name_en: str
    symbol: str | None


class Indicator(Row):
    """A measured quantity: one definition, one unit."""

    indicator_id: Slug
    name_vi: str
    name_en: str
    section: Section
    unit: str
    direction: Direction
    cadence: Cadence
    headline: bool
    definition_vi: str
    min_value: Decimal | None
    max_value: Decimal | None
    materiality: Decimal
    name_nation_vi: str | None
    name_nation_en: str | None


class Series(Row):
    """Who measured an indicator, by which definition."""

    indicator_id: Slug
    series: Slug
    name_vi: str
    name_en: str
    measurer: str
    definition_vi: str
    rank: Integer
    measure: Slug
    publication_months: Months


class Measure(Row):
    """One way of counting an indicator: base, definition, who counts. Series of one measure may be compared."""

    indicator_id: Slug
    measure: Slug
    name_vi: str
    name_en: str
    definition_vi: str

    @model_validator(mode="after")
    def _not_reserved(self) -> Self:
        if self.measure in {MEASURE_UNKNOWN, MEASURE_ANY}:
            raise PydanticCustomError("measure_reserved", "reserved word")
        return self


class TargetMeasure(Row):
    """By which indicator's figures, counted how, the targets of an indicator are judged.

    A row without `document_id` speaks of every document that has no row of its own. `measure` is one of the measures
    of `measured_indicator_id`, or MEASURE_UNKNOWN, or MEASURE_ANY.
    """

    document_id: Slug | None
    indicator_id: Slug
    measured_indicator_id: Slug
    measure: Slug
    decided_by: str
    reason: str
    evidence: str


class NotHeld(Row):
    """An indicator whose last target is not held for later years: never, or where a sibling has a later target."""

    indicator_id: Slug
    continued_by: Slug | None
    reason: str


class Tile(Row):
    """One square of the tile map."""

    province_id: Slug | None
    label: str
    row: Integer
    col: Integer
    kind: str
    note: str | None


class Reporting(Row):
    """Who must report, in a plan's words."""

    document_id: Slug
    agency: str
    line: Integer
    quote: str


class DocumentForm(Row):
    """What a document is called in words: a resolution, a plan, a notice of conclusions, and so on."""

    form: Slug
    name_vi: str
    name_en: str


class Document(Row):
    """A document that promises something."""

    document_id: Slug
    number: str | None
    issued_on: date | None
    issuer: str | None
    title_vi: str
    province_id: Slug | None
    kind: DocumentKind
    file: str | None
    source_url: Url | None
    note: str | None
    form: Slug


class Heading(Row):
    """A heading of a plan: the bullets of `first_line`..`last_line` promise `section` for `year`."""

    document_id: Slug
    first_line: Integer
    last_line: Integer
    year: Year
    section: Section


class Target(Row):
    """One version of one promise that can be measured against."""

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
        if not (self.quote and self.line) and not self.source_url:
            raise PydanticCustomError("target_without_source", "neither quote and line nor source_url")
        return self


class Qualitative(Row):
    """A promise without a measurable number."""

    document_id: Slug
    section: Section
    year: Year
    line: Integer
    quote: str
    note: str | None


class Parameter(Row):
    """A number of a promise that is no target value."""

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
    """One published figure."""

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
