"""The front of a sheet of paper: the sentence on the unit, its marks, three bars, what to ask beside where it stands.

Every part tells the height in centimetres that it will take, since a page has room for no more than a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.briefing.content import Frame
from kpi.briefing.front.blocks import Bullet, Scoreboard
from kpi.charts import theme
from kpi.export import front
from kpi.export.front import Asked, Piece
from kpi.export.paper import paper_xml as xml
from kpi.export.paper.paper import Paper
from kpi.export.paper.paper_xml import PaperCell, Run, Style, paragraph
from kpi.export.picture.fit import CM_PER_POINT, TIMES
from kpi.export.picture.metrics import wrap
from kpi.words import message

_VERDICT, _STANDS, _MARKS = 14.0, 9.5, 10.0
_NAME, _STATE, _VALUE, _LINE, _NOTE, _NUMBER = 10.5, 9.5, 17.0, 9.5, 8.5, 7.5
_HEAD, _ASKED, _BASIS = 11.0, 10.5, 9.0
_CHART_HEIGHT, _CHART_TYPE = 1.5, 7.0
_SECTION = 3.9
"""The width in centimetres of the names of sections before their marks."""
_LEADING = 1.16
_APART = 0.18
_CELL_SIDES = 0.26


@dataclass(frozen=True)
class Part:
    """A piece of the body and its height."""

    xml: str
    height: float


def high(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """The height of a paragraph."""
    lines = sum(len(wrap(line, width / CM_PER_POINT / TIMES, size, bold=bold)) for line in text.split("\n"))
    return lines * size * _LEADING * CM_PER_POINT


def verdict(frame: Frame, width: float) -> Part:
    """The sentence on the unit, and what it stands on."""
    stands = " · ".join(frame.stands_on)
    said = paragraph(Style.CELL, Run(frame.verdict, bold=True, size=_VERDICT, colour=theme.ACTUAL))
    below = paragraph(Style.CELL, Run(stands, size=_STANDS, colour=theme.INK_MUTED))
    return Part(said + below, high(frame.verdict, _VERDICT, width, bold=True) + high(stands, _STANDS, width))


def marks(board: Scoreboard, width: float, lang: str) -> Part:
    """One sign for every target, by section, under the counts."""
    counts = front.counts_line(board, lang)
    head = paragraph(Style.CELL, *_runs(counts, _MARKS, "   "))
    rows, used = [], high("   ".join(piece.text for piece in counts), _MARKS, width, bold=True)
    rest = width - _SECTION
    for name, signs in front.marks_of_sections(board):
        rows.append(
            [
                PaperCell(paragraph(Style.CELL, Run(name, size=_MARKS, colour=theme.INK_MUTED))),
                PaperCell(paragraph(Style.CELL, *_runs(signs, _MARKS, " "))),
            ]
        )
        used += high("".join(piece.text for piece in signs), _MARKS, rest - _CELL_SIDES, bold=True)
    return Part(head + xml.table(rows, [_SECTION, rest], lines=False) + _gap(), used + _APART)


def _runs(pieces: Sequence[Piece], size: float, between: str) -> list[Run]:
    return [Run(f"{piece.text}{between}", bold=piece.strong, size=size, colour=piece.colour) for piece in pieces]


def _gap() -> str:
    """Office programs make one table of two that touch."""
    return paragraph(Style.CELL, Run("", size=4))


def bars(bullets: Sequence[Bullet], paper: Paper, lang: str) -> Part:
    """Each bar with its name, state and value above it and its marks in words below, in rows that stand level."""
    width = paper.width / len(bullets)
    inner = width - _CELL_SIDES
    rows = [
        [_cell(Run(bullet.name, bold=True, size=_NAME)) for bullet in bullets],
        [_cell(*_state_runs(bullet)) for bullet in bullets],
        [_cell(*_value_runs(bullet)) for bullet in bullets],
        [PaperCell(paper.bullet(bullet, inner, _CHART_HEIGHT, _CHART_TYPE)) for bullet in bullets],
        [PaperCell("".join(_words(bullet, lang))) for bullet in bullets],
    ]
    used = max(high(bullet.name, _NAME, inner, bold=True) for bullet in bullets)
    used += _STATE * _LEADING * CM_PER_POINT * max(_lines_of_state(bullet, inner) for bullet in bullets)
    used += max(_value_height(bullet, inner) for bullet in bullets) + _CHART_HEIGHT + 0.1
    used += max(_words_height(bullet, inner, lang) for bullet in bullets)
    return Part(xml.table(rows, [width] * len(bullets), lines=False) + _gap(), used + _APART)


def _cell(*runs: Run) -> PaperCell:
    return PaperCell(paragraph(Style.CELL, *runs, keep=True))


def _state_runs(bullet: Bullet) -> list[Run]:
    state = front.state_of(bullet)
    return [Run(state.text, bold=True, size=_STATE, colour=state.colour)] if state else [Run("", size=_STATE)]


def _lines_of_state(bullet: Bullet, inner: float) -> int:
    return max(1, len(wrap(bullet.state_words, inner / CM_PER_POINT / TIMES, _STATE, bold=True)))


def _value_runs(bullet: Bullet) -> list[Run]:
    size = _VALUE if bullet.actual is not None else _NAME
    when = [Run(f"  {bullet.when}", size=_NOTE, colour=theme.INK_MUTED)] if bullet.when else []
    return [Run(bullet.value, bold=True, size=size, colour=theme.ACTUAL), *when]


def _value_height(bullet: Bullet, inner: float) -> float:
    """The value in big type, with its period behind it in small type."""
    big = len(bullet.value) * _VALUE / _NOTE
    together = f"{'n' * round(big)} {bullet.when}"
    return _VALUE * _LEADING * CM_PER_POINT + max(0.0, high(together, _NOTE, inner) - _NOTE * _LEADING * CM_PER_POINT)


def _words(bullet: Bullet, lang: str) -> list[str]:
    lines = [
        paragraph(
            Style.CELL,
            Run(f"{sign.text} ", bold=True, size=_LINE, colour=sign.colour),
            Run(words.text, size=_LINE, colour=words.colour),
        )
        for sign, words in front.mark_lines(bullet)
    ]
    lines += [paragraph(Style.CELL, Run(note, size=_NOTE, colour=theme.INK_MUTED)) for note in bullet.notes]
    number = message("export.id", lang, id=bullet.group_id)
    return [*lines, paragraph(Style.CELL, Run(number, size=_NUMBER, colour=theme.INK_MUTED))]


def _words_height(bullet: Bullet, inner: float, lang: str) -> float:
    lines = sum(high(f"{sign.text} {words.text}", _LINE, inner) for sign, words in front.mark_lines(bullet))
    notes = sum(high(note, _NOTE, inner) for note in bullet.notes)
    return lines + notes + high(message("export.id", lang, id=bullet.group_id), _NUMBER, inner)


def columns(left: tuple[str, Sequence[Asked]], right: tuple[str, Sequence[Asked]], width: float) -> Part:
    """Two lists side by side, each under its heading; an empty one leaves its side to the other."""
    sides = [side for side in (left, right) if side[1]]
    if not sides:
        return Part("", 0.0)
    each = width / len(sides)
    cells = [PaperCell("".join(_list(*side))) for side in sides]
    used = max(_list_height(*side, each - _CELL_SIDES) for side in sides)
    return Part(xml.table([cells], [each] * len(sides), lines=False) + _gap(), used + _APART)


def _list(title: str, lines: Sequence[Asked]) -> list[str]:
    made = [paragraph(Style.CELL, Run(title, bold=True, size=_HEAD, colour=theme.ACTUAL))]
    for line in lines:
        value = [Run(f": {line.value}", bold=True, size=_ASKED)] if line.value else []
        made.append(paragraph(Style.CELL, Run(line.head, size=_ASKED, bold=not line.value), *value))
        if line.basis:
            made.append(paragraph(Style.CELL, Run(line.basis, size=_BASIS, colour=theme.INK_MUTED)))
    return made


def _list_height(title: str, lines: Sequence[Asked], width: float) -> float:
    used = high(title, _HEAD, width, bold=True)
    for line in lines:
        told = f"{line.head}: {line.value}" if line.value else line.head
        used += high(told, _ASKED, width, bold=True) + (high(line.basis, _BASIS, width) if line.basis else 0.0)
    return used
