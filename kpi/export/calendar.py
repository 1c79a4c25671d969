"""The deadlines of one body as a calendar file (RFC 5545) that any calendar program opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from kpi.words import message

_PRODUCT = "-//Thuoc do 57//nhiem vu//VI"
_REMIND = timedelta(days=-7)
_SUMMARY = 90


@dataclass(frozen=True)
class Entry:
    """One task in a body's calendar: `role` lead or coordinating, everything else in words."""

    task_id: str
    role: str
    text: str
    deadline: date
    lead: str
    coordinating: str
    printed: str
    document: str
    number: str
    line: int
    state: str
    url: str = ""


def calendar(entries: Sequence[Entry], name: str, lang: str, *, built_on: date, day: date) -> bytes:
    """One all-day event a task on the last day still in time, with a reminder a week before.

    The events keep their identity from one download to the next, so that a calendar updates them instead of
    doubling them; `built_on` is the day of the data, `day` the day of the states.
    """
    book = Calendar()
    book.add("prodid", _PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    stamp = datetime.combine(built_on, time(), UTC)
    for entry in entries:
        book.add_component(_event(entry, lang, stamp, day))
    return book.to_ical()


def _event(entry: Entry, lang: str, stamp: datetime, day: date) -> Event:
    nobody = message("task_calendar.no_one", lang)
    event = Event()
    event.add("uid", f"{entry.task_id}@thuoc-do-57")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.deadline)
    event.add("dtend", entry.deadline + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    role = message(f"task_calendar.{entry.role}", lang)
    text = entry.text if len(entry.text) <= _SUMMARY else f"{entry.text[: _SUMMARY - 1].rstrip()}…"
    event.add("summary", message("task_calendar.summary", lang, role=role, text=text))
    event.add(
        "description",
        message(
            "task_calendar.description",
            lang,
            text=entry.text,
            lead=entry.lead or nobody,
            coordinating=entry.coordinating or nobody,
            printed=entry.printed,
            document=entry.document,
            number=entry.number,
            line=entry.line,
            day=day.isoformat(),
            state=entry.state,
        ),
    )
    if entry.url:
        event.add("url", entry.url)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", _REMIND)
    event.add_component(alarm)
    return event
