"""Writing SVG: rectangles, lines, marks and text, nothing that needs a browser."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from kpi.charts import theme
from kpi.charts.theme import Look

FONT_FAMILY = "Inter Viet"
_FAMILY = f"'{FONT_FAMILY}', Inter, 'Noto Sans', Arial, sans-serif"
_WEB_FONT = Path(__file__).resolve().parents[3] / "static" / "fonts" / "inter-viet.woff2"
_DASHES = {"dash": (9, 6), "dot": (2.5, 5), "dash-dot": (14, 5, 3, 5)}
_POLYGONS = {
    "square": (4, 45.0, 1.41),
    "pentagon": (5, -90.0, 1.08),
    "hexagon": (6, 0.0, 1.08),
    "triangle-up": (3, -90.0, 1.15),
}

Point = tuple[float, float]


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Svg:
    """A picture under construction; sizes in pixels, y downwards."""

    def __init__(self, width: float, height: float, thin: float = 1.0) -> None:
        """`thin` makes lines, dashes and edges finer than on screen, for small pictures."""
        self.width = width
        self.height = height
        self._thin = thin
        self._parts: list[str] = []

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "", radius: float = 0
    ) -> None:
        """A rectangle."""
        line = f' stroke="{stroke}" stroke-width="2"' if stroke else ""
        corner = f' rx="{number(radius)}"' if radius else ""
        place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        self._parts.append(f'<rect {place} fill="{fill}"{line}{corner}/>')

    def line(self, points: Sequence[Point], colour: str, width: float, dash: str = "", opacity: float = 1.0) -> None:
        """A line through points; `dash` is one of a `Look`."""
        path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        pattern = " ".join(number(part * self._thin) for part in _DASHES[dash]) if dash else ""
        dashes = f' stroke-dasharray="{pattern}"' if dash else ""
        self._parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{number(width * self._thin)}"'
            f' stroke-linejoin="round"{dashes}{_opacity(opacity)}/>'
        )

    def area(self, points: Sequence[Point], fill: str) -> None:
        """A filled area."""
        path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._parts.append(f'<polygon points="{path}" fill="{fill}"/>')

    def mark(self, at: Point, look: Look, size: float) -> None:
        """A mark `size` pixels wide; a hollow one is filled with the background."""
        fill = theme.BACKGROUND if look.hollow else look.colour
        edge = f'stroke="{look.edge}" stroke-width="{number(look.rim_width * self._thin)}"'
        style = f'fill="{fill}" {edge}{_opacity(look.opacity)}'
        (x, y), radius = at, size / 2
        if look.symbol == "circle":
            self._parts.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {style}/>')
            return
        path = " ".join(f"{number(px)},{number(py)}" for px, py in _corners(look.symbol, x, y, radius))
        self._parts.append(f'<polygon points="{path}" {style}/>')

    def text(
        self,
        at: Point,
        text: str,
        size: float,
        colour: str = theme.INK,
        *,
        bold: bool = False,
        anchor: str = "start",
        halo: bool = False,
    ) -> None:
        """One line of text on its baseline; `halo` keeps it legible over lines."""
        weight = ' font-weight="700"' if bold else ""
        middle = f' text-anchor="{anchor}"' if anchor != "start" else ""
        head = f'<text x="{number(at[0])}" y="{number(at[1])}" font-size="{number(size)}"{weight}{middle}'
        if halo:
            self._parts.append(
                f'{head} fill="{theme.BACKGROUND}" stroke="{theme.BACKGROUND}" stroke-width="4" '
                f'stroke-linejoin="round" aria-hidden="true">{escape(text)}</text>'
            )
        self._parts.append(f'{head} fill="{colour}">{escape(text)}</text>')

    def lines(self, at: Point, lines: Iterable[str], size: float, colour: str, *, bold: bool = False) -> None:
        """Lines of text under each other; `at` is the baseline of the first."""
        x, y = at
        for line in lines:
            self.text((x, y), line, size, colour, bold=bold)
            y += size * 1.3

    def watermark(self, text: str, size: float) -> None:
        """Words across the whole picture."""
        x, y = self.width / 2, self.height / 2
        self._parts.append(
            f'<text transform="rotate(-16 {number(x)} {number(y)})" x="{number(x)}" y="{number(y)}" '
            'text-anchor="middle" '
            f'font-size="{number(size)}" font-weight="700" fill="#871344" fill-opacity="0.16">{escape(text)}</text>'
        )

    @property
    def inside(self) -> str:
        """What was drawn, without the element around it."""
        return "".join(self._parts)

    def source(self, title: str, description: str, *, embed_font: bool = False) -> str:
        """The whole picture; `embed_font` puts the typeface into it, for a file that travels alone."""
        style = f"<style>{_font_face()}</style>" if embed_font else ""
        width, height = number(self.width), number(self.height)
        size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} font-family="{_FAMILY}">{style}'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(self._parts)}</svg>"
        )


def _opacity(opacity: float) -> str:
    return "" if opacity >= 1 else f' opacity="{number(opacity)}"'


def _corners(shape: str, x: float, y: float, radius: float) -> list[Point]:
    if shape == "diamond":
        reach = radius * 1.2
        return [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    count, start, scale = _POLYGONS[shape]
    angles = [math.radians(start + 360 * place / count) for place in range(count)]
    return [(x + radius * scale * math.cos(angle), y + radius * scale * math.sin(angle)) for angle in angles]


@cache
def _font_face() -> str:
    data = b64encode(_WEB_FONT.read_bytes()).decode()
    source = f"src:url(data:font/woff2;base64,{data}) format('woff2')"
    return f"@font-face{{font-family:'{FONT_FAMILY}';font-weight:400 700;{source}}}"
