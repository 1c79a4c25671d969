"""Targets in words: which versions to speak of, what they ask for, and when they are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from babel.lists import format_list

from kpi.model.cited import cited_by
from kpi.model.vocabulary import GOVERNMENT, NATION, DocumentKind, TargetStatus
from kpi.words import format_target, format_value, is_missing, message, undated_name

_RANK = "rank"
_SAME_TARGET = ("operator", "value", "value_high", "denominator", "cadence")
_MAYBE_DRAFT = "có thể là dự thảo"
"""What the note of a target says where its text was read in a copy that may be a draft."""


def targets_due(targets: Sequence[Mapping[str, Any]], year: int) -> list[Mapping[str, Any]]:
    """Every version of the target to speak of in `year`: the one due next, else the one due last.

    `targets` are rows of one indicator and document in contract columns; empty in, empty out.
    """
    spoken = [target for target in targets if target["status"] != TargetStatus.SUPERSEDED]
    years = sorted({target["year"] for target in spoken})
    due_year = next((due for due in years if due >= year), years[-1] if years else None)
    return [target for target in spoken if target["year"] == due_year]


def target_clause(targets: Sequence[Mapping[str, Any]], who: str, lang: str) -> str:
    """The target as a clause: 'Lai Châu đặt mục tiêu ít nhất 45 % vào cuối năm 2025'.

    `targets` are the versions of one due target (rows of `targets`); contradicting versions are all named.
    """
    versions = distinct(targets)
    year = int(versions[0]["year"])
    conflicting = [version for version in versions if version["status"] == TargetStatus.CONFLICTING]
    if len(conflicting) > 1:
        amounts = format_list([amount_words(version, lang) for version in conflicting], locale=lang)
        return message("narrative.conflicting_target", lang, who=who, year=year, amounts=amounts)
    spoken = versions[0]
    way = "eq" if spoken["unit"] == _RANK else spoken["operator"]
    facts = {
        "asked": message(f"narrative.asked_{way}", lang, amount=amount_words(spoken, lang)),
        "due": due(year, spoken["cadence"], lang),
    }
    if conflicting:
        return message("narrative.target_in_conflict", lang, who=who, **facts)
    if _set_by_the_government(spoken):
        target = message(
            "narrative.target_set_for", lang, who=who, document=undated_name(cited_by(spoken), lang), **facts
        )
    else:
        target = message("narrative.target", lang, who=who, **facts)
    known = known_from(targets)
    return message(f"narrative.target_{known}", lang, target=target) if known else target


def known_from(targets: Sequence[Mapping[str, Any]]) -> str:
    """What a target is known from where that is no text of its document: 'by_press', 'by_copy', or nothing to say.

    By the press: no version has a place in a text that was read. By a copy: the text that was read may be a draft.
    Unknown kinds of documents count as texts.
    """
    if targets and all(_told_by_press(target) for target in targets):
        return "by_press"
    return "by_copy" if any(_MAYBE_DRAFT in str(target.get("note") or "") for target in targets) else ""


def _told_by_press(target: Mapping[str, Any]) -> bool:
    kind = target.get("document_kind")
    read = not is_missing(target.get("place"))
    return kind == DocumentKind.ANNOUNCED_PRESS or (kind == DocumentKind.NATIONAL_REPORTED and not read)


def _set_by_the_government(target: Mapping[str, Any]) -> bool:
    """Whether the Government or the Prime Minister sets a unit's target, not the unit itself."""
    return target.get("province_id") not in {None, NATION} and target.get("issuer") in GOVERNMENT


def due(year: Any, cadence: str, lang: str) -> str:
    """When a target is due: a level 'vào cuối năm 2030', a yearly number 'vào năm 2030'."""
    return message(f"narrative.due_{cadence}", lang, year=int(year))


def until(year: Any, cadence: str, lang: str) -> str:
    """The same after a noun: 'mục tiêu 30 % đến cuối năm 2030'."""
    return message(f"narrative.until_{cadence}", lang, year=int(year))


def target_words(value: Any, year: Any, targets: Iterable[Mapping[str, Any]], lang: str) -> str | None:
    """The target of a year that has this value, with its operator: 'ít nhất 45 %'; None where there is none.

    `targets` are rows of one indicator and document.
    """
    for target in targets:
        ends = {target["value"], target["value_high"]}
        if target["year"] == year and target["status"] != TargetStatus.SUPERSEDED and value in ends:
            return amount_words(target, lang)
    return None


def goal_words(value: Any, year: Any, targets: Iterable[Mapping[str, Any]], unit: str, lang: str) -> str:
    """An official value with the operator of its target; the bare number where no target has it."""
    return target_words(value, year, targets, lang) or format_value(value, unit, lang)


def distinct(targets: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The same target said twice is one target."""
    seen: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for target in targets:
        key = tuple(None if is_missing(target[name]) else target[name] for name in _SAME_TARGET)
        seen.setdefault(key, target)
    return list(seen.values())


def amount_words(target: Mapping[str, Any], lang: str) -> str:
    """What a target asks for, to be read aloud: 'ít nhất 45 %', 'khoảng 20 %', 'hạng 50 trở lên'."""
    return amount_text(target, lang, words=True)


def amount_text(target: Mapping[str, Any], lang: str, *, with_unit: bool = True, words: bool = False) -> str:
    """What a target asks for in signs, '≥ 25 nhiệm vụ mỗi năm'; with `words` to be read aloud."""
    return format_target(
        target["operator"],
        target["value"],
        target["value_high"],
        target["unit"],
        lang,
        target["denominator"],
        cadence=target["cadence"],
        with_unit=with_unit,
        words=words,
    )
