"""Runs inside the recorded tree: answers each view on standard input with what its page shows, one JSON line each.

Started by `benchmarks.views.pages` as a script whose import path is that tree, so it imports nothing of this package.
A view is `{"page": "chi-tieu", "address": {"tinh": "lai_chau"}, "files": false}`; with files, its downloads are made.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from google.protobuf.json_format import MessageToDict
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

SECONDS = 120
TEXTS = (".csv", ".svg", ".json")
"""Downloads whose text is recorded; those of `python -m etl brief` and the bundle are recorded by themselves."""
SCRIPT = str(Path.cwd() / "dashboard.py")


_makers: dict[str, tuple[str, Callable[[], Any]]] = {}
"""By the id of a download of the last run: its file name, and the function that makes it."""


def main() -> None:
    """Answer until standard input ends."""
    keep_makers()
    # Whatever the pages print must not get between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    first = AppTest.from_file(SCRIPT, default_timeout=SECONDS)
    first.run()
    # AppTest opens a page by its file, and files move from tree to tree; addresses do not.
    hashes = {str(page.get("url_pathname") or ""): found for found, page in first._registered_pages.items()}
    for line in sys.stdin:
        view = json.loads(line)
        answers.write(json.dumps(record(hashes, view), ensure_ascii=False) + "\n")
        answers.flush()


def keep_makers() -> None:
    """Keep what makes the file behind each download button: AppTest throws its store of files away."""
    add = MediaFileManager.add_deferred

    @wraps(add)
    def kept(manager: MediaFileManager, maker: Callable[[], Any], *asked: Any, **named: Any) -> str:
        file_id = add(manager, maker, *asked, **named)
        _makers[file_id] = (str(manager._deferred_callables[file_id]["filename"]), maker)
        return file_id

    MediaFileManager.add_deferred = kept  # type: ignore[assignment,method-assign]


def record(hashes: dict[str, str], view: dict[str, Any]) -> dict[str, Any]:
    """What the page shows to a reader whose first visit is this view."""
    app = AppTest.from_file(SCRIPT, default_timeout=SECONDS)
    app.query_params.update(view["address"])
    if view["page"] not in hashes:
        return {"address": {}, "parts": [["missing page", {"page": view["page"]}]]}
    app._page_hash = hashes[view["page"]]
    _makers.clear()
    try:
        app.run()
    except RuntimeError as error:  # The run took too long.
        return {"address": {}, "parts": [["exception", {"message": str(error)}]]}
    parts = [part for area in app._tree.children.values() for part in parts_of(area, view["files"])]
    return {"address": dict(app.query_params), "parts": parts}


def parts_of(node: Block | Element, with_files: bool) -> Iterator[list[Any]]:
    """Each element below `node` as its kind and its message, in the order of the page; containers by their labels."""
    if isinstance(node, Block):
        label = getattr(node, "label", "") if node.proto is not None else ""
        if isinstance(label, str) and label:
            yield ["container", {"kind": node.type, "label": label}]
        for child in node.children.values():
            yield from parts_of(child, with_files)
        return
    told = MessageToDict(node.proto, preserving_proto_field_name=True)
    if hasattr(type(node), "set_value"):
        told["value_now"] = str(node.value)
    name, maker = _makers.get(told.get("deferred_file_id", ""), ("", None))
    if maker:
        told["file_name"] = name
        if name.endswith(TEXTS) and with_files:
            told["file"] = text_of(maker)
    yield [node.type, told]


def text_of(maker: Callable[[], Any]) -> str:
    """A file as text, or why it cannot be made."""
    try:
        made = maker()
    except Exception as error:  # noqa: BLE001 - whatever it says is what this tree does
        return f"refused: {error}"
    content = made.read() if hasattr(made, "read") else made
    return content.decode("utf-8-sig") if isinstance(content, bytes) else str(content)


if __name__ == "__main__":
    main()
