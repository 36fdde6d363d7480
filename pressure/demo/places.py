"""Twelve councils that do not exist, and the people who work there."""

from dataclasses import dataclass

from pressure.access.permissions import Actor, Role
from pressure.domain.councils import Council

REGION_CODE, REGION = "X99000000", "Demonstration Region"
ADULTS_YEAR = "invented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A fictional council and its character: `strain` is how hard an ordinary week is (0 calm, 1 very hard),
    `winter` how much harder winter is, `story` what is to happen there. Its law and words
    are those of a nation that exists, its figures are of none. `hardest` is a measure that is in trouble lately."""

    code: str
    name: str
    kind: str
    adults: int
    strain: float
    winter: float
    story: str = ""
    nation_code: str = "E92000001"
    hardest: str = ""


PLACES = (
    Place(code="X99000001", name="Ambleton", kind="Unitary authority", adults=214_300, strain=0.15, winter=0.20),
    Place(
        code="X99000002",
        name="Brackwater",
        kind="Shire county",
        adults=611_200,
        strain=0.36,
        winter=0.36,
        story="crisis",
    ),
    Place(
        code="X99000003",
        name="Cressing Vale",
        kind="Metropolitan district",
        adults=268_900,
        strain=0.56,
        winter=0.25,
        story="stops_sending_worst",
        nation_code="W92000004",
    ),
    Place(
        code="X99000004",
        name="Dunmarsh",
        kind="Unitary authority",
        adults=131_750,
        strain=0.50,
        winter=0.30,
        story="stage_2_overdue",
    ),
    Place(
        code="X99000005",
        name="Eastholm",
        kind="Unitary authority",
        adults=96_400,
        strain=0.22,
        winter=0.30,
        story="undeclared",
        hardest="ll_critical_unsourced",
    ),
    Place(
        code="X99000006",
        name="Fallowfield and Reeve",
        kind="Metropolitan district",
        adults=392_100,
        strain=0.66,
        winter=0.22,
        story="stage_3",
    ),
    Place(
        code="X99000007",
        name="Gannet Isles",
        kind="Unitary authority",
        adults=2_410,
        strain=0.20,
        winter=0.15,
        story="tiny",
    ),
    Place(
        code="X99000008",
        name="Harrowby",
        kind="London borough",
        adults=241_600,
        strain=0.33,
        winter=0.18,
        story="revises",
    ),
    Place(
        code="X99000009",
        name="Inverlade",
        kind="Unitary authority",
        adults=157_300,
        strain=0.46,
        winter=0.28,
        story="joined_late",
        nation_code="S92000003",
    ),
    Place(
        code="X99000010",
        name="Kestrel Downs",
        kind="Shire county",
        adults=498_700,
        strain=0.28,
        winter=0.24,
        story="raised",
    ),
    Place(
        code="X99000011",
        name="Lower Mere",
        kind="Unitary authority",
        adults=178_200,
        strain=0.38,
        winter=0.26,
        story="went_quiet",
    ),
    Place(
        code="X99000012",
        name="Marlhaven",
        kind="Health and social care trust",
        nation_code="N92000002",
        adults=324_500,
        strain=0.55,
        winter=0.12,
        story="withdraws",
    ),
)


def councils(places: tuple[Place, ...] = PLACES) -> tuple[Council, ...]:
    """The places as councils of a region of their own."""
    return tuple(
        Council(
            code=p.code,
            name=p.name,
            official_name=f"{p.name} Council (fictional)",
            kind=p.kind,
            demonstration=True,
            region_code=REGION_CODE,
            region=REGION,
            nation_code=p.nation_code,
            nation=REGION,
            adults_18plus=p.adults,
            adults_year=ADULTS_YEAR,
            gov_uk_slug="",
        )
        for p in places
    )


def person_id(place: Place, role: Role) -> str:
    return f"{place.code}-{role.value}"


def actor(place: Place, role: Role) -> Actor:
    """The one person who holds a role at a place."""
    return Actor(person_id=person_id(place, role), roles=frozenset({(place.code, role)}))


HUB = Actor(person_id="X99-hub", roles=frozenset((p.code, Role.DATA_OFFICER) for p in PLACES))


def many(count: int) -> tuple[Place, ...]:
    """As many fictional places as a measurement needs, with plain names and the characters of the twelve."""
    return tuple(
        Place(
            code=f"X99{number:06}",
            name=f"Measured place {number}",
            kind=like.kind,
            adults=like.adults + number,
            strain=like.strain,
            winter=like.winter,
        )
        for number in range(1_001, 1_001 + count)
        for like in (PLACES[number % len(PLACES)],)
    )
