"""Rules about an actual as it is shown: which one stands in big type, and of what base a share is."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.claims.phrases import actual_text
from kpi.claims.said import Place, Said
from kpi.words.due_outcome import has_several_bases, measure_name


def two_actuals(said: Said) -> Iterator[str]:
    """The actual in big type is the one that the sentence beside it tells, where it tells one."""
    found = said.subject
    for actual in said.shown:
        if found.cited is not None and found.document_id and actual["actual_id"] != found.cited["actual_id"]:
            yield str(actual["actual_id"])


def base(said: Said) -> Iterator[str]:
    """A share that is counted in several ways, of several bases, is told with its own in a sentence."""
    found = said.subject
    told = found.cited if found.row is not None else found.newest
    if said.place is not Place.SENTENCE or told is None or not has_several_bases(told):
        return
    counted = measure_name(told, said.lang)
    if counted and actual_text(told, said.lang) in said.text and counted not in said.text:
        yield actual_text(told, said.lang)
