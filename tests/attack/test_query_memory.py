"""Sessions with large results of queries cost the server little: it holds the rows shown, never the values."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from tests.attack.client import open_session, run_page, serving

pytestmark = pytest.mark.attack

SESSIONS = 15
LARGE = "SELECT repeat('x', 600) || r AS a FROM range(50000) AS t(r)"
"""A result of 30 MB, nearly the most that a query may give."""
MOST_MEGABYTES = 60
"""What 15 such sessions may cost together; kept whole, the results were 564 MB."""


def widgets(messages: list[ForwardMsg]) -> dict[str, str]:
    """The ids of the field and the button of the form."""
    elements = [m.delta.new_element for m in messages if m.WhichOneof("type") == "delta"]
    found = {"text": [e.text_area.id for e in elements if e.WhichOneof("type") == "text_area"]}
    found["run"] = [e.button.id for e in elements if e.WhichOneof("type") == "button" and e.button.is_form_submitter]
    return {name: ids[0] for name, ids in found.items()}


def run_query(session: ClientConnection, sql: str) -> str:
    """Open the page of queries, type one, click Run; everything that the page then draws as HTML."""
    ids = widgets(run_page(session, "so-lieu", "muc=truy_van"))
    request = BackMsg()
    request.rerun_script.query_string = "muc=truy_van"
    request.rerun_script.page_name = "so-lieu"
    states = request.rerun_script.widget_states.widgets
    states.add(id=ids["text"], string_value=sql)
    states.add(id=ids["run"], trigger_value=True)
    session.send(request.SerializeToString())
    drawn = []
    while True:
        message = ForwardMsg()
        message.ParseFromString(session.recv(timeout=90, decode=False))
        if message.WhichOneof("type") == "delta":
            drawn.append(message.delta.new_element.html.body)
        if message.WhichOneof("type") == "script_finished":
            return " ".join(drawn)


def test_large_results_of_many_sessions_stay_small(
    default_warehouse: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with serving(tmp_path / "log", "--warehouse", str(default_warehouse)) as server:
        with open_session(server.address) as first:
            assert "50.000" in run_query(first, LARGE)
        before = server.process.memory_info().rss
        with ExitStack() as sessions:
            for _ in range(SESSIONS):
                session = sessions.enter_context(open_session(server.address))
                assert "50.000" in run_query(session, LARGE)
            grown = (server.process.memory_info().rss - before) / 1e6
    record_property("megabytes", round(grown, 1))
    assert grown < MOST_MEGABYTES
