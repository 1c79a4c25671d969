"""The items of a whole report: where a unit stands, what fell due, each section of its plans, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kpi.briefing.due_table import due_results
from kpi.briefing.library import Library, Subject
from kpi.briefing.model import Item, ItemKind, TableView
from kpi.briefing.sources import document_words
from kpi.briefing.tables import figure_item, promised_subjects, unpromised_subjects
from kpi.briefing.tasks import has_tasks
from kpi.model.vocabulary import Section
from kpi.reading.due_results import DECIDED
from kpi.reading.province import ProvinceData
from kpi.reading.subjects import headline_subject
from kpi.words import message

_SAME_TARGET = ("operator", "value", "value_high", "cadence")
"""What makes the targets of two documents for one year the same."""


def sets_targets(facts: ProvinceData) -> bool:
    """Whether the unit itself sets a target."""
    return any(not target.inherited for target in facts.targets)


def counted_indicator(library: Library, province_id: str, indicator_id: str) -> str:
    """The indicator whose target a headline card of the unit tells: itself, or one of the ways of counting it."""
    found = headline_subject(library.snapshot, province_id, indicator_id, library.context.standpoint)
    return found.indicator.indicator_id if found is not None else indicator_id


def report_items(library: Library, province_id: str) -> list[Item]:
    """Everything: where it stands, what slips, what fell due, each section with its charts, what is missing, tasks.

    Then what former units promised, each under its own name.
    """
    facts = library.facts(province_id)
    items = [_table(TableView.STANDING, province_id)]
    if sets_targets(facts):
        items.append(_table(TableView.SLIPPING, province_id))
        if any(result.outcome in DECIDED for result in due_results(library, province_id)):
            items.append(_table(TableView.DUE, province_id))
        items += _sections(library, province_id)
        items.append(_table(TableView.MISSING, province_id))
    others = unpromised_subjects(library, province_id)
    if others:
        items.append(_table(TableView.OTHERS, province_id))
        items += [
            figure_item(province_id, name)
            for name in (subject.indicator.indicator_id for subject in others if subject.indicator.headline)
            if counted_indicator(library, province_id, name) == name
        ]
    if has_tasks(library, province_id):
        items.append(Item(kind=ItemKind.TASKS, province_id=province_id))
    for former in dict.fromkeys(target.province_id for target in facts.targets if target.inherited):
        name = library.provinces[former].full_name(library.context.lang)
        title = message("overview.inherited", library.context.lang, name=name)
        items.append(_table(TableView.PROMISES, former).model_copy(update={"title": title}))
    return items


def _table(view: TableView, province_id: str, section: str = "") -> Item:
    return Item(kind=ItemKind.TABLE, table=view, province_id=province_id, section=section)


def _sections(library: Library, province_id: str) -> list[Item]:
    """For each section of the plans its table, then a chart for each target that is worth one."""
    subjects = promised_subjects(library, province_id, every_document=True)
    items = []
    for section in Section:
        members = [subject for subject in subjects if subject.indicator.section == section]
        if members:
            items.append(_table(TableView.PROMISES, province_id, section))
            items += _charts(members)
    return items


def _charts(members: Sequence[Subject]) -> list[Item]:
    """A chart for each target that is worth one; the same targets in another document are drawn once.

    Where documents set different targets for one indicator, the titles name them.
    """
    drawn: dict[tuple[object, ...], Subject] = {}
    for subject in filter(_worth_drawing, members):
        asked = frozenset((row["year"], *(row[name] for name in _SAME_TARGET)) for row in subject.targets)
        drawn.setdefault((subject.indicator.indicator_id, asked), subject)
    times = Counter(indicator for indicator, _ in drawn)
    items = []
    for subject in drawn.values():
        item = figure_item(subject.seen.province_id, subject.indicator.indicator_id, subject.document_id)
        if times[subject.indicator.indicator_id] > 1:
            document = document_words(subject.targets[0], subject.lang, dated=False)
            facts = {"indicator": subject.indicator.name(subject.lang), "document": document}
            item = item.model_copy(update={"title": message("briefing.chart_by_document", subject.lang, **facts)})
        items.append(item)
    return items


def _worth_drawing(subject: Subject) -> bool:
    """Whether a chart shows more than the table's row: an actual, or targets for several years."""
    return bool(subject.actuals) or len({row["year"] for row in subject.targets}) > 1
