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
from kpi.model.features import SQL_VARIABLE
from kpi.store.warehouse import WAREHOUSE_VARIABLE
from server.app import DEFAULT_SCRIPT, create_app
from server.descriptors import raise_limit
from server.hosts import EVERYWHERE, LOOPBACK, hosts_of
from server.limits import LIMITS
from server.memory import share_heaps
from server.protocol import RequestProtocol, SessionProtocol

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


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m server", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--allow-host", action="append", default=[], metavar="NAME", help="a name it is reached under")
    parser.add_argument("--no-sql", action="store_true", help="do not offer questions in SQL")
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
    if options.no_sql:
        os.environ[SQL_VARIABLE] = "off"
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
    share_heaps()
    limits = LIMITS.fitted(raise_limit())
    if limits.sessions < LIMITS.sessions:
        print(few_descriptors(limits.sessions), file=sys.stderr, flush=True)
    if options.host not in LOOPBACK:
        print(opened_words(options), file=sys.stderr, flush=True)
    app = create_app(options.script, hosts_of(options.host, options.allow_host), limits)
    port = listener.getsockname()[1]
    # Which names are ours, `server.guard` decides, for sessions and for everything else.
    load_config_options({"server.allowedHosts": ["*"], "server.port": port})
    RequestProtocol.limits = SessionProtocol.limits = limits
    config = uvicorn.Config(
        app,
        http=RequestProtocol,
        ws=SessionProtocol,
        ws_max_size=limits.message_bytes,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        ws_per_message_deflate=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    shown = "127.0.0.1" if options.host in EVERYWHERE else options.host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    try:
        AnnouncingServer(config, address).run(sockets=[listener])
    except KeyboardInterrupt:
        # uvicorn has already closed everything; it raises the signal once more for its caller.
        return


def few_descriptors(sessions: int) -> str:
    """Say that the system lets the server open too little, and what that means."""
    return (
        f"Hệ thống chỉ cho mở ít tệp cùng lúc: nhiều nhất {sessions} người xem đồng thời. "
        f"Nâng giới hạn cứng (ulimit -Hn, hoặc LimitNOFILE= của systemd) lên {LIMITS.descriptors} trở lên.\n"
        f"The limit of open files allows {sessions} sessions only; raise the hard limit to {LIMITS.descriptors}."
    )


def opened_words(options: argparse.Namespace) -> str:
    """Say what an address beyond this machine opens to everybody who reaches it."""
    sql_vi, sql_en = ("", "") if options.no_sql else (" truy vấn SQL (tắt bằng --no-sql),", " SQL queries (--no-sql),")
    names_vi = ", ".join(options.allow_host) or "chưa khai tên nào bằng --allow-host; chỉ địa chỉ IP và tên máy"
    names_en = ", ".join(options.allow_host) or "none given with --allow-host; IP addresses and the machine's name only"
    return (
        f"CHÚ Ý: --host {options.host} mở cho mọi người tới được máy này, không đăng nhập, không mã hóa: mọi trang,"
        f"{sql_vi} xuất tệp, tải tệp lên, tra mã số tài liệu đã xuất. Tên được chấp nhận: {names_vi}. "
        "Cách đặt sau máy chủ có đăng nhập và TLS: docs/operations.md.\n"
        f"NOTE: everybody who reaches this machine may use, without sign-in and encryption: all pages,{sql_en} "
        f"exports, uploads, the register of exports. Names accepted: {names_en}. See docs/operations.md."
    )


if __name__ == "__main__":
    sys.exit(main())
