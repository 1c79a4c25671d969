"""What the key of an exported number leads to today: the same promise, figure, planned or computed value, or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kpi.briefing.content import Number
from kpi.briefing.forms import context_of, standpoint_of
from kpi.briefing.library import ItemError, Library, Subject, subject_of
from kpi.briefing.model import Item, ItemKind, TableView
from kpi.briefing.numbers import actual_number, path_number, target_number
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
    """The number, or None where there is none any more; what its rows tell of a change, and of a newer figure."""

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
        """Today's data, standing on the day that the key names."""
        if (as_of, known) not in self._libraries:
            days = [date.fromisoformat(day) if day else None for day in (as_of, known)]
            standpoint = standpoint_of(days[0], days[1], self._today)
            context = context_of(self._snapshot, self._lang, standpoint, "")
            self._libraries[as_of, known] = Library(self._snapshot, context)
        return self._libraries[as_of, known]

    def find(self, entry: Entry) -> Now:
        """What the key of `entry` leads to today."""
        kind, *parts = entry.key.split("|")
        match kind:
            case "target":
                return self._target(parts[0])
            case "actual":
                return self._actual(entry, parts)
            case "path":
                return self._path(parts)
            case "progress":
                return self._progress(entry, parts)
            case _:
                return self._count(entry, parts)

    def _target(self, target_id: str) -> Now:
        rows = plain_records(
            self._snapshot.query("SELECT * FROM targets WHERE target_id = $target", {"target": target_id})
        )
        if not rows:
            return Now(None)
        number = target_number(rows[0], self.library().context)
        superseded = rows[0]["status"] == TargetStatus.SUPERSEDED
        return Now(number, Change.TARGET_CORRECTED if superseded else Change.SAME)

    def _actual(self, entry: Entry, parts: list[str]) -> Now:
        """Today's figure of the same period; a revision of it, or a newer period, is told."""
        province, indicator, series, start, end, actual_id = parts
        asked = {"province": province, "indicator": indicator, "series": series}
        rows = plain_records(self._snapshot.query(_ACTUALS, asked))
        context = self.library().context
        same = [row for row in rows if (str(row["period_start"]), str(row["period_end"])) == (start, end)]
        if not same:
            return Now(None)
        own = next((row for row in same if row["actual_id"] == actual_id), None)
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

    def _path(self, parts: list[str]) -> Now:
        province, indicator, document, year, series = parts
        asked = {"province": province, "indicator": indicator, "document": document, "year": int(year)}
        rows = plain_records(self._snapshot.query(_PATH, asked))
        found = next((row for row in rows if (row["series"] or "") == series), None)
        if found is None:
            return Now(None)
        unit = self.library().indicators[indicator].unit
        return Now(path_number(found, unit, self.library().context))

    def _progress(self, entry: Entry, parts: list[str]) -> Now:
        """The same column of the same judgement today; the values it was made from tell why it moved."""
        province, indicator, document, series, year, as_of, known, column = parts
        subject = self._subject(province, indicator, document, series, (year, as_of, known))
        if subject is None or subject.row is None:
            return Now(None)
        ending = f"|{column}"
        number = next(
            (n for n in subject_numbers(subject) if n.key.startswith("progress|") and n.key.endswith(ending)), None
        )
        if number is None:
            return Now(None)
        return Now(number, _moved(entry.facts, dict(number.facts)))

    def _subject(
        self, province: str, indicator: str, document: str, series: str, days: tuple[str, str, str]
    ) -> Subject | None:
        """The subject on the day of the key; a judgement of 'today' stands at the end of the year it was made in."""
        year, as_of, known = days
        stands_on = as_of or (f"{year}-12-31" if int(year) != self.library().context.standpoint.day.year else "")
        item = Item(kind=ItemKind.FIGURE, province_id=province, indicator_id=indicator, document_id=document)
        try:
            subject = subject_of(self.library(stands_on, known), item)
        except ItemError:
            return None
        if series and series in {row["series"] for row in subject.actuals}:
            item = item.model_copy(update={"series": series})
            subject = subject_of(self.library(stands_on, known), item)
        return subject

    def _count(self, entry: Entry, parts: list[str]) -> Now:
        """A count, made again from today's rows."""
        province, _, as_of, known, what = parts
        library = self.library(as_of, known)
        try:
            if what.startswith("tasks."):
                table = tasks_table(library, Item(kind=ItemKind.TASKS, province_id=province))
            else:
                table = table_block(library, Item(kind=ItemKind.TABLE, table=TableView.STANDING, province_id=province))
        except ItemError:
            return Now(None)
        ending = f"|{what}"
        number = next((n for group in table.groups for n in group.numbers if n.key.endswith(ending)), None)
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
