"""Nations and regions as pages: how many councils are at each level and how much is known. No level, no rank."""

from collections.abc import Callable, Sequence

from pressure.content.lists import NO_LEVELS, NO_RANK, group_of, rely_sentence
from pressure.content.nations_now import of_nation
from pressure.content.past.glance_words import LINK
from pressure.content.register import in_force_lines, plain_pages
from pressure.document.lines import AreaLine, ListedCouncil, RegisterEntry
from pressure.document.names import csv_name
from pressure.document.shapes import OfficialDocument
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Grid, Items, Link, Section, says
from pressure.drawing.templating import Frame, Page, render
from pressure.words.nations import nation_of, unchecked
from pressure.words.numbers import counted

FOR_EXCEL = "Every level of these councils, and their last 53 weeks, for Excel"
NO_LEVEL_OF_ITS_OWN = "An area has no level of its own. "


def area_page(
    area: AreaLine,
    members: Sequence[ListedCouncil],
    register: Sequence[RegisterEntry],
    book: Rulebook,
    frame: Frame,
    official: OfficialDocument | None = None,
) -> bytes:
    """`/areas/{code}/`. `official` are the figures of a nation."""
    nation = nation_of({"nation_code": area["code"]}, book)
    say = nation.say
    page = Page(
        title=area["name"],
        heading=f"Adult social care in {area['name']}",
        description=say(f"{coverage(area)} Councils in {area['name']} at each pressure level."),
        lead=(
            says(say(f"{coverage(area)} {rely_sentence(members)}".strip())),
            says(say(NO_LEVEL_OF_ITS_OWN + NO_RANK)),
            says(Link(say(LINK), f"{frame.base}/areas/{area['code']}/weeks/")),
            says(Link(say(FOR_EXCEL), f"{frame.base}/areas/{area['code']}/{_history(frame)}")),
            *((says(unchecked(nation, book), tone="quiet"),) if nation.name and unchecked(nation, book) else ()),
        ),
        sections=(
            *((of_nation(official, len(book.levels)),) if official else ()),
            Section("levels", say("Councils at each level"), (_levels(area, book, say),)),
            Section(
                "register",
                "Exceptional measures in force now",
                in_force_lines(register, book, plain_pages(frame), nation),
            ),
        ),
    )
    group = group_of("councils", say("Councils, A to Z"), members, book, plain_pages(frame), said=True)
    return render("listing.html", page, frame, book, groups=[group])


def _history(frame: Frame) -> str:
    return csv_name("history.xlsx", demonstration=frame.demonstration)


def areas_page(areas: Sequence[AreaLine], book: Rulebook, frame: Frame) -> bytes:
    """`/areas/`: nations and regions in the order given."""
    none = not any(a["councils_with_level"] for a in areas)
    items = Items(
        tuple((Link(a["name"], f"{frame.base}/areas/{a['code']}/"), f": {_covered(a, book, none=none)}") for a in areas)
    )
    page = Page(
        title="Areas",
        heading="Nations and regions",
        description="How many councils in each nation and region are at each pressure level.",
        lead=(says(NO_LEVEL_OF_ITS_OWN + NO_RANK), *((says(NO_LEVELS),) if none else ()), items),
    )
    return render("sections.html", page, frame, book)


def _covered(area: AreaLine, book: Rulebook, *, none: bool) -> str:
    """How many councils an area has and, unless none anywhere has a level, how many have one."""
    nation = nation_of({"nation_code": area["code"]}, book)
    return nation.say(f"{counted(area['councils'], 'council')}." if none else coverage(area))


def coverage(area: AreaLine) -> str:
    """31 of 32 councils have a current level. 97% of adults live in them."""
    start = f"{area['councils_with_level']} of {counted(area['councils'], 'council')} have a current level."
    if not area["adults"] or not area["councils_with_level"]:
        return start
    return f"{start} {percent(area['adults_with_level'] / area['adults'])} of adults live in them."


def percent(part: float | None) -> str:
    """A share as a whole percentage; a few is never printed as none, nor nearly all as all."""
    if part is None:
        return "not known"
    if 0 < part < 0.01:
        return "under 1%"
    if 0.99 < part < 1:
        return "over 99%"
    return f"{round(part * 100)}%"


def _levels(area: AreaLine, book: Rulebook, say: Callable[[str], str]) -> Grid:
    rows = []
    for line in area["levels"]:
        level = book.level(line["level"])
        name = f"{line['level']}. {level.name}" if line["level"] else level.name
        rows.append(
            (
                name,
                f"{line['councils']:,}",
                f"{line['councils_by_figures']:,}",
                f"{line['adults']:,}",
                percent(line["adult_share"]),
            )
        )
    head = ("Level", say("Councils"), "By figures alone", "Adults in them", "Share of adults")
    return Grid(say("Councils and adults at each level"), head, tuple(rows))
