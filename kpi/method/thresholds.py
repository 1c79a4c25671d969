"""The thresholds of the progress method, read once from `method.toml` into a frozen model."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

METHOD_FILE = Path(__file__).with_name("method.toml")
OWN = "house"
"""The source of numbers that we set ourselves."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Frozen):
    """Where a threshold was published; `url` is empty for our own conventions.

    `read_at` names the page that reproduces the publication when we read it there and not in the original.
    """

    title: str
    url: str
    read_at: str = ""


class Threshold(_Frozen):
    """One number that decides a word on screen, its unit, its source id and its label.

    `borrowed`: the source uses the number for another statistic. A number of our own gives its reason.
    """

    value: float
    unit: str
    source: str
    borrowed: bool = False
    label_vi: str
    label_en: str
    reason_vi: str = ""
    reason_en: str = ""

    @model_validator(mode="after")
    def _own_numbers_have_a_reason(self) -> Threshold:
        if self.source == OWN and not (self.reason_vi and self.reason_en):
            raise ValueError(f"no reason for our own number: {self.label_en}")
        return self


class Materiality(_Frozen):
    """A value that the column `materiality` of indicators of a unit may have, and why; `*`: any unit."""

    unit: str
    value: float
    reason_vi: str
    reason_en: str


class StatusCuts(_Frozen):
    """Cut-offs of planned progress."""

    on_plan: Threshold
    slightly_behind: Threshold


class AttainmentCuts(_Frozen):
    """Cut-offs where there is no baseline."""

    on_plan: Threshold
    slightly_behind: Threshold


class GapCuts(_Frozen):
    """The cut-off where little is to be covered or the plan dips."""

    slightly_behind: Threshold


class NoiseBands(_Frozen):
    """What is too little to tell from noise."""

    min_way: Threshold
    gap: Threshold


class CoverageRules(_Frozen):
    """When a comparison may name a median, a leader or a rank."""

    min_share: Threshold


class DataRules(_Frozen):
    """Which actuals may be judged."""

    max_age: Threshold
    approx_margin: Threshold
    flow_min_days: Threshold
    flow_max_days: Threshold


class OutlookRules(_Frozen):
    """How far a trend is carried and how its miss is read."""

    years: Threshold
    min_points: Threshold
    reaches: Threshold
    narrow_miss: Threshold


class PaceRules(_Frozen):
    """How far ahead an arrival is named."""

    horizon_year: Threshold


class PlanShapeRules(_Frozen):
    """When a plan is warned of."""

    back_loaded_time: Threshold
    back_loaded_gain: Threshold


class StatcanCuts(_Frozen):
    """Cut-offs of the Statistics Canada / Open SDG measure."""

    on_track: Threshold
    accelerate: Threshold
    limited: Threshold


class UnCuts(_Frozen):
    """Cut-offs of the United Nations 2023 measure."""

    on_track: Threshold
    fair: Threshold


class ThresholdRow(_Frozen):
    """A threshold with its place and source, as the method page lists it."""

    key: str
    threshold: Threshold
    source: Source


class Method(_Frozen):
    """All thresholds, grouped as in the file."""

    sources: dict[str, Source]
    status: StatusCuts
    noise: NoiseBands
    attainment: AttainmentCuts
    gap: GapCuts
    data: DataRules
    outlook: OutlookRules
    pace: PaceRules
    coverage: CoverageRules
    plan_shape: PlanShapeRules
    statcan: StatcanCuts
    un_2023: UnCuts
    materiality: tuple[Materiality, ...]

    @model_validator(mode="after")
    def _sources_exist(self) -> Method:
        unknown = [name for name, threshold in self._named() if threshold.source not in self.sources]
        if unknown:
            raise ValueError(f"thresholds with an unknown source: {', '.join(unknown)}")
        return self

    def _named(self) -> list[tuple[str, Threshold]]:
        groups = [name for name in type(self).model_fields if name not in {"sources", "materiality"}]
        return [(f"{group}.{key}", cut) for group in groups for key, cut in getattr(self, group)]

    def materiality_of(self, unit: str, value: float) -> Materiality | None:
        """Why an indicator of a unit has this materiality; None where nothing says it."""
        return next((one for one in self.materiality if one.unit in {unit, "*"} and one.value == value), None)

    def thresholds(self) -> list[ThresholdRow]:
        """Every threshold in the file's order, with its source: the table of the method page."""
        return [ThresholdRow(key=name, threshold=cut, source=self.sources[cut.source]) for name, cut in self._named()]


def read_method(path: Path) -> Method:
    """Read a thresholds file. Raises `pydantic.ValidationError` naming every missing or extra key."""
    return Method.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def load_method() -> Method:
    """The thresholds in force, read once a process."""
    return read_method(METHOD_FILE)
