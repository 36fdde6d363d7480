"""One of every plain page, by a name."""

from collections.abc import Mapping
from dataclasses import replace

from pressure.publish import (
    plain_accessibility,
    plain_areas,
    plain_councils,
    plain_days,
    plain_lists,
    plain_method,
    plain_records,
    plain_register,
    plain_words,
)
from pressure.publish.datapackage import dictionary_page
from tests import brief_cases
from tests import notice_cases as cases
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import (
    AREA,
    CORRECTIONS,
    DAYS,
    DECLARATIONS,
    DUE,
    FILES,
    FRAME,
    NO_DAYS,
    ROWS,
    SOURCES,
    TESTED,
)

PAST = cases.history((700, 1), (500, 2), (480, None), (430, 2), (300, 1), (120, 2), (21, 3))
DEMONSTRATION = replace(FRAME, base="/demo", demonstration=True)


def notices() -> Mapping[str, bytes]:
    """A notice in each of its states."""
    states = {
        "level 1": cases.calm(),
        "level 3": cases.high(),
        "held": cases.held(),
        "declared": cases.declared(),
        "floor only": cases.floor_only(),
        "raised": cases.raised_level(),
        "no level": cases.no_level(),
        "everything beside it": cases.with_everything(),
    }
    made = {
        f"notice, {name}": plain_councils.council_page(document, PAST, BOOK, DECLARATIONS)
        for name, document in states.items()
    }
    demonstration = {**cases.high(), "demonstration": True}
    return {**made, "notice, demonstration": plain_councils.council_page(demonstration, PAST, BOOK, base="/demo")}


def every_page() -> Mapping[str, bytes]:
    """Every kind of plain page once, notices in each state."""
    return {
        **notices(),
        **brief_cases.briefs(),
        "easy read": plain_councils.easy_read_page(cases.declared(), BOOK),
        "easy read, contacts": plain_councils.easy_read_page(cases.with_everything(), BOOK),
        "easy read, no level": plain_councils.easy_read_page(cases.no_level(), BOOK),
        "front": plain_lists.front_page(ROWS, DECLARATIONS[:1], BOOK, FRAME),
        "front, demonstration": plain_lists.front_page(ROWS, [], BOOK, DEMONSTRATION),
        "councils": plain_lists.councils_page(ROWS, BOOK, FRAME),
        "councils found": plain_lists.councils_page(ROWS, BOOK, FRAME, query="moor"),
        "councils not found": plain_lists.councils_page(ROWS, BOOK, FRAME, query="<script>x"),
        "area": plain_areas.area_page(AREA, ROWS, DECLARATIONS[:1], BOOK, FRAME),
        "areas": plain_areas.areas_page([AREA], BOOK, FRAME),
        "register": plain_register.register_page(DECLARATIONS, ROWS[2:3], BOOK, FRAME),
        "register, empty": plain_register.register_page([], [], BOOK, FRAME),
        "method": plain_method.method_page([BOOK], FRAME, {"points": ("The points", "They add up.")}),
        "corrections": plain_records.corrections_page(CORRECTIONS, BOOK, FRAME),
        "corrections to one release": plain_records.corrections_page(
            CORRECTIONS, BOOK, FRAME, release="20261118T093000Z-1", published_at="2026-11-18T09:30:00Z"
        ),
        "corrections to no release": plain_records.corrections_page(CORRECTIONS, BOOK, FRAME, release="20261118T09"),
        "due": plain_records.due_page(DUE, SOURCES, BOOK, FRAME),
        "data": plain_records.data_page(FILES, BOOK, FRAME, SOURCES),
        "days": plain_days.days_page(DAYS, BOOK, FRAME),
        "days, none yet": plain_days.days_page(NO_DAYS, BOOK, FRAME),
        "dictionary": dictionary_page(BOOK, FRAME),
        "take part": plain_words.take_part_page(BOOK, FRAME),
        "accessibility": plain_accessibility.accessibility_page(
            BOOK, FRAME, checked=TESTED, run_by="North Hub", feedback="https://north.example/help"
        ),
        "accessibility, never tested": plain_accessibility.accessibility_page(BOOK, FRAME),
        "not found": plain_words.not_found_page(BOOK, FRAME),
    }
