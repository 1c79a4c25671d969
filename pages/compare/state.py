"""The choices of the page So sánh, each in the address bar under a Vietnamese name."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum

from kpi.reading.peers import PeerRule
from kpi.reading.ranking import Measure
from kpi.store.warehouse import Snapshot
from kpi.words import message
from pages.compare import data
from pages.compare.data import Question
from ui import address
from ui.choices import Chooser

MOST_CHOSEN = 12
BOXES = (
    "indicator",
    "province",
    "compare_measure",
    "compare_vintage",
    "compare_peers",
    "compare_series",
    "compare_year",
    "compare_due",
    "compare_standing",
    "compare_rows",
    "compare_columns",
)
"""The keys of the choices that leave the reader on the same view."""


class Screen(StrEnum):
    """The views of the page, as the address names them."""

    RANK = address.RANKING_VIEW
    PROMISES = "cam_ket"
    LINES = address.LINES_VIEW
    HEAT = "ban_do_nhiet"
    TILES = "ban_do_o"
    BOUNDARIES = address.BOUNDARIES_VIEW


MEASURES = {
    "muc": Measure.LEVEL,
    "cam_ket": Measure.PROMISE,
    "khoang_cach": Measure.GAP,
    "phan_da_di": Measure.PLANNED_PROGRESS,
    "nhip": Measure.PACE,
}
PEER_RULES = {
    "cung_vung": PeerRule.REGION,
    "cung_loai": PeerRule.KIND,
    "cung_co": PeerRule.ECONOMY,
    address.CHOSEN_PEERS: PeerRule.CHOSEN,
}
_ALWAYS = {address.VIEW, address.PROVINCE, address.LANGUAGE}
_USED = {
    Screen.RANK: {
        address.INDICATOR,
        address.MEASURE,
        address.SERIES,
        address.YEAR,
        address.DUE,
        address.VINTAGE,
        address.PAGE,
    },
    Screen.PROMISES: {address.INDICATOR, address.DUE, address.VINTAGE, address.PAGE},
    Screen.LINES: {address.INDICATOR, address.PEERS, address.UNITS, address.VINTAGE, address.PAGE},
    Screen.HEAT: {
        address.YEAR,
        address.VINTAGE,
        address.ROW_ORDER,
        address.COLUMN_ORDER,
        address.PAGE,
        address.COLUMN_PAGE,
    },
    Screen.TILES: {address.INDICATOR, address.MEASURE, address.SERIES, address.YEAR, address.DUE},
    Screen.BOUNDARIES: {address.INDICATOR},
}


def screen(lang: str, choose: Chooser) -> Screen:
    """The view of the address."""
    names = {str(item): message(f"compare_view.{item}", lang) for item in Screen}
    return Screen(choose.switch("compare_view", message("compare.view", lang), address.VIEW, names, str(Screen.RANK)))


def keep_only(chosen: Screen) -> None:
    """Drop the parameters of the address that the view does not use."""
    address.keep_only(_ALWAYS | _USED[chosen])


def indicator(shown: Snapshot, lang: str, choose: Chooser) -> str:
    """The indicator selector: only what can be compared, with the number of units that promise or measure it."""
    options = {}
    for indicator_id, row in data.indicators(shown).items():
        count = max(row["promised_units"], row["measured_units"])
        options[indicator_id] = message("compare.option", lang, name=row[f"name_{lang}"], count=count)
    headlines = [indicator_id for indicator_id, row in data.indicators(shown).items() if row["headline"]]
    default = next(iter(headlines), next(iter(options)))
    return choose.select("indicator", message("choose.indicator", lang), address.INDICATOR, options, default)


def vintage(shown: Snapshot, lang: str, choose: Chooser, mine: str = "") -> int:
    """Which boundaries: 34 units since 1 July 2025, or the 63 before; at first those that hold the unit `mine`."""
    options = {str(known): message(f"compare.vintage_{known}", lang) for known in data.vintages(shown)}
    label = message("compare.vintage", lang)
    holding = [slug for slug in options if mine in data.unit_ids(shown, int(slug))]
    default = next(iter(holding or options))
    return int(choose.switch("compare_vintage", label, address.VINTAGE, options, default))


def measure(shown: Snapshot, indicator_id: str, lang: str, choose: Chooser) -> Measure:
    """By what units are ranked; promises first where nothing was measured."""
    options = {slug: message(f"compare_measure.{item}", lang) for slug, item in MEASURES.items()}
    default = "muc" if data.years_of_figures(shown, indicator_id) else "cam_ket"
    label = message("compare.measure", lang)
    return MEASURES[choose.switch("compare_measure", label, address.MEASURE, options, default)]


def peer_rule(lang: str, choose: Chooser) -> PeerRule:
    """Beside whom the reader's unit is shown."""
    options = {slug: message(f"peer_rule.{rule}", lang) for slug, rule in PEER_RULES.items()}
    label = message("compare.peers", lang)
    return PEER_RULES[choose.switch("compare_peers", label, address.PEERS, options, "cung_vung")]


def question(
    shown: Snapshot,
    indicator_id: str,
    asked: Measure,
    known_vintage: int,
    lang: str,
    choose: Chooser,
    slots: Sequence[AbstractContextManager[object]] = (nullcontext(), nullcontext()),
) -> Question | None:
    """The series and year to compare, chosen in two `slots`; None when the measure has nothing of the indicator."""
    if asked is Measure.PROMISE:
        with slots[1]:
            year = due_year(shown, indicator_id, known_vintage, lang, choose)
        return Question(indicator_id, asked, "", year, known_vintage) if year else None
    series = data.series(shown, indicator_id)
    years = data.years_of_figures(shown, indicator_id)
    if not years:
        return None
    with slots[0]:
        name = choose.select(
            "compare_series",
            message("choose.series", lang),
            address.SERIES,
            {key: row[f"name_{lang}"] for key, row in series.items()},
            data.best_series(shown, indicator_id, known_vintage),
        )
    best = data.best_year(shown, indicator_id, name, known_vintage)
    with slots[1]:
        year = _year("compare_year", message("compare.year", lang), address.YEAR, years, best or years[0], choose)
    return Question(indicator_id, asked, name, year, known_vintage)


def due_year(shown: Snapshot, indicator_id: str, known_vintage: int, lang: str, choose: Chooser) -> int | None:
    """The year for which promises are compared; None when no unit promises anything."""
    years = data.years_of_promises(shown, indicator_id)
    best = data.best_due_year(shown, indicator_id, known_vintage)
    if best is None:
        return None
    return _year("compare_due", message("compare.due", lang), address.DUE, years, best, choose)


def standing_year(years: list[int], default: int, lang: str, choose: Chooser) -> int:
    """The year at whose end every promise is judged."""
    return _year("compare_standing", message("compare.standing_year", lang), address.YEAR, years, default, choose)


def _year(key: str, label: str, parameter: str, years: list[int], default: int, choose: Chooser) -> int:
    options = {str(year): str(year) for year in years}
    return int(choose.select(key, label, parameter, options, str(default)))
