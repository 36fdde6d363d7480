"""The front page: one question and one search, a card a nation, the map, what is new, due and in force, and the list of
all councils folded. Nothing is said once a council."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pressure.content import nations_now
from pressure.content.lists import Group, Line, group_of, level_of, rely_sentence
from pressure.content.maps import marks
from pressure.content.maps import page as map_pages
from pressure.content.maps import words as map_words
from pressure.content.maps.marks import Shown
from pressure.content.register import in_force_lines, plain_pages
from pressure.content.search import words as search_words
from pressure.content.standing import Lived, standing
from pressure.document.lines import DueSource, ListedCouncil, RegisterEntry
from pressure.document.shapes import OfficialDocument
from pressure.domain.calendar import WEEK
from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Items, Link, PictureFile, Section, says
from pressure.drawing.templating import Frame, Page, render
from pressure.words.dates import short_date
from pressure.words.nations import anywhere
from pressure.words.numbers import counted

TITLE = "How hard is it to get social care?"
LEAD = (
    "Every council with adult social care duties has a page here. It says how hard it is to get care for an adult, "
    "and why, or that we do not know."
)
LEVELS = "Four levels of pressure"
RIGHTS = "You can ask for help at every level, and your rights are the same. "
HOW = "How a level is worked out"
NONE_YET = "No council publishes a level yet: 0 of {of}. Until one does, its page shows the official figures. "
SOME = "{n} of {of} councils publish a level. {rely}"
NEW, NONE_NEW = "New this week", "No new official figures."
NEXT, NONE_NEXT = "Due next", "No day is known."
LATE = "{n} late: who, and since when"
DUE = "What is due and late"
REGISTER, PUBLISHING = "Register of exceptional measures", "Councils that publish a level"
ASK, ASK_YOURS = "None of {of}. ", "Ask yours to begin"
TO = "to {day}"
SHOWN = 4
MORE_NEW = "and {n} more"
EVERY = "All {councils}, A to Z"
ALL = "All councils, A to Z"
TWELVE = "The Demonstration Region today, council by council"


@dataclass(frozen=True, slots=True)
class Step:
    """One level of the ladder."""

    number: int
    name: str
    sentence: str


def front_page(
    rows: Sequence[ListedCouncil],
    register: Sequence[RegisterEntry],
    book: Rulebook,
    frame: Frame,
    sources: Sequence[DueSource] = (),
    official: Sequence[OfficialDocument] = (),
    maps: Mapping[str, Shown] | None = None,
    lived: Lived | None = None,
) -> bytes:
    """`/` of a tree. `maps` are those of the release; without them the level alone is shown. `lived` are the levels of
    the Demonstration Region, whose councils are few enough to stand there one by one."""
    every = maps or marks.maps_of(rows, {}, book)
    first = marks.opening(every)
    page = Page(
        title=TITLE,
        description="See how hard it is to get adult social care from your council now, in one of four levels.",
        sections=tuple(_beside(rows, register, book, frame, sources)),
    )
    return render(
        "front.html",
        page,
        frame,
        book,
        lead=LEAD,
        find_label=search_words.LABEL,
        ladder=(LEVELS, [Step(level.number, level.name, level.sentence) for level in book.levels]),
        levels_said=_levels_said(rows, frame),
        cards=nations_now.cards(official, frame.base),
        cards_words=(nations_now.CARDS_TITLE, nations_now.CARDS_LEAD),
        finding=first.finding,
        picture=_picture(first, frame),
        tabs=map_pages.tabs(every, first.of.slug, frame.base),
        choose=map_words.CHOOSE,
        larger=Link(map_words.LARGER, f"{frame.base}/{map_pages.page_path(first.of.slug)}"),
        group=_every(rows, first, book, frame),
        stand=standing(rows, lived or {}, datetime.fromisoformat(frame.published_at), book, plain_pages(frame))
        if frame.demonstration
        else (),
    )


def _picture(first: Shown, frame: Frame) -> PictureFile | None:
    """No picture where the list itself is the picture: a dozen councils, each with its level."""
    return None if frame.demonstration else map_pages.picture(first, frame)


def _levels_said(rows: Sequence[ListedCouncil], frame: Frame) -> Block:
    known = sum(level_of(row) is not None for row in rows)
    start = SOME.format(n=known, of=len(rows), rely=RIGHTS) if known else NONE_YET.format(of=len(rows))
    return says(start, Link(HOW, f"{frame.base}/method/"))


def _every(rows: Sequence[ListedCouncil], first: Shown, book: Rulebook, frame: Frame) -> Group:
    """The list that says what the map says: a level in words, or the number of a band where there is one."""
    if first.of == map_words.LEVEL:
        return group_of("a-to-z", TWELVE if frame.demonstration else ALL, rows, book, plain_pages(frame), said=True)
    to = plain_pages(frame)
    lines = tuple(Line(mark.name, to(mark.code), str(mark.number) if mark.number else "") for mark in first.marks)
    return Group("a-to-z", EVERY.format(councils=counted(len(lines), "council")), lines, map_words.BESIDE)


def _beside(
    rows: Sequence[ListedCouncil],
    register: Sequence[RegisterEntry],
    book: Rulebook,
    frame: Frame,
    sources: Sequence[DueSource],
) -> Iterator[Section]:
    """What stands beside the map: what came, what is due, what is in force, and who takes part."""
    asked = [source for source in sources if source["fetched"]]
    if asked:
        yield Section("new", NEW, tuple(_new(sources, frame)))
        yield Section("due", NEXT, tuple(_due(asked, frame)))
    yield Section("register", REGISTER, in_force_lines(register, book, plain_pages(frame), anywhere(book)))
    yield Section("now", PUBLISHING, tuple(_publishing(rows, frame)))


def _new(sources: Sequence[DueSource], frame: Frame) -> Iterator[Block]:
    """The sources of which a file came in the week before the release."""
    since = day_of(datetime.fromisoformat(frame.published_at)) - WEEK
    came = [(s, day_of(datetime.fromisoformat(s["received_at"]))) for s in sources if s["received_at"]]
    new = [(s["title"], TO.format(day=short_date(s["last_period_end"]))) for s, day in came if day > since]
    if not new:
        yield says(NONE_NEW)
        return
    yield Items(tuple((f"{title}, {to}",) for title, to in new[:SHOWN]))
    if len(new) > SHOWN:
        yield says(Link(MORE_NEW.format(n=len(new) - SHOWN), f"{frame.base}/due/"))


def _due(asked: Sequence[DueSource], frame: Frame) -> Iterator[Block]:
    today = day_of(datetime.fromisoformat(frame.published_at)).isoformat()
    dated = sorted((s["expected_on"], s["title"]) for s in asked if s["expected_on"])
    coming = [(day, title) for day, title in dated if day and day >= today]
    late = len(dated) - len(coming)
    yield Items(tuple((f"{title}, {short_date(day)}",) for day, title in coming[:SHOWN])) if coming else says(NONE_NEXT)
    yield says(Link(LATE.format(n=counted(late, "file")) if late else DUE, f"{frame.base}/due/"))


def _publishing(rows: Sequence[ListedCouncil], frame: Frame) -> Iterator[Block]:
    known = sum(level_of(row) is not None for row in rows)
    if known:
        yield says(SOME.format(n=known, of=len(rows), rely=rely_sentence(rows)).strip())
    else:
        yield says(ASK.format(of=len(rows)), Link(ASK_YOURS, f"{frame.base}/take-part/letter/"), ".")
