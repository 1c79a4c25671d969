"""Speaking to the person at the keyboard, Vietnamese first."""

from __future__ import annotations


class BootstrapError(Exception):
    """Something the person at the keyboard has to put right; the message says what and how."""


def say(vietnamese: str, english: str = "") -> None:
    """Print one message, Vietnamese first."""
    print(f"{vietnamese} / {english}" if english else vietnamese, flush=True)
