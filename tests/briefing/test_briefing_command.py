"""`python -m etl brief`: files by the clock, refusals in plain words, nothing left behind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from cli.__main__ import main
from kpi.briefing.file import to_json
from kpi.briefing.forms import compose
from kpi.briefing.model import Briefing, Form, Item, ItemKind
from kpi.briefing.register import REGISTER_VARIABLE
from kpi.store.warehouse import Snapshot
from tests.cases.briefing_cases import DAY


@pytest.fixture(autouse=True)
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(REGISTER_VARIABLE, str(tmp_path / "register"))
    return tmp_path / "register"


def brief(warehouse: Path, out: Path, *options: str, language: str = "vi") -> int:
    return main(["--language", language, "brief", "--warehouse", str(warehouse), "--out", str(out), *options])


def test_a_report_in_every_format(default_warehouse: Path, tmp_path: Path, register: Path):
    options = ("--province", "lai_chau", "--form", "report", "--format", "pptx,docx,xlsx,pdf")
    assert brief(default_warehouse, tmp_path / "out", *options) == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [name.rpartition(".")[2] for name in names] == ["docx", "pdf", "pptx", "xlsx"]
    assert all(name.startswith("bao-cao-lai-chau-") for name in names)
    assert len((register / "exports.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_a_comparison_with_links_to_the_given_address(default_warehouse: Path, tmp_path: Path):
    options = (
        "--form",
        "comparison",
        "--provinces",
        "hue, ha_noi,hai_phong",
        "--indicator",
        "digital_economy_share_grdp",
    )
    address = ("--format", "pdf", "--address", "https://thuocdo57.example")
    assert brief(default_warehouse, tmp_path, *options, *address, language="en") == 0
    (path,) = tmp_path.glob("*.pdf")
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    links = [
        a.get_object()["/A"]["/URI"] for page in reader.pages for a in page.get("/Annots", []) if "/A" in a.get_object()
    ]
    assert any(str(link).startswith("https://thuocdo57.example/so-sanh?xem=nhieu_duong") for link in links)


def test_last_months_briefing_is_opened_again(default_warehouse: Path, tmp_path: Path, snapshot: Snapshot):
    briefing = compose(snapshot, Form.PAGE, province_id="lai_chau").model_copy(update={"title": "Giao ban tháng 10"})
    saved = tmp_path / "ban-tin.json"
    saved.write_text(to_json(briefing, snapshot_id="20261001T000000Z-old", today=DAY), encoding="utf-8")
    assert brief(default_warehouse, tmp_path / "out", "--file", str(saved), "--format", "pdf") == 0
    (path,) = (tmp_path / "out").iterdir()
    assert "Giao ban tháng 10" in PdfReader(path).pages[0].extract_text()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--form", "report"), "Hãy chọn một tỉnh"),
        (("--form", "report", "--province", "atlantis"), "atlantis"),
        (("--form", "comparison", "--provinces", "hue"), "từ hai tỉnh"),
        (("--file", "khong-co.json"), "khong-co.json"),
    ],
)
def test_a_refusal_says_why_and_writes_nothing(
    default_warehouse: Path, tmp_path: Path, options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
):
    assert brief(default_warehouse, tmp_path / "out", *options) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_briefing_with_a_hole_is_refused_whole(
    default_warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    empty = Item(kind=ItemKind.CHART, province_id="lai_chau", indicator_id="st_enterprises")
    saved = tmp_path / "ban-tin.json"
    briefing = Briefing(form=Form.SELECTION, items=(empty,))
    saved.write_text(to_json(briefing, snapshot_id="", today=DAY), encoding="utf-8")
    assert brief(default_warehouse, tmp_path / "out", "--file", str(saved)) == 1
    assert "1. Doanh nghiệp khoa học và công nghệ" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["odt", "", " , "])
def test_an_unknown_format_is_wrong_usage(default_warehouse: Path, tmp_path: Path, form: str):
    with pytest.raises(SystemExit) as left:
        brief(default_warehouse, tmp_path, "--province", "hue", "--format", form)
    assert left.value.code == 2
