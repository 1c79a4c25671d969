"""The address that the dashboard is served on."""

from __future__ import annotations

import errno
import os
import socket

from bootstrap.messages import BootstrapError

# Errors that Windows numbers in its own way.
_TAKEN = {errno.EADDRINUSE, 10048}
_FORBIDDEN = {errno.EACCES, errno.EPERM, 10013}
_NOT_OURS = {errno.EADDRNOTAVAIL, 10049}


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
        raise BootstrapError(_words(error, host, port)) from error
    return listener


def _words(error: OSError, host: str, port: int) -> str:
    """Why the address cannot be had, and what to do."""
    if isinstance(error, socket.gaierror) or error.errno in _NOT_OURS:
        return (
            f"Máy này không có địa chỉ {host}. Chọn địa chỉ khác, ví dụ: python3 run.py --host 127.0.0.1\n"
            f"This machine has no address {host} ({error.strerror}); choose another one with --host."
        )
    if error.errno in _FORBIDDEN:
        return (
            f"Tài khoản này không được phép mở cổng {port} tại {host}. "
            "Chọn cổng từ 1024 trở lên, ví dụ: python3 run.py --port 8501\n"
            f"This account may not open port {port} ({error.strerror}); choose one from 1024 with --port."
        )
    taken = " (một chương trình khác đang chạy ở đó)" if error.errno in _TAKEN else ""
    return (
        f"Không dùng được cổng {port} tại {host}{taken}. "
        f"Chọn cổng khác, ví dụ: python3 run.py --port {port + 1}\n"
        f"Port {port} cannot be used ({error.strerror}); choose another one with --port."
    )
