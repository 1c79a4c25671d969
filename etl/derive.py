"""Computes what the method derives from the loaded tables: target paths, progress, warnings about plans."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from etl.checks import Violation, in_each_language
from etl.findings import Severity
from etl.load import insert_rows
from kpi.method.inputs import METHOD_TABLES, Tables, prepare_inputs
from kpi.method.milestone_results import due_results
from kpi.method.plan_shape import plan_shape
from kpi.method.progress import AS_OF_YEARS, judge_from
from kpi.method.territories import territories
from kpi.method.thresholds import load_method
from kpi.model.vocabulary import NATION
from kpi.words import format_value, is_missing, message, sentence_case

_STATES = Path(__file__).with_name("indicator_states.sql")
_JUDGED = ("targets", "actuals", *METHOD_TABLES)
_INPUTS = (*_JUDGED, "provinces", "crosswalk")


def derive(connection: duckdb.DuckDBPyConnection) -> list[Violation]:
    """Fill `target_path`, `path_breaks`, `progress`, `milestone_results`, `indicator_states`, `plan_warnings`.

    Returns the warnings for the table `checks`.
    """
    read = {name: connection.table(name).df() for name in _INPUTS}
    method = load_method()
    lands = territories(read["provinces"], read["crosswalk"])
    tables = Tables(**{name: read[name] for name in _JUDGED}, lands=lands)
    inputs = prepare_inputs(tables, method)
    nation = read["targets"]["province_id"] == NATION
    known_on = dict(connection.execute("SELECT document_id, known_on FROM documents").fetchall())
    warned = plan_shape(
        read["targets"][~nation], read["targets"][nation], read["indicators"], method, known_on=known_on
    )
    group = ("province_id", "indicator_id", "document_id")
    _store(connection, "target_path", inputs.path_known(), (*group, "series", "year"))
    _store(connection, "path_breaks", inputs.path_breaks(), (*group, "year"))
    _store(connection, "progress", judge_from(inputs, AS_OF_YEARS), (*group, "series", "as_of_year"))
    _store(connection, "milestone_results", due_results(inputs), (*group, "year", "series"))
    find_states(connection)
    _store(
        connection,
        "plan_warnings",
        warned.rename(columns={"values": "promised"}),
        (*group, "kind", "years", "reference_document"),
    )
    return _violations(warned, read["targets"], read["indicators"])


def find_states(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `indicator_states` from the tables `progress`, `documents` and `series`."""
    connection.execute(_STATES.read_text(encoding="utf-8"))


def _store(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame, key: tuple[str, ...]) -> None:
    """By way of Arrow, in which categories sort as the words that they are."""
    insert_rows(connection, table, pa.Table.from_pandas(frame, preserve_index=False), key)


def _violations(warned: pd.DataFrame, targets: pd.DataFrame, indicators: pd.DataFrame) -> list[Violation]:
    """Each warning in the words of the plan: what is odd, the numbers, and the quotes that say so."""
    quotes = dict(zip(targets["target_id"], targets["quote"], strict=True))
    units = dict(zip(indicators["indicator_id"], indicators["unit"], strict=True))
    found = []
    for row in warned.to_dict("records"):
        said = "; ".join(f"“{quotes[name]}”" for name in row["target_ids"] if not is_missing(quotes[name]))
        words = in_each_language(partial(_warning, row, units[row["indicator_id"]], said))
        subject = f"{row['document_id']} {row['indicator_id']}"
        found.append(Violation(f"plan_{row['kind']}", Severity.WARNING.value, subject, words))
    return found


def _warning(row: dict[Hashable, Any], unit: str, quotes: str, lang: str) -> str:
    years = row["years"] if len(row["years"]) == len(row["values"]) else row["years"][:1] * len(row["values"])
    numbers = "; ".join(
        f"{year}: {format_value(value, unit, lang)}" for year, value in zip(years, row["values"], strict=True)
    )
    reference = ""
    if row["kind"] != "back_loaded" and not is_missing(row["reference"]):
        reference = f" ({format_value(float(row['reference']), unit, lang, computed=True)})"
    return sentence_case(f"{message('shape.' + row['kind'], lang)}{reference}. {numbers}. {quotes}".strip())
