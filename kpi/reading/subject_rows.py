"""The rows of one target as a reader sees them from where he stands, and which of them count.

The judged row, the actual behind it, what is due: pages, briefing, meeting screen and files ask `kpi.reading.subject`,
which says them too; none of them decides it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi.model.codes import Reason, Status
from kpi.model.records import IndicatorRecord, Row
from kpi.model.vocabulary import MEASURE_ANY, MEASURE_UNKNOWN, TargetStatus
from kpi.reading.judged_rows import JudgedRow
from kpi.reading.province_rows import newest_actual
from kpi.reading.standpoint import Standpoint
from kpi.words.due_outcome import is_decided, last_results
from kpi.words.target_clauses import targets_due

_NOTHING_TO_COMPARE = frozenset({Reason.NO_TARGET, Reason.BEFORE_PLAN})
"""Reasons that have nothing to do with the row's actual: then a reader is told the newest there is."""


class MixedProvincesError(ValueError):
    """A row of one province was put beside a target of another."""


@dataclass(frozen=True)
class SubjectRows:
    """One indicator of one province by one document, as seen from a standpoint.

    `owner_id` is the province whose target it is: `province_id` itself, or a former unit whose document it
    inherited. Every row is the owner's: anything else raises MixedProvincesError. `document_id` is empty where there
    is no target, `series` where all are meant. `actuals` are those that can be seen, of every series, in the order of
    series, period and knowledge, also of another indicator by which the target is counted; `borrowed` those of another
    indicator that a judged row names, counted alike or not; `judged` the judged rows of the document, one a series;
    `results` what came of its targets that fell due; `told_under` the narrower indicator that has the target, where
    this one has none ('5G by population' for '5G'); `lives_until` the last day of a unit that was merged into another.
    """

    province_id: str
    owner_id: str
    indicator: IndicatorRecord
    document_id: str
    series: str
    standpoint: Standpoint
    targets: tuple[Row, ...]
    actuals: tuple[Row, ...]
    path: tuple[Row, ...]
    judged: tuple[JudgedRow, ...]
    borrowed: tuple[Row, ...] = ()
    results: tuple[Row, ...] = ()
    told_under: IndicatorRecord | None = None
    lives_until: date | None = None

    def __post_init__(self) -> None:
        all_rows = (self.targets, self.actuals, self.borrowed, self.path, self.judged, self.results)
        strangers = {row["province_id"] for rows in all_rows for row in rows} - {self.owner_id}
        if strangers:
            raise MixedProvincesError(f"{self.indicator.indicator_id} of {self.owner_id}: rows of {sorted(strangers)}")

    @property
    def inherited(self) -> bool:
        """Whether the target is a former unit's."""
        return self.owner_id != self.province_id

    @cached_property
    def asked_actuals(self) -> tuple[Row, ...]:
        """The actuals of the asked series, or all."""
        return tuple(row for row in self.actuals if self.series in {"", row["series"]})

    @cached_property
    def row(self) -> JudgedRow | None:
        """The judged row that counts: of the asked series, else the first series that is judged.

        Where none is judged the one whose actual is counted as the target is, then the one with the newest actual.
        """
        asked = [row for row in self.judged if row["series"] == self.series]
        ranks = {row["series"]: row["series_rank"] for row in (*self.borrowed, *self.actuals)}

        def place(row: JudgedRow) -> tuple[bool, bool, bool, int, int]:
            unjudged, told = row["status"] == Status.NOT_ASSESSABLE, self._told_by(row)
            apart = row["reason"] == Reason.MEASURE_DIFFERS or self.counted_apart(told)
            age = -told["period_end"].toordinal() if unjudged and told is not None else 0
            empty = row["reason"] == Reason.NO_ACTUAL
            return unjudged, empty, apart, age, ranks.get(row["series"], len(ranks) + 1)

        return min(asked or self.judged, key=place, default=None)

    def counted_apart(self, actual: Row | None) -> bool:
        """Whether the target names a measure and the actual is counted by another."""
        asked = {
            (row["measured_indicator_id"], row["measure"])
            for row in self.targets
            if row["measure"] not in {MEASURE_ANY, MEASURE_UNKNOWN}
        }
        return actual is not None and bool(asked) and (actual["indicator_id"], actual["series_measure"]) not in asked

    @property
    def is_judged(self) -> bool:
        """Whether there is a verdict."""
        return self.row is not None and self.row["status"] != Status.NOT_ASSESSABLE

    def _told_by(self, row: JudgedRow) -> Row | None:
        """The actual that a judged row names, else the newest of its series."""
        if row["reason"] not in _NOTHING_TO_COMPARE and row["actual_id"] is not None:
            known = (*self.actuals, *self.borrowed)
            named = next((actual for actual in known if actual["actual_id"] == row["actual_id"]), None)
            if named is not None:
                return named
        return newest_actual(actual for actual in self.actuals if actual["series"] == row["series"])

    @property
    def line_of(self) -> str | None:
        """The series whose line from its baseline is drawn: the asked one, else the one that is judged."""
        return self.series or (self.row["series"] if self.row is not None else None)

    @cached_property
    def newest(self) -> Row | None:
        """The newest actual of the asked series, or of all."""
        return newest_actual(self.asked_actuals)

    @property
    def actual(self) -> Row | None:
        """The actual to show beside the target: the one that the sentence tells, else the newest.

        An actual that another indicator counts in another way is told by the sentence alone.
        """
        told = self.cited
        return told if told is not None and any(told is row for row in self.actuals) else self.newest

    @cached_property
    def cited(self) -> Row | None:
        """The actual that the sentence tells: of a last target that fell due the one that decides, else the judged one.

        Where the judged row names none, the newest of its series.
        """
        if self.row is None:
            return None
        named = {result["actual_id"] for result in self.last_results if self.series in {"", result["series"]}}
        deciding = next((row for row in (*self.actuals, *self.borrowed) if row["actual_id"] in named), None)
        return deciding or self._told_by(self.row) or self.newest

    @cached_property
    def last_results(self) -> list[Row]:
        """What came of the last target, where the document has none ahead and the actual of its day is known."""
        if self.row is None or not self.due:
            return []
        return [dict(result) for result in last_results(self.row, self.due[0]["year"], self.results)]

    @property
    def shown_status(self) -> str:
        """The word of the badge: met or not met of a last target that fell due, else the status on the way."""
        if self.row is None or not self.document_id:
            return ""
        decided = [result["result"] for result in self.last_results if is_decided(result)]
        return str(decided[0] if decided else self.row["status"])

    @cached_property
    def due(self) -> tuple[Row, ...]:
        """Every version of the target to speak of: of the next due year, else of the last.

        Of a unit that was merged, as it stood on its last day: its later targets are nobody's to keep.
        """
        day = min(self.standpoint.day, self.lives_until or self.standpoint.day)
        ids = {row["target_id"] for row in targets_due(self.targets, day.year)}
        return tuple(row for row in self.targets if row["target_id"] in ids)

    @cached_property
    def due_once(self) -> tuple[Row, ...]:
        """The same without what another section of the document repeats."""
        return tuple(row for row in self.due if row["status"] != TargetStatus.DUPLICATE)
