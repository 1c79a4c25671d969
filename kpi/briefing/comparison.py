"""One indicator over several units: bars in the order and the tiers of So sánh, targets beside them, and a table."""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list

from kpi.briefing import links, numbers
from kpi.briefing.chart_blocks import as_of_words, subject_url
from kpi.briefing.content import Cell, ChartBlock, Group, Row, Table
from kpi.briefing.library import ItemError, Library, Subject
from kpi.briefing.model import Item
from kpi.briefing.sources import distinct
from kpi.briefing.subject_numbers import subject_group, subject_sources
from kpi.briefing.table_parts import actual_cell, columns, status_cell, target_cell
from kpi.charts.comparison import Compared, comparison_scene
from kpi.charts.path.observations import as_date
from kpi.charts.words import full_target, qualified_actual, series_name
from kpi.model.records import IndicatorRecord
from kpi.reading.chosen_units import ChosenUnits, compare_chosen
from kpi.reading.compared_actuals import is_exact
from kpi.reading.ranking import Place
from kpi.words import message


def comparison_block(library: Library, item: Item) -> ChartBlock:
    """Bars and table over `item.provinces`. Raises ItemError for unknown ids, or where no unit has anything to show."""
    lang = library.context.lang
    if item.indicator_id not in library.indicators:
        raise ItemError(message("briefing.unknown_indicator", lang, name=item.indicator_id))
    unknown = [name for name in item.provinces if name not in library.provinces]
    if unknown:
        raise ItemError(message("briefing.unknown_province", lang, name=", ".join(unknown)))
    found = compare_chosen(library.snapshot, item.indicator_id, item.provinces, library.context.standpoint)
    indicator = library.indicators[item.indicator_id]
    if not found.subjects:
        who = ", ".join(library.name(province_id) for province_id in found.province_ids)
        raise ItemError(message("briefing.nothing_to_show", lang, indicator=indicator.name(lang), who=who))
    return _chart_block(library, item, indicator, found)


def _compared(library: Library, found: ChosenUnits, province_id: str, unit: str) -> Compared:
    name, lang = library.name(province_id), library.context.lang
    due = found.subjects[province_id].due if province_id in found.subjects else ()
    target = due[0] if len(due) == 1 else None
    beside = None if target is None or target["unit"] != unit else float(target["value"])
    words = (
        ""
        if target is None
        else message("chart_words.value_year", lang, value=full_target(target, lang), year=target["year"])
    )
    actual = found.actual(province_id)
    if actual is None:
        return Compared(name, None, message("chart_words.no_actual", lang), target=beside, target_text=words)
    year = as_date(actual["period_end"]).year
    text = message("chart_words.value_year", lang, value=qualified_actual(actual, lang, with_unit=False), year=year)
    return Compared(name, float(actual["value"]), text, series_name(actual, lang), is_exact(actual), beside, words)


def _chart_block(library: Library, item: Item, indicator: IndicatorRecord, found: ChosenUnits) -> ChartBlock:
    context, lang = library.context, library.context.lang
    title = item.title or indicator.name(lang)
    url = links.comparison(context.base_url, indicator.indicator_id, item.provinces, lang)
    key = numbers.group_key(context, "comparison", indicator.indicator_id, ",".join(item.provinces))
    subjects = {name: Subject(library, seen) for name, seen in found.subjects.items()}
    groups = {name: subject_group(subject, subject_url(subject)) for name, subject in subjects.items()}
    ordered = [name for name in found.province_ids if name in subjects]
    listed = tuple(number for name in ordered for number in groups[name].numbers)
    group = Group(numbers.number_id(context.snapshot_id, key), key, title, url, listed)
    count = message("briefing.compared", lang, count=len(found.province_ids))
    drawn = [_compared(library, found, province_id, indicator.unit) for province_id in found.province_ids]
    measured = any(found.actual(province_id) for province_id in found.province_ids)
    return ChartBlock(
        context=context,
        title=title,
        subtitle=" · ".join((count, as_of_words(context.standpoint, lang))),
        short_name=indicator.name(lang),
        scene=comparison_scene(drawn, indicator.unit, lang, message("briefing.next_target", lang)),
        sentence=_sentence(library, found, indicator),
        unit=indicator.unit,
        url=url,
        table=_table(library, found, groups, group, title),
        group=group,
        no_actual="" if measured else message("chart_words.no_actual", lang),
        remark=item.remark,
        sources=distinct(source for name in ordered for source in subject_sources(subjects[name])),
    )


def _sentence(library: Library, found: ChosenUnits, indicator: IndicatorRecord) -> str:
    """How many can be compared, who leads where enough can, and how many have nothing to show."""
    lang, ranking = library.context.lang, found.comparison.ranking
    without = sum(found.actual(province_id) is None for province_id in found.province_ids)
    told = {"indicator": indicator.name(lang), "without": without, "all": len(found.province_ids)}
    if len(ranking.placed) < 2:
        return message("briefing.compare_none", lang, **told)
    any_actual = found.comparison.actual[ranking.placed[0].province_id]
    told |= {"series": series_name(any_actual, lang), "year": found.comparison.asked.year}
    told |= {"count": len(ranking.placed)}
    if not found.comparison.enough:
        return message("briefing.compare_few", lang, **told)
    if ranking.tiers == 1:
        return message("briefing.compare_tied", lang, **told)
    first, last = (_named(library, found, tier) for tier in (ranking.leaders, ranking.last))
    told |= {"first": first[0], "first_value": first[1], "last": last[0], "last_value": last[1]}
    return message("briefing.compare_some", lang, **told)


def _named(library: Library, found: ChosenUnits, places: Sequence[Place]) -> tuple[str, str]:
    """The units of one tier and their values, in words."""
    lang = library.context.lang
    values = [qualified_actual(found.comparison.actual[place.province_id], lang) for place in places]
    names = [library.name(place.province_id) for place in places]
    return format_list(names, locale=lang), format_list(list(dict.fromkeys(values)), locale=lang)


def _table(library: Library, found: ChosenUnits, groups: dict[str, Group], whole: Group, title: str) -> Table:
    lang, rows = library.context.lang, []
    for province_id in found.province_ids:
        name = library.name(province_id)
        if province_id not in groups:
            rows.append(Row((Cell(name), Cell(message("no_data", lang)), *(Cell("–") for _ in range(4)))))
            continue
        subject, group = Subject(library, found.subjects[province_id]), groups[province_id]
        year = int(subject.seen.due[0]["year"]) if subject.seen.due else None
        target = target_cell(subject, group, year, full=True) if year else Cell("–")
        cells = (
            actual_cell(subject, group, found.actual(province_id)),
            target,
            Cell(str(year) if year else "–"),
            status_cell(subject, group),
        )
        rows.append(Row((Cell(name, url=subject_url(subject)), *cells, Cell(group.group_id))))
    return Table(
        title=title,
        columns=columns(lang, "province", "actual", "target", "due", "status", "id"),
        rows=tuple(rows),
        widths=(2.2, 2.6, 1.6, 0.8, 2.0, 1.2),
        group_id=whole.group_id,
        groups=tuple(groups[name] for name in found.province_ids if name in groups),
    )
