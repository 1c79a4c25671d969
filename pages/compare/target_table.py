"""The view Cam kết cạnh nhau: every unit's targets by year beside the nation's, inherited ones under the successor."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.markup import EMPTY, Column, Markup, Row, Table, Text, lines, macros
from kpi.markup.pieces import page_head
from kpi.model.records import TargetRecord
from kpi.model.vocabulary import MILESTONE_YEARS, NATION, DocumentKind, TargetStatus
from kpi.reading.comparison import ambition_of
from kpi.reading.ranking import Ambition
from kpi.reading.said import comparison as sentences
from kpi.reading.tables.comparison_tables import target_row
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, document_name, message
from pages.compare import data
from pages.compare import head as compare_head
from pages.compare import rank as compare_rank
from pages.compare import scope as scopes
from pages.compare.data import Question, kept
from pages.compare.table import AMBITION_SIGNS, source_html
from pages.compare.words import unit_link
from ui.runs.page_parts import Parts
from ui.tables import target_words

_HTML = macros(__name__)

PAGE_SIZE = 40


def pages(snapshot: Snapshot, question: Question) -> int:
    """How many pages the table fills, at least one."""
    return max(1, -(-len(promisers(snapshot, question)) // PAGE_SIZE))


def parts(snapshot: Snapshot, question: Question, page: int, mine: str, lang: str) -> Parts:
    """What follows the choices, in the order of the page; the chart shows the first units, the table its page."""
    head = title_html(snapshot, question, lang)
    return {
        "title": head + compare_rank.dots_html(snapshot, question, 1, mine, lang),
        "table": table_html(snapshot, question, page, mine, lang),
    }


@kept
def promisers(snapshot: Snapshot, question: Question) -> tuple[str, ...]:
    """Units with a target of their own or an inherited one: by rank of the year, then in alphabetical order."""
    ranking = data.comparison(snapshot, question).ranking
    placed = dict.fromkeys(place.province_id for place in ranking.placed)
    promising = {row["province_id"] for row in data.first_targets(snapshot, question.indicator_id)}
    others = [
        province_id
        for province_id in data.province_ids(snapshot, question.scope)
        if province_id not in placed and promising & {province_id, *_former(snapshot, question, province_id)}
    ]
    return (*placed, *others)


def _former(snapshot: Snapshot, question: Question, province_id: str) -> tuple[str, ...]:
    return data.former_of(snapshot).get(province_id, ()) if question.vintage == 34 else ()


@kept
def title_html(snapshot: Snapshot, question: Question, lang: str) -> Markup:
    """Who has the highest target, and how many ask more than the nation."""
    indicator = data.indicators(snapshot)[question.indicator_id]
    told = compare_head.compared(snapshot, question, lang)
    inside = set(data.province_ids(snapshot, question.scope))
    said = " ".join([sentences.lead(told, NATION), sentences.beside_nation(told, inside)])
    about = f"{message('compare_view.cam_ket', lang)} · {question.year}"
    return page_head(indicator[f"name_{lang}"], said.strip(), scopes.heading(about, snapshot, question.scope, lang))


@kept
def table_html(snapshot: Snapshot, question: Question, page: int, mine: str, lang: str) -> Markup:
    """All years side by side; the nation first, inherited targets right under the successor."""
    members = promisers(snapshot, question)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    former = {province_id: _former(snapshot, question, province_id) for province_id in members}
    inside = {NATION, *members, *(old for group in former.values() for old in group)}
    found = data.targets(snapshot, data.target_ids(snapshot, question.vintage, members), question.indicator_id)
    targets = [t for t in found if t.province_id in inside and t.status != TargetStatus.DUPLICATE]
    years = sorted({target.year for target in targets} | set(MILESTONE_YEARS))
    rows = _Rows(snapshot, question, targets, years, lang)
    body = [rows.row(NATION, "nation")] if NATION in data.full_names(snapshot, lang) else []
    for province_id in members:
        body.append(rows.row(province_id, "mine" if province_id == mine else ""))
        body += [
            rows.row(old, "inherited") for old in former[province_id] if any(t.province_id == old for t in targets)
        ]
    columns = [Column(message("compare_head.unit", lang), name=True)]
    columns += [Column(str(year), style="asked" if year == question.year else "") for year in years]
    columns.append(Column(message("compare_head.document", lang)))
    title = message("compare.targets_table", lang)
    table = Table(columns, body, caption=title, region=title, style="targets-table stacked").html()
    return _HTML.table(AMBITION_SIGNS, table, lang)


class _Rows:
    """One row a unit."""

    def __init__(
        self, snapshot: Snapshot, question: Question, targets: Sequence[TargetRecord], years: Sequence[int], lang: str
    ) -> None:
        self._shown, self._question, self._lang, self._years = snapshot, question, lang, years
        self._targets = targets
        self._indicator = data.indicators(snapshot)[question.indicator_id]
        self._nation = {target.year: target_row(target) for target in reversed(targets) if target.province_id == NATION}
        self._nothing = _HTML.nothing(NO_VALUE)
        self._beside = {
            kind: _HTML.beside(kind, sign, message(f"ambition.{kind}", lang)) for kind, sign in AMBITION_SIGNS.items()
        }

    def row(self, province_id: str, style: str) -> Row:
        own = [target for target in self._targets if target.province_id == province_id]
        name = data.full_names(self._shown, self._lang)[province_id]
        link = unit_link(province_id, self._question.indicator_id, name, self._lang)
        mixed = len({target.document_kind for target in own}) > 1
        years = (self._cell([t for t in own if t.year == year], style, mixed=mixed) for year in self._years)
        return Row((_HTML.unit(link, self._note(own, style)), *years, self._sources(own)), style)

    def _note(self, own: Sequence[TargetRecord], style: str) -> str:
        """Whose targets these are, and how they are known."""
        if not own:
            return message("compare.no_own_target", self._lang)
        kinds = dict.fromkeys(target.document_kind for target in own)
        parts = [message("compare.inherited", self._lang)] if style == "inherited" else []
        if style == "nation" and self._indicator[f"name_nation_{self._lang}"]:
            parts.append(str(self._indicator[f"name_nation_{self._lang}"]))
        return " · ".join([*parts, *(message(f"document_kind.{kind}", self._lang) for kind in kinds)])

    def _sources(self, own: Sequence[TargetRecord]) -> Text:
        """The documents behind one row, folded into one line."""
        first: dict[str, TargetRecord] = {}
        for target in own:
            first.setdefault(target.document_id, target)
        if not first:
            return NO_VALUE
        each = [
            (document_name(target.cited, self._lang), source_html(self._shown, target, self._lang))
            for target in first.values()
        ]
        return _HTML.documents(each, self._lang)

    def _cell(self, due: Sequence[TargetRecord], style: str, *, mixed: bool) -> Markup:
        """The targets of one year, each once, with its sign beside the nation's and what is odd about it."""
        if not due:
            return self._nothing
        parts: dict[str, Markup] = {}
        for target in due:
            text = target_words(target, self._lang)
            flag = EMPTY
            if target.status == TargetStatus.CONFLICTING:
                flag = _HTML.conflicting(self._lang)
            elif mixed and target.document_kind == DocumentKind.ANNOUNCED_PRESS:
                flag = _HTML.press(self._lang)
            kind = None if style == "nation" else self._ambition(target)
            parts.setdefault(text, _HTML.due(text, self._beside[kind] if kind else EMPTY, flag))
        return lines(parts.values())

    def _ambition(self, target: TargetRecord) -> Ambition | None:
        return ambition_of(target_row(target), self._nation.get(target.year), self._indicator)
