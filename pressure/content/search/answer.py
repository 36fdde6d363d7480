"""The answer to a search, as blocks: the same on the plain page and below /app/, which only differ in where a council's
page is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pressure.content.search import words
from pressure.content.search.hits import COUNCIL, DISTRICT, ENDED, PLACE, POSTCODE, Found, Hit
from pressure.drawing.blocks import Block, Items, Link, Para, Words, says
from pressure.lookups.postcodes import Postcode
from pressure.lookups.shipped import NORTHERN_IRISH
from pressure.words.dates import uk_date
from pressure.words.numbers import counted

ISLANDS = {"JE", "GY", "IM"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said first, what can be chosen, and what is said after it."""

    first: tuple[Para, ...]
    choices: tuple[Words, ...]
    after: tuple[Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All of it, in order."""
        return (*self.first, *self.listed)

    @property
    def listed(self) -> tuple[Block, ...]:
        """What can be chosen and what is said after it."""
        return (*((Items(self.choices),) if self.choices else ()), *self.after)


def answer(query: str, found: Found, names: Mapping[str, str], to: Callable[[str], str]) -> Answer:
    """`names` has the name of each council listed by code, and `to` where its page is."""
    links = {code: Link(names[code], to(code)) for code in found.offered}
    return Answer(
        tuple(says(sentence) for sentence in _first(query, found)),
        tuple(_choice(hit, links) for hit in found.hits),
        tuple(_after(found)),
    )


def _first(query: str, found: Found) -> Iterator[str]:
    if found.postcode:
        yield from _of_postcode(found.postcode, found)
    elif not found.hits:
        yield words.NONE.format(query=query)
    elif any(hit.slip for hit in found.hits):
        yield words.SLIP.format(query=query)
    else:
        yield (words.ONE if len(found.hits) == 1 else words.SEVERAL).format(query=query)


def _of_postcode(postcode: Postcode, found: Found) -> Iterator[str]:
    if postcode.corrected:
        yield words.READ_AS.format(postcode=postcode.text)
    if postcode.area in ISLANDS:
        yield words.OUTSIDE.format(postcode=postcode.text)
    elif not found.hits:
        yield (words.NOT_IN_THIS_LIST if found.elsewhere else words.NO_POSTCODE).format(postcode=postcode.text)
    elif postcode.area == NORTHERN_IRISH and not found.hits[0].whole:
        yield words.NORTHERN_IRELAND


def _choice(hit: Hit, links: Mapping[str, Link]) -> Words:
    """One line: what it is, and each body it can be as a link."""
    bodies = _each(hit, links)
    if hit.kind == COUNCIL:
        return bodies
    if hit.kind == ENDED and hit.ended_on:
        return (words.ENDED.format(name=hit.name, day=uk_date(hit.ended_on)), *bodies, ".")
    run_by = words.RUN_BY if len(hit.bodies) == 1 else words.CAN_BE_RUN_BY
    why = f" ({hit.why})." if hit.why else "."
    return (f"{_named(hit)}{run_by}", *bodies, why)


def _named(hit: Hit) -> str:
    if hit.kind == DISTRICT:
        return words.DISTRICT.format(name=hit.name)
    if hit.kind == PLACE and hit.within:
        return words.PLACE_IN.format(name=hit.name, district=hit.within)
    return words.PLACE.format(name=hit.name)


def _each(hit: Hit, links: Mapping[str, Link]) -> Words:
    """Links with their shares: commas between, "or" before the last; "and" where all of them follow a body."""
    shares, parts = dict(hit.shares), list[str | Link]()
    last = words.AND if hit.kind == ENDED else words.OR
    for number, code in enumerate(hit.bodies):
        if number:
            parts.append(last if number == len(hit.bodies) - 1 else ", ")
        parts.append(links[code])
        if len(hit.bodies) > 1 and (share := shares.get(code)):
            parts.append(words.SHARE.format(share=round(share) or words.FEW))
    return tuple(parts)


def _after(found: Found) -> Iterator[Block]:
    if found.more:
        yield says(words.MORE.format(count=counted(found.more, "place or district")))
    kinds = {hit.kind for hit in found.hits}
    crossed = any(hit.kind == POSTCODE and len(hit.bodies) > 1 for hit in found.hits)
    if crossed and found.postcode and found.postcode.area != NORTHERN_IRISH:
        yield says(words.ASK_A_BILL)
    yield says(*words.ELSEWHERE)
    if PLACE in kinds:
        yield says(*words.FROM_GEONAMES, tone="quiet")
    if PLACE in kinds or any(hit.shares for hit in found.hits):
        yield says(words.FROM_POSTCODES, tone="quiet")
    yield says(words.NOT_KEPT, tone="quiet")
