"""The year-by-year table as HTML."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kpi.model.roadmap_records import Key, PlanRow, Promise, Warned
from kpi.reading.roadmap import SORT_YEARS, YEARS, Cell, CellKind
from kpi.reading.roadmap_rows import CELL_STYLES, WarnedPlans, cell_text, unit_words, versions, warning_words
from kpi.words import format_number, message, undated_name
from ui import address

_EXAMPLE = 72.5
_PLAN_TEXT = "plan_text"
_LEGEND = {CellKind.OFFICIAL: "cell.hint_official"}
"""What the legend says, where it says more than a file."""


def legend(kinds: Collection[CellKind], lang: str) -> str:
    """How to read the kinds of cells that the table has, each shown as it stands in the table."""
    items = "".join(
        f"<li><b class='{CELL_STYLES[kind].style}'>{_example(kind, lang)}</b>"
        f"{escape(message(_LEGEND.get(kind, f'cell.{kind}'), lang))}</li>"
        for kind in CellKind
        if kind in kinds
    )
    return f"<ul class='legend' aria-label='{escape(message('cell.legend', lang))}'>{items}</ul>"


def _example(kind: CellKind, lang: str) -> str:
    number = "" if kind in {CellKind.BROKEN, CellKind.OUTSIDE} else format_number(_EXAMPLE, lang)
    return f"{CELL_STYLES[kind].mark} {number}".strip()


@dataclass(frozen=True)
class Layout:
    """How rows are told: `by_unit` when a row is a unit, else it is an indicator of the province `subject`.

    With `grouped` the rows stand in the order of the plans: plans and sections get headings.
    """

    by_unit: bool
    subject: str
    grouped: bool


def table(
    rows: Sequence[PlanRow], years: Mapping[Key, Sequence[Cell]], warned: WarnedPlans, lang: str, layout: Layout
) -> str:
    """Rows × years."""
    first = escape(message("roadmap.head_province" if layout.by_unit else "roadmap.head_indicator", lang))
    head = f"<th scope='col'>{first}</th>" + "".join(
        f"<th scope='col'{' class=mile' if year in SORT_YEARS else ''}>{year}</th>" for year in YEARS
    )
    plans = _plans_of_units(rows)
    body: list[str] = []
    told = "", ""
    for row in rows:
        if layout.grouped:
            body += _headings(row, told, plans[row.province_id], layout.subject, lang)
            told = row.province_id, row.section
        small = _row_words(row, plans[row.province_id], layout, lang)
        body.append(_row(row, small, years[row.key], warned, lang, by_unit=layout.by_unit))
    caption = escape(message("roadmap.caption", lang))
    return (
        f"<div class='grid' tabindex='0' role='region' aria-label='{caption}'><table>"
        f"<caption hidden>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _plans_of_units(rows: Sequence[PlanRow]) -> dict[str, set[str]]:
    """The documents of each unit."""
    plans: dict[str, set[str]] = {}
    for row in rows:
        plans.setdefault(row.province_id, set()).add(row.document_id)
    return plans


def _headings(row: PlanRow, told: tuple[str, str], plans: Collection[str], subject: str, lang: str) -> list[str]:
    """What stands above a row that starts another unit's plans or another section than `told`."""
    found = []
    if row.province_id != told[0]:
        inherited = row.province_id != subject
        whose = message("roadmap.inherited", lang, name=row.province(lang)) if inherited else ""
        words = [whose or message("roadmap.own", lang)]
        if len(plans) == 1:
            words += _document_words(row, lang)
        found.append(_heading("plan", " · ".join(words)))
    if (row.province_id, row.section) != told:
        found.append(_heading("section", message(f"section.{row.section}", lang)))
    return found


def _document_words(row: PlanRow, lang: str) -> list[str]:
    """The document, and that it is known from the press only."""
    press = [] if row.document_kind == _PLAN_TEXT else [message("roadmap.press", lang)]
    return [undated_name(row.cited, lang), *press]


def _heading(kind: str, words: str) -> str:
    return f"<tr class={kind}><th colspan={len(YEARS) + 1} scope=colgroup><span>{escape(words)}</span></th></tr>"


def _row(
    row: PlanRow,
    small: Sequence[str],
    years: Sequence[Cell],
    warned: WarnedPlans,
    lang: str,
    *,
    by_unit: bool,
) -> str:
    parameters = {address.PROVINCE: row.province_id, address.INDICATOR: row.indicator_id}
    url = address.link(
        address.INDICATOR_PAGE, **parameters, **{address.DOCUMENT: row.document_id, address.LANGUAGE: lang}
    )
    name = row.province(lang) if by_unit else row.indicator(lang)
    said = f"<small>{escape(' · '.join(small))}</small>" if small else ""
    warnings = _warnings(warned.get((row.document_id, row.indicator_id), ()), row.unit, lang)
    cells = "".join(_cell(cell, row, lang) for cell in years)
    return f"<tr><th scope=row><a href='{escape(url)}' target=_self>{escape(name)}</a>{said}{warnings}</th>{cells}</tr>"


def _row_words(row: PlanRow, plans: Collection[str], layout: Layout, lang: str) -> list[str]:
    """What stands small under the name: unit, document, and whose plan it is, as far as nothing else tells it."""
    if layout.by_unit:
        former = message("roadmap.former", lang, name=row.successor(lang)) if row.inherited else ""
        return [word for word in (former, *_document_words(row, lang)) if word]
    words = [unit_words(row, lang)]
    if not layout.grouped and row.province_id != layout.subject:
        words.append(message("roadmap.inherited", lang, name=row.province(lang)))
    return words + (_document_words(row, lang) if len(plans) > 1 else [])


def _warnings(found: Sequence[Warned], unit: str, lang: str) -> str:
    if not found:
        return ""
    items = "".join(f"<li>{escape(warning_words(warning, unit, lang))}</li>" for warning in found)
    summary = escape(message("roadmap.warnings", lang, count=len(found)))
    return f"<details><summary>⚠ {summary}</summary><ul>{items}</ul></details>"


def _cell(cell: Cell, row: PlanRow, lang: str) -> str:
    style = CELL_STYLES[cell.kind].style
    if cell.promises:
        links = "".join(
            _link(text, promise, cell.kind, lang) for text, promise in versions(cell.promises, lang).items()
        )
        return f"<td class={style}>{links}</td>"
    text = cell_text(cell, row.unit, lang)
    if cell.kind is CellKind.FROM_BASELINE:
        series = cell.series_vi if lang == "vi" else cell.series_en
        hint = escape(message("roadmap.from_baseline_of", lang, series=series), quote=True)
        return f"<td class={style} title='{hint}'>{escape(text)}</td>"
    return f"<td class={style}>{escape(text)}</td>"


def _link(text: str, promise: Promise, kind: CellKind, lang: str) -> str:
    said = escape(message(f"cell.said_{kind}", lang, value=text), quote=True)
    return f"<a href='{escape(_source(promise, lang))}'{_where(promise)} aria-label='{said}'>{escape(text)}</a>"


def _source(promise: Promise, lang: str) -> str:
    if promise.line is None:
        return promise.source_url or ""
    place = {address.TEXT: promise.document_id, address.LINE: str(promise.line), address.LANGUAGE: lang}
    return address.link(address.SOURCES_PAGE, **{address.PART: address.TEXT_PART}, **place)


def _where(promise: Promise) -> str:
    return " target=_self" if promise.line is not None else " target=_blank rel='noopener noreferrer'"
