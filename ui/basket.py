"""The briefings that a reader is working on: the basket, and ready forms that were edited.

They live in the session and, through `ui.browser_store`, in the reader's own browser: nothing of them is stored on the
server, a copied link never carries somebody's basket away, and a reload or a second tab shows the same drafts.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from pydantic import ValidationError

from kpi.briefing.model import MAX_ITEMS, Briefing, Form, Item
from ui import browser_store

BASKET = "selection"
MOST_DRAFTS = 10
_STATE = "_drafts"


@dataclass
class Drafts:
    """Briefings by key, the one touched last at the end; `before` is the state that 'undo' returns to."""

    briefings: dict[str, Briefing] = field(default_factory=dict)
    before: dict[str, Briefing] | None = None
    session: str = field(default_factory=lambda: uuid.uuid4().hex)
    edits: int = 0
    heard: bool = False
    refused: bool = False
    unreadable: int = 0


def reader_drafts() -> Drafts:
    """The reader's drafts."""
    found: Drafts = st.session_state.setdefault(_STATE, Drafts())
    return found


def basket() -> Briefing:
    """The charts gathered so far."""
    return reader_drafts().briefings.get(BASKET) or Briefing(form=Form.SELECTION)


def put(key: str, briefing: Briefing) -> None:
    """Keep an edited briefing; the drafts that were not touched for longest make room."""
    at = reader_drafts()
    kept = {name: draft for name, draft in at.briefings.items() if name != key} | {key: briefing}
    drafts = [name for name in kept if name != BASKET]
    for name in drafts[:-MOST_DRAFTS]:
        del kept[name]
    _change(kept)


def drop(key: str) -> None:
    """Forget a briefing."""
    _change({name: draft for name, draft in reader_drafts().briefings.items() if name != key})


def undo() -> None:
    """Take the last change back."""
    at = reader_drafts()
    if at.before is not None:
        _change(at.before)
        at.before = None


def add(items: Iterable[Item]) -> int:
    """Put items into the basket, each once; returns how many were new."""
    known = basket()
    subjects = {item.subject for item in known.items}
    new = list({item.subject: item for item in items if item.subject not in subjects}.values())
    new = new[: MAX_ITEMS - len(known.items)]
    if new:
        put(BASKET, known.model_copy(update={"items": (*known.items, *new)}))
    return len(new)


def holds(item: Item) -> bool:
    """Whether the basket shows the same already."""
    return any(item.subject == known.subject for known in basket().items)


def mount() -> None:
    """Let the reader's browser keep the drafts; to be called once a run, after everything that may change it."""
    at = reader_drafts()
    data = {
        "text": to_text(at.briefings),
        "stamp": f"{at.session}:{at.edits}",
        "changed": at.edits > 0,
        "heard": at.heard,
        "refused": at.refused,
    }
    browser_store.mount(data, _heard)


def to_text(briefings: dict[str, Briefing]) -> str:
    """The drafts as the browser keeps them; empty when there is nothing."""
    if not briefings:
        return ""
    plain = {key: draft.model_dump(mode="json", exclude_defaults=True) for key, draft in briefings.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> tuple[dict[str, Briefing], int]:
    """What a browser kept, and how many briefings in it could not be read."""
    try:
        plain = json.loads(text) if text else {}
    except ValueError:
        return {}, 1
    if not isinstance(plain, dict):
        return {}, 1
    found = {str(key): _read(draft) for key, draft in plain.items()}
    usable = {key: draft for key, draft in found.items() if draft is not None}
    return usable, len(found) - len(usable)


def _read(draft: Any) -> Briefing | None:
    try:
        return Briefing.model_validate_json(json.dumps(draft))
    except ValidationError:
        return None


def _change(briefings: dict[str, Briefing]) -> None:
    at = reader_drafts()
    at.before, at.briefings = at.briefings, briefings
    at.edits += 1


def _heard() -> None:
    """Take over what the browser keeps; what was added before it first spoke is added to that."""
    at = reader_drafts()
    text, at.refused = browser_store.told()
    if at.refused:
        return
    early = () if at.heard else basket().items
    at.heard = True
    at.briefings, at.unreadable = from_text(text)
    at.before = None
    add(early)
