"""Addresses of the views that a briefing points back to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from kpi.model import addresses

BASE_URL_VARIABLE = "THUOC_DO_57_ADDRESS"
DEFAULT_BASE_URL = "http://127.0.0.1:8501"

_CHOSEN_LINES = {addresses.VIEW: addresses.LINES_VIEW, addresses.PEERS: addresses.CHOSEN_PEERS}
"""The view of the page So sánh that shows units of the reader's own choice."""


def base_url() -> str:
    """Where readers reach the product: named by the environment, else the address of a fresh start."""
    return os.environ.get(BASE_URL_VARIABLE, DEFAULT_BASE_URL).rstrip("/")


def view(base: str, page: str, **parameters: str) -> str:
    """The full address of a view; empty parameters are left out."""
    query = urlencode({name: value for name, value in parameters.items() if value}, safe=",")
    return f"{base.rstrip('/')}/{page}" + (f"?{query}" if query else "")


def days_of(as_of: date | None, known: date | None) -> dict[str, str]:
    """The parameters of a day that is not today."""
    days = {addresses.AS_OF: as_of, addresses.KNOWN: known}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def comparison(base: str, indicator_id: str, provinces: Sequence[str], lang: str) -> str:
    """The view that shows one indicator of some units side by side."""
    chosen = _CHOSEN_LINES | {
        addresses.INDICATOR: indicator_id,
        addresses.UNITS: ",".join(provinces),
        addresses.LANGUAGE: lang,
    }
    return view(base, addresses.COMPARE_PAGE, **chosen)
