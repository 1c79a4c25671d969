"""The gallery as HTML: the style sheet and the scripts of the pages, and the parts of `ui.gallery.parts`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kpi.markup import Markup, macros, trusted
from kpi.words import message
from ui.gallery.charts import charts
from ui.gallery.first_screens import country, province
from ui.gallery.parts import parts
from ui.style import look_script, style_sheet

_HTML = macros(__name__)

_FONT = Path(__file__).resolve().parents[2] / "static" / "fonts" / "inter-viet.woff2"
_FACE = (
    '@font-face { font-family: "Inter Viet"; font-weight: 400 700; '
    'src: url(data:font/woff2;base64,FONT) format("woff2"); }\n'
)
_OWN = Path(__file__).with_name("gallery.css")


def document(name: str, lang: str) -> str:
    """One of `DOCUMENTS` in one language; light or dark is chosen as on any page."""
    font = b64encode(_FONT.read_bytes()).decode()
    styles = trusted(_FACE.replace("FONT", font) + style_sheet() + _OWN.read_text(encoding="utf-8"))
    page = _HTML.document(styles, trusted(look_script()), DOCUMENTS[name](lang), lang)
    return f"<!DOCTYPE html>\n{page}\n"


def _parts(lang: str) -> Markup:
    return _HTML.parts([(message(f"gallery.{name}", lang), html) for name, html in (*parts(lang), *charts(lang))], lang)


DOCUMENTS: Mapping[str, Callable[[str], Markup]] = MappingProxyType(
    {"parts": _parts, "province": province, "country": country}
)
"""What the gallery consists of: every part in every state, and the first screens."""
