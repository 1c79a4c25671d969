"""Characters that no reader sees and no office file can hold: which they are, where they stand, text without them.

Word and pdftotext leave such characters in what people copy. An XML file with one of them does not open, a text
with a direction mark shows something else than it says, and two ids that differ by a zero-width mark look the same.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from operator import is_
from typing import Any, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


class Hidden(StrEnum):
    """What kind of hidden character it is."""

    CONTROL = "control"
    NONCHARACTER = "noncharacter"
    SURROGATE = "surrogate"
    DIRECTION = "direction"
    ZERO_WIDTH = "zero_width"


_PLANE_ENDS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
# Tab and line ends are text; U+2028 and U+2029 end a line for some programs and not for others.
_CLASSES = {
    Hidden.CONTROL: "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029",
    Hidden.NONCHARACTER: f"\ufdd0-\ufdef{_PLANE_ENDS}",
    Hidden.SURROGATE: "\ud800-\udfff",
    Hidden.DIRECTION: "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    Hidden.ZERO_WIDTH: "\u00ad\u180e\u200b-\u200d\u2060-\u2065\ufeff\ufff9-\ufffb",
}
_KINDS = {kind: re.compile(f"[{members}]") for kind, members in _CLASSES.items()}
_HIDDEN = re.compile(f"[{''.join(_CLASSES.values())}]")
# What ends a line or a page stood between two words.
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")


def find_hidden(text: str) -> tuple[int, Hidden] | None:
    """The place (0-based) and kind of the first hidden character of `text`; None when there is none."""
    met = _HIDDEN.search(text)
    if met is None:
        return None
    return met.start(), next(kind for kind, members in _KINDS.items() if members.match(met.group()))


def name_of(character: str) -> str:
    """How a character that cannot be seen is told: 'U+000B'."""
    return f"U+{ord(character):04X}"


def visible(text: str) -> str:
    """`text` without hidden characters; a space where one of them ended a line or a page."""
    return _HIDDEN.sub("", _BREAKS.sub(" ", text)) if _HIDDEN.search(text) else text


def visible_throughout(value: T) -> T:
    """`value` with every text in it made `visible`: records, tuples, lists and mappings all the way down.

    What holds no hidden character is given back as the same object.
    """
    made: T = _cleaned(value)
    return made


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        made = {key: _cleaned(item) for key, item in value.items()}
        return value if all(made[key] is item for key, item in value.items()) else made
    if isinstance(value, list | tuple):
        items = [_cleaned(item) for item in value]
        return value if all(map(is_, items, value)) else type(value)(items)
    if is_dataclass(value) and not isinstance(value, type):
        changed = _changed({field.name: getattr(value, field.name) for field in fields(value) if field.init})
        return replace(value, **changed) if changed else value
    if isinstance(value, BaseModel):
        changed = _changed(dict(value))
        return value.model_copy(update=changed) if changed else value
    return value


def _changed(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: new for name, old in parts.items() if (new := _cleaned(old)) is not old}
