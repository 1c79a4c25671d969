"""The route by which a browser asks ahead for the parts of a view (see `ui.prefetch`)."""

from __future__ import annotations

import json
import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.reading import province as data
from kpi.store.warehouse import WarehouseError
from ui import page_registry
from ui.prefetch import ADDRESS, Asked, UnknownChoiceError
from ui.runs import page_parts
from ui.runs.run_queue import RUN_QUEUE
from ui.shell import is_phone

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_NO_ANSWER = 204

_LOG = logging.getLogger(__name__)


def route() -> Route:
    """The route; it runs beside the event loop, like the pages."""
    return Route(f"{ADDRESS}/{{page}}", answer, methods=["GET"])


def answer(request: Request) -> Response:
    """The parts of the view by name, as JSON; 204 where only the page's run can tell them."""
    page = page_registry.at_address(request.path_params["page"])
    if page is None or not page.is_answered or not page.is_open_to(()):
        return Response(status_code=_NO_ANSWER, headers=_HEADERS)
    asked = Asked(dict(request.query_params), is_phone(request.headers.get("User-Agent")))
    try:
        with RUN_QUEUE.taken():
            made = page.answer(data.snapshot(), asked)
    except (UnknownChoiceError, WarehouseError):
        return Response(status_code=_NO_ANSWER, headers=_HEADERS)
    except Exception:  # noqa: BLE001 - whatever it is
        # The page's run meets the same fault and tells the reader.
        _LOG.exception("A view could not be made ahead")
        return Response(status_code=_NO_ANSWER, headers=_HEADERS)
    body = json.dumps({name: page_parts.sent(part) for name, part in made.items()}, ensure_ascii=False)
    return Response(body, media_type="application/json", headers=_HEADERS)
