"""Words that depend on the nation: who has the duty, which law, and who looks at a measure of the highest stage."""

from dataclasses import replace

from pressure.document.lines import InNation, Named
from pressure.domain.national import NationWords
from pressure.domain.rulebook import Rulebook
from pressure.words.numbers import listed, spaced

ENGLAND = "E92000001"

NAMED_BY = " named by "
"""In the words of a role: what follows says who names it, and is left out where the role owns something."""
UNCHECKED = (
    "What this page says of the law, the roles and the bodies {where} is to be checked: "
    "nobody there has checked it yet."
)
BRIEFLY = "What is said of bodies {where} is to be checked."
TOLD = "What is said here of the law and the bodies {where} is to be checked: nobody there has checked it yet."
CHECKS, CHECKS_AT = "What is to be checked", "/method/#nations"


def anywhere(book: Rulebook) -> NationWords:
    """For a place in none of the four nations, and for pages about all of them."""
    return replace(book.nation_words[ENGLAND], name="", law="the law")


def nation_of(council: InNation, book: Rulebook) -> NationWords:
    """The nation of a council by its code; the Demonstration Region is in none."""
    return book.nation_words.get(council.get("nation_code", "")) or anywhere(book)


def place_of(council: Named, book: Rulebook) -> str:
    """The place as it is called after the word "in": the Isle of Wight, Belfast."""
    return place(council["code"], council["name"], book)


def place(code: str, name: str, book: Rulebook) -> str:
    """The same of a code and a name."""
    return book.places.get(code, name)


def title_there(title: str, nation: NationWords, book: Rulebook) -> str:
    """The name of a part of a notice, or a sentence of ours, in the nation's words, with its own professional lead."""
    lead, own = book.nation_words[ENGLAND].professional_lead, nation.professional_lead
    for said, there in ((f"{lead}'s", f"{own.partition(NAMED_BY)[0]}'s"), (lead, own)):
        title = title.replace(said.capitalize(), there.capitalize()).replace(said, there)
    return nation.say(title)


def role_there(role: str, nation: NationWords, book: Rulebook) -> str:
    """A role of an officer by its name in the nation."""
    return title_there(spaced(role), nation, book)


def rights_line(nation: NationWords, book: Rulebook) -> str:
    """The fixed public lines of a notice: the law of the nation, and where to go when care is not given."""
    rights = book.declarations.fixed_public_line.strip().replace(book.nation_words[ENGLAND].law, nation.law)
    return f"{rights} {_if_not_given(nation, book)}".strip()


def _if_not_given(nation: NationWords, book: Rulebook) -> str:
    """Complaint, ombudsman and legal help of the nation; of all four where a page is in none."""
    own = {rules.name: rules.legal_help.says for rules in book.nations.values() if rules.legal_help}
    everywhere = listed([f"{ask} in {name}" for name, ask in own.items()], "or")
    return nation.say(book.declarations.if_care_is_not_given.strip()).format(
        ombudsman=nation.ombudsman.name if nation.name else "ombudsman for your nation",
        legal_help=own.get(nation.name, everywhere),
    )


def rights_everywhere(book: Rulebook, *, demonstration: bool) -> str:
    """The same for a page of all nations: each nation's law by name."""
    if demonstration:
        return rights_line(anywhere(book), book)
    laws = listed([f"{nation.law} in {nation.name}" for nation in book.nation_words.values()])
    return rights_line(replace(anywhere(book), law=f"the law, which is {laws}"), book)


def unchecked(nation: NationWords, book: Rulebook, *, briefly: bool = False, told: bool = False) -> str:
    """That nobody has checked what a page says of the nation's law, roles and bodies; empty once all of it is.
    `briefly` for a page that names bodies only, `told` for what is read away from a page."""
    of_all = [one for one in book.nation_words.values() if nation.name in ("", one.name)]
    if not any(one.to_be_checked for one in of_all):
        return ""
    return (BRIEFLY if briefly else TOLD if told else UNCHECKED).format(
        where=f"in {nation.name}" if nation.name else "in each nation"
    )
