"""The year-by-year table as HTML."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kpi.markup import Cell as TableCell
from kpi.markup import Column, Heading, Markup, Row, Table, macros
from kpi.model import addresses as address
from kpi.model.roadmap_records import Key, PlanRow, PlanTarget
from kpi.model.target_places import copy_url, is_in_held_text
from kpi.reading.roadmap import SORT_YEARS, YEARS, Cell, CellKind
from kpi.reading.roadmap_rows import CELL_STYLES, WarnedPlans, cell_text, unit_words, versions, warning_words
from kpi.words import format_number, message, undated_name

_HTML = macros(__name__)

_EXAMPLE = 72.5
_PLAN_TEXT = "plan_text"
_LEGEND = {CellKind.OFFICIAL: "cell.hint_official"}
"""What the legend says, where it says more than a file."""


def legend(kinds: Collection[CellKind], lang: str) -> Markup:
    """How to read the kinds of cells that the table has, each shown as it stands in the table."""
    told = [
        (CELL_STYLES[kind].style, _example(kind, lang), message(_LEGEND.get(kind, f"cell.{kind}"), lang))
        for kind in CellKind
        if kind in kinds
    ]
    return _HTML.legend(told, lang)


def _example(kind: CellKind, lang: str) -> str:
    number = "" if kind in {CellKind.BROKEN, CellKind.OUTSIDE} else format_number(_EXAMPLE, lang)
    return f"{CELL_STYLES[kind].mark} {number}".strip()


@dataclass(frozen=True)
class Layout:
    """How rows are told: `by_unit` when a row is a unit, else it is an indicator of the province `subject`.

    With `grouped` the rows stand in the order of the plans: plans and sections get headings.
    """

    by_unit: bool
    subject: str
    grouped: bool


def table(
    rows: Sequence[PlanRow], years: Mapping[Key, Sequence[Cell]], warned: WarnedPlans, lang: str, layout: Layout
) -> Markup:
    """Rows × years."""
    first = message("roadmap.head_province" if layout.by_unit else "roadmap.head_indicator", lang)
    columns = [Column(first, name=True)]
    columns += [Column(str(year), style="mile" if year in SORT_YEARS else "") for year in YEARS]
    plans = _plans_of_units(rows)
    body: list[Row | Heading] = []
    told = "", ""
    for row in rows:
        if layout.grouped:
            body += _headings(row, told, plans[row.province_id], layout.subject, lang)
            told = row.province_id, row.section
        small = _row_words(row, plans[row.province_id], layout, lang)
        body.append(_row(row, small, years[row.key], warned, lang, by_unit=layout.by_unit))
    caption = message("roadmap.caption", lang)
    return Table(columns, body, caption=caption, region=caption, style="stacked", frame="grid").html()


def _plans_of_units(rows: Sequence[PlanRow]) -> dict[str, set[str]]:
    """The documents of each unit."""
    plans: dict[str, set[str]] = {}
    for row in rows:
        plans.setdefault(row.province_id, set()).add(row.document_id)
    return plans


def _headings(row: PlanRow, told: tuple[str, str], plans: Collection[str], subject: str, lang: str) -> list[Heading]:
    """What stands above a row that starts another unit's plans or another section than `told`."""
    found = []
    if row.province_id != told[0]:
        inherited = row.province_id != subject
        whose = message("roadmap.inherited", lang, name=row.province(lang)) if inherited else ""
        words = [whose or message("roadmap.own", lang)]
        if len(plans) == 1:
            words += _document_words(row, lang)
        found.append(Heading(_HTML.heading(" · ".join(words)), "plan"))
    if (row.province_id, row.section) != told:
        found.append(Heading(_HTML.heading(message(f"section.{row.section}", lang)), "section"))
    return found


def _document_words(row: PlanRow, lang: str) -> list[str]:
    """The document, and that it is known from the press only."""
    press = [] if row.document_kind == _PLAN_TEXT else [message("roadmap.press", lang)]
    return [undated_name(row.cited, lang), *press]


def _row(
    row: PlanRow,
    small: Sequence[str],
    years: Sequence[Cell],
    warned: WarnedPlans,
    lang: str,
    *,
    by_unit: bool,
) -> Row:
    parameters = {address.PROVINCE: row.province_id, address.INDICATOR: row.indicator_id}
    url = address.link(
        address.INDICATOR_PAGE, **parameters, **{address.DOCUMENT: row.document_id, address.LANGUAGE: lang}
    )
    name = row.province(lang) if by_unit else row.indicator(lang)
    odd = [warning_words(found, row.unit, lang) for found in warned.get((row.document_id, row.indicator_id), ())]
    return Row((_HTML.name(url, name, " · ".join(small), odd, lang), *(_cell(cell, row, lang) for cell in years)))


def _row_words(row: PlanRow, plans: Collection[str], layout: Layout, lang: str) -> list[str]:
    """What stands small under the name: unit, document, and whose plan it is, as far as nothing else tells it."""
    if layout.by_unit:
        former = message("roadmap.former", lang, name=row.successor(lang)) if row.inherited else ""
        return [word for word in (former, *_document_words(row, lang)) if word]
    words = [unit_words(row, lang)]
    if not layout.grouped and row.province_id != layout.subject:
        words.append(message("roadmap.inherited", lang, name=row.province(lang)))
    return words + (_document_words(row, lang) if len(plans) > 1 else [])


def _cell(cell: Cell, row: PlanRow, lang: str) -> TableCell:
    style = CELL_STYLES[cell.kind].style
    if cell.targets:
        links = [
            (
                text,
                _source(target, lang),
                message(f"cell.said_{cell.kind}", lang, value=text),
                is_in_held_text(target.line, target.source_url),
            )
            for text, target in versions(cell.targets, lang).items()
        ]
        return TableCell(_HTML.targets(links), style)
    text = cell_text(cell, row.unit, lang)
    if cell.kind is CellKind.FROM_BASELINE:
        series = cell.series_vi if lang == "vi" else cell.series_en
        return TableCell(text, style, message("roadmap.from_baseline_of", lang, series=series))
    return TableCell(text, style)


def _source(target: PlanTarget, lang: str) -> str:
    if not is_in_held_text(target.line, target.source_url):
        return copy_url(target.source_url, target.line)
    place = {address.TEXT: target.document_id, address.LINE: str(target.line), address.LANGUAGE: lang}
    return address.link(address.SOURCES_PAGE, **{address.PART: address.TEXT_PART}, **place)
