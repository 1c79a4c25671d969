"""A briefing as HTML: what its maker sees before a file is made, from the same content as every file."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from kpi.briefing.content import Block, Cell, ChartBlock, Content, Frame, Row, Section, Table, Text
from kpi.briefing.front.blocks import Bullets
from kpi.briefing.sources import source_line
from kpi.charts.theme import STATUS_STYLES
from kpi.export.picture.fit import Setting, column_widths, is_id
from kpi.export.picture.image import bare_svg
from kpi.markup import EMPTY, Markup, escaped, macros
from kpi.words import message

_HTML = macros(__name__)


@dataclass(frozen=True)
class Size:
    """Width and height of a chart in pixels, and how much larger its type is than on screen."""

    width: float
    height: float
    scale: float = 1.0


ON_SHEET = Size(860.0, 430.0)
ON_PHONE = Size(400.0, 340.0, 0.9)
_COLUMN = 3.2
"""The least width of a column of relative width 1, in letters' heights: narrower tables scroll."""
_SHEET, _SETTING = 17.0, Setting(size=11, padding=0.2)
"""How tables would be set on a sheet of this width in centimetres: their columns have the same shares on screen."""
_ROW, _ROWS = 34.0, 9
"""What every row of a comparison adds to the height of its chart, in pixels, from which row on."""


def preview(content: Content) -> dict[str, Any]:
    """The parts of the preview as plain values; `sections` are ready HTML, in order."""
    lang = content.context.lang
    return {
        "title": content.title,
        "subtitle": content.subtitle,
        "stem": content.file_stem,
        "issuer": content.issuer.model_dump(mode="json"),
        "charts": sum(1 for _ in content.chart_blocks()) + _bars(content),
        "numbers": len(content.numbers()),
        "problems": [
            {"place": problem.place, "title": problem.title, "why": problem.why} for problem in content.problems
        ],
        "sections": [str(part) for part in _framed(content.frame, content.sections, lang)],
    }


def _bars(content: Content) -> int:
    """How many bars stand beside the charts."""
    return sum(len(block.bullets) for block in content.blocks() if isinstance(block, Bullets))


def _framed(frame: Frame | None, sections: tuple[Section, ...], lang: str) -> list[Markup]:
    """The sections; between the sentence on the unit and the questions for the meeting where there are such."""
    made = [_section(section, lang) for section in sections]
    if frame is None:
        return made
    return [_HTML.verdict(frame.verdict, " · ".join(frame.stands_on)), *made, _HTML.questions(frame, lang)]


def _section(section: Section, lang: str) -> Markup:
    """A section; where it falls short, the cause is left to be filled in, and what is asked is listed."""
    alone = len(section.blocks) == 1 and getattr(section.blocks[0], "title", "") == section.title
    blocks = [_block(block, lang, level=3 if alone else 4) for block in section.blocks]
    assessment = _HTML.assessment(section.gaps, section.asks, lang) if section.assessed else EMPTY
    return _HTML.section("" if alone else section.title, blocks, assessment)


def _block(block: Block, lang: str, level: int) -> Markup:
    """One chart, table or paragraph; `level` is that of its heading."""
    match block:
        case ChartBlock():
            foot = _foot(block, block.group_id, lang)
            images = (_image(block, ON_SHEET, "wide"), _image(block, ON_PHONE, "narrow"))
            style = STATUS_STYLES[block.status] if block.status else None
            return _HTML.chart(block, level, style, images, _said(block), foot)
        case Table():
            return _HTML.table(block, level, _rows(block), _foot(block, block.group_id, lang))
        case Text():
            group_id = block.groups[0].group_id if block.groups else ""
            return _HTML.words(block, level, _foot(block, group_id, lang))


def _image(block: ChartBlock, size: Size, name: str) -> Markup:
    """An SVG as an image, for the page's sanitiser lets no inline SVG through; a comparison grows with its rows.

    There is one for a wide screen and one for a phone: the style sheet shows the one that fits.
    """
    rows = len(block.scene.rows)
    svg = bare_svg(block, size.width, size.height + max(rows - _ROWS, 0) * _ROW * size.scale, size.scale)
    return _HTML.image(name, block.title, b64encode(svg.encode()).decode())


def _said(block: ChartBlock) -> list[str]:
    """The sentence, and that there is no actual where the sentence does not say so itself."""
    said = [block.sentence]
    if block.no_actual and message("no_data", block.context.lang) not in block.sentence.lower():
        said.append(block.no_actual)
    return [text for text in (*said, block.also) if text]


def _foot(block: Block, group_id: str, lang: str) -> Markup:
    return _HTML.foot(source_line(block.sources, lang), group_id, block.url, lang)


def _rows(table: Table) -> Markup:
    if not table.rows:
        return _HTML.empty(table.empty)
    shares = [f"{100 * width / _SHEET:.1f}" for width in column_widths(table, _SHEET, _SETTING)]
    least = f"{_COLUMN * sum(table.widths):.0f}"
    return _HTML.rows(table, least, shares, [_row(row, len(table.columns)) for row in table.rows])


def _row(row: Row, columns: int) -> Markup:
    if row.heading:
        return _HTML.section_row(row.cells[0].text, columns)
    first, *others = row.cells
    return _HTML.row(_cell(first), [(cell.value is not None, _cell(cell)) for cell in others])


def _cell(cell: Cell) -> Markup:
    if cell.tone in STATUS_STYLES:
        return _HTML.status(STATUS_STYLES[cell.tone], cell.text)
    if cell.url:
        return _HTML.link(cell.url, cell.text)
    return _HTML.id(cell.text) if is_id(cell.text) else escaped(cell.text)
