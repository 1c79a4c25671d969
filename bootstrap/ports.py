"""The address that the dashboard is served on."""

from __future__ import annotations

import os
import socket

from bootstrap.messages import BootstrapError


def bind(host: str, port: int) -> socket.socket:
    """Return a TCP socket bound to `host` and `port`. Raises BootstrapError when the address cannot be had.

    The protocol is named, since asyncio switches Nagle's delay off only for sockets that say they are TCP.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # On Windows this option would let two programs share one port.
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise BootstrapError(
            f"Không dùng được cổng {port} tại {host} (có thể một chương trình khác đang chạy ở đó). "
            f"Chọn cổng khác, ví dụ: python3 run.py --port {port + 1}\n"
            f"Port {port} cannot be used ({error.strerror}); choose another one with --port."
        ) from error
    return listener
