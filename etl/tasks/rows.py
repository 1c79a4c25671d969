"""The forms of the files of `data/tasks/` and of `reference/agencies.csv`: their columns, and what a cell may hold."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from etl.sources import Source
from kpi.model.task_codes import DeadlineKind, Report
from kpi.model.vocabulary import Decimal, Integer, Row, Slug

# Holds the number as the document prints it, so capitals occur ("….III.1.a").
PrintedId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.]+$")]


class NumberKind(StrEnum):
    """What a number in the words of a task is."""

    MEASURE = "measure"
    PARAMETER = "parameter"


class Relation(StrEnum):
    """What a document does with a duty."""

    DEMANDS = "demands"
    ANSWERS = "answers"
    PARTLY_ANSWERS = "partly_answers"
    DETAILS = "details"
    LEFT_OUT = "left_out"
    OWN = "own"


class Audience(StrEnum):
    """Of whom a duty is asked."""

    PROVINCES = "provinces"
    SOME_PROVINCES = "some_provinces"
    CENTRAL_BODIES = "central_bodies"
    OWN = "own"


class CorrectionKind(StrEnum):
    """What happened to garbled words."""

    RESTORED = "restored"
    REPEATED = "repeated"
    FOOTNOTE_MARK = "footnote_mark"
    UNREADABLE = "unreadable"
    LOST = "lost"
    DOUBTFUL = "doubtful"


class Task(Row):
    """A task as a document gives it; agencies are ids joined by ';', in the order of the print."""

    task_id: PrintedId
    document_id: Slug
    number: str
    section: Slug
    text_vi: str
    text_printed: str
    lead_agencies: str | None
    lead_printed: str | None
    coordinating_agencies: str | None
    coordinating_printed: str | None
    deadline_kind: DeadlineKind
    deadline_printed: str | None
    deadline: date | None
    original_deadline: date | None
    original_deadline_printed: str | None
    basis: str | None
    line: Integer
    note: str | None

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if (self.deadline is None) != (self.deadline_kind in {DeadlineKind.ONGOING, DeadlineKind.NONE}):
            raise PydanticCustomError("task_deadline_kind", "deadline and its kind disagree")
        return self


class Section(Row):
    """A part of a document that holds tasks: its lines, its heading, how it is read."""

    document_id: Slug
    file: str
    part: Slug
    section: Slug | None
    number: str | None
    title_vi: str
    title_printed: str | None
    line_from: Integer
    line_to: Integer
    reader: Slug
    diacritics: Slug
    tasks: Integer | None
    ends_before: str | None


class Layout(Row):
    """Which cell the words of a line belong to."""

    line: Integer
    fragment: str
    places: str
    note: str | None


class Footnote(Row):
    """A footnote under a table of tasks."""

    document_id: Slug
    mark: str
    number: str
    line: Integer
    text_vi: str
    text_printed: str


class Correction(Row):
    """Garbled words: as printed, as read, and why."""

    correction_id: PrintedId
    document_id: Slug
    number: str
    cell: Slug
    line: Integer
    printed: str
    read_as: str | None
    kind: CorrectionKind
    evidence: str


class Number(Row):
    """A number in the words of a task."""

    task_id: PrintedId
    document_id: Slug
    number: str
    kind: NumberKind
    value: Decimal
    operator: str
    unit: str | None
    meaning_vi: str
    quote: str
    line: Integer


class Duty(Row):
    """A duty that may stand in several documents."""

    duty_id: PrintedId
    title_vi: str
    audience: Audience
    section: Slug


class DutyLink(Row):
    """Where a duty stands, or which document leaves it out."""

    duty_id: PrintedId
    document_id: Slug
    task_id: PrintedId | None
    number: str | None
    line: Integer | None
    relation: Relation
    note: str | None


class Agency(Row):
    """A body as documents name it."""

    agency_id: Slug
    name_vi: str
    short_name: str
    kind: Slug
    aliases: str | None
    collective: bool
    document_scope: str


class Update(Row):
    """One report on one task: what its state is, since which report, by whom, on what evidence."""

    task_id: PrintedId
    status: Report
    recorded_at: date
    reported_by: str
    note: str
    evidence: str


SOURCES = (
    Source("agencies", "reference/agencies.csv", Agency, ("agency_id",)),
    Source("task_sections", "tasks/sections.csv", Section, ("document_id", "part", "line_from")),
    Source("task_footnotes", "tasks/footnotes.csv", Footnote, ("document_id", "mark")),
    Source("task_corrections", "tasks/corrections.csv", Correction, ("correction_id",)),
    Source("task_numbers", "tasks/numbers.csv", Number, ("task_id", "line", "quote", "value", "meaning_vi")),
    Source("duties", "tasks/duty_titles.csv", Duty, ("duty_id",)),
    Source("duty_links", "tasks/duties.csv", DutyLink, ("duty_id", "document_id", "number", "line", "task_id")),
    Source("task_updates", "tasks/updates/*.csv", Update, ("task_id", "recorded_at", "reported_by"), required=False),
)
TASKS = Source("tasks", "tasks/*.csv", Task, ("task_id",))
