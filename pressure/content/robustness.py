"""How firmly the rules stand. `/method/robustness/` draws the table that `pressure robustness` made of these rules."""

from collections.abc import Iterable, Sequence

from pressure.content import national_years
from pressure.content.national_years import Dated
from pressure.document.names import csv_name
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Grid, Link, Picture, Section, lines, says
from pressure.drawing.templating import Frame, Page, render
from pressure.robustness.england import England
from pressure.robustness.pictures import bars
from pressure.robustness.rows import Row
from pressure.words.numbers import lowered

TITLE = "How firmly the rules stand"
START = (
    "The rules were tried on an invented England: real councils and adults, real vacancies and quality, and everything "
    "else drawn at random around national figures. This says how the rules behave there. It does not say what England "
    "was, and no council is in it by name."
)
NOT_MADE = (
    "The rules have changed since the last table was made. An administrator makes a new one with: pressure robustness"
)
UNKNOWN = (
    "How far councils differ from each other is the largest unknown. Other spreads, and other rates of people without "
    "life-sustaining care, were plausible: the shares then lie in these ranges."
)
FAILURE = (
    "After 26 weeks of real returns this method has failed if a council’s level changes more than four times a year, "
    "if fewer than six directors in ten put their own pressure within one level of it, or if its Spearman "
    "correlation with published waiting times is below 0.4."
)
SECTIONS = (
    ("changes", "How often a level changes", ("changes", "undone")),
    ("shares", "How often each level is reached", ("share",)),
    (
        "thresholds",
        "Weeks with the same level under other thresholds",
        ("thresholds_10", "thresholds_20", "weights"),
    ),
    ("dropped", "Weeks with the same level without one measure", ("dropped",)),
    ("choosing", "What choosing what to send could gain", ("omission", "omission_elsewhere")),
    ("timing", "What choosing when to send could gain", ("kind_weeks", "kind_weeks_sent", "silence")),
    ("size", "Size and chance", ("size", "by_size", "luck")),
    ("surge", "How soon a surge of people without life-sustaining care shows", ("surge", "surge_shows")),
)
SURGE = (
    "From one week on so many people are without life-sustaining care, in every council that was not at the highest "
    "level anyway. The figure comes once in four weeks, so the level by figures follows later: here is the week "
    "of it whose return shows it (the mean, and 5 to 95 % of councils), and in how many councils it shows within "
    "{weeks} weeks. A very small council does not have as many people as the highest band needs. A declared "
    "exceptional measure shows at once."
)
DEMONSTRATION = (
    "The invented councils of the demonstration, told for {years} years by their returns: levels by figures, without "
    "what they declare. Nobody set these figures to meet a bar, and they prove nothing."
)
TABLE = "Every figure of this page, as CSV"
PICTURES = {
    "bars.svg": "The bars, as a picture",
    "levels.svg": "How often each level is reached, as a picture",
}
ABOUT = {
    "omission": "lower level by the best omission",
    "omission_elsewhere": "lower level by the best omission",
    "silence": "lower level after silence",
    "size": "equal rates",
    "kind_weeks": "sending only in kind weeks",
    "kind_weeks_sent": "sending only in kind weeks",
    "surge": "weeks until",
    "surge_shows": "councils where it shows",
}


def robustness_page(
    rows: Sequence[Row] | None,
    england: England,
    book: Rulebook,
    frame: Frame,
    figures: Iterable[Dated] = (),
) -> bytes:
    """`/method/robustness/`; `rows` is None where no table was made of these rules. `figures` are England’s own."""
    known = national_years.years_of(figures, england, book)
    page = Page(
        title=TITLE,
        heading=TITLE,
        description="How often levels change, what choosing what to send could gain, and which bars are missed.",
        lead=(*(national_years.picture(known, rows, england, book) if rows else ()), says(START)),
        sections=(*sections(rows, england, book, national_years.table(known)), *((_files(frame),) if rows else ())),
    )
    return render("sections.html", page, frame, book)


def _files(frame: Frame) -> Section:
    table = f"data/{csv_name('robustness.csv', demonstration=frame.demonstration)}"
    every = {table: TABLE, **{f"method/robustness/{name}": title for name, title in PICTURES.items()}}
    return Section(
        "files",
        "The table and the pictures as files",
        tuple(says(Link(title, f"{frame.base}/{path}")) for path, title in every.items()),
    )


def sections(
    rows: Sequence[Row] | None, england: England, book: Rulebook, national: Grid | None = None
) -> tuple[Section, ...]:
    """Everything the page says; `national` is the table of England’s figures."""
    if not rows:
        return (Section("bars", "The bars", (says(NOT_MADE, tone="strong"),)),)
    found = [
        Section("bars", "The bars", (*_missed(rows, england), Picture(bars(rows, england)), _bars(rows, england))),
        *(Section(i, title, tuple(_part(i, title, rows, about, england, book))) for i, title, about in SECTIONS),
        Section(
            "demonstration",
            "The demonstration’s own councils",
            (says(DEMONSTRATION.format(years=england.demonstration.weeks // 52)), _demonstration(rows)),
        ),
        Section("national", "England’s real figures", (*((national,) if national else ()), _national(rows, book))),
        Section("plausible", "What else was plausible", (says(UNKNOWN), lines(*_ranges(rows, england)))),
        Section("failure", "When this method has failed", (says(FAILURE),)),
    ]
    return tuple(found)


def _missed(rows: Iterable[Row], england: England) -> Iterable[Block]:
    missed = [
        f"Missed: {england.bars[r.about].title}. In {lowered(england.scenarios[r.scenario].title)} "  # type: ignore[index]
        f"{_said(r)}; {r.bar} is asked."
        for r in rows
        if r.met == "no"
    ]
    yield lines(*missed, tone="") if missed else says("Every bar is met.")


def _bars(rows: Iterable[Row], england: England) -> Grid:
    table = []
    for name, bar in england.bars.items():
        here = {r.scenario: r for r in rows if r.about == name}
        table.append((bar.title, next(iter(here.values())).bar, *(_said(here[s]) for s in england.scenarios)))
    return Grid("Each bar and what was found", ("Bar", "Asked", *_titles(england)), tuple(table))


def _titles(england: England) -> tuple[str, ...]:
    return tuple(about.title for about in england.scenarios.values())


def _part(
    section: str,
    title: str,
    rows: Iterable[Row],
    about: Iterable[str],
    england: England,
    book: Rulebook,
) -> Iterable[Block]:
    if section == "surge":
        yield says(SURGE.format(weeks=england.surge.seen_within_weeks))
    table: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        if row.about in about:
            table.setdefault((row.about, row.case), {})[row.scenario] = _said(row)
    lead = {m.id: m.short_title for m in book.measures}
    yield Grid(
        f"{title}: the figures",
        ("What", *_titles(england)),
        tuple(
            (_case(kind, lead.get(case, case)), *(by.get(s, "–") for s in england.scenarios))
            for (kind, case), by in table.items()
        ),
        titled=True,
    )


def _case(about: str, case: str) -> str:
    told = f"{ABOUT[about]}: {case}" if about in ABOUT else case
    return told[:1].upper() + told[1:]


def _said(row: Row) -> str:
    unit = " %" if row.unit == "percent" else " points" if row.unit == "points" else ""
    unit = " weeks" if row.unit == "weeks" else unit
    between = f" ({row.lowest:.1f} to {row.highest:.1f})" if row.lowest is not None else ""
    return f"{row.figure:.1f}{unit}{between}"


def _national(rows: Iterable[Row], book: Rulebook) -> Grid:
    titles = {f.id: f.title for f in book.families}
    table = []
    for row in rows:
        if row.about == "national":
            family, _, points = row.case.partition(": ")
            level = book.level(int(row.figure) or None)
            told = f"{level.name} (level {level.number} of {len(book.levels)})" if row.figure else "too few figures"
            table.append((row.scenario, titles[family], points, told))
    return Grid("Families on national figures alone", ("When", "Family", "Points", "Level"), tuple(table), titled=True)


def _demonstration(rows: Iterable[Row]) -> Grid:
    table = tuple((_case(r.about, r.case), _said(r)) for r in rows if r.about == "demonstration")
    return Grid("Levels of the invented councils", ("What", "Figure"), table, titled=True)


def _ranges(rows: Sequence[Row], england: England) -> Iterable[str]:
    for scenario, about in england.scenarios.items():
        for kind, level in (("plausible_3", "3 or 4"), ("plausible_4", "4")):
            found = [r.figure for r in rows if (r.about, r.scenario) == (kind, scenario)]
            if found:
                yield f"{about.title}: {min(found):.0f} to {max(found):.0f} % of weeks at level {level}."
