"""The briefing file: JSON that can be kept, sent and opened again next month, with every fault told at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from kpi.briefing.model import FILE_VERSION, Briefing
from kpi.briefing.titles import ascii_stem
from kpi.words import message

MAX_BYTES = 2_000_000
_KNOWN_FAULTS = frozenset(
    {
        "date_from_datetime_parsing",
        "enum",
        "extra_forbidden",
        "incomplete_item",
        "literal_error",
        "missing",
        "string_pattern_mismatch",
        "string_too_long",
        "string_type",
        "too_long",
    }
)


class BriefingFileError(ValueError):
    """A file that is no briefing; `problems` names every fault in the reader's language."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def to_json(briefing: Briefing, *, snapshot_id: str, today: date) -> str:
    """The file, stamped with the snapshot and the day it was saved with."""
    stamped = briefing.model_copy(update={"snapshot_id": snapshot_id, "saved_on": today})
    said = stamped.model_dump(mode="json", exclude_defaults=True) | _always(stamped)
    return f"{json.dumps(said, ensure_ascii=False, indent=2)}\n"


def _always(briefing: Briefing) -> dict[str, Any]:
    """What a reader of the file must find even where it is the default."""
    return {"version": FILE_VERSION, "lang": briefing.lang}


def from_json(text: str | bytes, lang: str) -> Briefing:
    """Open a briefing file. Raises BriefingFileError that lists every fault in `lang`."""
    if len(text) > MAX_BYTES:
        raise BriefingFileError([message("briefing_file.too_big", lang, limit=MAX_BYTES // 1_000_000)])
    try:
        found = json.loads(text)
    except UnicodeDecodeError:
        raise BriefingFileError([message("briefing_file.not_text", lang)]) from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BriefingFileError([message("briefing_file.not_json", lang, line=line)]) from None
    if not isinstance(found, Mapping):
        raise BriefingFileError([message("briefing_file.no_briefing", lang)])
    version = found.get("version")
    if version != FILE_VERSION:
        raise BriefingFileError([message("briefing_file.other_version", lang, version=version, known=FILE_VERSION)])
    try:
        return Briefing.model_validate(found)
    except ValidationError as error:
        raise BriefingFileError(list(_faults(error, lang))) from None


def _faults(error: ValidationError, lang: str) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        kind = fault["type"] if fault["type"] in _KNOWN_FAULTS else "other"
        facts = {name: str(value) for name, value in fault.get("ctx", {}).items()}
        where = _where(fault["loc"], lang)
        given = json.dumps(fault["input"], ensure_ascii=False, default=str)[:80]
        yield message(
            f"briefing_file.{kind}",
            lang,
            where=where,
            given=given,
            expected=facts.get("expected", ""),
            names=facts.get("names", ""),
            most=facts.get("max_length", ""),
        )


def _where(place: tuple[int | str, ...], lang: str) -> str:
    """'mục 3, title': items are counted from one, as people do."""
    parts = []
    for part, before in zip(place, ("", *place), strict=False):
        if isinstance(part, int):
            key = "briefing_file.item" if before == "items" else "briefing_file.entry"
            parts.append(message(key, lang, number=part + 1))
        elif part != "items":
            parts.append(str(part))
    return ", ".join(parts) or message("briefing_file.whole", lang)


def file_name(briefing: Briefing, today: date) -> str:
    """The name to save it under: 'ban-tin-lai-chau-2026-11-22.json'."""
    stem = ascii_stem(f"{message('briefing.stem_selection', briefing.lang)} {briefing.title or briefing.province_id}")
    return f"{stem[:80].strip('-')}-{today.isoformat()}.json"
