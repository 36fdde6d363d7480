"""What happened, as a feed tells it: a title and a few short sentences for each kind of event."""

from collections.abc import Callable

from pressure.document import events
from pressure.document.events import Event, SignedDetail
from pressure.domain.national import NationWords
from pressure.domain.rulebook import Rulebook
from pressure.words import ended
from pressure.words.began import began
from pressure.words.dates import short_date, uk_date, uk_moment
from pressure.words.level import CORRECTION, PUT_RIGHT, by_rules_before, short_level
from pressure.words.nations import nation_of, place, rights_line, unchecked
from pressure.words.numbers import aloud
from pressure.words.register import measure_title

OUT_OF_DATE = events.OUT_OF_DATE
UP, DOWN, GIVEN, RULES = "up", "down", "given", "rules_changed"
DECLARED, RENEWED, REVIEW_OVERDUE, ENDED = "declared", "renewed", "review_overdue", "ended"
RAISED, CORRECTED, COUNCIL_ENDED, NEW_FIGURES = "raised", "corrected", "council_ended", "new_figures"
FLOOR_ONLY = "floor_only"
KINDS = {
    UP: "The level went up.",
    DOWN: "The level went down.",
    GIVEN: "A council that had no current level has one, or has enough figures for it again.",
    RULES: "The rules changed, and with them the level.",
    OUT_OF_DATE: "The figures are out of date, so there is no current level, or only one that was signed.",
    DECLARED: "An exceptional measure was signed.",
    RENEWED: "A measure or a raised level was signed again.",
    REVIEW_OVERDUE: "The day by which it was to be looked at again has passed.",
    ENDED: "A measure or a raised level was ended by two people.",
    RAISED: "Two people raised the level above the calculated one.",
    CORRECTED: "Something published was corrected.",
    COUNCIL_ENDED: "A council ended; it stands in its own feed and in those of the councils that follow.",
    NEW_FIGURES: "A publisher has new official figures for a council. No level moves by this news alone.",
}
INVENTED = "This is a demonstration. The place and its figures are invented."
TITLES = {
    UP: "up to {after}",
    DOWN: "down to {after}",
    GIVEN: "now {after}",
    RULES: "{after} since the rules changed",
    DECLARED: "exceptional measure declared",
    RENEWED: "{what} renewed",
    REVIEW_OVERDUE: "review of {what} overdue",
    ENDED: "{what} ended",
    RAISED: "level raised to {raised_to}",
    CORRECTED: "a correction",
    COUNCIL_ENDED: "has ended",
    NEW_FIGURES: "new figures to {to}",
}


def title(event: Event, book: Rulebook) -> str:
    """Brackwater: up to level 3 (high pressure)."""
    if event.kind == OUT_OF_DATE:
        text = "figures out of date" if event.level_after else "no current level"
    else:
        text = TITLES[event.kind].format(
            after=_after(event, book),
            what=_what(event),
            raised_to=event.signed["level"] if event.signed else None,
            to=short_date(event.figures["period_end"]) if event.figures else None,
        )
    place = f"{event.council_name}: {text}"
    return aloud(f"Demonstration. {place}" if event.demonstration else place)


def body(event: Event, book: Rulebook) -> str:
    """Plain sentences that say what happened and what it does not mean."""
    text = _BODIES[event.kind](event, book)
    return aloud(f"{text} {INVENTED}" if event.demonstration else text)


def _moved(event: Event, book: Rulebook) -> str:
    corrected = event.moved is not None and event.moved["moved_by"] == CORRECTION
    why = f", because {PUT_RIGHT}" if corrected else ""
    return (
        f"The pressure level in {_place(event, book)} went {event.kind} to {_after(event, book)}{why}. Before that "
        f"it was {short_level(event.level_before, book)}. You can still ask for help."
    )


def _given(event: Event, book: Rulebook) -> str:
    if event.status == FLOOR_ONLY:
        return (
            f"{event.council_name} is at {_after(event, book)}, because the {_nation(event, book).body} has signed "
            "for it. We do not have enough up-to-date figures."
        )
    before = (
        "This is the first level we have published here."
        if event.first
        else "Before that there were not enough up-to-date figures for a level."
    )
    return f"The pressure level in {_place(event, book)} is {_after(event, book)}. {before}"


def _out_of_date(event: Event, book: Rulebook) -> str:
    name, since = event.council_name, uk_moment(event.at)
    if event.level_after:
        return (
            f"The figures for {name} have been out of date since {since}. What the {_nation(event, book).body} has "
            f"signed keeps it at {_after(event, book)}."
        )
    return (
        f"The figures for {name} have been out of date since {since}. There is no current level. The last one was "
        f"{short_level(event.level_before, book)}. Do not rely on it now."
    )


def _rules(event: Event, book: Rulebook) -> str:
    moved = event.moved
    said = by_rules_before(moved["moved_by"], moved["level_by_rules_before"], moved["rules_of"]) if moved else ""
    return (
        f"The pressure level in {_place(event, book)} is now {_after(event, book)}. Before that it was "
        f"{short_level(event.level_before, book)}. {said}"
    )


def _declared(event: Event, book: Rulebook) -> str:
    known, nation = _signed(event), _nation(event, book)
    return (
        f"{event.council_name} has declared an exceptional measure, signed by two senior officers. "
        f"{measure_title(known['measure_id'], book)} (stage {known['stage']}). {_where(known)}"
        f"{began(known)} In force from {uk_moment(known['in_force_from'])}. They must look at it again by "
        f"{uk_date(known['review_by'])}. {rights_line(nation, book)} {unchecked(nation, book, told=True)}"
    ).strip()


def _renewed(event: Event, book: Rulebook) -> str:
    return (
        f"{_named(event, book)} Two senior officers have signed it again. They must look at it again by "
        f"{uk_date(_signed(event)['review_by'])}.{_why(event)}"
    )


def _overdue(event: Event, book: Rulebook) -> str:
    return (
        f"{_named(event, book)} The {_nation(event, book).body} was to look at it again by "
        f"{uk_date(_signed(event)['review_by'])}. It has not said that it did. It stays in force until two "
        "people end it."
    )


def _ended(event: Event, book: Rulebook) -> str:
    helped = (_signed(event)["helped"] or "").strip()
    said = f" What helped: “{helped}”" if helped else ""
    return f"{_named(event, book)} Two senior officers ended it on {short_date(event.at)}.{_why(event)}{said}"


def _raised(event: Event, book: Rulebook) -> str:
    known = _signed(event)
    return (
        f"Two senior officers in {event.council_name} have raised the level to "
        f"{short_level(known['level'], book)}.{_why(event)} They must look at it again by "
        f"{uk_date(known['review_by'])}."
    )


def _corrected(event: Event, _: Rulebook) -> str:
    lines = (f"{line['what']} {line['why']}" for line in event.corrections or ())
    return f"{event.council_name}: {' '.join(lines)} What was published before stays as it was."


def _council_ended(event: Event, book: Rulebook) -> str:
    if event.ended is None:
        raise ValueError(f"no council ended in {event.id}")
    last_day = event.ended["last_day"]
    last = f" Its level on the last day was {short_level(event.level_before, book)}." if event.level_before else ""
    return (
        f"{ended.ENDED.format(name=event.council_name, day=uk_date(last_day))} "
        f"{ended.follow(last_day, event.ended['successors'])}{last} "
        f"{ended.NO_LEVEL} {ended.ASK.format(body=_nation(event, book).body)}"
    )


def _new_figures(event: Event, book: Rulebook) -> str:
    known = event.figures
    if known is None:
        raise ValueError(f"no figures in {event.id}")
    return (
        f"There are new figures for {_place(event, book)}, up to {short_date(known['period_end'])}: {known['title']}, "
        f"from {known['publisher']}. The page has them. This is no change of level."
    )


def _nation(event: Event, book: Rulebook) -> NationWords:
    return nation_of({"nation_code": event.nation_code}, book)


def _signed(event: Event) -> SignedDetail:
    """What was signed. Raises ValueError for an event of another kind."""
    if event.signed is None:
        raise ValueError(f"nothing was signed in {event.id}")
    return event.signed


def _place(event: Event, book: Rulebook) -> str:
    return place(event.council_code, event.council_name, book)


def _after(event: Event, book: Rulebook) -> str:
    least = "at least " if event.status == FLOOR_ONLY else ""
    return f"{least}{short_level(event.level_after, book)}"


def _what(event: Event) -> str:
    return "raised level" if event.signed and event.signed["raised"] else "exceptional measure"


def _named(event: Event, book: Rulebook) -> str:
    known = _signed(event)
    if known["raised"]:
        return f"{event.council_name}: the raised level."
    return (
        f"{event.council_name}, exceptional measure: "
        f"{measure_title(known['measure_id'], book)} (stage {known['stage']})."
    )


def _why(event: Event) -> str:
    reason = (_signed(event)["reason"] or "").strip()
    return f" The reason they gave: “{reason}”" if reason else ""


def _where(known: SignedDetail) -> str:
    return f"Where: {known['area']}. " if known["area"] else ""


_BODIES: dict[str, Callable[[Event, Rulebook], str]] = {
    UP: _moved,
    DOWN: _moved,
    GIVEN: _given,
    RULES: _rules,
    OUT_OF_DATE: _out_of_date,
    DECLARED: _declared,
    RENEWED: _renewed,
    REVIEW_OVERDUE: _overdue,
    ENDED: _ended,
    RAISED: _raised,
    CORRECTED: _corrected,
    COUNCIL_ENDED: _council_ended,
    NEW_FIGURES: _new_figures,
}
