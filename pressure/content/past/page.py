"""`/councils/{code}/history/`: the whole of a council's past as one picture, with its sentence and its tables; a year
or the last 52 weeks at addresses below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pressure.content.past import build, words
from pressure.content.past.finding import finding
from pressure.content.past.lines import Lines
from pressure.content.past.saying import counted_of, said_of, written
from pressure.content.past.tables import tables
from pressure.content.steps import steps
from pressure.domain.level_history import DAY, WEEKS, cut
from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Fold, Items, Link, PictureFile, Section, Words, says
from pressure.drawing.card import PATH as CARD
from pressure.drawing.png import FAMILY
from pressure.drawing.templating import Frame, Page, render
from pressure.drawing.timeline import Timeline, year_of
from pressure.drawing.timeline_svg import DESK, PHONE, Said, Shape, size, timeline_svg
from pressure.words.dates import short_date
from pressure.words.history import history_sentence
from pressure.words.nations import place
from pressure.words.numbers import lowered

ALL, YEAR_OF_WEEKS = "all", "52-weeks"
ON_A_PHONE, MOST_YEARS = 65, 12
WIDE, NARROW, PNG = "picture.svg", "picture-narrow.svg", "picture.png"
COPIES, PNG_SCALE = {"SVG": WIDE, "PNG": PNG}, 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose past, as of which moment, how far back, and with which figure beneath; `ends` where the council ended."""

    code: str
    name: str
    nation_code: str
    lines: Lines
    until: datetime
    span: str = ALL
    figure: str = ""
    ends: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The page, its two pictures and the first in the letters of a PNG, or a page that says that there is nothing to
    draw."""

    page: bytes
    wide: str = ""
    narrow: str = ""
    for_png: str = ""


def spans(line: Timeline) -> dict[str, str]:
    """How far back a reader may ask, by the last part of its address."""
    years = {str(year): str(year) for year in line.years()[-MOST_YEARS:]}
    return {**words.SPANS, **years}


def history_page(asked: Asked, book: Rulebook, frame: Frame) -> Made | None:
    """The page; None for a span or a figure that there is none of."""
    whole = build.timeline(
        asked.lines,
        book,
        nation_code=asked.nation_code,
        until=asked.until,
        ends=asked.ends,
        beneath=asked.figure,
    )
    options = build.choices(asked.lines, book)
    if asked.figure and asked.figure not in {option.id for option in options}:
        return None
    if whole is None:
        said = words.NOTHING_YET.format(name=asked.name)
        return Made(page=_rendered(asked, said, (says(said),), (), book, frame))
    if asked.span not in spans(whole):
        return None
    return _drawn(asked, whole, options, book, frame)


def _drawn(asked: Asked, whole: Timeline, options: Sequence[build.Choice], book: Rulebook, frame: Frame) -> Made:
    known = steps(asked.lines.history, min(asked.until, asked.ends or asked.until))
    ended = day_of(asked.ends - DAY) if asked.ends else None
    title = finding(known, book, measures=build.in_force(asked.lines, asked.until), ended=ended)
    part = whole.within(*_between(whole, asked.span))
    phone = part.within(part.end - timedelta(weeks=ON_A_PHONE), part.end) if asked.span == ALL else part
    inside = cut(steps(asked.lines.history, part.end), part.start)
    sentence = f"{title}. {history_sentence(known)}"
    shapes = {shape: _words(line, asked, frame, sentence, shape) for shape, line in ((DESK, part), (PHONE, phone))}
    drawn = PictureFile(
        _at(asked, frame, asked.span, asked.figure, WIDE),
        sentence,
        size(part, shapes[DESK], DESK),
        _at(asked, frame, asked.span, asked.figure, NARROW),
        size(phone, shapes[PHONE], PHONE),
        copies=tuple(Link(kind, _at(asked, frame, asked.span, asked.figure, file)) for kind, file in COPIES.items()),
    )
    lead = (
        says(words.UNDER.format(day=short_date(asked.until)), tone="quiet"),
        says(*_links(asked, whole, frame)),
        drawn,
        *_phone_note(asked, part, phone, frame),
        *_other_figures(asked, options, frame),
    )
    sections = (
        Section("says", words.SAYS, (Items((*said_of(part, inside, book), *counted_of(asked.lines, book))),)),
        Section("tables", words.TABLES, tuple(tables(part, inside, book))),
        Section("more", words.MORE, (Items(_more(asked, frame)),), printed=False),
    )
    return Made(
        page=_rendered(asked, title, lead, sections, book, frame),
        wide=timeline_svg(part, shapes[DESK], DESK),
        narrow=timeline_svg(phone, shapes[PHONE], PHONE),
        for_png=timeline_svg(part, shapes[DESK], DESK, letters=FAMILY, scale=PNG_SCALE),
    )


def _rendered(
    asked: Asked, title: str, lead: tuple[Block, ...], sections: tuple[Section, ...], book: Rulebook, frame: Frame
) -> bytes:
    page = Page(
        title=words.TITLE.format(name=asked.name),
        heading=words.HEADING.format(place=place(asked.code, asked.name, book), finding=lowered(title)),
        description=words.DESCRIPTION.format(finding=title, name=asked.name),
        kind="article",
        feed=f"councils/{asked.code}/feed",
        card=f"councils/{asked.code}/{CARD}",
        lead=lead,
        sections=sections,
    )
    own = frame.at(_path(asked, asked.span, asked.figure))
    return render("sections.html", page, own, book)


def _between(whole: Timeline, span: str) -> tuple[datetime, datetime]:
    if span == YEAR_OF_WEEKS:
        return whole.end - timedelta(weeks=WEEKS), whole.end
    return (whole.start, whole.end) if span == ALL else year_of(int(span))


def _path(asked: Asked, span: str, figure: str) -> str:
    """The address in its tree: the shortest that says the same."""
    start = f"councils/{asked.code}/history/"
    return f"{start}{span}/{figure}/" if figure else start if span == ALL else f"{start}{span}/"


def _at(asked: Asked, frame: Frame, span: str, figure: str, file: str = "") -> str:
    path = _path(asked, span, figure)
    return f"{frame.base}/{path}{f'{ALL}/' if file and not figure and span == ALL else ''}{file}"


def _links(asked: Asked, whole: Timeline, frame: Frame) -> Words:
    found: list[str | Link] = [words.HOW_FAR]
    for span, said in spans(whole).items():
        found += [said if span == asked.span else Link(said, _at(asked, frame, span, asked.figure)), " · "]
    return tuple(found[:-1])


def _words(line: Timeline, asked: Asked, frame: Frame, sentence: str, shape: Shape) -> Said:
    """What stands in one size of the picture, its source and date at its foot."""
    of = words.SOURCE.format(source=line.beneath.source) if line.beneath and line.beneath.source else ""
    given = {
        "name": asked.name,
        "invented": words.INVENTED if frame.demonstration else "",
        "day": short_date(asked.until),
        "source": of,
        "licence": words.LICENCE,
    }
    foot = tuple(said.format(**given) for said in (words.FOOT_NARROW if shape.narrow else words.FOOT))
    return written(line, title=words.TITLE.format(name=asked.name), description=sentence, foot=foot)


def _phone_note(asked: Asked, part: Timeline, phone: Timeline, frame: Frame) -> tuple[Block, ...]:
    if phone.start <= part.start:
        return ()
    link = Link(words.WIDE_PICTURE, _at(asked, frame, asked.span, asked.figure, WIDE))
    return (says(words.FIFTEEN_MONTHS.format(weeks=ON_A_PHONE), link, ".", tone="quiet"),)


def _other_figures(asked: Asked, options: Sequence[build.Choice], frame: Frame) -> tuple[Block, ...]:
    own = asked.figure or (options[0].id if options else "")
    items = tuple(
        (Link(option.title, _at(asked, frame, asked.span, option.id)),) for option in options if option.id != own
    )
    return (Fold(words.OTHER_FIGURE, (Items(items),)),) if items else ()


def _more(asked: Asked, frame: Frame) -> tuple[Words, ...]:
    own, prefix = f"{frame.base}/councils/{asked.code}/", "DEMO_" if frame.demonstration else ""
    at = (asked, frame, asked.span, asked.figure)
    return (
        (Link(words.COPY_PHONE, _at(*at, NARROW)),),
        (Link(words.FILE, f"{own}{prefix}history.csv"),),
        (Link(words.PAST, f"{frame.base}/as-of/"),),
        (Link(words.DAYS, f"{own}days/"),),
        (Link(words.NOTICE, own),),
        (Link(words.CHARTS, f"/app/history?code={asked.code}"),),
    )
