"""The slides of a meeting as a worker makes them: those of one item, and how many each item has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from kpi.briefing.content import Block, Content
from kpi.briefing.forms import Lang, context_of
from kpi.briefing.front.bars import headline_charts
from kpi.briefing.library import Library
from kpi.briefing.model import Briefing, Form, Item, ItemKind, TableView
from kpi.briefing.resolve import content_of
from kpi.briefing.tables import chart_item
from kpi.jobs.errors import JobError
from kpi.jobs.messages import OrderContext
from kpi.jobs.slide import setting_of, slides
from kpi.jobs.slide_parts import parts_of
from kpi.reading.province import provinces


def item_slides(on: OrderContext, item: Item) -> list[str]:
    """The slides of one item as HTML. Raises JobError for one that has nothing to show."""
    content = _content(on, (item,))
    if content.problems:
        raise JobError("unusable", tuple(problem.why for problem in content.problems))
    units = provinces(on.snapshot)
    place = units[item.province_id].full_name(on.lang) if item.province_id in units else ""
    setting = setting_of(content.context, place)
    return [
        str(slide)
        for block in _shown(on, item, next(content.blocks()))
        for slide in slides(block, on.lang, setting, tasks=item.kind is ItemKind.TASKS)
    ]


def slide_counts(on: OrderContext, items: tuple[Item, ...]) -> list[int]:
    """How many slides each item has; one for one that says why it has nothing to show."""
    content = _content(on, items)
    unusable = {problem.place for problem in content.problems}
    blocks = content.blocks()
    return [1 if place in unusable else _count(on, item, next(blocks)) for place, item in enumerate(items, start=1)]


def _count(on: OrderContext, item: Item, block: Block) -> int:
    tasks = item.kind is ItemKind.TASKS
    return sum(len(parts_of(shown, on.lang, tasks=tasks)) for shown in _shown(on, item, block))


def _shown(on: OrderContext, item: Item, block: Block) -> Sequence[Block]:
    """What is shown of an item: of the bars the chart of each indicator, which is read across a room."""
    if item.table is not TableView.HEADLINES:
        return [block]
    library = Library(on.snapshot, context_of(on.snapshot, on.lang, on.standpoint, on.base_url))
    charts = tuple(chart_item(item.province_id, name) for name in headline_charts(library, item.province_id))
    return list(_content(on, charts).blocks()) or [block]


def _content(on: OrderContext, items: tuple[Item, ...]) -> Content:
    gathered = Briefing(
        form=Form.SELECTION,
        lang=cast(Lang, on.lang),
        as_of=on.standpoint.as_of,
        known=on.standpoint.known,
        items=items,
    )
    return content_of(on.snapshot, gathered, today=on.standpoint.today, base_url=on.base_url)
