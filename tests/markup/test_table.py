"""The one builder of tables."""

from __future__ import annotations

from xml.etree import ElementTree

from kpi.markup import Cell, Column, Heading, Markup, Row, Table
from ui.plain_table import plain_table

HOSTILE = "<zz a='\"'>&"
COLUMNS = [Column(HOSTILE, name=True), Column("Số", number=True), Column("Ghi chú", style="wide", label=HOSTILE)]


def read(html: str) -> ElementTree.Element:
    """The frame of a table; the one attribute without a value gets one, as XML wants it."""
    return ElementTree.fromstring(str(html).replace("<caption hidden>", "<caption hidden=''>"))


def test_every_text_of_a_table_is_escaped():
    cells = (HOSTILE, Cell(HOSTILE, HOSTILE, HOSTILE, look=HOSTILE), HOSTILE)
    rows: list[Row | Heading] = [Heading(HOSTILE), Row(cells, HOSTILE)]
    table = Table(COLUMNS, rows, caption=HOSTILE, region=HOSTILE, style=HOSTILE, frame=HOSTILE)
    assert "<zz" not in table.html()
    frame = read(table.html())
    assert frame.attrib == {"class": HOSTILE, "tabindex": "0", "role": "region", "aria-label": HOSTILE}
    assert frame.findtext("table/caption") == HOSTILE
    first, second = frame.iterfind("table/tbody/tr")
    assert (first[0].text, first[0].attrib) == (HOSTILE, {"colspan": "3", "scope": "colgroup"})
    assert second.attrib == {"class": HOSTILE}
    assert second[1].attrib == {"class": f"num {HOSTILE}", "title": HOSTILE, "style": HOSTILE}
    assert second[2].attrib == {"data-label": HOSTILE}
    assert [cell.text for cell in second] == [HOSTILE] * 3


def test_finished_html_stands_in_a_cell_as_it_is():
    cells = (Markup("<b>một</b>"), Cell(Markup("<i>2</i>"), "none"), "ba")
    row = read(Table(COLUMNS, [Row(cells)]).html()).find("table/tbody/tr")
    assert row is not None
    assert (row[0].tag, row[0].attrib, row[0].findtext("b")) == ("th", {"scope": "row"}, "một")
    assert (row[1].attrib, row[1].findtext("i")) == ({"class": "num none"}, "2")


def test_heads_say_how_their_columns_stand():
    heads = list(read(Table(COLUMNS).html()).iterfind("table/thead/tr/th"))
    assert [head.get("class") for head in heads] == [None, "num", "wide"]
    assert {head.get("scope") for head in heads} == {"col"}
    assert "role" not in read(Table(COLUMNS).html()).attrib
    assert "caption" not in Table(COLUMNS).html()


def test_a_cell_over_several_rows_heads_a_group_of_its_own():
    columns = [Column("Nhóm", name=True), Column("Đơn vị", name=True), Column("Số")]
    rows = []
    for name in ("a", "b"):
        rows += [Row((Cell(name, rows=2), "1", "x"), starts_body=True), Row(("2", Cell("y", "none")))]
    bodies = list(read(Table(columns, rows).html()).iterfind("table/tbody"))
    assert len(bodies) == 2
    first, second = bodies[0]
    assert first[0].attrib == {"scope": "rowgroup", "rowspan": "2"}
    assert [cell.tag for cell in second] == ["th", "td"]
    assert second[1].attrib == {"class": "none"}


def test_a_plain_table_heads_its_rows_by_the_first_column():
    html = plain_table(["Tên", "Số"], [("một", "1"), ("hai", HOSTILE)], "Bảng", numeric=(1,), style="tall")
    frame = read(html)
    assert frame.attrib == {"class": "scroll tall", "tabindex": "0", "role": "region", "aria-label": "Bảng"}
    assert [(cell.tag, cell.text) for row in frame.iterfind("table/tbody/tr") for cell in row] == [
        ("th", "một"),
        ("td", "1"),
        ("th", "hai"),
        ("td", HOSTILE),
    ]
