"""The rows of the two plans say all that their goals say; any row lost or altered is noticed and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.plans.completeness import Plan, check_plan, read_plan
from etl.plans.gap import Gap
from etl.reading import read_rows
from kpi.model.cells import Row
from kpi.model.rows import Heading, Parameter, Qualitative, Target
from kpi.model.vocabulary import Cadence, Operator, Section

DATA = Path(__file__).parents[2] / "data"
DOCUMENTS = ("lai_chau_11_kh_tu_2025", "tien_giang_plan_2025")
KINDS = ("targets", "qualitative", "parameters")


@dataclass(frozen=True)
class Case:
    """One plan with its rows."""

    plan: Plan
    targets: tuple[Target, ...]
    qualitative: tuple[Qualitative, ...]
    parameters: tuple[Parameter, ...]

    def gaps(self) -> list[Gap]:
        """Every gap between the text and these rows."""
        return check_plan(self.plan, self.targets, self.qualitative, self.parameters)


def _rows(name: str, model: type[Any]) -> tuple[Any, ...]:
    located, findings = read_rows(DATA / name, model, DATA)
    assert findings == []
    return tuple(item.row for item in located)


def _lines(document: str) -> list[str]:
    return (DATA / f"documents/{document}.txt").read_text(encoding="utf-8").split("\n")


def _headings(document: str) -> list[Heading]:
    return [row for row in _rows("documents/headings.csv", Heading) if row.document_id == document]


def _case(document: str) -> Case:
    return Case(
        read_plan(document, _lines(document), _headings(document)),
        _rows(f"targets/{document}.csv", Target),
        _rows(f"qualitative/{document}.csv", Qualitative),
        _rows(f"parameters/{document}.csv", Parameter),
    )


CASES = {document: _case(document) for document in DOCUMENTS}
TARGETS = [row for case in CASES.values() for row in case.targets]
QUALITATIVE = [row for case in CASES.values() for row in case.qualitative]
PARAMETERS = [row for case in CASES.values() for row in case.parameters]


def _kind(row: Row) -> str:
    return dict(zip((Target, Qualitative, Parameter), KINDS, strict=True))[type(row)]


def _without(rows: Sequence[Row], row: Row) -> tuple[Row, ...]:
    index = rows.index(row)
    return (*rows[:index], *rows[index + 1 :])


def _gaps_after(row: Any, altered: Any | None) -> list[Gap]:
    """List the gaps when `row` is taken out of its plan and `altered` (if any) put in its place."""
    case = CASES[row.document_id]
    rows = _without(getattr(case, _kind(row)), row)
    changed: dict[str, Any] = {_kind(row): (*rows, altered) if altered else rows}
    return replace(case, **changed).gaps()


def _assert_named(row: Any, gaps: list[Gap]) -> None:
    bullet = CASES[row.document_id].plan.bullets[row.line]
    named = [gap for gap in gaps if (gap.document_id, gap.line) == (row.document_id, row.line)]
    assert named, f"nothing said about line {row.line}: {bullet.text}"
    for gap in named:
        for lang in ("vi", "en"):
            assert str(row.line) in gap.problem(lang) + gap.mend(lang)
            assert bullet.text in gap.problem(lang) or gap.code == "quote_without_number"
            assert "{" not in gap.problem(lang) + gap.mend(lang)


@pytest.mark.parametrize(("document", "bullets"), [(DOCUMENTS[0], 21), (DOCUMENTS[1], 213)])
def test_the_plans_are_complete(document: str, bullets: int) -> None:
    """The counts of bullets were read off the documents by eye."""
    case = CASES[document]
    assert [gap.problem() for gap in case.gaps()] == []
    assert len(case.plan.bullets) == bullets


def test_any_row_removed_is_named() -> None:
    """Every row of every kind, one after the other."""
    for row in (*TARGETS, *QUALITATIVE, *PARAMETERS):
        _assert_named(row, _gaps_after(row, None))


CHANGES: dict[str, Callable[[Any], Any]] = {
    "value": lambda row: row.value + 1,
    "quote": lambda row: row.quote.replace(row.quote.split()[1], "khác", 1),
    "year": lambda row: 2025 if row.year != 2025 else 2030,
    "section": lambda row: next(s for s in Section if s is not row.section),
    "operator": lambda row: Operator.LE,
    "cadence": lambda row: next(c for c in Cadence if c is not row.cadence),
    "unit": lambda row: "people" if row.unit == "%" else "%",
    "denominator": lambda row: (row.denominator or 100) + 1,
    "value_high": lambda row: (row.value_high or row.value) + 1,
}


@settings(max_examples=60, deadline=None)
@given(row=st.sampled_from(TARGETS), column=st.sampled_from(sorted(CHANGES)))
def test_any_altered_target_is_named(row: Target, column: str) -> None:
    """A change of any column that the text can witness."""
    altered = row.model_copy(update={column: CHANGES[column](row)})
    _assert_named(row, _gaps_after(row, altered))


@settings(max_examples=30, deadline=None)
@given(row=st.sampled_from([*TARGETS, *QUALITATIVE, *PARAMETERS]), data=st.data())
def test_a_wrong_line_is_named(row: Any, data: st.DataObject) -> None:
    """Moved to no bullet or to another one: the bullet it left is told, and where it stands now."""
    plan = CASES[row.document_id].plan
    line = data.draw(st.integers(1, len(plan.lines)).filter(lambda number: number != row.line))
    gaps = _gaps_after(row, row.model_copy(update={"line": line}))
    _assert_named(row, gaps)
    assert any(gap.line == line for gap in gaps)


@pytest.mark.parametrize("row", QUALITATIVE, ids=lambda row: f"{row.document_id}.{row.line}")
def test_any_altered_qualitative_target_is_named(row: Qualitative) -> None:
    """Quote, year and section of the targets that have no number."""
    for column in ("quote", "year", "section"):
        _assert_named(row, _gaps_after(row, row.model_copy(update={column: CHANGES[column](row)})))


def test_a_parameter_that_is_not_printed_is_named() -> None:
    """Digits exactly as printed ('01', not '1'), and no more often than printed."""
    for row in PARAMETERS:
        _assert_named(row, _gaps_after(row, row.model_copy(update={"number": row.number + "9"})))
    case = CASES[DOCUMENTS[1]]
    gaps = replace(case, parameters=(*case.parameters, case.parameters[0])).gaps()
    assert [gap.code for gap in gaps] == ["parameter_not_printed"]


def test_an_extra_target_is_named() -> None:
    """A number cannot be promised twice by one bullet."""
    for row in TARGETS[:25]:
        case = CASES[row.document_id]
        codes = {gap.code for gap in replace(case, targets=(*case.targets, row)).gaps()}
        assert "value_not_printed" in codes


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_wrong_heading_is_noticed(document: str) -> None:
    """A heading lost, of another year or of another section: the goals cannot be shortened unseen."""
    case, headings = CASES[document], _headings(document)
    for index, heading in enumerate(headings):
        other = heading.model_copy(update={"year": CHANGES["year"](heading)})
        moved = heading.model_copy(update={"section": CHANGES["section"](heading)})
        for instead in ([], [other], [moved]):
            declared = [*headings[:index], *instead, *headings[index + 1 :]]
            plan = read_plan(document, case.plan.lines, declared)
            assert replace(case, plan=plan).gaps()


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("bounds", [(-3, 2), (9000, 9001), (9000, 3), (0, 0)])
def test_lines_that_the_text_does_not_have_are_told(document: str, bounds: tuple[int, int]) -> None:
    """A heading declared outside of the text is a fault to tell, not a crash."""
    case, headings = CASES[document], _headings(document)
    wild = headings[0].model_copy(update={"first_line": bounds[0], "last_line": bounds[1]})
    for declared in ([wild, *headings[1:]], [wild]):
        gaps = replace(case, plan=read_plan(document, case.plan.lines, declared)).gaps()
        assert gaps
        assert all(gap.problem() and gap.mend() for gap in gaps)


def test_a_plan_without_headings_has_no_place_for_its_rows() -> None:
    """Losing the table of headings does not pass as a plan without goals."""
    case = CASES[DOCUMENTS[0]]
    gaps = replace(case, plan=read_plan(DOCUMENTS[0], case.plan.lines, [])).gaps()
    assert [gap.code for gap in gaps] == ["not_a_bullet"] * 27


@pytest.mark.parametrize("document", DOCUMENTS)
def test_goals_cannot_be_cut_short(document: str) -> None:
    """Whole years left out at either end are noticed although no row of them is left to complain."""
    case, headings = CASES[document], _headings(document)
    for kept in (headings[1:], headings[5:], headings[:-1], headings[:-5]):
        if not kept:
            continue
        plan = read_plan(document, case.plan.lines, kept)
        inside: dict[str, Any] = {
            kind: tuple(row for row in getattr(case, kind) if row.line in plan.bullets) for kind in KINDS
        }
        gaps = replace(case, plan=plan, **inside).gaps()
        assert {gap.code for gap in gaps} == {"headings_too_short"}


def test_new_words_in_the_text_are_noticed() -> None:
    """A bullet, a number or a sentence added to the text has no row yet."""
    document = DOCUMENTS[1]
    case = CASES[document]

    def codes(line: int, text: str) -> set[str]:
        lines = list(case.plan.lines)
        lines[line - 1] = text
        plan = read_plan(document, lines, _headings(document))
        return {gap.code for gap in replace(case, plan=plan).gaps()}

    line = case.plan.lines[234]
    assert codes(528, "- Có > 7 phòng thí nghiệm.") == {"bullet_without_rows", "number_unaccounted"}
    assert codes(235, line + " Có 2 khu công nghệ.") == {"words_unaccounted", "number_unaccounted"}
    assert codes(235, line.replace("15", "16")) >= {"quote_not_at_line", "value_not_printed"}
    assert codes(212, case.plan.lines[211].removeprefix("-")) == {"stray_text", "not_a_bullet"}


def test_a_quote_must_hold_its_number() -> None:
    """A part of the bullet is a fair quote only when the promised number stands in it."""
    row = next(target for target in TARGETS if target.line == 220 and target.value == 2)
    part = row.model_copy(update={"quote": "mới sáng tạo; tỷ lệ chi"})
    assert {gap.code for gap in _gaps_after(row, part)} == {"quote_without_number"}
