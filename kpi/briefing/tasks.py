"""The duties of a province by how soon they are due, judged by the same rules as on the page of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kpi.briefing import links, numbers
from kpi.briefing.content import Cell, Group, Number, Row, Source, Table
from kpi.briefing.library import ItemError, Library
from kpi.briefing.model import Item
from kpi.briefing.table_parts import columns
from kpi.model import addresses
from kpi.model.task_codes import GROUPS, STATES, DeadlineKind, State
from kpi.model.task_codes import Group as TaskGroup
from kpi.reading.task_states import judge
from kpi.store import task_queries
from kpi.words import document_name, format_date, format_number, message

_CLIPPED = 130
_FIRST_BODIES = 2
_WIDTHS = (0.6, 4.4, 1.9, 1.2, 1.3)


@dataclass(frozen=True)
class _Task:
    """A task with how it stands."""

    row: dict[str, Any]
    group: TaskGroup
    state: State


def has_tasks(library: Library, province_id: str) -> bool:
    """Whether the province's own documents set tasks that were issued by the day stood on."""
    return bool(_tasks(library, province_id))


def tasks_table(library: Library, item: Item, *, brief: bool = False) -> Table:
    """Tasks by deadline, overdue first; `brief` cuts long words short, for a single page.

    Raises ItemError for an unknown unit.
    """
    context, lang = library.context, library.context.lang
    if item.province_id not in library.provinces:
        raise ItemError(message("briefing.unknown_province", lang, name=item.province_id))
    found = _tasks(library, item.province_id)
    key = numbers.group_key(context, "tasks", item.province_id)
    title = item.title or message("briefing.tasks_title", lang)
    counted = _counts(library, item.province_id, found)
    group = Group(
        numbers.number_id(context.snapshot_id, key), key, f"{title}, {library.name(item.province_id)}", "", counted
    )
    note = message("briefing.tasks_counts", lang, counts="; ".join(f"{n.what}: {n.text}" for n in counted if n.value))
    view = links.view(
        context.base_url, addresses.TASKS_PAGE, **{addresses.TASK_PLACE: item.province_id, addresses.LANGUAGE: lang}
    )
    return Table(
        title=title,
        columns=columns(lang, "number", "task", "lead", "deadline", "task_status"),
        rows=_rows(library, found, lang, _CLIPPED if brief else None),
        widths=_WIDTHS,
        group_id=group.group_id if found else "",
        remark=item.remark,
        note=note if found else "",
        empty="" if found else message("briefing.tasks_empty", lang, who=library.name(item.province_id)),
        url=view,
        sources=_sources(library, item.province_id, found),
        groups=(group,) if found else (),
    )


def _tasks(library: Library, province_id: str) -> list[_Task]:
    """The province's tasks in the order of the page: by group, deadline and place in the files."""
    context = library.context
    light = library.light_tasks
    mine = light[light["place"] == province_id].reset_index(drop=True)
    if mine.empty:
        return []
    judged = judge(mine, task_queries.reports(library.snapshot), context.standpoint.day, context.standpoint.known)
    rows = {row["task_id"]: row for row in task_queries.rows(library.snapshot, mine["task_id"].tolist())}
    judged = judged[judged["issued"]]
    order = judged.assign(place=range(len(judged))).sort_values(["group", "days_left", "place"], na_position="last")
    ids = mine["task_id"]
    places = zip(order.index, order["group"].tolist(), order["state"].tolist(), strict=True)
    return [_Task(rows[str(ids[index])], GROUPS[group], STATES[state]) for index, group, state in places]


def _counts(library: Library, province_id: str, found: list[_Task]) -> tuple[Number, ...]:
    counted = []
    for group in GROUPS:
        count = sum(task.group is group for task in found)
        if group is TaskGroup.FORMER and not count:
            continue
        words = message(f"task_group.{group}", library.context.lang)
        text = format_number(count, library.context.lang)
        counted.append(numbers.count_number(province_id, f"tasks.{group}", words, count, text, library.context))
    return tuple(counted)


def _rows(library: Library, shown: list[_Task], lang: str, most: int | None) -> tuple[Row, ...]:
    """The rows under their groups; `most` signs of a task's words, where the page is short."""
    agencies = library.agency_names
    rows: list[Row] = []
    group: TaskGroup | None = None
    for task in shown:
        if task.group is not group:
            group = task.group
            rows.append(Row((Cell(message(f"task_group.{group}", lang)),), heading=True))
        names = [agencies.get(name, name) for name in (task.row["lead_agencies"] or "").split(";") if name]
        lead = "; ".join(names if most is None else names[:_FIRST_BODIES])
        lead += "…" if most is not None and len(names) > _FIRST_BODIES else ""
        rows.append(
            Row(
                (
                    Cell(str(task.row["number"])),
                    Cell(_clipped(task.row["text_vi"], most)),
                    Cell(lead or message("task.nobody", lang)),
                    Cell(_deadline(task, lang)),
                    _state(task, lang),
                )
            )
        )
    return tuple(rows)


def _clipped(text: str, most: int | None) -> str:
    if most is None or len(text) <= most:
        return text
    return f"{text[:most].rpartition(' ')[0]}…"


def _deadline(task: _Task, lang: str) -> str:
    """The last day in time, the words of the document where they are no day, and an original deadline."""
    row = task.row
    if row["deadline"] is None:
        ongoing = row["deadline_kind"] == DeadlineKind.ONGOING
        return message("task.ongoing" if ongoing else "task.undated", lang)
    parts = [format_date(row["deadline"], lang)]
    if row["deadline_kind"] != DeadlineKind.DATE and row["deadline_printed"]:
        parts.append(f"({row['deadline_printed']})")
    if row["original_deadline"] is not None:
        parts.append(message("briefing.original_deadline", lang, day=format_date(row["original_deadline"], lang)))
    return "\n".join(parts)


def _state(task: _Task, lang: str) -> Cell:
    """The reported state; an overdue task says so, one past its deadline without a report says that.

    A task of a unit that has ceased to exist is its history.
    """
    if task.group is TaskGroup.FORMER:
        return Cell(message("task_state.former", lang))
    if task.group is TaskGroup.PAST_DEADLINE and task.state is State.NOT_REPORTED:
        return Cell(message("task_state.past_deadline", lang))
    overdue = task.group is TaskGroup.OVERDUE
    words = message(f"task_overdue.{task.state}" if overdue else f"task_state.{task.state}", lang)
    return Cell(words, tone="behind" if overdue else "")


def _sources(library: Library, province_id: str, found: list[_Task]) -> tuple[Source, ...]:
    """The documents that set the tasks, with the lines of those shown."""
    lang = library.context.lang
    named: dict[str, Source] = {}
    for document in library.facts(province_id).documents:
        name = document_name(document.cited, lang)
        named[document.document_id] = Source(name, f"{name}: {document.cited.title(lang)}")
    return tuple(dict.fromkeys(named[task.row["document_id"]] for task in found if task.row["document_id"] in named))
