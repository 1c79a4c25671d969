"""The charts that a page shows, as its browser gets them."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from ui.chart import NAME


def charts_of(app: AppTest) -> list[dict[str, Any]]:
    """The data of every chart of the page, in order."""
    found = [component.proto for component in app.get("bidi_component")]
    return [json.loads(proto.json) for proto in found if proto.component_name == NAME]
