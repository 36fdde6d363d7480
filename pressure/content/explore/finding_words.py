"""What a search for a council says: what was named, what it could mean, and where to look when no name fits."""

import re
from collections.abc import Mapping

from pressure.content.explore.finding import Found
from pressure.content.where_to_turn import COUNCIL_PAGES
from pressure.drawing.blocks import Link, Words
from pressure.words.dates import uk_date
from pressure.words.numbers import counted, listed

COULD_MEAN = "What it could mean"
FOUND, IS_IT = "{councils} found for “{query}”.", "{found} Choose the one you mean."
NONE = "No council or trust has “{query}” in its name. Please choose from the list."
ENDED = "{name} ended on {day}. Care there is now the duty of {heirs}."
BY_NAME: Words = (
    "We search by the names of councils, not by postcodes, towns or districts. If you do not know which council is "
    "yours, ",
    Link("Find your local council", COUNCIL_PAGES),
    " on GOV.UK tells you by postcode. Where it names two, "
    "you need the county or unitary council, not the district. In Northern Ireland you need your health and social "
    "care trust.",
)
OFFER = "Which of these do you mean?"
_MARKS = re.compile(r"[^\w\s]|_")


def answer(query: str, found: Found) -> str:
    """How many councils could be meant."""
    if not found.offered:
        return NONE.format(query=query)
    count = FOUND.format(councils=counted(len(found.offered), "council"), query=query)
    return count if found.named else IS_IT.format(found=count)


def ended(found: Found, names: Mapping[str, str]) -> tuple[str, ...]:
    """That a body of this name has ended, when, and who has its duties now."""
    return tuple(
        ENDED.format(
            name=body.official_name,
            day=uk_date(body.valid_to),
            heirs=listed([names[code] for code in body.successors if code in names]),
        )
        for body in found.ended
    )


def offer(query: str, found: Found, names: Mapping[str, str]) -> str:
    """The same for a page with a picker, as Markdown: the councils that could be meant, as links."""
    hint = "".join(part if isinstance(part, str) else f"[{part.text}]({part.href})" for part in BY_NAME)
    links = "\n".join(f"- [{names[code]}](/app/council?code={code})" for code in found.offered)
    first = OFFER if found.offered else NONE.format(query=_MARKS.sub(r"\\\g<0>", query))
    return "\n\n".join((first, *ended(found, names), links, hint))
