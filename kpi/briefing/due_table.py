"""The table of a unit's targets that fell due: what came of each, with the actual that decides and its document."""

from __future__ import annotations

from kpi.briefing import numbers
from kpi.briefing.content import Cell, Group, Row, Table
from kpi.briefing.library import Library
from kpi.briefing.model import Item
from kpi.briefing.sources import actual_source, distinct, document_words, target_source
from kpi.briefing.table_parts import columns
from kpi.charts.path.observations import as_date
from kpi.charts.words import full_target, qualified_actual, series_name
from kpi.model.records import Row as PlainRow
from kpi.reading.due_results import DECIDED, DueResult, due_by_owner, due_line, outcome_state, outcome_word
from kpi.words import format_period, message

_WIDTHS = (1.6, 2.6, 1.7, 2.6, 2.3, 1.4)


def due_results(library: Library, province_id: str) -> tuple[DueResult, ...]:
    """The unit's own targets that fell due by the day of the briefing."""
    return due_by_owner(library.snapshot, province_id, library.context.standpoint).get(province_id, ())


def due_table(library: Library, item: Item) -> Table:
    """One row a result; of the undecided ones the note tells the number, by reason."""
    lang = library.context.lang
    found = due_results(library, item.province_id)
    decided = [result for result in found if result.outcome in DECIDED]
    groups = [_group(library, item.province_id, result) for result in decided]
    heads = tuple(message(f"due_results.{name}", lang) for name in ("result", "target", "document"))
    indicator, actual, own_id = columns(lang, "indicator", "actual", "id")
    return Table(
        title=item.title or message("briefing.due_title", lang),
        columns=(heads[0], indicator, heads[1], actual, heads[2], own_id),
        rows=tuple(_row(library, result, group) for result, group in zip(decided, groups, strict=True)),
        widths=_WIDTHS,
        remark=item.remark,
        note=due_line(found, lang) if decided else "",
        empty="" if decided else _nothing(library, item, found),
        sources=distinct(
            source
            for result in decided
            for source in (
                *(target_source(row, lang) for row in result.targets),
                *(actual_source(row, lang) for row in result.actuals),
            )
        ),
        groups=tuple(groups),
    )


def _nothing(library: Library, item: Item, found: tuple[DueResult, ...]) -> str:
    """What is said without a row: that nothing fell due, or how much of it is undecided."""
    lang = library.context.lang
    if found:
        return due_line(found, lang)
    return message("briefing.due_empty", lang, who=library.name(item.province_id))


def _group(library: Library, province_id: str, result: DueResult) -> Group:
    context = library.context
    told = (
        *(numbers.target_number(row, context) for row in result.targets),
        *(numbers.actual_number(row, context) for row in result.actuals),
    )
    first = result.targets[0]
    key = numbers.group_key(context, "due", province_id, first["target_id"])
    title = f"{result.indicator.name(context.lang)}, {library.name(province_id)}"
    return Group(numbers.number_id(context.snapshot_id, key), key, title, "", told)


def _row(library: Library, result: DueResult, group: Group) -> Row:
    lang = library.context.lang
    tone = outcome_state(result.outcome)
    asked = " / ".join(dict.fromkeys(full_target(row, lang) for row in result.targets))
    actuals = "\n".join((*(_told(row, lang) for row in result.actuals), *result.cautions(lang)))
    first, decides = result.targets[0], result.actuals[0]
    ids = {number.key.split("|")[-1]: number.number_id for number in group.numbers}
    return Row(
        (
            Cell(outcome_word(result.outcome, lang), None, "", tone),
            Cell(result.indicator.name(lang)),
            Cell(
                f"{asked} {message('by_end_of', lang, year=result.year)}",
                float(first["value"]),
                ids[first["target_id"]],
            ),
            Cell(actuals, float(decides["value"]), ids[decides["actual_id"]]),
            Cell("\n".join(dict.fromkeys(document_words(row, lang) for row in result.targets))),
            Cell(group.group_id),
        )
    )


def _told(actual: PlainRow, lang: str) -> str:
    """'ít nhất 91 % · ngày 31/12/2025 · Theo dân số'."""
    period = format_period(as_date(actual["period_start"]), as_date(actual["period_end"]), lang)
    return " · ".join((qualified_actual(actual, lang), period, series_name(actual, lang)))
