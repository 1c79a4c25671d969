"""What frames a paper about a unit: the sentence on it as a whole, and the questions for the meeting."""

from __future__ import annotations

from kpi.briefing.content import Frame
from kpi.briefing.library import Library
from kpi.briefing.model import Briefing, Form
from kpi.reading.first_screen.opening import asked, no_question, opening

_FRAMED = frozenset({Form.PAGE, Form.REPORT})
"""Forms about a unit as a whole: a comparison or a single indicator has no sentence on the whole."""


def frame_of(library: Library, briefing: Briefing) -> Frame | None:
    """The frame of a briefing about one unit; None for every other."""
    if briefing.form not in _FRAMED or briefing.province_id not in library.provinces:
        return None
    context = library.context
    about = (library.snapshot, briefing.province_id, context.standpoint, context.lang)
    told = opening(*about)
    questions = tuple((one.head, one.basis) for one in asked(*about))
    nothing = "" if questions else no_question(*about)
    return Frame(told.name, told.verdict, told.stands_on, questions, nothing)
