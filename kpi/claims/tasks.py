"""What the page Nhiệm vụ says in sentences, held against a second count: all places, all documents, every task."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kpi.claims.phrases import unnamed_numbers, without
from kpi.claims.recounted_tasks import Recount, TaskOnDay
from kpi.claims.whole import FalseClaim
from kpi.model.records import plain_records
from kpi.reading.said import tasks as said
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_answers import Demand, demands
from kpi.reading.task_index import Choice
from kpi.reading.tasks import View, agencies, documents, judged_at, places, states_on
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot
from kpi.words import LANGUAGES, format_date

_ON_PROVINCES = ("provinces", "some_provinces")


class Part(StrEnum):
    """What is said."""

    DEADLINES = "task_deadlines"
    LEADING = "task_leading"
    APART = "task_apart"
    ANSWER = "task_answer"
    DEADLINE = "task_deadline"


class TaskRule(StrEnum):
    """What a false sentence breaks."""

    COUNT = "task_count"
    ACCUSED = "task_accused"
    LEADER = "task_leader"


@dataclass(frozen=True)
class Told:
    """One sentence about tasks: what may stand in it, and what its numbers must be.

    `phrases` are names and days, `numbers` the counts that it must give, in any order; `overdue` tells whether any task
    that it is about is overdue by a report, `leaders` who leads most (where that is what it is about).
    """

    lang: str
    part: Part
    about: str
    text: str
    phrases: tuple[str, ...]
    numbers: tuple[int, ...]
    overdue: bool = False
    leaders: tuple[str, ...] = ()


_ACCUSES = {
    "vi": re.compile(r"quá hạn|chậm trễ|\bquá \d+ ngày", re.IGNORECASE),
    "en": re.compile(r"\boverdue|\b\d+ days? late|\blate\b", re.IGNORECASE),
}
_NOBODY = {
    "vi": ("không tính là đến hạn hay quá hạn", "0 quá hạn theo báo cáo"),
    "en": ("neither as due nor as overdue", "0 overdue as reported"),
}
"""How it is said that nothing is overdue."""
_COUNTS_DAYS = {"vi": re.compile(r"quá (?:hạn )?\d+ ngày"), "en": re.compile(r"\bby \d+ days?|\d+ days? late")}


def false_task_claims(snapshot: Snapshot, standpoint: Standpoint | None = None) -> Iterator[FalseClaim]:
    """Everything false that is said of tasks, in both languages."""
    for told in everything_told(snapshot, standpoint or Standpoint()):
        yield from judge(told)


def everything_told(snapshot: Snapshot, seen_from: Standpoint) -> Iterator[Told]:
    """Every sentence about the tasks of all places together, of each one, of each document, and of each task."""
    recount = Recount(snapshot, seen_from.day)
    choices = [Choice(), *(Choice(place=place) for place in places(snapshot, LANGUAGES[0]))]
    choices += [Choice(document=document) for document in documents(snapshot)]
    for lang in LANGUAGES:
        for choice in choices:
            yield from _of_choice(snapshot, recount, View(choice, seen_from, lang))
        yield from _answers(snapshot, lang)
        yield from _deadlines(snapshot, recount, View(Choice(), seen_from, lang))


def _of_choice(snapshot: Snapshot, recount: Recount, view: View) -> Iterator[Told]:
    lang, choice = view.lang, view.choice
    tasks = recount.of(choice.place, choice.document)
    about = choice.place or choice.document
    phrases = (format_date(view.day, lang), *_fixed(lang), *(d.name(lang) for d in documents(snapshot).values()))
    history, overdue, silent = (sum(getattr(task, name) for task in tasks) for name in ("history", "overdue", "silent"))
    late = overdue > 0
    if history:
        counts: tuple[int, ...] = (history,)
    elif overdue:
        counts = (overdue, silent, len(tasks))
    else:
        counts = (silent, len(tasks)) if silent else (len(tasks),)
    yield Told(lang, Part.DEADLINES, about, said.deadlines(snapshot, view), phrases, counts, late)
    soon = sum(task.soon for task in tasks)
    yield Told(lang, Part.DEADLINES, about, said.soon(snapshot, view), phrases, (soon,) if soon else ())
    yield Told(lang, Part.APART, about, " ".join(said.notes(snapshot, view)), phrases, _apart(recount, choice, tasks))
    if choice.place:
        yield _leading(snapshot, recount, view, tasks)
        counts = (len(tasks),) if history else (overdue, silent, soon, len(tasks))
        yield Told(lang, Part.DEADLINES, about, said.due(snapshot, view), phrases, counts, late)


def _fixed(lang: str) -> tuple[str, ...]:
    """Numbers that the sentences have in themselves: the days ahead, and the day of the mergers."""
    ahead = {"vi": "trong 30 ngày", "en": "in the next 30 days"}[lang]
    return ahead, {"vi": "trước 01/07/2025", "en": "before 1 July 2025"}[lang], *_ALSO[lang]


_ALSO = {"vi": (), "en": ("in 30 days", "from before 1 July 2025")}


def _apart(recount: Recount, choice: Choice, tasks: Sequence[TaskOnDay]) -> tuple[int, ...]:
    """Annex and running text, documents issued later, units that were merged: those that there are."""
    body = sum(task.body for task in tasks)
    later = sum(
        not task.issued and choice.place in {"", task.row["place"]} and choice.document in {"", task.row["document_id"]}
        for task in recount.tasks
    )
    left_out = 0 if choice.place or choice.document else sum(task.former and task.issued for task in recount.tasks)
    parts = (len(tasks) - body, body) if 0 < body < len(tasks) else ()
    return (*parts, *(count for count in (later, left_out) if count))


def _leading(snapshot: Snapshot, recount: Recount, view: View, tasks: Sequence[TaskOnDay]) -> Told:
    named = frozenset(agency.agency_id for agency in agencies(snapshot).values() if agency.is_named)
    led = recount.led(tasks, named)
    most = max(led.values(), default=0)
    first = tuple(agencies(snapshot)[agency_id].name_vi for (_, agency_id), count in led.items() if count == most)
    text = said.leading(snapshot, view)
    return Told(view.lang, Part.LEADING, view.choice.place, text, first, (most,) if text else (), leaders=first)


def _answers(snapshot: Snapshot, lang: str) -> Iterator[Told]:
    """How many central demands each plan answers, counted once more from the links of the duties."""
    links = plain_records(task_queries.answers(snapshot))
    asked = [demand for demand in demands(links) if demand.audience in _ON_PROVINCES]
    names = tuple(document.name(lang) for document in documents(snapshot).values())
    if asked:
        notice = documents(snapshot)[asked[0].asked[0]["document_id"]]
        demanded = {link["duty_id"] for link in links if link["relation"] == "demands"}
        count = len({link["duty_id"] for link in links if link["audience"] in _ON_PROVINCES} & demanded)
        yield Told(lang, Part.ANSWER, "", said.asked_of_provinces(asked, notice, lang), names, (count,))
    for plan in documents(snapshot).values():
        phrases = (*names, plan.place_name(lang), *_fixed(lang))
        text = said.answered(asked, plan, lang)
        yield Told(lang, Part.ANSWER, plan.document_id, text, phrases, _verdicts(asked, plan.document_id))


def _verdicts(asked: Sequence[Demand], document_id: str) -> tuple[int, int, int]:
    """Answered, in part, left out."""
    found = [0, 0, 0]
    for demand in asked:
        relations = {link["relation"] for link in demand.said.get(document_id, ())}
        for place, wanted in enumerate(({"answers"}, {"partly_answers", "details"}, {"left_out"})):
            if relations & wanted:
                found[place] += 1
                break
    return found[0], found[1], found[2]


def _deadlines(snapshot: Snapshot, recount: Recount, view: View) -> Iterator[Told]:
    """What every task says of its deadline."""
    states = states_on(snapshot, view.day, view.known)
    for place, task in enumerate(recount.tasks):
        judged = judged_at(states, place)
        text = said.days_left(judged, view.lang)
        if text:
            left = abs((task.row["deadline"] - view.day).days)
            numbers = (left,) if left else ()
            yield Told(view.lang, Part.DEADLINE, task.task_id, text, (), numbers, task.overdue)


def count(told: Told) -> Iterator[str]:
    """Every number is one of the counts, and every count is given."""
    left = sorted(int(re.sub(r"\D", "", number)) for number in unnamed_numbers(told.text, told.phrases))
    if told.text and left != sorted(told.numbers):
        yield f"{left} ≠ {sorted(told.numbers)}"


def accused(told: Told) -> Iterator[str]:
    """Nobody is called late, and no days are counted, where no report says that a task is unfinished."""
    if told.overdue and told.part is Part.DEADLINE:
        return
    spoken = _COUNTS_DAYS[told.lang].search(told.text)
    if not spoken and not told.overdue:
        spoken = _ACCUSES[told.lang].search(without(told.text, (*_NOBODY[told.lang], *told.phrases)))
    if spoken:
        yield spoken.group()


def leader(told: Told) -> Iterator[str]:
    """Who is said to lead most tasks does, and nobody who leads as many is left out."""
    if told.part is Part.LEADING and told.text:
        yield from (name for name in told.leaders if name not in told.text)


RULES: Mapping[TaskRule, Callable[[Told], Iterator[str]]] = MappingProxyType(
    {TaskRule.COUNT: count, TaskRule.ACCUSED: accused, TaskRule.LEADER: leader}
)


def judge(told: Told) -> Iterator[FalseClaim]:
    """What is false in one text."""
    for rule, finds in RULES.items():
        for what in finds(told):
            yield FalseClaim(told.about, "", "", told.lang, told.part, rule, what, told.text)
