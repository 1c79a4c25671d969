"""Pieces of the typesetter's language: text as literals, so that nothing a user wrote is ever taken for markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi.briefing.content import Cell, Row, Table
from kpi.charts import theme
from kpi.charts.palette import HEAD, TOTAL
from kpi.export.picture.fit import Setting, column_widths, head_of, shown
from kpi.export.picture.metrics import drawable

_PADDING, _GAP, _AROUND = 0.15, 0.01, 1.5
_LINE = 1.37
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": ""})


def setting(size: float) -> Setting:
    """How tables are set, with type of `size` points."""
    return Setting(size, _PADDING, _GAP, _AROUND, line=_LINE)


def literal(text: str) -> str:
    """A text literal."""
    return f'"{text.translate(_ESCAPES)}"'


def words(text: str, **look: str) -> str:
    """Text in a look: keyword arguments of the typesetter's `text`, e.g. size="9pt", fill=colour(theme.INK_MUTED)."""
    text = drawable(text)
    if not look:
        return f"#{literal(text)}"
    arguments = ", ".join(f"{name}: {value}" for name, value in look.items())
    return f"#text({arguments}, {literal(text)})"


def colour(code: str) -> str:
    """A colour."""
    return f"rgb({literal(code)})"


def title(text: str, size: float) -> str:
    """The title of the document."""
    look = f'#set text(size: {size}pt, weight: "bold", fill: {colour(theme.ACTUAL)})\n#set par(leading: 0.45em)\n'
    return f"#block(below: 0.9em)[{look}{words(text)}]\n"


def heading(level: int, text: str) -> str:
    """A heading, which is also a bookmark."""
    return f"#heading(level: {level}, {literal(drawable(text))})\n"


def paragraph(content: str) -> str:
    """A paragraph of ready content."""
    return f"#par[{content}]\n"


def lines(text: str) -> str:
    """Each line of a text as a paragraph."""
    return "".join(paragraph(words(line)) for line in text.split("\n") if line)


def link(url: str, text: str) -> str:
    """Words that lead somewhere."""
    return f"#link({literal(url)})[#text(fill: {colour(theme.PRIMARY)}, {literal(text)})]"


def image(file: str, alt: str, width: str = "100%") -> str:
    """A picture by file name, with its words for those who do not see it."""
    return f"#image({literal(file)}, width: {width}, alt: {literal(alt)})\n"


def table(content: Table, size: float, width: float) -> str:
    """A table `width` centimetres wide whose head comes again on every page, with type of `size` points."""
    widths = ", ".join(f"{share:.3f}cm" for share in column_widths(content, width, setting(size)))
    head = ", ".join(_cell(cell, bold=True) for cell in head_of(content).cells)
    body = ",\n".join(_row(row, len(content.widths)) for row in content.rows)
    stroke = f"(x: none, y: 0.5pt + {colour(theme.BORDER)})"
    fill = f"(_, y) => if y == 0 {{ {colour(HEAD)} }}"
    look = f"columns: ({widths}), inset: (x: 4pt, y: 3.2pt), stroke: {stroke}, fill: {fill}"
    settings = f"#set text(size: {size}pt)\n#set table.cell(breakable: false)\n"
    return f"#[{settings}#table({look}, table.header({head}),\n{body}\n)]\n"


def _row(row: Row, columns: int) -> str:
    if row.heading:
        text = literal(drawable(row.cells[0].text))
        return f'table.cell(colspan: {columns}, fill: {colour(TOTAL)})[#text(weight: "bold", {text})]'
    return ", ".join(_cell(cell) for cell in row.cells)


def _cell(cell: Cell, *, bold: bool = False) -> str:
    style = theme.STATUS_STYLES.get(cell.tone)
    look = {}
    if bold or style:
        look["weight"] = '"bold"'
    if style:
        look["fill"] = colour(style.text)
    content = words(shown(cell), **look)
    return f"[{f'#link({literal(cell.url)})[{content}]' if cell.url else content}]"


def grid(rows: Sequence[Sequence[str]], across: str, down: str, shares: Sequence[str] = ()) -> str:
    """Content side by side, row by row; the room between columns and rows, and the columns where not all alike."""
    columns = ", ".join(shares or ("1fr" for _ in rows[0]))
    columns += "," if len(rows[0]) == 1 else ""
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    return f"#grid(columns: ({columns}), column-gutter: {across}, row-gutter: {down}, {cells})\n"


def together(content: Iterable[str]) -> str:
    """Content that stays on one page."""
    return f"#block(breakable: false, width: 100%, above: 1.3em, below: 1.1em)[{''.join(content)}]\n"
