"""Tables and texts that share a slide: whether they fit together, and the largest type in which they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.briefing.content import Source, Table
from kpi.export.picture.fit import ARIAL, CM_PER_POINT, table_height
from kpi.export.picture.metrics import wrap
from kpi.export.slides.slide_table import SIZES, setting
from kpi.words import message

HEADING, BETWEEN = 1.1, 0.5
NOTE_SIZE = 13.0
_LINE = 1.2
_PARAGRAPH = 0.25
_EVENING_STEPS = 12


@dataclass(frozen=True)
class Piece:
    """One part of a slide: lines of text, or a table with rows under its note; `part` is the heading above it."""

    title: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    note: str = ""
    part: str = ""
    url: str = ""
    group_id: str = ""
    sources: tuple[Source, ...] = ()

    def heading(self, lang: str) -> str:
        """What stands above the piece where the slide's title speaks of another one."""
        number = message("export.id", lang, id=self.group_id) if self.group_id else ""
        return " · ".join(filter(None, (self.part, self.title, number)))

    def note_height(self, width: float) -> float:
        """The height of the note in centimetres."""
        return lines_height(self.note.split("\n"), width, NOTE_SIZE) + BETWEEN / 2 if self.note else 0.0

    def height(self, width: float, size: float) -> float:
        """The height in centimetres with type of `size` points, without its heading."""
        if self.table is None:
            return lines_height(self.lines, width, size)
        return table_height(self.table, width, setting(size)) + self.note_height(width)


def lines_height(lines: Sequence[str], width: float, size: float) -> float:
    """The height of paragraphs in centimetres."""
    room = width / CM_PER_POINT / ARIAL
    return sum(len(wrap(line, room, size)) * size * _LINE * CM_PER_POINT + _PARAGRAPH for line in lines)


def shared_size(pieces: Sequence[Piece], width: float, height: float, smallest: float) -> float | None:
    """The largest type, not below `smallest`, in which all pieces fit under each other; None where none is."""
    around = (HEADING + BETWEEN) * (len(pieces) - 1)
    sizes = (size for size in SIZES if size >= smallest)
    return next((size for size in sizes if sum(piece.height(width, size) for piece in pieces) + around <= height), None)


def gathered(pieces: Sequence[Piece], width: float, height: float, smallest: float) -> list[list[Piece]]:
    """The pieces by slide, in their order, as many on each as fit."""
    slides: list[list[Piece]] = []
    for piece in pieces:
        if slides and shared_size([*slides[-1], piece], width, height, smallest):
            slides[-1].append(piece)
        else:
            slides.append([piece])
    return slides


def spread_lines(lines: Sequence[str], width: float, height: float, smallest: float) -> tuple[float, list[list[str]]]:
    """The largest type in which paragraphs take no more slides than in the smallest, and the slides, evenly filled."""
    fewest = len(_cut(lines, width, height, smallest))
    size = next(size for size in SIZES if len(_cut(lines, width, height, size)) <= fewest)
    lowest = lines_height(lines, width, size) / fewest
    heights = (lowest + (height - lowest) * step / _EVENING_STEPS for step in range(_EVENING_STEPS))
    tried = (_cut(lines, width, high, size) for high in heights)
    return size, next((pages for pages in tried if len(pages) <= fewest), _cut(lines, width, height, size))


def _cut(lines: Sequence[str], width: float, height: float, size: float) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    used = 0.0
    for line in lines:
        needed = lines_height([line], width, size)
        if pages[-1] and used + needed > height:
            pages.append([])
            used = 0.0
        pages[-1].append(line)
        used += needed
    return pages
