"""Many open sessions without browsers: websocket clients that change a selector now and then."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass, field

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from ui.parts import CHART_NAME, WORDS_NAME
from ui.selectbox import COMPONENT

_RAMP_SECONDS = 10.0
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Plan:
    """What the sessions do: `count` of them on one page, each changing something now and then."""

    page: str
    query: str
    count: int
    seconds: float
    mean_think_seconds: float = 5.0


@dataclass
class Seen:
    """What the sessions saw: the wait of every change in ms, the server's largest memory and its work."""

    waits: list[float] = field(default_factory=list)
    peak_megabytes: float = 0.0
    cpu_ms_per_run: float = 0.0


class Session:
    """One visitor, who answers as Streamlit's front end would."""

    def __init__(self, connection: ClientConnection, page: str, query: str) -> None:
        self._connection = connection
        self._page = page
        self._page_hash = ""
        self._query = query
        self._boxes: dict[str, tuple[str, list[str]]] = {}
        self._told: tuple[str, str] | None = None

    async def run(self) -> None:
        """Ask for a run with the present choices and wait for its end."""
        request = BackMsg()
        rerun = request.rerun_script
        rerun.query_string = self._query
        rerun.page_script_hash = self._page_hash
        rerun.page_name = "" if self._page_hash else self._page
        if self._told is not None:
            state = rerun.widget_states.widgets.add()
            state.id, state.json_trigger_value = self._told
            self._told = None
        await self._connection.send(request.SerializeToString())
        await self._read_to_end()

    async def _read_to_end(self) -> None:
        shown: dict[str, tuple[str, list[str]]] = {}
        is_drawn = False
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self._connection.recv(decode=False))
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._page_hash = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif kind == "delta":
                element = message.delta.new_element
                is_drawn |= element.bidi_component.component_name in {CHART_NAME, WORDS_NAME}
                if element.bidi_component.component_name == COMPONENT:
                    box = json.loads(element.bidi_component.json)[0]
                    shown[element.bidi_component.id] = (box["chosen"], [option for option, *_ in box["names"]])
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._boxes = shown
                if not is_drawn:
                    raise RuntimeError(f"a run ended without a part of its view, at {self._query}")
                return

    def choose(self, keys: tuple[str, ...]) -> None:
        """Choose another option in one of the selectors `keys`."""
        own = [name for name in self._boxes if name.split("-", 2)[2] in keys]
        identifier = random.choice(own)
        chosen, options = self._boxes[identifier]
        value = random.choice([option for option in options if option != chosen] or options)
        # As the front end tells what a component of its own triggers.
        aggregator = f"$$STREAMLIT_INTERNAL_KEY_{identifier}__events"
        self._told = aggregator, json.dumps([{"event": "chosen", "value": value}])


async def measure(address: str, pid: int, plan: Plan) -> Seen:
    """Let the sessions of `plan` use the server at `address`, process `pid`; return what they saw.

    Think times are exponential: with equal ones the sessions fall into step and wait for each other.
    """
    seen = Seen()
    server = psutil.Process(pid)
    before = _cpu_ms(server)
    end = time.monotonic() + _RAMP_SECONDS + plan.seconds
    visitors = [_visit(address, plan, end, seen) for _ in range(plan.count)]
    await asyncio.gather(_watch_memory(server, end, seen), *visitors)
    seen.cpu_ms_per_run = (_cpu_ms(server) - before) / (len(seen.waits) + plan.count)
    return seen


def _cpu_ms(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system) * 1000


async def _visit(address: str, plan: Plan, end: float, seen: Seen) -> None:
    await asyncio.sleep(random.uniform(0, _RAMP_SECONDS))
    async with connect(f"{address.replace('http', 'ws')}/_stcore/stream", max_size=None) as connection:
        session = Session(connection, plan.page, plan.query)
        await session.run()
        while (pause := random.expovariate(1 / plan.mean_think_seconds)) + time.monotonic() < end:
            await asyncio.sleep(pause)
            session.choose(("province", "indicator"))
            started = time.perf_counter()
            await session.run()
            seen.waits.append((time.perf_counter() - started) * 1000)
        await asyncio.sleep(max(0.0, end - time.monotonic()))


async def _watch_memory(server: psutil.Process, end: float, seen: Seen) -> None:
    while time.monotonic() < end:
        seen.peak_megabytes = max(seen.peak_megabytes, server.memory_info().rss / _MEGABYTE)
        await asyncio.sleep(0.5)
