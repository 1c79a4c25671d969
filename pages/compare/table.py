"""The table behind the dot plot: every place with its actual, plan, next milestone, judgement and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi.markup import EMPTY, Column, Markup, Table, Text, joined, lines, macros
from kpi.markup import Row as TableRow
from kpi.model import clock
from kpi.model.codes import PathMethod
from kpi.model.records import ActualRecord, TargetRecord
from kpi.model.target_places import is_in_held_text
from kpi.model.vocabulary import NATION, DocumentKind, TargetStatus
from kpi.reading.boundaries import MERGER_DAY
from kpi.reading.comparison import Comparison, ambition_of
from kpi.reading.due_results import WITHOUT_ACTUAL
from kpi.reading.province import document_lines
from kpi.reading.ranking import Ambition, Candidate, Measure, Place
from kpi.reading.said.values import actual_text, number, place_in_table, rank_head, reason_text
from kpi.reading.unjudged import row_state
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, format_period, format_value, message
from kpi.words.counts import counts_words
from pages.compare import data
from pages.compare.data import Question
from pages.compare.words import unit_link
from ui.cards import badge
from ui.provenance import actual_source, target_source
from ui.tables import target_words

_HTML = macros(__name__)

AMBITION_SIGNS = {
    Ambition.MORE: "▲",
    Ambition.SAME: "=",
    Ambition.AROUND: "≈",
    Ambition.LESS: "▽",
    Ambition.NOT_COMPARABLE: "≠",
}


@dataclass(frozen=True)
class _Page:
    """What every row of one page is made from."""

    snapshot: Snapshot
    question: Question
    found: Comparison
    targets: Sequence[TargetRecord]
    actuals: Sequence[ActualRecord]
    results: Sequence[Row]
    lang: str

    @property
    def unit(self) -> str:
        return str(data.indicators(self.snapshot)[self.question.indicator_id]["unit"])


def rank_table(
    snapshot: Snapshot,
    question: Question,
    members: Sequence[Place | Candidate],
    targets: Sequence[TargetRecord],
    mine: str,
    lang: str,
) -> Markup:
    """The places of one page as HTML; unranked units last, in grey, with the reason."""
    ids = data.page_ids(snapshot, question.vintage, [member.province_id for member in members])
    found = data.comparison(snapshot, question)
    by_target = question.measure is Measure.TARGET
    actuals = [] if by_target else data.actuals(snapshot, ids, question.indicator_id)
    results = [] if by_target else data.results(snapshot, ids, question.indicator_id)
    page = _Page(snapshot, question, found, targets, actuals, results, lang)
    columns = [Column(head, name=place == 1) for place, head in enumerate(_heads(found, question, lang))]
    names = data.full_names(snapshot, lang)
    rows = [_row(page, member, names[member.province_id], mine) for member in members]
    caption = message("compare.table", lang)
    return Table(columns, rows, caption=caption, region=caption, style="ranking stacked").html()


def _heads(found: Comparison, question: Question, lang: str) -> list[str]:
    keys = ["compare_head.unit"]
    if question.measure is Measure.TARGET:
        keys += ["compare_head.target", "compare_head.ambition", "compare_head.document"]
    else:
        keys += [] if question.measure is Measure.LEVEL else [f"compare_measure.{question.measure}"]
        keys += ["compare_head.actual", "compare_head.planned", "compare_head.milestone", "compare_head.status"]
        keys.append("table.source")
    return [rank_head(found, lang), *(message(key, lang) for key in keys)]


def _row(page: _Page, member: Place | Candidate, name: str, mine: str) -> TableRow:
    lang = page.lang
    if isinstance(member, Place):
        told = place_in_table(page.found, member, lang)
        rank = _HTML.place(told, member.tier, lang) if page.found.enough else _HTML.muted(told)
    else:
        rank = _HTML.muted(reason_text(member, data.series(page.snapshot, page.question.indicator_id), lang))
    names = [] if isinstance(member, Place) else ["unranked"]
    names += ["mine"] if member.province_id == mine else []
    link = unit_link(member.province_id, page.question.indicator_id, name, lang)
    cells = _target_cells(page, member) if page.question.measure is Measure.TARGET else _judged_cells(page, member)
    return TableRow((rank, link, *cells), " ".join(names))


def _target_cells(page: _Page, member: Place | Candidate) -> list[Text]:
    due = [
        target
        for target in page.targets
        if target.province_id == member.province_id
        and target.year == page.question.year
        and target.status != TargetStatus.DUPLICATE
    ]
    texts = lines(map(_HTML.strong, dict.fromkeys(target_words(target, page.lang) for target in due)))
    row = page.found.target.get(member.province_id)
    beside = ambition_html(row, page.found.target.get(NATION), _indicator(page), page.lang) if row else EMPTY
    return [texts or NO_VALUE, beside or NO_VALUE, joined(source_html(page.snapshot, t, page.lang) for t in due)]


def _indicator(page: _Page) -> Row:
    return data.indicators(page.snapshot)[page.question.indicator_id]


def ambition_html(row: Row, nation: Row | None, indicator: Row, lang: str) -> Markup:
    """A target beside the nation's: sign and words; empty where the nation sets no target."""
    found = ambition_of(row, nation, indicator)
    if found is None:
        return EMPTY
    return _HTML.ambition(found, AMBITION_SIGNS[found], message(f"ambition.{found}", lang))


def source_html(snapshot: Snapshot, target: TargetRecord, lang: str) -> Markup:
    """How the target is known, and the way to its words or address."""
    in_text = is_in_held_text(target.line, target.source_url)
    lines = document_lines(snapshot, target.document_id) if in_text else None
    is_press = target.document_kind == DocumentKind.ANNOUNCED_PRESS
    return _HTML.source(is_press, target_source(target, lines, lang), lang)


def _judged_cells(page: _Page, member: Place | Candidate) -> list[Text]:
    lang, found = page.lang, page.found
    row = found.judged_row.get(member.province_id) or found.plan.get(member.province_id)
    cells: list[Text] = []
    if page.question.measure is not Measure.LEVEL:
        value = number(page.question.measure, member.value, page.unit, lang) if member.value is not None else NO_VALUE
        cells.append(_HTML.strong(value))
    actual = found.actual.get(member.province_id)
    cells += [_actual(member, actual, page), _planned(row, page), _milestone(row, page), _status(row, page)]
    return [*cells, _source(page, member)]


def _actual(member: Place | Candidate, actual: Row | None, page: _Page) -> Text:
    if actual is None:
        return NO_VALUE
    period = format_period(actual["period_start"], actual["period_end"], page.lang)
    is_former = member.province_id in data.former_of(page.snapshot) and actual["period_end"] < MERGER_DAY
    counts = counts_words(actual["numerator"], actual["denominator"], page.lang)
    return _HTML.actual(actual_text(actual, page.lang), counts, period, is_former, page.lang)


def _planned(row: Row | None, page: _Page) -> Text:
    if row is None or row["planned"] is None:
        return NO_VALUE
    official = row["planned_method"] == PathMethod.OFFICIAL
    said = _said(row, row["planned_year"], page) if official else ""
    value = said or format_value(row["planned"], page.unit, page.lang, computed=not official)
    kind = message(f"path.{row['planned_method']}", page.lang)
    return _HTML.planned(value, "official" if official else "between", row["planned_year"], kind)


def _milestone(row: Row | None, page: _Page) -> Text:
    if row is None or row["next_milestone_year"] is None:
        return NO_VALUE
    return _HTML.below(_said(row, row["next_milestone_year"], page), row["next_milestone_year"])


def _said(row: Row, year: int, page: _Page) -> str:
    """What the judged document asks for in a year, in its own words for 'at least' and the like."""
    due = [
        target_words(target, page.lang)
        for target in page.targets
        if target.document_id == row["document_id"]
        and target.province_id == row["province_id"]
        and target.year == year
        and target.status != TargetStatus.DUPLICATE
    ]
    return " / ".join(dict.fromkeys(due))


def _status(row: Row | None, page: _Page) -> Text:
    if row is None or row["document_id"] is None:
        return NO_VALUE
    whose = row["province_id"], row["document_id"]
    years = {target.year for target in page.targets if (target.province_id, target.document_id) == whose}
    results = [found for found in page.results if (found["province_id"], found["document_id"]) == whose]
    day = min(clock.today(), date(page.question.year, 12, 31))
    state, reason = row_state(row, years, results, day)
    drawn = badge(state, page.lang)
    if not reason or reason in WITHOUT_ACTUAL:
        return drawn
    return _HTML.below(drawn, message(f"reason.{reason}", page.lang))


def _source(page: _Page, member: Place | Candidate) -> Text:
    own = [
        actual
        for actual in page.actuals
        if actual.province_id == member.province_id
        and actual.series == page.question.series
        and actual.period_end.year == page.question.year
    ]
    parts = dict.fromkeys(actual_source(actual, page.lang, actual.publisher) for actual in own)
    return joined(parts) or NO_VALUE
