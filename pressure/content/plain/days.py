"""`/councils/{code}/days/`: what is counted for one council, with the definition of every number."""

from pressure.document.names import csv_name
from pressure.document.shapes import DaysCounted, DaysDocument
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Grid, Items, Link, Section, Term, lines, says
from pressure.drawing.card import PATH as CARD
from pressure.drawing.templating import Frame, Page, render
from pressure.words.days import AS_PUBLISHED, DEFINITIONS, HEADING, stretch_name

TERMS = {
    "days": "A day",
    "days_unknown": "An unknown day",
    "season": "A season",
    "longest_run": "Longest run",
    "first_time_since": "First time since",
    "highest_14_days": "Highest in 14 days",
    "last_fall": "What brought the level down",
}
SHOWN = 24


def days_page(document: DaysDocument, book: Rulebook, frame: Frame) -> bytes:
    """Sentences first, then the table by year and season, then what each number means. `document` is days.json."""
    name, place = document["council_name"], f"{frame.base}/councils/{document['council_code']}/"
    page = Page(
        title=f"{name}: {HEADING.lower()}",
        heading=f"{HEADING}: {name}",
        kind="article",
        feed=f"councils/{document['council_code']}/feed",
        card=f"councils/{document['council_code']}/{CARD}",
        description=f"Days at each pressure level in {name}, with the days that are unknown.",
        lead=(says(Link(f"The level in {name} now", place)), says(AS_PUBLISHED, tone="quiet")),
        sections=(
            Section("sentences", "In sentences", (lines(*document["sentences"]),)),
            Section("table", "Days at each level", _table(document, book)),
            Section("meaning", "What each number means", (_meanings(),)),
            Section("files", "As files", (_files(place, frame, demonstration=bool(document["demonstration"])),)),
        ),
    )
    return render("sections.html", page, frame, book)


def _table(document: DaysDocument, book: Rulebook) -> tuple[Block, ...]:
    if not document["counted_to"]:
        return (says("Nothing is counted yet."),)
    levels = [level.number for level in book.levels]
    head = ("Time", *(f"Level {n}" for n in levels), "Unknown", "All days")
    grids = []
    for kind, caption in (("all", "All the time counted"), ("year", "By year"), ("season", "By season")):
        own = [p for p in document["periods"] if p["kind"] == kind][::-1]
        rows = tuple(
            (_name(p), *(str(known[n]) for n in levels), str(p["days_unknown"]), str(p["days"]))
            for p in own[:SHOWN]
            if (known := _known(p))
        )
        left = len(own) - len(rows)
        grids.append(Grid(caption, head, rows, (f"{left} more are in the files.",) if left else ()))
    return tuple(grids)


def _known(period: DaysCounted) -> dict[int, int]:
    at = (period["days_level_1"], period["days_level_2"], period["days_level_3"], period["days_level_4"])
    return dict(enumerate(at, start=1))


def _name(period: DaysCounted) -> str:
    return "All" if period["kind"] == "all" else stretch_name(period["kind"], period["name"])


def _meanings() -> DefinitionList:
    return DefinitionList(tuple(Term(TERMS[name], (text,)) for name, text in DEFINITIONS.items()))


def _files(place: str, frame: Frame, *, demonstration: bool) -> Items:
    counted, runs = (
        f"{frame.base}/data/{csv_name(name, demonstration=demonstration)}"
        for name in ("days_at_level.csv", "level_runs.csv")
    )
    return Items(
        (
            (Link("These counts as data", f"{place}days.json"),),
            (
                Link(
                    "Days at each level, all councils",
                    counted,
                ),
            ),
            (
                Link(
                    "Every run at one level, all councils",
                    runs,
                ),
            ),
        )
    )
