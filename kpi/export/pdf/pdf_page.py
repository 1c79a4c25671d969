"""A unit on one sheet as PDF: the sentence on it, marks, bars, what to ask, where it stands, its region, sources."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.briefing.content import Content, Frame, Table
from kpi.briefing.front.blocks import Bullet, Scoreboard
from kpi.charts import theme
from kpi.charts.svg.bullet import HEIGHT, WIDTH, bullet_svg
from kpi.export import front, words
from kpi.export.front import Asked, Piece
from kpi.export.pdf import typst_text as typ
from kpi.export.pdf.pdf_parts import (
    MUTED,
    TEXT_WIDTH,
    charts_height,
    line_count,
    side_by_side,
    table_with_note,
    title_block,
    title_height,
)
from kpi.export.picture.fit import CM_PER_POINT, fitting
from kpi.export.picture.years import years_together
from kpi.words import message

_SHEET = 29.7 - 2 * 1.6
_VERDICT, _STANDS, _MARKS = 13.0, 8.5, 9.5
_NAME, _STATE, _VALUE, _LINE_SIZE, _NOTE, _NUMBER = 10.0, 8.5, 16.0, 8.5, 7.5, 7.0
_HEAD, _ASKED, _BASIS = 10.5, 9.5, 8.0
_TABLE, _SOURCES = 8.5, 6.5
_SECTION = 4.4
_APART = 0.5
_LINE, _FIRST_LINE = 1.27, 0.5
_SPARE = 0.3
"""Centimetres left free: the room is reckoned, not measured."""


def page(content: Content, files: dict[str, str]) -> str:
    """The whole sheet; adds its pictures to `files`."""
    lang, shown = content.context.lang, front.front_of(content)
    parts, used = [title_block(content)], title_height(content) + _SPARE
    if content.frame:
        parts.append(verdict(content.frame))
        used += _high(content.frame.verdict, _VERDICT, TEXT_WIDTH, bold=True) + 0.3
        used += _high(" · ".join(content.frame.stands_on), _STANDS, TEXT_WIDTH) + 0.2
    if shown.board:
        parts.append(marks(shown.board, lang))
        used += _marks_height(shown.board, lang)
    if shown.bullets:
        parts.append(bars(shown.bullets, files, lang))
        used += _bars_height(shown.bullets, lang)
    if shown.charts:
        parts.append(side_by_side(list(shown.charts), files))
        used += charts_height(list(shown.charts))
    asked = (front.ask_title(lang), front.questions_of(content))
    listed = (shown.listing.title, front.lines_of(shown.listing)) if shown.listing else ("", [])
    sides = [side for side in (asked, listed) if side[1]]
    if sides:
        parts.append(lists(sides))
        used += max(_list_height(*side, _column(len(sides))) for side in sides) + 0.5
    remarks = [line for block in _tables(content) for line in block.remark.split("\n") if line]
    used += sum(_high(line, 10, TEXT_WIDTH) + 0.3 for line in remarks) + 2 * _SOURCES * _LINE * CM_PER_POINT + 0.3
    others = [years_together(table, lang) for table in shown.others]
    fitted = fitting(others, TEXT_WIDTH, _SHEET - used, typ.setting(_TABLE), lang)
    parts += [typ.heading(3, table.title) + table_with_note(table, _TABLE, lang) for table in fitted]
    parts += [typ.paragraph(typ.words(line)) for line in remarks]
    sources = words.brief_source_line(content.sources, lang, TEXT_WIDTH, _SOURCES)
    return "".join([*parts, typ.paragraph(typ.words(sources, size=f"{_SOURCES}pt", fill=MUTED))])


def _tables(content: Content) -> list[Table]:
    return [block for block in content.blocks() if isinstance(block, Table)]


def _high(text: str, size: float, width: float, *, bold: bool = False) -> float:
    return line_count(text, size, width, bold=bold) * size * _LINE * CM_PER_POINT


def _block(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """The height of a text that stands alone: its first line reaches from the capitals' top to the baseline only."""
    return _high(text, size, width, bold=bold) - _FIRST_LINE * size * CM_PER_POINT


def _said(piece: Piece, size: float) -> str:
    look = {"size": f"{size}pt", "fill": typ.colour(piece.colour)}
    return typ.words(piece.text, **look, **({"weight": '"bold"'} if piece.strong else {}))


def _column(count: int) -> float:
    return (TEXT_WIDTH - _APART * (count - 1)) / count


def verdict(frame: Frame) -> str:
    """The sentence on the unit, and what it stands on."""
    said = typ.words(frame.verdict, size=f"{_VERDICT}pt", weight='"bold"', fill=typ.colour(theme.ACTUAL))
    stands = typ.words(" · ".join(frame.stands_on), size=f"{_STANDS}pt", fill=MUTED)
    return typ.paragraph(said) + typ.paragraph(stands)


def marks(board: Scoreboard, lang: str) -> str:
    """One sign for every target, by section, under the counts."""
    counts = typ.words("   ").join(_said(piece, _MARKS) for piece in front.counts_line(board, lang))
    rows = [
        [typ.words(name, size=f"{_MARKS}pt", fill=MUTED), typ.words(" ").join(_said(sign, _MARKS) for sign in signs)]
        for name, signs in front.marks_of_sections(board)
    ]
    return typ.paragraph(counts) + typ.grid(rows, "0.2cm", "0.12cm", shares=(f"{_SECTION}cm", "1fr"))


def _marks_height(board: Scoreboard, lang: str) -> float:
    counts = "   ".join(piece.text for piece in front.counts_line(board, lang))
    used = _block(counts, _MARKS, TEXT_WIDTH, bold=True) + 0.6
    for _, signs in front.marks_of_sections(board):
        told = " ".join(sign.text for sign in signs)
        used += _block(told, _MARKS, TEXT_WIDTH - _SECTION - 0.2, bold=True) + 0.12
    return used


def bars(bullets: Sequence[Bullet], files: dict[str, str], lang: str) -> str:
    """The bars side by side, their parts level; adds their pictures to `files`."""
    pictures = []
    for bullet in bullets:
        name = f"bar{len(files)}.svg"
        ends = (bullet.low, bullet.high)
        values = (bullet.actual, bullet.actual_high, bullet.qualifier)
        files[name] = bullet_svg(*values, bullet.marks, ends, front.ends_of(bullet, lang), bullet.spoken)
        pictures.append(typ.image(name, bullet.spoken))
    rows = [
        [typ.words(bullet.name, size=f"{_NAME}pt", weight='"bold"') for bullet in bullets],
        [_state(bullet) for bullet in bullets],
        [_value(bullet) for bullet in bullets],
        pictures,
        [_words(bullet, lang) for bullet in bullets],
    ]
    return typ.grid(rows, f"{_APART}cm", "0.14cm")


def _state(bullet: Bullet) -> str:
    state = front.state_of(bullet)
    return _said(state, _STATE) if state else ""


def _value(bullet: Bullet) -> str:
    size = _VALUE if bullet.actual is not None else _NAME
    value = typ.words(bullet.value, size=f"{size}pt", weight='"bold"', fill=typ.colour(theme.ACTUAL))
    return value + (typ.words(f"  {bullet.when}", size=f"{_NOTE}pt", fill=MUTED) if bullet.when else "")


def _words(bullet: Bullet, lang: str) -> str:
    lines = [
        _said(Piece(f"{sign.text} ", sign.colour, strong=True), _LINE_SIZE) + _said(said, _LINE_SIZE)
        for sign, said in front.mark_lines(bullet)
    ]
    lines += [typ.words(note, size=f"{_NOTE}pt", fill=MUTED) for note in bullet.notes]
    lines.append(typ.words(message("export.id", lang, id=bullet.group_id), size=f"{_NUMBER}pt", fill=MUTED))
    return " \\ ".join(lines)


def _bars_height(bullets: Sequence[Bullet], lang: str) -> float:
    width = _column(len(bullets))
    used = max(_block(bullet.name, _NAME, width, bold=True) for bullet in bullets)
    used += max(_block(bullet.state_words or "–", _STATE, width, bold=True) for bullet in bullets)
    used += max(_value_height(bullet, width) for bullet in bullets) + width * HEIGHT / WIDTH
    used += max(_words_height(bullet, width, lang) for bullet in bullets)
    return used + 4 * 0.14 + 0.4


def _value_height(bullet: Bullet, width: float) -> float:
    wide = "n" * round(len(bullet.value) * _VALUE / _NOTE)
    lines = line_count(f"{wide} {bullet.when}", _NOTE, width)
    return (_VALUE + (lines - 1) * _NOTE) * _LINE * CM_PER_POINT


def _words_height(bullet: Bullet, width: float, lang: str) -> float:
    used = sum(_high(f"{sign.text} {said.text}", _LINE_SIZE, width) for sign, said in front.mark_lines(bullet))
    used += sum(_high(note, _NOTE, width) for note in bullet.notes)
    return used + _high(message("export.id", lang, id=bullet.group_id), _NUMBER, width)


def lists(sides: Sequence[tuple[str, Sequence[Asked]]]) -> str:
    """Lists side by side, each under its heading."""
    return typ.grid([[_list(*side) for side in sides]], f"{_APART}cm", "0.1cm")


def _list(title: str, lines: Sequence[Asked]) -> str:
    made = [typ.words(title, size=f"{_HEAD}pt", weight='"bold"', fill=typ.colour(theme.ACTUAL))]
    for line in lines:
        look = {} if line.value else {"weight": '"bold"'}
        told = typ.words(line.head, size=f"{_ASKED}pt", **look)
        if line.value:
            told += typ.words(f": {line.value}", size=f"{_ASKED}pt", weight='"bold"')
        made.append(told)
        if line.basis:
            made.append(typ.words(line.basis, size=f"{_BASIS}pt", fill=MUTED))
    return " \\ ".join(made)


def _list_height(title: str, lines: Sequence[Asked], width: float) -> float:
    used = _high(title, _HEAD, width, bold=True)
    for line in lines:
        told = f"{line.head}: {line.value}" if line.value else line.head
        used += _high(told, _ASKED, width, bold=True) + (_high(line.basis, _BASIS, width) if line.basis else 0.0)
    return used
