"""Where to turn: in danger, for care, for medical help, and to complain. Each nation has its own doors."""

from pressure.document.shapes import ContactPart, CouncilPart
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Link, Words
from pressure.words.nations import nation_of

COUNCIL_PAGES = "https://www.gov.uk/find-local-council"
TRUST_PAGES = "https://www.nidirect.gov.uk/contacts/health-and-social-care-trusts"


UNBROKEN = "\N{NO-BREAK SPACE}"
DANGER: Words = ("If someone is in danger now, call 999.",)


def body(council: CouncilPart, book: Rulebook) -> str:
    """Council, or trust where trusts have the duty."""
    return nation_of(council, book).body


def reached(council: CouncilPart, contact: ContactPart, ask: str, book: Rulebook) -> tuple[Words, ...]:
    """How to reach the body, a sentence each: what the operator gave, and always its own page, never a guessed number.
    `ask` is how the first sentence begins."""
    number, night = contact.get("telephone", ""), contact.get("out_of_hours_telephone", "")
    email = contact.get("email", "")
    page, write = page_of(council, contact, book), ("write to ", Link(email, f"mailto:{email}")) if email else ()
    other: Words = (*write, *(" or ",) * bool(write and page), *(("contact ", page) if page else ()))
    first: Words = (
        (f"{ask}, call ", dial(number), ".")
        if number
        else (f"{ask}, ", *(other or (f"contact the {body(council, book)}",)), ".")
    )
    later: Words = ("In the evening, at night or at the weekend, call ", dial(night), ".") if night else ()
    also: Words = ("You can also ", *other, ".") if number and other else ()
    return tuple(sentence for sentence in (first, later, also) if sentence)


def dial(number: str) -> Link:
    """A number that can be called by touching it."""
    return Link(number.replace(" ", UNBROKEN), f"tel:+44{number.replace(' ', '').removeprefix('0')}")


def page_of(council: CouncilPart, contact: ContactPart, book: Rulebook) -> Link | None:
    """What the operator supplied, else the government's look-up; a made-up council has no page to go to."""
    name, slug = council.get("official_name") or council["name"], council.get("gov_uk_slug")
    if own := contact.get("web_page") or (f"{COUNCIL_PAGES}/{slug}" if slug else ""):
        return Link(name, own)
    if council.get("demonstration"):
        return None
    trust = body(council, book) == "trust"
    return Link(f"{name} through nidirect", TRUST_PAGES) if trust else Link(f"{name} through GOV.UK", COUNCIL_PAGES)


def medical(council: CouncilPart, book: Rulebook) -> Words:
    """Medical help that is not an emergency, as the nation arranges it."""
    door = nation_of(council, book).medical
    return door.start, Link(door.name, door.url), "."


def ombudsman(council: CouncilPart, book: Rulebook) -> Words:
    """The ombudsman for the nation; all four where the place is in none of them."""
    nation = nation_of(council, book)
    if nation.name:
        door = nation.ombudsman
        return "If its answer does not put things right, you can go to the ", Link(door.name, door.url), "."
    doors = [Link(one.ombudsman.name, one.ombudsman.url) for one in book.nation_words.values()]
    links = [part for link in doors for part in (link, ", ")][:-1]
    return "If its answer does not put things right, you can go to the ombudsman for your nation: ", *links, "."
