"""Words, states, messages, tables and choices of the pages, each in every state; the numbers are examples."""

from __future__ import annotations

from kpi.charts.tasks.task_styles import task_style, task_word
from kpi.charts.theme import STATUS_STYLES
from kpi.charts.tokens import SIZES, SPACES
from kpi.markup import Cell, Column, Markup, Row, Table, joined, macros
from kpi.markup.pieces import folded
from kpi.model.task_codes import Group, State
from kpi.words import format_number, message, state_word
from ui.cards import badge, facts

_HTML = macros(__name__)
_STRIP = macros("pages.overview.strip")
_TASKS = macros("ui.tasks.marks")
_NOTICES = macros("ui.notices")
_SHELL = macros("ui.shell")
_CHANGES = macros("ui.changes.band")

_MARKS = 9
"""As many marks as the longest example of a strip has."""


def parts(lang: str) -> list[tuple[str, Markup]]:
    """What the gallery shows, by the key of its title, in order."""
    return [
        ("type", _HTML.type(list(SIZES), list(SPACES), lang)),
        ("words", _HTML.words(facts([("20", message("gallery.fact", lang)), ("0", message("no_data", lang))]), lang)),
        ("states", _states(lang)),
        ("strip", _strip(lang)),
        ("messages", _messages(lang)),
        ("table", _table(lang)),
        ("choices", _HTML.choices(_names(lang), lang)),
    ]


def _states(lang: str) -> Markup:
    """The states of targets and of tasks: word, shape and colour."""
    targets = [badge(code, lang) for code in STATUS_STYLES]
    tasks = [_task(state, Group.LATER, lang) for state in State]
    tasks += [_task(State.NOT_STARTED, Group.OVERDUE, lang), _task(State.NOT_REPORTED, Group.PAST_DEADLINE, lang)]
    return joined([_HTML.line(targets), _HTML.line(tasks)])


def _task(state: State, group: Group, lang: str) -> Markup:
    return _TASKS.badge(task_style(state, group), task_word(state, group, lang))


def _strip(lang: str) -> Markup:
    """One mark a target, by section, with the counts above."""
    counts = [
        (style, f"{format_number(place, lang)} {style.word(lang)}")
        for place, style in enumerate(STATUS_STYLES.values(), start=1)
    ]
    marks = [("#", style, message("gallery.indicator", lang), style.word(lang)) for style in STATUS_STYLES.values()]
    groups = [
        (message("section.infrastructure", lang), marks[:4]),
        (message("section.digital_transformation", lang), (marks * 2)[:_MARKS]),
    ]
    return _HTML.first(_STRIP.inside("", counts, groups))


def _messages(lang: str) -> Markup:
    said = (message("gallery.note", lang), message("gallery.note_line", lang))
    return joined(
        [
            _NOTICES.box(said, ""),
            _NOTICES.box(said[:1], "fault"),
            _SHELL.ribbon(lang),
            _CHANGES.band(message("gallery.changed", lang), "#", True, lang),
            _CHANGES.band(message("gallery.unchanged", lang), "#", False, lang),
            folded(message("gallery.folded", lang), _HTML.quote(lang)),
            folded(message("gallery.opened", lang), _HTML.quote(lang), opened=True),
        ]
    )


def _table(lang: str) -> Markup:
    """A table whose rows become cards on a phone: a section, every kind of cell, nothing known."""
    columns = [
        Column(message("table.indicator", lang), name=True),
        Column(message("table.planned", lang), number=True),
        Column(message("table.actual", lang)),
        Column(message("compare_head.status", lang)),
    ]
    rows = [
        Row((name, Cell(target, "num official"), Cell(actual, style), badge(state, lang)))
        for name, target, actual, style, state in (
            (message("gallery.indicator", lang), "≥ 85 %", "≈ 78 %", "", "slightly_behind"),
            (message("gallery.other_indicator", lang), "20 %", "14,02 %" if lang == "vi" else "14.02 %", "", "behind"),
            (message("gallery.third_indicator", lang), "6,5 %" if lang == "vi" else "6.5 %", message("no_data", lang),
             "none", "due_without_actual"),
        )
    ]  # fmt: skip
    return Table(columns, rows, caption=message("gallery.table", lang), style="stacked").html()


def _names(lang: str) -> list[tuple[str, str]]:
    """The options of the select box that is shown open, with their classes."""
    states = ("met", "behind", "not_due")
    looks = ("pick-chosen", "pick-stood", "")
    return [(state_word(state, lang), look) for state, look in zip(states, looks, strict=True)]
