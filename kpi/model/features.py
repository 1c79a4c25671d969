"""What the administrator has switched off."""

from __future__ import annotations

import os

SQL_VARIABLE = "THUOC_DO_57_SQL"
"""The environment variable that `--no-sql` sets to "off"."""


def sql_is_offered() -> bool:
    """Whether readers may ask the data in SQL."""
    return os.environ.get(SQL_VARIABLE, "on") != "off"
