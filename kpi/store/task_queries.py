"""Named queries of the tasks: light rows of all of them, and the words of those that one page shows.

`place` is the unit that issued the document, or the document itself where the text does not name its unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from kpi.store.names import DOCUMENTS, UNIT_ORDER
from kpi.store.warehouse import Snapshot

Row = dict[str, Any]

_LIGHT = """
SELECT task_id, document_id, coalesce(tasks.province_id, document_id) AS place, section, deadline_kind, deadline,
       original_deadline, issued_on, provinces.valid_to AS ended_on
FROM tasks JOIN documents USING (document_id)
LEFT JOIN provinces ON provinces.province_id = tasks.province_id
WHERE tasks.kind = 'duty' ORDER BY position
"""

_LINKS = """
SELECT tasks.position - 1 AS task, task_agencies.document_id, agency_id, role
FROM task_agencies JOIN tasks USING (task_id) WHERE tasks.kind = 'duty'
ORDER BY tasks.position, role, task_agencies.position
"""

_REPORTS = """
SELECT task_id, status, recorded_at FROM task_updates
UNION ALL
SELECT task_id, status, recorded_at FROM task_evidence WHERE coverage = 'whole' AND status IN ('issued', 'submitted')
ORDER BY recorded_at, task_id, status
"""

_REPORTS_OF = """
SELECT task_id, status, recorded_at, reported_by, note, evidence, NULL::DATE AS state_date, NULL AS source_url,
       false AS is_public
FROM task_updates WHERE task_id IN (SELECT unnest($tasks))
UNION ALL
SELECT task_id, status, recorded_at, publisher, note, quote, state_date, source_url, true
FROM task_evidence WHERE task_id IN (SELECT unnest($tasks))
ORDER BY recorded_at, task_id, reported_by
"""

_DOCUMENTS = f"""
SELECT documents.document_id, coalesce(documents.province_id, documents.document_id) AS place, documents.number,
       issued_on, issuer, title_vi, title_en, documents.kind, form_vi, form_en, documents.province_id,
       provinces.name_vi AS place_vi, provinces.name_en AS place_en, provinces.valid_to AS ended_on
FROM {DOCUMENTS} AS documents LEFT JOIN provinces USING (province_id)
WHERE document_id IN (SELECT document_id FROM tasks)
ORDER BY documents.kind = 'central_notice', provinces.province_id IS NULL, {UNIT_ORDER}, issued_on, document_id
"""  # noqa: S608

_ROWS = """
SELECT tasks.*, texts.document_id AS text_document_id
FROM tasks LEFT JOIN documents AS texts ON texts.file = tasks.file
WHERE tasks.task_id IN $tasks ORDER BY tasks.position
"""

_DUTY_LINKS = """
SELECT duty_id, duties.title_vi, duty_links.document_id, duty_links.task_id, duty_links.number, duty_links.line,
       duty_links.relation, duty_links.note
FROM duty_links JOIN duties USING (duty_id)
ORDER BY duty_id, duty_links.relation <> 'demands', duty_links.document_id, duty_links.line, duty_links.task_id
"""

_ANSWERS = """
SELECT duty_id, duties.title_vi, audience, duties.section, duty_links.document_id, duty_links.task_id,
       duty_links.number, duty_links.line, duty_links.relation, duty_links.note, tasks.text_vi, tasks.deadline,
       tasks.deadline_kind
FROM duties JOIN duty_links USING (duty_id) LEFT JOIN tasks ON tasks.task_id = duty_links.task_id
ORDER BY list_position(['provinces', 'some_provinces', 'central_bodies', 'own'], audience),
         list_position(['body', 'steering', 'institutions', 'digital_transformation', 'science_technology', 'funding'],
                       duties.section),
         duty_id, duty_links.line, duty_links.task_id
"""

_TABLE = """
WITH names AS (
    SELECT task_id, role, string_agg(name_vi, '; ' ORDER BY task_agencies.position) AS names
    FROM task_agencies JOIN agencies USING (agency_id) WHERE task_id IN (SELECT unnest($tasks)) GROUP BY ALL
)
SELECT tasks.task_id, documents.number AS document_number, documents.issued_on, provinces.name_vi AS province,
       tasks.number, section, text_vi, lead.names AS lead, supporting.names AS coordinating, deadline_kind,
       deadline_printed, deadline, original_deadline, basis, line, tasks.note
FROM tasks JOIN documents USING (document_id) LEFT JOIN provinces ON provinces.province_id = tasks.province_id
LEFT JOIN names AS lead ON lead.task_id = tasks.task_id AND lead.role = 'lead'
LEFT JOIN names AS supporting ON supporting.task_id = tasks.task_id AND supporting.role = 'coordinating'
WHERE tasks.task_id IN (SELECT unnest($tasks)) ORDER BY list_position($tasks, tasks.task_id)
"""


_ANSWERS_TABLE = """
SELECT duty_id, duties.title_vi AS duty, audience, documents.number AS document_number, documents.issued_on,
       provinces.name_vi AS province, relation, duty_links.number, duty_links.line, tasks.text_vi, tasks.deadline,
       duty_links.note
FROM duties JOIN duty_links USING (duty_id) JOIN documents USING (document_id)
LEFT JOIN provinces USING (province_id) LEFT JOIN tasks ON tasks.task_id = duty_links.task_id
WHERE document_id IN (SELECT unnest($documents))
ORDER BY audience = 'own', audience <> 'provinces', duty_id, relation <> 'demands', document_id, duty_links.line,
         duty_links.task_id
"""


def light(snapshot: Snapshot) -> pd.DataFrame:
    """Every task by what decides its place in a list: one row a task, in the order of the files."""
    return snapshot.query(_LIGHT)


def links(snapshot: Snapshot) -> pd.DataFrame:
    """Who does what: `task` is the row of `light`, role is lead or coordinating."""
    return snapshot.query(_LINKS)


def reports(snapshot: Snapshot) -> pd.DataFrame:
    """All that decides the state of a task, oldest first: reports, and what public sources say was issued or submitted.

    What is only under way says nothing of a later day, so it decides no state.
    """
    return snapshot.query(_REPORTS)


def reports_of(snapshot: Snapshot, tasks: Sequence[str]) -> list[Row]:
    """Reports and public statements (`is_public`) on some tasks, oldest first; a statement's evidence is its words."""
    return snapshot.rows(_REPORTS_OF, {"tasks": list(tasks)})


def reported_documents(snapshot: Snapshot) -> list[str]:
    """The documents of whose tasks an agency has reported anything."""
    rows = snapshot.rows(
        "SELECT DISTINCT document_id FROM task_updates JOIN tasks USING (task_id) ORDER BY document_id"
    )
    return [row["document_id"] for row in rows]


def agencies(snapshot: Snapshot) -> pd.DataFrame:
    """Every body that a document names, in Vietnamese order."""
    return snapshot.query("SELECT * FROM agencies ORDER BY name_vi COLLATE vi, agency_id")


def documents(snapshot: Snapshot) -> pd.DataFrame:
    """Documents that set tasks, with the unit that issued them; the central notice last."""
    return snapshot.query(_DOCUMENTS)


def rows(snapshot: Snapshot, tasks: Sequence[str]) -> list[Row]:
    """The whole rows of some tasks; `text_document_id` is the document whose text holds their lines."""
    return snapshot.rows(_ROWS, {"tasks": list(tasks)})


def numbers(snapshot: Snapshot) -> list[Row]:
    """The numbers in the words of the tasks."""
    return snapshot.rows("SELECT * FROM task_numbers ORDER BY task_id, line, quote")


def corrections(snapshot: Snapshot) -> list[Row]:
    """Where the print of the tasks is garbled, and how it is read; document_id and number tell the task."""
    return snapshot.rows("SELECT * FROM task_corrections ORDER BY document_id, line, correction_id")


def duty_links(snapshot: Snapshot) -> list[Row]:
    """Every place in which a duty stands or is left out, duty by duty, the demand first."""
    return snapshot.rows(_DUTY_LINKS)


def answers(snapshot: Snapshot) -> pd.DataFrame:
    """Every duty with every document that says it or leaves it out, demands on provinces first."""
    return snapshot.query(_ANSWERS)


def table(snapshot: Snapshot, tasks: Sequence[str]) -> pa.Table:
    """Some tasks in the given order with names instead of ids, for files."""
    return snapshot.table(_TABLE, {"tasks": list(tasks)})


def answers_table(snapshot: Snapshot, documents_shown: Sequence[str]) -> pa.Table:
    """What some documents say of every duty or leave out, with words instead of ids, for files."""
    return snapshot.table(_ANSWERS_TABLE, {"documents": list(documents_shown)})
