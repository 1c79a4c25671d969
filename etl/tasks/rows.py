"""The forms of the files of `data/tasks/` and of `reference/agencies.csv`: their columns, and what a cell may hold."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from etl.sources import Source
from etl.tasks import statement_rows
from etl.tasks.printed_id import PrintedId
from kpi.model.cells import Decimal, Integer, Row, Slug
from kpi.model.task_codes import DeadlineKind


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


class TaskKind(StrEnum):
    """Whether a sentence sets a duty that can be done, or guides how all of them are to be done."""

    DUTY = "duty"
    GUIDANCE = "guidance"


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
    kind: TaskKind = TaskKind.DUTY

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.kind is TaskKind.GUIDANCE and self.deadline_kind is not DeadlineKind.NONE:
            raise PydanticCustomError("task_guidance_dated", "guidance with a deadline")
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


SOURCES = (
    Source("agencies", "reference/agencies.csv", Agency, ("agency_id",)),
    Source("task_sections", "tasks/sections.csv", Section, ("document_id", "part", "line_from")),
    Source("task_footnotes", "tasks/footnotes.csv", Footnote, ("document_id", "mark")),
    Source("task_corrections", "tasks/corrections.csv", Correction, ("correction_id",)),
    Source("task_numbers", "tasks/numbers.csv", Number, ("task_id", "line", "quote", "value", "meaning_vi")),
    Source("duties", "tasks/duty_titles.csv", Duty, ("duty_id",)),
    Source("duty_links", "tasks/duties.csv", DutyLink, ("duty_id", "document_id", "number", "line", "task_id")),
    *statement_rows.SOURCES,
)
TASKS = Source("tasks", "tasks/*.csv", Task, ("task_id",))
