"""The table behind the dot plot: every place with its figure, plan, next milestone, judgement and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kpi.model.codes import PathMethod, Status
from kpi.model.records import ActualRecord, TargetRecord
from kpi.model.vocabulary import NATION, DocumentKind, TargetStatus
from kpi.reading.boundaries import MERGER_DAY
from kpi.reading.comparison import Comparison, ambition_of
from kpi.reading.province import document_lines
from kpi.reading.ranking import Ambition, Candidate, Measure, Place
from kpi.store.compare_queries import Row
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, format_period, format_value, message
from pages.compare import data
from pages.compare.data import Question
from pages.compare.words import figure_text, number, place_text, reason_text, unit_link
from ui.cards import badge
from ui.provenance import actual_source, target_source
from ui.tables import promise

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

    shown: Snapshot
    question: Question
    found: Comparison
    targets: Sequence[TargetRecord]
    actuals: Sequence[ActualRecord]
    lang: str

    @property
    def unit(self) -> str:
        return str(data.indicators(self.shown)[self.question.indicator_id]["unit"])


def rank_table(
    shown: Snapshot,
    question: Question,
    members: Sequence[Place | Candidate],
    targets: Sequence[TargetRecord],
    mine: str,
    lang: str,
) -> str:
    """The places of one page as HTML; unranked units last, in grey, with the reason."""
    ids = data.page_ids(shown, question.vintage, [member.unit_id for member in members])
    found = data.comparison(shown, question)
    promised = question.measure is Measure.PROMISE
    figures = [] if promised else data.actuals(shown, ids, question.indicator_id)
    page = _Page(shown, question, found, targets, figures, lang)
    heads = _heads(question, lang)
    head = "".join(f"<th scope='col'>{escape(text)}</th>" for text in heads)
    names = data.full_names(shown, lang)
    body = "".join(_row(page, member, names[member.unit_id], mine) for member in members)
    caption = escape(message("compare.table", lang))
    return (
        f"<div class='scroll' tabindex='0' role='region' aria-label='{caption}'><table class='ranking'>"
        f"<caption hidden>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _heads(question: Question, lang: str) -> list[str]:
    keys = ["compare_head.rank", "compare_head.unit"]
    if question.measure is Measure.PROMISE:
        keys += ["compare_head.promise", "compare_head.ambition", "compare_head.document"]
    else:
        keys += [] if question.measure is Measure.LEVEL else [f"compare_measure.{question.measure}"]
        keys += ["compare_head.actual", "compare_head.planned", "compare_head.milestone", "compare_head.status"]
        keys.append("table.source")
    return [message(key, lang) for key in keys]


def _row(page: _Page, member: Place | Candidate, name: str, mine: str) -> str:
    lang = page.lang
    if isinstance(member, Place):
        rank = f"<b>{escape(place_text(member, lang))}</b><br><span class='muted'>{_tier(member, lang)}</span>"
    else:
        series = data.series(page.shown, page.question.indicator_id)
        rank = f"<span class='muted'>{escape(reason_text(member, series, lang))}</span>"
    names = [] if isinstance(member, Place) else ["unranked"]
    names += ["mine"] if member.unit_id == mine else []
    link = unit_link(member.unit_id, page.question.indicator_id, name, lang)
    cells = _promise_cells(page, member) if page.question.measure is Measure.PROMISE else _judged_cells(page, member)
    return (
        f"<tr class='{' '.join(names)}'><td>{rank}</td><th scope='row'>{link}</th>"
        f"{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    )


def _tier(place: Place, lang: str) -> str:
    return escape(message("compare.tier", lang, tier=place.tier))


def _promise_cells(page: _Page, member: Place | Candidate) -> list[str]:
    due = [
        target
        for target in page.targets
        if target.province_id == member.unit_id
        and target.year == page.question.year
        and target.status != TargetStatus.DUPLICATE
    ]
    texts = "<br>".join(f"<b>{escape(text)}</b>" for text in dict.fromkeys(promise(t, page.lang) for t in due))
    row = page.found.promise.get(member.unit_id)
    beside = ambition_html(row, page.found.promise.get(NATION), _indicator(page), page.lang) if row else ""
    return [texts or NO_VALUE, beside or NO_VALUE, "".join(source_html(page.shown, t, page.lang) for t in due)]


def _indicator(page: _Page) -> Row:
    return data.indicators(page.shown)[page.question.indicator_id]


def ambition_html(row: Row, nation: Row | None, indicator: Row, lang: str) -> str:
    """A promise beside the nation's: sign and words; empty where the nation promises nothing."""
    found = ambition_of(row, nation, indicator)
    if found is None:
        return ""
    word = escape(message(f"ambition.{found}", lang))
    return f"<span class='ambition {found}'><span aria-hidden='true'>{AMBITION_SIGNS[found]}</span> {word}</span>"


def source_html(shown: Snapshot, target: TargetRecord, lang: str) -> str:
    """How the promise is known, and the way to its words or address."""
    lines = document_lines(shown, target.document_id) if target.line is not None else None
    flag = ""
    if target.document_kind == DocumentKind.ANNOUNCED_PRESS:
        flag = f"<span class='flag'>{escape(message('document_kind.announced_press', lang))}</span> "
    return f"<div>{flag}{target_source(target, lines, lang)}</div>"


def _judged_cells(page: _Page, member: Place | Candidate) -> list[str]:
    lang, found = page.lang, page.found
    row = found.standing.get(member.unit_id) or found.plan.get(member.unit_id)
    cells = []
    if page.question.measure is not Measure.LEVEL:
        value = number(page.question.measure, member.value, page.unit, lang) if member.value is not None else NO_VALUE
        cells.append(f"<b>{escape(value)}</b>")
    figure = found.figure.get(member.unit_id)
    cells += [_figure(member, figure, page), _planned(row, page), _milestone(row, page), _status(row, lang)]
    return [*cells, _source(page, member)]


def _figure(member: Place | Candidate, figure: Row | None, page: _Page) -> str:
    if figure is None:
        return NO_VALUE
    lang = page.lang
    said = figure_text(figure, lang)
    period = escape(format_period(figure["period_start"], figure["period_end"], lang))
    if member.unit_id in data.former_of(page.shown) and figure["period_end"] < MERGER_DAY:
        period += f"<br>{escape(message('compare.before_merger', lang))}"
    return f"<b>{escape(said)}</b><br><span class='muted'>{period}</span>"


def _planned(row: Row | None, page: _Page) -> str:
    if row is None or row["planned"] is None:
        return NO_VALUE
    official = row["planned_method"] == PathMethod.OFFICIAL
    said = _said(row, row["planned_year"], page) if official else ""
    value = said or format_value(row["planned"], page.unit, page.lang, computed=not official)
    kind = message(f"path.{row['planned_method']}", page.lang)
    style = "official" if official else "between"
    when = f"{row['planned_year']} · {escape(kind)}"
    return f"<span class='{style}'>{escape(value)}</span><br><span class='muted'>{when}</span>"


def _milestone(row: Row | None, page: _Page) -> str:
    if row is None or row["next_milestone_year"] is None:
        return NO_VALUE
    said = escape(_said(row, row["next_milestone_year"], page))
    return f"{said}<br><span class='muted'>{row['next_milestone_year']}</span>"


def _said(row: Row, year: int, page: _Page) -> str:
    """What the judged document promises for a year, in its own words for 'at least' and the like."""
    due = [
        promise(target, page.lang)
        for target in page.targets
        if target.document_id == row["document_id"]
        and target.province_id == row["province_id"]
        and target.year == year
        and target.status != TargetStatus.DUPLICATE
    ]
    return " / ".join(dict.fromkeys(due))


def _status(row: Row | None, lang: str) -> str:
    if row is None or row["document_id"] is None:
        return NO_VALUE
    why = "" if row["status"] != Status.NOT_ASSESSABLE else escape(message(f"reason.{row['reason']}", lang))
    return f"{badge(row['status'], lang)}<br><span class='muted'>{why}</span>" if why else badge(row["status"], lang)


def _source(page: _Page, member: Place | Candidate) -> str:
    own = [
        actual
        for actual in page.actuals
        if actual.province_id == member.unit_id
        and actual.series == page.question.series
        and actual.period_end.year == page.question.year
    ]
    parts = dict.fromkeys(actual_source(actual, page.lang, actual.publisher) for actual in own)
    return "".join(parts) or NO_VALUE
