"""One of every plain page, by a name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pressure.content import front, lists, method, register
from pressure.content.data_page import data_page
from pressure.content.plain import accessibility, areas, councils, days, records, words
from pressure.content.proposed import Totals, proposed_page
from pressure.content.robustness import robustness_page
from pressure.content.spreads import spreads
from pressure.content.take_part.first_level import take_part_page
from pressure.content.take_part.more import letter_page, members_page, pilot_page
from pressure.content.take_part.national import given
from pressure.publish.files.datapackage import dictionary_page
from pressure.robustness.england import read_england
from pressure.robustness.shipped import shipped_rows
from tests import brief_cases
from tests import notice_cases as cases
from tests.official_cases import hospital, jobs, official
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import (
    AREA,
    CORRECTIONS,
    DATA,
    DAYS,
    DECLARATIONS,
    DUE,
    FRAME,
    NO_DAYS,
    ROWS,
    SOURCES,
    TESTED,
)

PAST = cases.history((700, 1), (500, 2), (480, None), (430, 2), (300, 1), (120, 2), (21, 3))
PROPOSAL = {"measures/wl_assess_rate": replace(BOOK.version_of("wl_assess_rate"), method_version="3")}
WEEKS = Totals({"2": 90, "": 10}, {"2": 88, "3": 2, "": 10}, {"Northmoor": 60, "Southwick": 40})
NATIONAL = given([official(hospital(5.0 + 3 * n), jobs(2.0, state="stale")) for n in range(12)], BOOK)
SPREADS = spreads(official(hospital(5.0 + 3 * n), jobs(2.0 + n)) for n in range(12))
CHANGED = [
    {
        "council_code": "E10000001",
        "council_name": "Northmoor",
        "rated_at": f"2026-11-{day}T09:30:00Z",
        "level_figures": "2",
        "level_proposed": "3",
        "deciding_rule": "family_floor",
        "method_version": "3",
        "release_id": "r",
    }
    for day in (11, 18)
]
DEMONSTRATION = replace(FRAME, base="/demo", demonstration=True)


def notices() -> Mapping[str, bytes]:
    """A notice in each of its states."""
    states = {
        "level 1": cases.calm(),
        "level 3": cases.high(),
        "held": cases.not_sent(),
        "declared": cases.declared(),
        "floor only": cases.floor_only(),
        "raised": cases.raised_level(),
        "no level": cases.no_level(),
        "everything beside it": cases.with_everything(),
    }
    made = {
        f"notice, {name}": councils.council_page(document, PAST, BOOK, DECLARATIONS)
        for name, document in states.items()
    }
    demonstration: Any = {**cases.high(), "demonstration": True}
    return {**made, "notice, demonstration": councils.council_page(demonstration, PAST, BOOK, base="/demo")}


CARDIFF = {"code": "W06000015", "name": "Cardiff", "official_name": "Cardiff Council", "nation_code": "W92000004"}


def in_welsh() -> Mapping[str, bytes]:
    """The notice of a council in Wales, in Welsh and with its link there."""
    declared, none = (cases.at_place(made(), CARDIFF) for made in (cases.declared, cases.no_level))
    return {
        "notice, in Wales": councils.council_page(declared, PAST, BOOK, DECLARATIONS),
        "notice, in Welsh": councils.welsh_page(declared, PAST, BOOK),
        "notice, in Welsh, no level": councils.welsh_page(none, PAST, BOOK),
    }


def every_page() -> Mapping[str, bytes]:
    """Every kind of plain page once, notices in each state."""
    return {
        **notices(),
        **brief_cases.briefs(),
        "easy read": councils.easy_read_page(cases.declared(), BOOK),
        "easy read, contacts": councils.easy_read_page(cases.with_everything(), BOOK),
        "easy read, no level": councils.easy_read_page(cases.no_level(), BOOK),
        **in_welsh(),
        "front": front.front_page(ROWS, DECLARATIONS[:1], BOOK, FRAME, SOURCES),
        "front, demonstration": front.front_page(ROWS, [], BOOK, DEMONSTRATION),
        "councils": lists.councils_page(ROWS, BOOK, FRAME),
        "councils found": lists.councils_page(ROWS, BOOK, FRAME, query="moor"),
        "councils not found": lists.councils_page(ROWS, BOOK, FRAME, query="<script>x"),
        "area": areas.area_page(AREA, ROWS, DECLARATIONS[:1], BOOK, FRAME),
        "areas": areas.areas_page([AREA], BOOK, FRAME),
        "register": register.register_page(DECLARATIONS, ROWS[2:3], BOOK, FRAME),
        "register, empty": register.register_page([], [], BOOK, FRAME),
        "method": method.method_page([BOOK], FRAME, {"points": ("The points", "They add up.")}, real=SPREADS),
        "robustness": robustness_page(shipped_rows(BOOK), read_england(), BOOK, FRAME),
        "proposed": proposed_page(PROPOSAL, WEEKS, CHANGED, BOOK, FRAME, file="/data/proposed.csv"),
        "proposed, nothing": proposed_page({}, Totals({}, {}, {}), [], BOOK, FRAME, file="/data/proposed.csv"),
        "corrections": records.corrections_page(CORRECTIONS, BOOK, FRAME),
        "corrections to one release": records.corrections_page(
            CORRECTIONS, BOOK, FRAME, release="20261118T093000Z-1", published_at="2026-11-18T09:30:00Z"
        ),
        "corrections to no release": records.corrections_page(CORRECTIONS, BOOK, FRAME, release="20261118T09"),
        "due": records.due_page(DUE, SOURCES, BOOK, FRAME),
        "data": data_page(DATA, BOOK, FRAME),
        "days": days.days_page(DAYS, BOOK, FRAME),
        "days, none yet": days.days_page(NO_DAYS, BOOK, FRAME),
        "dictionary": dictionary_page(BOOK, FRAME),
        "take part": take_part_page(BOOK, FRAME, NATIONAL, "North Hub", "https://north.example/help"),
        "take part, nobody to write to": take_part_page(BOOK, FRAME, [], "", ""),
        "take part, demonstration": take_part_page(BOOK, DEMONSTRATION, [], "", ""),
        "take part, letter": letter_page(BOOK, FRAME),
        "take part, pilot": pilot_page(BOOK, FRAME),
        "take part, members": members_page(BOOK, FRAME),
        "accessibility": accessibility.accessibility_page(
            BOOK, FRAME, checked=TESTED, run_by="North Hub", feedback="https://north.example/help"
        ),
        "accessibility, never tested": accessibility.accessibility_page(BOOK, FRAME),
        "not found": words.not_found_page(BOOK, FRAME),
    }
