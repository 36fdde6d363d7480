"""The part of a demonstration's front page that leads into its invented region: what a level looks like there."""

from collections.abc import Sequence
from datetime import datetime

from pressure.content.lists import rely_sentence
from pressure.content.register import plain_pages
from pressure.content.standing import Lived, standing
from pressure.document.lines import ListedCouncil
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Items, Link, says
from pressure.drawing.templating import Frame, Page, render
from pressure.words import telling as words

BEFORE = b"<section "
"""What the front page's own sections begin with: the doors stand before the first."""


def with_doors(
    front: bytes,
    rows: Sequence[ListedCouncil],
    lived: Lived,
    doors: Sequence[tuple[str, str, str]],
    book: Rulebook,
    frame: Frame,
) -> bytes:
    """The front page with each invented council's level and year, and the doors: who, the path, and what is there."""
    lines = standing(rows, lived, datetime.fromisoformat(frame.published_at), book, plain_pages(frame))
    now = words.NOW.format(rely=rely_sentence(rows)).strip()
    page = Page(
        title=words.DOORS_TITLE,
        description="",
        heading=words.DOORS_TITLE,
        lead=(says(words.INVENTED, tone="strong"), says(now)),
    )
    ways = Items(tuple((Link(who, path), f": {why}") for who, path, why in doors))
    part = render("doors.html", page, frame, book, lines=lines, ways=ways, three=words.THREE)
    return _before_the_first(front, part)


def still_told(front: bytes, how_far: str, book: Rulebook, frame: Frame) -> bytes:
    """The front page while the story is being told."""
    page = Page(
        title=words.DOORS_TITLE,
        description="",
        heading=words.DOORS_TITLE,
        lead=(says(words.SOON, " ", Link(how_far, f"{frame.base}/")),),
    )
    return _before_the_first(front, render("doors.html", page, frame, book, lines=(), ways=None, three=words.THREE))


def _before_the_first(front: bytes, part: bytes) -> bytes:
    return front.replace(BEFORE, part + BEFORE, 1)
