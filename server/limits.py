"""Every limit of the server in one place: how much one client may take, and how much all of them together."""

from __future__ import annotations

from dataclasses import dataclass

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds, the rest are counts."""

    sessions: int = 1000
    """Open sessions; each takes one descriptor and about one megabyte."""
    other_connections: int = 256
    """Connections besides those of sessions: pages, scripts, fonts, files, uploads."""
    own_descriptors: int = 128
    """What the server itself holds open: snapshots, helpers, pipes."""
    head_bytes: int = 32 * KILOBYTE
    """First line and headers of a request."""
    header_lines: int = 100
    target_bytes: int = 16 * KILOBYTE
    """The address of a request with its query; the longest that the product makes has 14 KB."""
    head_seconds: float = 10.0
    """From the first byte of a request, or from the connection on, until its headers are there."""
    body_seconds: float = 60.0
    """From the headers of a request until its body is there."""
    answer_idle_seconds: float = 60.0
    """How long a client may take nothing of an answer that waits for it."""
    message_bytes: int = 4 * MEGABYTE
    """One message of a browser to its session; all drafts of a reader are in it."""
    upload_megabytes: int = 2
    """One uploaded file; a briefing is smaller (see `kpi.briefing.file`)."""
    uploads_of_a_session: int = 5
    uploads_bytes: int = 200 * MEGABYTE
    """Files of all sessions together."""

    @property
    def connections(self) -> int:
        """Connections of every kind together."""
        return self.sessions + self.other_connections

    @property
    def descriptors(self) -> int:
        """Descriptors that all of this needs."""
        return self.connections + self.own_descriptors

    def fitted(self, descriptors: int) -> Limits:
        """These limits, with only as many sessions as fit into `descriptors`."""
        spare = descriptors - self.other_connections - self.own_descriptors
        return Limits(sessions=max(1, min(self.sessions, spare)))


LIMITS = Limits()
