"""Entry point of the dashboard: page configuration and navigation."""

from __future__ import annotations

from ui.shell import run

run()
