"""Named queries of the pages: which provinces and indicators there are, and everything known about one of them.

Every function takes a snapshot and returns plain rows in the columns of the data contract, in a fixed order; NULL
is None.
A unit "concerns" a province when it is the province itself or a former unit that was merged into it; rows of
former units carry `inherited = True` and are shown apart, never joined.
"""

from __future__ import annotations

from datetime import datetime

from kpi.model.records import Row
from kpi.model.vocabulary import NATION
from kpi.store.concerned import rows_concerning
from kpi.store.names import DOCUMENTS, OF_DOCUMENT, UNIT_ORDER, indicator_name
from kpi.store.warehouse import Snapshot

_PROVINCES = f"""
SELECT provinces.*,
       EXISTS (SELECT 1 FROM documents WHERE documents.province_id = provinces.province_id AND kind = 'plan_text')
           AS has_plan_text,
       EXISTS (SELECT 1 FROM targets WHERE targets.province_id = provinces.province_id) AS has_target,
       EXISTS (SELECT 1 FROM actuals WHERE actuals.province_id = provinces.province_id) AS has_actual,
       successor.province_id AS successor_id,
       successor.name_vi AS successor_name_vi, successor.name_en AS successor_name_en
FROM provinces
LEFT JOIN crosswalk ON crosswalk.former_id = provinces.province_id AND crosswalk.boundary_changed
LEFT JOIN provinces AS successor ON successor.province_id = crosswalk.successor_id
WHERE provinces.vintage IS DISTINCT FROM 63 OR crosswalk.former_id IS NOT NULL
ORDER BY {UNIT_ORDER}
"""  # noqa: S608

_SECTION_ORDER = """list_position(
    ['infrastructure', 'resources', 'science_technology', 'innovation', 'digital_transformation', 'context'], section
)"""

_ALL_INDICATORS = f"""
SELECT indicators.* REPLACE (
           {indicator_name("vi", "$nation")} AS name_vi, {indicator_name("en", "$nation")} AS name_en
       ),
       coalesce(symbol, units.name_vi) AS unit_vi, coalesce(symbol, units.name_en) AS unit_en
FROM indicators JOIN units USING (unit) ORDER BY {_SECTION_ORDER}, name_vi COLLATE vi
"""  # noqa: S608

_TARGETS = f"""
targets.*, concerned.inherited, {OF_DOCUMENT},
       provinces.name_vi AS province_name_vi, provinces.name_en AS province_name_en
FROM targets JOIN concerned USING (province_id) JOIN {DOCUMENTS} AS documents USING (document_id)
JOIN provinces ON provinces.province_id = targets.province_id
ORDER BY concerned.inherited, documents.place, targets.indicator_id, targets.year, targets.line, targets.target_id
"""

_ACTUALS = """
actuals.*, concerned.inherited, series.name_vi AS series_name_vi, series.name_en AS series_name_en,
       series.definition_vi AS series_definition_vi, series.rank AS series_rank,
       series.measure AS series_measure, provinces.name_vi AS province_name_vi, provinces.name_en AS province_name_en,
       (SELECT count(*) FROM measures WHERE measures.indicator_id = actuals.indicator_id) AS measures
FROM actuals JOIN concerned USING (province_id)
JOIN series USING (indicator_id, series)
JOIN provinces ON provinces.province_id = actuals.province_id
ORDER BY actuals.indicator_id, concerned.inherited, series.rank, actuals.series,
         actuals.period_end, actuals.period_start,
         actuals.recorded_at NULLS FIRST, actuals.actual_id
"""

_NATIONAL = f"""
SELECT targets.*, {OF_DOCUMENT}
FROM targets JOIN {DOCUMENTS} AS documents USING (document_id)
WHERE targets.province_id = '{NATION}'
QUALIFY row_number() OVER (
    PARTITION BY targets.indicator_id, targets.year
    ORDER BY documents.place, targets.target_id
) = 1
ORDER BY targets.indicator_id, targets.year
"""  # noqa: S608

_PATH = """
target_path.*, concerned.inherited FROM target_path JOIN concerned USING (province_id)
ORDER BY target_path.indicator_id, target_path.document_id, target_path.year, target_path.province_id,
         target_path.series NULLS FIRST, target_path.segment
"""

_PROGRESS = """
progress.*, concerned.inherited FROM progress JOIN concerned USING (province_id)
WHERE as_of_year = $year
ORDER BY progress.indicator_id, progress.document_id, progress.series, progress.province_id
"""

_RESULTS = """
milestone_results.*, concerned.inherited FROM milestone_results JOIN concerned USING (province_id)
ORDER BY milestone_results.indicator_id, milestone_results.document_id, year, milestone_results.series,
         milestone_results.province_id
"""

_PLAN_WARNINGS = """
plan_warnings.* FROM plan_warnings JOIN concerned USING (province_id)
ORDER BY indicator_id, document_id, kind, years, reference_document
"""

_PATH_BREAKS = """
indicator_id, document_id, year, reason FROM path_breaks JOIN concerned USING (province_id)
ORDER BY ALL
"""

_QUALITATIVE = """
qualitative.*, concerned.inherited, documents.number AS document_number, documents.province_id
FROM qualitative JOIN documents USING (document_id) JOIN concerned USING (province_id)
ORDER BY inherited, documents.place, year, line
"""

_DOCUMENT_TARGETS = f"""
SELECT targets.*, {OF_DOCUMENT}
FROM targets JOIN {DOCUMENTS} AS documents USING (document_id)
WHERE document_id = $document ORDER BY line, target_id
"""  # noqa: S608

_DOCUMENTS = f"""
documents.*, concerned.inherited, provinces.name_vi AS province_name_vi, provinces.name_en AS province_name_en
FROM {DOCUMENTS} AS documents JOIN concerned USING (province_id) JOIN provinces USING (province_id)
ORDER BY concerned.inherited, documents.place
"""


def provinces(snapshot: Snapshot) -> list[Row]:
    """Every unit a reader may choose: the 34 current ones, merged former ones, and the nation.

    A former unit whose boundaries did not change is not listed: its actuals stand under the current unit.
    """
    return snapshot.rows(_PROVINCES)


def all_indicators(snapshot: Snapshot, *, nation: bool = False) -> list[Row]:
    """Every indicator of the catalogue with its unit's names, by section; as it is called for the nation, or else."""
    return snapshot.rows(_ALL_INDICATORS, {"nation": nation})


def targets(snapshot: Snapshot, province_id: str) -> list[Row]:
    """Every version of every target that concerns the province, plans in full text first."""
    return rows_concerning(snapshot, _TARGETS, province_id)


def actuals(snapshot: Snapshot, province_id: str) -> list[Row]:
    """Every actual that concerns the province, all revisions, by indicator, series and period."""
    return rows_concerning(snapshot, _ACTUALS, province_id)


def national_targets(snapshot: Snapshot) -> list[Row]:
    """The nation's target of each indicator and year, for the thin line beside a province's own; one a year."""
    return snapshot.rows(_NATIONAL)


def target_path(snapshot: Snapshot, province_id: str) -> list[Row]:
    """The planned value of every year, official and interpolated told apart by `official` and `method`."""
    return rows_concerning(snapshot, _PATH, province_id)


def progress(snapshot: Snapshot, province_id: str, as_of_year: int) -> list[Row]:
    """The judgement of every indicator that concerns the province, at the end of `as_of_year`."""
    return rows_concerning(snapshot, _PROGRESS, province_id, year=as_of_year)


def milestone_results(snapshot: Snapshot, province_id: str) -> list[Row]:
    """What came of every target that has fallen due, of the province and its former units."""
    return rows_concerning(snapshot, _RESULTS, province_id)


def qualitative(snapshot: Snapshot, province_id: str) -> list[Row]:
    """Targets without a measurable number, as text."""
    return rows_concerning(snapshot, _QUALITATIVE, province_id)


def plan_warnings(snapshot: Snapshot, province_id: str) -> list[Row]:
    """What is odd about the shape of the plans that concern the province."""
    return rows_concerning(snapshot, _PLAN_WARNINGS, province_id)


def path_breaks(snapshot: Snapshot, province_id: str) -> list[Row]:
    """Years inside a plan without a planned value, and why: columns indicator_id, document_id, year, reason."""
    return rows_concerning(snapshot, _PATH_BREAKS, province_id)


def documents(snapshot: Snapshot, province_id: str) -> list[Row]:
    """Documents that set a target for the province, its own first."""
    return rows_concerning(snapshot, _DOCUMENTS, province_id)


def measures(snapshot: Snapshot) -> list[Row]:
    """Every way of counting an indicator, with its name."""
    return snapshot.rows("SELECT * FROM measures ORDER BY indicator_id, measure")


def reporting(snapshot: Snapshot) -> list[Row]:
    """Who must report, by document, in the document's own words."""
    return snapshot.rows("SELECT * FROM reporting ORDER BY document_id, line, agency")


def document_lines(snapshot: Snapshot, document_id: str, first: int = 1, last: int = 10**6) -> list[Row]:
    """Lines `first`..`last` of a document: columns line, text."""
    return snapshot.rows(
        "SELECT line, text FROM document_lines "
        "WHERE document_id = $document AND line BETWEEN $first AND $last ORDER BY line",
        {"document": document_id, "first": first, "last": last},
    )


def document_targets(snapshot: Snapshot, document_id: str) -> list[Row]:
    """Targets read from one document, in the order of its lines."""
    return snapshot.rows(_DOCUMENT_TARGETS, {"document": document_id})


def corrections(snapshot: Snapshot, file: str) -> list[Row]:
    """Declared corrections of a source file, whole-document ones first."""
    return snapshot.rows(
        "SELECT * FROM corrections WHERE file = $file ORDER BY line NULLS FIRST, correction_id",
        {"file": file},
    )


def is_demo(snapshot: Snapshot) -> bool:
    """Whether the snapshot holds made-up actuals."""
    return bool(snapshot.rows("SELECT demo FROM snapshot")[0]["demo"])


def built_at(snapshot: Snapshot) -> datetime:
    """When the snapshot was built (UTC, without zone)."""
    built: datetime = snapshot.rows("SELECT built_at FROM snapshot")[0]["built_at"]
    return built
