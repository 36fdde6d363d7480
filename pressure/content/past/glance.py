"""`/areas/{code}/weeks/`: the last 52 weeks of every council of an area at a glance, by name. No order by level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pressure.content.past import glance_words as words
from pressure.domain.councils import alphabetical
from pressure.domain.level_history import WEEKS
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Grid, Items, Link, PictureFile, Section, Words, says
from pressure.drawing.strips_svg import DESK, PHONE, Layout, Strip, strips_svg
from pressure.drawing.templating import Frame, Page, render
from pressure.words.dates import short_date
from pressure.words.level import short_level
from pressure.words.nations import nation_of
from pressure.words.numbers import counted

MOST = 60
WIDE, NARROW = "picture.svg", "picture-narrow.svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A council of an area, and its level in each week, oldest first."""

    code: str
    name: str
    region_code: str
    region: str
    levels: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """An area with its councils, by region and name, and the last days of the weeks."""

    code: str
    name: str
    places: tuple[Place, ...]
    weeks: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The page and its pictures; no pictures where an area is shown region by region."""

    page: bytes
    wide: str = ""
    narrow: str = ""


def glance_of(code: str, councils: Iterable[Mapping[str, str]], rows: Iterable[Mapping[str, str]]) -> Glance | None:
    """An area by its code, from lines of councils.csv and of levels_by_week.csv; None for one without councils."""
    own = [c for c in councils if code in (c["region_code"], c["nation_code"]) and not c["last_day"]]
    if not own:
        return None
    known = {c["council_code"]: dict[str, int | None]() for c in own}
    for row in rows:
        if (found := known.get(row["council_code"])) is not None:
            found[row["week_ending"]] = int(row["level_published"]) if row["level_published"] else None
    weeks = sorted({week for found in known.values() for week in found})[-WEEKS:]
    places = (
        Place(
            code=c["council_code"],
            name=c["council_name"],
            region_code=c["region_code"],
            region=c["region"],
            levels=tuple(known[c["council_code"]].get(week) for week in weeks),
        )
        for c in own
    )
    first = own[0]
    return Glance(
        code=code,
        name=first["region"] if code == first["region_code"] else first["nation"],
        places=tuple(sorted(places, key=lambda p: (alphabetical(p.region), alphabetical(p.name)))),
        weeks=tuple(map(date.fromisoformat, weeks)),
    )


def glance_page(glance: Glance, book: Rulebook, frame: Frame) -> Made:
    """The page, with a picture where its councils fit one; else region by region."""
    say = nation_of({"nation_code": glance.code}, book).say
    said = say(_said(glance))
    if len(glance.places) > MOST:
        regions = dict.fromkeys((p.region_code, p.region) for p in glance.places)
        links = tuple((Link(name, f"{frame.base}/areas/{code}/weeks/"),) for code, name in regions)
        return Made(page=_rendered(glance, said, (Section("regions", words.REGIONS, (Items(links),)),), book, frame))
    (wide, wide_size), (narrow, narrow_size) = (_picture(glance, said, book, frame, one) for one in (DESK, PHONE))
    at = f"{frame.base}/areas/{glance.code}/weeks/"
    table = Section("table", words.TABLE, (_table(glance, book, frame),))
    if not glance.weeks:
        return Made(page=_rendered(glance, said, (table,), book, frame))
    sections = (
        Section(
            "picture",
            words.PICTURE,
            (
                PictureFile(at + WIDE, said, wide_size, at + NARROW, narrow_size),
                says(words.KEY, tone="quiet"),
                says(Link(words.COPY, at + WIDE), " · ", Link(words.COPY_PHONE, at + NARROW)),
            ),
        ),
        table,
    )
    return Made(page=_rendered(glance, said, sections, book, frame), wide=wide, narrow=narrow)


def _said(glance: Glance) -> str:
    now = sum(bool(p.levels and p.levels[-1]) for p in glance.places)
    never = sum(not any(p.levels) for p in glance.places)
    if not glance.weeks:
        return f"{counted(len(glance.places), 'council')}. {words.NONE}"
    parts = [words.SAID.format(councils=counted(len(glance.places), "council"), now=now, day=_day(glance))]
    if never == len(glance.places):
        parts.append(words.NONE)
    elif never:
        parts.append(words.NEVER.format(never=never, weeks=counted(len(glance.weeks), "week")))
    return " ".join(parts)


def _rendered(glance: Glance, said: str, sections: tuple[Section, ...], book: Rulebook, frame: Frame) -> bytes:
    say = nation_of({"nation_code": glance.code}, book).say
    back = Link(words.BACK.format(area=glance.name), f"{frame.base}/areas/{glance.code}/")
    page = Page(
        title=say(words.TITLE.format(area=glance.name)),
        heading=say(words.TITLE.format(area=glance.name)),
        description=said,
        lead=(says(f"{said} {say(words.NO_ORDER)}"), says(say(words.FIND)), says(back)),
        sections=sections,
    )
    return render("sections.html", page, frame.at(f"areas/{glance.code}/weeks/"), book)


def _picture(glance: Glance, said: str, book: Rulebook, frame: Frame, layout: Layout) -> tuple[str, tuple[int, int]]:
    several = len({p.region_code for p in glance.places}) > 1
    groups = [
        (region if several else "", [Strip(p.name, p.levels) for p in own])
        for region, own in ((name, list(own)) for name, own in groupby(glance.places, key=lambda p: p.region))
    ]
    invented = words.INVENTED if frame.demonstration else ""
    foot = [line.format(area=glance.name, invented=invented, day=short_date(frame.published_at)) for line in words.FOOT]
    return strips_svg(groups, glance.weeks, book, said=said, foot=foot, layout=layout)


def _table(glance: Glance, book: Rulebook, frame: Frame) -> Grid:
    rows: list[tuple[str | Link | Words, ...]] = [
        (
            Link(p.name, f"{frame.base}/councils/{p.code}/history/"),
            short_level(p.levels[-1] if p.levels else None, book).capitalize(),
            words.KNOWN.format(known=_known(p.levels), weeks=len(glance.weeks)),
        )
        for p in glance.places
    ]
    head = tuple(name.format(day=_day(glance)) for name in words.HEAD)
    return Grid(words.CAPTION, head, tuple(rows), titled=True)


def _day(glance: Glance) -> str:
    """The last day of the last week: a level published since may be another."""
    return short_date(glance.weeks[-1]) if glance.weeks else short_date(None)


def _known(levels: Sequence[int | None]) -> int:
    return sum(level is not None for level in levels)
