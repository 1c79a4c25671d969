"""The first and the last slide of a meeting on one unit: how it stands as a whole, and what is to be concluded."""

from __future__ import annotations

from kpi.briefing.content import Source, Text
from kpi.briefing.forms import context_of
from kpi.jobs.messages import OrderContext
from kpi.jobs.slide import framed, setting_of
from kpi.jobs.slide_fit import cut
from kpi.markup import Markup, macros
from kpi.reading.first_screen.question_words import question_words
from kpi.reading.first_screen.questions import questions
from kpi.reading.first_screen.told import Told
from kpi.reading.first_screen.verdict import former_names, stands_on, verdict
from kpi.reading.first_screen.whole import whole
from kpi.reading.own_and_inherited import why_no_reporter
from kpi.reading.province import provinces
from kpi.words import document_name, full_name, message, sentence_case

_HTML = macros(__name__)
_WIDTH, _HEAD, _BASIS = 146.0, 3.0, 2.2
"""The width of a question, and the sizes of its head and of what it stands on."""
_LINES = 3
"""Lines left to be written by hand on the last slide."""


def opening_slide(on: OrderContext, province_id: str) -> str:
    """The sentence on the whole of a unit, with what it stands on."""
    units = provinces(on.snapshot)
    seen = whole(on.snapshot, province_id, on.standpoint)
    said = verdict(seen, on.lang, former_names(seen, units, on.lang))
    title = sentence_case(full_name(seen.unit, on.lang))
    sources = tuple(Source(name, name) for name in (document_name(item.cited, on.lang) for item in seen.documents))
    body = _HTML.opening(said, [sentence_case(text) for text in stands_on(seen, on.lang)])
    return _framed(on, message("meeting.opening", on.lang), Text("", title, sources=sources), body)


def closing_slide(on: OrderContext, province_id: str) -> str:
    """What is to be asked, made by rule from rows, and lines for what the meeting concludes: none is invented."""
    title, body = message("meeting.closing", on.lang), _HTML.closing(_asked(on, province_id), _LINES, on.lang)
    return _framed(on, sentence_case(full_name(provinces(on.snapshot)[province_id], on.lang)), Text("", title), body)


def _asked(on: OrderContext, province_id: str) -> list[Told]:
    seen = whole(on.snapshot, province_id, on.standpoint)
    names = former_names(seen, provinces(on.snapshot), on.lang)
    why = message(why_no_reporter(on.snapshot, province_id), on.lang)
    found = questions(on.snapshot, province_id, on.standpoint)
    told = [question_words(question, names, why, on.lang) for question in found]
    return [Told(cut(one.head, _WIDTH, _HEAD, 2, bold=True), cut(one.basis, _WIDTH, _BASIS, 2)) for one in told]


def _framed(on: OrderContext, about: str, block: Text, body: Markup) -> str:
    """A slide under the line `about`."""
    context = context_of(on.snapshot, on.lang, on.standpoint, on.base_url)
    return str(framed(block, body, on.lang, setting_of(context, about)))
