"""The year-by-year table of one indicator of one unit: planned, of which kind, achieved, and from where."""

from __future__ import annotations

from kpi.briefing.chart_blocks import subject_url
from kpi.briefing.content import Cell, Group, Row, Table
from kpi.briefing.library import Library, Subject, subject_of
from kpi.briefing.model import Item
from kpi.briefing.numbers import actual_in, path_in
from kpi.briefing.subject_numbers import shown_targets, subject_group, subject_sources
from kpi.briefing.table_parts import actual_period, columns, target_cell
from kpi.charts.path.observations import Observation, as_date, observed
from kpi.charts.path.path_line import path_rows
from kpi.charts.words import qualified_actual, series_name
from kpi.model.vocabulary import TargetStatus
from kpi.words import format_value, is_missing, message


def years_table(library: Library, item: Item) -> Table:
    """Every year that has a plan, a target or an actual. Raises ItemError like the chart."""
    subject = subject_of(library, item)
    lang = library.context.lang
    group = subject_group(subject, subject_url(subject))
    path = {int(row["year"]): row for row in path_rows(subject.path, subject.quoted_series or None)}
    target_years = {int(row["year"]) for row in shown_targets(subject)}
    measured: dict[int, list[Observation]] = {}
    for found in observed(subject.actuals):
        measured.setdefault(as_date(found.row["period_end"]).year, []).append(found)
    rows = []
    for year in sorted({*path, *target_years, *measured}):
        planned, kind = _planned(subject, group, year, path.get(year), official=year in target_years)
        rows.append(
            Row(
                (Cell(str(year)), planned, kind, _achieved(subject, group, measured.get(year, [])), _id(planned, group))
            )
        )
    title = message("briefing.years_title", lang, indicator=subject.indicator.name(lang))
    return Table(
        title=item.title or title,
        columns=columns(lang, "year", "planned", "kind", "actual", "id"),
        rows=tuple(rows),
        widths=(0.6, 1.1, 2.2, 3.0, 1.5),
        group_id=group.group_id,
        remark=item.remark,
        url=subject_url(subject),
        sources=subject_sources(subject),
        groups=(group,),
    )


def _planned(
    subject: Subject, group: Group, year: int, row: dict[str, object] | None, *, official: bool
) -> tuple[Cell, Cell]:
    """The planned value of a year and what kind of value it is; a target goes before the path."""
    lang = subject.lang
    if official:
        statuses = {target["status"] for target in shown_targets(subject) if target["year"] == year}
        kind = "conflicting" if TargetStatus.CONFLICTING in statuses else "official"
        return target_cell(subject, group, year, full=True), Cell(message(f"path.{kind}", lang))
    if row is None:
        return Cell("–"), Cell("")
    unit = subject.indicator.unit
    text = format_value(row["value"], unit, lang, computed=True)
    if not is_missing(row["value_high"]):
        text = f"{text} – {format_value(row['value_high'], unit, lang, computed=True)}"
    number = path_in(group.numbers, year)
    return Cell(text, float(str(row["value"])), number.number_id if number else ""), Cell(
        message(f"path.{row['method']}", lang)
    )


def _achieved(subject: Subject, group: Group, found: list[Observation]) -> Cell:
    """Every actual of the year, each as its source told it, with period and series."""
    if not found:
        return Cell("–")
    lang = subject.lang
    lines = []
    for item in found:
        words = f"{qualified_actual(item.row, lang)} ({actual_period(item.row, lang)}, {series_name(item.row, lang)})"
        lines.append(f"{words}, {message('briefing.revised', lang)}" if item.revised else words)
    current = [item for item in found if not item.revised]
    single = current[0] if len(current) == 1 else None
    number = actual_in(group.numbers, single.row["actual_id"]) if single else None
    return Cell("\n".join(lines), single.value if single else None, number.number_id if number else "")


def _id(planned: Cell, group: Group) -> Cell:
    """The ID of the planned number, else that of the whole table."""
    return Cell(planned.number_id or group.group_id)
