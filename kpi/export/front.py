"""What a single page says, in pieces that every format sets in its own way: lines of a bar, marks, what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi.briefing.content import Block, ChartBlock, Content, Table
from kpi.briefing.front.blocks import Bullet, Bullets, Listing, Scoreboard
from kpi.briefing.front.scoreboard import counts_of_marks
from kpi.charts import theme
from kpi.charts.html.bullet_bar import MarkKind
from kpi.words import format_value, message

DIAMOND, HOLLOW, STROKE = "◆", "◇", "|"


@dataclass(frozen=True)
class Piece:
    """A stretch of text with its colour; `strong` is set in bold."""

    text: str
    colour: str = theme.INK
    strong: bool = False


@dataclass(frozen=True)
class Asked:
    """One line of a list: what is said, and in small type what it stands on; `value` stands apart in bold."""

    head: str
    basis: str
    value: str = ""


def state_of(bullet: Bullet) -> Piece | None:
    """How the target of a bar stands: shape and word; None where there is none."""
    style = theme.STATUS_STYLES.get(bullet.state)
    return Piece(f"{style.glyph} {bullet.state_words}", style.text, strong=True) if style else None


def mark_lines(bullet: Bullet) -> list[tuple[Piece, Piece]]:
    """Each mark of a bar: its sign, and its words."""
    lines = []
    for mark in bullet.marks:
        if not mark.text:
            continue
        if mark.kind is MarkKind.NATION:
            lines.append((Piece(STROKE, theme.NATIONAL, strong=True), Piece(mark.text, theme.NATIONAL)))
        else:
            sign = HOLLOW if mark.kind is MarkKind.CONFLICTING else DIAMOND
            lines.append((Piece(sign, theme.PATH, strong=True), Piece(mark.text)))
    return lines


def ends_of(bullet: Bullet, lang: str) -> tuple[str, str]:
    """The words at the ends of the scale of a bar."""
    return format_value(bullet.low, bullet.unit, lang), format_value(bullet.high, bullet.unit, lang)


def counts_line(board: Scoreboard, lang: str) -> list[Piece]:
    """How many targets there are, and how many of each state: '20 chỉ tiêu:', '◇ 20 đến hạn, chưa có số liệu'."""
    counts = [
        Piece(f"{theme.STATUS_STYLES[code].glyph}\u00a0{told}", theme.STATUS_STYLES[code].text, strong=True)
        for code, told in counts_of_marks(board, lang)
    ]
    return [Piece(board.total, strong=True), *counts]


def marks_of_sections(board: Scoreboard) -> Iterator[tuple[str, list[Piece]]]:
    """Each section with one sign for every target; signs of one state that follow each other are one stretch."""
    for section in board.marks:
        stretches: list[Piece] = []
        for state in section.states:
            style = theme.STATUS_STYLES[state]
            if stretches and stretches[-1].colour == style.text and stretches[-1].text[-1] == style.glyph:
                stretches[-1] = Piece(f"{stretches[-1].text}\u200a{style.glyph}", style.text, strong=True)
            else:
                stretches.append(Piece(style.glyph, style.text, strong=True))
        yield section.name, stretches


def questions_of(content: Content) -> list[Asked]:
    """What to ask, numbered; the words for it where there is nothing."""
    frame = content.frame
    if frame is None:
        return []
    asked = [Asked(f"{number}. {head}", basis) for number, (head, basis) in enumerate(frame.questions, start=1)]
    return asked or [Asked(frame.nothing, "")]


def lines_of(listing: Listing) -> list[Asked]:
    """The rows of a listing as lines."""
    lines = [Asked(row.cells[0].text, row.cells[2].text, row.cells[1].text) for row in listing.rows]
    return lines or [Asked(listing.empty, "")]


def ask_title(lang: str) -> str:
    """The heading over the questions."""
    return message("first_screen.ask.title", lang)


@dataclass(frozen=True)
class Front:
    """The blocks of a page by how they are set; `others` are tables that share what room is left."""

    bullets: Sequence[Bullet]
    board: Scoreboard | None
    listing: Listing | None
    charts: Sequence[ChartBlock]
    others: Sequence[Table]


def front_of(content: Content) -> Front:
    """What stands on a page; of two of a kind the second is a table like any other."""
    blocks: list[Block] = list(content.blocks())
    bullets = next((block for block in blocks if isinstance(block, Bullets)), None)
    board = next((block for block in blocks if isinstance(block, Scoreboard) and block.marks), None)
    listing = next((block for block in blocks if isinstance(block, Listing)), None)
    taken = {id(block) for block in (bullets, board, listing) if block is not None}
    return Front(
        bullets.bullets if bullets else (),
        board,
        listing,
        [block for block in blocks if isinstance(block, ChartBlock)],
        [block for block in blocks if isinstance(block, Table) and id(block) not in taken],
    )
