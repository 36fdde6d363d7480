"""`/method/proposed/`: what a proposed version of the rules would have changed, before it takes any effect."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pressure.domain.measures import Version
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Grid, Link, Picture, Section, says
from pressure.drawing.share_bars import Part, share_bars
from pressure.drawing.templating import Frame, Page, render
from pressure.words.dates import as_moment, short_date, table_date
from pressure.words.level import level_words
from pressure.words.numbers import counted

TITLE = "What is proposed"
NO_EFFECT = (
    "A proposed version of the rules stands beside the one in force, so that anybody can say what they think of it. "
    "It takes no effect: no level on this site is worked out by it."
)
NOTHING = (
    "Nothing is proposed at the moment. Before a change of the rules takes effect it stands here, with every week of "
    "every council that would have had another level."
)
HOW = "How a rule is changed, and who can ask for it: "
COMPARED = (
    "Every week since each council’s first return was worked out again by the proposed rules, from the figures known "
    "then, and settles as levels do. It is compared with the level by figures as published: what a council declared or "
    "raised is left out of both."
)
NO_WEEK = "No week would have had another level by figures."
NOTHING_YET = "No return has been published yet, so there is no week to compare."
BY_NAME = "Councils are in the order of the alphabet."
LATELY = "Weeks of the last year, those that follow each other in one line. Every week is in "
FILE = "Every week that would differ, as CSV"
SHOWN_FOR = timedelta(days=366)
LONGEST_STEP = timedelta(days=8)
ALIKE = ("council_code", "level_figures", "level_proposed", "deciding_rule")
Line = Mapping[str, str]
"""A row of proposed.csv, as text."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Weeks at each level by its number ("" for none), and how many weeks were compared of each council by name."""

    published: Mapping[str, int]
    proposed: Mapping[str, int]
    councils: Mapping[str, int]

    @property
    def weeks(self) -> int:
        return sum(self.published.values())


def proposed_page(
    proposal: Mapping[str, Version], totals: Totals, rows: Sequence[Line], book: Rulebook, frame: Frame, *, file: str
) -> bytes:
    """The page; `proposal` is the version of each rule file that is proposed, `file` where proposed.csv is."""
    page = Page(
        title=TITLE,
        heading=TITLE,
        description="What proposed rules would have changed for every council and week, before they take effect.",
        lead=(says(NO_EFFECT),),
        sections=tuple(_sections(proposal, totals, rows, book, frame, file)),
    )
    return render("sections.html", page, frame, book)


def _sections(
    proposal: Mapping[str, Version], totals: Totals, rows: Sequence[Line], book: Rulebook, frame: Frame, file: str
) -> Iterable[Section]:
    if not proposal:
        how = says(HOW, Link("How to challenge a level", f"{frame.base}/method/#challenge"), ".")
        yield Section("nothing", "Nothing is proposed", (says(NOTHING, tone="strong"), how))
        return
    yield Section("proposal", "The proposal", (_proposal(proposal, book, frame.base),))
    if not totals.weeks:
        yield Section("weeks", "What it would have changed", (says(NOTHING_YET),))
        return
    found = _summary(totals, rows)
    yield Section(
        "totals",
        "Weeks at each level",
        (says(found, tone="strong"), says(COMPARED), Picture(picture(totals, book)), _levels(totals, book)),
    )
    yield Section("councils", "Council by council", (says(BY_NAME), _councils(totals, rows)))
    if rows:
        yield Section("weeks", "Weeks that would differ", tuple(_weeks(rows, book, frame, file)))


def _proposal(proposal: Mapping[str, Version], book: Rulebook, base: str) -> Grid:
    lines = tuple(
        (
            Link(_part(part, book), f"{base}/method/rules/proposed/{part}.yaml"),
            version.method_version,
            short_date(version.published_on),
            version.authored_by,
            version.checked_by,
            version.reason,
        )
        for part, version in sorted(proposal.items())
    )
    head = ("Rule file", "Version", "Proposed on", "By", "Checked by", "Why")
    return Grid("What would change in the rules", head, lines, titled=True)


def _part(part: str, book: Rulebook) -> str:
    """What a rule file is about, in words."""
    name = part.rpartition("/")[2]
    known = book.measure(name)
    return known.short_title if known else name.replace("_", " ").capitalize()


def _summary(totals: Totals, rows: Sequence[Line]) -> str:
    if not rows:
        return NO_WEEK
    differ = len({row["council_code"] for row in rows})
    return (
        f"{counted(len(rows), 'week')} of {totals.weeks:,} would have had another level by figures, in "
        f"{counted(differ, 'council')} of {len(totals.councils):,}."
    )


def _levels(totals: Totals, book: Rulebook) -> Grid:
    numbers = [str(level.number) for level in book.levels]
    lines = tuple(
        (
            level_words(int(number) if number else None, book),
            f"{totals.published.get(number, 0):,}",
            f"{totals.proposed.get(number, 0):,}",
        )
        for number in [*numbers, ""]
    )
    return Grid("Weeks of councils at each level by figures", ("Level", "As published", "By the proposal"), lines)


def _councils(totals: Totals, rows: Sequence[Line]) -> Grid:
    own: dict[str, list[Line]] = {}
    for row in rows:
        own.setdefault(row["council_name"], []).append(row)
    lines = []
    for name, weeks in sorted(totals.councils.items()):
        here = own.get(name, [])
        both = [r for r in here if r["level_figures"] and r["level_proposed"]]
        higher = sum(r["level_proposed"] > r["level_figures"] for r in both)
        lines.append(
            (name, f"{weeks:,}", f"{higher:,}", f"{len(both) - higher:,}", f"{len(here) - len(both):,}"),
        )
    head = ("Council", "Weeks compared", "Higher", "Lower", "A level where there was none, or none")
    return Grid("Weeks that would differ, council by council", head, tuple(lines), titled=True)


def _weeks(rows: Sequence[Line], book: Rulebook, frame: Frame, file: str) -> Iterable[Block]:
    yield says(LATELY, Link(FILE, file), ".")
    now = as_moment(frame.published_at)
    lines = []
    for own in _runs(rows):
        ends = as_moment(own[-1]["rated_at"])
        if now and ends and ends >= now - SHOWN_FOR:
            first, last = table_date(own[0]["rated_at"]), table_date(own[-1]["rated_at"])
            lines.append(
                (
                    own[0]["council_name"],
                    first if first == last else f"{first} to {last}",
                    level_words(_number(own[0]["level_figures"]), book),
                    level_words(_number(own[0]["level_proposed"]), book),
                    own[0]["deciding_rule"].replace("_", " ") or "–",
                )
            )
    head = ("Council", "Releases", "As published, by figures", "By the proposal", "Rule that decides")
    yield Grid("Each of these weeks", head, tuple(lines), titled=True)


def _runs(rows: Sequence[Line]) -> Iterable[list[Line]]:
    """Rows of a council that differ alike, one release after the other."""
    run: list[Line] = []
    for row in sorted(rows, key=lambda r: (r["council_name"], r["council_code"], r["rated_at"])):
        if run and not _goes_on(run[-1], row):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _goes_on(before: Line, row: Line) -> bool:
    then, at = as_moment(before["rated_at"]), as_moment(row["rated_at"])
    return bool(then and at and at - then <= LONGEST_STEP) and all(before[name] == row[name] for name in ALIKE)


def _number(text: str) -> int | None:
    return int(text) if text else None


def picture(totals: Totals, book: Rulebook) -> str:
    """The share of weeks at each level, as published and by the proposal."""
    drawn, told = [], []
    for title, counts in (("As published", totals.published), ("By the proposal", totals.proposed)):
        parts, said = [], []
        for number in (*(level.number for level in book.levels), None):
            name = str(number or "")
            share = counts.get(name, 0) / totals.weeks
            parts.append(Part(100 * share, f"{name or 'none'}: {share:.0%}", number))
            said.append(f"{'level ' + name if name else 'no level'} {share:.1%}")
        drawn.append((title, parts))
        told.append(f"{title}: {', '.join(said)}")
    return share_bars(f"Weeks at each level. {'. '.join(told)}.", drawn)
