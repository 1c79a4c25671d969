"""`python -m server`: run the dashboard on one address until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from streamlit.web.bootstrap import load_config_options

from bootstrap.messages import BootstrapError
from bootstrap.ports import bind
from kpi.store.warehouse import WAREHOUSE_VARIABLE
from server.app import DEFAULT_SCRIPT, create_app

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - recognised, not bound
_STOP_SECONDS = 3


class AnnouncingServer(uvicorn.Server):
    """A uvicorn server that says in one line where it can be reached, once it can be."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        """Keep the `address` to announce."""
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start serving, then announce the address."""
        await super().startup(sockets=sockets)
        if self.started:
            print(f"Thước đo 57 đang chạy tại {self._address} (Ctrl-C để dừng / to stop)", flush=True)


def allowed_hosts(host: str) -> list[str]:
    """Return the names under which a browser may open a session with a server bound to `host`.

    Bound to every address, the server cannot know its names; then any name will do, and only the rule that
    page and session must share one address is left.
    """
    if host in _EVERYWHERE:
        return ["*"]
    return [*_LOOPBACK] if host in _LOOPBACK else [*_LOOPBACK, host]


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m server", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--warehouse", type=Path, help=f"folder of the warehouse (sets {WAREHOUSE_VARIABLE})")
    parser.add_argument("--script", type=Path, default=DEFAULT_SCRIPT, help="Streamlit entry script")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; return the exit code (1 when the address cannot be had)."""
    options = parse(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if options.warehouse:
        os.environ[WAREHOUSE_VARIABLE] = str(options.warehouse.resolve())
    try:
        listener = bind(options.host, options.port)
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    with listener:
        serve(listener, options)
    return 0


def serve(listener: socket.socket, options: argparse.Namespace) -> None:
    """Run the application on the bound `listener` until a signal ends it."""
    app = create_app(options.script)
    port = listener.getsockname()[1]
    load_config_options({"server.allowedHosts": allowed_hosts(options.host), "server.port": port})
    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_ping_interval=30,
        ws_ping_timeout=30,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    shown = "127.0.0.1" if options.host in _EVERYWHERE else options.host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    try:
        AnnouncingServer(config, address).run(sockets=[listener])
    except KeyboardInterrupt:
        # uvicorn has already closed everything; it raises the signal once more for its caller.
        return


if __name__ == "__main__":
    sys.exit(main())
