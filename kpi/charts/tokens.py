"""Sizes of type and distances of the pages: six and seven, told once; style sheets use them and no others.

A wall that is read from two metres shows the same page with every length a fifth larger: all of them are in `rem`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SIZES: Mapping[str, float] = MappingProxyType(
    {"tiny": 0.75, "small": 0.875, "body": 1.0, "head": 1.125, "large": 1.5, "title": 1.9}
)
"""The sizes of type in rem, as `var(--size-NAME)`: letters in the squares of a map, what stands beside, running
words, heads of parts, heads of sections and numbers that are read first, the title of a page."""

ON_PHONE: Mapping[str, float] = MappingProxyType({"large": 1.25, "title": 1.4})
"""The sizes that a narrow screen sets smaller."""

SPACES: Mapping[str, float] = MappingProxyType(
    {"1": 0.125, "2": 0.25, "3": 0.5, "4": 0.75, "5": 1.0, "6": 1.5, "7": 2.5}
)
"""Distances in rem, as `var(--space-NUMBER)`: inside a mark, between words and mark, lines, parts of a card, cards,
groups, sections."""

PHONE_PIXELS, WALL_PIXELS = 640, 1800
"""Up to and from which width a screen is a phone's and a wall's."""

WALL_PERCENT = 120
"""How large a rem is on a wall, of what it is elsewhere."""


def size_rules() -> str:
    """The rules that a style sheet begins with: every size and distance, smaller on a phone, larger on a wall."""
    told = [f"--size-{name}: {_rem(size)};" for name, size in SIZES.items()]
    told += [f"--space-{name}: {_rem(space)};" for name, space in SPACES.items()]
    phone = " ".join(f"--size-{name}: {_rem(size)};" for name, size in ON_PHONE.items())
    return (
        f":root {{ {' '.join(told)} }}\n"
        f"@media (max-width: {PHONE_PIXELS}px) {{ :root {{ {phone} }} }}\n"
        f"@media (min-width: {WALL_PIXELS}px) {{ :root {{ font-size: {WALL_PERCENT}%; }} }}\n"
    )


def _rem(length: float) -> str:
    return f"{length:g}rem"
