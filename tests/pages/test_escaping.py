"""What the data say is text on the page, never markup, however it is written."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from kpi.store.warehouse import Snapshot, current_snapshot, snapshot_path
from ui.page_registry import COMPARE, INDICATOR, TASKS, Page
from ui.prefetch import Asked

MARK = "<zz a='\"'>&"
WRITTEN = re.compile("name|quote|definition|title|note|publisher|text|words|issuer|aliases|printed|evidence")
COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables USING (table_name)
    WHERE data_type = 'VARCHAR' AND table_type = 'BASE TABLE' AND NOT ends_with(column_name, '_id')
"""
ACTUALS = {"tinh": "hai_phong", "chi_tieu": "digital_economy_share_grdp"}


@pytest.fixture(scope="module")
def marked(default_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The default data with a piece of markup at the end of every text that somebody wrote."""
    folder = tmp_path_factory.mktemp("marked")
    path = snapshot_path(folder, "marked")
    path.parent.mkdir()
    shutil.copyfile(current_snapshot(default_warehouse).path, path)
    with duckdb.connect(str(path)) as connection:
        written = [pair for pair in connection.execute(COLUMNS).fetchall() if WRITTEN.search(pair[1])]
        assert len(written) > 30
        for table, column in written:
            connection.execute(f'UPDATE "{table}" SET "{column}" = "{column}" || $mark', {"mark": MARK})
    (folder / "current.json").write_text(json.dumps({"snapshot_id": "marked"}), encoding="utf-8")
    return current_snapshot(folder)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        (INDICATOR, ACTUALS),
        (INDICATOR, {"tinh": "tien_giang", "chi_tieu": "coverage_5g"}),
        *((COMPARE, ACTUALS | {"xem": view}) for view in ("xep_hang", "cam_ket", "nhieu_duong", "dia_gioi")),
        *((COMPARE, ACTUALS | {"xem": view}) for view in ("ban_do_nhiet", "ban_do_o")),
        (TASKS, {}),
    ],
)
def test_no_written_text_becomes_markup(marked: Snapshot, page: Page, query: dict[str, str]):
    bodies = [part for part in page.answer(marked, Asked(query)).values() if isinstance(part, str)]
    assert any("&lt;zz" in body for body in bodies)
    for body in bodies:
        assert "<zz" not in body, body[max(0, body.index("<zz") - 200) :][:300]
