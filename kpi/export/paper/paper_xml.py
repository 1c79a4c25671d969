"""Pieces of a paper's language (WordprocessingML): paragraphs, tables, charts; everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from kpi.charts.palette import FAULT_PALE

TWIPS_PER_CM = 567
EMU_PER_CM = 360_000
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_HEAD_FILL = "E5ECF3"


class Style(StrEnum):
    """Styles of the template by their ids; Word's navigation knows the headings."""

    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    BODY = "ThanVanBan"
    BODY_OFFICE = "CoQuan"
    TITLE = "TieuDeVanBan"
    ABSTRACT = "TrichYeu"
    SUBTITLE = "PhuDe"
    CELL = "OBang"
    NOTE = "ChuThich"
    SOURCE = "Nguon"
    CHART = "BieuDo"
    FILL = "DienTay"
    SMALL_HEADING = "TieuDeNho"


_HEADINGS = frozenset({Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.SMALL_HEADING})


@dataclass(frozen=True)
class Run:
    """A stretch of text; size in points (0: the style's), `link` the id of a relation."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    size: float = 0
    colour: str = ""
    link: str = ""

    def xml(self) -> str:
        """The run; a line break stays one inside the paragraph."""
        look = "<w:b/>" * self.bold + "<w:i/>" * self.italic
        look += f'<w:color w:val="{self.colour.removeprefix("#")}"/>' if self.colour else ""
        look += f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>' if self.size else ""
        look += '<w:u w:val="single"/>' * self.underlined
        words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in self.text.split("\n"))
        run = f"<w:r><w:rPr>{look}</w:rPr>{words}</w:r>"
        return f'<w:hyperlink r:id="{self.link}">{run}</w:hyperlink>' if self.link else run


def paragraph(style: Style, *runs: Run | str, aligned: str = "", keep: bool = False, page_break: bool = False) -> str:
    """A paragraph; `keep` holds it on the page of the next one, `page_break` starts a page."""
    properties = "<w:keepNext/>" * (keep or style in _HEADINGS) + "<w:pageBreakBefore/>" * page_break
    properties += f'<w:jc w:val="{aligned}"/>' if aligned else ""
    content = "".join((Run(run) if isinstance(run, str) else run).xml() for run in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def dotted_line(width: float) -> str:
    """An empty line to write on, `width` centimetres long."""
    end = round(width * TWIPS_PER_CM)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{Style.FILL}"/><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{end}"/>'
        "</w:tabs></w:pPr>"
        "<w:r><w:tab/></w:r></w:p>"
    )


def rule(width: float) -> str:
    """A short level line in the middle, as under a letterhead."""
    side = round((8 - width) / 2 * TWIPS_PER_CM)
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{Style.BODY_OFFICE}"/>{border}<w:ind w:left="{side}" w:right="{side}"/></w:pPr>'
        '<w:r><w:rPr><w:sz w:val="8"/></w:rPr></w:r></w:p>'
    )


@dataclass(frozen=True)
class PaperCell:
    """A cell: paragraphs ready as XML, the columns it spans, its fill."""

    content: str
    span: int = 1
    fill: str = ""


def table(rows: Sequence[Sequence[PaperCell]], widths: Sequence[float], *, heads: int = 0, lines: bool = True) -> str:
    """A table with fixed columns (`widths` in centimetres); the first `heads` rows come again on every page."""
    grid = "".join(f'<w:gridCol w:w="{round(width * TWIPS_PER_CM)}"/>' for width in widths)
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="8C96A1"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} {edge}/>" for side in sides) if lines else ""
    whole = round(sum(widths) * TWIPS_PER_CM)
    sizes = {"top": 25 if lines else 0, "left": 70, "bottom": 25 if lines else 0, "right": 70}
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sizes.items())
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(_row(row, widths, head=place < heads) for place, row in enumerate(rows))}</w:tbl>"
    )


def _row(row: Sequence[PaperCell], widths: Sequence[float], *, head: bool) -> str:
    properties = "<w:cantSplit/>" + "<w:tblHeader/>" * head
    cells, column = [], 0
    for cell in row:
        width = round(sum(widths[column : column + cell.span]) * TWIPS_PER_CM)
        column += cell.span
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        fill = _HEAD_FILL if head else cell.fill
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr>{cell.content}</w:tc>')
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def chart(
    relation: str, number: int, width: float, height: float, name: str, description: str, *, keep: bool = True
) -> str:
    """A paragraph that shows a native chart, `width` by `height` centimetres."""
    across, up = round(width * EMU_PER_CM), round(height * EMU_PER_CM)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{Style.CHART}"/>{"<w:keepNext/>" if keep else ""}</w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{up}"/>'
        f'<wp:docPr id="{number}" name="{escape(name)}" descr="{escape(description)}"/><wp:cNvGraphicFramePr/>'
        "<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def watermark(text: str) -> str:
    """Words across the page, for the header: an old drawing language that every reader still draws."""
    return (
        f'<w:r {NAMESPACES} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        "<w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
        '<v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
        '<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/>'
        '<v:textpath on="t" fitshape="t"/>'
        '</v:shapetype><v:shape id="DauMinhHoa" o:spid="_x0000_s2049" type="#_x0000_t136" style="position:absolute;'
        "margin-left:0;margin-top:0;width:480pt;height:70pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;"
        'mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" '
        f'fillcolor="{FAULT_PALE}" stroked="f">'
        f'<v:textpath style="font-family:&quot;Times New Roman&quot;;font-weight:bold" string="{escape(text)}"/>'
        "</v:shape></w:pict></w:r>"
    )
