"""A briefing as HTML: what its maker sees before a file is made, from the same content as every file."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from kpi.briefing.content import Block, Cell, ChartBlock, Content, Frame, Row, Section, Table, Text
from kpi.briefing.front.blocks import Bullets
from kpi.briefing.sources import source_line
from kpi.charts.theme import STATUS_STYLES
from kpi.export.picture.fit import Setting, column_widths, is_id
from kpi.export.picture.image import bare_svg
from kpi.words import message


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
        "sections": _framed(content.frame, [_section(section, lang) for section in content.sections], lang),
    }


def _bars(content: Content) -> int:
    """How many bars stand beside the charts."""
    return sum(len(block.bullets) for block in content.blocks() if isinstance(block, Bullets))


def _framed(frame: Frame | None, sections: list[str], lang: str) -> list[str]:
    """The sections between the sentence on the unit and the questions for the meeting."""
    if frame is None:
        return sections
    stands = f"<p class='source'>{escape(' · '.join(frame.stands_on))}</p>"
    first = f"<section><article><p><b>{escape(frame.verdict)}</b></p>{stands}</article></section>"
    asked = "".join(f"<li><b>{escape(head)}</b><br>{escape(basis)}</li>" for head, basis in frame.questions)
    listed = f"<ol>{asked}</ol>" if asked else f"<p>{escape(frame.nothing)}</p>"
    title = escape(message("first_screen.ask.title", lang))
    return [first, *sections, f"<section><h3>{title}</h3><article>{listed}</article></section>"]


def _section(section: Section, lang: str) -> str:
    alone = len(section.blocks) == 1 and getattr(section.blocks[0], "title", "") == section.title
    heading = "" if alone else f"<h3>{escape(section.title)}</h3>"
    blocks = "".join(block_html(block, lang, level=3 if alone else 4) for block in section.blocks)
    return f"<section>{heading}{blocks}{_assessment(section, lang) if section.assessed else ''}</section>"


def _assessment(section: Section, lang: str) -> str:
    """Where the section falls short, the cause that is left to be filled in, and what is asked."""
    parts = (
        _listed(message("basket.gaps", lang), section.gaps),
        f"<h5>{escape(message('basket.cause', lang))}</h5><p class='fill' aria-hidden='true'></p>",
        _listed(message("basket.asks", lang), section.asks),
    )
    return f"<div class='assessment'>{''.join(parts)}</div>"


def _listed(title: str, lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    return f"<h5>{escape(title)}</h5><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def block_html(block: Block, lang: str, level: int) -> str:
    """One chart, table or paragraph; `level` is that of its heading."""
    match block:
        case ChartBlock():
            return _chart_block(block, lang, level)
        case Table():
            return _table(block, lang, level)
        case Text():
            return _text(block, lang, level)


def chart(block: ChartBlock, size: Size) -> str:
    """The plot as an image, and in a phone's size: the style sheet shows the one that fits the screen."""
    return _image(block, size, "wide") + _image(block, ON_PHONE, "narrow")


def _image(block: ChartBlock, size: Size, name: str) -> str:
    """An SVG as an image, for the page's sanitiser lets no inline SVG through; a comparison grows with its rows."""
    rows = len(block.scene.rows)
    svg = bare_svg(block, size.width, size.height + max(rows - _ROWS, 0) * _ROW * size.scale, size.scale)
    encoded = b64encode(svg.encode()).decode()
    alt = escape(block.title)
    return f"<img class='{name}' loading='lazy' alt='{alt}' src='data:image/svg+xml;base64,{encoded}'>"


def badge(status: str, words: str) -> str:
    """A status by its words, shape and colour; nothing for an empty one."""
    if not status:
        return ""
    style = STATUS_STYLES[status]
    return (
        f"<span class='status' style='color:{style.text};background:{style.tint}'>"
        f"<span aria-hidden='true'>{style.glyph}</span> {escape(words)}</span>"
    )


def _chart_block(block: ChartBlock, lang: str, level: int) -> str:
    said = "".join(f"<p>{escape(text)}</p>" for text in _said(block))
    return (
        f"<article><h{level}>{escape(block.title)}</h{level}><p class='kicker'>{escape(block.subtitle)}</p>"
        f"{badge(block.status, block.status_words)}{chart(block, ON_SHEET)}{said}"
        f"{remark(block.remark)}{_foot(source_line(block.sources, lang), block.group_id, block.url, lang)}"
        "</article>"
    )


def _said(block: ChartBlock) -> list[str]:
    """The sentence, and that there is no actual where the sentence does not say so itself."""
    said = [block.sentence]
    if block.no_actual and message("no_data", block.context.lang) not in block.sentence.lower():
        said.append(block.no_actual)
    return [text for text in (*said, block.also) if text]


def remark(text: str) -> str:
    """The maker's own words under a chart or table."""
    lines = "<br>".join(escape(line) for line in text.split("\n"))
    return f"<p class='remark'>{lines}</p>" if text else ""


def _foot(sources: str, group_id: str, url: str, lang: str) -> str:
    parts = [escape(sources)] if sources else []
    if group_id:
        parts.append(f"{escape(message('basket.id', lang))} <b class='id'>{escape(group_id)}</b>")
    if url:
        words = escape(message("basket.open_view", lang))
        parts.append(f"<a href='{escape(url)}' target='_blank' rel='noopener'>{words}</a>")
    return f"<p class='source'>{' · '.join(parts)}</p>" if parts else ""


def _table(table: Table, lang: str, level: int) -> str:
    note = f"<p class='source'>{escape(table.note)}</p>" if table.note else ""
    return (
        f"<article><h{level}>{escape(table.title)}</h{level}>"
        f"{table_html(table, table.rows)}{note}{remark(table.remark)}"
        f"{_foot(source_line(table.sources, lang), table.group_id, table.url, lang)}</article>"
    )


def table_html(table: Table, rows: tuple[Row, ...], without: int = 0) -> str:
    """Some rows of a table under its heads; `without` leaves out so many of the last columns."""
    if not table.rows:
        return f"<p>{escape(table.empty)}</p>"
    columns = table.columns[: len(table.columns) - without]
    widths = table.widths[: len(columns)]
    wide = column_widths(replace(table, columns=columns, widths=widths, rows=rows), _SHEET, _SETTING)
    shares = "".join(f"<col style='width:{100 * width / _SHEET:.1f}%'>" for width in wide)
    least = f"min-width:{_COLUMN * sum(widths):.0f}rem"
    heads = "".join(f"<th scope='col'>{escape(column)}</th>" for column in columns)
    body = "".join(_row(row, len(columns)) for row in rows)
    table_head = f"<colgroup>{shares}</colgroup><thead><tr>{heads}</tr></thead>"
    named = f"aria-label='{escape(table.title)}'"
    return (
        f"<div class='scroll' tabindex='0' role='region' {named}><table style='{least}' {named}>"
        f"{table_head}<tbody>{body}</tbody></table></div>"
    )


def _row(row: Row, columns: int) -> str:
    if row.heading:
        return f"<tr class='section'><th colspan='{columns}' scope='colgroup'>{escape(row.cells[0].text)}</th></tr>"
    first, *others = row.cells[:columns]
    cells = "".join(f"<td{_kind(cell)}>{_cell(cell)}</td>" for cell in others)
    return f"<tr><th scope='row'>{_cell(first)}</th>{cells}</tr>"


def _kind(cell: Cell) -> str:
    return " class='num'" if cell.value is not None else ""


def _cell(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.tone in STATUS_STYLES:
        style = STATUS_STYLES[cell.tone]
        return f"<span class='status' style='color:{style.text};background:{style.tint}'>{text}</span>"
    if cell.url:
        return f"<a href='{escape(cell.url)}' target='_blank' rel='noopener'>{text}</a>"
    return f"<span class='id'>{text}</span>" if is_id(cell.text) else text


def _text(block: Text, lang: str, level: int) -> str:
    title = f"<h{level}>{escape(block.title)}</h{level}>" if block.title else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in block.text.split("\n") if line)
    group_id = block.groups[0].group_id if block.groups else ""
    foot = _foot(source_line(block.sources, lang), group_id, block.url, lang)
    return f"<article>{title}{lines}{remark(block.remark)}{foot}</article>"
