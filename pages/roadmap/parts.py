"""The parts of the page Lộ trình: which rows are shown, their table and legend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi.markup import Markup, macros
from kpi.markup.pieces import paragraph
from kpi.model.cache import cache
from kpi.model.roadmap_records import Key, PlanRow, Warned
from kpi.reading.province import provinces
from kpi.reading.roadmap import SORT_YEARS, Cell, CellKind, Order, cells, found, highest_first, ordered
from kpi.store import roadmap_queries
from kpi.store.warehouse import Snapshot
from kpi.words import full_name, message
from pages.roadmap.table import Layout, legend, table
from ui.runs.page_parts import Parts

_HTML = macros(__name__)

BY_PROVINCE, BY_INDICATOR = "tinh", "chi_tieu"
EVERY_SECTION = "tat_ca"
PAGE_ROWS = 100
_cached = cache(256)


@dataclass(frozen=True)
class View:
    """What the page shows: keys only, so that drawings can be cached by it.

    `subject` is a province or an indicator, as `kind` says.
    """

    kind: str
    subject: str
    section: str
    search: str
    order: str
    lang: str

    @property
    def by_unit(self) -> bool:
        """Whether rows are units, not indicators."""
        return self.kind == BY_INDICATOR


@dataclass(frozen=True)
class Chosen:
    """A view and the page of its rows, from 1."""

    view: View
    page: int


@cache(64)
def all_rows(snapshot: Snapshot, kind: str, subject: str) -> list[PlanRow]:
    """Every row that a province or an indicator has, in the plan's order."""
    read = roadmap_queries.rows_of_province if kind == BY_PROVINCE else roadmap_queries.rows_of_indicator
    return read(snapshot, subject)


@cache(4)
def warned(snapshot: Snapshot) -> Mapping[tuple[str, str], Sequence[Warned]]:
    """Warnings about the plans' shapes, by document and indicator."""
    by_plan: dict[tuple[str, str], list[Warned]] = defaultdict(list)
    for warning in roadmap_queries.warnings(snapshot):
        by_plan[warning.document_id, warning.indicator_id].append(warning)
    return by_plan


@cache(4)
def indicator_options(snapshot: Snapshot, lang: str) -> dict[str, str]:
    """Indicators that have a target: id → name."""
    known = roadmap_queries.indicators_with_targets(snapshot)
    return dict(zip(known["indicator_id"], known[f"name_{lang}"], strict=True))


@cache(4)
def default_indicator(snapshot: Snapshot) -> str:
    """The indicator to open first: the one that most units have a target of."""
    return roadmap_queries.most_targeted(snapshot)


def section_options(snapshot: Snapshot, kind: str, subject: str, lang: str) -> dict[str, str]:
    """'All', and when there are several sections, each of them in the plan's order."""
    sections = dict.fromkeys(row.section for row in all_rows(snapshot, kind, subject))
    named = {section: message(f"section.{section}", lang) for section in sections} if len(sections) > 1 else {}
    return {EVERY_SECTION: message("roadmap.all_sections", lang)} | named


def order_options(kind: str, lang: str) -> dict[str, str]:
    """Ways to sort; levels of different indicators are not comparable, so only units sort by level."""
    plan = "roadmap.sort_plan_province" if kind == BY_PROVINCE else "roadmap.sort_plan_indicator"
    options = {
        str(Order.PLAN): message(plan, lang),
        str(Order.NAME): message("roadmap.sort_name", lang),
        str(Order.WARNED): message("roadmap.sort_warned", lang),
    }
    if kind == BY_INDICATOR:
        options |= {str(year): message("roadmap.sort_year", lang, year=year) for year in SORT_YEARS}
    return options


@_cached
def shown_rows(snapshot: Snapshot, view: View) -> list[PlanRow]:
    """The rows that the view asks for, sorted."""
    section = "" if view.section == EVERY_SECTION else view.section
    rows = found(all_rows(snapshot, view.kind, view.subject), view.search, section, by_unit=view.by_unit)
    if view.order.isdecimal():
        return highest_first(rows, roadmap_queries.values_of(snapshot, view.subject, int(view.order)), view.lang)
    odd = warned(snapshot)
    marked = {row.key for row in rows if (row.document_id, row.indicator_id) in odd}
    return ordered(rows, Order(view.order), view.lang, by_unit=view.by_unit, warned=marked)


def page_count(snapshot: Snapshot, view: View) -> int:
    """How many pages the view's rows fill, at least one."""
    return max(1, -(-len(shown_rows(snapshot, view)) // PAGE_ROWS))


def parts(snapshot: Snapshot, chosen: Chosen) -> Parts:
    """What follows the choices: title and how to read the page; legend, count and the rows of one page."""
    return {"title": head_html(snapshot, chosen.view), "table": table_html(snapshot, chosen.view, chosen.page)}


@_cached
def head_html(snapshot: Snapshot, view: View) -> Markup:
    """The title and how to read the page."""
    return _HTML.head(title(snapshot, view), message("roadmap.lead", view.lang))


def title(snapshot: Snapshot, view: View) -> str:
    """What the table is about."""
    if view.kind == BY_PROVINCE:
        return message(
            "roadmap.title_province", view.lang, name=full_name(provinces(snapshot)[view.subject], view.lang)
        )
    return message("roadmap.title_indicator", view.lang, name=indicator_options(snapshot, view.lang)[view.subject])


@_cached
def table_html(snapshot: Snapshot, view: View, page: int) -> Markup:
    """Legend, count and the rows of one page."""
    rows = shown_rows(snapshot, view)
    if not rows:
        key = "roadmap.nothing" if all_rows(snapshot, view.kind, view.subject) else "roadmap.no_targets"
        return paragraph(message(key, view.lang))
    part = rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    cells_of = years(snapshot, part)
    kinds = sorted({cell.kind for row in cells_of.values() for cell in row}, key=list(CellKind).index)
    count = message("roadmap.count", view.lang, shown=len(rows), all=len(all_rows(snapshot, view.kind, view.subject)))
    grouped = view.order == Order.PLAN and not view.by_unit
    drawn = table(part, cells_of, warned(snapshot), view.lang, Layout(view.by_unit, view.subject, grouped))
    return _HTML.table(legend(kinds, view.lang), count, drawn, view.lang)


def years(snapshot: Snapshot, rows: Sequence[PlanRow]) -> dict[Key, tuple[Cell, ...]]:
    """Every year of some rows, by row."""
    keys = [row.key for row in rows]
    return cells(rows, roadmap_queries.years_of(snapshot, keys), roadmap_queries.targets_of_plans(snapshot, keys))
