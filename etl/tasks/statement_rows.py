"""What is said of tasks after they were set: reports of agencies, and statements of public sources."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from etl.sources import Source
from etl.tasks.printed_id import PrintedId
from kpi.model.cells import Row, Slug, Url
from kpi.model.task_codes import PublicState, Report
from kpi.model.vocabulary import Confidence


class Coverage(StrEnum):
    """How much of a task the public statement is about."""

    WHOLE = "whole"
    PART = "part"


class Update(Row):
    """One report on one task: what its state is, since which report, by whom, on what evidence."""

    task_id: PrintedId
    status: Report
    recorded_at: date
    reported_by: str
    note: str
    evidence: str


class Evidence(Row):
    """What a public source says of a task: what was issued or submitted, on which day, in which words.

    `state_date` is the day that the source gives for it; `recorded_at` the day on which it became known. Nothing here
    says that an agency was late: a task to submit may have been done long before its document was issued.
    """

    task_id: PrintedId
    status: PublicState
    state_date: date | None
    coverage: Coverage
    note: str
    source_title: str | None
    publisher: str
    source_url: Url | None
    source_document_id: Slug | None
    quote: str
    recorded_at: date
    confidence: Confidence

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if self.source_url is None and self.source_document_id is None:
            raise PydanticCustomError("task_evidence_unsourced", "neither address nor document")
        if self.status is PublicState.ISSUED and self.state_date is None:
            raise PydanticCustomError("task_evidence_undated", "issued without a day")
        if self.state_date and self.state_date > self.recorded_at:
            raise PydanticCustomError("task_evidence_early", "known before it happened")
        return self


SOURCES = (
    Source("task_updates", "tasks/updates/*.csv", Update, ("task_id", "recorded_at", "reported_by"), required=False),
    Source(
        "task_evidence",
        "tasks/evidence/*.csv",
        Evidence,
        ("task_id", "status", "recorded_at", "publisher"),
        required=False,
    ),
)
