"""What one briefing speaks of: asked of `kpi.reading` from where the briefing stands, in its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from kpi.briefing.content import Context, Group
from kpi.briefing.model import Item
from kpi.model.records import IndicatorRecord, ProvinceRecord, Row, plain_records
from kpi.reading.country.beside_nation import national_beside
from kpi.reading.due_results import DueResult, ended_result
from kpi.reading.judged_rows import JudgedRow
from kpi.reading.own_and_inherited import owner_name
from kpi.reading.province import ProvinceData, indicators, province_data, provinces
from kpi.reading.said.at_merger import said_with_history
from kpi.reading.subject import Subject as Seen
from kpi.reading.subject import first_document, subject
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot
from kpi.words import full_name, message, short_name


class ItemError(ValueError):
    """An item that cannot be shown; `why` says it in the reader's language."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Library:
    """The provinces, indicators and tasks that one briefing speaks of.

    `groups` keeps the numbers that were already made of a subject, for charts, tables and sentences alike.
    """

    def __init__(self, snapshot: Snapshot, context: Context) -> None:
        self.snapshot = snapshot
        self.context = context
        self.groups: dict[str, Group] = {}

    @property
    def provinces(self) -> Mapping[str, ProvinceRecord]:
        """Every unit a reader may choose, by id."""
        return provinces(self.snapshot)

    @property
    def indicators(self) -> Mapping[str, IndicatorRecord]:
        """Every indicator of the catalogue, by id."""
        return indicators(self.snapshot)

    def indicator_name(self, indicator_id: str, province_id: str) -> str:
        """What an indicator is called for a unit; an unknown one by its id."""
        found = indicators(self.snapshot, province_id).get(indicator_id)
        return found.name(self.context.lang) if found else indicator_id

    @cached_property
    def light_tasks(self) -> pd.DataFrame:
        """Every task by what decides its place in a list."""
        return task_queries.light(self.snapshot)

    @cached_property
    def agency_names(self) -> Mapping[str, str]:
        """Names of the bodies that tasks are given to, by id."""
        return {row["agency_id"]: row["name_vi"] for row in plain_records(task_queries.agencies(self.snapshot))}

    def name(self, province_id: str) -> str:
        """A unit's name; one that no longer exists says so."""
        return short_name(self.provinces[province_id], self.context.lang)

    def full_name(self, province_id: str) -> str:
        """'tỉnh Lai Châu', 'thành phố Huế': a unit's name with its kind, as on paper."""
        return full_name(self.provinces[province_id], self.context.lang)

    def facts(self, province_id: str) -> ProvinceData:
        """What is known of one unit; raises KeyError for one that no reader may choose."""
        return province_data(self.snapshot, province_id)


@dataclass(frozen=True)
class Subject:
    """What a reader sees of one target (`kpi.reading.subject`), in the language and with the names of a briefing."""

    library: Library
    seen: Seen

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.library.context.lang

    @property
    def province_id(self) -> str:
        """The unit that the briefing speaks of."""
        return self.seen.province_id

    @property
    def owner_id(self) -> str:
        """The unit whose target it is: the province itself, or a former unit whose plan it inherited."""
        return self.seen.owner_id

    @property
    def unit_name(self) -> str:
        """Whose target it is; a former unit says that it is one."""
        return self.library.name(self.owner_id)

    @property
    def indicator(self) -> IndicatorRecord:
        """The indicator."""
        return self.seen.indicator

    @property
    def document_id(self) -> str:
        """The document; empty for actuals without a target."""
        return self.seen.document_id

    @property
    def series(self) -> str:
        """The asked series; empty for all side by side."""
        return self.seen.series

    @property
    def targets(self) -> tuple[Row, ...]:
        """The targets of the document."""
        return self.seen.targets

    @property
    def actuals(self) -> tuple[Row, ...]:
        """The actuals that are seen."""
        return self.seen.actuals

    @property
    def path(self) -> tuple[Row, ...]:
        """The target path."""
        return self.seen.path

    @property
    def row(self) -> JudgedRow | None:
        """The judged row that counts."""
        return self.seen.row

    @cached_property
    def national(self) -> tuple[Row, ...]:
        """Targets of the nation for the indicator; none beside the nation's own."""
        beside = (self.library.snapshot, self.province_id, self.indicator.indicator_id)
        return national_beside(*beside, self.targets, self.actuals, self.library.context.standpoint)

    @property
    def quoted_series(self) -> str:
        """The series whose line from its baseline is drawn; empty for none."""
        return self.seen.line_of or ""

    @cached_property
    def ended(self) -> DueResult | None:
        """What came of the last target, where the document has none ahead and that is decided."""
        return ended_result(self.library.snapshot, self.seen)

    @cached_property
    def sentence(self) -> str:
        """What there is to say, in one or two sentences."""
        snapshot, name = self.library.snapshot, owner_name(self.library.snapshot, self.seen, self.lang)
        return said_with_history(snapshot, self.seen, name, self.lang, newer=True)


def subject_of(library: Library, item: Item) -> Subject:
    """The rows that `item` is about. Raises ItemError when unit or indicator is unknown or there is nothing to show."""
    lang = library.context.lang
    if item.province_id not in library.provinces:
        raise ItemError(message("briefing.unknown_province", lang, name=item.province_id))
    if item.indicator_id not in library.indicators:
        raise ItemError(message("briefing.unknown_indicator", lang, name=item.indicator_id))
    snapshot, standpoint = library.snapshot, library.context.standpoint
    key = (snapshot, item.province_id, item.indicator_id)
    document = item.document_id or first_document(*key, standpoint)
    found = subject(*key, document, standpoint, item.series)
    indicator = library.indicator_name(item.indicator_id, item.province_id)
    if found is None:
        if item.document_id:
            raise ItemError(message("briefing.unknown_document", lang, name=document, indicator=indicator))
        who = library.name(item.province_id)
        raise ItemError(message("briefing.nothing_to_show", lang, indicator=indicator, who=who))
    if item.series and item.series not in {row["series"] for row in found.actuals}:
        raise ItemError(message("briefing.unknown_series", lang, name=item.series, indicator=indicator))
    return Subject(library, found)
