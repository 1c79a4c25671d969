"""Which plan, which figures and which judged row a briefing speaks of; the same choice as on the pages."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property

from kpi.briefing.facts import Facts, JudgedRow, Library, PlainRow
from kpi.briefing.model import Item
from kpi.method.likeness import yardstick
from kpi.model.codes import DUE, Reason, Status
from kpi.model.records import IndicatorRecord
from kpi.model.vocabulary import ProvinceKind, TargetStatus
from kpi.words import message
from kpi.words.sentences import due_note, newer_figure_note, sentence


class ItemError(ValueError):
    """An item that cannot be shown; `why` says it in the reader's language."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Subject:
    """One indicator of one unit by one plan: the rows that a figure, a table row or a sentence is made from.

    `unit_id` is the unit that promises: the province itself, or a former unit whose plan it inherited.
    `document_id` is empty for figures without a promise, `series` for all series side by side.
    """

    library: Library
    facts: Facts
    indicator: IndicatorRecord
    document_id: str
    series: str
    unit_id: str
    targets: tuple[PlainRow, ...]
    actuals: tuple[PlainRow, ...]
    path: tuple[PlainRow, ...]

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.library.context.lang

    @property
    def inherited(self) -> bool:
        """Whether the promise is a former unit's."""
        return self.unit_id != self.facts.province.province_id

    @property
    def is_nation(self) -> bool:
        """Whether the unit is the nation itself, whose own targets need no line beside them."""
        return self.facts.province.kind == ProvinceKind.NATION

    @cached_property
    def national(self) -> tuple[PlainRow, ...]:
        """Targets of the nation that are counted as the unit's own are; none beside the nation's own."""
        known = () if self.is_nation else self.library.national.get(self.indicator.indicator_id, ())
        return tuple(yardstick(known, self.targets, self.actuals))

    @property
    def quoted_series(self) -> str:
        """The series whose line from its baseline is drawn: the asked one, else the one that is judged."""
        judged = self.row["series"] if self.row is not None else None
        return self.series or judged or ""

    @cached_property
    def unit_name(self) -> str:
        """Who promises; a former unit says that it is one."""
        return self.library.name(self.unit_id)

    @cached_property
    def row(self) -> JudgedRow | None:
        """The judged row: of the asked series, else the first series that can be judged, else the first."""
        found = self.facts.judged_rows.get((self.indicator.indicator_id, self.document_id or None), [])
        rows = [row for row in found if row["province_id"] == self.unit_id]
        asked = [row for row in rows if row["series"] == self.series]
        figures = self.facts.of_indicator(self.indicator.indicator_id)[1]
        ranks = {figure["series"]: figure["series_rank"] for figure in figures}
        return min(
            asked or rows,
            key=lambda row: (
                row["status"] == Status.NOT_ASSESSABLE,
                row["reason"] == Reason.MEASURE_DIFFERS,
                ranks.get(row["series"], len(ranks) + 1),
            ),
            default=None,
        )

    @cached_property
    def cited(self) -> PlainRow | None:
        """The published figure behind the row: the judged one, or the newest of its series that could not be."""
        row = self.row
        if row is None:
            return None
        known = {figure["actual_id"]: figure for figure in self.facts.actuals}
        if row["actual_id"] in known:
            return known[row["actual_id"]]
        figures = [figure for figure in self.actuals if figure["series"] == row["series"]]
        return figures[-1] if figures else None

    @cached_property
    def promises_due(self) -> list[PlainRow]:
        """Every version of the promise to speak of: of the next due year, else of the last."""
        spoken = [row for row in self.targets if row["status"] != TargetStatus.SUPERSEDED]
        ahead = [row["year"] for row in spoken if row["year"] >= self.library.context.as_of.year]
        year = min(ahead) if ahead else max((row["year"] for row in spoken), default=None)
        return [row for row in spoken if row["year"] == year]

    @cached_property
    def sentence(self) -> str:
        """What there is to say, in one or two sentences."""
        row = self.row
        if row is None:
            return message("indicator.no_actual", self.lang, province=self.unit_name)
        said = sentence(
            row,
            asdict(self.indicator),
            self.library.provinces[self.unit_id].name(self.lang),
            self.lang,
            promises=self.promises_due,
            actual=self.cited,
        )
        newer = newer_figure_note(row, self.lang) if row["status"] != Status.NOT_ASSESSABLE else None
        return " ".join(part for part in (said, self._due_note(row), newer) if part)

    def _due_note(self, row: JudgedRow) -> str:
        """What came of the newest target of this document that fell due, where the row does not tell it itself."""
        mine = (self.indicator.indicator_id, self.document_id)
        results = [result for result in self.facts.results if (result["indicator_id"], result["document_id"]) == mine]
        return "" if row["status"] in DUE else due_note(results, asdict(self.indicator), self.lang)


def subject_of(library: Library, item: Item) -> Subject:
    """The rows that `item` is about. Raises ItemError when unit or indicator is unknown or there is nothing to show."""
    lang = library.context.lang
    if item.province_id not in library.provinces:
        raise ItemError(message("briefing.unknown_province", lang, name=item.province_id))
    if item.indicator_id not in library.indicators:
        raise ItemError(message("briefing.unknown_indicator", lang, name=item.indicator_id))
    key = (item.province_id, item.indicator_id, item.document_id, item.series)
    if key not in library.subjects:
        library.subjects[key] = _subject(library, item)
    return library.subjects[key]


def _subject(library: Library, item: Item) -> Subject:
    lang = library.context.lang
    facts = library.facts(item.province_id)
    indicator = library.indicators[item.indicator_id]
    targets, actuals, path = facts.of_indicator(item.indicator_id)
    document = item.document_id or _first_document(targets, actuals)
    targets = [row for row in targets if row["document_id"] == document]
    if document and not targets:
        raise ItemError(message("briefing.unknown_document", lang, name=document, indicator=indicator.name(lang)))
    unit = str(targets[0]["province_id"]) if document else item.province_id
    actuals = [row for row in actuals if row["province_id"] == unit]
    if not targets and not actuals:
        raise ItemError(
            message("briefing.nothing_to_show", lang, indicator=indicator.name(lang), who=library.name(unit))
        )
    if item.series and item.series not in {row["series"] for row in actuals}:
        raise ItemError(message("briefing.unknown_series", lang, name=item.series, indicator=indicator.name(lang)))
    path = [row for row in path if row["document_id"] == document]
    rows = (tuple(targets), tuple(actuals), tuple(path))
    return Subject(library, facts, indicator, document, item.series, unit, *rows)


def _first_document(targets: list[PlainRow], actuals: list[PlainRow]) -> str:
    """The province's own first document; where it promises nothing and has no figure, what it inherited."""
    own = [row for row in targets if not row["inherited"]]
    if own:
        return str(own[0]["document_id"])
    measured = any(not row["inherited"] for row in actuals)
    return "" if measured or not targets else str(targets[0]["document_id"])
