"""How well two colours part, by WCAG 2: letters need 4.5 to 1 on their background, marks 3 to 1."""

from __future__ import annotations

READABLE = 4.5
"""Least contrast of letters and their background, WCAG 2 AA."""
SEEN = 3.0
"""Least contrast of a mark and its background."""


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours (#rrggbb): (L1 + 0.05) / (L2 + 0.05), from 1 to 21."""
    dark, bright = sorted((_luminance(first), _luminance(second)))
    return (bright + 0.05) / (dark + 0.05)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour (#rrggbb), each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in channels(colour)]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
