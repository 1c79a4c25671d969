"""How much of a text or a table one slide holds: lengths in units of the slide, of which 160 make the screen's width.

The style sheet of the meeting screen (`pages/meeting/style.css`) sets every length in the same unit, so that words
break at the same places on every screen. What is computed here is never less than what a browser needs; the test of
the meeting screen in a browser holds it to that.
"""

from __future__ import annotations

import math

from kpi.export.picture.metrics import text_width, wrap

WIDTH, HEIGHT = 152.0, 86.0
"""What is inside the margins, above the bar with the buttons."""
_TOP, _BOTTOM, _BETWEEN = 1.4, 0.4, 1.2
_KICKER = 2.4 * 1.3 + 0.6
_TITLE, _TITLE_LINE = 4.8, 1.14
_FOOT, _FOOT_LINE, _FOOT_RULE = 1.7, 1.35, 0.7
_SLACK = 1.03
"""Letters may run a little wider in a browser than they are measured."""
MOST_TITLE_LINES, MOST_FOOT_LINES = 2, 2


def line_count(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """The lines that a text takes at most; a word that is wider than the line is broken."""
    room = width / _SLACK
    lines = wrap(text, room, size, bold=bold)
    return sum(max(1, math.ceil(text_width(line, size, bold) / room)) for line in lines)


def cut(text: str, width: float, size: float, most: int, *, bold: bool = False) -> str:
    """The text as far as `most` lines hold it; a cut one ends in an ellipsis."""
    if line_count(text, width, size, bold=bold) <= most:
        return text
    return " ".join(wrap(text, width / _SLACK, size, bold=bold, most=most))


def body_height(title: str) -> float:
    """The height between head and foot."""
    lines = min(line_count(title, WIDTH, _TITLE, bold=True), MOST_TITLE_LINES)
    head = _TOP + _KICKER + lines * _TITLE * _TITLE_LINE
    foot = MOST_FOOT_LINES * _FOOT * _FOOT_LINE + _FOOT_RULE + _BOTTOM
    return HEIGHT - head - foot - 2 * _BETWEEN


def title_words(title: str) -> str:
    """A title as far as it fits into the head."""
    return cut(title, WIDTH, _TITLE, MOST_TITLE_LINES, bold=True)


def foot_words(text: str, width: float) -> str:
    """A line of the foot as far as it fits."""
    return cut(text, width, _FOOT, MOST_FOOT_LINES)


def chunks(text: str, width: float, size: float, most: int) -> list[tuple[str, ...]]:
    """A long text in parts of at most `most` lines, each as its paragraphs."""
    parts: list[tuple[str, ...]] = []
    room = most
    here: list[str] = []
    for paragraph in filter(None, text.split("\n")):
        lines = wrap(paragraph, width / _SLACK, size)
        while lines:
            if not room:
                parts.append(tuple(here))
                room, here = most, []
            taken, lines = lines[:room], lines[room:]
            here.append(" ".join(taken))
            room -= len(taken)
    return [*parts, tuple(here)] if here else parts
