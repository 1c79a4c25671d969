"""Briefings hold the numbers and words of the screen, refuse what is empty, and survive being kept in a file."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kpi.briefing.content import ChartBlock, Content, Table
from kpi.briefing.file import BriefingFileError, file_name, from_json, to_json
from kpi.briefing.forms import FormError, compose, context_of
from kpi.briefing.library import ItemError, Library, subject_of
from kpi.briefing.model import Briefing, Form, IssuerKind, Item, ItemKind, TableView
from kpi.briefing.resolve import content_of
from kpi.export import ExportRefusedError
from kpi.export.files import export
from kpi.export.formats import BRIEFING_FORMATS, Format
from kpi.reading.standpoint import Standpoint
from kpi.reading.subject import subject as seen_subject
from kpi.store.warehouse import Snapshot
from kpi.words import catalogue, format_number, message
from tests.cases.briefing_cases import CHART, COMPARED, DAY, LONE, TEN, compared_of, drawn, made, marks_of


@pytest.fixture(scope="module")
def report(snapshot: Snapshot) -> Content:
    return made(snapshot, Form.REPORT, province_id="tien_giang")


def table_of(content: Content, title: str) -> Table:
    return next(block for block in content.blocks() if isinstance(block, Table) and block.title == title)


@pytest.mark.parametrize("province_id", ["lai_chau", "tien_giang", "hai_phong_2008", "ha_noi", "viet_nam"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_sentences_and_statuses_are_those_of_the_pages(snapshot: Snapshot, province_id: str, lang: str):
    library = Library(snapshot, context_of(snapshot, lang, Standpoint(), ""))
    today = Standpoint()
    facts = library.facts(province_id)
    targeted = {(row.indicator_id, row.document_id) for row in facts.targets if not row.inherited}
    assert targeted
    for indicator_id, document_id in sorted(targeted):
        item = Item(kind=ItemKind.CHART, province_id=province_id, indicator_id=indicator_id, document_id=document_id)
        subject = subject_of(library, item)
        shown = seen_subject(snapshot, province_id, indicator_id, document_id, today)
        assert shown is not None
        assert subject.row is shown.row is not None
        assert subject.sentence.startswith(shown.sentence(library.provinces[province_id].name(lang), lang))


def test_a_chart_links_to_its_exact_view(snapshot: Snapshot):
    chart = drawn(snapshot, CHART)
    assert chart.url == (
        "http://127.0.0.1:8501/chi-tieu?tinh=tien_giang&chi_tieu=digital_economy_share_grdp"
        "&ke_hoach=tien_giang_plan_2025&ngon_ngu=vi"
    )


def test_a_report_says_how_the_unit_stands_and_its_annex_holds_every_section_of_the_plan(report: Content):
    main = [section.title for section in report.sections if not section.annex]
    headings = ("status_counts", "headlines", "published", "charts", "tasks", "assessment")
    assert main == [message(f"briefing.heading_{name}", "vi") for name in headings]
    annex = [section.title for section in report.sections if section.annex]
    sections = ["Hạ tầng", "Nguồn lực", "Khoa học, công nghệ", "Đổi mới sáng tạo", "Chuyển đổi số"]
    assert annex[: len(sections)] == sections
    assert annex[-1] == message("overview.who_reports", "vi")
    assert [section.annex for section in report.sections] == sorted(section.annex for section in report.sections)
    assert len(report.sources) > 3
    assert any("dòng" in source.text for source in report.sources)
    assert report.problems == ()


@pytest.mark.parametrize("province_id", ["viet_nam", "tien_giang", "ha_noi"])
def test_an_indicator_has_one_chart_that_tells_what_other_documents_ask_for(snapshot: Snapshot, province_id: str):
    content = made(snapshot, Form.REPORT, province_id=province_id)
    charts = list(content.chart_blocks())
    names = [chart.short_name for chart in charts]
    assert len(names) == len(set(names)) <= 4
    for chart in charts:
        _, _, owner, indicator_id, document_id, *_ = chart.group.key.split("|")
        rows = snapshot.query(
            "SELECT DISTINCT year, value FROM targets WHERE province_id = $p AND indicator_id = $i "
            "AND document_id <> $d AND status NOT IN ('duplicate', 'superseded')",
            {"p": owner, "i": indicator_id, "d": document_id},
        )
        own = snapshot.query(
            "SELECT DISTINCT year, value FROM targets WHERE province_id = $p AND indicator_id = $i "
            "AND document_id = $d",
            {"p": owner, "i": indicator_id, "d": document_id},
        )
        known = set(zip(own["year"], own["value"], strict=True))
        for year, value in set(zip(rows["year"], rows["value"], strict=True)) - known:
            if document_id:
                assert f"{format_number(value, 'vi')}" in chart.also
                assert str(year) in chart.also


def test_every_target_of_the_plan_stands_in_the_report_with_its_number(snapshot: Snapshot, report: Content):
    targets = snapshot.query(
        "SELECT target_id, value FROM targets WHERE province_id = 'tien_giang' AND status <> 'duplicate'"
    )
    exported = {n.key.partition("|")[2]: n.value for n in report.numbers().values() if n.key.startswith("target|")}
    missing = set(targets["target_id"]) - set(exported)
    repeated = snapshot.query("SELECT target_id FROM targets WHERE province_id = 'tien_giang'")
    assert missing <= set(repeated["target_id"])
    assert len(missing) < 5
    for target_id, value in zip(targets["target_id"], targets["value"], strict=True):
        if target_id in exported:
            assert exported[target_id] == value


def test_counts_by_status_add_up(snapshot: Snapshot):
    content = made(snapshot, Form.REPORT, province_id="lai_chau")
    table = table_of(content, "Số chỉ tiêu theo tình trạng")
    rows = [[cell.value or 0.0 for cell in row.cells[1:]] for row in table.rows]
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    assert all(sum(row[:-1]) == row[-1] for row in rows)
    targeted = snapshot.query("SELECT count(DISTINCT indicator_id) AS n FROM targets WHERE province_id = 'lai_chau'")
    assert rows[-1][-1] == targeted["n"].iloc[0]


def test_tables_write_the_numbers_that_they_hold(report: Content):
    checked = 0
    for block in report.blocks():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if cell.value is not None and cell.text != "–":
                        first = cell.text.partition("\n")[0]
                        written = format_number(abs(cell.value), "vi")
                        rounded = format_number(abs(cell.value), "vi", decimals=2)
                        assert written in first or rounded in first, cell
                        checked += 1
    assert checked > 100


def test_a_chart_without_actuals_says_so_in_words(snapshot: Snapshot):
    chart = drawn(snapshot, LONE)
    assert "Chưa có số liệu thực hiện" in chart.no_actual
    assert marks_of(chart).empty == "Chưa có số liệu thực hiện"


def test_a_comparison_never_ranks_across_series_and_names_who_has_nothing(snapshot: Snapshot):
    chart = drawn(snapshot, COMPARED)
    rows = compared_of(chart)
    assert [row.value is None for row in rows] == sorted(row.value is None for row in rows)
    first = [row for row in rows if row.value is not None and row.series == rows[0].series and row.exact]
    values = [row.value for row in first if row.value is not None]
    assert values == sorted(values, reverse=True)
    assert len(values) > 1
    assert {row.text for row in rows if row.value is None} == {"Chưa có số liệu thực hiện"}
    assert len(chart.table.rows) == len(TEN)


def test_charts_of_a_former_unit_stay_out_of_its_successor(snapshot: Snapshot):
    item = Item(kind=ItemKind.CHART, province_id="hai_phong", indicator_id="digital_economy_share_grdp")
    context = context_of(snapshot, "vi", Standpoint(today=DAY), "")
    subject = subject_of(Library(snapshot, context), item)
    assert {row["province_id"] for row in subject.actuals} == {"hai_phong"}


def test_a_standpoint_on_an_earlier_day_leaves_later_charts_out(snapshot: Snapshot):
    briefing = compose(snapshot, Form.INDICATOR, province_id="ha_noi", indicator_id="digital_economy_share_grdp")
    then = content_of(snapshot, briefing.model_copy(update={"as_of": date(2023, 12, 31)}), today=DAY)
    now = content_of(snapshot, briefing, today=DAY)

    def periods(content: Content) -> set[str]:
        return {n.key.split("|")[5] for n in content.numbers().values() if n.key.startswith("actual|")}

    assert periods(then)
    assert max(periods(then)) <= "2023-12-31" < max(periods(now))
    assert "ngay=2023-12-31" in next(then.chart_blocks()).url


@pytest.mark.parametrize("form", [Form.PAGE, Form.REPORT])
@pytest.mark.parametrize("province_id", ["lai_chau", "tien_giang", "hai_phong", "ho_chi_minh", "viet_nam", "gia_lai"])
def test_ready_forms_have_no_problems(snapshot: Snapshot, form: Form, province_id: str):
    content = made(snapshot, form, province_id=province_id)
    assert content.problems == ()
    assert all(isinstance(block, ChartBlock) or block.title for block in content.blocks())


def test_tasks_stand_in_the_forms_of_provinces_that_have_some(snapshot: Snapshot):
    content = made(snapshot, Form.REPORT, province_id="ho_chi_minh")
    table = table_of(content, "Nhiệm vụ theo thời hạn")
    tasks = snapshot.query("SELECT count(*) AS n FROM tasks WHERE province_id = 'ho_chi_minh' AND kind = 'duty'")
    assert sum(not row.heading for row in table.rows) == tasks["n"].iloc[0]
    kinds = {item.kind for item in compose(snapshot, Form.REPORT, province_id="gia_lai").items}
    assert ItemKind.TASKS not in kinds


def test_what_is_missing_is_said_before_a_form_is_made(snapshot: Snapshot):
    for choice, key in (
        ({"form": Form.PAGE}, "needs_province"),
        ({"form": Form.INDICATOR, "province_id": "hue"}, "needs_indicator"),
        ({"form": Form.COMPARISON, "provinces": ["hue", "hue"]}, "needs_provinces"),
        ({"form": Form.REPORT, "province_id": "atlantis"}, "unknown_province"),
        ({"form": Form.INDICATOR, "province_id": "hue", "indicator_id": "luck"}, "unknown_indicator"),
    ):
        with pytest.raises(FormError) as refused:
            compose(snapshot, **choice)
        assert refused.value.key == f"briefing.{key}"
        assert refused.value.key in catalogue("vi")


def test_an_export_with_empty_items_is_refused_and_lists_them(snapshot: Snapshot):
    nothing = Item(kind=ItemKind.CHART, province_id="lai_chau", indicator_id="st_enterprises")
    unknown = Item(kind=ItemKind.TABLE, table=TableView.STATUS_COUNTS, province_id="atlantis")
    wrong = CHART.model_copy(update={"document_id": "lai_chau_11_kh_tu_2025"})
    briefing = Briefing(form=Form.SELECTION, items=(LONE, nothing, unknown, wrong))
    content = content_of(snapshot, briefing, today=DAY)
    assert [problem.place for problem in content.problems] == [2, 3, 4]
    for form in BRIEFING_FORMATS:
        with pytest.raises(ExportRefusedError) as refused:
            export(content, form)
        assert refused.value.problems == content.problems
        assert "Doanh nghiệp khoa học và công nghệ" in str(refused.value)


def test_an_empty_briefing_is_refused(snapshot: Snapshot):
    content = content_of(snapshot, Briefing(form=Form.SELECTION), today=DAY)
    with pytest.raises(ExportRefusedError, match="chưa có mục nào"):
        export(content, Format.PDF)


def test_an_unknown_series_or_document_is_an_error_of_the_item(snapshot: Snapshot):
    library = Library(snapshot, context_of(snapshot, "en", Standpoint(today=DAY), ""))
    with pytest.raises(ItemError, match="no series"):
        subject_of(library, CHART.model_copy(update={"series": "nobody"}))
    with pytest.raises(ItemError, match="no target for"):
        subject_of(library, CHART.model_copy(update={"document_id": "nq_03_cp_2025"}))


def test_a_party_plan_gives_the_party_form_a_state_plan_the_states(snapshot: Snapshot):
    assert made(snapshot, Form.REPORT, province_id="lai_chau").issuer.kind is IssuerKind.PARTY
    hue = made(snapshot, Form.REPORT, province_id="hue").issuer
    assert (hue.kind, hue.body) == (IssuerKind.STATE, "Ủy ban nhân dân thành phố Huế")
    gone = made(snapshot, Form.REPORT, province_id="tien_giang").issuer
    assert gone.body == "Tỉnh ủy Đồng Tháp"


def test_a_file_brings_the_same_briefing_back(snapshot: Snapshot):
    briefing = compose(snapshot, Form.REPORT, province_id="tien_giang").model_copy(
        update={"title": "Họp giao ban “tháng 11”", "remark": "= không phải công thức\nDòng hai"}
    )
    text = to_json(briefing, snapshot_id=snapshot.snapshot_id, today=DAY)
    again = from_json(text, "vi")
    assert again.snapshot_id == snapshot.snapshot_id
    assert again.saved_on == DAY
    assert again.model_copy(update={"snapshot_id": "", "saved_on": None}) == briefing
    assert from_json(text.encode(), "en") == again
    assert file_name(briefing, DAY) == "ban-tin-hop-giao-ban-thang-11-2026-11-22.json"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("{", "dòng 1"),
        ("[1]", "không chứa bản tin"),
        (b"\xff\xfe{", "UTF-8"),
        ('{"version": 9, "form": "page"}', "phiên bản 9"),
        ('{"version": 1}', "form: thiếu"),
        ('{"version": 1, "form": "novel"}', '"novel" không dùng được'),
        ('{"version": 1, "form": "page", "colour": "red"}', "colour: không có trường này"),
        ('{"version": 1, "form": "selection", "items": [{"kind": "tasks"}]}', "mục 1: thiếu province_id"),
        (json.dumps({"version": 1, "form": "selection", "items": [{"kind": "sentence", "text": "x" * 5000}]}), "4000"),
        ("[" * 100_000, "JSON"),
        ("x" * 3_000_000, "2 MB"),
    ],
)
def test_a_broken_file_is_told_in_plain_words(broken: str | bytes, said: str):
    with pytest.raises(BriefingFileError) as refused:
        from_json(broken, "vi")
    assert said in "; ".join(refused.value.problems)


def test_every_fault_of_a_file_is_told_at_once():
    broken = {"version": 1, "form": "x", "items": [{"kind": "y"}, {"kind": "figure"}], "as_of": "hôm qua"}
    with pytest.raises(BriefingFileError) as refused:
        from_json(json.dumps(broken), "en")
    assert len(refused.value.problems) == 4


def test_two_items_about_the_same_are_known_as_such():
    assert CHART.subject == CHART.model_copy(update={"title": "Khác", "remark": "Khác"}).subject
    assert CHART.subject != CHART.model_copy(update={"series": "mic_ptit"}).subject


def test_the_page_of_every_unit_can_be_made(snapshot: Snapshot):
    units = snapshot.query("SELECT DISTINCT province_id FROM provinces WHERE valid_to IS NULL")["province_id"]
    refused = {unit: made(snapshot, Form.PAGE, province_id=unit).problems for unit in units}
    assert {unit: found for unit, found in refused.items() if found} == {}


def test_a_notice_is_not_called_a_plan(snapshot: Snapshot):
    content = made(snapshot, Form.REPORT, province_id="viet_nam")
    names = {
        source.short for table in content.blocks() if not isinstance(table, ChartBlock) for source in table.sources
    }
    notices = {name for name in names if "07-TB/CQTTBCĐ" in name}
    assert {name.split(":")[0] for name in notices} == {"Thông báo kết luận số 07-TB/CQTTBCĐ, ngày 15/10/2025"}
