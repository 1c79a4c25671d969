"""Head and foot of a paper as its issuer writes them, and the lines that only the issuer can fill in.

The State's form: Nghị định 30/2020/NĐ-CP, appendix I (quốc hiệu, tiêu ngữ, issuing body, number, place and date).
The Party's form: as in the plans that the Party bodies issued ('ĐẢNG CỘNG SẢN VIỆT NAM' on the right, the issuing
body over an asterisk on the left, number without a colon).
"""

from __future__ import annotations

import re
from datetime import date

from kpi.briefing.model import Issuer, IssuerKind
from kpi.export.paper.paper_xml import PaperCell, Run, Style, paragraph, rule, table

_BLANK = "\u00a0" * 8
_SHORT_BLANK = "\u00a0" * 5
_KIND = "Báo cáo"
_SPLIT = 0.42
_UNBROKEN = "\u00a0"
_PLACE = re.compile(r"(?<= )(TỈNH|THÀNH PHỐ) .+$")


def letterhead(issuer: Issuer, today: date, width: float) -> str:
    """The head of the paper, `width` centimetres wide; empty where the paper has none."""
    if issuer.kind is IssuerKind.NONE:
        return ""
    left, right = _state(issuer, today) if issuer.kind is IssuerKind.STATE else _party(issuer, today)
    return table([[PaperCell(left), PaperCell(right)]], [width * _SPLIT, width * (1 - _SPLIT)], lines=False)


def _state(issuer: Issuer, today: date) -> tuple[str, str]:
    office = Style.BODY_OFFICE
    left = "".join(
        [
            *([paragraph(office, Run(issuer.above.upper()))] if issuer.above else []),
            paragraph(office, Run(_on_lines(issuer.body), bold=True)),
            rule(3),
            paragraph(office, f"Số:{_BLANK}/{issuer.symbol}"),
        ]
    )
    right = "".join(
        [
            paragraph(office, Run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12)),
            paragraph(office, Run("Độc lập - Tự do - Hạnh phúc", bold=True, size=13)),
            rule(5.2),
            _dated(issuer, today),
        ]
    )
    return left, right


def _party(issuer: Issuer, today: date) -> tuple[str, str]:
    office = Style.BODY_OFFICE
    left = "".join(
        [
            *([paragraph(office, Run(issuer.above.upper(), size=14))] if issuer.above else []),
            paragraph(office, Run(_on_lines(issuer.body), bold=True, size=14)),
            paragraph(office, Run("*", size=14)),
            paragraph(office, Run(f"Số{_BLANK}-{issuer.symbol}", size=14)),
        ]
    )
    right = "".join(
        [
            paragraph(office, Run("ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, size=15, underlined=True)),
            paragraph(office, ""),
            _dated(issuer, today),
        ]
    )
    return left, right


def _on_lines(body: str) -> str:
    """The issuing body in capitals; where it takes two lines, its place stands whole on the second."""
    return _PLACE.sub(lambda found: found[0].replace(" ", _UNBROKEN), body.upper())


def _dated(issuer: Issuer, today: date) -> str:
    """Place and date; day and month are the issuer's to write."""
    words = f"{issuer.place}, ngày{_SHORT_BLANK}tháng{_SHORT_BLANK}năm {today.year}"
    return paragraph(Style.BODY_OFFICE, Run(words, italic=True, size=13))


def title_block(issuer: Issuer, title: str, subtitle: str, lang: str) -> str:
    """The kind of paper and what it is about."""
    if issuer.kind is IssuerKind.NONE:
        return paragraph(Style.TITLE, title) + paragraph(Style.SUBTITLE, subtitle)
    lowered = issuer.kind is IssuerKind.PARTY and lang == "vi"
    about = title[:1].lower() + title[1:] if lowered else title
    line = paragraph(Style.ABSTRACT, "-----") if issuer.kind is IssuerKind.PARTY else rule(4)
    return "".join(
        [
            paragraph(Style.TITLE, _KIND.upper()),
            paragraph(Style.ABSTRACT, about),
            line,
            paragraph(Style.SUBTITLE, subtitle),
        ]
    )


def signature(issuer: Issuer, width: float) -> str:
    """Receivers on the left, the signature on the right."""
    if issuer.kind is IssuerKind.NONE:
        return ""
    left = "".join(
        [
            paragraph(Style.CELL, Run("Nơi nhận:", bold=True, italic=True, size=12), keep=True),
            *(paragraph(Style.CELL, Run(f"- {_BLANK * 3},", size=11)) for _ in range(2)),
            paragraph(Style.CELL, Run("- Lưu.", size=11)),
        ]
    )
    right = "".join(
        paragraph(Style.BODY_OFFICE, Run(line.upper(), bold=True, size=14), keep=True)
        for line in (issuer.on_behalf, issuer.position)
        if line
    )
    return table(
        [[PaperCell(left), PaperCell(right or paragraph(Style.BODY_OFFICE, ""))]],
        [width * 0.45, width * 0.55],
        lines=False,
    )
