"""Every page of the product, each as one record: to add a page is to add its folder and its record here.

Navigation, address bar, answers ahead of a run, the HTML page that the browser starts from and the tests ask this
list; nothing else names a page but links, by the addresses of `kpi.model.addresses`. What a folder under `pages/`
holds is found by name: `page.py` draws the page, the message `page.<name>` names it, `style.css` is its look. A page
that is answered ahead of its run has `choices.py` with `choose(snapshot, chooser)` and `parts.py` with
`parts(snapshot, view)`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.model import addresses as at

if TYPE_CHECKING:
    from kpi.store.warehouse import Snapshot
    from ui.chooser import Chooser
    from ui.runs.page_parts import Parts

_FOLDER = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True)
class Page:
    """One page: `name` is that of its folder, `slug` its address without slash ('' for the first page)."""

    name: str
    slug: str
    parameters: frozenset[str]
    """Every parameter of the address that some view of the page reads."""
    boxes: tuple[str, ...] = ()
    """The keys of the selectors and rows of buttons whose choices are answered ahead of the page's run."""
    is_answered: bool = False
    """Whether the parts of a view are told ahead of the page's run."""
    is_chart_first: bool = False
    """Whether the page opens with a chart, so that the browser should ask for its library at once."""
    is_hidden: bool = False
    """Whether the navigation leaves the page out; links lead to it."""
    needs: str = ""
    """What a reader must be allowed to do to see the page; nothing: it is open to everyone."""

    @property
    def file(self) -> Path:
        """The script that draws the page."""
        return _FOLDER / self.name / "page.py"

    @property
    def title(self) -> str:
        """The key of the message that names the page."""
        return f"page.{self.name}"

    def is_open_to(self, allowed: Collection[str]) -> bool:
        """Whether a reader who may do what is `allowed` may see the page."""
        return not self.needs or self.needs in allowed

    def answer(self, snapshot: Snapshot, chooser: Chooser) -> Parts:
        """The parts of the view that `chooser` tells; raises UnknownChoiceError where only the page's run can say.

        The modules are loaded when they are first asked for: this one stands below the pages.
        """
        view = import_module(f"pages.{self.name}.choices").choose(snapshot, chooser)
        parts: Parts = import_module(f"pages.{self.name}.parts").parts(snapshot, view)
        return parts


_DAYS = {at.AS_OF, at.KNOWN}

OVERVIEW = Page("overview", at.OVERVIEW_PAGE, frozenset({at.PROVINCE, at.MAP, at.LANGUAGE} | _DAYS))
INDICATOR = Page(
    "indicator",
    at.INDICATOR_PAGE,
    frozenset({at.PROVINCE, at.INDICATOR, at.DOCUMENT, at.SERIES, at.LANGUAGE} | _DAYS),
    boxes=("province", "indicator", "document", "series"),
    is_answered=True,
    is_chart_first=True,
)
COMPARE = Page(
    "compare",
    at.COMPARE_PAGE,
    frozenset(
        {at.PROVINCE, at.INDICATOR, at.SERIES, at.LANGUAGE}
        | {at.VIEW, at.MEASURE, at.YEAR, at.DUE, at.VINTAGE, at.REGION, at.UNITS, at.PEERS}
        | {at.ROW_ORDER, at.COLUMN_ORDER, at.PAGE, at.COLUMN_PAGE}
    ),
    boxes=(
        "indicator",
        "province",
        "compare_region",
        "compare_measure",
        "compare_vintage",
        "compare_peers",
        "compare_series",
        "compare_year",
        "compare_due",
        "compare_judged",
        "compare_rows",
        "compare_columns",
    ),
    is_answered=True,
)
ROADMAP = Page(
    "roadmap",
    at.ROADMAP_PAGE,
    frozenset({at.PROVINCE, at.INDICATOR, at.LANGUAGE, at.LIST, at.SECTION, at.SEARCH, at.ORDER, at.PAGE}),
    boxes=("roadmap_kind", "province", "indicator", "roadmap_section", "roadmap_order"),
    is_answered=True,
)
TASKS = Page(
    "tasks",
    at.TASKS_PAGE,
    frozenset(
        {at.TASK_PLACE, at.TASK_DOCUMENT, at.TASK_AGENCY, at.TASK_SEARCH, at.TASK_SECTION, at.TASK_STATE}
        | {at.TASK_GROUP, at.TASK_VIEW, at.TASK_PAGE, at.LANGUAGE}
        | _DAYS
    ),
    boxes=("task_place", "task_document", "task_agency", "task_section", "task_state", "task_group"),
    is_answered=True,
)
CHANGES = Page(
    "changes",
    at.CHANGES_PAGE,
    frozenset({at.PROVINCE, at.SINCE, at.SINCE_DAY, at.CHANGES_OF, at.LANGUAGE} | _DAYS),
)
BRIEFING = Page(
    "briefing",
    at.BRIEFING_PAGE,
    frozenset({at.FORM, at.PROVINCE, at.INDICATOR, at.INDICATORS, at.UNITS, at.NUMBER, at.LANGUAGE} | _DAYS),
)
MEETING = Page(
    "meeting",
    at.MEETING_PAGE,
    frozenset({at.FORM, at.PROVINCE, at.INDICATOR, at.INDICATORS, at.UNITS, at.SLIDE, at.LANGUAGE} | _DAYS),
    is_hidden=True,
)
DATA = Page("data", at.DATA_PAGE, frozenset({at.PART, at.TABLE, at.QUERY, at.LANGUAGE}))
SOURCES = Page("sources", at.SOURCES_PAGE, frozenset({at.PART, at.TEXT, at.LINE, at.LANGUAGE}))

PAGES = (OVERVIEW, INDICATOR, COMPARE, ROADMAP, TASKS, CHANGES, BRIEFING, MEETING, DATA, SOURCES)
"""In the order of the navigation."""
PARAMETERS = frozenset[str]().union(*(page.parameters for page in PAGES))
"""Every parameter that some page knows."""


def at_address(slug: str) -> Page | None:
    """The page of an address without slash; None when there is none."""
    return next((page for page in PAGES if page.slug == slug), None)
