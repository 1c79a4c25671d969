"""What a worker does that makes files: one order after the other (see `kpi.jobs.child`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, cast

from kpi.briefing.content import ChartBlock, Content, Problem
from kpi.briefing.explain import Explanation, explain
from kpi.briefing.forms import FormError, Lang, compose
from kpi.briefing.library import ItemError
from kpi.briefing.model import Briefing
from kpi.briefing.numbers import BadIdError
from kpi.briefing.register import Register, RegisterError
from kpi.briefing.resolve import chart_block_of, content_of
from kpi.export import ExportRefusedError
from kpi.export.files import data_file, export, picture
from kpi.export.formats import Format
from kpi.jobs.errors import JobError
from kpi.jobs.frame_slides import closing_slide, opening_slide
from kpi.jobs.meeting import item_slides, slide_counts
from kpi.jobs.messages import Delivery, Order, OrderContext, Work
from kpi.jobs.preview import preview
from kpi.model.cache import reading_as
from kpi.words import message

Step = Callable[[str], None]


def do(job: dict[str, Any], step: Step) -> tuple[dict[str, Any], bytes]:
    """Do what is ordered: facts and the bytes of a file. Raises JobError."""
    made = deliver(Order.from_plain(job), step)
    return made.facts, made.data


def deliver(order: Order, step: Step) -> Delivery:
    """Do what is ordered. Raises JobError."""
    try:
        with reading_as(order.on.standpoint.audience):
            return _WORK[order.work](order, step)
    except ExportRefusedError as refused:
        raise JobError("refused", problem_lines(refused.problems, order.on.lang)) from refused
    except (ItemError, FormError) as unusable:
        raise JobError("unusable", (_why(unusable, order.on.lang),)) from unusable
    except RegisterError as error:
        raise JobError("register", (str(error),)) from error


def problem_lines(problems: Iterable[Problem], lang: str) -> tuple[str, ...]:
    """What is wrong with a briefing, one line an item."""
    return tuple(
        message("basket.problem", lang, place=problem.place, title=problem.title, why=problem.why)
        for problem in problems
    )


def _why(error: ItemError | FormError, lang: str) -> str:
    return error.why if isinstance(error, ItemError) else message(error.key, lang, **error.values)


def _compose(order: Order, _: Step) -> Delivery:
    on = order.on
    assert order.form is not None
    days: dict[str, Any] = {"as_of": on.standpoint.as_of, "known": on.standpoint.known, "today": on.standpoint.today}
    made = compose(on.snapshot, order.form, **order.choice, lang=cast(Lang, on.lang), **days)
    return Delivery({"briefing": made.model_dump(mode="json")})


@lru_cache(maxsize=8)
def _content(on: OrderContext, briefing: Briefing) -> Content:
    return content_of(on.snapshot, briefing, today=on.standpoint.today, base_url=on.base_url)


def _preview(order: Order, step: Step) -> Delivery:
    assert order.briefing is not None
    step("charts")
    content = _content(order.on, order.briefing)
    step("preview")
    return Delivery(preview(content))


def _slide(order: Order, _: Step) -> Delivery:
    assert order.item is not None
    return Delivery({"pages": item_slides(order.on, order.item)})


def _deck(order: Order, _: Step) -> Delivery:
    assert order.briefing is not None
    return Delivery({"counts": slide_counts(order.on, order.briefing.items)})


def _opening(order: Order, _: Step) -> Delivery:
    return Delivery({"pages": [opening_slide(order.on, order.choice["province_id"])]})


def _closing(order: Order, _: Step) -> Delivery:
    return Delivery({"pages": [closing_slide(order.on, order.choice["province_id"])]})


def _file(order: Order, step: Step) -> Delivery:
    assert order.briefing is not None
    step("charts")
    content = _content(order.on, order.briefing)
    step("file")
    made = export(content, Format(order.format), Register(order.on.register))
    return Delivery({"name": made.name, "mime": made.mime, "numbers": len(content.numbers())}, made.data)


def _chart_block(order: Order) -> ChartBlock:
    assert order.item is not None
    on = order.on
    return chart_block_of(
        on.snapshot,
        order.item,
        lang=on.lang,
        as_of=on.standpoint.as_of,
        known=on.standpoint.known,
        today=on.standpoint.today,
        base_url=on.base_url,
    )


def _picture(order: Order, _: Step) -> Delivery:
    made = picture(_chart_block(order), Format(order.format), register=Register(order.on.register))
    return Delivery({"name": made.name, "mime": made.mime}, made.data)


def _data(order: Order, _: Step) -> Delivery:
    made = data_file(_chart_block(order), Format(order.format), register=Register(order.on.register))
    return Delivery({"name": made.name, "mime": made.mime}, made.data)


def _sources(order: Order, _: Step) -> Delivery:
    block = _chart_block(order)
    listed = [{"text": source.text, "url": source.url} for source in block.sources]
    return Delivery({"sources": listed, "group_id": block.group_id})


def _explain(order: Order, _: Step) -> Delivery:
    try:
        entries = Register(order.on.register).look_up(order.typed)
    except BadIdError as bad:
        raise JobError("unusable", (message("basket.bad_id", order.on.lang, typed=bad.typed),)) from bad
    on = order.on
    return Delivery(
        {"entries": [_plain(explain(on.snapshot, entry, on.lang, today=on.standpoint.today)) for entry in entries]}
    )


def _plain(told: Explanation) -> dict[str, Any]:
    """An explanation in plain values."""
    return {
        "number_id": told.number_id,
        "what": told.what,
        "title": told.title,
        "was": told.was,
        "was_on": told.was_on.isoformat(),
        "snapshot_id": told.snapshot_id,
        "now": told.now,
        "change": str(told.change),
        "because": told.because,
        "url": told.url,
        "demo": told.demo,
        "parts": [_plain(part) for part in told.parts],
    }


_WORK: dict[Work, Callable[[Order, Step], Delivery]] = {
    Work.COMPOSE: _compose,
    Work.PREVIEW: _preview,
    Work.SLIDE: _slide,
    Work.DECK: _deck,
    Work.OPENING: _opening,
    Work.CLOSING: _closing,
    Work.FILE: _file,
    Work.PICTURE: _picture,
    Work.DATA: _data,
    Work.SOURCES: _sources,
    Work.EXPLAIN: _explain,
}
