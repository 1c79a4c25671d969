"""The view of central demands: each one with what every plan answers, or that it leaves it out."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.charts.palette import words_and_tint
from kpi.markup import EMPTY, Column, Markup, Row, Table, macros
from kpi.markup.pieces import folded, paragraph
from kpi.model.cache import cache
from kpi.model.codes import Status
from kpi.model.records import plain_records
from kpi.reading.said.tasks import answered, asked_of_provinces
from kpi.reading.task_answers import Demand, Link, Verdict, demands
from kpi.reading.tasks import TaskDocument, View, documents
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, message, sentence_case

_HTML = macros(__name__)

PLANS_SHOWN = 6
_SHORTEST_RUN = 2
_ON_PROVINCES = ("provinces", "some_provinces")
_MARKS = {
    Verdict.ANSWERED: ("●", *words_and_tint(Status.ON_PLAN)),
    Verdict.PARTLY: ("◐", *words_and_tint(Status.SLIGHTLY_BEHIND)),
    Verdict.LEFT_OUT: ("✕", *words_and_tint(Status.BELOW_BASELINE)),
}


@cache(4)
def all_demands(snapshot: Snapshot) -> tuple[list[Demand], list[Link]]:
    """Every central demand, and the links of duties that are a plan's own."""
    links = plain_records(task_queries.answers(snapshot))
    return demands(links), [link for link in links if link["relation"] == "own"]


@cache(64)
def answers_html(snapshot: Snapshot, view: View) -> Markup:
    """One row a demand on provinces, one column a plan; demands on others and a plan's own tasks below."""
    lang = view.lang
    every, own = all_demands(snapshot)
    plans, total = _plans(snapshot, view, every)
    if not plans or not every:
        return paragraph(message("task_answers.nothing", lang))
    asked = [demand for demand in every if demand.audience in _ON_PROVINCES]
    others = [demand for demand in every if demand.audience not in _ON_PROVINCES and _touched(demand, plans)]
    lead = asked_of_provinces(asked, documents(snapshot)[asked[0].asked[0]["document_id"]], lang)
    folded_others = EMPTY
    if others:
        title = message("task_answers.central_bodies", lang, count=len(others))
        folded_others = folded(title, _table(others, plans, lang))
    said = [(answered(asked, plan, lang), _left_out(asked, plan)) for plan in plans]
    ids = {plan.document_id for plan in plans}
    mine = [_own(snapshot, link, lang) for link in own if link["document_id"] in ids]
    return _HTML.view(said, _table(asked, plans, lang), len(plans), total, folded_others, mine, lead, lang)


def plans_shown(snapshot: Snapshot, view: View) -> list[str]:
    """The plans that stand side by side, by id."""
    return [plan.document_id for plan in _plans(snapshot, view, all_demands(snapshot)[0])[0]]


def _plans(snapshot: Snapshot, view: View, every: Sequence[Demand]) -> tuple[list[TaskDocument], int]:
    """The plans to show side by side: those of the choice that say something of a demand, and how many there are."""
    speaking = {document_id for demand in every for document_id in demand.said}
    chosen = [
        document
        for document in documents(snapshot).values()
        if document.document_id in speaking
        and view.choice.place in {"", document.place}
        and view.choice.document in {"", document.document_id}
        and document.issued_on <= view.day
    ]
    return chosen[:PLANS_SHOWN], len(chosen)


def _touched(demand: Demand, plans: Sequence[TaskDocument]) -> bool:
    return any(plan.document_id in demand.said for plan in plans)


def _left_out(asked: Sequence[Demand], plan: TaskDocument) -> str:
    """The demands that a plan leaves out, by name: what a reader must know first."""
    titles = [demand.title for demand in asked if demand.verdict(plan.document_id) is Verdict.LEFT_OUT]
    return "; ".join(titles)


def _table(asked: Sequence[Demand], plans: Sequence[TaskDocument], lang: str) -> Markup:
    columns = [Column(message("task_answers.demand", lang), name=True)]
    columns += [Column(plan.place_name(lang), label=plan.place_name(lang)) for plan in plans]
    rows = [Row([_demand(demand, lang), *(_answer(demand, plan, lang) for plan in plans)]) for demand in asked]
    return Table(columns, rows, style="answers stacked").html()


def _demand(demand: Demand, lang: str) -> Markup:
    links = [_words(link, lang) for link in demand.asked]
    return _HTML.demand(demand.title, links, demand.audience == "some_provinces", lang)


def _words(link: Link, lang: str) -> tuple[str, str, str]:
    """Where a duty stands and by when, its words, its note."""
    said = [message("task.numbered", lang, number=link["number"])] if link["task_id"] else []
    if not link["task_id"] and link["line"]:
        said.append(message("task_answers.intro", lang, line=link["line"]))
    if link["deadline"]:
        said.append(message("task_answers.due", lang, day=format_date(link["deadline"], lang)))
    return " · ".join(said), link["text_vi"] or "", link["note"] or ""


def _answer(demand: Demand, plan: TaskDocument, lang: str) -> Markup:
    verdict = demand.verdict(plan.document_id)
    if verdict is Verdict.NOT_ASKED:
        return _HTML.not_asked(lang)
    word = sentence_case(message(f"task_relation.{verdict}", lang))
    links = demand.said[plan.document_id]
    return _HTML.answer(_MARKS[verdict], word, _where(links, lang), [_words(link, lang) for link in links])


def _where(links: Sequence[Link], lang: str) -> str:
    """'việc 9, 10' and the first and last of their deadlines."""
    numbers = list(dict.fromkeys(link["number"] for link in links if link["task_id"]))
    said = [message("task.numbered", lang, number=", ".join(_runs(numbers)))] if numbers else []
    days = [link["deadline"] for link in links if link["deadline"]]
    if days:
        ends = " – ".join(format_date(day, lang) for day in sorted({min(days), max(days)}))
        said.append(message("task_answers.due", lang, day=ends))
    if not said and links[0]["line"]:
        said.append(message("task_answers.intro", lang, line=links[0]["line"]))
    return " · ".join(said)


def _runs(numbers: Sequence[str]) -> list[str]:
    """Whole numbers that follow one another as '6–32', everything else as it is."""
    runs: list[list[str]] = []
    for number in numbers:
        last = runs[-1][-1] if runs else ""
        if number.isdecimal() and last.isdecimal() and int(number) == int(last) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [text for run in runs for text in ([f"{run[0]}–{run[-1]}"] if len(run) > _SHORTEST_RUN else run)]


def _own(snapshot: Snapshot, link: Link, lang: str) -> tuple[str, str, tuple[str, str, str]]:
    """A duty that is a plan's own: whose, its title, its words."""
    place = documents(snapshot)[link["document_id"]].place_name(lang)
    return place, link["title_vi"], _words(link, lang)
