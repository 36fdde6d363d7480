"""`/releases/`: every release, newest first, and the way to the site as it was on a day."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from pressure.document.lines import ListedRelease
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Fold, Items, Link, Section, Words, says
from pressure.drawing.templating import Frame, Page, render
from pressure.release.site import MANIFEST, ZIP, csv_name
from pressure.words import archive as words
from pressure.words.dates import as_day, uk_moment
from pressure.words.numbers import counted

SHORT = 12


def releases_page(rows: Sequence[ListedRelease], book: Rulebook, frame: Frame, today: date) -> bytes:
    """Newest first. The newest year stands open, earlier ones are folded."""
    years = [(year, list(own)) for year, own in groupby(rows, lambda row: _day(row).year)]
    blocks = [
        _year(own, frame)
        if at == 0
        else Fold(words.OLDER.format(count=counted(len(own), "release"), year=year), (_year(own, frame),))
        for at, (year, own) in enumerate(years)
    ]
    csv = f"{frame.base}/releases/{csv_name('releases.csv', demonstration=frame.demonstration)}"
    page = Page(
        title=words.TITLE,
        heading=words.TITLE,
        description=words.ABOUT,
        lead=(says(words.LEAD), says(Link(words.AS_CSV, csv), ".")),
        sections=(Section("releases", counted(len(rows), "release"), tuple[Block, ...](blocks)),),
    )
    return render(
        "releases.html",
        page,
        frame,
        book,
        on_label=words.ON,
        today=today.isoformat(),
        first=_day(rows[-1]).isoformat() if rows else "",
    )


def _day(row: ListedRelease) -> date:
    day = as_day(row["published_at"])
    assert day, "a release has a day"
    return day


def _year(rows: Sequence[ListedRelease], frame: Frame) -> Items:
    return Items(tuple(_release(row, frame) for row in rows))


def _release(row: ListedRelease, frame: Frame) -> Words:
    start = f"{frame.base}/releases/{row['release_id']}/"
    why = " ".join(filter(None, (words.WHY.get(row["reason"], row["reason"]) or words.NO_REASON, _note(row["note"]))))
    line = words.LINE.format(why=why.rstrip("."), files=counted(row["files"], "file"))
    return (
        Link(f"{uk_moment(row['published_at'])}, {row['release_id']}", start),
        line,
        Link(row["manifest_sha256"][:SHORT], f"{start}{MANIFEST}"),
        ", ",
        Link(words.ZIP, f"{start}data/{csv_name(ZIP, demonstration=frame.demonstration)}"),
        ".",
    )


def _note(note: str) -> str:
    return f"({note.rstrip('.')})" if note else ""
