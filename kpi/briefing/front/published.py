"""The tables of where a unit stands: what was published of it outside its plan, and the units of its region."""

from __future__ import annotations

from dataclasses import asdict

from kpi.briefing import links, numbers
from kpi.briefing.content import Cell, Group, Number, Row, Source, Table
from kpi.briefing.front.blocks import Listing
from kpi.briefing.library import Library
from kpi.briefing.model import Item
from kpi.briefing.sources import actual_source, distinct, target_source
from kpi.briefing.table_parts import columns
from kpi.charts.words import full_target
from kpi.model import addresses
from kpi.model.records import Row as PlainRow
from kpi.model.vocabulary import NATION
from kpi.reading.country.questions import INDICATORS, Question, answers
from kpi.reading.country.words import coverage_line
from kpi.reading.first_screen.neighbours import Beside, Neighbour, indicators_beside, neighbours, ranked_units
from kpi.reading.first_screen.published import PublishedActual, published_actuals
from kpi.reading.first_screen.told import published_words, signed
from kpi.words import message


def published_table(library: Library, item: Item) -> Listing:
    """At most five published actuals, each with its period and source, as on the first screen."""
    context, lang = library.context, library.context.lang
    found = published_actuals(library.snapshot, item.province_id, context.standpoint)
    groups = [_group(library, item.province_id, one) for one in found]
    return Listing(
        title=item.title or message("briefing.published_title", lang),
        columns=columns(lang, "indicator", "value", "source", "id"),
        rows=tuple(_row(one, group, lang) for one, group in zip(found, groups, strict=True)),
        widths=(3.0, 1.2, 3.0, 1.4),
        remark=item.remark,
        empty="" if found else message("first_screen.published.none", lang),
        sources=distinct(actual_source(asdict(one.actual), lang) for one in found),
        groups=tuple(groups),
    )


def _group(library: Library, province_id: str, one: PublishedActual) -> Group:
    context, lang = library.context, library.context.lang
    key = numbers.group_key(context, "published", province_id, one.actual.actual_id)
    title = f"{one.indicator.name(lang)}, {library.name(province_id)}"
    told = (numbers.actual_number(asdict(one.actual), context),)
    about = {addresses.PROVINCE: province_id, addresses.INDICATOR: one.indicator.indicator_id}
    url = links.view(context.base_url, addresses.INDICATOR_PAGE, **about, **{addresses.LANGUAGE: lang})
    return Group(numbers.number_id(context.snapshot_id, key), key, title, url, told)


def _row(one: PublishedActual, group: Group, lang: str) -> Row:
    words = published_words(one, lang)
    (number,) = group.numbers
    return Row(
        (
            Cell(one.indicator.name(lang), url=group.url),
            Cell(words.head, number.value, number.number_id),
            Cell(words.basis),
            Cell(group.group_id),
        )
    )


def neighbours_table(library: Library, item: Item) -> Table:
    """The units of the region by the headline indicators; for the nation the units that are counted alike."""
    if item.province_id == NATION:
        return _ranked_table(library, item)
    context, lang = library.context, library.context.lang
    found = neighbours(library.snapshot, item.province_id, context.standpoint)
    names = indicators_beside(library.snapshot, item.province_id)
    group = _group_of_rows(library, item.province_id, [row for one in found for row in _shown_rows(one)])
    return Table(
        title=item.title or message("briefing.neighbours_title", lang),
        columns=(*columns(lang, "province"), *(_short_name(name.indicator_id, lang) for name in names)),
        rows=tuple(Row((Cell(_name(one, lang)), *(_cell(cell, lang) for cell in one.beside))) for one in found),
        widths=(1.8, *(2.0 for _ in names)),
        group_id=group.group_id if found else "",
        remark=item.remark,
        note=message("briefing.neighbours_note", lang) if found else "",
        empty="" if found else message("briefing.neighbours_empty", lang, who=library.name(item.province_id)),
        sources=_sources([row for one in found for row in _shown_rows(one)], lang),
        groups=(group,) if found else (),
    )


def _short_name(indicator_id: str, lang: str) -> str:
    """What an indicator is called over the map of the country."""
    question = next(question for question, name in INDICATORS.items() if name == indicator_id)
    return message(f"country_question.{question}", lang)


def _name(one: Neighbour, lang: str) -> str:
    return one.unit.name(lang)


def _cell(beside: Beside, lang: str) -> Cell:
    """The actual with its year and a sign where it is counted in another way; below it the target that counts."""
    lines = []
    if beside.answer.actual is not None:
        lines.append(_actual(beside.answer.actual, lang, alike=beside.alike))
    targets = dict.fromkeys(full_target(row, lang) for row in beside.bar.targets)
    if targets:
        year = int(beside.bar.targets[0]["year"])
        lines.append(message("briefing.neighbour_target", lang, year=year, amount=" / ".join(targets)))
    return Cell("\n".join(lines) or "–")


def _actual(row: PlainRow, lang: str, *, alike: bool) -> str:
    key = "alike" if alike else "unlike"
    return message(f"briefing.neighbour_{key}", lang, amount=signed(row, lang), year=row["period_end"].year)


def _shown_rows(one: Neighbour) -> list[PlainRow]:
    rows: list[PlainRow] = []
    for beside in one.beside:
        rows += [row for row in (beside.answer.actual, *beside.bar.targets) if row is not None]
    return rows


def _group_of_rows(library: Library, province_id: str, rows: list[PlainRow]) -> Group:
    """The table as a whole, with every number in it."""
    context, lang = library.context, library.context.lang
    key = numbers.group_key(context, "neighbours", province_id)
    title = f"{message('briefing.neighbours_title', lang)}, {library.name(province_id)}"
    told = {number.number_id: number for number in (_number(row, library) for row in rows)}
    return Group(numbers.number_id(context.snapshot_id, key), key, title, "", tuple(told.values()))


def _number(row: PlainRow, library: Library) -> Number:
    made = numbers.actual_number if "actual_id" in row else numbers.target_number
    return made(row, library.context)


def _sources(rows: list[PlainRow], lang: str) -> tuple[Source, ...]:
    return distinct(actual_source(row, lang) if "actual_id" in row else target_source(row, lang) for row in rows)


def _ranked_table(library: Library, item: Item) -> Table:
    context, lang = library.context, library.context.lang
    found = answers(library.snapshot, Question.ECONOMY, context.standpoint)
    units = ranked_units(library.snapshot, context.standpoint)
    rows = [one.actual for one in units if one.actual is not None]
    group = _group_of_rows(library, item.province_id, rows)
    ids = {number.key.split("|")[-1]: number.number_id for number in group.numbers}
    return Table(
        title=item.title or message("country_rank.title", lang),
        columns=columns(lang, "province", "actual"),
        rows=tuple(
            Row(
                (
                    Cell(library.name(row["province_id"])),
                    Cell(signed(row, lang), float(row["value"]), ids[str(row["actual_id"])]),
                )
            )
            for row in rows
        ),
        widths=(2.0, 1.6),
        group_id=group.group_id if rows else "",
        remark=item.remark,
        note=f"{coverage_line(found, lang)}." if rows else "",
        empty="" if rows else coverage_line(found, lang),
        sources=_sources(rows, lang),
        groups=(group,) if rows else (),
    )
