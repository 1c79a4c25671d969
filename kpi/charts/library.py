"""Plotly's own script for the browser: where it lies, and the address that the server gives it."""

from __future__ import annotations

from pathlib import Path

import plotly

FILE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
ADDRESS = f"/app/plotly-{plotly.__version__}.min.js"
"""Carries the version, so that a browser may keep the file for as long as it likes."""
FROM_PAGE = f".{ADDRESS}"
"""The same as a page names it, whatever the folder that the product is served in."""
