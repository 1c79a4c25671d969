"""What the key of an exported number leads to today: the same target, actual, planned or computed value, or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kpi.briefing.content import Number
from kpi.briefing.exported.number_keys import ActualKey, CountKey, PathKey, ProgressKey, TargetKey, parse
from kpi.briefing.forms import context_of, standpoint_of
from kpi.briefing.library import ItemError, Library, Subject, subject_of
from kpi.briefing.model import Item, ItemKind, TableView
from kpi.briefing.numbers import actual_number, count_in, path_number, progress_in, target_number
from kpi.briefing.register import Entry
from kpi.briefing.subject_numbers import subject_numbers
from kpi.briefing.tables import table_block
from kpi.briefing.tasks import tasks_table
from kpi.model.records import Row as PlainRow
from kpi.model.records import plain_records
from kpi.model.vocabulary import TargetStatus
from kpi.store.warehouse import Snapshot

_ACTUALS = """
SELECT actuals.*, series.name_vi AS series_name_vi, series.name_en AS series_name_en
FROM actuals JOIN series USING (indicator_id, series)
WHERE province_id = $province AND indicator_id = $indicator AND series = $series
ORDER BY period_end, recorded_at NULLS FIRST, actual_id
"""
_PATH = """
SELECT * FROM target_path WHERE province_id = $province AND indicator_id = $indicator
AND document_id = $document AND year = $year AND value IS NOT NULL
"""


class Change(StrEnum):
    """Why a number differs from what it was; `SAME` when it does not."""

    SAME = "same"
    REVISED = "revised"
    NEW_DATA = "new_data"
    TARGET_CORRECTED = "target_corrected"
    RECALCULATED = "recalculated"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Now:
    """The number, or None where there is none any more; what its rows tell of a change, and of a newer actual."""

    number: Number | None
    change: Change = Change.SAME
    detail: str = ""


class Finder:
    """Finds today's numbers in one snapshot."""

    def __init__(self, snapshot: Snapshot, lang: str, today: date | None) -> None:
        self._snapshot = snapshot
        self._lang = lang
        self._today = today
        self._libraries: dict[tuple[str, str], Library] = {}

    def library(self, as_of: str = "", known: str = "") -> Library:
        """Today's data as of the day that the key names."""
        if (as_of, known) not in self._libraries:
            days = [date.fromisoformat(day) if day else None for day in (as_of, known)]
            standpoint = standpoint_of(days[0], days[1], self._today)
            context = context_of(self._snapshot, self._lang, standpoint, "")
            self._libraries[as_of, known] = Library(self._snapshot, context)
        return self._libraries[as_of, known]

    def find(self, entry: Entry) -> Now:
        """What the key of `entry` leads to today."""
        match parse(entry.key):
            case TargetKey() as key:
                return self._target(key)
            case ActualKey() as key:
                return self._actual(entry, key)
            case PathKey() as key:
                return self._path(key)
            case ProgressKey() as key:
                return self._progress(entry, key)
            case CountKey() as key:
                return self._count(entry, key)

    def _target(self, key: TargetKey) -> Now:
        rows = plain_records(
            self._snapshot.query("SELECT * FROM targets WHERE target_id = $target", {"target": key.target_id})
        )
        if not rows:
            return Now(None)
        number = target_number(rows[0], self.library().context)
        superseded = rows[0]["status"] == TargetStatus.SUPERSEDED
        return Now(number, Change.TARGET_CORRECTED if superseded else Change.SAME)

    def _actual(self, entry: Entry, key: ActualKey) -> Now:
        """Today's actual of the same period; a revision of it, or a newer period, is told."""
        asked = {"province": key.province_id, "indicator": key.indicator_id, "series": key.series}
        rows = plain_records(self._snapshot.query(_ACTUALS, asked))
        context = self.library().context
        period = key.period_start, key.period_end
        same = [row for row in rows if (str(row["period_start"]), str(row["period_end"])) == period]
        if not same:
            return Now(None)
        own = next((row for row in same if row["actual_id"] == key.actual_id), None)
        latest = self._newest(same)
        number = actual_number(latest if own is None or latest["recorded_at"] != own["recorded_at"] else own, context)
        newer = [row for row in rows if row["period_end"] > same[0]["period_end"]]
        if number.value == entry.value and newer:
            shown = actual_number(self._newest(newer), context)
            return Now(number, Change.NEW_DATA, f"{shown.text} ({shown.what})")
        return Now(number, Change.SAME, str(latest["publisher"]))

    @staticmethod
    def _newest(rows: list[PlainRow]) -> PlainRow:
        return max(rows, key=lambda row: (row["period_end"], row["recorded_at"] or date.min))

    def _path(self, key: PathKey) -> Now:
        who = {"province": key.province_id, "indicator": key.indicator_id}
        asked = who | {"document": key.document_id, "year": int(key.year)}
        rows = plain_records(self._snapshot.query(_PATH, asked))
        found = next((row for row in rows if (row["series"] or "") == key.series), None)
        if found is None:
            return Now(None)
        unit = self.library().indicators[key.indicator_id].unit
        return Now(path_number(found, unit, self.library().context))

    def _progress(self, entry: Entry, key: ProgressKey) -> Now:
        """The same column of the same judgement today; the values it was made from tell why it moved."""
        subject = self._subject(key)
        if subject is None or subject.row is None:
            return Now(None)
        number = progress_in(subject_numbers(subject), key.column)
        if number is None:
            return Now(None)
        return Now(number, _moved(entry.facts, dict(number.facts)))

    def _subject(self, key: ProgressKey) -> Subject | None:
        """The subject on the day of the key; a judgement of 'today' stands at the end of the year it was made in."""
        this_year = int(key.year) == self.library().context.standpoint.day.year
        library = self.library(key.as_of or ("" if this_year else f"{key.year}-12-31"), key.known)
        item = Item(
            kind=ItemKind.CHART,
            province_id=key.province_id,
            indicator_id=key.indicator_id,
            document_id=key.document_id,
        )
        try:
            subject = subject_of(library, item)
        except ItemError:
            return None
        if key.series and key.series in {row["series"] for row in subject.actuals}:
            subject = subject_of(library, item.model_copy(update={"series": key.series}))
        return subject

    def _count(self, entry: Entry, key: CountKey) -> Now:
        """A count, made again from today's rows."""
        library, province = self.library(key.as_of, key.known), key.province_id
        try:
            if key.what.startswith("tasks."):
                table = tasks_table(library, Item(kind=ItemKind.TASKS, province_id=province))
            else:
                view = TableView.OWED if key.what.startswith("owed.") else TableView.STATUS_COUNTS
                table = table_block(library, Item(kind=ItemKind.TABLE, table=view, province_id=province))
        except ItemError:
            return Now(None)
        number = count_in((number for group in table.groups for number in group.numbers), key.what)
        changed = number is not None and number.value != entry.value
        return Now(number, Change.RECALCULATED if changed else Change.SAME)


def _moved(was: dict[str, Any], now: dict[str, Any]) -> Change:
    """What moved a computed number, from the values that it was made of."""
    if was == now:
        return Change.SAME
    if was.get("actual_period_end") != now.get("actual_period_end"):
        return Change.NEW_DATA
    if (was.get("actual"), was.get("baseline")) != (now.get("actual"), now.get("baseline")):
        return Change.REVISED
    if was.get("planned") != now.get("planned"):
        return Change.TARGET_CORRECTED
    return Change.RECALCULATED
