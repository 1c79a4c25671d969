"""Everything that this program leans on in Streamlit's inside: what, where, why, and what breaks without it.

Streamlit guarantees none of it. Before a new version is taken, run the two tests that ask for each:
`tests/ui/test_streamlit_contract.py` (names in Python, and that style sheets and scripts lean on nothing that is not
listed here) and `tests/browser/test_streamlit_contract_browser.py` (what a page in a browser is made of).
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION = "1.67"
"""The version whose inside was looked at."""


@dataclass(frozen=True)
class Reliance:
    """One thing leant on: `text` stands as it is in each of `files`; `breaks` is what a reader would notice."""

    text: str
    files: tuple[str, ...]
    why: str
    breaks: str


_STYLE = "ui/style.css"
_AHEAD = "ui/prefetch.js"
_MEETING = "pages/meeting/style.css"
_FRAME = "ui/style_frame.css"
_NAMES = "ui/style.py"

MARKS = (
    Reliance(
        ".stApp",
        (_MEETING,),
        "the whole page; the meeting screen takes its head away only where a slide is shown",
        "Streamlit's head lies over the slides",
    ),
    Reliance(
        ".stMainBlockContainer",
        (_STYLE, _MEETING),
        "width and margins of the page",
        "pages are narrow, slides have margins",
    ),
    Reliance(
        ".stColumn",
        ("pages/tasks/style.css",),
        "on a phone the choices of Nhiệm vụ stand two by two",
        "eight choices one under the other before the first task",
    ),
    Reliance("data-testid=stHeader", (_MEETING,), "Streamlit's head over the page", "it lies over the slides"),
    Reliance("data-testid=stMain", (_MEETING,), "the background of a slide", "grey around white slides"),
    Reliance(
        "data-testid=stColumn",
        ("pages/roadmap/style.css",),
        "on a phone the choices of Lộ trình stand two by two",
        "the table begins below the screen",
    ),
    Reliance(
        "data-testid=stHorizontalBlock", ("pages/roadmap/style.css",), "the gap between these choices", "as above"
    ),
    Reliance(
        "st-key-",
        (_STYLE, _AHEAD, _MEETING, "pages/meeting/keys.js", "pages/briefing/fetch.js"),
        "the class that a key gives to a widget or container: how style and scripts find a choice or a button",
        "no answers ahead of a run, keys of the meeting screen are dead, a file needs two clicks, choices in disorder",
    ),
    Reliance(
        "role=radio",
        (_AHEAD, _FRAME),
        "a button of a row of which one is pressed",
        "no answers ahead of a run: a choice is shown after the run, half a second later",
    ),
    Reliance(
        "data-testid=stExpandSidebarButton",
        (_FRAME, _NAMES),
        "the button that opens the menu on a phone",
        "the menu is an unnamed » again",
    ),
    Reliance("data-testid=stSidebarNavLink", (_FRAME,), "a page in that menu", "it is too small for a thumb"),
    Reliance("data-testid=stCaptionContainer", (_FRAME,), "quiet words under an entry", "they are too pale to read"),
    Reliance(
        "data-testid=stButtonGroup",
        (_FRAME,),
        "a row of buttons: on a phone each of them has a border of its own",
        "rows that wrap have broken borders",
    ),
    Reliance(
        "role=radiogroup",
        ("pages/compare/style.css", "pages/briefing/style.css", _FRAME),
        "such a row; also the list of a briefing's parts",
        "rows of buttons are cut off on a phone, the list of parts has no lines",
    ),
    Reliance(
        "[role=radiogroup] > div",
        ("pages/briefing/style.css",),
        "one entry of the list of a briefing's parts",
        "the entries stand without lines between them",
    ),
    Reliance(
        "div:has(input:checked)",
        ("pages/briefing/style.css",),
        "the part that is being edited",
        "nothing marks it in the list",
    ),
    Reliance(
        ".st-key-sql-query textarea",
        ("pages/data/style.css",),
        "the field in which a query is typed",
        "queries stand in a type whose letters are not of one width",
    ),
    Reliance(
        ".st-key-bar-day button p",
        ("ui/style_bar.css",),
        "the words on the button of the day: on a phone the icon stands for them, a screen reader says them",
        "the bar does not fit on a phone",
    ),
    Reliance(
        ".st-key-meeting_bar button p",
        (_MEETING,),
        "the words on a button of the meeting screen",
        "they are too small for a room",
    ),
    Reliance(
        "role=spinbutton", (_AHEAD,), "a part of a date that is being typed", "a typed day is shown after the run"
    ),
    Reliance("role=gridcell", (_AHEAD,), "a day of the calendar", "a day that is clicked is shown after the run"),
    Reliance("data-type", (_AHEAD,), "which part of a date a field holds: year, month or day", "as for role=gridcell"),
    Reliance("aria-valuenow", (_AHEAD,), "the number in such a field", "as for role=gridcell"),
    Reliance("aria-checked", (_FRAME,), "the button that is not pressed", "its border is broken on a phone"),
    Reliance("ariaChecked", (_AHEAD,), "the button that is pressed already", "a second answer for what is shown"),
)
"""What style sheets and scripts look for in a page. Nothing fails by itself when one of them is gone."""

OURS = frozenset(
    {"role=option", "role=listbox", "role=combobox", "aria-controls", "aria-activedescendant", "ariaSelected"}
)
"""What scripts look for in our own select box (`ui/select_box.js`), whatever Streamlit does."""

NAMES = (
    Reliance(
        "_populate_theme_msg",
        ("server/theme.py",),
        "puts the theme together, 4 ms at every run: asked once",
        "the server does not start (AttributeError)",
    ),
    Reliance(
        "/BidiComponent.tsx",
        ("server/shell.py",),
        "a key of the front end's manifest.json: the script that draws our parts is asked for at once",
        "the server does not start (KeyError)",
    ),
    Reliance(
        "index.html",
        ("server/shell.py", "server/assets.py"),
        "our start page is Streamlit's with changed places; it is known again by its length",
        "the server does not start (ValueError); by another length Streamlit's own page would be served",
    ),
    Reliance(
        "streamlit.runtime.scriptrunner_utils.script_run_context",
        ("server/app.py",),
        "the logger of a warning that says nothing here: navigation is declared before the first run",
        "a line of warning at the start",
    ),
    Reliance(
        "/_stcore/stream",
        ("server/warmup.py",),
        "the socket on which the warm-up opens every page",
        "a warning, and a slow first visitor",
    ),
    Reliance(
        "rerun_script",
        ("server/warmup.py",),
        "BackMsg and ForwardMsg, the messages on it",
        "a warning, and a slow first visitor",
    ),
    Reliance(
        "load_config_options",
        ("server/__main__.py",),
        "reads the settings as `streamlit run` does",
        "the server does not start (ImportError)",
    ),
    Reliance(
        "websocket_session_manager.AppSession",
        ("server/sessions.py",),
        "the class of sessions is ours: one descriptor each, long addresses and `clear_cache` refused",
        "a quarter of the sessions fit, anybody empties the caches; tests/attack/test_sessions.py fails",
    ),
    Reliance(
        "_script_event_loop",
        ("server/sessions.py",),
        "a loop that every session gets and ours never runs: it opens its three descriptors only when it is run",
        "a quarter of the sessions fit; tests/attack/test_sessions.py fails",
    ),
    Reliance(
        "_handle_backend_operation_request",
        ("server/sessions.py",),
        "why a file that was clicked was not made is told on the page, once the answer to the click was sent",
        "five seconds of English under the button; tests/attack/test_clicked_files.py fails",
    ),
    Reliance("_create_backend_operation_dispatcher", ("server/sessions.py",), "who answers such a click", "as above"),
    Reliance(
        "_session_storage",
        ("server/sessions.py",),
        "where closed sessions wait for their reader to come back: those whose time is over are ended by the clock",
        "their memory stays until another reader leaves; a line in the log every five seconds",
    ),
    Reliance(
        "_session_mgr",
        ("server/sessions.py",),
        "the manager of sessions in the runtime, to which that storage belongs",
        "as for _session_storage",
    ),
    Reliance("_storage_lock", ("server/sessions.py",), "the lock of that storage", "as for _session_storage"),
    Reliance("_cache", ("server/sessions.py",), "its cache, whose `expire` gives what is over", "as above"),
    Reliance(
        "_handle_clear_cache_request",
        ("server/sessions.py",),
        "the request of a browser to empty the caches: refused",
        "the server does not start (AttributeError)",
    ),
    Reliance(
        "/_stcore/upload_file/",
        ("server/uploads.py",),
        "the address of uploads, and the files by session in MemoryUploadedFileManager.file_storage",
        "uploads are limited one by one only; tests/attack/test_uploads.py fails",
    ),
    Reliance(
        "data=[",
        ("ui/parts.py", "ui/prefetch.py", "ui/browser_store.py"),
        "a component's data is a list: the values of a mapping would each be searched for data frames",
        "every run takes some milliseconds more",
    ),
)
"""What Python code names. Most of it fails loudly."""

RULES = (
    "Streamlit is dark where matchMedia says so, also when that changes: it is told the reader's choice (ui/look.js).",
    "Navigation marks the page that may run on the page object itself: every run gets copies (ui/shell.py).",
    "The first st.navigation of a process ends the older multipage mode, in which a folder `pages/` makes a first deep "
    "link 'Page not found' (server/app.py; tests/browser/test_server_browser.py).",
    "A widget of another key, label or length is another widget and forgets what it showed (ui/choices.py, pagers; "
    "ui/standpoint_choice.py).",
    "st.slider and st.number_input write numbers the English way: sliders are select sliders with our own words "
    "(pages/indicator/pace_slider.py).",
    "Streamlit's own check of where a session comes from asks the internet for this machine's address: ours stands "
    "before it (server/origin.py).",
)
"""Behaviour that has no name to look for."""
