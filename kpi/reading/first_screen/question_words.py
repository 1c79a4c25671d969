"""What the questions for a meeting say, each with what it stands on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from kpi.model.cited import cited_by
from kpi.reading.first_screen.questions import Ask, Question
from kpi.reading.first_screen.told import Told, amount, listed
from kpi.reading.first_screen.verdict import when_due
from kpi.words import document_name, format_date, format_number, format_pace, format_value, message

Facts = dict[str, str]


@dataclass(frozen=True)
class _Asked:
    question: Question
    names: Mapping[str, str]
    why: str
    lang: str


def question_words(question: Question, names: Mapping[str, str], why: str, lang: str) -> Told:
    """What one question says; `names` are those of former units, `why` tells why nobody is named for reporting."""
    asked = _Asked(question, names, why, lang)
    key = f"first_screen.ask.{question.ask}" + ("_several" if len(question.inherited) > 1 else "")
    head = message(key, lang, **_HEADS[question.ask](asked))
    return Told(head, _BASES[question.ask](asked))


def _due(asked: _Asked) -> Facts:
    return {
        "count": format_number(len(asked.question.results), asked.lang),
        "when": when_due(asked.question.results, asked.lang),
    }


def _behind(asked: _Asked) -> Facts:
    return {"count": format_number(len(asked.question.subjects), asked.lang)}


def _tasks(asked: _Asked) -> Facts:
    assert asked.question.duties is not None
    return {"count": format_number(asked.question.duties.past, asked.lang)}


def _below(asked: _Asked) -> Facts:
    assert asked.question.own is not None
    assert asked.question.national is not None
    return {
        "name": asked.question.subjects[0].indicator.name(asked.lang),
        "own": amount(asked.question.own, asked.lang),
        "year": str(int(asked.question.own["year"])),
        "national": amount(asked.question.national, asked.lang),
    }


def _next(asked: _Asked) -> Facts:
    day = date(asked.question.targets[0].year, 12, 31)
    return {"count": format_number(len(asked.question.targets), asked.lang), "day": format_date(day, asked.lang)}


def _inherited(asked: _Asked) -> Facts:
    owners = asked.question.inherited
    count = sum(number for _, number in owners)
    units = asked.names[owners[0][0]] if len(owners) == 1 else format_number(len(owners), asked.lang)
    return {"count": format_number(count, asked.lang), "units": units}


def _nothing(_: _Asked) -> Facts:
    return {}


def _not_met_basis(asked: _Asked) -> str:
    first = asked.question.results[0]
    target, name = first.targets[0], first.indicator.name(asked.lang)
    return message(
        "first_screen.ask.not_met_basis",
        asked.lang,
        name=name,
        target=amount(target, asked.lang),
        year=int(target["year"]),
    )


def _behind_basis(asked: _Asked) -> str:
    """The pace that would catch up, where one is known."""
    item = asked.question.subjects[0]
    row, name = item.row, item.indicator.name(asked.lang)
    if row is None or row["next_milestone"] is None or row["required_per_year"] is None:
        return message("first_screen.ask.behind_plain", asked.lang, name=name)
    unit = item.indicator.unit
    facts = {
        "goal": format_value(row["next_milestone"], unit, asked.lang),
        "year": str(int(row["next_milestone_year"])),
        "pace": format_pace(abs(row["required_per_year"]), unit, asked.lang),
    }
    return message("first_screen.ask.behind_basis", asked.lang, name=name, **facts)


def _silent_basis(asked: _Asked) -> str:
    agencies = list(dict.fromkeys(str(row["agency"]) for row in asked.question.reporters))
    if not agencies:
        return asked.why
    return message("first_screen.ask.silent_basis", asked.lang, agencies=listed(agencies, "more_bodies", asked.lang))


def _tasks_basis(asked: _Asked) -> str:
    duties = asked.question.duties
    assert duties is not None
    if not duties.bodies:
        assert duties.earliest is not None
        return message("first_screen.ask.tasks_plain", asked.lang, day=format_date(duties.earliest, asked.lang))
    told = [
        message("first_screen.ask.tasks_body", asked.lang, name=body.name, count=format_number(body.past, asked.lang))
        for body in duties.bodies
    ]
    return message("first_screen.ask.tasks_basis", asked.lang, bodies="; ".join(told))


def _below_basis(asked: _Asked) -> str:
    assert asked.question.national is not None
    document = document_name(cited_by(asked.question.national), asked.lang)
    return message("first_screen.ask.below_nation_basis", asked.lang, document=document)


def _next_basis(asked: _Asked) -> str:
    names = dict.fromkeys(item.name(asked.lang) for item in asked.question.indicators)
    return message("first_screen.ask.next_due_basis", asked.lang, names=listed(list(names), "more_names", asked.lang))


def _inherited_basis(asked: _Asked) -> str:
    return message("first_screen.ask.inherited_basis", asked.lang)


def _no_plan_basis(asked: _Asked) -> str:
    return message("first_screen.ask.no_plan_basis", asked.lang)


_HEADS: Mapping[Ask, Callable[[_Asked], Facts]] = {
    Ask.NOT_MET: _due,
    Ask.BEHIND: _behind,
    Ask.SILENT: _due,
    Ask.TASKS: _tasks,
    Ask.BELOW_NATION: _below,
    Ask.NEXT_DUE: _next,
    Ask.INHERITED: _inherited,
    Ask.NO_PLAN: _nothing,
}
_BASES: Mapping[Ask, Callable[[_Asked], str]] = {
    Ask.NOT_MET: _not_met_basis,
    Ask.BEHIND: _behind_basis,
    Ask.SILENT: _silent_basis,
    Ask.TASKS: _tasks_basis,
    Ask.BELOW_NATION: _below_basis,
    Ask.NEXT_DUE: _next_basis,
    Ask.INHERITED: _inherited_basis,
    Ask.NO_PLAN: _no_plan_basis,
}
