"""Parts of the PDF: title, table with its note, and a province on one page."""

from __future__ import annotations

from kpi.briefing.content import Content, Figure, Table
from kpi.charts import theme
from kpi.export import words
from kpi.export.pdf import typst_text as typ
from kpi.export.picture.fit import CM_PER_POINT, sharing
from kpi.export.picture.image import bare_svg
from kpi.export.picture.metrics import wrap
from kpi.words import message

TEXT_WIDTH = 17.4
MUTED = typ.colour(theme.INK_MUTED)
_TITLE_SIZES = (19.0, 17.0)
_SHEET = 29.7 - 2 * 1.6
_SMALL_CHART = (430.0, 345.0)
_TABLE, _NAME, _SAID, _SOURCES = 8.5, 10.0, 8.5, 6.5
_FIGURES_APART = 0.5
_LINE = 1.37
_SPARE = 0.2
"""Centimetres left free: the room is reckoned, not measured."""


def title_block(content: Content) -> str:
    """Title, what it is about, the maker's remark."""
    subtitle = typ.paragraph(typ.words(content.subtitle, fill=MUTED))
    return typ.title(content.title, _title_size(content)) + subtitle + typ.lines(content.remark)


def _title_size(content: Content) -> float:
    one_line = (size for size in _TITLE_SIZES if _lines(content.title, size, TEXT_WIDTH, bold=True) == 1)
    return next(one_line, _TITLE_SIZES[-1])


def status_of(figure: Figure) -> str:
    """The status as shape, word and colour; nothing where nothing was promised."""
    style = theme.STATUS_STYLES.get(figure.status)
    if style is None:
        return ""
    return typ.words(f"{words.status_words(figure)}. ", weight='"bold"', fill=typ.colour(style.text))


def table_with_note(table: Table, size: float, lang: str) -> str:
    """The table with its note and ID; the words for it where it has no row."""
    if not table.rows:
        return typ.paragraph(typ.words(table.empty))
    number = message("export.id", lang, id=table.figure_id) if table.figure_id else ""
    note = " ".join(filter(None, (table.note, number)))
    made = typ.table(table, size, TEXT_WIDTH)
    return made + (typ.paragraph(typ.words(note, size="8pt", fill=MUTED)) if note else "")


def page(content: Content, files: dict[str, str]) -> str:
    """Title, up to three figures side by side, the tables with the rows that fit, the sources; adds to `files`."""
    parts = [title_block(content)]
    figures = list(content.figures())
    if figures:
        parts.append(_side_by_side(figures, files))
    tables = [block for block in content.blocks() if isinstance(block, Table)]
    for part in sharing(tables, TEXT_WIDTH, _room(content, figures), typ.setting(_TABLE), content.context.lang):
        parts.append(typ.heading(3, part.title))
        parts.append(table_with_note(part, _TABLE, content.context.lang) + typ.lines(part.remark))
    sources = words.brief_source_line(content.sources, content.context.lang, TEXT_WIDTH, _SOURCES)
    return "".join([*parts, typ.paragraph(typ.words(sources, size=f"{_SOURCES}pt", fill=MUTED))])


def _side_by_side(figures: list[Figure], files: dict[str, str]) -> str:
    """Name, status, chart and sentence of each figure in rows, so that the charts stand level."""
    names = [typ.words(figure.title, weight='"bold"') for figure in figures]
    statuses = [f"#text(size: {_SAID}pt)[{status_of(figure)}]" for figure in figures]
    charts, said = [], []
    for figure in figures:
        name = f"figure{len(files)}.svg"
        files[name] = bare_svg(figure, *_SMALL_CHART, scale=1.05)
        charts.append(typ.image(name, figure.sentence))
        sentence = typ.words(words.said_of(figure), size=f"{_SAID}pt")
        said.append(sentence + typ.words(f" {_number(figure)}", size="7pt", fill=MUTED))
    rows = [names, *([statuses] if any(figure.status for figure in figures) else []), charts, said]
    return typ.grid(rows, f"{_FIGURES_APART}cm", "0.15cm")


def _number(figure: Figure) -> str:
    return message("export.id", figure.context.lang, id=figure.figure_id)


def _lines(text: str, size: float, width: float, *, bold: bool = False) -> int:
    return len(wrap(text, width / CM_PER_POINT, size, bold=bold))


def _room(content: Content, figures: list[Figure]) -> float:
    """The centimetres that are left for tables."""

    def high(text: str, size: float, width: float, *, bold: bool = False) -> float:
        return _lines(text, size, width, bold=bold) * size * _LINE * CM_PER_POINT

    used = high(content.title, _title_size(content), TEXT_WIDTH, bold=True) + 1.2 + _SPARE
    remarks = [content.remark, *(block.remark for block in content.blocks() if isinstance(block, Table))]
    used += sum(high(line, 10, TEXT_WIDTH) + 0.3 for said in remarks for line in said.split("\n") if line)
    used += 2 * _SOURCES * _LINE * CM_PER_POINT + 0.3
    if figures:
        each = (TEXT_WIDTH + 0.4 - _FIGURES_APART * (len(figures) - 1)) / len(figures)
        used += max(high(figure.title, _NAME, each, bold=True) for figure in figures)
        used += max(high(f"{words.said_of(figure)} {_number(figure)}", _SAID, each) for figure in figures)
        used += _SAID * _LINE * CM_PER_POINT + each * _SMALL_CHART[1] / _SMALL_CHART[0] + 0.6
    return _SHEET - used
