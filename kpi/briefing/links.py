"""Addresses of the views that a briefing points back to; the same parameters as the pages' address bar."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

BASE_URL_VARIABLE = "THUOC_DO_57_ADDRESS"
DEFAULT_BASE_URL = "http://127.0.0.1:8501"

PROVINCE = "tinh"
INDICATOR = "chi_tieu"
DOCUMENT = "ke_hoach"
SERIES = "so_lieu"
LANGUAGE = "ngon_ngu"
AS_OF = "ngay"
KNOWN = "biet_den"
TASK_PLACE = "noi"
VIEW = "xem"
PEERS = "nhom"
UNITS = "tinh_chon"

INDICATOR_PAGE = "chi-tieu"
COMPARE_PAGE = "so-sanh"
TASKS_PAGE = "nhiem-vu"
CHOSEN_LINES = {VIEW: "nhieu_duong", PEERS: "tu_chon"}
"""The view of the page So sánh that shows units of the reader's own choice."""


def base_url() -> str:
    """Where readers reach the product: named by the environment, else the address of a fresh start."""
    return os.environ.get(BASE_URL_VARIABLE, DEFAULT_BASE_URL).rstrip("/")


def view(base: str, page: str, **parameters: str) -> str:
    """The full address of a view; empty parameters are left out."""
    query = urlencode({name: value for name, value in parameters.items() if value}, safe=",")
    return f"{base.rstrip('/')}/{page}" + (f"?{query}" if query else "")


def standing(as_of: date | None, known: date | None) -> dict[str, str]:
    """The parameters of a day that is not today."""
    days = {AS_OF: as_of, KNOWN: known}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def comparison(base: str, indicator_id: str, provinces: Sequence[str], lang: str) -> str:
    """The view that shows one indicator of some units side by side."""
    chosen = CHOSEN_LINES | {INDICATOR: indicator_id, UNITS: ",".join(provinces), LANGUAGE: lang}
    return view(base, COMPARE_PAGE, **chosen)
