"""How wide a text is in the product's typeface, and where it breaks into lines."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

FONT_FOLDER = Path(__file__).parents[1] / "fonts"
_MEASURED_AT = 100
_IN_NO_FONT = "\uffff"


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "InterViet-Bold.ttf" if bold else "InterViet-Regular.ttf"
    return ImageFont.truetype(str(FONT_FOLDER / name), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=16384)
def _measured(text: str, bold: bool) -> float:
    return float(_font(bold).getlength(text)) / _MEASURED_AT


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in the unit of `size`."""
    return _measured(text, bold) * size


def drawable(text: str) -> str:
    """The text with what the typeface has no letters for (other scripts) told by an ellipsis."""
    if text.isascii():
        return text
    return "".join(
        "".join(signs) if known else "…" for known, signs in groupby(text, lambda sign: sign.isascii() or _known(sign))
    )


@lru_cache(maxsize=4096)
def _known(sign: str) -> bool:
    return bytes(_font(False).getmask(sign)) != bytes(_font(False).getmask(_IN_NO_FONT))


def wrap(text: str, width: float, size: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """`text` in lines of at most `width`; what does not fit into `most` lines ends in an ellipsis.

    Breaks at ordinary spaces only, so that '6,5 %' stays together; a single word wider than the line stays whole.
    """
    room, space = width / size, _measured(" ", bold)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line: list[str] = []
        used = 0.0
        for word in paragraph.split(" "):
            needed = _measured(word, bold)
            if line and used + space + needed > room:
                lines.append(" ".join(line))
                line, used = [word], needed
            else:
                used += needed + (space if line else 0.0)
                line.append(word)
        lines.append(" ".join(line))
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and text_width(f"{last}…", size, bold) > width:
        last = last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last}…"]
