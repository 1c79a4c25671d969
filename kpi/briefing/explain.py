"""An exported number then and now: what it is in today's snapshot, and why it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.briefing.exported.now import Change, Finder, Now
from kpi.briefing.exported.number_keys import ActualKey, ProgressKey, TargetKey, parse
from kpi.briefing.register import Entry
from kpi.store.warehouse import Snapshot
from kpi.words import format_date, message


@dataclass(frozen=True)
class Explanation:
    """One number then and now; of a whole chart `parts` holds each number, the changed ones first.

    `was` and `now` are the numbers as written (`now` empty where there is none any more), `was_on` the day of the
    export, `because` a sentence.
    """

    number_id: str
    what: str
    title: str
    was: str
    was_on: date
    as_of: str
    snapshot_id: str
    now: str
    change: Change
    because: str
    url: str
    demo: bool
    parts: tuple[Explanation, ...] = ()


def explain(snapshot: Snapshot, entry: Entry, lang: str, *, today: date | None = None) -> Explanation:
    """What an entry of the register was, what it is in `snapshot`, and why it changed, in `lang`."""
    return _Explainer(snapshot, lang, today).explain(entry)


class _Explainer:
    def __init__(self, snapshot: Snapshot, lang: str, today: date | None) -> None:
        self._finder = Finder(snapshot, lang, today)
        self._lang = lang

    def explain(self, entry: Entry) -> Explanation:
        """One entry; a chart with all its numbers."""
        if entry.parts:
            return self._group(entry)
        now = self._finder.find(entry)
        change = self._change(entry, now)
        text = now.number.text if now.number else ""
        return self._told(entry, text, change, self._because(entry, now, change))

    def _group(self, entry: Entry) -> Explanation:
        parts = [self.explain(part) for part in entry.numbers]
        parts.sort(key=lambda part: part.change is Change.SAME)
        changed = [part for part in parts if part.change is not Change.SAME]
        change = changed[0].change if changed else Change.SAME
        because = message(
            "register.group_same" if not changed else "register.group_changed",
            self._lang,
            count=len(changed),
            all=len(parts),
        )
        return self._told(entry, "", change, because, tuple(parts))

    def _told(
        self, entry: Entry, now: str, change: Change, because: str, parts: tuple[Explanation, ...] = ()
    ) -> Explanation:
        return Explanation(
            number_id=entry.number_id,
            what=entry.what,
            title=entry.title,
            was=entry.text,
            was_on=date.fromisoformat(entry.exported_at[:10]),
            as_of=entry.as_of,
            snapshot_id=entry.snapshot_id,
            now=now,
            change=change,
            because=because,
            url=entry.url,
            demo=entry.demo,
            parts=parts,
        )

    def _change(self, entry: Entry, now: Now) -> Change:
        if now.number is None:
            return Change.WITHDRAWN
        key = parse(entry.key)
        if isinstance(key, ProgressKey) and key.column == "status":
            same = now.number.facts["status"] == entry.facts["status"]
        else:
            same = now.number.value == entry.value
        if same:
            return now.change if isinstance(key, ActualKey | TargetKey) else Change.SAME
        if now.change is not Change.SAME:
            return now.change
        return {ActualKey: Change.REVISED, TargetKey: Change.TARGET_CORRECTED}.get(type(key), Change.RECALCULATED)

    def _because(self, entry: Entry, now: Now, change: Change) -> str:
        built = format_date(self._finder.library().context.built_on, self._lang)
        if change is Change.NEW_DATA and now.detail:
            return message("register.newer", self._lang, was=entry.text, detail=now.detail)
        facts = {"was": entry.text, "now": now.number.text if now.number else "", "built": built}
        return message(f"register.because_{change}", self._lang, **facts)
