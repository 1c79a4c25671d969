"""Runs inside the recorded tree: answers each view on standard input with what its page shows, one JSON line each.

Started by `benchmarks.views.pages` as a script whose import path is that tree, so it imports nothing of this package.
A view is `{"page": "chi-tieu", "address": {"tinh": "lai_chau"}}`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

SECONDS = 120
SCRIPT = str(Path.cwd() / "dashboard.py")


def main() -> None:
    """Answer until standard input ends."""
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


def record(hashes: dict[str, str], view: dict[str, Any]) -> dict[str, Any]:
    """What the page shows to a reader whose first visit is this view."""
    app = AppTest.from_file(SCRIPT, default_timeout=SECONDS)
    app.query_params.update(view["address"])
    if view["page"] not in hashes:
        return {"address": {}, "parts": [["missing page", {"page": view["page"]}]]}
    app._page_hash = hashes[view["page"]]
    try:
        app.run()
    except RuntimeError as error:  # The run took too long.
        return {"address": {}, "parts": [["exception", {"message": str(error)}]]}
    parts = [part for area in app._tree.children.values() for part in parts_of(area)]
    return {"address": dict(app.query_params), "parts": parts}


def parts_of(node: Block | Element) -> Iterator[list[Any]]:
    """Each element below `node` as its kind and its message, in the order of the page; containers by their labels."""
    if isinstance(node, Block):
        label = getattr(node, "label", "") if node.proto is not None else ""
        if isinstance(label, str) and label:
            yield ["container", {"kind": node.type, "label": label}]
        for child in node.children.values():
            yield from parts_of(child)
        return
    told = MessageToDict(node.proto, preserving_proto_field_name=True)
    if hasattr(type(node), "set_value"):
        told["value_now"] = str(node.value)
    yield [node.type, told]


if __name__ == "__main__":
    main()
