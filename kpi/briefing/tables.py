"""The tables of a province's report: counts, targets, what slips, what is missing, what has no target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from kpi.briefing.changes_table import changes_table
from kpi.briefing.chart_blocks import subject_url
from kpi.briefing.content import Cell, Group, Row, Table
from kpi.briefing.due_table import due_table
from kpi.briefing.front.bars import headlines_table
from kpi.briefing.front.published import neighbours_table, published_table
from kpi.briefing.front.scoreboard import status_counts_table
from kpi.briefing.library import ItemError, Library, Subject
from kpi.briefing.model import Item, ItemKind, TableView
from kpi.briefing.numbers import progress_in
from kpi.briefing.owed_table import owed_table
from kpi.briefing.sources import distinct
from kpi.briefing.subject_numbers import gap_words, subject_group, subject_sources
from kpi.briefing.table_parts import actual_cell, columns, named_cell, said_once, status_cell, target_cell
from kpi.briefing.years import years_table
from kpi.model.vocabulary import Section
from kpi.reading.scoreboard import slipping
from kpi.reading.subjects import other_subjects, own_subjects
from kpi.words import format_pace, is_missing, message
from kpi.words.judged_values import planned_words
from kpi.words.sentences import reason_in_words


def table_block(library: Library, item: Item) -> Table:
    """The table that `item` asks for. Raises ItemError for an unknown unit or a section without targets."""
    if item.province_id not in library.provinces:
        raise ItemError(message("briefing.unknown_province", library.context.lang, name=item.province_id))
    assert item.table is not None
    return _BUILDERS[item.table](library, item)


def subjects_with_targets(library: Library, province_id: str, *, every_document: bool = False) -> list[Subject]:
    """Every indicator with a target of the unit itself, by its first document or by every one, in catalogue order."""
    standpoint = library.context.standpoint
    found = own_subjects(library.snapshot, province_id, standpoint, every_document=every_document)
    return [Subject(library, item) for item in found]


def subjects_without_targets(library: Library, province_id: str) -> list[Subject]:
    """Every indicator with an actual of the unit that it has no target of, in catalogue order."""
    found = other_subjects(library.snapshot, province_id, library.context.standpoint)
    return [Subject(library, item) for item in found]


def chart_item(province_id: str, indicator_id: str, document_id: str = "") -> Item:
    """The item of one indicator's chart."""
    return Item(kind=ItemKind.CHART, province_id=province_id, indicator_id=indicator_id, document_id=document_id)


def _of_subjects(
    library: Library,
    item: Item,
    subjects: Sequence[Subject],
    heads: tuple[str, ...],
    widths: tuple[float, ...],
    cells: Callable[[Subject, Group], tuple[Cell, ...]],
    title: str,
) -> Table:
    """A table with one row a subject: its name, `cells`, and the ID that stands for the row."""
    lang = library.context.lang
    groups = [subject_group(subject, subject_url(subject)) for subject in subjects]
    times = Counter(subject.indicator.indicator_id for subject in subjects)
    rows = [
        Row(
            (
                named_cell(subject, by_document=times[subject.indicator.indicator_id] > 1),
                *cells(subject, group),
                Cell(group.group_id),
            )
        )
        for subject, group in zip(subjects, groups, strict=True)
    ]
    return Table(
        title=item.title or title,
        columns=(*columns(lang, "indicator"), *heads, *columns(lang, "id")),
        rows=tuple(rows),
        widths=(3.0, *widths, 1.4),
        remark=item.remark,
        empty="" if rows else message(f"briefing.{item.table}_empty", lang, who=library.name(item.province_id)),
        sources=distinct(source for subject in subjects for source in subject_sources(subject)),
        groups=tuple(groups),
    )


def _targets(library: Library, item: Item) -> Table:
    """Targets by year with the newest actual and the status, of one section or of all."""
    lang = library.context.lang
    found = subjects_with_targets(library, item.province_id, every_document=True)
    if item.section:
        found = [subject for subject in found if subject.indicator.section == item.section]
        if not found:
            section = message(f"section.{item.section}", lang) if item.section in set(Section) else item.section
            raise ItemError(
                message("briefing.no_such_section", lang, section=section, who=library.name(item.province_id))
            )
    years = sorted({row["year"] for subject in found for row in subject.targets})
    heads = (*map(str, years), *columns(lang, "latest", "status"))
    widths = (*(0.95 for _ in years), 1.8, 2.0)

    def cells(subject: Subject, group: Group) -> tuple[Cell, ...]:
        targets = (target_cell(subject, group, year) for year in years)
        return (*targets, actual_cell(subject, group), status_cell(subject, group))

    title = (
        message(f"section.{item.section}", lang)
        if item.section
        else message(f"briefing.{TableView.TARGETS}_title", lang)
    )
    return said_once(_of_subjects(library, item, found, heads, widths, cells, title), lang)


def _slipping(library: Library, item: Item) -> Table:
    """What is behind, the furthest first; those judged without a baseline come after."""
    lang = library.context.lang
    own = own_subjects(library.snapshot, item.province_id, library.context.standpoint)
    behind = [Subject(library, found) for found in slipping(own)]

    def cells(subject: Subject, group: Group) -> tuple[Cell, ...]:
        row, unit = subject.row, subject.indicator.unit
        assert row is not None
        planned = Cell(planned_words(row, subject.targets, unit, lang), row["planned"], _progress_id(group, "planned"))
        gap = Cell(gap_words(row, unit, lang), row["gap"], _progress_id(group, "gap"))
        pace = Cell("–")
        if not is_missing(row["required_per_year"]):
            words = format_pace(row["required_per_year"], unit, lang)
            pace = Cell(words, row["required_per_year"], _progress_id(group, "required_per_year"))
        return actual_cell(subject, group), planned, gap, pace, status_cell(subject, group)

    heads = columns(lang, "actual", "planned", "gap", "pace", "status")
    title = message("briefing.slipping_title", lang)
    return _of_subjects(library, item, behind, heads, (2.0, 1.2, 1.5, 1.5, 1.2), cells, title)


def _progress_id(group: Group, column: str) -> str:
    number = progress_in(group.numbers, column)
    return number.number_id if number else ""


def _missing(library: Library, item: Item) -> Table:
    """Targets without any actual, with what is due next."""
    lang = library.context.lang
    found = [subject for subject in subjects_with_targets(library, item.province_id) if not subject.actuals]

    def cells(subject: Subject, group: Group) -> tuple[Cell, ...]:
        due = subject.seen.due
        if not due:
            return Cell("–"), Cell("–"), Cell(_reason(subject))
        first = int(due[0]["year"])
        return Cell(str(first)), target_cell(subject, group, first), Cell(_reason(subject))

    heads = columns(lang, "due", "target", "reason")
    title = message("briefing.missing_title", lang)
    return _of_subjects(library, item, found, heads, (0.9, 1.5, 2.0), cells, title)


def _reason(subject: Subject) -> str:
    return reason_in_words(subject.row["reason"], subject.lang) if subject.row else message("no_data", subject.lang)


def _others(library: Library, item: Item) -> Table:
    """Published actuals of the unit of which no plan of its own has a target."""
    lang = library.context.lang

    def cells(subject: Subject, group: Group) -> tuple[Cell, ...]:
        publishers = "; ".join(dict.fromkeys(row["publisher"] for row in subject.actuals))
        return actual_cell(subject, group), Cell(publishers)

    title = message("briefing.others_title", lang)
    found = subjects_without_targets(library, item.province_id)
    return _of_subjects(library, item, found, columns(lang, "latest", "publisher"), (2.2, 2.4), cells, title)


_BUILDERS: Mapping[TableView, Callable[[Library, Item], Table]] = MappingProxyType(
    {
        TableView.STATUS_COUNTS: status_counts_table,
        TableView.TARGETS: _targets,
        TableView.SLIPPING: _slipping,
        TableView.MISSING: _missing,
        TableView.OTHERS: _others,
        TableView.DUE: due_table,
        TableView.YEARS: years_table,
        TableView.CHANGES: changes_table,
        TableView.OWED: owed_table,
        TableView.HEADLINES: headlines_table,
        TableView.PUBLISHED: published_table,
        TableView.NEIGHBOURS: neighbours_table,
    }
)
