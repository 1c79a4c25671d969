"""Small pieces that every view of a task shares: its state, its deadline, its bodies, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kpi.charts.tasks.task_styles import task_style, task_word
from kpi.markup import Markup, joined, macros
from kpi.model.task_codes import Group, State
from kpi.reading.tasks import Agency, Judged, Row
from kpi.words import format_date, format_number, message

_HTML = macros(__name__)


@lru_cache(256)
def badge(state: State, group: Group, lang: str) -> Markup:
    """The state of a task: word, shape and colour together."""
    return _HTML.badge(task_style(state, group), task_word(state, group, lang))


def days_text(days_left: int, lang: str) -> str:
    """'còn 12 ngày', 'quá 3 ngày'."""
    if days_left == 0:
        return message("task.last_day", lang)
    if abs(days_left) == 1:
        return message("task.late_one" if days_left < 0 else "task.left_one", lang)
    days = format_number(abs(days_left), lang)
    return message("task.late", lang, days=days) if days_left < 0 else message("task.left", lang, days=days)


def deadline_html(row: Row, judged: Judged, lang: str) -> Markup:
    """The last day in time with what is left of it, or that there is none.

    Days past the deadline are counted only where a report says that the task is unfinished.
    """
    if row["deadline"] is None:
        key = "task.ongoing" if judged.group is Group.ONGOING or row["deadline_kind"] == "ongoing" else "task.undated"
        return _HTML.deadline(message(key, lang), "", False)
    day = format_date(row["deadline"], lang)
    if judged.group in {Group.FINISHED, Group.PAST_DEADLINE} or judged.days_left is None:
        return _HTML.deadline(day, "", False)
    return _HTML.deadline(day, days_text(judged.days_left, lang), judged.days_left < 0)


def flags_html(row: Row, judged: Judged, issued: str, lang: str) -> Markup:
    """What is unusual about the deadline: late on arrival, extended, done after it without proof."""
    said = []
    if row["original_deadline"] is not None:
        key = "task.late_on_arrival" if judged.late_on_arrival else "task.extended"
        dates = {name: format_date(row[name], lang) for name in ("original_deadline", "deadline")}
        facts = {"original": dates["original_deadline"], "deadline": dates["deadline"]}
        said.append(
            message(key, lang, **facts, issued=issued) if judged.late_on_arrival else message(key, lang, **facts)
        )
    if judged.done_unproven:
        said.append(message("task.done_unproven", lang))
    return _HTML.flags(said)


def bodies_html(bodies: Sequence[Agency], lang: str) -> Markup:
    """Names of bodies; open lists and unreadable cells are told apart."""
    return joined((_HTML.body(body, lang) for body in bodies), ", ") if bodies else _HTML.nobody(lang)
