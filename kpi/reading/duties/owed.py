"""Which body has what to report, by the documents' own words: tasks led, those past their deadline, duties to report.

A body is a role within one document. Bodies stand in the order in which the documents name them, never by who is
furthest behind, until agencies have reported: what nobody reported to the system says nothing about an agency.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kpi.model.records import Row
from kpi.model.task_codes import Group
from kpi.reading.due_results import WITHOUT_ACTUAL, Outcome, due_by_owner
from kpi.reading.province import cached, provinces, reporting
from kpi.reading.standpoint import Standpoint
from kpi.reading.task_index import Choice, Mask, TaskIndex, TaskStates
from kpi.reading.tasks import agencies, documents, found, index, states_on
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot
from kpi.words import fold, format_number, message


@dataclass(frozen=True)
class Owing:
    """What one body of one document has to do and to report; `past` and `led` are positions of tasks in the index.

    `silent` counts the tasks past their deadline of which the system received no result, `overdue` those that a report
    calls unfinished. `duties` are rows of `reporting`: the sentences that ask the body for reports. `last_report` is
    the newest day on which anything was reported or published of a task that it leads.
    """

    document_id: str
    agency: str
    agency_id: str
    led: tuple[int, ...]
    past: tuple[int, ...]
    silent: int
    overdue: int
    last_report: date | None
    duties: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Owed:
    """Every body of a choice of tasks, in order; `by_reports` says that agencies have reported, and order follows it.

    `open_targets` counts, for each document that asks for reports, its targets that fell due without an actual.
    """

    bodies: tuple[Owing, ...]
    by_reports: bool
    open_targets: Mapping[str, int]


@cached
def owed(snapshot: Snapshot, choice: Choice, standpoint: Standpoint) -> Owed:
    """The bodies that a choice of tasks names as leading, and those that its documents ask for reports."""
    tasks, states = index(snapshot), states_on(snapshot, standpoint.day, standpoint.known)
    mask = found(snapshot, choice, standpoint.day, standpoint.known).every
    led = _led(tasks, mask)
    whole = not (choice.agencies or choice.section or choice.state)
    duties = _duties(snapshot, choice, standpoint) if whole else []
    known, named = agencies(snapshot), defaultdict(list)
    for duty in duties:
        named[_body(snapshot, duty)].append(duty)
    bodies = [_owing(states, key, known[key[1]].name_vi, places, named.pop(key, ())) for key, places in led.items()]
    bodies += [
        _owing(states, key, known[key[1]].name_vi if key[1] in known else key[1], (), rows)
        for key, rows in named.items()
    ]
    by_reports = bool(task_queries.reported_documents(snapshot))
    order = {document_id: place for place, document_id in enumerate(documents(snapshot))}

    def place(body: Owing) -> tuple[int, int]:
        """Of several documents the first, then the order in which they were found."""
        return order.get(body.document_id, len(order)), -len(body.past) if by_reports else 0

    asked = dict.fromkeys(duty["document_id"] for duty in duties)
    open_targets = {name: _open_targets(snapshot, name, standpoint) for name in asked}
    return Owed(tuple(sorted(bodies, key=place)), by_reports, open_targets)


def first_owing(snapshot: Snapshot, province_id: str, standpoint: Standpoint, most: int = 3) -> tuple[Owing, ...]:
    """The first bodies of a province with a task past its deadline, for a first screen; in the order of `owed`."""
    every = owed(snapshot, Choice(place=province_id), standpoint).bodies
    return tuple(body for body in every if body.past)[:most]


def owing_words(body: Owing, lang: str) -> str:
    """'chủ trì 12 nhiệm vụ; 10 nhiệm vụ đã qua thời hạn, hệ thống chưa nhận được kết quả': what accuses nobody."""
    said = [message("owed.led", lang, count=format_number(len(body.led), lang))] if body.led else []
    if body.silent:
        said.append(message("owed.silent", lang, count=format_number(body.silent, lang)))
    if body.overdue:
        said.append(message("owed.overdue", lang, count=format_number(body.overdue, lang)))
    if body.duties:
        said.append(message("owed.must_report", lang, count=format_number(len(body.duties), lang)))
    return "; ".join(said)


def order_words(every: Owed, lang: str) -> str:
    """Why the bodies stand in this order."""
    return message("owed.order_by_reports" if every.by_reports else "owed.order_of_documents", lang)


def open_target_words(snapshot: Snapshot, every: Owed, lang: str) -> list[str]:
    """For each document that asks for reports: how many of its targets fell due without an actual, and who is named."""
    names = {item.document_id: item.undated_name(lang) for item in documents(snapshot).values()}
    return [
        message("owed.open_targets", lang, document=names.get(name, name), count=format_number(count, lang))
        for name, count in every.open_targets.items()
        if count
    ]


def _led(tasks: TaskIndex, mask: Mask) -> dict[tuple[str, str], tuple[int, ...]]:
    """The tasks that each single body of each document leads, in the order in which the files name the bodies."""
    kept = np.flatnonzero(mask[tasks.task_of_link] & tasks.leads)
    links = kept[np.argsort(tasks.task_of_link[kept], kind="stable")]
    names = tasks.agency_of_link.named(tasks.agency_of_link.codes[links])
    places = tasks.task_of_link[links].tolist()
    written_in = tasks.columns["document_id"].named(tasks.columns["document_id"].codes[tasks.task_of_link[links]])
    led: dict[tuple[str, str], list[int]] = defaultdict(list)
    for document_id, name, place in zip(written_in, names, places, strict=True):
        led[document_id, name].append(place)
    return {key: tuple(found) for key, found in led.items()}


def _owing(
    states: TaskStates,
    key: tuple[str, str],
    name: str,
    places: Sequence[int],
    duties: Iterable[Row],
) -> Owing:
    silent = states.is_("group", Group.PAST_DEADLINE)
    overdue = states.is_("group", Group.OVERDUE)
    past = tuple(place for place in places if silent[place] or overdue[place])
    days = states.cells["recorded_at"][list(places)].astype("datetime64[D]") if places else np.array([], "M8[D]")
    days = days[~np.isnat(days)]
    return Owing(
        document_id=key[0],
        agency=name,
        agency_id=key[1],
        led=tuple(places),
        past=past,
        silent=sum(bool(silent[place]) for place in past),
        overdue=sum(bool(overdue[place]) for place in past),
        last_report=days.max().item() if len(days) else None,
        duties=tuple(duties),
    )


def _duties(snapshot: Snapshot, choice: Choice, standpoint: Standpoint) -> list[Row]:
    """What the chosen documents say about reporting, of documents issued by then and units that still exist."""
    chosen = {
        name
        for name, item in documents(snapshot).items()
        if choice.place in {"", item.place}
        and choice.document in {"", name}
        and standpoint.has(item.issued_on)
        and (choice.place or choice.document or item.ended_on is None or item.ended_on >= standpoint.day)
    }
    return [duty for duty in reporting(snapshot) if duty["document_id"] in chosen]


def _body(snapshot: Snapshot, duty: Row) -> tuple[str, str]:
    """The body of the document's tasks that a duty names, by id; else what the duty calls it."""
    said = fold(duty["agency"])
    for body in agencies(snapshot).values():
        names = (body.name_vi, body.short_name, *(body.aliases or "").split(";"))
        if duty["document_id"] in body.document_scope.split(";") and said in {fold(name) for name in names}:
            return duty["document_id"], body.agency_id
    return duty["document_id"], duty["agency"]


def _open_targets(snapshot: Snapshot, document_id: str, standpoint: Standpoint) -> int:
    """The targets of a document that fell due and of which there is no actual of that day."""
    owner = documents(snapshot)[document_id].place
    if owner not in provinces(snapshot):
        return 0
    due = due_by_owner(snapshot, owner, standpoint).get(owner, ())
    return sum(
        item.outcome is Outcome.UNDECIDED
        and item.reason in WITHOUT_ACTUAL
        and any(row["document_id"] == document_id for row in item.targets)
        for item in due
    )
