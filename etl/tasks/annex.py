"""Reads the tasks printed in a plan: which words of which line stand in which cell of which numbered row.

Two kinds of text occur. A table copied with tabs between its cells is read by rules: the heading that
every page repeats, section rows, numbered rows, rows broken over a page, footnotes. A scan whose columns ran
into each other, or running prose, cannot be cut by rules; there a declared layout says for every line which
words belong to which cell. Either way every word between the declared bounds must find its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

TAB_CELLS = ("text", "lead", "coordinating", "deadline", "note")
PAGE_HEADING = (
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Hạn hoàn thành",
    "Ghi chú",
)
TITLE = ("-", "title")

_MARKUP = re.compile(r"<[^>]*>|\*+")
_NUMBERED = re.compile(r"(\d+)\.")
_ROMAN = re.compile(r"[IVX]+")
_FOOTNOTE = re.compile(r"([¹²³⁴⁵⁶⁷⁸⁹])\s+(.+)")
_FURNITURE = frozenset({"mark", "noise", "heading"})

Cell = tuple[str, str]


@dataclass(frozen=True)
class Piece:
    """Words of one line that belong to one cell; `glued` when no space parts them from the piece before."""

    line: int
    words: str
    glued: bool = False


@dataclass
class Reading:
    """What a document prints: pieces by (row number, cell), repeated page headings, words without a place."""

    cells: dict[Cell, list[Piece]] = field(default_factory=dict)
    own_lines: dict[str, int] = field(default_factory=dict)
    page_headings: list[int] = field(default_factory=list)
    stray: list[tuple[int, str]] = field(default_factory=list)

    def add(self, number: str, cell: str, piece: Piece) -> None:
        """Put a piece at the end of a cell; empty pieces are passed over."""
        if piece.words:
            self.cells.setdefault((number, cell), []).append(piece)

    def rows(self) -> list[str]:
        """Numbers of the rows that have a text, in the order of the document."""
        return [number for number, cell in self.cells if cell == "text"]

    def line(self, number: str) -> int | None:
        """Where a row starts: the first line whose text is its own, not a lead-in shared with other rows."""
        shared = self.cells.get((number, "text"))
        return self.own_lines.get(number, shared[0].line if shared else None)


def clean_words(text: str) -> str:
    """The printed words alone: NFC, without the transcript's tags and asterisks, single spaces."""
    return " ".join(_MARKUP.sub("", unicodedata.normalize("NFC", text)).split())


def assemble(pieces: Iterable[Piece]) -> str:
    """The words of a cell as one line."""
    text = ""
    for piece in pieces:
        text += ("" if piece.glued or not text else " ") + piece.words
    return text


def read_tab_table(lines: Sequence[str], first: int, last: int) -> Reading:
    """Read lines first..last (1-based, inclusive) of a table whose cells are parted by tabs.

    A row without a number continues the row above only right after a repeated page heading.
    """
    reading = Reading()
    open_row, section, broken = "", "", False
    for line in range(first, last + 1):
        cells = [clean_words(cell) for cell in lines[line - 1].split("\t")]
        if not any(cells):
            continue
        if tuple(cells) == PAGE_HEADING:
            reading.page_headings.append(line)
            broken = True
            continue
        mark, rest = cells[0], cells[1:]
        if len(cells) == 1:
            _outside_table(reading, line, mark)
            continue
        if len(cells) != len(PAGE_HEADING):
            reading.stray.append((line, " ".join(cells)))
        elif found := _NUMBERED.fullmatch(mark):
            open_row = found.group(1)
            _add_row(reading, open_row, rest, line)
        elif not mark and open_row and broken:
            _add_row(reading, open_row, rest, line)
        elif _ROMAN.fullmatch(mark) and not any(rest[1:]):
            section, open_row = mark, ""
            reading.add(section, "section", Piece(line, rest[0]))
        elif section and not any(rest):
            reading.add(section, "intro", Piece(line, mark))
        else:
            reading.stray.append((line, " ".join(filter(None, cells))))
        broken = False
    return reading


def read_layout(lines: Sequence[str], first: int, last: int, layout: Sequence[Mapping[str, str]]) -> Reading:
    """Read lines first..last (1-based, inclusive) as the declared layout cuts them.

    A layout row has `line`, `fragment` (its words, exactly as in the file) and `places`: 'number/cell' joined
    by ';', because a lead-in may serve several rows. 'mark', 'noise' and 'heading' are cells that hold no
    content. Words of a line that the layout does not name, or names in another order, are stray.
    """
    fragments: dict[int, list[Mapping[str, str]]] = {}
    for row in layout:
        fragments.setdefault(int(row["line"]), []).append(row)
    reading = Reading()
    for line in range(first, last + 1):
        rest = lines[line - 1]
        before: set[Cell] = set()
        for row in fragments.get(line, []):
            fragment = row["fragment"]
            if not rest.lstrip().startswith(fragment):
                break
            glued = bool(before) and not rest[:1].isspace()
            rest = rest.lstrip().removeprefix(fragment)
            places = [_cell(place) for place in row["places"].split(";")]
            _place(reading, places, Piece(line, clean_words(fragment)), before if glued else set())
            before = set(places)
        if rest.strip():
            reading.stray.append((line, clean_words(rest)))
    return reading


def merge(readings: Iterable[Reading]) -> Reading:
    """Several parts of one document as one reading."""
    whole = Reading()
    for reading in readings:
        whole.cells.update(reading.cells)
        whole.own_lines.update(reading.own_lines)
        whole.page_headings += reading.page_headings
        whole.stray += reading.stray
    return whole


def _outside_table(reading: Reading, line: int, words: str) -> None:
    if found := _FOOTNOTE.fullmatch(words):
        reading.add(found.group(1), "footnote", Piece(line, found.group(2)))
    elif not reading.page_headings:
        reading.add(*TITLE, Piece(line, words))
    else:
        reading.stray.append((line, words))


def _add_row(reading: Reading, number: str, words: Sequence[str], line: int) -> None:
    reading.own_lines.setdefault(number, line)
    for cell, text in zip(TAB_CELLS, words, strict=True):
        reading.add(number, cell, Piece(line, text))


def _cell(place: str) -> Cell:
    number, _, cell = place.partition("/")
    return number, cell


def _place(reading: Reading, places: Sequence[Cell], piece: Piece, glued_to: set[Cell]) -> None:
    owners = [number for number, cell in places if cell == "text"]
    if len(owners) == 1:
        reading.own_lines.setdefault(owners[0], piece.line)
    for number, cell in places:
        if cell not in _FURNITURE:
            reading.add(number, cell, Piece(piece.line, piece.words, (number, cell) in glued_to))
