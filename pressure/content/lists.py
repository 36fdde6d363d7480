"""The list of all councils: found by name, alphabetical within a nation, never ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pressure.content.register import Address, plain_pages
from pressure.content.search import words
from pressure.content.search.answer import answer
from pressure.content.search.hits import Found
from pressure.content.search.matching import find
from pressure.document.lines import ListedCouncil
from pressure.domain.councils import alphabetical
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Section, says
from pressure.drawing.templating import Frame, Page, render
from pressure.words.dates import last_good
from pressure.words.level import by_figures
from pressure.words.numbers import counted
from pressure.words.official import COUNTED, of_figures, short_count

NO_RANK = "This is not a ranking. Levels of different councils rest on different figures."
NONE_HERE = "No council here has a current level."
NO_LEVELS = (
    "No council has a current level now: the figures are missing or too old. Each page still says what is "
    "known, and how you can ask the council to take part."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One council in a list, with its level for the eye and in words."""

    text: str
    href: str
    note: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Councils under one heading, in alphabetical order; `note` is what is so of all of them."""

    id: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""


def councils_page(
    rows: Sequence[ListedCouncil], book: Rulebook, frame: Frame, query: str = "", found: Found | None = None
) -> bytes:
    """`/councils/`, and `/councils/?q=…`: what was `found`, and always every council by nation."""
    first, sections, query = lead(rows), tuple[Section, ...](), query.strip()
    if query:
        given = found or find({row["council_code"]: _names(row) for row in rows}, query)
        names = {row["council_code"]: row["council_name"] for row in rows}
        told = answer(query, given, names, plain_pages(frame))
        sections = (Section("found", words.COULD_MEAN, told.listed), Section("every", "All councils", first))
        first = told.first
    page = Page(
        title="Councils",
        heading="Councils",
        description="Every council with adult social care duties, by nation and in alphabetical order.",
        lead=first,
        sections=sections,
    )
    return render(
        "find.html",
        page,
        frame,
        book,
        groups=by_nation(rows, book, plain_pages(frame), said=not any(map(level_of, rows))),
        query=query,
        find_label=words.LABEL,
    )


def level_note(row: ListedCouncil, book: Rulebook) -> str:
    """Level 3, high pressure; by figures alone level 2. Or no current level, with the count of official figures."""
    number = level_of(row)
    if number is None:
        counted = official_note(row)
        return f"{book.no_level.name.lower()}; {counted}" if counted else book.no_level.name.lower()
    least = "at least level" if row.get("status") == "floor_only" else "level"
    return f"{least} {number}, {book.level(number).name.lower()}; {by_figures(row['level_figures'])}"


def official_note(row: ListedCouncil) -> str:
    """2 of 4 official figures in the two highest bands; nothing where none has a band."""
    return short_count(row.get("in_two_highest", 0), row.get("with_band", 0))


def group_of(
    group_id: str, title: str, rows: Sequence[ListedCouncil], book: Rulebook, to: Address, *, said: bool = False
) -> Group:
    """Councils in the order of their names. That none of them has a level is said once, above them, unless the page
    has `said` so."""
    ordered = sorted(rows, key=lambda r: (alphabetical(r["council_name"]), r["council_code"]))
    known = any(level_of(r) for r in rows)
    lines = tuple(
        Line(
            r["council_name"],
            to(r["council_code"]),
            level_note(r, book) if known else of_figures(r.get("in_two_highest", 0), r.get("with_band", 0)),
            level_of(r),
        )
        for r in ordered
    )
    alike = not known and not said and len(lines) > 1
    note = NONE_HERE if alike else level_note(rows[0], book) if len(lines) == 1 and not known and not said else ""
    told = COUNTED if not known and any(line.note for line in lines) else ""
    return Group(group_id, title, lines, " ".join(filter(None, (note[:1].upper() + note[1:], told))))


def level_of(row: ListedCouncil) -> int | None:
    """The level of a row, as a number."""
    return row["level_published"] or None


def rely_sentence(rows: Sequence[ListedCouncil]) -> str:
    """The earliest moment at which any level listed runs out."""
    known = [r for r in rows if level_of(r)]
    ends = sorted(str(r["valid_until"]) for r in known if r.get("valid_until"))
    return f"Do not rely on this list after {last_good(ends[0])}." if ends else ""


def _names(row: ListedCouncil) -> tuple[str, ...]:
    return tuple(str(name) for name in (row["council_name"], row.get("official_name"), *row.get("aliases", ())) if name)


def lead(rows: Sequence[ListedCouncil]) -> tuple[Block, ...]:
    """How many there are, how long the list can be relied on, and that it is no ranking."""
    every = f"{counted(len(rows), 'council')}, by nation and in alphabetical order. {rely_sentence(rows)}"
    return says(every.strip() if any(map(level_of, rows)) else f"{every}{NO_LEVELS}"), says(NO_RANK)


def by_nation(rows: Sequence[ListedCouncil], book: Rulebook, to: Address, *, said: bool = False) -> tuple[Group, ...]:
    """Every council below its nation."""
    ordered = sorted(rows, key=lambda r: r["nation"])
    return tuple(
        group_of(f"n{number}", nation, list(own), book, to, said=said)
        for number, (nation, own) in enumerate(groupby(ordered, key=lambda r: r["nation"]), start=1)
    )
