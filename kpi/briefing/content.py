"""A briefing with its numbers: what every export format is made from, whole and in the reader's words.

Everything that is read by people is ready text of `kpi.words`; every number also stands as a raw value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from kpi.briefing.model import Form, Issuer
from kpi.charts.scene.marks import Scene
from kpi.reading.standpoint import Standpoint


@dataclass(frozen=True)
class Context:
    """What every part of one briefing stands on: language, standpoint, snapshot, and where the product answers."""

    lang: str
    standpoint: Standpoint
    snapshot_id: str
    built_on: date
    demo: bool
    base_url: str


@dataclass(frozen=True)
class Number:
    """One exported number: `number_id` is what a reader types to see it again, `key` names the row and column.

    `text` is the number as shown, `value` the raw one (None for a status word), `what` says what it is; `facts`
    are the values that it was made from, kept so that a later change can be explained. `mark` is its place in
    the chart: (role of the trace, place on the axis, value).
    """

    number_id: str
    key: str
    what: str
    text: str
    value: float | None
    unit: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    mark: tuple[str, float, float] | None = None


@dataclass(frozen=True)
class Group:
    """What one ID on paper stands for: a chart or a row of a table, and its numbers."""

    group_id: str
    key: str
    title: str
    url: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Source:
    """Where a number comes from: a document with the `line` of its words (in a copy at `url`), or a publication."""

    short: str
    text: str
    url: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Cell:
    """One cell of a table: ready text, the raw number behind it where there is one, its number's ID and its tone.

    `tone` is a status code ('behind') or '' ; `url` links the cell to a view.
    """

    text: str
    value: float | None = None
    number_id: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table; a `heading` row spans all columns and holds one cell."""

    cells: tuple[Cell, ...]
    heading: bool = False


@dataclass(frozen=True)
class Table:
    """A table; `columns` are its heads, `widths` their relative widths, `empty` is said when it has no row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    group_id: str = ""
    remark: str = ""
    note: str = ""
    empty: str = ""
    url: str = ""
    sources: tuple[Source, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class ChartBlock:
    """One chart: its scene, the sentence that says it, its numbers, sources and the way back to the screen.

    `table` holds its data for a data sheet. `no_actual` is the sentence for one without actuals,
    else empty. `status` gives shape and colour to `status_words`. `short_name` names a sheet or a bookmark.
    `actual` is the number that the sentence tells, `due` what is asked for now; a comparison has neither. `also` says
    what other documents ask for of the same indicator.
    """

    context: Context
    title: str
    subtitle: str
    short_name: str
    scene: Scene
    sentence: str
    unit: str
    url: str
    table: Table
    group: Group
    status: str = ""
    status_words: str = ""
    no_actual: str = ""
    remark: str = ""
    sources: tuple[Source, ...] = ()
    actual: Number | None = None
    due: Number | None = None
    also: str = ""

    @property
    def group_id(self) -> str:
        """The ID printed with it."""
        return self.group.group_id

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers."""
        return self.group.numbers

    @property
    def groups(self) -> tuple[Group, ...]:
        """It is one group of numbers."""
        return (self.group,)


@dataclass(frozen=True)
class Text:
    """A paragraph; `title` may be empty."""

    text: str
    title: str = ""
    remark: str = ""
    url: str = ""
    sources: tuple[Source, ...] = ()
    groups: tuple[Group, ...] = ()


Block: TypeAlias = ChartBlock | Table | Text


@dataclass(frozen=True)
class Section:
    """A headed part of a briefing.

    An `assessed` one judges the whole: where it falls short (`gaps`), the cause, left to be filled in, and what is
    asked (`asks`). Those of the `annex` stand behind all others.
    """

    title: str
    blocks: tuple[Block, ...]
    assessed: bool = False
    annex: bool = False
    gaps: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """An item that cannot be shown: its place in the briefing (1-based), what it is called and why it fails."""

    place: int
    title: str
    why: str


@dataclass(frozen=True)
class Frame:
    """What a paper about a unit opens and closes with: the sentence on it, and what to ask with what that stands on.

    Without questions `nothing` says so.
    """

    name: str
    verdict: str
    stands_on: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    nothing: str = ""


@dataclass(frozen=True)
class Content:
    """A whole briefing, ready to be exported. With `problems` it can be previewed but not exported."""

    context: Context
    form: Form
    title: str
    subtitle: str
    remark: str
    issuer: Issuer
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    method: tuple[str, ...]
    problems: tuple[Problem, ...]
    file_stem: str
    frame: Frame | None = None

    def blocks(self) -> Iterator[Block]:
        """Every block in order."""
        for section in self.sections:
            yield from section.blocks

    def chart_blocks(self) -> Iterator[ChartBlock]:
        """Every chart in order."""
        return (block for block in self.blocks() if isinstance(block, ChartBlock))

    def numbers(self) -> dict[str, Number]:
        """Every number of the briefing by its ID."""
        return {number.number_id: number for group in self.groups().values() for number in group.numbers}

    def groups(self) -> dict[str, Group]:
        """Every chart and row that carries an ID, by that ID."""
        return {group.group_id: group for block in self.blocks() for group in block.groups}
