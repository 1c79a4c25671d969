"""The offline bundle: everything is in it, says where it comes from, and opens without a network."""

from __future__ import annotations

import io
import re
import time
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from markupsafe import escape
from pyarrow import parquet

from cli.__main__ import main
from kpi.export.bundle.bundle import bundle, bundle_name
from kpi.store.warehouse import Snapshot, current_snapshot
from kpi.words import format_target

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def packed(snapshot: Snapshot) -> bytes:
    return bundle(snapshot)


@pytest.fixture(scope="module")
def files(packed: bytes) -> dict[str, bytes]:
    """Name without the root folder → content."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_it_holds_database_tables_dictionary_method_readme_and_sheets(files, snapshot):
    tables = snapshot.query("SELECT table_name FROM duckdb_tables()")["table_name"]
    indicators = snapshot.query("SELECT indicator_id FROM indicators")["indicator_id"]
    wanted = {"README.md", "data-dictionary.md", "method.md", "thuoc-do-57.duckdb", "index.html", "index.en.html"}
    wanted |= {f"parquet/{table}.parquet" for table in tables}
    wanted |= {f"{folder}/{name}.html" for folder in ("chi-tieu", "indicators") for name in indicators}
    assert wanted <= files.keys()
    assert files["data-dictionary.md"] == (ROOT / "docs" / "data-dictionary.md").read_bytes()


def test_database_and_parquet_equal_the_snapshot(files, snapshot, tmp_path):
    path = tmp_path / "taken.duckdb"
    path.write_bytes(files["thuoc-do-57.duckdb"])
    with duckdb.connect(str(path), read_only=True) as taken:
        for table in snapshot.query("SELECT table_name FROM duckdb_tables()")["table_name"]:
            mine = snapshot.table(f'SELECT * FROM "{table}"')
            assert taken.sql(f'SELECT * FROM "{table}"').to_arrow_table().equals(mine), table
            stored = parquet.read_table(io.BytesIO(files[f"parquet/{table}.parquet"]))
            assert stored.schema.metadata[b"snapshot"].decode() == snapshot.snapshot_id
            assert stored.cast(mine.schema).equals(mine), table


def test_the_same_snapshot_gives_the_same_bytes(packed, snapshot):
    assert bundle(snapshot) == packed


def test_it_is_made_in_time(snapshot):
    started = time.process_time()
    bundle(snapshot)
    assert time.process_time() - started < 3


class Page(HTMLParser):
    """Collects what a page would load, its links, and whether its tags close."""

    VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag in {"script", "img", "link", "iframe", "object", "embed"}:
            self.loads.append(tag)
        self.loads += [named["src"]] if "src" in named else []
        self.links += [named["href"] or ""] if "href" in named else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """An SVG element that closes itself."""

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def parsed(content: bytes) -> Page:
    page = Page()
    page.feed(content.decode("utf-8"))
    page.close()
    return page


def test_no_page_loads_anything_and_every_own_link_leads_somewhere(files):
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        page = parsed(content)
        assert not page.loads, name
        assert not page.open, name
        assert not page.faults, name
        assert b"url(" not in content, name
        assert b"@import" not in content, name
        folder = Path(name).parent
        own = [link for link in page.links if not re.match(r"https?://", link)]
        targets = [(folder / link).as_posix() for link in own]
        resolved = [re.sub(r"[^/]+/\.\./", "", target) for target in targets]
        assert all(target in files for target in resolved), name


def test_every_target_and_chart_stands_on_its_sheet(files, snapshot):
    targets = snapshot.query("SELECT * FROM targets").astype(object)
    for row in targets.where(targets.notna(), None).itertuples():
        sheet = files[f"chi-tieu/{row.indicator_id}.html"].decode()
        more = (row.unit, "vi", row.denominator)
        said = format_target(row.operator, row.value, row.value_high, *more, cadence=row.cadence)
        assert str(escape(said)) in sheet, row.target_id
        assert (f"dòng {row.line}" if row.line else row.source_url.replace("&", "&amp;")) in sheet, row.target_id
    for row in snapshot.query("SELECT DISTINCT indicator_id, source_url FROM actuals").itertuples():
        url = row.source_url.replace("&", "&amp;")
        assert url in files[f"chi-tieu/{row.indicator_id}.html"].decode(), row.source_url


def test_a_sheet_is_in_its_language(files):
    vietnamese = files["chi-tieu/digital_economy_share_grdp.html"].decode()
    english = files["indicators/digital_economy_share_grdp.html"].decode()
    assert "<html lang='vi'>" in vietnamese
    assert "<html lang='en'>" in english
    assert "Số liệu thực hiện đã công bố" in vietnamese
    assert "Published figures" in english
    assert "22,28" in vietnamese
    assert "22.28" in english
    assert "<svg" in vietnamese
    assert re.search(r"<td class='o'>[^<]*30", vietnamese)


def test_readme_says_how_to_cite_in_both_languages(files, snapshot):
    readme = files["README.md"].decode()
    assert readme.count(snapshot.snapshot_id) >= 4
    assert "Cách trích dẫn" in readme
    assert "How to cite" in readme
    assert "{" not in readme


def test_made_up_data_is_marked_everywhere(tmp_path):
    assert main(["build", "--demo", "--warehouse", str(tmp_path)]) == 0
    demo = current_snapshot(tmp_path)
    content = bundle(demo)
    assert bundle_name(demo, demo=True).startswith("MINH-HOA-")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert name.startswith("MINH-HOA-"), name
            body = archive.read(name)
            if name.endswith(".html"):
                assert "SỐ LIỆU MINH HỌA".encode() in body or b"ILLUSTRATIVE DATA" in body, name
            elif name.endswith("README.md"):
                assert "SỐ LIỆU MINH HỌA" in body.decode()
            elif name.endswith(".parquet"):
                table = parquet.read_table(io.BytesIO(body))
                assert "du_lieu_minh_hoa" in table.column_names, name
                assert table.schema.metadata[b"demo"] == b"true"


def test_command_writes_the_whole_file_or_none(default_warehouse, tmp_path, packed, capsys):
    out = tmp_path / "bo.zip"
    assert main(["bundle", "--out", str(out), "--warehouse", str(default_warehouse)]) == 0
    assert out.read_bytes() == packed
    assert [path.name for path in tmp_path.iterdir()] == ["bo.zip"]
    assert main(["bundle", "--out", str(tmp_path / "no" / "bo.zip"), "--warehouse", str(default_warehouse)]) == 1
    assert main(["bundle", "--out", str(out), "--warehouse", str(tmp_path / "empty")]) == 1
    assert "Traceback" not in capsys.readouterr().err
