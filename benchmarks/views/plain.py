"""What a part of a page says, without what changes from run to run or from one way of writing it to another."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any

_UNSEEN = frozenset(
    {
        "deferred_file_id",
        "css_content",
        "data_url",
        "element_id",
        "form_id",
        "html_content",
        "id",
        "js_content",
        "page_script_hash",
    }
)
"""Fields of Streamlit's messages that no reader sees: ids of one run, and scripts, which are files of the tree."""
_MASKS = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "SHA256"),
    (re.compile(r"\b[0-9a-f]{32,56}\b"), "RANDOM"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "RANDOM"),
    (re.compile(r"/(?:mock/)?media/[\w.-]+"), "/media/FILE"),
    (re.compile(r"\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?"), "MOMENT"),
    (re.compile(r"\b\d\d:\d\d(?::\d\d)?(?=\s+(?:ngày )?\d\d/\d\d/20\d\d)"), "CLOCK"),
    (re.compile(r"\b\d+[.,]\d+\s(?=giây\b|seconds?\b)"), "SECONDS "),
)
_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b button code em i input kbd label mark output q s small span strong sub sup time tspan u var",
    )
) | {""}
"""Between texts (which have no tag) and these tags white space is seen; around all others it says nothing."""
_DIGITS = 9
"""Significant digits that are compared: the last ones of a sum depend on its order."""


def masked(text: str) -> str:
    """The text with a fixed word for each hash, random id and time of day."""
    for pattern, word in _MASKS:
        text = pattern.sub(word, text)
    return text


def plain(value: Any) -> Any:
    """A message as lists, mappings and texts that are equal where a reader and a chart library see the same.

    Texts that hold JSON become what they hold, texts that hold HTML become a list of tags and words.
    """
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in sorted(value.items()) if key not in _UNSEEN}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> Any:
    if value[:1] in {"{", "["}:
        with suppress(ValueError):
            return plain(json.loads(value))
    if "<" in value and ">" in value:
        return tokens(value)
    return masked(value).splitlines() if "\n" in value else masked(value)


def tokens(html: str) -> list[str]:
    """The tags of `html`, their attributes and classes sorted and unquoted, and the texts between them."""
    reader = _Tokens()
    reader.feed(html)
    reader.close()
    return [masked(token) for token in reader.spoken()]


class _Tokens(HTMLParser):
    """Collects tags and texts; `&#39;`, `&#x27;` and an apostrophe are the same text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = "".join(f" {name}={_attribute(name, value or '')!r}" for name, value in sorted(attrs))
        self._found.append((tag, f"<{tag}{told}>"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._found.append((tag, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if self._found and not self._found[-1][0]:
            data = self._found.pop()[1] + data
        self._found.append(("", data))

    def spoken(self) -> list[str]:
        """The tokens, white space as a browser would show it."""
        tags = [tag for tag, _ in self._found]
        told = []
        for place, (tag, token) in enumerate(self._found):
            if tag:
                told.append(token)
                continue
            text = re.sub(r"[ \t\r\n]+", " ", token)
            if place == 0 or tags[place - 1] not in _INLINE:
                text = text.lstrip(" ")
            if place + 1 == len(tags) or tags[place + 1] not in _INLINE:
                text = text.rstrip(" ")
            if text:
                told.append(text)
        return told


def _attribute(name: str, value: str) -> str:
    if name == "class":
        return " ".join(sorted(value.split()))
    if name == "style":
        return ";".join(" ".join(rule.split()).replace(": ", ":") for rule in value.split(";") if rule.strip())
    return value
