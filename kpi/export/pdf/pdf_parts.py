"""Parts of the PDF: title, table with its note, and a province on one page."""

from __future__ import annotations

from kpi.briefing.content import ChartBlock, Content, Table
from kpi.charts import theme
from kpi.export import words
from kpi.export.pdf import typst_text as typ
from kpi.export.picture.fit import CM_PER_POINT, sharing
from kpi.export.picture.image import bare_svg
from kpi.export.picture.metrics import wrap
from kpi.words import message

TEXT_WIDTH = 17.4
MUTED = typ.colour(theme.INK_MUTED)
_TITLE_SIZES = (19.0, 17.0, 15.5)
_SHEET = 29.7 - 2 * 1.6
_SMALL_CHART = (430.0, 345.0)
_TABLE, _NAME, _SAID, _SOURCES = 8.5, 10.0, 8.5, 6.5
_CHARTS_APART = 0.5
_LINE = 1.37
_SAID_SIZES = (_SAID, 8.0, 7.5)
_MOST_LINES = 13
_SPARE = 0.6
_SURE_WIDTH = 0.96 * TEXT_WIDTH
"""The typesetter sets bold letters a little wider than they are measured."""
"""Centimetres left free: the room is reckoned, not measured."""


def title_block(content: Content) -> str:
    """Title, what it is about, the maker's remark."""
    subtitle = typ.paragraph(typ.words(content.subtitle, fill=MUTED))
    return typ.title(content.title, _title_size(content)) + subtitle + typ.lines(content.remark)


def _title_size(content: Content) -> float:
    one_line = (size for size in _TITLE_SIZES if _lines(content.title, size, _SURE_WIDTH, bold=True) == 1)
    return next(one_line, _TITLE_SIZES[-1])


def status_of(chart: ChartBlock) -> str:
    """The status as shape, word and colour; nothing where there is no target."""
    style = theme.STATUS_STYLES.get(chart.status)
    if style is None:
        return ""
    return typ.words(f"{words.status_words(chart)}. ", weight='"bold"', fill=typ.colour(style.text))


def table_with_note(table: Table, size: float, lang: str) -> str:
    """The table with its note and ID; the words for it where it has no row."""
    if not table.rows:
        return typ.paragraph(typ.words(table.empty))
    number = message("export.id", lang, id=table.group_id) if table.group_id else ""
    note = " ".join(filter(None, (table.note, number)))
    made = typ.table(table, size, TEXT_WIDTH)
    return made + (typ.paragraph(typ.words(note, size="8pt", fill=MUTED)) if note else "")


def page(content: Content, files: dict[str, str]) -> str:
    """Title, up to three charts side by side, the tables with the rows that fit, the sources; adds to `files`."""
    parts = [title_block(content)]
    chart_blocks = list(content.chart_blocks())
    if chart_blocks:
        parts.append(_side_by_side(chart_blocks, files))
    tables = [block for block in content.blocks() if isinstance(block, Table)]
    for part in sharing(tables, TEXT_WIDTH, _room(content, chart_blocks), typ.setting(_TABLE), content.context.lang):
        parts.append(typ.heading(3, part.title))
        parts.append(table_with_note(part, _TABLE, content.context.lang) + typ.lines(part.remark))
    sources = words.brief_source_line(content.sources, content.context.lang, TEXT_WIDTH, _SOURCES)
    return "".join([*parts, typ.paragraph(typ.words(sources, size=f"{_SOURCES}pt", fill=MUTED))])


def _side_by_side(chart_blocks: list[ChartBlock], files: dict[str, str]) -> str:
    """Name, status, chart and sentence of each block in rows, so that the charts stand level."""
    names = [typ.words(chart.title, weight='"bold"') for chart in chart_blocks]
    statuses = [f"#text(size: {_SAID}pt)[{status_of(chart)}]" for chart in chart_blocks]
    charts, said, size = [], [], _said_size(chart_blocks)
    for chart in chart_blocks:
        name = f"chart{len(files)}.svg"
        files[name] = bare_svg(chart, *_SMALL_CHART, scale=1.05)
        charts.append(typ.image(name, chart.sentence))
        sentence = typ.words(words.said_of(chart), size=f"{size}pt")
        said.append(sentence + typ.words(f" {_number(chart)}", size="7pt", fill=MUTED))
    rows = [names, *([statuses] if any(chart.status for chart in chart_blocks) else []), charts, said]
    return typ.grid(rows, f"{_CHARTS_APART}cm", "0.15cm")


def _column(chart_blocks: list[ChartBlock]) -> float:
    """The centimetres that each of some charts side by side has."""
    return (TEXT_WIDTH + 0.4 - _CHARTS_APART * (len(chart_blocks) - 1)) / len(chart_blocks)


def _said_size(chart_blocks: list[ChartBlock]) -> float:
    """The points in which the sentences are set: smaller where the longest would leave the tables no room."""
    longest, width = max((words.said_of(chart) for chart in chart_blocks), key=len), _column(chart_blocks)
    return next((size for size in _SAID_SIZES if _lines(longest, size, width) <= _MOST_LINES), _SAID_SIZES[-1])


def _number(chart: ChartBlock) -> str:
    return message("export.id", chart.context.lang, id=chart.group_id)


def _lines(text: str, size: float, width: float, *, bold: bool = False) -> int:
    return len(wrap(text, width / CM_PER_POINT, size, bold=bold))


def _room(content: Content, chart_blocks: list[ChartBlock]) -> float:
    """The centimetres that are left for tables."""

    def high(text: str, size: float, width: float, *, bold: bool = False) -> float:
        return _lines(text, size, width, bold=bold) * size * _LINE * CM_PER_POINT

    used = high(content.title, _title_size(content), TEXT_WIDTH, bold=True) + 1.2 + _SPARE
    remarks = [content.remark, *(block.remark for block in content.blocks() if isinstance(block, Table))]
    used += sum(high(line, 10, TEXT_WIDTH) + 0.3 for said in remarks for line in said.split("\n") if line)
    used += 2 * _SOURCES * _LINE * CM_PER_POINT + 0.3
    if chart_blocks:
        each, size = _column(chart_blocks), _said_size(chart_blocks)
        used += max(high(chart.title, _NAME, each, bold=True) for chart in chart_blocks)
        used += max(high(f"{words.said_of(chart)} {_number(chart)}", size, each) for chart in chart_blocks)
        used += _SAID * _LINE * CM_PER_POINT + each * _SMALL_CHART[1] / _SMALL_CHART[0] + 0.6
    return _SHEET - used
