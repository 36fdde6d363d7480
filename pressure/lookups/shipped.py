"""Reads `data/lookups/`: districts, places and parts of postcodes with the bodies responsible there."""

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pressure.council_list import DATA, load_councils
from pressure.domain.councils import Council

LEAST_SHARE = 1.0
"""Per cent of the postcodes; below it the few are ended postcodes and errors of the directory."""
NORTHERN_IRELAND, NORTHERN_IRISH = "N92000002", "BT"
Shares = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class District:
    """A district council, with the bodies that run social care there; `why` says why they are several. One that has
    ended has its last day."""

    code: str
    name: str
    official_name: str
    bodies: tuple[str, ...]
    why: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A town or village of about 500 people or more. `district` is the name of its district where that is not the body
    itself; `bodies` is every body it can be."""

    name: str
    population: int
    district_code: str
    district: str
    nation: str
    bodies: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Lookups:
    """Everything shipped. `shares` has, by postcode district ("SG8") and by sector of a district that crosses a
    boundary ("SG8 7"), each body with its per cent of the postcodes, the largest first."""

    districts: tuple[District, ...]
    places: tuple[Place, ...]
    shares: dict[str, Shares]
    trusts: tuple[str, ...]
    areas: dict[str, District]

    def has_district(self, name: str) -> bool:
        """Whether there is a postcode district of this name. Of Northern Ireland's, which nobody may hand on, the form
        alone is known."""
        return name in self.shares or (name[:2] == NORTHERN_IRISH and name[2:].isdecimal())


@lru_cache(maxsize=1)
def lookups(folder: Path = DATA) -> Lookups:
    """Read once a process."""
    return read(folder)


def read(folder: Path) -> Lookups:
    """The look-ups in the folder that has the list of councils."""
    own = folder / "lookups"
    also: dict[str, list[dict[str, str]]] = {}
    for row in _rows(own / "could_also_be.csv"):
        also.setdefault(row["of"], []).append(row)
    districts = (*_districts(own, also), *_ended(own))
    councils = load_councils(folder).all
    return Lookups(
        districts,
        tuple(_places(own, also, {d.code: d for d in districts})),
        {
            **_shares(_rows(own / "postcode_district_to_council.csv"), "postcode_district"),
            **_shares(_rows(own / "postcode_sector_to_council_split_districts.csv"), "postcode_sector"),
        },
        tuple(c.code for c in councils if c.nation_code == NORTHERN_IRELAND and not c.valid_to),
        {d.code: d for d in districts} | dict(_areas(councils)),
    )


def _districts(own: Path, also: dict[str, list[dict[str, str]]]) -> Iterator[District]:
    for name, body in (("district_to_upper_tier_2025", "council_code"), ("ni_district_to_hsc_trust", "trust_code")):
        for row in _rows(own / f"{name}.csv"):
            more = also.get(row["district_code"], [])
            bodies = _each(row[body], *(one["council_code"] for one in more))
            why = "; ".join(one["why"] for one in more)
            yield District(row["district_code"], row["district_name"], row["district_name"], bodies, why)


def _ended(own: Path) -> Iterator[District]:
    for row in _rows(own / "ended_districts.csv"):
        yield District(
            row["district_code"],
            row["district_name"],
            row["official_name"],
            tuple(row["council_codes"].split(";")),
            ended_on=date.fromisoformat(row["ended_on"]),
        )


def _places(own: Path, also: dict[str, list[dict[str, str]]], districts: dict[str, District]) -> Iterator[Place]:
    for row in _rows(own / "places_to_council.csv"):
        district, more = districts.get(row["district_code"]), also.get(row["geonames_id"], [])
        yield Place(
            row["place"],
            int(row["population"] or 0),
            row["district_code"],
            district.name if district else "",
            row["nation"],
            _each(row["council_code"], *(district.bodies if district else ()), *(one["council_code"] for one in more)),
            row["note"] or "; ".join(dict.fromkeys(one["why"] for one in more)),
        )


def _shares(rows: Iterator[dict[str, str]], key: str) -> dict[str, Shares]:
    """Every body with a share that counts; where none has one, all."""
    found: dict[str, Shares] = {}
    for row in rows:
        found[row[key]] = (*found.get(row[key], ()), (row["council_code"], float(row["share_percent"])))
    same: dict[Shares, Shares] = {}
    for name, shares in found.items():
        counted = tuple(sorted([s for s in shares if s[1] >= LEAST_SHARE] or shares, key=lambda s: (-s[1], s[0])))
        found[name] = same.setdefault(counted, counted)
    return found


def _areas(councils: Iterable[Council]) -> Iterator[tuple[str, District]]:
    """Each body under every code it has or had; one that has ended with its successors."""
    for council in councils:
        heirs = council.successors if council.valid_to else (council.code,)
        area = District(council.code, council.name, council.official_name, heirs, ended_on=council.valid_to)
        yield from ((code, area) for code in (council.code, *council.former_codes))


@lru_cache(maxsize=1024)
def _each(*codes: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Codes and names that come again and again are one text each."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: sys.intern(value) for name, value in row.items()}
