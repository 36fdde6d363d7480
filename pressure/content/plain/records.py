"""Corrections, and what is due and late: pages that let anyone check the others."""

from collections.abc import Iterator, Sequence

from pressure.document.lines import DueCouncil, DueSource
from pressure.document.rows import CorrectionRow
from pressure.domain.councils import alphabetical
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Fold, Grid, Items, Link, Section, Term, lines, says
from pressure.drawing.templating import Frame, Page, render
from pressure.release.site import csv_name
from pressure.words.dates import clock_time, table_date, uk_date, uk_moment
from pressure.words.numbers import counted

LATE_SHOWN = 400
STAYS = "What we published stays as it was. A correction is a new release, listed here with its reason."
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def corrections_page(
    rows: Sequence[CorrectionRow],
    book: Rulebook,
    frame: Frame,
    release: str = "",
    published_at: str = "",
    *,
    pages_kept: bool = True,
) -> bytes:
    """`/corrections/`, and `/corrections/{id}/` for a release, when it was published, "" if there is none, and
    whether its pages were kept."""
    own = [r for r in rows if not release or release in (r["corrects_release_id"], r["release_id"])]
    newest = sorted(own, key=lambda r: (r["published_at"], r["correction_id"]), reverse=True)
    page = Page(
        title=f"Corrections to release {release}" if release else "Corrections",
        heading="Corrections",
        lead=tuple(_of_release(own, frame, release, published_at, pages_kept) if release else _of_all(own, frame)),
        sections=tuple(_correction(r, frame) for r in newest),
        description="What changed after it was published, and why.",
    )
    return render("sections.html", page, frame, book)


def _of_all(rows: Sequence[CorrectionRow], frame: Frame) -> Iterator[Block]:
    yield says(STAYS)
    yield says(
        f"{counted(len(rows), 'correction')} so far." if rows else "There are no corrections so far.", tone="strong"
    )
    name = csv_name("corrections.csv", demonstration=frame.demonstration)
    yield says(Link("All corrections as a file", f"{frame.base}/data/{name}"), ".")


def _of_release(
    rows: Sequence[CorrectionRow], frame: Frame, release: str, published_at: str, pages_kept: bool
) -> Iterator[Block]:
    every = Link("All corrections", f"{frame.base}/corrections/")
    if not published_at:
        yield says(
            f"We have never published a release called “{release}”. Its name may be cut short: names look like ",
            f"{frame.release_id}.",
            tone="strong",
        )
        yield says(every)
        return
    to = sum(r["corrects_release_id"] == release for r in rows)
    made = len(rows) - to
    yield says(f"This is about release {release}, published at {uk_moment(published_at)}.")
    yield says(
        f"{counted(to, 'correction')} to it so far." if to else "Nothing in it has been corrected so far.",
        tone="strong",
    )
    if made:
        yield says(f"It made {counted(made, 'correction')} to earlier releases.")
    kept = "That release, as it was published" if pages_kept else "The files of that release; its pages were not kept"
    yield says(Link(kept, f"{frame.base}/releases/{release}/"), ". ", every, ".")


def _correction(row: CorrectionRow, frame: Frame) -> Section:
    place = Link(row["council_name"], f"{frame.base}/councils/{row['council_code']}/")
    was, now = (
        _page_in(release, row["council_code"], frame) for release in (row["corrects_release_id"], row["release_id"])
    )
    facts = (
        Term("Council", (place,)),
        Term("What changed", (row["what"],)),
        Term("Why", (row["why"],)),
        Term("As it was, in release", (was,)),
        Term("Corrected in release", (now,)),
    )
    return Section(f"c-{row['correction_id']}", uk_date(row["published_at"]), (DefinitionList(facts),))


def _page_in(release: str, code: str, frame: Frame) -> Link:
    """The council's page as published then, or the page that says that only its files were kept."""
    return Link(release, f"{frame.base}/releases/{release}/councils/{code}/")


def due_page(councils: Sequence[DueCouncil], sources: Sequence[DueSource], book: Rulebook, frame: Frame) -> bytes:
    """`/due/`."""
    by_name = sorted(councils, key=lambda r: alphabetical(r["council_name"]))
    late, never = [r for r in by_name if r["days_late"]], [r for r in by_name if not r["last_week_ending"]]
    on_time = len(councils) - len(late) - len(never)
    page = Page(
        title="Due and late",
        heading="Due and late",
        description="Which councils and national sources have sent their figures, and which are late.",
        lead=(
            says(
                f"Weekly returns at {uk_moment(frame.published_at)}: {on_time} on time, {len(late)} late, "
                f"{len(never)} never sent."
            ),
            says("Sending figures is a choice. A late return says nothing about the care a council gives."),
        ),
        sections=(
            Section("when", "When figures come out", _when(book)),
            Section("late", "Late weekly returns", _late(late)),
            Section("sources", "National sources", _sources(sources)),
            Section("never", "Never sent a weekly return", _never(never, frame)),
        ),
    )
    return render("sections.html", page, frame, book)


def _when(book: Rulebook) -> tuple[Block, ...]:
    """The release clock, and who sees figures before everyone else."""
    calendar = book.calendar
    close, release = DAYS[calendar.returns_close_weekday], DAYS[calendar.release_weekday]
    return (
        says(
            f"Returns close on {close} at {clock_time(calendar.returns_close_at)}. "
            f"Releases come out on {release} at {clock_time(calendar.release_at)}, UK time, for everyone at once. "
            "Exceptional measures, corrections and levels that run out are released at once."
        ),
        says(f"These people may see figures up to {calendar.early_sight_hours} hours before:"),
        lines(*calendar.early_sight_roles),
    )


def _late(rows: Sequence[DueCouncil]) -> tuple[Block, ...]:
    if not rows:
        return (says("None."),)
    cells = tuple(
        (
            r["council_name"],
            table_date(r["last_week_ending"]),
            table_date(r["due_at"]),
            counted(r["days_late"] or 0, "day"),
        )
        for r in rows[:LATE_SHOWN]
    )
    return (Grid("Late, in alphabetical order", ("Council", "Last week sent", "Next was due", "Late by"), cells),)


def _never(rows: Sequence[DueCouncil], frame: Frame) -> tuple[Block, ...]:
    if not rows:
        return (says("Every council has sent at least one."),)
    names = Items(tuple((Link(r["council_name"], f"{frame.base}/councils/{r['council_code']}/"),) for r in rows))
    return (
        says(Link("Ask your council to take part", f"{frame.base}/take-part/letter/")),
        Fold(f"{counted(len(rows), 'council')}, in alphabetical order", (names,)),
    )


def _sources(rows: Sequence[DueSource]) -> tuple[Block, ...]:
    if not rows:
        return (says("None is used here."),)
    cells = tuple(
        (
            r["title"],
            r["publisher"],
            r["cadence"].replace("_", " "),
            table_date(r["last_period_end"]),
            table_date(r["received_at"]),
            _asked(r),
            _expected(r),
        )
        for r in rows
    )
    columns = ("Source", "Publisher", "How often", "Figures to", "Reached us", "Last asked", "Next expected")
    return (
        says(
            "Publishers set their own dates. “Expected” is our reckoning from how often a source comes out and how "
            "long after its period."
        ),
        Grid("Publications we use", columns, cells),
    )


def _asked(row: DueSource) -> str:
    if not row["fetched"]:
        return "comes by hand"
    return table_date(row["looked_at"]) if row["looked_at"] else "not yet"


def _expected(row: DueSource) -> str:
    if not row["expected_on"]:
        return "no day known"
    late = f", {counted(row['days_overdue'], 'day')} overdue" if row["days_overdue"] else ""
    return f"{table_date(row['expected_on'])}{late}"
