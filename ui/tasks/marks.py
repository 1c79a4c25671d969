"""Small pieces that every view of a task shares: its state, its deadline, its bodies, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kpi.charts.tasks.task_styles import task_style, task_word
from kpi.markup import Markup, joined, macros
from kpi.model.task_codes import Group, State
from kpi.reading.said import tasks as said
from kpi.reading.tasks import Agency, Judged, Row
from kpi.words import format_date, message

_HTML = macros(__name__)


@lru_cache(256)
def badge(state: State, group: Group, lang: str) -> Markup:
    """The state of a task: word, shape and colour together."""
    return _HTML.badge(task_style(state, group), task_word(state, group, lang))


def deadline_html(row: Row, judged: Judged, lang: str) -> Markup:
    """The last day in time with what is left of it, or that there is none."""
    left = said.days_left(judged, lang) if row["deadline"] is not None else ""
    late = bool(left) and judged.days_left is not None and judged.days_left < 0
    return _HTML.deadline(said.deadline(row, judged, lang), left, late)


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
