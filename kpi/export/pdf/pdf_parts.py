"""Parts of the PDF: title, table with its note, charts side by side, and how high each of them is."""

from __future__ import annotations

from kpi.briefing.content import ChartBlock, Content, Table
from kpi.charts import theme
from kpi.export import words
from kpi.export.pdf import typst_text as typ
from kpi.export.picture.fit import CM_PER_POINT
from kpi.export.picture.image import bare_svg
from kpi.export.picture.metrics import wrap
from kpi.words import message

TEXT_WIDTH = 17.4
MUTED = typ.colour(theme.INK_MUTED)
_TITLE_SIZES = (19.0, 17.0, 15.5)
_SMALL_CHART = (430.0, 345.0)
_NAME, _SAID = 10.0, 8.5
_CHARTS_APART = 0.5
_LINE = 1.37
_SAID_SIZES = (_SAID, 8.0, 7.5)
_MOST_LINES = 13
_SURE_WIDTH = 0.96 * TEXT_WIDTH
"""The typesetter sets bold letters a little wider than they are measured."""


def title_block(content: Content) -> str:
    """Title, what it is about, the maker's remark."""
    subtitle = typ.paragraph(typ.words(content.subtitle, fill=MUTED))
    return typ.title(content.title, _title_size(content)) + subtitle + typ.lines(content.remark)


def _title_size(content: Content) -> float:
    one_line = (size for size in _TITLE_SIZES if line_count(content.title, size, _SURE_WIDTH, bold=True) == 1)
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


def side_by_side(chart_blocks: list[ChartBlock], files: dict[str, str]) -> str:
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
    return next((size for size in _SAID_SIZES if line_count(longest, size, width) <= _MOST_LINES), _SAID_SIZES[-1])


def _number(chart: ChartBlock) -> str:
    return message("export.id", chart.context.lang, id=chart.group_id)


def line_count(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """The lines that a text takes in a column `width` centimetres wide."""
    return len(wrap(text, width / CM_PER_POINT, size, bold=bold))


def _high(text: str, size: float, width: float, *, bold: bool = False) -> float:
    return line_count(text, size, width, bold=bold) * size * _LINE * CM_PER_POINT


def title_height(content: Content) -> float:
    """The centimetres that title, subtitle and remark take."""
    used = _high(content.title, _title_size(content), TEXT_WIDTH, bold=True) + 1.2
    return used + sum(_high(line, 10, TEXT_WIDTH) + 0.3 for line in content.remark.split("\n") if line)


def charts_height(chart_blocks: list[ChartBlock]) -> float:
    """The centimetres that charts side by side take."""
    each, size = _column(chart_blocks), _said_size(chart_blocks)
    used = max(_high(chart.title, _NAME, each, bold=True) for chart in chart_blocks)
    used += max(_high(f"{words.said_of(chart)} {_number(chart)}", size, each) for chart in chart_blocks)
    return used + _SAID * _LINE * CM_PER_POINT + each * _SMALL_CHART[1] / _SMALL_CHART[0] + 0.6
