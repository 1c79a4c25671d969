"""Asking a publisher: one request at a time, with pauses, and a refusal is taken as one."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from etl.connectors.config import Connector
from etl.connectors.errors import PullError

_REFUSED = frozenset({401, 403, 407, 429})
_DONE = frozenset({200, 201})
_PASSING = (500, 502, 503, 504)
_FIREWALL = (b"request rejected", b"access denied")
_HEAD = 4096


@dataclass(frozen=True)
class Answer:
    """One answer as it came: where and what was asked, and the bytes."""

    path: str
    body: dict[str, Any]
    content: bytes

    def data(self) -> dict[str, Any]:
        """The answer's content. Raises PullError where it is no JSON object, or says that it failed."""
        where = {"call": self.path, "place": self.body.get("rootDepartmentId", "–")}
        try:
            told = json.loads(self.content)
        except ValueError:
            raise PullError("not_json", **where) from None
        if not isinstance(told, dict) or told.get("code") != "OK" or not isinstance(told.get("data"), dict):
            raise PullError("envelope", code=told.get("code") if isinstance(told, dict) else "–", **where)
        return dict(told["data"])


class Door:
    """The way to one publisher. Use as a context: the connection is closed at the end."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._session = requests.Session()
        self._session.headers.update(connector.headers)
        again = Retry(
            total=connector.retries,
            backoff_factor=connector.pause_seconds,
            status_forcelist=_PASSING,
            allowed_methods=None,
            raise_on_status=False,
            respect_retry_after_header=False,
        )
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=again))
        self._asked = False

    def __enter__(self) -> Door:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def ask(self, path: str, body: dict[str, Any]) -> Answer:
        """One answer. Raises PullError for a refusal, no connection, and whatever is not an answer in JSON."""
        if self._asked:
            time.sleep(self._connector.pause_seconds)
        self._asked = True
        try:
            found = self._session.post(
                self._connector.address + path,
                json=body,
                timeout=self._connector.timeout_seconds,
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise PullError("certificate", call=path, why=_short(error)) from None
        except requests.exceptions.Timeout:
            raise PullError("timeout", call=path, seconds=f"{self._connector.timeout_seconds:g}") from None
        except requests.exceptions.RequestException as error:
            raise PullError("no_connection", call=path, why=_short(error)) from None
        head = found.content[:_HEAD].lower()
        if found.status_code in _REFUSED or any(words in head for words in _FIREWALL):
            raise PullError("refused", call=path, status=found.status_code)
        if found.status_code not in _DONE:
            raise PullError("status", call=path, status=found.status_code)
        if head.lstrip().startswith(b"<"):
            raise PullError("html", call=path, status=found.status_code)
        return Answer(path, body, found.content)


def _short(error: Exception) -> str:
    """The innermost reason of an error, without addresses of memory."""
    inner = error.args[0] if error.args else error
    return str(getattr(inner, "reason", inner)).rpartition(">: ")[2][:200]
