"""The ASGI application: Streamlit with compressed files, declared pages, a warm start, errors in words."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime import get_instance

from kpi.charts import library
from kpi.model import addresses
from kpi.model.clock import today
from server import prefetch
from server.assets import CompressedFrontEnd
from server.errors import show_script_error
from server.guard import Guard
from server.headers import content_policy, inline_script_hashes, security_headers
from server.hosts import LOCAL, Hosts
from server.limits import LIMITS, Limits
from server.origin import SameOriginSessions
from server.sessions import expire_closed, use_own_sessions
from server.shell import build_shells
from server.theme import remember_theme
from server.uploads import LimitedUploads
from server.warmup import visit_all_pages

_COLLECT_AFTER = 3000
"""New objects that are left after which Python looks for garbage; with its own 700, every run of a page had a search
of its own, and the thorough one, which holds all readers up for a tenth of a second, came five times as often."""
DEFAULT_SCRIPT = Path(__file__).resolve().parent.parent / "dashboard.py"


def create_app(script: Path = DEFAULT_SCRIPT, hosts: Hosts = LOCAL, limits: Limits = LIMITS) -> Guard:
    """Return the application that runs the Streamlit entry `script` for requests to `hosts`, within `limits`.

    Settings come from `.streamlit/config.toml` beside the script. Raises ValueError or KeyError when
    Streamlit's front end is not the one that the shell knows how to change.
    """
    script = script.resolve()
    # `streamlit run` puts the script's folder on the path; an ASGI application has to do it itself.
    if str(script.parent) not in sys.path:
        sys.path.insert(0, str(script.parent))
    _ignore_pages_folder()
    remember_theme()
    use_own_sessions()
    static_dir = Path(st.__file__).parent / "static"
    shells = build_shells(static_dir)
    app = st.App(
        script,
        lifespan=_lifespan,
        middleware=[
            Middleware(SameOriginSessions),
            Middleware(LimitedUploads, limits=limits),
            Middleware(CompressedFrontEnd, static_dir=static_dir, shells=shells, files={library.ADDRESS: library.FILE}),
        ],
        routes=[prefetch.route()],
        on_script_error=show_script_error,
    )
    policy = content_policy(inline_script_hashes(shells.values()))
    return Guard(app, hosts, security_headers(policy), limits)


def _ignore_pages_folder() -> None:
    """Make Streamlit take its pages from `st.navigation` only, from the very first visit on.

    Until a process has called `st.navigation`, Streamlit takes a folder `pages/` beside the entry script for
    its older kind of multipage app, in which the address of a declared page does not exist: a deep link that
    is the first visit gets "Page not found". Any call says that this app declares its pages; outside a
    script run it has no other effect than a warning about just that.
    """
    about_no_run = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    about_no_run.disabled = True
    try:
        st.navigation([st.Page(lambda: None, title="-", url_path="-")], position="hidden")
    finally:
        about_no_run.disabled = False


@asynccontextmanager
async def _lifespan(app: st.App) -> AsyncIterator[None]:
    """Open every page once, then keep what that left in memory out of all later garbage collections."""

    async def visit() -> None:
        await visit_all_pages(app, {addresses.INDICATOR_PAGE: _another_day()})

    await visit()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])
    expiring = asyncio.create_task(expire_closed(get_instance(), visit))
    yield
    expiring.cancel()
    with suppress(asyncio.CancelledError):
        await expiring


def _another_day() -> str:
    """The query of a view of a chosen day with a chosen day's knowledge, which is judged anew; any day will do."""
    day = today().isoformat()
    return urlencode({addresses.AS_OF: day, addresses.KNOWN: day})
