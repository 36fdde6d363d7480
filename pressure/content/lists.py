"""The front page and the list of all councils: found by name, alphabetical within a nation, never ranked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pressure.content.register import Address, in_force_lines, plain_pages
from pressure.content.search import words
from pressure.content.search.answer import answer
from pressure.content.search.hits import Found
from pressure.content.search.matching import find
from pressure.document.lines import DueSource, ListedCouncil, RegisterEntry
from pressure.domain.councils import alphabetical
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Fold, Link, Section, Term, lines, says
from pressure.drawing.templating import Frame, Page, render
from pressure.words.dates import last_good, uk_date
from pressure.words.level import by_figures
from pressure.words.numbers import counted

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


def front_page(
    rows: Sequence[ListedCouncil],
    register: Sequence[RegisterEntry],
    book: Rulebook,
    frame: Frame,
    sources: Sequence[DueSource] = (),
) -> bytes:
    """`/`: find a council, what the levels mean, what is in force now, when official figures came and come. One line a
    council."""
    page = Page(
        title="Find your council's pressure level",
        heading="How much pressure is social care under?",
        description="See how hard it is to get adult social care from your council now, in one of four levels.",
        lead=(
            says(
                "Every council with adult social care duties has a page here. It says how hard it is to get care "
                "there, and why, or that we do not know."
            ),
            says("If someone is in danger now, call 999.", tone="strong"),
        ),
        sections=(_levels(book, frame), _now(rows, register, book, frame), *_official(sources, frame)),
    )
    return render(
        "find.html",
        page,
        frame,
        book,
        groups=[group_of("a-to-z", "All councils, A to Z", rows, book, plain_pages(frame), said=True)],
        query="",
        find_label="Find your council by name",
    )


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
    """Level 3, high pressure; by figures alone level 2. Or no current level."""
    number = level_of(row)
    if number is None:
        return book.no_level.name.lower()
    least = "at least level" if row.get("status") == "floor_only" else "level"
    return f"{least} {number}, {book.level(number).name.lower()}; {by_figures(row['level_figures'])}"


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
            level_note(r, book) if known else "",
            level_of(r),
        )
        for r in ordered
    )
    alike = not known and not said and len(lines) > 1
    note = NONE_HERE if alike else level_note(rows[0], book) if len(lines) == 1 and not known and not said else ""
    return Group(group_id, title, lines, note[:1].upper() + note[1:])


def level_of(row: ListedCouncil) -> int | None:
    """The level of a row, as a number."""
    return row["level_published"] or None


def rely_sentence(rows: Sequence[ListedCouncil]) -> str:
    """The earliest moment at which any level listed runs out."""
    known = [r for r in rows if level_of(r)]
    ends = sorted(str(r["valid_until"]) for r in known if r.get("valid_until"))
    return f"Do not rely on this list after {last_good(ends[0])}." if ends else ""


def _levels(book: Rulebook, frame: Frame) -> Section:
    facts = [Term(f"{lv.number}. {lv.name}", (lv.sentence,), lv.number) for lv in book.levels]
    none = Term(book.no_level.name, (book.no_level.sentence,))
    more = says(
        "You can ask for help at every level, and your rights are the same. ",
        Link("How a level is worked out", f"{frame.base}/method/"),
        ".",
    )
    return Section("levels", "What the levels mean", (DefinitionList((*facts, none)), more))


def _now(rows: Sequence[ListedCouncil], register: Sequence[RegisterEntry], book: Rulebook, frame: Frame) -> Section:
    known = [r for r in rows if level_of(r)]
    words = [f"{counted(len(known), 'council')} of {len(rows)} have a current level." if known else NO_LEVELS]
    return Section(
        "now",
        "What is in force now",
        (says(" ".join([*words, rely_sentence(rows)]).strip()), *in_force_lines(register, book, plain_pages(frame))),
    )


def _official(sources: Sequence[DueSource], frame: Frame) -> Iterator[Section]:
    """Of each source whose publisher is asked: when it was, what came last, when the next is expected."""
    asked = [s for s in sources if s["fetched"]]
    if asked:
        yield Section(
            "official",
            "Official figures",
            (
                Fold("When they came, and when the next are expected", (lines(*map(_source_line, asked)),)),
                says(Link("What is due and late", f"{frame.base}/due/")),
            ),
        )


def _source_line(source: DueSource) -> str:
    came = (
        f"last new on {uk_date(source['received_at'])}, to {uk_date(source['last_period_end'])}"
        if source["received_at"]
        else "none yet"
    )
    looked = f"last asked on {uk_date(source['looked_at'])}" if source["looked_at"] else "not asked yet"
    late = f", {counted(source['days_overdue'], 'day')} overdue" if source["days_overdue"] else ""
    coming = f"next expected on {uk_date(source['expected_on'])}{late}" if source["expected_on"] else "no day known"
    return f"{source['title']}: {came}; {looked}; {coming}."


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
