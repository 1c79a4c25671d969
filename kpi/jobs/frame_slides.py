"""The first and the last slide of a meeting on one unit: how it stands as a whole, and what is to be concluded."""

from __future__ import annotations

from kpi.briefing.content import Source, Text
from kpi.briefing.forms import context_of
from kpi.jobs.messages import OrderContext
from kpi.jobs.slide import framed, setting_of
from kpi.jobs.slide_fit import cut
from kpi.markup import Markup, macros
from kpi.reading.first_screen.opening import asked, opening
from kpi.reading.first_screen.told import Told
from kpi.words import message

_HTML = macros(__name__)
_WIDTH, _HEAD, _BASIS = 146.0, 3.0, 2.2
"""The width of a question, and the sizes of its head and of what it stands on."""
_LINES = 3
"""Lines left to be written by hand on the last slide."""


def opening_slide(on: OrderContext, province_id: str) -> str:
    """The sentence on the whole of a unit, with what it stands on."""
    told = opening(on.snapshot, province_id, on.standpoint, on.lang)
    sources = tuple(Source(name, name) for name in told.documents)
    body = _HTML.opening(told.verdict, list(told.stands_on))
    return _framed(on, message("meeting.opening", on.lang), Text("", told.name, sources=sources), body)


def closing_slide(on: OrderContext, province_id: str) -> str:
    """What is to be asked, made by rule from rows, and lines for what the meeting concludes: none is invented."""
    title, body = message("meeting.closing", on.lang), _HTML.closing(_asked(on, province_id), _LINES, on.lang)
    name = opening(on.snapshot, province_id, on.standpoint, on.lang).name
    return _framed(on, name, Text("", title), body)


def _asked(on: OrderContext, province_id: str) -> list[Told]:
    told = asked(on.snapshot, province_id, on.standpoint, on.lang)
    return [Told(cut(one.head, _WIDTH, _HEAD, 2, bold=True), cut(one.basis, _WIDTH, _BASIS, 2)) for one in told]


def _framed(on: OrderContext, about: str, block: Text, body: Markup) -> str:
    """A slide under the line `about`."""
    context = context_of(on.snapshot, on.lang, on.standpoint, on.base_url)
    return str(framed(block, body, on.lang, setting_of(context, about)))
