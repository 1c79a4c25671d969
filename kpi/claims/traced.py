"""Whether the numbers of judged rows and results are those of the actuals and the official targets they name."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.model.codes import Result, Status
from kpi.model.records import Row
from kpi.model.vocabulary import Direction
from kpi.reading.subject import Subject
from kpi.words import is_missing


def untraced(found: Subject) -> Iterator[str]:
    """The columns of the judged row and of the results whose number no row gives."""
    known = {row["actual_id"]: row for row in (*found.actuals, *found.borrowed)}
    row = found.row
    if row is not None:
        for column, name in (("actual", "actual_id"), ("baseline", "baseline_actual_id")):
            actual = known.get(row[name])
            if actual is not None and actual["value"] != row[column]:
                yield column
        if row["planned_official"] and not _official(found, row["planned_year"], row["planned"]):
            yield "planned"
        goal = row["next_milestone"]
        if not is_missing(goal) and not _official(found, row["next_milestone_year"], goal):
            yield "next_milestone"
    for result in found.results:
        if not _official(found, result["year"], result["target"]):
            yield "target"
        actual = known.get(result["actual_id"])
        if actual is not None and actual["value"] != result["actual"]:
            yield "actual"


def met_targets(found: Subject) -> list[int]:
    """The years of the official targets that are met by an actual on record, as status or result say."""
    row = found.row
    said: list[tuple[int, float, float]] = []
    if row is not None and row["status"] == Status.MET and row["planned_official"] and not is_missing(row["actual_id"]):
        said.append((row["planned_year"], row["planned"], row["actual"]))
    said += [
        (result["year"], result["target"], result["actual"])
        for result in found.results
        if result["result"] == Result.MET and not is_missing(result["actual_id"])
    ]
    return [int(year) for year, target, actual in said if _reached(found, year, target, actual)]


def _reached(found: Subject, year: int, target: float, actual: float) -> bool:
    """Whether an actual is at an official target."""
    if not _official(found, year, target):
        return False
    return actual <= target if found.indicator.direction == Direction.LOWER_BETTER else actual >= target


def _official(found: Subject, year: int, value: float) -> bool:
    """Whether a target of the document names that value for that year."""
    return any(target["year"] == year and value in _ends(target) for target in found.targets)


def _ends(target: Row) -> set[float]:
    return {end for end in (target["value"], target["value_high"]) if not is_missing(end)}
