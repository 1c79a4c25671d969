"""A report: its items in order, the heading of each, and what is said of a section: gaps, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.briefing.due_table import due_results
from kpi.briefing.front.bars import headline_charts
from kpi.briefing.library import Library, Subject
from kpi.briefing.model import Form, Item, ItemKind, TableView
from kpi.briefing.tables import chart_item, subjects_with_targets, subjects_without_targets
from kpi.briefing.tasks import has_tasks
from kpi.briefing.titles import item_title
from kpi.model.codes import Reason
from kpi.model.vocabulary import NATION, Section
from kpi.reading.due_results import DECIDED
from kpi.reading.first_screen.neighbours import neighbours
from kpi.reading.own_and_inherited import reporting_duties, why_no_reporter
from kpi.reading.scoreboard import falls_short, unjudged
from kpi.reading.unjudged import with_reason
from kpi.words import document_name, message, state_word

_CHARTS, _NAMED = 4, 3
"""How many indicators have a chart before the annex, and how many are named where the annex lists all."""
_VIEW_HEADINGS = {
    TableView.STATUS_COUNTS: "status_counts",
    TableView.HEADLINES: "headlines",
    TableView.PUBLISHED: "published",
    TableView.NEIGHBOURS: "published",
    TableView.SLIPPING: "due",
    TableView.MISSING: "missing",
    TableView.OTHERS: "others",
    TableView.DUE: "due",
}


@dataclass(frozen=True)
class Heading:
    """A heading, in the annex or before it."""

    title: str
    annex: bool = False


@dataclass(frozen=True)
class Assessment:
    """What a report says of the whole: where it falls short, and what is asked."""

    gaps: tuple[str, ...]
    asks: tuple[str, ...]


def heading_of(library: Library, form: Form, item: Item, main_province: str) -> Heading:
    """The heading of an item; neighbours with one heading share it. The item is known to resolve."""
    if form is not Form.REPORT:
        return Heading(item_title(library, item))
    return Heading(_report_heading(library, item, main_province), item.annex)


def _report_heading(library: Library, item: Item, main_province: str) -> str:
    lang = library.context.lang
    if item.province_id and item.province_id != main_province and item.province_id in library.provinces:
        name = library.provinces[item.province_id].full_name(lang)
        return message("overview.inherited", lang, name=name)
    if item.table in _VIEW_HEADINGS:
        return message(f"briefing.heading_{_VIEW_HEADINGS[item.table]}", lang)
    if item.kind is ItemKind.TASKS or item.table is TableView.OWED:
        return message("briefing.heading_tasks", lang)
    if item.kind is ItemKind.CHART:
        return message("briefing.heading_charts", lang)
    return item_title(library, item)


def assess(library: Library, province_id: str) -> Assessment:
    """Gaps and demands of all targets that the unit itself sets."""
    subjects = subjects_with_targets(library, province_id)
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
        asked.append(message("briefing.ask_actuals", lang, count=len(missing), names=_first(missing, lang)))
    conflicting = [s.indicator.name(lang) for s in subjects if s.row and s.row["reason"] == Reason.CONFLICTING_TARGETS]
    if conflicting:
        asked.append(message("briefing.ask_targets", lang, names="; ".join(conflicting)))
    inexact = [s.indicator.name(lang) for s in subjects if s.row and s.row["reason"] == Reason.INEXACT]
    if inexact:
        asked.append(message("briefing.ask_exact", lang, names="; ".join(inexact)))
    return asked


def _first(names: Sequence[str], lang: str) -> str:
    """The first names; the others only counted, since the annex lists all of them."""
    told, left = "; ".join(names[:_NAMED]), len(names) - _NAMED
    return message("briefing.ask_more", lang, names=told, count=left) if left > 0 else told


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


def report_items(library: Library, province_id: str) -> list[Item]:
    """How the unit stands as a whole, bars, what came of targets, a chart for each of a few indicators, who leads.

    The annex holds every target by section, what else was published, every task, and the targets of former units, and
    what came of them, each under its own name.
    """
    own, tasks = sets_targets(library, province_id), has_tasks(library, province_id)
    subjects = subjects_with_targets(library, province_id)
    views = [TableView.STATUS_COUNTS, TableView.HEADLINES, TableView.PUBLISHED]
    if province_id == NATION or neighbours(library.snapshot, province_id, library.context.standpoint):
        views.append(TableView.NEIGHBOURS)
    if own and any(result.outcome in DECIDED for result in due_results(library, province_id)):
        views.append(TableView.DUE)
    if any(falls_short(subject.seen) for subject in subjects):
        views.append(TableView.SLIPPING)
    items = [_table(view, province_id) for view in views]
    items += [chart_item(province_id, name) for name in _drawn(library, province_id, subjects)]
    if tasks:
        items.append(_table(TableView.OWED, province_id))
    return [*items, *(item.model_copy(update={"annex": True}) for item in _annex(library, province_id, tasks=tasks))]


def _annex(library: Library, province_id: str, *, tasks: bool) -> list[Item]:
    sections = {subject.indicator.section for subject in subjects_with_targets(library, province_id)}
    items = [_table(TableView.TARGETS, province_id, section) for section in Section if section in sections]
    if subjects_without_targets(library, province_id):
        items.append(_table(TableView.OTHERS, province_id))
    if tasks:
        items.append(Item(kind=ItemKind.TASKS, province_id=province_id))
    has = library.context.standpoint.has
    inherited = (target for target in library.facts(province_id).targets if target.inherited and has(target.known_on))
    for former in dict.fromkeys(target.province_id for target in inherited):
        name = library.provinces[former].full_name(library.context.lang)
        title = {"title": message("overview.inherited", library.context.lang, name=name)}
        if any(result.outcome in DECIDED for result in due_results(library, former)):
            items.append(_table(TableView.DUE, former).model_copy(update=title))
        items.append(_table(TableView.TARGETS, former).model_copy(update=title))
    return items


def _table(view: TableView, province_id: str, section: str = "") -> Item:
    return Item(kind=ItemKind.TABLE, table=view, province_id=province_id, section=section)


def _drawn(library: Library, province_id: str, subjects: Sequence[Subject]) -> list[str]:
    """The indicators that have a chart, each one: the headline ones, then what is judged, then what is measured."""
    others = subjects_without_targets(library, province_id)
    worth = {subject.indicator.indicator_id: subject for subject in (*subjects, *others) if _worth_drawing(subject)}
    headline = [name for name in headline_charts(library, province_id) if name in worth]
    judged = [subject.indicator.indicator_id for subject in subjects if subject.seen.is_judged]
    measured = [subject.indicator.indicator_id for subject in subjects if subject.actuals]
    return list(dict.fromkeys([*headline, *judged, *measured]))[:_CHARTS]


def _worth_drawing(subject: Subject) -> bool:
    """Whether a chart shows more than the table's row: an actual, or targets for several years."""
    return bool(subject.actuals) or len({row["year"] for row in subject.targets}) > 1
