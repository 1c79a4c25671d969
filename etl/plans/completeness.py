"""Proves that a plan's rows say all that its goals say, and nothing else.

Every bullet is covered by the quotes of its targets and qualitative targets, word for word; every number
printed in it is a target's value or a declared parameter; every row stands under the right heading.
Pure functions: text and rows in, gaps out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from etl.plans.gap import Gap
from etl.plans.plan_text import (
    Bullet,
    Number,
    StrayText,
    group_headings,
    heading_of,
    is_heading,
    is_page_furniture,
    is_subheading,
    numbers,
    read_bullets,
    words,
)
from kpi.model.rows import Heading, Parameter, Qualitative, Target
from kpi.model.vocabulary import Cadence, Operator

RowT = TypeVar("RowT", bound=Target | Qualitative | Parameter)

_WORD = re.compile(r"[^\W_]")
_SIGNS = {
    Operator.GE: "≥ ",
    Operator.GT: "> ",
    Operator.LE: "≤ ",
    Operator.LT: "< ",
    Operator.EQ: "",
    Operator.RANGE: "… ",
}


@dataclass(frozen=True)
class Plan:
    """The goals of one document as read from its text, and the headings declared for them."""

    document_id: str
    lines: Sequence[str]
    headings: Sequence[Heading]
    bullets: dict[int, Bullet]
    stray: Sequence[StrayText]


class _Form(NamedTuple):
    """What a number claims to be: the same for a printed number and for a cell of a target."""

    value: float | None
    operator: Operator
    percent: bool
    over: bool

    def __str__(self) -> str:
        return f"{'/' if self.over else _SIGNS[self.operator]}{self.value:g}{'%' if self.percent else ''}"


def read_plan(document_id: str, lines: Sequence[str], headings: Sequence[Heading]) -> Plan:
    """Read the goals of a document: the lines from its first declared heading to its last.

    `lines` is the whole text split at line feeds; `headings` are those of this document, in any order.
    """
    ordered = sorted(headings, key=lambda heading: heading.first_line)
    if not ordered:
        return Plan(document_id, lines, (), {}, ())
    last = max(heading.last_line for heading in ordered)
    bullets, stray = read_bullets(lines, ordered[0].first_line, last)
    return Plan(document_id, lines, ordered, {bullet.line: bullet for bullet in bullets}, stray)


def check_plan(
    plan: Plan, targets: Sequence[Target], qualitative: Sequence[Qualitative], parameters: Sequence[Parameter]
) -> list[Gap]:
    """Every gap between a plan's text and its rows (all of the same document), in the order of the text."""
    gaps = [*_heading_gaps(plan), *_rows_elsewhere(plan, [*targets, *qualitative, *parameters])]
    targets_at, qualitative_at, parameters_at = _by_line(targets), _by_line(qualitative), _by_line(parameters)
    for line, bullet in plan.bullets.items():
        own, in_words, declared = targets_at[line], qualitative_at[line], parameters_at[line]
        gaps += _word_gaps(plan, bullet, [*own, *in_words])
        gaps += _number_gaps(plan, bullet, own, declared)
        gaps += _place_gaps(plan, bullet, [*own, *in_words])
        gaps += _cadence_gaps(plan, bullet, own)
    return sorted(gaps, key=lambda gap: gap.line)


def _by_line(rows: Sequence[RowT]) -> defaultdict[int, list[RowT]]:
    at: defaultdict[int, list[RowT]] = defaultdict(list)
    for row in rows:
        at[row.line or 0].append(row)
    return at


def _heading_gaps(plan: Plan) -> Iterator[Gap]:
    if not plan.headings:
        return
    first, last = plan.headings[0].first_line, max(heading.last_line for heading in plan.headings)
    printed = {line: (year, section) for line, year, section in group_headings(plan.lines, first, last)}
    declared = {heading.first_line: (heading.year, heading.section) for heading in plan.headings}
    # a plan without groups a-e has none printed: its sections are ours and the rows say so
    for line in sorted(printed.keys() | declared.keys()) if printed else ():
        if printed.get(line) != declared.get(line):
            facts = {"expected": _place(printed.get(line)), "found": _place(declared.get(line))}
            text = words(" ".join(plan.lines[max(line - 1, 0) : line]))
            yield Gap("heading_differs", plan.document_id, line, text, facts)
    yield from (Gap("stray_text", plan.document_id, stray.line, stray.text) for stray in plan.stray)
    yield from _end_gaps(plan, range(min(first - 1, len(plan.lines)) - 1, -1, -1), first, above=True)
    yield from _end_gaps(plan, range(last, len(plan.lines)), last, above=False)


def _end_gaps(plan: Plan, indexes: range, edge: int, *, above: bool) -> Iterator[Gap]:
    """Hold the ends of the goals: a heading of their own rank stands right above, the next right below."""
    for index in indexes:
        text = words(plan.lines[index])
        if not text or is_page_furniture(text) or (above and is_subheading(text)):
            continue
        if not is_heading(text) or is_subheading(text):
            yield Gap("headings_too_short", plan.document_id, edge, text)
        return


def _rows_elsewhere(plan: Plan, rows: Sequence[Target | Qualitative | Parameter]) -> Iterator[Gap]:
    for row in rows:
        if row.line not in plan.bullets:
            yield Gap("not_a_bullet", plan.document_id, row.line or 0, "", {"row": _label(row)})


def _word_gaps(plan: Plan, bullet: Bullet, rows: Sequence[Target | Qualitative]) -> Iterator[Gap]:
    if not rows:
        yield _gap(plan, bullet, "bullet_without_rows")
        return
    left = bullet.text
    for row in rows:
        quote = words(row.quote or "")
        start = bullet.text.find(quote) if quote else -1
        if start < 0:
            yield _gap(plan, bullet, "quote_not_at_line", row=_label(row), found=quote)
            continue
        end = start + len(quote)
        left = left[:start] + " " * len(quote) + left[end:]
    if _WORD.search(left):
        yield _gap(plan, bullet, "words_unaccounted", found=words(left))


def _number_gaps(
    plan: Plan, bullet: Bullet, targets: Sequence[Target], parameters: Sequence[Parameter]
) -> Iterator[Gap]:
    """Each printed number is used once: by the target of its form, then by a parameter of its digits.

    What is left over is told as a pair where only the form (sign, per cent, stroke) is wrong.
    """
    left = list(numbers(bullet.text))
    claims = [(target, form) for target in targets for form in _forms(target)]
    claims = [(target, form) for target, form in claims if not _take(left, _form, form)]
    for parameter in parameters:
        if not _take(left, lambda number: number.printed, parameter.number):
            facts = {"row": _label(parameter), "number": parameter.number}
            yield _gap(plan, bullet, "parameter_not_printed", **facts)
    for target, form in claims:
        number = _take(left, lambda number: number.value, form.value)
        if number:
            facts = {"found": str(form), "expected": str(_form(number))}
            yield _gap(plan, bullet, "form_differs", row=target.target_id, **facts)
        else:
            yield _gap(plan, bullet, "value_not_printed", row=target.target_id, number=f"{form.value:g}")
    for number in left:
        yield _gap(plan, bullet, "number_unaccounted", number=number.printed)
    yield from _quotes_without_number(plan, bullet, targets)


def _quotes_without_number(plan: Plan, bullet: Bullet, targets: Sequence[Target]) -> Iterator[Gap]:
    for target in targets:
        quoted = {number.value for number in numbers(words(target.quote or ""))}
        for form in _forms(target):
            if form.value not in quoted:
                facts = {"number": f"{form.value:g}", "found": words(target.quote or "")}
                yield _gap(plan, bullet, "quote_without_number", row=target.target_id, **facts)


def _place_gaps(plan: Plan, bullet: Bullet, rows: Sequence[Target | Qualitative]) -> Iterator[Gap]:
    heading = heading_of(plan.headings, bullet.line)
    if heading is None:
        yield _gap(plan, bullet, "bullet_without_heading")
        return
    for row in rows:
        for column in ("year", "section"):
            found, expected = str(getattr(row, column)), str(getattr(heading, column))
            if found != expected:
                yield _gap(plan, bullet, f"{column}_differs", row=_label(row), found=found, expected=expected)


def _cadence_gaps(plan: Plan, bullet: Bullet, targets: Sequence[Target]) -> Iterator[Gap]:
    for target in targets:
        # "Mỗi năm có … bài báo, trong đó 10% …": the count is a yearly flow, its share is a state
        flow = bullet.every_year and target.unit != "%"
        expected = Cadence.ANNUAL_FLOW if flow else Cadence.LEVEL
        if target.cadence != expected:
            facts = {"found": str(target.cadence), "expected": str(expected)}
            yield _gap(plan, bullet, "cadence_differs", row=target.target_id, **facts)


def _forms(target: Target) -> list[_Form]:
    percent = target.unit == "%"
    forms = [_Form(target.value, target.operator, percent, over=False)]
    if target.value_high is not None:
        forms.append(_Form(target.value_high, target.operator, percent, over=False))
    if target.denominator is not None:
        forms.append(_Form(target.denominator, target.operator, percent, over=True))
    return forms


def _form(number: Number) -> _Form:
    return _Form(number.value, number.operator, number.percent, number.over)


def _take(left: list[Number], trait: Callable[[Number], object], wanted: object) -> Number | None:
    """Remove the first number whose trait is the wanted one and return it; None if there is none."""
    found = next((number for number in left if trait(number) == wanted), None)
    if found:
        left.remove(found)
    return found


def _gap(plan: Plan, bullet: Bullet, code: str, **facts: str) -> Gap:
    return Gap(code, plan.document_id, bullet.line, bullet.text, facts)


def _label(row: Target | Qualitative | Parameter) -> str:
    if isinstance(row, Target):
        return row.target_id
    folder = "parameters" if isinstance(row, Parameter) else "qualitative"
    return f"{folder}/{row.document_id}.csv"


def _place(place: tuple[int, object] | None) -> str:
    return f"{place[0]} {place[1]}" if place else "—"
