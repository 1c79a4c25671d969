"""What a reader who stands on a day sees of one target: judged row, actual behind it, what is due, the sentence.

Pages, briefing, meeting screen and files ask this module which row, which document and which actual count; none of
them decides it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi.model.codes import DUE, Reason, Result, Status
from kpi.model.records import IndicatorRecord, Row
from kpi.model.vocabulary import (
    GOVERNMENT,
    MEASURE_ANY,
    MEASURE_UNKNOWN,
    MEASURES_UNSAID,
    NATION,
    DocumentKind,
    TargetStatus,
)
from kpi.reading.judged_rows import JudgedRow, judged_by_target, path_by_target, results_by_target
from kpi.reading.province import (
    cached,
    counted_by_own_targets,
    indicator_record,
    province_data,
    provinces,
    rows_by_indicator,
)
from kpi.reading.province_rows import newest_actual
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot
from kpi.words import message
from kpi.words.due_outcome import due_note, is_decided, last_outcome, last_results
from kpi.words.judged_values import dated_actual, newer_actual_note
from kpi.words.sentences import Known, actual_sentence, agreeing_rows, sentence
from kpi.words.target_clauses import targets_due

ALL_SERIES = "tat_ca"
"""Every series side by side, as the address names it; an empty name says the same."""

_NOTHING_TO_COMPARE = frozenset({Reason.NO_TARGET, Reason.BEFORE_PLAN})
"""Reasons that have nothing to do with the row's actual: then a reader is told the newest there is."""


_ABOUT_MEASURES = frozenset({Reason.MEASURE_DIFFERS, Reason.MEASURE_UNKNOWN})
"""Reasons whose words say that target and actual are not counted alike, or perhaps not."""


class MixedProvincesError(ValueError):
    """A row of one province was put beside a target of another."""


@dataclass(frozen=True)
class Subject:
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
            apart = row["reason"] == Reason.MEASURE_DIFFERS or self._counted_apart(told)
            age = -told["period_end"].toordinal() if unjudged and told is not None else 0
            empty = row["reason"] == Reason.NO_ACTUAL
            return unjudged, empty, apart, age, ranks.get(row["series"], len(ranks) + 1)

        return min(asked or self.judged, key=place, default=None)

    def _counted_apart(self, actual: Row | None) -> bool:
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

    def _newer_note(self, lang: str) -> str:
        """The newest actual that is counted as the one that decided, where there is one; else empty."""
        told = self.cited if self.last_results else None
        if told is None:
            return ""
        alike = [row for row in self.asked_actuals if row["series"] == told["series"]]
        newest = newest_actual(alike)
        if newest is None or newest["period_end"] <= told["period_end"]:
            return ""
        return message("narrative.newest_alike", lang, number=dated_actual(newest, lang))

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

    def _apart_note(self, lang: str) -> str:
        """That the actual told is not counted as the target is, or that nobody says how it is; empty where it is."""
        cited = self.cited
        if cited is None or not self._counted_apart(cited):
            return ""
        unsaid = cited["series_measure"] in MEASURES_UNSAID
        return message("narrative.counted_unsaid" if unsaid else "narrative.counted_apart", lang)

    def sentence(self, name: str, lang: str, *, newer: bool = False) -> str:
        """What there is to say; `name` is what the owner is called.

        A second sentence tells what came of the newest target that fell due, where the first does not; with `newer`
        another says why a newer actual than the judged one was left aside. An actual that is not counted as the target
        is always says so.
        """
        row = self.row
        if row is None:
            return actual_sentence(self.newest, vars(self.indicator), name, lang)
        if self.told_under is not None and self.newest is not None:
            facts = {"subject": self.indicator.name(lang), "who": name, "number": dated_actual(self.newest, lang)}
            said = message("narrative.target_elsewhere", lang, other=self.told_under.name(lang), **facts)
            return " ".join((said, *self.cautions(lang)))
        indicator, actuals = vars(self.indicator), (*self.actuals, *self.borrowed)
        known = Known(self.targets, self.judged, self.results, actuals)
        said = sentence(row, indicator, name, lang, due_targets=self.due, actual=self.cited, known=known)
        last = self.due[0]["year"] if self.due else None
        ended = last_outcome(row, last, self.results, indicator, lang) is not None
        due = (
            ""
            if ended or row["status"] in DUE
            else due_note(self.results, indicator, lang, targets=self.targets, actuals=actuals)
        )
        note = newer_actual_note(row, lang) if newer and self.is_judged else None
        apart = "" if ended or row["reason"] in _ABOUT_MEASURES else self._apart_note(lang)
        told = (said, self._newer_note(lang), apart, due, note)
        return " ".join(part for part in (*told, *self.cautions(lang)) if part)

    def cautions(self, lang: str) -> list[str]:
        """What has to be said of the actuals that the sentence tells, in the order of their periods; mostly nothing."""
        named = {result["actual_id"] for result in self.results if result["result"] != Result.UNDECIDED}
        named |= {result["actual_id"] for result in self.last_results}
        if self.row is not None:
            named |= {row["actual_id"] for row in (self.row, *agreeing_rows(self.row, self.judged))}
        if self.cited is not None:
            named.add(self.cited["actual_id"])
        told = (row[f"caution_{lang}"] for row in (*self.actuals, *self.borrowed) if row["actual_id"] in named)
        return list(dict.fromkeys(text for text in told if text))


@cached
def subject(
    snapshot: Snapshot,
    province_id: str,
    indicator_id: str,
    document_id: str,
    standpoint: Standpoint,
    series: str = "",
) -> Subject | None:
    """One indicator of a province by one document, or its actuals alone for an empty `document_id`.

    None when the document sets no target for the indicator, or when there is neither target nor actual.
    """
    rows = rows_by_indicator(snapshot, province_id).get(indicator_id)
    if rows is None:
        return None
    targets = tuple(row for row in rows.targets if row["document_id"] == document_id) if document_id else ()
    if document_id and not targets:
        return None
    owner = targets[0]["province_id"] if targets else province_id
    actuals = tuple(row for row in rows.actuals if row["province_id"] == owner and standpoint.sees(row))
    if not targets and not actuals:
        return None
    concerned = judged_by_target(snapshot, province_id, standpoint).get((indicator_id, document_id or None), ())
    judged = tuple(row for row in concerned if row["province_id"] == owner)
    named = {row["actual_id"] for row in judged if row["measured_indicator_id"] not in {None, indicator_id}}
    return Subject(
        province_id=province_id,
        owner_id=owner,
        indicator=indicator_record(snapshot, indicator_id, owner),
        document_id=document_id,
        series="" if series == ALL_SERIES else series,
        standpoint=standpoint,
        targets=targets,
        actuals=actuals,
        path=tuple(path_by_target(snapshot, province_id, standpoint).get((indicator_id, document_id), ())),
        judged=judged,
        results=tuple(
            row
            for row in results_by_target(snapshot, province_id, standpoint).get((indicator_id, document_id), ())
            if row["province_id"] == owner
        ),
        borrowed=_named(snapshot, province_id, named),
        told_under=None if targets else _told_under(snapshot, province_id, indicator_id),
        lives_until=_last_day(snapshot, owner),
    )


def _last_day(snapshot: Snapshot, province_id: str) -> date | None:
    """The last day of a unit that was merged into another."""
    unit = provinces(snapshot).get(province_id)
    return None if unit is None or unit.successor_id is None else unit.valid_to


def _told_under(snapshot: Snapshot, province_id: str, indicator_id: str) -> IndicatorRecord | None:
    """The first indicator whose own targets are counted by all that is known of this one."""
    if indicator_id not in counted_by_own_targets(snapshot, province_id):
        return None
    rows = province_data(snapshot, province_id).target_rows
    narrower = next(row["indicator_id"] for row in rows if row["measured_indicator_id"] == indicator_id)
    return indicator_record(snapshot, narrower, province_id)


def _named(snapshot: Snapshot, province_id: str, actual_ids: set[str]) -> tuple[Row, ...]:
    """The actuals of these ids, which mostly are none."""
    if not actual_ids:
        return ()
    return tuple(row for row in province_data(snapshot, province_id).actual_rows if row["actual_id"] in actual_ids)


@cached
def first_document(snapshot: Snapshot, province_id: str, indicator_id: str, standpoint: Standpoint) -> str:
    """The document that counts first for an indicator of a province; empty where none does.

    The province's own first one that is in force and still runs, of several the one whose target is due next, else the
    first in force, else its own first; where it sets no target and has no actual, the first that it inherited.
    """
    rows = rows_by_indicator(snapshot, province_id).get(indicator_id)
    if rows is None:
        return ""
    own = [row for row in rows.targets if not row["inherited"]]
    if own:
        return str(_in_force(own, standpoint)["document_id"])
    measured = any(not row["inherited"] and standpoint.sees(row) for row in rows.actuals)
    return "" if measured or not rows.targets else str(_in_force(rows.targets, standpoint)["document_id"])


def _in_force(targets: Sequence[Row], standpoint: Standpoint) -> Row:
    issued = [row for row in targets if standpoint.has(row["issued_on"])]
    running = [row for row in issued if row["year"] >= standpoint.day.year]
    return min(running, key=_counts_first) if running else (issued or targets)[0]


def _counts_first(target: Row) -> tuple[bool, bool, int]:
    """A plan that is at hand in full, then the unit's own documents, then the target that is due next.

    The nation's documents keep their published order, which `min` does with what is equal here.
    """
    if target["province_id"] == NATION:
        return False, False, 0
    return target["document_kind"] != DocumentKind.PLAN_TEXT, target["issuer"] in GOVERNMENT, target["year"]


def first_subject(
    snapshot: Snapshot, province_id: str, indicator_id: str, standpoint: Standpoint, series: str = ""
) -> Subject | None:
    """The indicator by the document that counts first."""
    document_id = first_document(snapshot, province_id, indicator_id, standpoint)
    return subject(snapshot, province_id, indicator_id, document_id, standpoint, series)
