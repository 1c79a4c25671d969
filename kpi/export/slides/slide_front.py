"""The parts of a unit's single slide: the sentence on it with its marks, three bars, lists side by side."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.briefing.content import Frame
from kpi.briefing.front.blocks import Bullet, Scoreboard
from kpi.charts import theme
from kpi.export import front
from kpi.export.front import Asked, Piece
from kpi.export.office_chart.native_bullet import bullet_chart
from kpi.export.picture.fit import ARIAL, CM_PER_POINT
from kpi.export.picture.metrics import wrap
from kpi.export.slides.deck import FONT, PARAGRAPHS_APART, Draft
from kpi.export.slides.slide_xml import Area, Run
from kpi.words import message

_VERDICT_SIZES, _STANDS, _MARKS = (18.0, 17.0, 16.0), 10.5, 12.0
_NAME, _STATE, _VALUE, _LINE, _NOTE = 12.0, 11.0, 18.0, 11.0, 9.0
_HEAD, _SIZES = 13.0, (12.0, 11.0, 10.0, 9.0)
_BASIS = 0.86
"""The size of what a line stands on, in sizes of the line."""
_CHART_HEIGHT = 1.2
_NOTE_LINES = 2
"""What is said below a bar is cut to so many lines; the notes of the slide hold all of it."""
_LEADING = 1.2
_APART = 0.5
_SECTIONS_APART = "     "
_SAID_SHARE = 0.42
"""The share of the width that words have beside a large bar."""


def high(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """The height in centimetres of paragraphs in type of `size` points."""
    lines = sum(len(wrap(line, width / CM_PER_POINT / ARIAL, size, bold=bold)) for line in text.split("\n"))
    return lines * size * _LEADING * CM_PER_POINT


def put_verdict(slide: Draft, frame: Frame, area: Area) -> float:
    """The sentence on the unit in the largest type in which it takes two lines; returns where it ends."""
    sizes = _VERDICT_SIZES
    fits = (
        size for size in sizes if high(frame.verdict, size, area.width, bold=True) <= 2.1 * size * 1.2 * CM_PER_POINT
    )
    size = next(fits, sizes[-1])
    used = high(frame.verdict, size, area.width, bold=True)
    slide.text(frame.verdict, Area(area.left, area.top, area.width, used), size, theme.ACTUAL, bold=True)
    stands = " · ".join(frame.stands_on)
    below = high(stands, _STANDS, area.width)
    slide.text(stands, Area(area.left, area.top + used + 0.1, area.width, below), _STANDS, theme.INK_MUTED)
    return area.top + used + below + 0.2


def put_marks(slide: Draft, board: Scoreboard, area: Area, lang: str) -> float:
    """The counts, and one sign for every target behind the name of its section; returns where they end."""
    counts = front.counts_line(board, lang)
    told = "   ".join(piece.text for piece in counts)
    used = high(told, _MARKS, area.width, bold=True)
    slide.runs(_runs(counts, _MARKS, "   "), Area(area.left, area.top, area.width, used))
    runs: list[Run] = []
    for name, signs in front.marks_of_sections(board):
        runs.append(Run(f"{name} ", _MARKS - 1, theme.INK_MUTED, font=FONT))
        runs += _runs(signs, _MARKS, "")
        runs.append(Run(_SECTIONS_APART, _MARKS, font=FONT))
    below = high("".join(run.text for run in runs), _MARKS, area.width, bold=True)
    slide.runs(runs, Area(area.left, area.top + used + 0.1, area.width, below))
    return area.top + used + below + 0.3


def _runs(pieces: Sequence[Piece], size: float, between: str) -> list[Run]:
    return [Run(f"{piece.text}{between}", size, piece.colour, bold=piece.strong, font=FONT) for piece in pieces]


def put_bars(slide: Draft, bullets: Sequence[Bullet], area: Area, lang: str) -> float:
    """The bars side by side, their parts level; returns where the longest one ends."""
    width = (area.width - _APART * (len(bullets) - 1)) / len(bullets)
    name_height = max(high(bullet.name, _NAME, width, bold=True) for bullet in bullets)
    ends = [
        _put_bar(slide, bullet, Area(area.left + place * (width + _APART), area.top, width, 0), name_height, lang)
        for place, bullet in enumerate(bullets)
    ]
    return max(ends)


def _put_bar(slide: Draft, bullet: Bullet, area: Area, name_height: float, lang: str) -> float:
    top, left, width = area.top, area.left, area.width

    def put(runs: Sequence[Run], height: float) -> None:
        nonlocal top
        slide.runs(runs, Area(left, top, width, height))
        top += height

    put([Run(bullet.name, _NAME, theme.INK, bold=True, font=FONT)], name_height)
    state = front.state_of(bullet)
    size = _VALUE if bullet.actual is not None else _NAME
    value = [Run(bullet.value, size, theme.ACTUAL, bold=True, font=FONT)]
    put([*value, *_runs([Piece("   "), state] if state else [], _STATE, "")], _VALUE * _LEADING * CM_PER_POINT)
    if bullet.when:
        put([Run(bullet.when, _NOTE, theme.INK_MUTED, font=FONT)], high(bullet.when, _NOTE, width))
    chart = Area(left, top, width, _CHART_HEIGHT)
    slide.chart(bullet_chart(bullet, lang, 8, FONT), chart, bullet.name, bullet.spoken)
    top += _CHART_HEIGHT
    pieces = [
        piece
        for sign, words in front.mark_lines(bullet)
        for piece in (Piece(f"{sign.text}\u00a0", sign.colour, strong=True), Piece(f"{words.text}   ", words.colour))
    ]
    if pieces:
        put(_runs(pieces, _LINE, ""), high("".join(piece.text for piece in pieces), _LINE, width))
    number = message("export.id", lang, id=bullet.group_id)
    note = " · ".join((*_cut(bullet.notes, width), number))
    put([Run(note, _NOTE, theme.INK_MUTED, font=FONT)], high(note, _NOTE, width))
    return top


def _cut(notes: Sequence[str], width: float) -> list[str]:
    """The notes on as many lines as there is room for."""
    told = " · ".join(notes)
    return [" ".join(wrap(told, width / CM_PER_POINT / ARIAL, _NOTE, most=_NOTE_LINES))] if told else []


def put_large_bars(slide: Draft, bullets: Sequence[Bullet], area: Area, lang: str) -> None:
    """The bars under each other over the whole width, each with its words beside it."""
    each = area.height / max(len(bullets), 3)
    for place, bullet in enumerate(bullets):
        _put_large_bar(slide, bullet, Area(area.left, area.top + place * each, area.width, each - 0.2), lang)


def _put_large_bar(slide: Draft, bullet: Bullet, area: Area, lang: str) -> None:
    said, drawn = _SAID_SHARE * area.width, (1 - _SAID_SHARE) * area.width - _APART
    state = front.state_of(bullet)
    lines = [[Run(bullet.name, 16, theme.INK, bold=True, font=FONT)]]
    value = [Run(f"{bullet.value}   ", 24 if bullet.actual is not None else 16, theme.ACTUAL, bold=True, font=FONT)]
    lines.append([*value, *_runs([state] if state else [], 13, "")])
    number = message("export.id", lang, id=bullet.group_id)
    small = " · ".join(filter(None, (bullet.when, *bullet.notes, number)))
    lines.append([Run(small, 11, theme.INK_MUTED, font=FONT)])
    slide.paragraphs(lines, Area(area.left, area.top, said, area.height), apart=2)
    left = area.left + said + _APART
    words = front.mark_lines(bullet)
    pieces = [
        piece
        for sign, text in words
        for piece in (Piece(f"{sign.text}\u00a0", sign.colour, strong=True), Piece(f"{text.text}   ", text.colour))
    ]
    below = high("".join(piece.text for piece in pieces), 14, drawn) + 0.1 if pieces else 0.0
    chart = Area(left, area.top, drawn, min(2.4, area.height - below))
    slide.chart(bullet_chart(bullet, lang, 12, FONT), chart, bullet.name, bullet.spoken)
    if pieces:
        slide.runs(_runs(pieces, 14, ""), Area(left, chart.top + chart.height + 0.05, drawn, below))


def put_list(slide: Draft, title: str, lines: Sequence[Asked], area: Area, largest: float = 0.0) -> None:
    """A list under its heading in the largest type in which it keeps to its area, as far as it does."""
    sizes = (*((largest, 18.0, 16.0, 14.0) if largest else ()), *_SIZES)
    head = max(_HEAD, largest * 0.9)
    slide.text(title, Area(area.left, area.top, area.width, 0.8), head, theme.ACTUAL, bold=True)
    room = area.height - (1.0 if largest else 0.75)
    size = next((size for size in sizes if _list_height(lines, size, area.width) <= room), sizes[-1])
    made: list[list[Run]] = []
    for line in lines:
        value = [Run(f": {line.value}", size, theme.INK, bold=True)] if line.value else []
        basis = [Run(f"  {line.basis}", round(size * _BASIS, 1), theme.INK_MUTED)] if line.basis else []
        made.append([Run(line.head, size, theme.INK, bold=not line.value), *value, *basis])
    slide.paragraphs(made, Area(area.left, area.top + area.height - room, area.width, room), apart=PARAGRAPHS_APART / 2)


def _list_height(lines: Sequence[Asked], size: float, width: float) -> float:
    used = 0.0
    for line in lines:
        told = f"{line.head}: {line.value}" if line.value else line.head
        used += high(f"{told}  {line.basis}", size, width, bold=not line.value) + PARAGRAPHS_APART / 2 * CM_PER_POINT
    return used
