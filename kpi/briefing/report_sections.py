"""Under which heading an item stands, and what a report says about a section: gaps, and what is asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kpi.briefing.library import Library, Subject, subject_of
from kpi.briefing.model import Form, Item, ItemKind, TableView
from kpi.briefing.tables import promised_subjects
from kpi.briefing.titles import item_title
from kpi.model.codes import Reason
from kpi.reading.own_and_inherited import reporting_duties, why_no_reporter
from kpi.reading.scoreboard import falls_short
from kpi.words import document_name, message

_VIEW_HEADINGS = {
    TableView.STANDING: "standing",
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
    """The plans' section of an item; empty for a figure that nobody promised, None for anything else."""
    if item.table is TableView.PROMISES:
        return item.section or None
    if item.kind not in {ItemKind.FIGURE, ItemKind.SENTENCE} or not item.indicator_id:
        return None
    subject = subject_of(library, item)
    return subject.indicator.section if subject.document_id else ""


def assess(library: Library, heading: Heading) -> Assessment:
    """Gaps and demands of one section of the province's plans."""
    subjects = [s for s in promised_subjects(library, heading.province_id) if s.indicator.section == heading.section]
    return Assessment(gaps=tuple(_gaps(subjects, library)), asks=tuple(_asks(subjects, library)))


def _gaps(subjects: list[Subject], library: Library) -> list[str]:
    lang = library.context.lang
    said = [s.sentence for s in subjects if falls_short(s.seen)]
    unjudged = Counter(s.row["reason"] for s in subjects if s.row and not s.seen.is_judged)
    if unjudged:
        why = "; ".join(f"{message(f'reason.{reason}', lang)} ({count})" for reason, count in unjudged.most_common())
        said.append(message("briefing.gap_unjudged", lang, count=unjudged.total(), all=len(subjects), why=why))
    return said or [message("briefing.gap_none", lang)]


def _asks(subjects: list[Subject], library: Library) -> list[str]:
    lang = library.context.lang
    asked = []
    missing = [s.indicator.name(lang) for s in subjects if not s.actuals]
    if missing:
        asked.append(message("briefing.ask_figures", lang, count=len(missing), names="; ".join(missing)))
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
