"""The view Cam kết cạnh nhau: every unit's promises by year beside the nation's, inherited ones under the successor."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi.model.records import TargetRecord
from kpi.model.vocabulary import MILESTONE_YEARS, NATION, DocumentKind, TargetStatus
from kpi.reading.comparison import ambition_of
from kpi.reading.comparison_tables import promise_row
from kpi.reading.ranking import Ambition
from kpi.store.warehouse import Snapshot
from kpi.words import NO_VALUE, document_name, message
from pages.compare import data
from pages.compare import head as compare_head
from pages.compare import rank as compare_rank
from pages.compare import scope as scopes
from pages.compare.data import Question, kept
from pages.compare.table import AMBITION_SIGNS, source_html
from pages.compare.words import listed, promise_text, unit_link
from ui.parts import Parts
from ui.tables import promise

PAGE_SIZE = 40


def pages(shown: Snapshot, question: Question) -> int:
    """How many pages the table fills, at least one."""
    return max(1, -(-len(promisers(shown, question)) // PAGE_SIZE))


def parts(shown: Snapshot, question: Question, page: int, mine: str, lang: str) -> Parts:
    """What follows the choices, in the order of the page; the figure shows the first units, the table its page."""
    head = title_html(shown, question, lang)
    return {
        "title": f"{head}{compare_rank.dots_html(shown, question, 1, mine, lang)}",
        "table": table_html(shown, question, page, mine, lang),
    }


@kept
def promisers(shown: Snapshot, question: Question) -> tuple[str, ...]:
    """Units with a promise of their own or an inherited one: by rank of the year, then in alphabetical order."""
    ranking = data.comparison(shown, question).ranking
    placed = dict.fromkeys(place.unit_id for place in ranking.placed)
    promising = {row["province_id"] for row in data.promised(shown, question.indicator_id)}
    others = [
        unit_id
        for unit_id in data.unit_ids(shown, question.scope)
        if unit_id not in placed and promising & {unit_id, *_former(shown, question, unit_id)}
    ]
    return (*placed, *others)


def _former(shown: Snapshot, question: Question, unit_id: str) -> tuple[str, ...]:
    return data.former_of(shown).get(unit_id, ()) if question.vintage == 34 else ()


@kept
def title_html(shown: Snapshot, question: Question, lang: str) -> str:
    """Who promises the most, and how many ask more than the nation."""
    indicator = data.indicators(shown)[question.indicator_id]
    said = " ".join([compare_head.lead(shown, question, NATION, lang), _beside_nation(shown, question, lang)])
    about = f"{message('compare_view.cam_ket', lang)} · {question.year}"
    kicker = escape(scopes.heading(about, shown, question.scope, lang))
    return (
        f"<header class='stack'><p class='kicker'>{kicker}</p><h1>{escape(indicator[f'name_{lang}'])}</h1>"
        f"<p class='lead'>{escape(said.strip())}</p></header>"
    )


def _beside_nation(shown: Snapshot, question: Question, lang: str) -> str:
    found = data.comparison(shown, question)
    nation = found.promise.get(NATION)
    if nation is None:
        return message("compare.nation_silent", lang, year=question.year)
    inside = set(data.unit_ids(shown, question.scope))
    kinds = [
        ambition_of(row, nation, data.indicators(shown)[question.indicator_id])
        for unit_id, row in found.promise.items()
        if unit_id in inside
    ]
    counts = {
        kind: message(f"compare.count_{kind}", lang, count=kinds.count(kind)) for kind in Ambition if kind in kinds
    }
    return message(
        "compare.beside_nation", lang, value=promise_text(nation, lang), counts=listed(list(counts.values()), lang)
    )


@kept
def table_html(shown: Snapshot, question: Question, page: int, mine: str, lang: str) -> str:
    """All years side by side; the nation first, inherited promises right under the successor."""
    members = promisers(shown, question)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    former = {unit_id: _former(shown, question, unit_id) for unit_id in members}
    inside = {NATION, *members, *(old for group in former.values() for old in group)}
    found = data.targets(shown, data.promise_ids(shown, question.vintage, members), question.indicator_id)
    targets = [t for t in found if t.province_id in inside and t.status != TargetStatus.DUPLICATE]
    years = sorted({target.year for target in targets} | set(MILESTONE_YEARS))
    table = _Table(shown, question, targets, years, lang)
    body = [table.row(NATION, "nation")] if NATION in data.full_names(shown, lang) else []
    for unit_id in members:
        body.append(table.row(unit_id, "mine" if unit_id == mine else ""))
        body += [table.row(old, "inherited") for old in former[unit_id] if any(t.province_id == old for t in targets)]
    heads = [message("compare_head.unit", lang), *map(str, years), message("compare_head.document", lang)]
    asked = {str(question.year): " class='asked'"}
    head = "".join(f"<th scope='col'{asked.get(text, '')}>{escape(text)}</th>" for text in heads)
    title = escape(message("compare.promises_table", lang))
    legend = "".join(
        f"<li><b aria-hidden='true'>{sign}</b> {escape(message(f'ambition.{kind}', lang))}</li>"
        for kind, sign in AMBITION_SIGNS.items()
    )
    return (
        f"<section class='stack'><h2>{title}</h2><ul class='keys'>{legend}</ul>"
        f"<div class='scroll' tabindex='0' role='region' aria-label='{title}'><table class='promises-table'>"
        f"<caption hidden>{title}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
        f"<p class='muted'>{escape(message('compare.promises_note', lang))}</p></section>"
    )


class _Table:
    """One row a unit."""

    def __init__(
        self, shown: Snapshot, question: Question, targets: Sequence[TargetRecord], years: Sequence[int], lang: str
    ) -> None:
        self._shown, self._question, self._lang, self._years = shown, question, lang, years
        self._targets = targets
        self._indicator = data.indicators(shown)[question.indicator_id]
        self._nation = {
            target.year: promise_row(target) for target in reversed(targets) if target.province_id == NATION
        }

    def row(self, unit_id: str, style: str) -> str:
        own = [target for target in self._targets if target.province_id == unit_id]
        name = data.full_names(self._shown, self._lang)[unit_id]
        link = unit_link(unit_id, self._question.indicator_id, name, self._lang)
        said = f"<br><span class='muted'>{escape(self._note(own, style))}</span>"
        mixed = len({target.document_kind for target in own}) > 1
        cells = "".join(
            f"<td>{self._cell([t for t in own if t.year == year], style, mixed=mixed)}</td>" for year in self._years
        )
        return f"<tr class='{style}'><th scope='row'>{link}{said}</th>{cells}<td>{self._sources(own)}</td></tr>"

    def _note(self, own: Sequence[TargetRecord], style: str) -> str:
        """Whose promises these are, and how they are known."""
        if not own:
            return message("compare.no_own_promise", self._lang)
        kinds = dict.fromkeys(target.document_kind for target in own)
        parts = [message("compare.inherited", self._lang)] if style == "inherited" else []
        if style == "nation" and self._indicator[f"name_nation_{self._lang}"]:
            parts.append(str(self._indicator[f"name_nation_{self._lang}"]))
        return " · ".join([*parts, *(message(f"document_kind.{kind}", self._lang) for kind in kinds)])

    def _sources(self, own: Sequence[TargetRecord]) -> str:
        """The documents behind one row, folded into one line."""
        first: dict[str, TargetRecord] = {}
        for target in own:
            first.setdefault(target.document_id, target)
        if not first:
            return NO_VALUE
        each = "".join(
            f"<p class='source'><b>{escape(document_name(target.cited, self._lang))}</b></p>"
            f"{source_html(self._shown, target, self._lang)}"
            for target in first.values()
        )
        summary = escape(message("compare.documents", self._lang, count=len(first)))
        return f"<details><summary>{summary}</summary>{each}</details>"

    def _cell(self, due: Sequence[TargetRecord], style: str, *, mixed: bool) -> str:
        if not due:
            return f"<span class='none'>{NO_VALUE}</span>"
        parts: dict[str, str] = {}
        for target in due:
            text = promise(target, self._lang)
            flag = ""
            if target.status == TargetStatus.CONFLICTING:
                flag = f" <span class='flag'>{escape(message('flag.conflicting', self._lang))}</span>"
            elif mixed and target.document_kind == DocumentKind.ANNOUNCED_PRESS:
                flag = f" <span class='press'>{escape(message('compare.press_short', self._lang))}</span>"
            parts.setdefault(text, f"<b>{escape(text)}</b> {self._sign(target, style)}{flag}")
        return "<br>".join(parts.values())

    def _sign(self, target: TargetRecord, style: str) -> str:
        if style == "nation":
            return ""
        kind = ambition_of(promise_row(target), self._nation.get(target.year), self._indicator)
        if kind is None:
            return ""
        word = escape(message(f"ambition.{kind}", self._lang))
        return (
            f"<span class='ambition {kind}' title='{word}' role='img' aria-label='{word}'>{AMBITION_SIGNS[kind]}</span>"
        )
