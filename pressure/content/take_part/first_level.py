"""`/take-part/`: a first level in six steps, what it needs, what national files give, and the template."""

from collections.abc import Iterator, Sequence

from pressure.content.take_part import words
from pressure.content.take_part.national import Given
from pressure.content.take_part.reaching import whom
from pressure.domain.measures import Measure, Missing
from pressure.domain.national import From, Nation
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Fold, Grid, Items, Link, Section, Term, Words, lines, says
from pressure.drawing.templating import Frame, Page, render
from pressure.rules.shapes import WEEKDAYS
from pressure.words.dates import clock_time, short_date
from pressure.words.numbers import share

ACCOUNT, BLANK = "/take-part/account/", "/take-part/"
"""These stand in the real tree alone."""


def take_part_page(book: Rulebook, frame: Frame, national: Sequence[Given], run_by: str, feedback: str) -> bytes:
    """The page for a director. `national` says what publications give; none for the Demonstration Region."""
    start = f"{frame.base}/take-part/"
    members, asks, team, pilot, dot, counted = words.ELSE
    page = Page(
        title=words.TITLE,
        heading=words.HEADING,
        description=words.DESCRIPTION,
        lead=(
            says(words.LEAD),
            says(
                members,
                Link(asks, f"{start}members/"),
                team,
                Link(pilot, f"{start}pilot/"),
                dot,
                Link(counted, f"{frame.base}/method/"),
            ),
            says(words.RESIDENTS, Link(words.RESIDENTS_LINK, f"{start}letter/"), "."),
        ),
        sections=(
            Section("steps", words.STEPS, (_steps(book),)),
            Section("needed", words.NEEDED, tuple(_needed(book))),
            Section("national", words.NATIONAL, tuple(_national(book, national, frame))),
            Section("there", words.THERE, tuple(_there(book))),
            Section("template", words.TEMPLATE, (says(words.TEMPLATE_SAID), _templates(book, frame))),
            Section("whom", words.WHOM, whom(run_by, feedback)),
        ),
    )
    return render("sections.html", page, frame, book)


def template_name(nation: Nation, ending: str) -> str:
    """The file name of a nation's blank template."""
    return f"weekly-return-{nation.name.lower().replace(' ', '-')}.{ending}"


def _steps(book: Rulebook) -> DefinitionList:
    calendar = book.calendar
    out = words.OUT.format(
        close=WEEKDAYS[calendar.returns_close_weekday],
        close_at=clock_time(calendar.returns_close_at),
        day=WEEKDAYS[calendar.release_weekday],
        at=clock_time(calendar.release_at),
    )
    said: tuple[Words, ...] = (
        (words.ACCOUNTS, Link(words.ASK, ACCOUNT), "."),
        (words.FIND,),
        (words.FILL,),
        (words.SEND,),
        (words.CONFIRM,),
        (out,),
    )
    return DefinitionList(tuple(Term(name, own) for name, own in zip(words.STEP_NAMES, said, strict=True)))


def _needed(book: Rulebook) -> Iterator[Block]:
    core = [m for m in book.measures if m.core]
    yield says(words.CORE)
    yield lines(*(m.title for m in core))
    for measure in (m for m in core if m.how_we_looked):
        yield says(words.NONE_KNOWN.format(title=measure.short_title))
    yield says(words.REGISTER.format(days=book.freshness.register_confirmation_days))
    whole, family = book.evidence.whole_at_least, book.evidence.family_at_least
    yield says(words.EVIDENCE.format(whole=share(whole), family=share(family)))
    for nation in book.nations.values():
        own = book.set_of(nation.code)
        title = words.NATION_TABLE.format(nation=nation.name, weight=sum(m.weight for m in own))
        rows = tuple(_row(measure, nation, book) for measure in own)
        yield Fold(title, (Grid(title, words.NATION_HEAD, rows, titled=True, stacks=True),))


def _row(measure: Measure, nation: Nation, book: Rulebook) -> tuple[Words | str, ...]:
    published = nation.source_of(measure.id).comes_from is From.PUBLICATION
    blocks = book.calendar.blocks
    often = words.HOW_OFTEN[measure.asked.value].format(weeks=blocks.weeks if blocks else "")
    missing = measure.when_missing
    if missing is Missing.BY_NATION:
        missing = Missing.LEFT_OUT if published else Missing.WORST_KNOWN
    return (
        measure.title,
        f"{measure.weight} of {sum(m.weight for m in book.set_of(nation.code) if m.family == measure.family)}",
        words.COMES_FROM["publication" if published else "return"],
        words.PUBLISHED_OFTEN if published else often,
        words.WITHOUT[missing.value],
    )


def _national(book: Rulebook, national: Sequence[Given], frame: Frame) -> Iterator[Block]:
    if frame.demonstration:
        yield says(words.NO_NATIONAL)
        return
    yield says(words.NATIONAL_SAID)
    rows = list[tuple[str, ...]]()
    for nation in book.nations.values():
        own = [one for one in national if one.nation.code == nation.code]
        rows += [_of_nation(one) for one in own] or [(nation.name, words.FROM_RETURN, words.NOTHING, "–", "–")]
    yield Grid(words.NATIONAL_CAPTION, words.NATIONAL_HEAD, tuple(rows), titled=True, stacks=True)


def _of_nation(one: Given) -> tuple[str, ...]:
    day = short_date(one.to) if one.to else ""
    newest = day if one.until else words.TOO_OLD.format(day=day) if one.to else words.NO_FILE
    have = words.OF.format(have=one.have, councils=one.councils) if one.have else words.NOTHING
    return one.nation.name, one.measure.title, have, newest, short_date(one.until) if one.until else "–"


def _there(book: Rulebook) -> Iterator[Block]:
    asked = [m for m in book.asked(None, None) if not m.from_register]
    yield says(words.THERE_SAID)
    yield says(words.OFTEN_COUNTED)
    yield lines(*(m.title for m in asked if m.id in words.OFTEN))
    if rest := [m.title for m in asked if m.id not in (*words.OFTEN, *words.BEGIN)]:
        yield says(words.UNKNOWN)
        yield lines(*rest)
    yield says(words.SELDOM_COUNTED)
    yield DefinitionList(tuple(Term(m.title, (words.BEGIN[m.id],)) for m in asked if m.id in words.BEGIN))
    yield says(words.REST)


def _templates(book: Rulebook, frame: Frame) -> Block:
    if frame.demonstration:
        return says(words.REAL_ONES, Link(words.REAL_PAGE, BLANK), ".")
    return Items(
        tuple(
            (
                Link(words.EXCEL.format(nation=nation.name), f"{BLANK}{template_name(nation, 'xlsx')}"),
                ", ",
                Link(words.CSV, f"{BLANK}{template_name(nation, 'csv')}"),
            )
            for nation in book.nations.values()
        )
    )
