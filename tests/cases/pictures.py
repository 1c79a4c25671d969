"""Comparing how a page looks with a stored picture: what moved is seen, how letters are smoothed is not.

Both pictures are shrunk until a letter is a grey spot, so that hinting and smoothing leave next to nothing of their
difference, while a part that moved by a few pixels changes whole rows of spots.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

SHRUNK = 6
"""Pixels of the screen that make one of a stored picture."""
BLUR = 0.8
SQUARE = 12
"""Pixels of a stored picture that a square is long in which a difference is looked for: 72 of the screen."""
FAR = 26.0
"""Of 255, how far the tenth of a square that is furthest apart differs at least where a part has moved. Measured on the
gallery: letters smoothed in another way 9 to 19, a card moved by 12 pixels 34 to 177."""
LENGTH = 2
"""Pixels of a stored picture by which the length of a page may differ."""


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart: in the worst square, and in size (pixels of the stored picture)."""

    worst: float
    size: int

    @property
    def is_seen(self) -> bool:
        """Whether something has moved, gone or come."""
        return self.worst > FAR or self.size > LENGTH


def shrunk(photograph: bytes) -> Image.Image:
    """A photograph of a page (PNG) as it is stored."""
    picture = Image.open(io.BytesIO(photograph)).convert("RGB")
    size = (max(1, picture.width // SHRUNK), max(1, picture.height // SHRUNK))
    return picture.resize(size, Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> Difference:
    """Compare two shrunk pictures."""
    width, height = min(one.width, other.width), min(one.height, other.height)
    blurred = [
        np.asarray(image.crop((0, 0, width, height)).filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float64)
        for image in (one, other)
    ]
    apart = np.abs(blurred[0] - blurred[1]).max(axis=2)
    worst = 0.0
    for top in range(0, height, SQUARE // 2):
        for left in range(0, width, SQUARE // 2):
            square = apart[top : top + SQUARE, left : left + SQUARE]
            worst = max(worst, float(np.percentile(square, 90)))
    return Difference(worst, max(abs(one.width - other.width), abs(one.height - other.height)))


def stored(path: Path) -> Image.Image:
    """A stored picture. Raises FileNotFoundError where there is none."""
    return Image.open(path).convert("RGB")


def keep(picture: Image.Image, path: Path) -> None:
    """Store a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)
