"""What a reader who stands on a day sees of one target: judged row, actual behind it, what is due, the sentence.

Pages, briefing, meeting screen and files ask this module which row, which document and which actual count; none of
them decides it. `kpi.reading.subject_rows` decides which row and which actual; here they are read and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi.model.codes import DUE, Reason, Result
from kpi.model.records import IndicatorRecord, Row
from kpi.model.vocabulary import GOVERNMENT, MEASURES_UNSAID, NATION, DocumentKind
from kpi.reading.judged_rows import judged_by_target, path_by_target, results_by_target
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
from kpi.reading.subject_rows import SubjectRows
from kpi.store.warehouse import Snapshot
from kpi.words import message
from kpi.words.due_outcome import by_base, due_note, last_outcome
from kpi.words.judged_values import dated_actual, newer_actual_note
from kpi.words.sentences import Known, actual_sentence, agreeing_rows, sentence

ALL_SERIES = "tat_ca"
"""Every series side by side, as the address names it; an empty name says the same."""

_ABOUT_MEASURES = frozenset({Reason.MEASURE_DIFFERS, Reason.MEASURE_UNKNOWN})
"""Reasons whose words say that target and actual are not counted alike, or perhaps not."""


class Subject(SubjectRows):
    """The rows of one target and the sentence that says them."""

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

    def _apart_note(self, lang: str) -> str:
        """That the actual told is not counted as the target is, or that nobody says how it is; empty where it is."""
        cited = self.cited
        if cited is None or not self.counted_apart(cited):
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
            number = by_base(dated_actual(self.newest, lang), self.newest, lang)
            facts = {"subject": self.indicator.name(lang), "who": name, "number": number}
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
    issued = [row for row in targets if standpoint.has(row["known_on"])]
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
