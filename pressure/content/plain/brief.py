"""`/councils/{code}/brief/?on=…`: a council's brief for members and scrutiny, and the page for a day without one."""

from datetime import date

from pressure.content.brief.brief import Brief
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import says
from pressure.drawing.card import PATH as CARD
from pressure.drawing.templating import Frame, Page, render
from pressure.words import brief as words
from pressure.words.dates import uk_date
from pressure.words.nations import place


def brief_page(made: Brief, book: Rulebook, frame: Frame, *, today: date) -> bytes:
    """The brief: one side of A4 when printed."""
    day = uk_date(made.on)
    page = Page(
        title=words.TITLE.format(name=made.name, day=day),
        description=words.DESCRIPTION.format(day=day),
        heading=words.HEADING.format(place=place(made.code, made.name, book)),
        kind="article",
        feed=f"councils/{made.code}/feed",
        card=f"councils/{made.code}/{CARD}",
    )
    return render(
        "brief.html", page, frame, book, brief=made, words=words, today=today.isoformat(), on=made.on.isoformat()
    )


def no_brief_page(why: str, book: Rulebook, frame: Frame, *, today: date) -> bytes:
    """Why there is none for the day, and the way to another day."""
    page = Page(title=words.NOTHING_TITLE, description=why, heading=words.NOTHING_TITLE, lead=(says(why),))
    return render(
        "brief.html", page, frame, book, brief=None, words=words, today=today.isoformat(), on=today.isoformat()
    )
