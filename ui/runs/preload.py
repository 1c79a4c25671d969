"""Reads every unit of a new snapshot once, in the background, so that nobody waits for the first reading."""

from __future__ import annotations

import logging
import threading
import time

import duckdb

from kpi.model.cache import cache
from kpi.reading.province import province_data, provinces
from kpi.store.warehouse import Snapshot

_LOG = logging.getLogger(__name__)
_MOST_UNITS = 200
"""A snapshot with more units, communes for example, is read when it is asked for."""
_PAUSE_SECONDS = 0.02


@cache(4)
def read_ahead(snapshot: Snapshot) -> threading.Thread | None:
    """Start reading, once a snapshot; None when there are too many units. Readers go first: it pauses between units."""
    if len(provinces(snapshot)) > _MOST_UNITS:
        return None
    # Not a daemon: one that is cut off inside the database ends the whole process with an abort.
    reader = threading.Thread(target=_read, args=(snapshot,), name="read-ahead", daemon=False)
    reader.start()
    return reader


def _read(snapshot: Snapshot) -> None:
    for province_id in provinces(snapshot):
        if not threading.main_thread().is_alive():
            return
        try:
            province_data(snapshot, province_id)
        except duckdb.Error as error:
            _LOG.warning("Reading ahead ended early: %s", error)
            return
        time.sleep(_PAUSE_SECONDS)
