"""The HTML page that Streamlit's front end starts from, made ours.

Streamlit ships a finished `index.html`. Served as it is, a visitor reads "Streamlit" in the tab until the
first run ends, and the browser learns only after that run that the chart library, the largest file by far,
is needed. Our shell has our name, language and style: a style that a page drew itself would be sent, and worked
through at both ends, at every answer of every page. On pages that open with a chart it asks for the library at
once (0.5 s sooner at 10 Mbit/s); on the others, where asking at once would delay them as much, it asks when
the page has come to rest.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from kpi.charts import library
from ui.page_registry import PAGES
from ui.style import script, style_sheet

TITLE = "Thước đo 57"
FONT_URL = "./app/static/fonts/inter-viet.woff2"
ICON_URL = "./app/static/icon.svg"
CHART_PAGES = tuple(f"/{page.slug}" for page in PAGES if page.is_chart_first)
"""Addresses of the pages that open with a chart."""
# The front-end part that every page needs, as the keys of Streamlit's build manifest end.
PARTS = ("/BidiComponent.tsx",)

_NOSCRIPT = "<noscript><p>Trang này cần JavaScript. This page needs JavaScript.</p></noscript>"
# One that failed goes away, so that the first chart asks again. A handler in the tag would need a wider policy.
_FORGET_IF_FAILED = """<script>
      document.currentScript.previousElementSibling.addEventListener("error", (event) => event.target.remove())
    </script>"""
_AT_REST = """<script>
      addEventListener("load", () => setTimeout(() => {
        document.head.append(Object.assign(document.createElement("link"),
          { rel: "prefetch", as: "script", crossOrigin: "", href: "LIBRARY" }))
      }, 4000))
    </script>"""


def part_files(manifest: dict[str, Any], parts: tuple[str, ...]) -> list[str]:
    """Return the script files that `parts` need, themselves first, each once.

    `manifest` is Streamlit's build manifest (source name -> file and imports). Raises KeyError naming the
    part that the manifest does not know, so that a new Streamlit cannot lose the preloading unnoticed.
    """
    todo = []
    for part in parts:
        found = [key for key in manifest if key.endswith(part)]
        if not found:
            raise KeyError(f"no front-end part {part!r} in Streamlit's manifest")
        todo.extend(found)
    files: dict[str, None] = {}
    while todo:
        entry = manifest[todo.pop(0)]
        if entry["file"] not in files:
            files[entry["file"]] = None
            todo.extend(entry.get("imports", []))
    return list(files)


def build_shells(static_dir: Path) -> dict[str, bytes]:
    """Return our versions of the `index.html` in Streamlit's `static_dir`, by page address, as UTF-8.

    The empty address stands for every page that is not named. Raises ValueError when `index.html` no longer
    has a place that must be changed, KeyError when a front-end part is gone.
    """
    page = (static_dir / "index.html").read_text(encoding="utf-8")
    manifest = json.loads((static_dir / "manifest.json").read_text(encoding="utf-8"))
    files = [f"./{file}" for file in part_files(manifest, PARTS) if f'"./{file}"' not in page]
    at_once = f'<script defer crossorigin src="{library.FROM_PAGE}"></script>{_FORGET_IF_FAILED}'
    at_rest = _AT_REST.replace("LIBRARY", library.FROM_PAGE)
    return {"": _change(page, files, at_rest), **dict.fromkeys(CHART_PAGES, _change(page, files, at_once))}


def _change(page: str, files: list[str], chart_library: str) -> bytes:
    """Return Streamlit's `page` with our words, asking for `files` at once and for the library by `chart_library`."""
    links = [f'<link rel="preload" href="{FONT_URL}" as="font" type="font/woff2" crossorigin />']
    links += [f'<link rel="modulepreload" crossorigin href="{href}">' for href in files]
    changes = {
        r"\A\s*<!--.*?-->\s*": "",
        r'<html lang="en">': '<html lang="vi">',
        r'<link rel="shortcut icon"[^>]*/>': f'<link rel="icon" type="image/svg+xml" href="{ICON_URL}" />',
        r"<title>.*?</title>": f"<title>{TITLE}</title>",
        r'<link\s+rel="preload"[^>]*as="font"[^>]*/>': "\n    ".join(links),
        r'<!--(?:(?!-->).)*-->\s*<link rel="service-desc"[^>]*/>': "",
        r"<noscript>.*?</noscript>": _NOSCRIPT,
        # Behind Streamlit's own scripts: while those wait for the first answer, the browser has time for the library.
        r"</head>": f"<script>\n{script()}</script>\n    {chart_library}\n  </head>",
        # Behind the styles that Streamlit's scripts add to the head: of two equal rules ours counts.
        r"</body>": f"<style>\n{style_sheet()}</style>\n  </body>",
    }
    for pattern, text in changes.items():
        escaped = text.replace("\\", r"\\")
        page, count = re.subn(pattern, escaped, page, count=1, flags=re.DOTALL)
        if not count:
            raise ValueError(f"Streamlit's index.html has nothing that matches {pattern}")
    return page.encode("utf-8")
