"""What this program leans on in Streamlit's inside is what the list says, and the names in Python exist."""

from __future__ import annotations

import ast
import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest
import streamlit
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session
from streamlit.web import bootstrap

from server.shell import build_shells
from tests.conftest import ROOT
from ui.streamlit_contract import MARKS, NAMES, OURS, VERSION, Reliance

STATIC = Path(streamlit.__file__).parent / "static"
_LOOKED_FOR = (
    r"\.st[A-Z]\w*",
    r"data-testid=\w+",
    r"role=[a-z]+",
    r"aria-(?!label\b|hidden\b)[a-z]+",
    r"data-type\b",
    r"aria[A-Z]\w+",
    r"st-key-",
)


def leant_on(path: Path) -> set[str]:
    """What a style sheet or script looks for in a page of Streamlit."""
    text = path.read_text(encoding="utf-8").replace('"', "")
    return {found for pattern in _LOOKED_FOR for found in re.findall(pattern, text)}


def test_style_sheets_and_scripts_lean_on_nothing_that_is_not_listed():
    files = [*ROOT.glob("ui/*.css"), *ROOT.glob("ui/*.js"), *ROOT.glob("pages/*/*.css"), *ROOT.glob("pages/*/*.js")]
    assert len(files) > 10
    listed = {reliance.text for reliance in MARKS}
    own = {path for path in files if path.name == "select_box.js"}
    found = {path.relative_to(ROOT).as_posix(): leant_on(path) - OURS for path in files if path not in own}
    assert {path: marks - listed for path, marks in found.items() if marks - listed} == {}
    inside_widgets = {text for text in listed if not any(re.fullmatch(pattern, text) for pattern in _LOOKED_FOR)}
    assert listed - inside_widgets == set().union(*found.values())


def test_rules_for_what_is_inside_a_widget_are_listed():
    """A selector that goes on from a mark or key of Streamlit to an element of the widget leans on its markup too."""
    inside = re.compile(r"(?:\.st[A-Z-][\w-]*|\[role=\w+\]|\[data-testid=\w+\])[ >]+[a-z].*")
    listed = [reliance.text for reliance in MARKS if inside.match(reliance.text) or ":has(" in reliance.text]
    found = set()
    for path in [*ROOT.glob("ui/*.css"), *ROOT.glob("pages/*/*.css")]:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8").replace('"', ""), flags=re.DOTALL)
        selectors = [one.strip() for head in re.findall(r"([^{}]+)\{", text) for one in head.split(",")]
        found |= {one for one in selectors if inside.search(one)}
    buttons = re.compile(r"\.st-key-[\w-]+ button$")  # a button under its key: asked for in the browser by fetch.js
    assert len(found) > 4
    assert [one for one in sorted(found) if not buttons.search(one) and not any(mark in one for mark in listed)] == []


def test_private_names_of_streamlit_are_listed():
    """An attribute with an underscore of anything but one's own object; those of asyncio stand in one file."""
    listed = {(name, reliance.text) for reliance in NAMES for name in reliance.files}
    own = {"self", "cls", "os", "sys"}
    private = {
        (path.relative_to(ROOT).as_posix(), node.attr)
        for path in [*ROOT.glob("server/*.py"), *ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/**/*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr)
        if not (isinstance(node.value, ast.Name) and node.value.id in own)
    }
    private = {(name, attribute) for name, attribute in private if name != "server/descriptors.py"}
    assert ("server/theme.py", "_populate_theme_msg") in private
    assert private - listed == set()


@pytest.mark.parametrize("reliance", [*MARKS, *NAMES], ids=lambda reliance: reliance.text)
def test_what_is_listed_stands_in_each_file_that_is_named(reliance: Reliance):
    assert reliance.files
    for name in reliance.files:
        assert reliance.text in (ROOT / name).read_text(encoding="utf-8").replace('"', ""), name
    assert reliance.why
    assert reliance.breaks


def test_this_is_the_version_that_was_looked_at():
    assert version("streamlit").startswith(f"{VERSION}.")


def test_the_names_that_python_uses_exist():
    assert callable(app_session._populate_theme_msg)
    assert callable(bootstrap.load_config_options)
    assert {"page_name", "query_string"} <= set(BackMsg().rerun_script.DESCRIPTOR.fields_by_name)
    assert {"navigation", "script_finished"} <= set(ForwardMsg.DESCRIPTOR.fields_by_name)
    keys = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    assert any(key.endswith("/BidiComponent.tsx") for key in keys)
    assert build_shells(STATIC)
