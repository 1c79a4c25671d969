"""How many tasks each body leads and supports, as one bar each, its name above it: room for long names on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.charts import theme
from kpi.charts.scene.marks import Axis, Bar, Bars, Scene
from kpi.charts.scene.roles import Role
from kpi.words import format_number, message

LONGEST_NAME = 46
"""Longer names are cut short: a phone has no room for more."""


@dataclass(frozen=True)
class Carried:
    """One body: its name as shown, tasks led and tasks supported."""

    name: str
    lead: int
    coordinating: int


def load_scene(carried: Sequence[Carried], lang: str) -> Scene:
    """Bars of `carried` from top to bottom: dark for tasks led, light for tasks supported, each with its number."""
    led = [item.lead for item in carried]
    supported = [item.coordinating for item in carried]
    most = max(map(sum, zip(led, supported, strict=True)), default=0)
    return Scene(
        lang=lang,
        unit="",
        x=Axis(0, most, (), ()),
        y=Axis(len(carried) - 0.5, -0.9, (), ()),
        marks=(_bars(Role.LEAD, led, carried, lang), _bars(Role.COORDINATING, supported, carried, lang)),
        rows=tuple(_shortened(item.name) for item in carried),
    )


def _bars(role: Role, counts: Sequence[int], carried: Sequence[Carried], lang: str) -> Bars:
    name = message(f"task_load.{role}", lang)
    bars = tuple(
        Bar(row, count, format_number(count, lang) if count else "", told=(item.name, f"{name}: {count}"))
        for row, (item, count) in enumerate(zip(carried, counts, strict=True))
    )
    return Bars(role, theme.look(role), bars, name)


def load_alt_text(carried: Sequence[Carried], lang: str) -> str:
    """The bars in words."""
    values = "; ".join(
        message("task_load.alt_value", lang, name=item.name, lead=item.lead, coordinating=item.coordinating)
        for item in carried
    )
    return message("task_load.alt", lang, values=values)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
