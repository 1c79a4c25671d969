"""What stands around the tasks of one page: their rows, reports, corrections, numbers, and the same duty elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kpi.model.cache import cache
from kpi.reading.tasks import Agency, Judged, Row, TaskDocument, View, agencies, documents, rows_of
from kpi.store import task_queries
from kpi.store.warehouse import Snapshot

ByTwo = dict[tuple[str, str], list[Row]]
ByOne = dict[str, list[Row]]


@dataclass(frozen=True)
class Around:
    """What stands around the tasks of one page, by task; bodies and documents by id, links by duty.

    `rows` also holds the tasks of other documents that share a duty with one of the page.
    """

    bodies: dict[str, Agency]
    documents: dict[str, TaskDocument]
    rows: dict[str, Row]
    corrections: ByTwo
    numbers: ByOne
    duties: dict[str, list[str]]
    links: ByOne
    reports: ByOne


def around(snapshot: Snapshot, judged: dict[str, Judged], view: View) -> Around:
    """Everything that the cards of some tasks need: their rows are read, what documents say of them is at hand."""
    links, duties = _links(snapshot), _duties(snapshot)
    shared = {link["task_id"] for task_id in judged for duty in duties.get(task_id, ()) for link in links[duty]}
    others = sorted(shared - {None} - judged.keys())
    return Around(
        bodies=agencies(snapshot),
        documents=documents(snapshot),
        rows=rows_of(snapshot, (*judged, *others)),
        corrections=_corrections(snapshot),
        numbers=_numbers(snapshot),
        duties=duties,
        links=links,
        reports=_reports(snapshot, judged, view),
    )


def _reports(snapshot: Snapshot, judged: dict[str, Judged], view: View) -> ByOne:
    """The reports known on the day; only a task that one of them counts for can have any."""
    told = [task_id for task_id, how in judged.items() if how.recorded_at]
    if not told:
        return {}
    until = min(view.day, view.known or view.day)
    return _by((row for row in task_queries.reports_of(snapshot, told) if row["recorded_at"] <= until), "task_id")


@cache(4)
def _corrections(snapshot: Snapshot) -> ByTwo:
    grouped: ByTwo = defaultdict(list)
    for row in task_queries.corrections(snapshot):
        grouped[row["document_id"], row["number"]].append(row)
    return dict(grouped)


@cache(4)
def _numbers(snapshot: Snapshot) -> ByOne:
    return _by(task_queries.numbers(snapshot), "task_id")


@cache(4)
def _links(snapshot: Snapshot) -> ByOne:
    return _by(task_queries.duty_links(snapshot), "duty_id")


@cache(4)
def _duties(snapshot: Snapshot) -> dict[str, list[str]]:
    """The duties of every task that has one, in the order of their ids."""
    found: dict[str, list[str]] = defaultdict(list)
    for duty, links in _links(snapshot).items():
        for task_id in dict.fromkeys(link["task_id"] for link in links if link["task_id"]):
            found[task_id].append(duty)
    return dict(found)


def _by(rows: Iterable[Row], key: str) -> ByOne:
    grouped: ByOne = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return dict(grouped)
