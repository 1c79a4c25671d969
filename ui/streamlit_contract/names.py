"""What Python code names of Streamlit's inside, and behaviour that has no name."""

from __future__ import annotations

from ui.streamlit_contract.reliance import Reliance

VERSION = "1.67"
"""The version whose inside was looked at."""

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
