"""The pages' way to the workers that make files: orders from where the reader stands, results that many share."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from kpi.briefing.links import BASE_URL_VARIABLE, base_url
from kpi.briefing.model import Briefing, Form, Item
from kpi.briefing.register import register_folder
from kpi.jobs.errors import JobError
from kpi.jobs.file_pool import FILES
from kpi.jobs.messages import Delivery, Order, OrderContext, Work
from kpi.jobs.process import OnStep
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot, warehouse_folder
from kpi.words import message
from ui.unmade_file import told_when_unmade

_CACHE: dict[str, Any] = {"max_entries": 256, "show_spinner": False, "hash_funcs": {Briefing: repr, Item: repr}}


def prepare() -> None:
    """Have a worker warm before the first order."""
    FILES.prepare()


def stand(snapshot: Snapshot, lang: str, standpoint: Standpoint) -> OrderContext:
    """Where the reader stands."""
    return OrderContext(
        snapshot=snapshot,
        lang=lang,
        standpoint=standpoint,
        base_url=_address_here(),
        register=register_folder(warehouse_folder()),
    )


def _address_here() -> str:
    """The address that links in files lead to: the declared one, else the one this reader came by."""
    here = urlsplit(st.context.url or "")
    if BASE_URL_VARIABLE in os.environ or not here.netloc:
        return base_url()
    return f"{here.scheme}://{here.netloc}"


def composed(on: OrderContext, form: Form, choice: dict[str, Any]) -> Briefing:
    """A ready form. Raises JobError."""
    return Briefing.model_validate(_composed(on, form, tuple(sorted(choice.items()))))


@st.cache_resource(**_CACHE)
def _composed(on: OrderContext, form: Form, choice: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    plain: dict[str, Any] = FILES.make(Order(Work.COMPOSE, on, form=form, choice=dict(choice))).facts["briefing"]
    return plain


@st.cache_resource(**_CACHE)
def preview(on: OrderContext, briefing: Briefing) -> dict[str, Any]:
    """The preview of a briefing (see `kpi.jobs.preview.preview`). Raises JobError."""
    return FILES.make(Order(Work.PREVIEW, on, briefing=briefing)).facts


@st.cache_resource(**_CACHE)
def slides(on: OrderContext, item: Item) -> list[str]:
    """The slides of one item as HTML. Raises JobError."""
    pages: list[str] = FILES.make(Order(Work.SLIDE, on, item=item)).facts["pages"]
    return pages


@st.cache_resource(**_CACHE)
def frame_slide(on: OrderContext, work: Work, province_id: str) -> str:
    """The first or the last slide of a meeting on a unit: OPENING or CLOSING. Raises JobError."""
    pages: list[str] = FILES.make(Order(work, on, choice={"province_id": province_id})).facts["pages"]
    return pages[0]


@st.cache_resource(**_CACHE)
def slide_counts(on: OrderContext, items: tuple[Item, ...]) -> list[int]:
    """How many slides each item has. Raises JobError."""
    counts: list[int] = FILES.make(Order(Work.DECK, on, briefing=Briefing(form=Form.SELECTION, items=items))).facts[
        "counts"
    ]
    return counts


@st.cache_resource(**_CACHE)
def sources(on: OrderContext, item: Item) -> dict[str, Any]:
    """The sources of one chart and its ID. Raises JobError."""
    return FILES.make(Order(Work.SOURCES, on, item=item)).facts


def explained(on: OrderContext, typed: str) -> list[dict[str, Any]]:
    """What the register holds under a typed ID, told with today's data. Raises JobError."""
    found: list[dict[str, Any]] = FILES.make(Order(Work.EXPLAIN, on, typed=typed)).facts["entries"]
    return found


def file(on: OrderContext, briefing: Briefing, form: str, on_step: OnStep) -> Delivery:
    """A file of a whole briefing. Raises JobError."""
    return FILES.make(Order(Work.FILE, on, briefing=briefing, format=form), on_step)


def later(on: OrderContext, work: Work, item: Item, form: str) -> Callable[[], bytes]:
    """A file of one item, made when it is called; raises UnmadeFileError then: no empty file is handed out."""
    make = partial(_bytes, Order(work, on, item=item, format=form))
    return told_when_unmade(make, lambda error: told(error, on.lang))


def _bytes(order: Order) -> bytes:
    return FILES.make(order).data


def told(error: JobError, lang: str) -> str:
    """What went wrong, and what to do."""
    if error.code == "unusable":
        return " ".join(error.problems)
    return message(f"making.{error.code}", lang)
