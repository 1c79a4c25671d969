"""Old and new status of every judged row of two snapshots: `python -m benchmarks.method_changes OLD NEW OUT.csv`.

OLD and NEW are snapshot files (`kpi-….duckdb`), also of older programs, from two versions of the method or the data.
One line for every row of `progress` whose status differs (unit, indicator, document, series, year to stand in), with
the rule of the method that changed it; the results of milestones that are due stand in a column beside it. Prints how
many by rule.
"""

from __future__ import annotations

import sys
from collections import Counter

import duckdb
import pandas as pd

KEY = ["province_id", "indicator_id", "document_id", "series", "as_of_year"]
RENAMED = {"achieved": "on_plan", "reversing": "below_baseline"}
"""Statuses of the first edition with the nearest of the second: "achieved" was said of interpolated values."""
RULES = {
    "at_milestone": "2 due: against the official value",
    "bound_decides": "7 bounds decide",
    "every_measure": "1 like with like: every measure agrees",
    "milestone_reached": "5 next milestone reached",
    "plan_ended": "2 ended plan has no state on the way",
    "measure_unknown": "1 like with like: target names no measure",
    "measure_differs": "1 like with like: other measure",
    "measures_disagree": "1 like with like: measures disagree",
    "measures_open": "1 like with like: not every measure allows a conclusion",
    "about_target": "7 bounds: the target says about",
    "stale": "age by the source's rhythm",
    "one_point": "4 baseline and day of issue",
    "off_path": "4 one baseline rule",
    "inexact": "7 bounds do not decide",
    "too_early": "6 noise: too little of the way due",
    "within_materiality": "6 noise: inside the band",
    "ranked": "3 no line between ranks",
    "planned_progress": "4 one baseline rule",
    "no_baseline": "4 one baseline rule",
    "little_to_cover": "6 noise",
    "plan_dips": "5 dipping plan",
    "boundaries_changed": "9 boundaries",
    "no_actual": "9 first true reason",
    "part_year": "7 part of a year",
}


def changes(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Rows of two `progress` tables whose status differs, one line each, with the rule."""
    told = ["status", "reason", "actual", "planned", "gap"]
    both = old[[*KEY, *told]].merge(new[[*KEY, *told]], on=KEY, how="outer", suffixes=("_old", "_new"), indicator=True)
    was, now = both["status_old"], both["status_new"]
    judged = (was.fillna("not_assessable") != "not_assessable") | (now.fillna("not_assessable") != "not_assessable")
    found = both[judged & (was.map(lambda word: RENAMED.get(word, word)) != now)].copy()
    rule = found["reason_new"].map(RULES).fillna("row is gone")
    same_actual = found["actual_old"].eq(found["actual_new"]) | found["status_old"].isna()
    other = "newer or inexact actual counts; "
    found["rule"] = [text if same else other + text for text, same in zip(rule, same_actual, strict=True)]
    found.loc[found["_merge"] == "right_only", "rule"] = "new data or twin series: " + found["rule"]
    return found.drop(columns="_merge").sort_values(KEY, na_position="last")


def main(old: str, new: str, out: str) -> None:
    """Write the table and print the counts."""
    before, after = (_read(file, "SELECT * FROM progress") for file in (old, new))
    found = changes(before, after)
    due = _read(new, "SELECT province_id, indicator_id, document_id, series, year, result FROM milestone_results")
    due = due.rename(columns={"year": "as_of_year", "result": "due_result"})
    found.merge(due, on=KEY, how="left").to_csv(out, index=False)
    counts = Counter(zip(found["status_old"].fillna("–"), found["status_new"].fillna("–"), found["rule"], strict=True))
    for (was, now, rule), count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{count:5}  {was} -> {now}  [{rule}]")


def _read(file: str, query: str) -> pd.DataFrame:
    with duckdb.connect(file, read_only=True) as snapshot:
        return snapshot.execute(query).df()


if __name__ == "__main__":
    main(*sys.argv[1:])
