"""A briefing as its maker composed it: an ordered list of items with titles and remarks, but no numbers.

The numbers are read from a snapshot when the briefing is shown or exported (`kpi.briefing.resolve`), so that last
month's briefing can be opened again with this month's data.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

FILE_VERSION: Final = 1
MAX_ITEMS = 200
_MAX_TITLE = 300
_MAX_REMARK = 4000


class Form(StrEnum):
    """The shapes a briefing may take; `SELECTION` is the basket as it was gathered."""

    PAGE = "page"
    REPORT = "report"
    COMPARISON = "comparison"
    INDICATOR = "indicator"
    SELECTION = "selection"


class ItemKind(StrEnum):
    """What one item is."""

    CHART = "figure"
    COMPARISON = "comparison"
    TABLE = "table"
    SENTENCE = "sentence"
    TASKS = "tasks"


class TableView(StrEnum):
    """Which table an item of kind `TABLE` is; `YEARS` is about one indicator, the others about a province."""

    STATUS_COUNTS = "standing"
    TARGETS = "promises"
    SLIPPING = "slipping"
    MISSING = "missing"
    OTHERS = "others"
    DUE = "due"
    YEARS = "years"
    CHANGES = "changes"
    OWED = "owed"
    HEADLINES = "headlines"
    PUBLISHED = "published"
    NEIGHBOURS = "neighbours"


class IssuerKind(StrEnum):
    """Whose paper form a written report takes."""

    STATE = "state"
    PARTY = "party"
    NONE = "none"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


Title = Annotated[str, Field(max_length=_MAX_TITLE), AfterValidator(_one_line)]
Remark = Annotated[str, Field(max_length=_MAX_REMARK), AfterValidator(_tidy)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9_]*$", max_length=80)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Frozen):
    """One chart, comparison, table, sentence or task list; empty text means 'not chosen, decide by rule'.

    `document_id` and `series` narrow a chart to one plan and one series of actuals. `section` narrows the table of
    targets. The table of changes begins with `since` (without it 30 days back), or compares with the earlier snapshot
    `since_snapshot`. `provinces` are the rows of a comparison, in the order they are shown. `text` holds the words of a
    sentence that its maker wrote; without them the sentence is made from the judged row. An item of the `annex` of a
    report stands behind all others.
    """

    kind: ItemKind
    province_id: Identifier = ""
    indicator_id: Identifier = ""
    document_id: Identifier = ""
    series: Identifier = ""
    section: Identifier = ""
    table: TableView | None = None
    since: date | None = None
    since_snapshot: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]*$", max_length=80)] = ""
    provinces: tuple[Identifier, ...] = ()
    title: Title = ""
    remark: Remark = ""
    text: Remark = ""
    annex: bool = False

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [name for name in self._required() if not getattr(self, name)]
        if missing:
            raise PydanticCustomError(
                "incomplete_item", "{kind} lacks {names}", {"kind": str(self.kind), "names": ", ".join(missing)}
            )
        return self

    def _required(self) -> tuple[str, ...]:
        match self.kind:
            case ItemKind.CHART:
                return ("province_id", "indicator_id")
            case ItemKind.COMPARISON:
                return ("indicator_id", "provinces")
            case ItemKind.TABLE:
                years = self.table is TableView.YEARS
                return ("province_id", "table", "indicator_id") if years else ("province_id", "table")
            case ItemKind.SENTENCE:
                return () if self.text else ("province_id", "indicator_id")
            case ItemKind.TASKS:
                return ("province_id",)

    @property
    def subject(self) -> tuple[object, ...]:
        """What the item is about, titles and remarks aside: two items with one subject show the same."""
        own = (self.kind, self.province_id, self.indicator_id, self.document_id, self.series, self.section)
        return (*own, self.table, self.since, self.since_snapshot, self.provinces, self.text)


class Issuer(_Frozen):
    """Head and foot of a written report; every line is upper-cased by the form where the rules ask for it.

    `body` is the issuing body, `above` the body it belongs to (may be empty), `symbol` the letters after the
    number ('BC-UBND', 'BC/TU'), `place` the place before the date, `on_behalf` and `position` the signature.
    """

    kind: IssuerKind
    above: Title = ""
    body: Title = ""
    symbol: Title = ""
    place: Title = ""
    on_behalf: Title = ""
    position: Title = ""


class Briefing(_Frozen):
    """A briefing: its form, its words and its items.

    `as_of` is the day to stand on; without it the briefing stands on the day it is opened. `known` is the day
    whose knowledge counts; without it everything known counts. `snapshot_id` and `saved_on` tell which data it
    was last seen with; they choose nothing.
    """

    version: Literal[1] = FILE_VERSION
    form: Form
    lang: Literal["vi", "en"] = "vi"
    title: Title = ""
    remark: Remark = ""
    province_id: Identifier = ""
    as_of: date | None = None
    known: date | None = None
    issuer: Issuer | None = None
    items: Annotated[tuple[Item, ...], Field(max_length=MAX_ITEMS)] = ()
    snapshot_id: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]*$", max_length=80)] = ""
    saved_on: date | None = None
