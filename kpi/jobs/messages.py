"""What a page orders from the workers that make files, and what it gets back: plain data that processes hand over."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from kpi.briefing.model import Briefing, Form, Item
from kpi.jobs.errors import POOL_CODES
from kpi.reading.standpoint import Standpoint
from kpi.store.warehouse import Snapshot

CODES = ("refused", "unusable", "register", *POOL_CODES)
"""Why an order gives no result: `problems` of refused say which items and why, those of unusable say why."""


class Work(StrEnum):
    """What is to be done."""

    COMPOSE = "compose"
    PREVIEW = "preview"
    SLIDE = "slide"
    DECK = "deck"
    OPENING = "opening"
    CLOSING = "closing"
    FILE = "file"
    PICTURE = "picture"
    DATA = "data"
    SOURCES = "sources"
    EXPLAIN = "explain"


@dataclass(frozen=True)
class OrderContext:
    """What an order stands on: snapshot, standpoint, language, where links lead, where numbers are registered."""

    snapshot: Snapshot
    lang: str
    standpoint: Standpoint
    base_url: str
    register: Path

    def to_plain(self) -> dict[str, Any]:
        """The context in values that JSON can hold."""
        return {
            "snapshot_id": self.snapshot.snapshot_id,
            "path": str(self.snapshot.path),
            "lang": self.lang,
            "standpoint": self.standpoint.to_plain(),
            "base_url": self.base_url,
            "register": str(self.register),
        }

    @staticmethod
    def from_plain(plain: dict[str, Any]) -> OrderContext:
        """The context that `to_plain` described."""
        return OrderContext(
            snapshot=Snapshot(plain["snapshot_id"], Path(plain["path"])),
            lang=plain["lang"],
            standpoint=Standpoint.from_plain(plain["standpoint"]),
            base_url=plain["base_url"],
            register=Path(plain["register"]),
        )


@dataclass(frozen=True)
class Order:
    """One piece of work; which fields count depends on `work`.

    `briefing` is for PREVIEW, DECK and FILE, `item` for SLIDE, PICTURE, DATA and SOURCES, `format` the file to make,
    `typed` the ID to explain, `choice` what COMPOSE makes a form from (`form`, and the arguments of
    `kpi.briefing.forms.compose`), and the `province_id` of OPENING and CLOSING.
    """

    work: Work
    on: OrderContext
    briefing: Briefing | None = None
    item: Item | None = None
    format: str = ""
    typed: str = ""
    form: Form | None = None
    choice: dict[str, Any] = field(default_factory=dict)

    def to_plain(self) -> dict[str, Any]:
        """The order in values that JSON can hold."""
        return {
            "work": str(self.work),
            "on": self.on.to_plain(),
            "briefing": self.briefing.model_dump(mode="json") if self.briefing else None,
            "item": self.item.model_dump(mode="json") if self.item else None,
            "format": self.format,
            "typed": self.typed,
            "form": str(self.form) if self.form else None,
            "choice": self.choice,
        }

    @staticmethod
    def from_plain(plain: dict[str, Any]) -> Order:
        """The order that `to_plain` described."""
        return Order(
            work=Work(plain["work"]),
            on=OrderContext.from_plain(plain["on"]),
            briefing=Briefing.model_validate(plain["briefing"]) if plain["briefing"] else None,
            item=Item.model_validate(plain["item"]) if plain["item"] else None,
            format=plain["format"],
            typed=plain["typed"],
            form=Form(plain["form"]) if plain["form"] else None,
            choice=plain["choice"],
        )


@dataclass(frozen=True)
class Delivery:
    """What came back: facts in plain values, and the bytes of a file where one was made."""

    facts: dict[str, Any]
    data: bytes = b""
