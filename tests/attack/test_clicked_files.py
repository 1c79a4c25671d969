"""A file that was clicked and could not be made: the page says why, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from server.clicked_files import UNMADE
from tests.attack.client import Served, open_session, run_page, serving, session_id
from tests.cases.tiny_app import write_tiny_app

_CLICKED = """
import streamlit as st

from kpi.jobs.errors import JobError
from ui.unmade_file import tell_unmade_file, told_when_unmade


def late() -> bytes:
    raise JobError("time")


def broken() -> bytes:
    raise RuntimeError("a secret of the server")


tell_unmade_file("vi")
st.download_button("muộn", told_when_unmade(late, lambda error: f"Quá lâu: {error.code} [a](b)"), key="late")
st.download_button("hỏng", broken, key="broken")
st.download_button("được", lambda: b"made", key="made")
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("clicked")
    entry = write_tiny_app(folder / "app")
    entry.write_text(_CLICKED, encoding="utf-8")
    with serving(folder / "log", "--script", str(entry)) as found:
        yield found


def buttons(messages: list[ForwardMsg]) -> dict[str, str]:
    """The id of each button's file, by what stands on the button."""
    elements = [m.delta.new_element for m in messages if m.WhichOneof("type") == "delta"]
    return {
        e.download_button.label: e.download_button.deferred_file_id for e in elements if e.HasField("download_button")
    }


def toasts(messages: list[ForwardMsg]) -> list[str]:
    elements = [m.delta.new_element for m in messages if m.WhichOneof("type") == "delta"]
    return [e.toast.body for e in elements if e.HasField("toast")]


def click(served: Served, label: str) -> tuple[str, list[str], list[str]]:
    """What stands under a button that was clicked, what the next run tells, and what the run after that does."""
    with open_session(served.address) as session:
        shown = run_page(session)
        request = BackMsg()
        request.backend_operation_request.request_id = "1"
        request.backend_operation_request.session_id = session_id(shown)
        request.backend_operation_request.deferred_file.file_id = buttons(shown)[label]
        session.send(request.SerializeToString())
        answer, told, ended = "", [], False
        while not (answer and (ended or not answer.startswith("!"))):
            message = ForwardMsg()
            message.ParseFromString(session.recv(timeout=60, decode=False))
            kind = message.WhichOneof("type")
            if kind == "backend_operation_response":
                said = message.backend_operation_response
                answer = f"!{said.error_msg}" if said.error_msg else said.deferred_file.url
            elif kind == "script_finished":
                ended = True
            else:
                told += toasts([message])
        return answer, told, toasts(run_page(session))


def test_the_reason_is_told_once_in_the_words_of_the_page(served: Served):
    answer, told, after = click(served, "muộn")
    assert answer == f"!{UNMADE}"
    assert told == ["Quá lâu\\: time \\[a\\]\\(b\\)"]
    assert after == []


def test_what_nobody_foresaw_is_told_without_its_words(served: Served):
    answer, told, after = click(served, "hỏng")
    assert answer == f"!{UNMADE}"
    assert len(told) == 1
    assert told[0].startswith("Chưa tạo được tệp")
    assert "secret" not in told[0]
    assert after == []
    assert "a secret of the server" in served.log.read_text(encoding="utf-8")


def test_a_file_that_is_made_is_handed_out_and_nothing_is_told(served: Served):
    answer, told, after = click(served, "được")
    assert answer.startswith("/media/")
    assert told == after == []
