"""Under which names a browser may speak to this server.

A foreign page can point a name of its own at this machine; the browser then takes our answers for those of that page.
The name stands in the Host header, so a request under a name that is not ours is refused.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LOOPBACK = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - recognised, not bound
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True)
class Hosts:
    """The `names` that may be used, in lower case; with `addresses`, any IP address besides.

    An IP address is safe to allow: no foreign page can have one as its own name.
    """

    names: frozenset[str]
    addresses: bool = False

    def allow(self, header: str) -> bool:
        """Tell whether the value of a Host header names this server."""
        found = _HOST.fullmatch(header)
        if not found:
            return False
        name = found["name"].strip("[]").rstrip(".").lower()
        return name in self.names or (self.addresses and _is_address(name))


def hosts_of(bound: str, named: Iterable[str] = ()) -> Hosts:
    """The names of a server bound to the address `bound`, and those that the administrator `named`.

    Bound to every address, it is also known under each address of the machine, and under the machine's name.
    """
    names = {*LOOPBACK, *(name.strip("[]").rstrip(".").lower() for name in named)}
    if bound in EVERYWHERE:
        names |= {socket.gethostname().lower()}
    else:
        names |= {bound.lower()}
    return Hosts(frozenset(names), addresses=bound in EVERYWHERE)


def only_host(headers: Sequence[tuple[bytes, bytes]]) -> str | None:
    """The Host header of a request; None when there is none, or more than one."""
    found = [value for name, value in headers if name == b"host"]
    return found[0].decode("latin-1") if len(found) == 1 else None


LOCAL = hosts_of("127.0.0.1")
"""Those of a server that only this machine reaches."""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
