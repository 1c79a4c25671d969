"""Vocabulary of the product: the codes that `data/` may say, and the numbers and names that every room knows."""

from __future__ import annotations

from enum import StrEnum

FIRST_YEAR = 2020
LAST_YEAR = 2045
MILESTONE_YEARS = (2025, 2030, 2035, 2040, 2045)
"""The years for which plans under the Resolution set targets."""
NATION = "viet_nam"
"""The id of the nation among the provinces."""
GOVERNMENT = frozenset({"Chính phủ", "Thủ tướng Chính phủ"})
"""Issuers that set a unit's target for it: such a document is not the unit's own."""
UNITS_OF_ONE_SIZE = frozenset(
    {"%", "index_0_1", "score_0_100", "ratio", "mbps"}
    | {"per_person", "per_100_people", "per_1000_people", "per_10000_people"}
)
"""Units in which a province's number and the nation's are of one size: shares, scores and rates. Of counts, money and
ranks the nation's is a total, or a place among other countries, and no number to hold a province against."""
MEASURE_UNKNOWN = "unknown"
"""The document does not say how its target is counted: numbers are shown, nothing is judged."""
MEASURE_ANY = "any"
"""Not said either, but every way of counting is published: judged only where at least two ways have an actual of
the same period and all of them come to the same result."""
MEASURES_UNSAID = frozenset({"producer_not_stated", "press_stated"})
"""Measures of actuals whose source does not say who counted: perhaps as the target asks, perhaps not."""
MEASURE_OF_UNIT = "provincial"
"""Measure of actuals that a unit counted in its own way, as no other does: no published way of counting."""


class Direction(StrEnum):
    """Which way is better."""

    HIGHER_BETTER = "higher_better"
    LOWER_BETTER = "lower_better"


class Cadence(StrEnum):
    """A state at a date, or an amount every year."""

    LEVEL = "level"
    ANNUAL_FLOW = "annual_flow"


class Section(StrEnum):
    """The plans' own groups a-e; `context` is for actuals of which no plan has a target."""

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
    """The operator of a target.

    `gt` and `lt` where the document says "trên" or "dưới", and not "ít nhất" or "không quá".
    """

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    EQ = "eq"
    RANGE = "range"
    APPROX = "approx"


class TargetStatus(StrEnum):
    """What a target counts for."""

    IN_FORCE = "in_force"
    DUPLICATE = "duplicate"
    CONFLICTING = "conflicting"
    SUPERSEDED = "superseded"


class Qualifier(StrEnum):
    """How exactly its source tells an actual; only `exact` enters a calculation."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Confidence(StrEnum):
    """How sure the reading of a source is."""

    HIGH = "high"
    MEDIUM = "medium"
