"""A small portal on loopback, made from the contract: a real HTTP server that answers all 41 calls."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

GROUPS = {"CKMB": 18, "TDGQ": 20, "CLGQ": 12, "TTTT": 10, "MDHL": 18, "MDSH": 22}
METRICS = ("ORIGINAL_RESULT_AVAILABLE", "SO_HOA_GIAY_TO_GIAI_QUYET", "REUSED_DIGITIZED_DATA")
Data = dict[str, Any]


@dataclass
class Portal:
    """What it answers: `change` alters the data of a call, `reply` answers in its stead with status and bytes."""

    places: list[str]
    change: Callable[[str, Data, Data], None] = lambda _path, _body, _data: None
    reply: Callable[[str, Data], tuple[int, bytes] | None] = lambda _path, _body: None
    cut: bool = False
    asked: list[tuple[str, Data]] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str, body: Data) -> tuple[int, bytes]:
        """Status and bytes of one call."""
        self.asked.append((path, body))
        instead = self.reply(path, body)
        if instead is not None:
            return instead
        data = _MAKERS[path](self.places, body)
        self.change(path, body, data)
        return 201, json.dumps({"code": "OK", "data": data, "message": "OK"}).encode()


def _place(number: int, key: str) -> Data:
    return {"departmentId": key, "departmentName": f"UBND tỉnh {number}", "departmentCode": f"H{number:02d}"}


def _service(places: list[str], _body: Data) -> Data:
    groups = {code: round(most / 2 + 0.01, 2) for code, most in GROUPS.items()}
    rows = [
        {**_place(n, key), "totalScore": round(sum(groups.values()), 2), "groupScores": dict(groups)}
        for n, key in enumerate(places)
    ]
    online = [{"code": "ONLINE", "value": 900, "percent": 90.0}, {"code": "OTHER", "value": 100, "percent": 10.0}]
    return {"overview": {"totalScore": 50.5}, "donuts": {"onlineDossier": online}, "evaluation": rows}


def _progress(places: list[str], _body: Data) -> Data:
    rows = []
    for number, key in enumerate(places):
        received, late = 1000 + number, 100
        ratio = round(100 * (received - late) / received, 2)
        counts = {"totalReceived": received, "totalOnTime": received - late, "totalOverdue": late, "ratio": ratio}
        rows.append({**_place(number, key), **counts})
    return {"parent": {}, "children": rows}


def _payment(places: list[str], _body: Data) -> Data:
    counts = {"totalDossierOnlinePaymentSuccess": 300, "totalDossierFinancialObligation": 400}
    return {"children": [{**_place(number, key), **counts} for number, key in enumerate(places)]}


def _digitized(places: list[str], _body: Data) -> Data:
    metrics = [{"code": code, "numerator": 250, "denominator": 1000, "ratio": 25} for code in METRICS]
    return {"evaluation": [{**_place(n, key), "metrics": [dict(m) for m in metrics]} for n, key in enumerate(places)]}


def _online(places: list[str], body: Data) -> Data:
    key = body["rootDepartmentId"]
    counts = {"channelOnlineSum": 950, "channelDirectSum": 50, "channelPostalSum": 0, "channelTotalSum": 1000}
    return {"parent": {**_place(places.index(key), key), **counts}, "children": []}


_MAKERS: Mapping[str, Callable[[list[str], Data], Data]] = {
    "service-results": _service,
    "dvc-progress-tree": _progress,
    "formality-online-payment-tree": _payment,
    "dossier-digitized": _digitized,
    "provide-online-tree": _online,
}


@contextmanager
def serving(portal: Portal) -> Iterator[Portal]:
    """The portal at a free port of this machine, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, content = portal.answer(self.path.lstrip("/"), body)
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if portal.cut else content)
            if portal.cut:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """A test has nothing to log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    portal.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
