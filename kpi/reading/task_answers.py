"""Which central demands a plan answers: one verdict a demand and plan, from the links of the duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Link = Mapping[str, Any]


class Verdict(StrEnum):
    """What a plan does with a central demand; `NOT_ASKED` when nothing says that the demand concerns it."""

    ANSWERED = "answers"
    PARTLY = "partly_answers"
    LEFT_OUT = "left_out"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Demand:
    """A central demand with everything that documents say of it; `said` holds the links by document."""

    duty_id: str
    title: str
    audience: str
    asked: tuple[Link, ...]
    said: Mapping[str, tuple[Link, ...]]

    def verdict(self, document_id: str) -> Verdict:
        """An answer counts whole when any task answers it; a task that only makes it concrete answers in part."""
        relations = {link["relation"] for link in self.said.get(document_id, ())}
        if Verdict.ANSWERED in relations:
            return Verdict.ANSWERED
        if relations & {Verdict.PARTLY, "details"}:
            return Verdict.PARTLY
        return Verdict.LEFT_OUT if Verdict.LEFT_OUT in relations else Verdict.NOT_ASKED


def demands(links: Iterable[Link]) -> list[Demand]:
    """Every duty that a document demands, in the order of `links`.

    A link has duty_id, title_vi, audience, document_id, task_id, number, line, relation and note.
    """
    duties: dict[str, list[Link]] = {}
    for link in links:
        duties.setdefault(link["duty_id"], []).append(link)
    found = []
    for duty_id, members in duties.items():
        asked = tuple(link for link in members if link["relation"] == "demands")
        if asked:
            said: dict[str, list[Link]] = {}
            for link in members:
                if link["relation"] != "demands":
                    said.setdefault(link["document_id"], []).append(link)
            first = members[0]
            links_of = {document: tuple(own) for document, own in said.items()}
            found.append(Demand(duty_id, first["title_vi"], first["audience"], asked, links_of))
    return found


def counts(asked: Sequence[Demand], document_id: str) -> dict[Verdict, int]:
    """How many demands a plan answers, answers in part, leaves out, and how many do not concern it."""
    verdicts = [demand.verdict(document_id) for demand in asked]
    return {verdict: verdicts.count(verdict) for verdict in Verdict}
