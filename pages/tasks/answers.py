"""The view of central demands: each one with what every plan answers, or that it leaves it out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi.charts.palette import words_and_tint
from kpi.model.cache import kept
from kpi.model.codes import Status
from kpi.model.records import plain_records
from kpi.reading.task_answers import Demand, Link, Verdict, counts, demands
from kpi.reading.tasks import TaskDocument, View, documents
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, message, sentence_case

PLANS_SHOWN = 6
_SHORTEST_RUN = 2
_ON_PROVINCES = ("provinces", "some_provinces")
_MARKS = {
    Verdict.ANSWERED: ("●", *words_and_tint(Status.ON_PLAN)),
    Verdict.PARTLY: ("◐", *words_and_tint(Status.SLIGHTLY_BEHIND)),
    Verdict.LEFT_OUT: ("✕", *words_and_tint(Status.BELOW_BASELINE)),
}


@kept(4)
def all_demands(shown: Snapshot) -> tuple[list[Demand], list[Link]]:
    """Every central demand, and the links of duties that are a plan's own."""
    links = plain_records(task_queries.answers(shown))
    return demands(links), [link for link in links if link["relation"] == "own"]


@kept(64)
def answers_html(shown: Snapshot, view: View) -> str:
    """One row a demand on provinces, one column a plan; demands on others and a plan's own tasks below."""
    lang = view.lang
    every, own = all_demands(shown)
    plans, total = _plans(shown, view, every)
    if not plans or not every:
        return f"<p class='lead'>{escape(message('task_answers.nothing', lang))}</p>"
    asked = [demand for demand in every if demand.audience in _ON_PROVINCES]
    others = [demand for demand in every if demand.audience not in _ON_PROVINCES and _touched(demand, plans)]
    notice = documents(shown)[asked[0].asked[0]["document_id"]].name(lang)
    said = "".join(f"<li>{escape(_said(asked, plan, lang))}{_left_out(asked, plan, lang)}</li>" for plan in plans)
    lead = escape(message("task_answers.lead", lang, count=len(asked), notice=notice))
    parts = [
        f"<h2>{escape(message('task_answers.title', lang))}</h2><p class='lead'>{lead}</p><ul class='said'>{said}</ul>",
        _table(asked, plans, lang),
    ]
    if total > len(plans):
        parts.append(
            f"<p class='muted'>{escape(message('task_answers.more_plans', lang, shown=len(plans), total=total))}</p>"
        )
    if others:
        title = escape(message("task_answers.central_bodies", lang, count=len(others)))
        parts.append(f"<details><summary>{title}</summary>{_table(others, plans, lang)}</details>")
    mine = [link for link in own if link["document_id"] in {plan.document_id for plan in plans}]
    if mine:
        title = escape(message("task_answers.own", lang, count=len(mine)))
        items = "".join(f"<li>{_own(shown, link, lang)}</li>" for link in mine)
        parts.append(f"<details><summary>{title}</summary><ul>{items}</ul></details>")
    return f"<section class='stack'>{''.join(parts)}</section>"


def plans_shown(shown: Snapshot, view: View) -> list[str]:
    """The plans that stand side by side, by id."""
    return [plan.document_id for plan in _plans(shown, view, all_demands(shown)[0])[0]]


def _plans(shown: Snapshot, view: View, every: Sequence[Demand]) -> tuple[list[TaskDocument], int]:
    """The plans to show side by side: those of the choice that say something of a demand, and how many there are."""
    speaking = {document_id for demand in every for document_id in demand.said}
    chosen = [
        document
        for document in documents(shown).values()
        if document.document_id in speaking
        and view.choice.place in {"", document.place}
        and view.choice.document in {"", document.document_id}
        and document.issued_on <= view.day
    ]
    return chosen[:PLANS_SHOWN], len(chosen)


def _touched(demand: Demand, plans: Sequence[TaskDocument]) -> bool:
    return any(plan.document_id in demand.said for plan in plans)


def _said(asked: Sequence[Demand], plan: TaskDocument, lang: str) -> str:
    found = counts(asked, plan.document_id)
    return message(
        "task_answers.said",
        lang,
        place=plan.place_name(lang),
        full=found[Verdict.ANSWERED],
        partly=found[Verdict.PARTLY],
        left=found[Verdict.LEFT_OUT],
    )


def _left_out(asked: Sequence[Demand], plan: TaskDocument, lang: str) -> str:
    """The demands that a plan leaves out, by name: what a reader must know first."""
    titles = [demand.title for demand in asked if demand.verdict(plan.document_id) is Verdict.LEFT_OUT]
    if not titles:
        return ""
    return f" <span class='muted'>{escape(message('task_answers.left_named', lang, titles='; '.join(titles)))}</span>"


def _table(asked: Sequence[Demand], plans: Sequence[TaskDocument], lang: str) -> str:
    heads = [message("task_answers.demand", lang), *(plan.place_name(lang) for plan in plans)]
    head = "".join(f"<th scope='col'>{escape(text)}</th>" for text in heads)
    body = "".join(
        f"<tr><th scope='row'>{_demand(demand, lang)}</th>"
        + "".join(
            f"<td data-plan='{escape(plan.place_name(lang))}'>{_answer(demand, plan, lang)}</td>" for plan in plans
        )
        + "</tr>"
        for demand in asked
    )
    table = f"<table class='answers'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='scroll' tabindex='0'>{table}</div>"


def _demand(demand: Demand, lang: str) -> str:
    some = (
        f" <span class='flag'>{escape(message('task_answers.some', lang))}</span>"
        if demand.audience == "some_provinces"
        else ""
    )
    words = "".join(_words(link, lang) for link in demand.asked)
    return f"<details><summary lang='vi'>{escape(demand.title)}</summary>{words}</details>{some}"


def _words(link: Link, lang: str) -> str:
    said = [message("task.numbered", lang, number=link["number"])] if link["task_id"] else []
    if not link["task_id"] and link["line"]:
        said.append(message("task_answers.intro", lang, line=link["line"]))
    if link["deadline"]:
        said.append(message("task_answers.due", lang, day=format_date(link["deadline"], lang)))
    words = f" <span lang='vi'>{escape(link['text_vi'])}</span>" if link["text_vi"] else ""
    note = f" <span class='muted'>{escape(link['note'])}</span>" if link["note"] else ""
    return f"<p><b>{escape(' · '.join(said))}</b>{words}{note}</p>"


def _answer(demand: Demand, plan: TaskDocument, lang: str) -> str:
    verdict = demand.verdict(plan.document_id)
    if verdict is Verdict.NOT_ASKED:
        return f"<span class='muted'>{escape(message('task_answers.not_asked', lang))}</span>"
    glyph, ink, tint = _MARKS[verdict]
    word = sentence_case(message(f"task_relation.{verdict}", lang))
    shape = f"<span aria-hidden='true'>{glyph}</span>"
    mark = f"<span class='status' style='color:{ink};background:{tint}'>{shape} {escape(word)}</span>"
    links = demand.said[plan.document_id]
    words = "".join(_words(link, lang) for link in links)
    return (
        f"{mark}<details><summary>{escape(_where(links, lang))}</summary>{words}</details>"
        if _where(links, lang)
        else mark + words
    )


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


def _own(shown: Snapshot, link: Link, lang: str) -> str:
    place = documents(shown)[link["document_id"]].place_name(lang)
    return f"<b>{escape(place)}</b> · <span lang='vi'>{escape(link['title_vi'])}</span>{_words(link, lang)}"
