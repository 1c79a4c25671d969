"""What a connector is: the calls it makes and which actual of an answer becomes which row, read from a TOML file."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from etl.connectors.errors import PullError

Span = Literal["year", "month"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MappedActual(_Part):
    """One actual of an item: `value` as printed, or a share of `numerator` in `denominator` (paths, or a number).

    `series` says under which series it goes for a year up to a day and for a month; a span that is not named is not
    read. `place` is for actuals that stand outside the list of places.
    """

    indicator: str
    series: dict[Span, str]
    value: str | None = None
    numerator: str | None = None
    denominator: str | float | None = None
    place: str | None = None


class Call(_Part):
    """One request: `list` is the path of the items of all places, or the item of one place where `each_place`."""

    path: str
    list: str
    spans: tuple[Span, ...]
    each_place: bool = False
    body: dict[str, str | int] = Field(default_factory=dict)
    sums: tuple[tuple[str, str, str], ...] = ()
    codes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    actuals: tuple[MappedActual, ...]


class Connector(_Part):
    """A publisher's door: address, manners, the table of places, and the calls."""

    name: str
    form: Literal["json"]
    publisher: str
    title: dict[Span, str]
    address: str
    place_key: str
    places_file: str
    first_month: str
    headers: dict[str, str]
    pause_seconds: float = Field(ge=0)
    timeout_seconds: float = Field(gt=0)
    retries: int = Field(ge=0, le=5)
    jump: float = Field(gt=0)
    calls: tuple[Call, ...]


def known_connectors(data: Path) -> list[str]:
    """The names of the connectors of a data folder, in order."""
    return sorted(path.stem for path in data.glob("connectors/*.toml"))


def read_connector(data: Path, name: str) -> Connector:
    """The connector `name`. Raises PullError for a name that is not known and for a file that does not hold."""
    path = data / "connectors" / f"{name}.toml"
    if not path.is_file():
        raise PullError("unknown_connector", name=name, known=", ".join(known_connectors(data)) or "–")
    try:
        return Connector.model_validate({"name": name, **tomllib.loads(path.read_text(encoding="utf-8"))})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PullError("connector_file", file=path.name, where="", why=error) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise PullError("connector_file", file=path.name, where=where, why=first["msg"]) from None


def places_of(data: Path, connector: Connector) -> dict[str, str]:
    """Our id of each place by the publisher's own id, in the order of the file."""
    path = data / "connectors" / connector.places_file
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["place_key"]: row["province_id"] for row in csv.DictReader(file)}
    except (OSError, KeyError) as error:
        raise PullError("connector_file", file=connector.places_file, where="place_key", why=error) from None
