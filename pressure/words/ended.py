"""A council that ended, is to end, or follows one that did, in words."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypedDict

from pressure.words.dates import When, as_day, short_date, uk_date
from pressure.words.numbers import listed

ENDED = "{name} ended on {day}."
TO_END = "{name} is to end on {day}."
FOLLOWS = "From {day} {heirs} {follow} it."
NOBODY = "We do not know who follows it."
RATING_TO_THE_END = (
    "Its level goes on to that day. A council that follows starts without a level and without a history."
)
AFTER = "This council follows "
NOT_ITS_OWN = ". Their levels and figures are not its own."
UNTIL, ALL_UNTIL = " (until {day})", " (all until {day})"
LAST_OF = "{name}, on its last day: {level} (since {since})."
LAST_NONE_OF = "{name} had no current level on its last day."
FIGURE = "{said} Period to {day}."
NOT_ADDED = "They are shown where they were published and are never added up here."
BRIEF_UNTIL = "Choose a day up to {day} for a brief about it."
BADGE = "Ended on {day}"
NO_LEVEL = "It has no level now, and no level of before says anything about today."
ASK = "For help with care, ask the {body} that follows where you live."
FIGURES_OF = "Figures and levels of {name}, up to {day}"
LAST = "On its last day its level was: {level} (since {since})."
LAST_NONE = "On its last day it had no current level."
NEVER = "We never published a level for it: it ended before we began."
STAYS = "What we published about it stays as it was:"

ENDED_WITH = "The council ended. Nobody had ended this by signature."
TAKEN_ON = "{name} has taken it on by two signatures ({id})."


class Follower(TypedDict):
    """A council that follows, as a document names it."""

    code: str
    name: str
    first_day: str | None


def ends(name: str, last_day: When, followers: Sequence[Follower], *, over: bool) -> str:
    """Surrey ended on 31 March 2027. From 1 April 2027 East Surrey and West Surrey follow it."""
    first = (ENDED if over else TO_END).format(name=name, day=uk_date(last_day))
    return f"{first} {follow(last_day, [f['name'] for f in followers])}"


def follow(last_day: When, names: Sequence[str]) -> str:
    """Who follows from the day after."""
    day = as_day(last_day)
    if not names or day is None:
        return NOBODY
    return FOLLOWS.format(
        day=uk_date(day + timedelta(days=1)), heirs=listed(names), follow="follows" if len(names) == 1 else "follow"
    )


def badge(last_day: When) -> str:
    """What a badge says in place of a level."""
    return BADGE.format(day=short_date(last_day))


def ended_with(name: str, declaration_id: str) -> str:
    """Why a measure that stood on the last day is no longer in force, and who goes on with it."""
    return f"{ENDED_WITH} {TAKEN_ON.format(name=name, id=declaration_id)}" if name else ENDED_WITH
