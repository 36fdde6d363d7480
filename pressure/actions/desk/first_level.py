"""What a council without a level needs for one: figures by family, national figures that count, and people."""

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from pressure.access.permissions import Act, Actor, require
from pressure.actions.desk.desk import own_councils
from pressure.actions.installation import Installation
from pressure.actions.people.staffing import DISABLED, NOT_YET, described
from pressure.actions.ratings.exact_ratings import look
from pressure.domain.calendar import next_release
from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.store import people
from pressure.store.engine import reading
from pressure.words.dates import as_day

SCORED, FROM_PUBLICATION = "scored", "publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family: the weight that is fresh, the whole, the least a level needs, and what is missing with its weight."""

    title: str
    fresh: int
    weight: int
    needed: int
    missing: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """How many people hold a role at the council, and how many of them have set up how they sign in."""

    role: str
    people: int
    ready: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLevel:
    """All of it. `core` are measures without which there is no level; `national` are publications that count already,
    each with the last day on which it does; `percent` is the fresh weight of all, `percent_needed` what it takes."""

    families: tuple[Family, ...]
    core: tuple[str, ...]
    register_confirmed: bool
    national: tuple[tuple[str, date | None], ...]
    percent: int
    percent_needed: int
    next_release: datetime
    holders: tuple[Holders, ...]
    why: str


def first_level(installation: Installation, by: Actor, council: Council) -> FirstLevel:
    """For whoever reads exact figures there. Raises Refusal."""
    require(by, Act.READ_EXACT, [council.code])
    book = installation.book()
    rating = look(installation, by=by, council_code=council.code).now
    lines = rating["measures"]
    core = {m.id for m in book.measures if m.core}
    families = []
    for family in book.families:
        part = rating["families"][family.id]
        own = [m for m in lines if m["family"] == family.id and m["state"] != SCORED]
        families.append(
            Family(
                title=family.title,
                fresh=part["weight_fresh"],
                weight=part["weight"],
                needed=ceil(part["weight"] * book.evidence.family_at_least),
                missing=tuple((m["title"], m["weight"]) for m in own),
            )
        )
    return FirstLevel(
        families=tuple(families),
        core=tuple(m["title"] for m in lines if m["measure_id"] in core and m["state"] != SCORED),
        register_confirmed=rating["register_confirmed"],
        national=tuple(
            (m["title"], as_day(m["fresh_until"]))
            for m in lines
            if m["state"] == SCORED and m["source"] == FROM_PUBLICATION
        ),
        percent=rating["evidence_percent"],
        percent_needed=ceil(100 * book.evidence.whole_at_least),
        next_release=next_release(book.calendar, installation.now()),
        holders=holders(installation, council.code),
        why=rating["why_no_level"] or "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed:
    """A council whose people somebody manages, and how many hold each role there."""

    council: Council
    holders: tuple[Holders, ...]


def staffed(installation: Installation, by: Actor) -> tuple[Staffed, ...]:
    """Every council whose people this administrator manages."""
    with reading(installation.engine) as connection:
        own = own_councils(connection, by, Act.MANAGE_PEOPLE, day_of(installation.now()))
    return tuple(Staffed(council=council, holders=holders(installation, council.code)) for council in own)


def holders(installation: Installation, council_code: str) -> tuple[Holders, ...]:
    """By role, how many people hold it at a council and have set up how they sign in; nobody's name."""
    counted: dict[str, list[bool]] = {}
    with reading(installation.engine) as connection:
        for row in people.at_council(connection, council_code):
            one = described(connection, row, installation.now())
            for role, code in one.roles:
                if code == council_code and one.signs_in_by != DISABLED:
                    counted.setdefault(role, []).append(one.signs_in_by != NOT_YET)
    return tuple(Holders(role=role, people=len(ready), ready=sum(ready)) for role, ready in sorted(counted.items()))
