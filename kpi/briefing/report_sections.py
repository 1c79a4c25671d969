"""A report: its items in order, the heading of each, and what is said of a section: gaps, and what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kpi.briefing.due_table import due_results
from kpi.briefing.library import Library, Subject, subject_of
from kpi.briefing.model import Form, Item, ItemKind, TableView
from kpi.briefing.sources import document_words
from kpi.briefing.tables import chart_item, subjects_with_targets, subjects_without_targets
from kpi.briefing.tasks import has_tasks
from kpi.briefing.titles import item_title
from kpi.model.codes import Reason
from kpi.model.vocabulary import Section
from kpi.reading.due_results import DECIDED
from kpi.reading.own_and_inherited import reporting_duties, why_no_reporter
from kpi.reading.scoreboard import falls_short, unjudged
from kpi.reading.subjects import headline_subject
from kpi.reading.unjudged import with_reason
from kpi.words import document_name, message, state_word

_SAME_TARGET = ("operator", "value", "value_high", "cadence")
"""What makes the targets of two documents for one year the same."""
_VIEW_HEADINGS = {
    TableView.STATUS_COUNTS: "status_counts",
    TableView.SLIPPING: "slipping",
    TableView.MISSING: "missing",
    TableView.OTHERS: "others",
    TableView.DUE: "due",
}


@dataclass(frozen=True)
class Heading:
    """A heading; `section` and `province_id` are set for a section of the province's own plans, which is assessed."""

    title: str
    province_id: str = ""
    section: str = ""


@dataclass(frozen=True)
class Assessment:
    """What a report says under a section's results: where it falls short, and what is asked."""

    gaps: tuple[str, ...]
    asks: tuple[str, ...]


def heading_of(library: Library, form: Form, item: Item, main_province: str) -> Heading:
    """The heading of an item; neighbours with one heading share it. The item is known to resolve."""
    return _report_heading(library, item, main_province) if form is Form.REPORT else Heading(item_title(library, item))


def _report_heading(library: Library, item: Item, main_province: str) -> Heading:
    lang = library.context.lang
    if item.province_id and item.province_id != main_province and item.province_id in library.provinces:
        name = library.provinces[item.province_id].full_name(lang)
        return Heading(message("overview.inherited", lang, name=name))
    if item.table in _VIEW_HEADINGS:
        return Heading(message(f"briefing.heading_{_VIEW_HEADINGS[item.table]}", lang))
    if item.kind is ItemKind.TASKS:
        return Heading(message("briefing.heading_tasks", lang))
    section = _section(library, item)
    if section is None:
        return Heading(item_title(library, item))
    if not section:
        return Heading(message("briefing.heading_others", lang))
    return Heading(message(f"section.{section}", lang), item.province_id, section)


def _section(library: Library, item: Item) -> str | None:
    """The plans' section of an item; empty for a chart without a target, None for anything else."""
    if item.table is TableView.TARGETS:
        return item.section or None
    if item.kind not in {ItemKind.CHART, ItemKind.SENTENCE} or not item.indicator_id:
        return None
    subject = subject_of(library, item)
    return subject.indicator.section if subject.document_id else ""


def assess(library: Library, heading: Heading) -> Assessment:
    """Gaps and demands of one section of the province's plans."""
    subjects = [
        s for s in subjects_with_targets(library, heading.province_id) if s.indicator.section == heading.section
    ]
    return Assessment(gaps=tuple(_gaps(subjects, library)), asks=tuple(_asks(subjects, library)))


def _gaps(subjects: list[Subject], library: Library) -> list[str]:
    lang = library.context.lang
    said = [s.sentence for s in subjects if falls_short(s.seen)]
    open_ones = unjudged([s.seen for s in subjects])
    if open_ones:
        told = [
            f"{with_reason(kind, reason, state_word(kind, lang), lang)} ({len(found)})"
            for (kind, reason), found in open_ones.items()
        ]
        why = "; ".join(f"{words[:1].lower()}{words[1:]}" for words in told)
        count = sum(map(len, open_ones.values()))
        said.append(message("briefing.gap_unjudged", lang, count=count, all=len(subjects), why=why))
    return said or [message("briefing.gap_none", lang)]


def _asks(subjects: list[Subject], library: Library) -> list[str]:
    lang = library.context.lang
    asked = []
    missing = [s.indicator.name(lang) for s in subjects if not s.actuals]
    if missing:
        asked.append(message("briefing.ask_actuals", lang, count=len(missing), names="; ".join(missing)))
    conflicting = [s.indicator.name(lang) for s in subjects if s.row and s.row["reason"] == Reason.CONFLICTING_TARGETS]
    if conflicting:
        asked.append(message("briefing.ask_targets", lang, names="; ".join(conflicting)))
    inexact = [s.indicator.name(lang) for s in subjects if s.row and s.row["reason"] == Reason.INEXACT]
    if inexact:
        asked.append(message("briefing.ask_exact", lang, names="; ".join(inexact)))
    return asked


def reporters(library: Library, province_id: str) -> list[str]:
    """Who has to report, in the words of the province's own plans; what is not known says so."""
    lang, snapshot = library.context.lang, library.snapshot
    names = {
        document.document_id: document_name(document.cited, lang) for document in library.facts(province_id).documents
    }
    said = [
        message(
            "briefing.reporter",
            lang,
            agency=duty["agency"],
            quote=duty["quote"],
            document=names[duty["document_id"]],
            line=message("source.line", lang, line=duty["line"]),
        )
        for duty in reporting_duties(snapshot, province_id)
    ]
    return said or [message(why_no_reporter(snapshot, province_id), lang)]


def sets_targets(library: Library, province_id: str) -> bool:
    """Whether the unit itself had set a target by the day."""
    has = library.context.standpoint.has
    return any(not target.inherited and has(target.known_on) for target in library.facts(province_id).targets)


def counted_indicator(library: Library, province_id: str, indicator_id: str) -> str:
    """The indicator whose target a headline card of the unit tells: itself, or one of the ways of counting it."""
    found = headline_subject(library.snapshot, province_id, indicator_id, library.context.standpoint)
    return found.indicator.indicator_id if found is not None else indicator_id


def report_items(library: Library, province_id: str) -> list[Item]:
    """Everything: where it stands, what slips, what fell due, each section with its charts, what is missing, tasks.

    Then the targets of former units, and what came of them, each under its own name.
    """
    facts = library.facts(province_id)
    items = [_table(TableView.STATUS_COUNTS, province_id)]
    if sets_targets(library, province_id):
        items.append(_table(TableView.SLIPPING, province_id))
        if any(result.outcome in DECIDED for result in due_results(library, province_id)):
            items.append(_table(TableView.DUE, province_id))
        items += _sections(library, province_id)
        items.append(_table(TableView.MISSING, province_id))
    others = subjects_without_targets(library, province_id)
    if others:
        items.append(_table(TableView.OTHERS, province_id))
        items += [
            chart_item(province_id, name)
            for name in (subject.indicator.indicator_id for subject in others if subject.indicator.headline)
            if counted_indicator(library, province_id, name) == name
        ]
    if has_tasks(library, province_id):
        items.append(Item(kind=ItemKind.TASKS, province_id=province_id))
    has = library.context.standpoint.has
    inherited = (target for target in facts.targets if target.inherited and has(target.known_on))
    for former in dict.fromkeys(target.province_id for target in inherited):
        name = library.provinces[former].full_name(library.context.lang)
        title = message("overview.inherited", library.context.lang, name=name)
        if any(result.outcome in DECIDED for result in due_results(library, former)):
            items.append(_table(TableView.DUE, former).model_copy(update={"title": title}))
        items.append(_table(TableView.TARGETS, former).model_copy(update={"title": title}))
    return items


def _table(view: TableView, province_id: str, section: str = "") -> Item:
    return Item(kind=ItemKind.TABLE, table=view, province_id=province_id, section=section)


def _sections(library: Library, province_id: str) -> list[Item]:
    """For each section of the plans its table, then a chart for each target that is worth one."""
    subjects = subjects_with_targets(library, province_id, every_document=True)
    items = []
    for section in Section:
        members = [subject for subject in subjects if subject.indicator.section == section]
        if members:
            items.append(_table(TableView.TARGETS, province_id, section))
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
        item = chart_item(subject.seen.province_id, subject.indicator.indicator_id, subject.document_id)
        if times[subject.indicator.indicator_id] > 1:
            document = document_words(subject.targets[0], subject.lang, dated=False)
            facts = {"indicator": subject.indicator.name(subject.lang), "document": document}
            item = item.model_copy(update={"title": message("briefing.chart_by_document", subject.lang, **facts)})
        items.append(item)
    return items


def _worth_drawing(subject: Subject) -> bool:
    """Whether a chart shows more than the table's row: an actual, or targets for several years."""
    return bool(subject.actuals) or len({row["year"] for row in subject.targets}) > 1
