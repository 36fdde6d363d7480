"""The pages of a council that has ended: that it did, when, who follows, and where all of it stands."""

from collections.abc import Iterator, Sequence

from pressure.content.notice.welsh_words import Welsh
from pressure.document.shapes import EndPart, UnratedDocument
from pressure.domain.rulebook import Rulebook
from pressure.drawing.badge import ended_badge
from pressure.drawing.blocks import Block, Items, Link, Para, Section, says
from pressure.drawing.card import PATH as CARD
from pressure.drawing.templating import Frame, Page, render
from pressure.words import ended as words
from pressure.words.dates import uk_date, uk_moment
from pressure.words.level import ENGLISH, WELSH, level_words
from pressure.words.nations import nation_of

TITLE = "{name} has ended"
FOLLOWING, BEFORE, HISTORY = "Who follows", "Before it", "What was published"
LAST_IN_WELSH = "Its last notice in Welsh, as it was published"
PLACES = (
    ("days/", "Days at each level"),
    ("history.csv", "Every level as it was published (CSV)"),
    ("feed.atom", "Feed (Atom)"),
    ("feed.json", "Feed (JSON)"),
    ("rating.json", "This as data (JSON)"),
)


def ended_page(document: UnratedDocument, there: Sequence[str], book: Rulebook, frame: Frame) -> bytes:
    """`/councils/{code}/` of a council that has ended; `there` are the paths in its folder that have something."""
    return _page(document, there, book, frame)


def ended_page_in_welsh(document: UnratedDocument, there: Sequence[str], book: Rulebook, frame: Frame) -> bytes:
    """`/cy/councils/{code}/`: the same in English, for nobody has put it into Welsh. The Welsh words that there are say
    that it has no level and where the rest stands, and the last notice in Welsh is named."""
    council, base = document["council"], frame.base
    welsh = Welsh(nation_of(council, book).welsh)
    heading = welsh.say("heading", place=welsh.place(council["code"], council["name"]))
    english = Link(welsh.say("english_page"), f"{base}/councils/{council['code']}/", ENGLISH)
    said = [
        Para((f"{heading}. {welsh.say('no_level')}.",), "strong", WELSH),
        Para(welsh.leads("english_only", english), lang=WELSH),
        *((Para((welsh.draft,), "quiet", WELSH),) if welsh.draft else ()),
    ]
    if last := document.get("last"):
        kept = f"{base}/releases/{last['release_id']}/cy/councils/{council['code']}/"
        said.append(says(Link(LAST_IN_WELSH, kept, WELSH)))
    return _page(document, there, book, frame, tuple(said))


def _page(
    document: UnratedDocument, there: Sequence[str], book: Rulebook, frame: Frame, first: tuple[Block, ...] = ()
) -> bytes:
    name, ends = document["council"]["name"], _ends(document)
    page = Page(
        title=TITLE.format(name=name),
        heading=TITLE.format(name=name),
        description=_said(document),
        kind="article",
        feed=f"councils/{document['council']['code']}/feed" if "feed.atom" in there else "feed",
        card=f"councils/{document['council']['code']}/{CARD}",
        lead=(
            *first,
            says(_said(document), tone="strong"),
            says(words.NO_LEVEL),
            says(words.ASK.format(body=nation_of(document["council"], book).body)),
        ),
        sections=tuple(_sections(document, ends, there, book, frame)),
    )
    return render("sections.html", page, frame, book)


def _sections(
    document: UnratedDocument, ends: EndPart, there: Sequence[str], book: Rulebook, frame: Frame
) -> Iterator[Section]:
    base, code, name = frame.base, document["council"]["code"], document["council"]["name"]
    if ends["successors"]:
        heirs = tuple((Link(s["name"], f"{base}/councils/{s['code']}/"),) for s in ends["successors"])
        figures = (says(words.NOT_ADDED),) if "last" in document else ()
        yield Section("following", FOLLOWING, (Items(heirs), *figures))
    if before := document.get("follows"):
        links = tuple((Link(b["name"], f"{base}/councils/{b['code']}/"),) for b in before)
        yield Section("before", BEFORE, (Items(links),))
    last = document.get("last")
    if last is None:
        yield Section("history", HISTORY, (says(words.NEVER),))
        return
    line = (
        words.LAST.format(
            level=level_words(last["level_published"], book, last["status"]), since=uk_moment(last["since"])
        )
        if last["level_published"]
        else words.LAST_NONE
    )
    places = tuple((Link(text, f"{base}/councils/{code}/{path}"),) for path, text in _places(there))
    newest = Link(
        words.FIGURES_OF.format(name=name, day=uk_date(ends["last_day"])),
        f"{base}/releases/{last['release_id']}/councils/{code}/",
    )
    yield Section("history", HISTORY, (says(line), says(words.STAYS), Items(((newest,), *places))))


def _places(there: Sequence[str]) -> Iterator[tuple[str, str]]:
    for path, text in PLACES:
        stem = path.rpartition(".")[0]
        yield from ((found, text) for found in there if found == path or (stem == "history" and "history" in found))


def ended_easy_read(document: UnratedDocument, book: Rulebook, frame: Frame) -> bytes:
    """The same in short words."""
    name, ends = document["council"]["name"], _ends(document)
    heirs = tuple(
        (f"{s['name']}: ", Link("read about care there", f"{frame.base}/councils/{s['code']}/easy-read/"))
        for s in ends["successors"]
    )
    page = Page(
        title=f"{name}: easy read",
        heading=TITLE.format(name=name),
        description=f"{name} has ended, in easy words.",
        kind="article",
        card=f"councils/{document['council']['code']}/{CARD}",
        css_class="easy",
        lead=(
            says(f"{name} ended on {uk_date(ends['last_day'])}."),
            says(
                "Another council now helps people with care." if len(heirs) < 2 else "Other councils now help people."
            ),
            *((Items(heirs),) if heirs else ()),
            says("You can still ask for help."),
        ),
    )
    return render("sections.html", page, frame, book)


def badge(document: UnratedDocument, book: Rulebook) -> str:
    """The badge: grey, with the day it ended."""
    return ended_badge(document, words.badge(_ends(document)["last_day"]), f"{_said(document)} {words.NO_LEVEL}", book)


def _said(document: UnratedDocument) -> str:
    ends = _ends(document)
    return words.ends(document["council"]["name"], ends["last_day"], ends["successors"], over=True)


def _ends(document: UnratedDocument) -> EndPart:
    """Raises KeyError for a council that has not ended."""
    return document["ends"]
