"""The parts of the page Chỉ tiêu: one indicator of one province, year by year to 2045."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from kpi.briefing.model import Item, ItemKind
from kpi.charts.alt_text import path_alt_text
from kpi.charts.path.path_scene import path_scene
from kpi.charts.plotly.path_chart import path_chart
from kpi.markup import EMPTY, Markup, macros
from kpi.markup.pieces import section
from kpi.model.codes import Shape
from kpi.model.records import ActualRecord, IndicatorRecord, PathRecord, Row, TargetRecord, records
from kpi.model.vocabulary import FIRST_YEAR, LAST_YEAR
from kpi.reading.country.beside_nation import national_beside
from kpi.reading.due_results import deciding_actuals
from kpi.reading.judged_rows import JudgedRow
from kpi.reading.own_and_inherited import owner_name, under_own_names
from kpi.reading.province import cached, document_lines, is_demo, province_data, rows_by_indicator
from kpi.reading.province_rows import year_rows
from kpi.reading.said.at_merger import said_with_history
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import ALL_SERIES, Subject, subject
from kpi.store.warehouse import Snapshot
from kpi.words import full_name, message, sentence_case
from kpi.words.lens_sentences import lenses
from kpi.words.target_clauses import goal_words
from pages.indicator import catch_up
from ui import tables
from ui.cards import subject_badge
from ui.provenance import target_source
from ui.runs.page_parts import Chart, Parts

_HTML = macros(__name__)


@dataclass(frozen=True)
class View:
    """What the page shows: keys only, so that drawings can be cached by it."""

    province_id: str
    indicator_id: str
    document_id: str
    series: str
    lang: str
    standpoint: Standpoint

    @property
    def identity(self) -> str:
        """A name of what is shown, whatever the language and the day."""
        return "_".join((self.province_id, self.indicator_id, self.document_id, self.series))


@dataclass(frozen=True)
class Chosen:
    """A view, the pace that the calculator stands on (units a year), and whether the chart is one for a phone."""

    view: View
    pace: float | None
    compact: bool


def indicator_of(snapshot: Snapshot, view: View) -> IndicatorRecord:
    """The indicator that the page is about."""
    known = province_data(snapshot, view.province_id).indicators
    return next(item for item in known if item.indicator_id == view.indicator_id)


def parts(snapshot: Snapshot, chosen: Chosen) -> Parts:
    """What follows the page's choices, in the order of the page."""
    view = chosen.view
    return {
        "path": replace(chart(snapshot, view, chosen.pace, chosen.compact), head=title_html(snapshot, view)),
        "judged": lenses_html(snapshot, view) + warnings_html(snapshot, view),
        "years": words_html(snapshot, view) + years_html(snapshot, view),
    }


def item_of(view: View) -> Item:
    """The page's chart as an item of a briefing."""
    return Item(
        kind=ItemKind.CHART,
        province_id=view.province_id,
        indicator_id=view.indicator_id,
        document_id=view.document_id,
        series="" if view.series == ALL_SERIES else view.series,
    )


def subject_of(snapshot: Snapshot, view: View) -> Subject | None:
    """What the page speaks of; None where the view names neither a target nor an actual of the province itself."""
    return subject(snapshot, view.province_id, view.indicator_id, view.document_id, view.standpoint, view.series)


def judged(snapshot: Snapshot, view: View) -> JudgedRow | None:
    """The judged row that the page speaks of; none where there is no target."""
    found = subject_of(snapshot, view)
    return found.row if found is not None and view.document_id else None


def targets_of(snapshot: Snapshot, view: View) -> Sequence[Row]:
    """The targets of the document that the view is of; none without one."""
    found = subject_of(snapshot, view)
    return found.targets if found is not None else ()


def _actuals(snapshot: Snapshot, view: View) -> Sequence[Row]:
    """The actuals of whoever set the target; without one all that concern the province, each under its own name."""
    found = subject_of(snapshot, view)
    if found is not None and view.document_id:
        return found.actuals
    rows = rows_by_indicator(snapshot, view.province_id)[view.indicator_id].actuals
    return tuple(row for row in rows if view.standpoint.sees(row))


def _path(snapshot: Snapshot, view: View) -> Sequence[Row]:
    found = subject_of(snapshot, view)
    return found.path if found is not None else ()


def _national(snapshot: Snapshot, view: View) -> Sequence[Row]:
    """The nation's targets that are counted as those of the view."""
    asked = (snapshot, view.province_id, view.indicator_id)
    return national_beside(*asked, targets_of(snapshot, view), _actuals(snapshot, view), view.standpoint)


@cached
def title_html(snapshot: Snapshot, view: View) -> Markup:
    """Name, definition and the sentence for the chart."""
    known, indicator = province_data(snapshot, view.province_id), indicator_of(snapshot, view)
    found, row = subject_of(snapshot, view), judged(snapshot, view)
    # A former unit's verdict is history: it is told by the sentence, never as the state of the heir.
    status = subject_badge(snapshot, found, view.lang) if found and row and not found.inherited else EMPTY
    said = said_with_history(snapshot, found, owner_name(snapshot, found, view.lang), view.lang) if found else ""
    place = sentence_case(full_name(known.province, view.lang))
    definitions = indicator.definition_vi, ((found and (found.cited or found.newest)) or {}).get("series_definition_vi")
    return _HTML.title(place, indicator.section, indicator.name(view.lang), status, said, definitions, view.lang)


@cached
def chart(snapshot: Snapshot, view: View, pace: float | None, compact: bool) -> Chart:
    """The path chart with its text alternative."""
    known, indicator = province_data(snapshot, view.province_id), indicator_of(snapshot, view)
    nation, found = _national(snapshot, view), subject_of(snapshot, view)
    targets, actuals = targets_of(snapshot, view), found.actuals if found is not None else _actuals(snapshot, view)
    series = None if view.series == ALL_SERIES else view.series
    if found is None:
        actuals, series = under_own_names(snapshot, actuals, view.province_id, series, view.lang), None
    scene = path_scene(
        _path(snapshot, view),
        targets,
        actuals,
        asdict(indicator),
        view.lang,
        national=nation,
        series=series,
        line_of=(judged(snapshot, view) or {}).get("series"),
        as_of=view.standpoint.day,
        as_of_is_today=view.standpoint.as_of is None,
        projection=catch_up.projection(catch_up.start_of(judged(snapshot, view)), pace, indicator),
        brief=compact,
        pointed=True,
        decided_by=(decided_by := deciding_actuals(found)),
    )
    name, demo = owner_name(snapshot, found, view.lang) if found else known.province.name(view.lang), is_demo(snapshot)
    text = path_alt_text(
        targets, actuals, asdict(indicator), name, view.lang, national=nation, demo=demo, decided_by=decided_by
    )
    return Chart.of(path_chart(scene, compact=compact, demo=demo), text)


@cached
def warnings_html(snapshot: Snapshot, view: View) -> Markup:
    """What is odd about the plan's own numbers, beside the chart; empty when nothing is."""
    indicator = indicator_of(snapshot, view)
    said: dict[str, None] = {}
    targets = targets_of(snapshot, view)
    for warning in province_data(snapshot, view.province_id).warnings:
        if (warning["indicator_id"], warning["document_id"]) != (view.indicator_id, view.document_id):
            continue
        one_year = len(set(warning["years"])) == 1
        dated = warning["years"][:1] * len(warning["promised"]) if one_year else warning["years"]
        said_values = [
            goal_words(float(value), year, targets, indicator.unit, view.lang)
            for value, year in zip(warning["promised"], dated, strict=True)
        ]
        values = ", ".join(dict.fromkeys(said_values) if one_year else said_values)
        years = ", ".join(str(year) for year in warning["years"])
        facts = {"what": message(f"shape.{warning['kind']}", view.lang), "years": years, "values": values}
        if warning["kind"] == Shape.BELOW_NATIONAL:
            theirs = [row for row in _national(snapshot, view) if row["document_id"] == warning["reference_document"]]
            nation = goal_words(warning["reference"], dated[0], theirs, indicator.unit, view.lang)
            said[message("indicator.warning_nation", view.lang, nation=nation, **facts)] = None
        else:
            said[message("indicator.warning", view.lang, **facts)] = None
    return _HTML.warnings(said, view.lang) if said else EMPTY


@cached
def lenses_html(snapshot: Snapshot, view: View) -> Markup:
    """Now, the next milestone and 2045 side by side, each with the numbers that make it."""
    row = judged(snapshot, view)
    if row is None:
        return EMPTY
    said = lenses(row, asdict(indicator_of(snapshot, view)), view.lang, targets_of(snapshot, view))
    columns = (("now", said.now), ("next", said.next_milestone), ("final", said.final))
    return _HTML.lenses([(message(f"lenses.{name}", view.lang), text) for name, text in columns], view.lang)


@cached
def words_html(snapshot: Snapshot, view: View) -> Markup:
    """The plan's own words, each at its line."""
    texts = _texts(snapshot, view)
    targets = [
        (
            tables.target_words(target, view.lang),
            target,
            "" if target.status == "in_force" else message(f"target_status.{target.status}", view.lang),
            target_source(target, texts.get(target.document_id), view.lang),
        )
        for target in records(targets_of(snapshot, view), TargetRecord)
    ]
    return _HTML.words(targets, view.lang)


@cached
def years_html(snapshot: Snapshot, view: View) -> Markup:
    """Every year: plan, kind, actuals, sources."""
    row = judged(snapshot, view) or {}
    quoted = row.get("series") if view.series == ALL_SERIES else view.series
    path = [row for row in _path(snapshot, view) if row["series"] in {None, quoted}]
    breaks = {
        row["year"]: row["reason"]
        for row in province_data(snapshot, view.province_id).path_breaks
        if (row["indicator_id"], row["document_id"]) == (view.indicator_id, view.document_id)
    }
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    targets = records(targets_of(snapshot, view), TargetRecord)
    asked = [row for row in _actuals(snapshot, view) if view.series in {ALL_SERIES, row["series"]}]
    rows = year_rows(records(path, PathRecord), targets, records(asked, ActualRecord), years, breaks)
    unit, texts = indicator_of(snapshot, view).unit, _texts(snapshot, view)
    table = tables.year_table(rows, unit, texts, view.lang, row.get("baseline_actual_id"))
    return section(message("indicator.years", view.lang), table)


def _texts(snapshot: Snapshot, view: View) -> Mapping[str, list[str]]:
    """The document's text, if the system has it."""
    return {view.document_id: lines} if (lines := document_lines(snapshot, view.document_id)) else {}
