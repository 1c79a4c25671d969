"""Pieces of a slide's language (PresentationML): placeholders, text, frames; everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

EMU_PER_CM = 360_000
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


@dataclass(frozen=True)
class Area:
    """A rectangle on a slide, in centimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width / 2.54 * 72, self.height / 2.54 * 72

    def transform(self, tag: str, turned: int = 0) -> str:
        """Place and size in the file's unit; `turned` in sixty-thousandths of a degree."""
        left, top, width, height = (round(side * EMU_PER_CM) for side in (self.left, self.top, self.width, self.height))
        turn = f' rot="{turned}"' if turned else ""
        return f'<{tag}{turn}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></{tag}>'


@dataclass(frozen=True)
class Run:
    """A stretch of text: size in points (0: the place's own), colour, weight, and where it leads (a relation's id)."""

    text: str
    size: float = 0
    colour: str = ""
    bold: bool = False
    font: str = ""
    link: str = ""

    def xml(self) -> str:
        """The run; every attribute that is not set is left to the place."""
        size = f' sz="{round(self.size * 100)}"' if self.size else ""
        weight = ' b="1"' if self.bold else ""
        fill = f'<a:solidFill><a:srgbClr val="{self.colour.removeprefix("#")}"/></a:solidFill>' if self.colour else ""
        face = f'<a:latin typeface="{self.font}"/><a:cs typeface="{self.font}"/>' if self.font else ""
        link = f'<a:hlinkClick r:id="{self.link}"/>' if self.link else ""
        return f'<a:r><a:rPr lang="vi-VN"{size}{weight}>{fill}{face}{link}</a:rPr><a:t>{escape(self.text)}</a:t></a:r>'


def paragraphs(lines: Sequence[Sequence[Run]], aligned: str = "", apart: float = 0) -> str:
    """Paragraphs of runs, `apart` points from each other."""
    align = f' algn="{aligned}"' if aligned else ""
    after = f'<a:spcAft><a:spcPts val="{round(apart * 100)}"/></a:spcAft>' if apart else ""
    look = f"<a:pPr{align}>{after}</a:pPr>" if align or after else ""
    return "".join(f"<a:p>{look}{''.join(run.xml() for run in runs)}</a:p>" for runs in lines)


def plain(text: str, **look: object) -> str:
    """Text whose line breaks make paragraphs, all in one look (see `Run`)."""
    return paragraphs([[Run(line, **look)] for line in text.split("\n")])  # type: ignore[arg-type]


def watermark(text: str) -> str:
    """Large letters that what is below shines through."""
    fill = '<a:solidFill><a:srgbClr val="871344"><a:alpha val="16000"/></a:srgbClr></a:solidFill>'
    look = f'<a:rPr lang="vi-VN" sz="6600" b="1">{fill}</a:rPr>'
    return f'<a:p><a:pPr algn="ctr"/><a:r>{look}<a:t>{escape(text)}</a:t></a:r></a:p>'


def placeholder(number: int, name: str, kind: str, index: int, body: str) -> str:
    """A filled placeholder of the layout; `kind` is its type, `index` its number."""
    where = f' idx="{index}"' if index else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{where}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        f"<a:lstStyle/>{body}</p:txBody></p:sp>"
    )


def slide_number(number: int, index: int) -> str:
    """The placeholder that counts the slides."""
    field = f'<a:fld id="{_FIELD}" type="slidenum"><a:rPr lang="vi-VN"/><a:t>0</a:t></a:fld>'
    return placeholder(number, "Số trang", "sldNum", index, f"<a:p>{field}</a:p>")


def text_box(number: int, area: Area, body: str, properties: str, turned: int = 0) -> str:
    """Free text."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Chữ {number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        "<p:spPr>"
        f'{area.transform("a:xfrm", turned)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f"<p:txBody><a:bodyPr {properties}/><a:lstStyle/>{body}</p:txBody></p:sp>"
    )


def frame(number: int, area: Area, name: str, description: str, graphic: str) -> str:
    """A chart or a table."""
    return (
        "<p:graphicFrame><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{number}" name="{escape(name)}" descr="{escape(description)}"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{area.transform('p:xfrm')}<a:graphic>{graphic}</a:graphic></p:graphicFrame>"
    )


def chart(relation: str) -> str:
    """The content of a frame that shows the chart of a relation."""
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    return f'<a:graphicData uri="{uri}"><c:chart xmlns:c="{uri}" r:id="{relation}"/></a:graphicData>'


def table(rows: Sequence[str], widths: Sequence[float]) -> str:
    """The content of a frame that shows a table of ready rows; widths in centimetres."""
    grid = "".join(f'<a:gridCol w="{round(width * EMU_PER_CM)}"/>' for width in widths)
    return (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData>"
    )


def slide(shapes: Sequence[str]) -> bytes:
    """A whole slide."""
    return (
        f"{_HEAD}<p:sld {SPACES}><p:cSld><p:spTree>{_GROUP}{''.join(shapes)}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    ).encode()


def notes(text: str) -> bytes:
    """A whole notes page: the slide's picture and the text."""
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Trang"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        "</p:cNvSpPr>"
        '<p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    )
    body = placeholder(3, "Ghi chú", "body", 1, plain(text))
    return (
        f"{_HEAD}<p:notes {SPACES}><p:cSld><p:spTree>{_GROUP}{picture}{body}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    ).encode()
