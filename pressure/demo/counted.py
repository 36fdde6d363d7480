"""What some fictional councils say about how they count; the others have not said."""

from datetime import date

from pressure.access.permissions import Role
from pressure.actions.installation import Installation
from pressure.actions.statements.counting import Given, asked, say_how_counted
from pressure.demo.events import Timeline
from pressure.demo.places import PLACES, Place, actor
from pressure.domain.calendar import WEEK
from pressure.domain.counting.answers import Told

BY_THE_RULE = {"clock_starts": "as_the_rule", "clock_stops": "as_the_rule", "who_is_counted": "as_the_rule"}
EVERYTHING = {**BY_THE_RULE, "area": "whole", "system": "one_system"}
WAITING = "wl_assess_rate"
BEFORE_LAST = 8
"""How many weeks before the last one council begins to count otherwise."""


def answer_how_counted(installation: Installation, sunday: date, when: Timeline) -> None:
    """In the first week one council answers everything and another that its clock stops at allocation, which it
    changes later."""
    by_story = {place.story: place for place in PLACES}
    calm, changes = by_story["crisis"], by_story["stage_2_overdue"]
    if sunday == when.first:
        for one in asked(installation, by=actor(calm, Role.DATA_OFFICER), council_code=calm.code):
            question = one.question.id
            _say(installation, calm, Given(measure_id=one.measure.id, question=question, choice=EVERYTHING[question]))
        _say(installation, changes, Given(measure_id=WAITING, question="clock_stops", choice="at_allocation"))
        _say(
            installation,
            changes,
            Given(
                measure_id=WAITING,
                question="area",
                choice="part",
                words="Two of five teams keep their lists in another system, and are left out.",
            ),
        )
    if when.last - sunday == BEFORE_LAST * WEEK and sunday > when.first:
        given = Given(measure_id=WAITING, question="clock_stops", choice="as_the_rule", told=Told.CHANGED, since=sunday)
        _say(installation, changes, given)


def _say(installation: Installation, place: Place, given: Given) -> None:
    say_how_counted(
        installation, by=actor(place, Role.DATA_OFFICER), council_code=place.code, given=given, names_nobody=True
    )
