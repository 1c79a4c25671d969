"""What the page Nhiệm vụ says in sentences: how many tasks, how many past their deadline, who leads most."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.model.task_codes import Group
from kpi.reading.said.values import listed
from kpi.reading.task_answers import Demand, Verdict, counts
from kpi.reading.task_index import Codes
from kpi.reading.tasks import (
    Found,
    Judged,
    Row,
    TaskDocument,
    View,
    agencies,
    documents,
    index,
    of_view,
    states_on,
)
from kpi.reading.workload import Load, heaviest
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, format_number, message

MOST_LEADERS = 3
"""At most so many bodies that lead equally many tasks are named as leading most; among more nobody stands out."""


def deadlines(snapshot: Snapshot, view: View) -> str:
    """How many tasks are past their deadline; of a unit that was merged, that its tasks are history."""
    found, lang = of_view(snapshot, view), view.lang
    if found.groups[Group.FORMER]:
        return message("task.said_former", lang, total=format_number(found.groups[Group.FORMER], lang))
    overdue, silent = found.groups[Group.OVERDUE], found.groups[Group.PAST_DEADLINE]
    key = "task.said_overdue" if overdue else "task.said_silent" if silent else "task.said_none"
    numbers = {"overdue": overdue, "silent": silent, "total": found.total}
    told = {name: format_number(number, lang) for name, number in numbers.items()}
    return message(key, lang, day=format_date(view.day, lang), **told)


def soon(snapshot: Snapshot, view: View) -> str:
    """How many tasks fall due soon; empty for none."""
    count = of_view(snapshot, view).groups[Group.SOON]
    return message("task.said_soon", view.lang, soon=format_number(count, view.lang)) if count else ""


def leading(snapshot: Snapshot, view: View) -> str:
    """Who leads most tasks, where the choice speaks of one place and a few bodies stand out; else empty."""
    if not view.choice.place or view.choice.agencies or of_view(snapshot, view).groups[Group.FORMER]:
        return ""
    loads = loads_of(snapshot, view, named=True)
    most = max((load.lead for load in loads), default=0)
    first = [load for load in loads if load.lead == most]
    if most < 1 or len(first) > MOST_LEADERS or len(first) == len(loads) > 1:
        return ""
    names = [agencies(snapshot)[load.agency_id].name_vi for load in first]
    return message("task.said_lead", view.lang, name=listed(names, view.lang), count=format_number(most, view.lang))


def head(snapshot: Snapshot, view: View) -> str:
    """The three sentences under the title."""
    return " ".join(part for part in (f(snapshot, view) for f in (deadlines, soon, leading)) if part)


def notes(snapshot: Snapshot, view: View) -> list[str]:
    """What is counted apart: annex and running text, documents issued later, units that were merged."""
    found, lang = of_view(snapshot, view), view.lang
    told = _parts(snapshot, view, found)
    if found.not_issued:
        told.append(message("task.not_issued", lang, count=format_number(found.not_issued, lang)))
    if found.left_out:
        told.append(message("task.left_out_former", lang, count=format_number(found.left_out, lang)))
    return told


def _parts(snapshot: Snapshot, view: View, found: Found) -> list[str]:
    """How many of the tasks stand in the annex and how many in the running text, where there are both."""
    body = int((found.every & index(snapshot).is_("section", "body")).sum())
    if not 0 < body < found.total:
        return []
    annex = format_number(found.total - body, view.lang)
    return [message("task.parts", view.lang, annex=annex, body=format_number(body, view.lang))]


def due(snapshot: Snapshot, view: View) -> str:
    """How the tasks of one place stand, for its first page."""
    found, lang = of_view(snapshot, view), view.lang
    own = [document.name(lang) for document in documents(snapshot).values() if document.place == view.choice.place]
    numbers = {
        "overdue": found.groups[Group.OVERDUE],
        "silent": found.groups[Group.PAST_DEADLINE],
        "soon": found.groups[Group.SOON],
        "total": found.total,
    }
    told = {name: format_number(number, lang) for name, number in numbers.items()}
    key = "task_due.former" if found.groups[Group.FORMER] else "task_due.said"
    return message(key, lang, day=format_date(view.day, lang), document="; ".join(own), **told)


def days_left(judged: Judged, lang: str) -> str:
    """'còn 12 ngày', 'quá hạn 3 ngày'; empty where there is no day to count to.

    Days past the deadline are counted only where a report says that the task is unfinished.
    """
    if judged.group in {Group.FINISHED, Group.PAST_DEADLINE, Group.FORMER} or judged.days_left is None:
        return ""
    days = judged.days_left
    if days == 0:
        return message("task.last_day", lang)
    late = days < 0
    if abs(days) == 1:
        return message("task.late_one" if late else "task.left_one", lang)
    return message("task.late" if late else "task.left", lang, days=format_number(abs(days), lang))


def deadline(row: Row, judged: Judged, lang: str) -> str:
    """The last day in time, or that there is none."""
    if row["deadline"] is not None:
        return format_date(row["deadline"], lang)
    ongoing = judged.group is Group.ONGOING or row["deadline_kind"] == "ongoing"
    return message("task.ongoing" if ongoing else "task.undated", lang)


def timeline(snapshot: Snapshot, dated: Codes, view: View) -> str:
    """The chart of deadlines in words; `dated` are the tasks that have one."""
    lang, days = view.lang, index(snapshot).deadline[dated]
    states = states_on(snapshot, view.day, view.known)
    overdue = (states.is_("group", Group.OVERDUE) | states.is_("group", Group.PAST_DEADLINE))[dated]
    return message(
        "task_timeline.alt",
        lang,
        count=format_number(len(dated), lang),
        first=format_date(days.min().item(), lang),
        last=format_date(days.max().item(), lang),
        overdue=format_number(int(overdue.sum()), lang),
        day=format_date(view.day, lang),
    )


def loads_of(snapshot: Snapshot, view: View, limit: int | None = None, *, named: bool) -> list[Load]:
    """The bodies of the view's tasks, those with most first: single ones, or the open lists."""
    among = frozenset(
        agency.agency_id
        for agency in agencies(snapshot).values()
        if (agency.is_named if named else agency.collective and agency.kind != "unreadable")
    )
    judged = states_on(snapshot, view.day, view.known)
    return heaviest(index(snapshot), judged, of_view(snapshot, view).mask, limit, among)


def answered(asked: Sequence[Demand], plan: TaskDocument, lang: str) -> str:
    """How many of the central demands a plan answers, answers in part, and leaves out."""
    found = counts(asked, plan.document_id)
    return message(
        "task_answers.said",
        lang,
        place=plan.place_name(lang),
        full=found[Verdict.ANSWERED],
        partly=found[Verdict.PARTLY],
        left=found[Verdict.LEFT_OUT],
    )


def asked_of_provinces(asked: Sequence[Demand], notice: TaskDocument, lang: str) -> str:
    """How many demands a central notice has for the provinces."""
    return message("task_answers.lead", lang, count=len(asked), notice=notice.name(lang))
