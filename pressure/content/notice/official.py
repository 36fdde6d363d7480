"""Official figures, first on the page of a council without a level: a count, a line each, and a table."""

from datetime import date

from pressure.content import spreads
from pressure.content.notice.parts import Parts
from pressure.document.shapes import ContextFigure, OfficialDocument, OfficialPart
from pressure.drawing.blocks import Block, Cell, Drawn, Grid, Link, Pair, Section, Words, lines, says
from pressure.drawing.marks.bullet import bullet, place
from pressure.drawing.marks.sparkline import sparkline
from pressure.words import official as words
from pressure.words.numbers import plain, starts_by_band, with_unit

WAITS = {"ctx_assess_median_days": "an assessment", "ctx_start_median_days": "care to start"}
"""What people waited for, by the figure that says how long."""
BELOW_A_DAY = "less than a day"
LONGER = "{n} or longer"
WAITED = "Half waited {what} ({when}, {source}). Yours may differ."
HEAD = ("Figure", "Here", "{nation}", "On its bands", "Three years", "Since last year", "Of")
CAPTION = "Newest official figures"
SOURCES = "Sources: "
AMONG = "Strokes are councils, numbers where bands begin."


def official(parts: Parts) -> Section:
    """What publications say here, beside the nation. One count of bands, and no level."""
    found = parts.official
    figures = found["figures"] if found else []
    bands = len(parts.book.levels)
    blocks: list[Block] = []
    if found is None or not figures:
        blocks.append(says(words.NONE.format(body=parts.body), tone="strong"))
    else:
        blocks.append(says(words.count(found, parts.body, bands), tone="strong"))
        blocks.append(
            lines(*(words.line(part, found["nation"]) + words.why_no_band(part, figures) for part in figures))
        )
    if waits := _waits(parts):
        blocks.append(says(*waits))
    if found is not None and (drawn := _among(figures, found, parts)):
        blocks += [says(AMONG, tone="quiet"), drawn]
    if found is not None and figures:
        blocks.append(_table(figures, found, bands))
        blocks.append(says(*_key(found), tone="quiet"))
    return Section("official", words.TITLE, tuple(blocks))


def _among(figures: list[OfficialPart], found: OfficialDocument, parts: Parts) -> Pair | None:
    """Each figure that has a band among those of all councils of the nation; none of them has a name."""
    drawn = tuple(
        (words.name(part), spreads.marked(parts.spreads[part["measure_id"]], part, found["nation"]))
        for part in figures
        if part["band"] and part["measure_id"] in parts.spreads
    )
    return Pair(drawn) if drawn else None


def _table(figures: list[OfficialPart], found: OfficialDocument, bands: int) -> Grid:
    rows = tuple(
        (
            words.name(part),
            words.number(part, part["value"]),
            words.number(part, part["nation_value"]),
            *drawn_and_dated(part, found["nation"], bands),
        )
        for part in figures
    )
    head = tuple(title.format(nation=found["nation"]) for title in HEAD)
    return Grid(CAPTION, head, rows, titled=True, stacks=True)


def drawn_and_dated(part: OfficialPart, nation: str, bands: int) -> tuple[Cell, ...]:
    """What every table of official figures ends with: bands, three years, the change in a year, and the month."""
    return band_picture(part, nation, bands), three_years(part), words.since_last_year(part), words.month(part)


def band_picture(part: OfficialPart, nation: str, bands: int) -> Drawn:
    """Its place on the bands; for one that has no band now, the words for that alone."""
    edges = starts_by_band(part["bands"])
    if part["band"] is None:
        return Drawn("", words.no_band(part))
    said = words.ON_BAND.format(band=part["band"], bands=bands)
    beside = part["nation_value"]
    there = "" if beside is None else f"; {nation} in band {int(place(beside, edges)) + 1}"
    return Drawn(bullet(part["value"], edges, f"In band {said}{there}", beside), said)


def three_years(part: OfficialPart) -> Drawn:
    """The line of its past; a dash where there is one period only."""
    past = [(date.fromisoformat(point["period_end"]), point["value"]) for point in part["past"]]
    if len(past) < 2:
        return Drawn("", "–")
    lowest, highest = (words.number(part, of(value for _, value in past)) for of in (min, max))
    return Drawn(
        sparkline(past, f"{len(past)} periods, from {lowest} to {highest}, at last {words.number(part, past[-1][1])}")
    )


def _waits(parts: Parts) -> Words:
    """How long people waited for an assessment, and beside it for care to start, dated."""
    own = [c for c in parts.document.get("context", ()) if c["measure_id"] in WAITS and c["value"] is not None]
    if not own:
        return ()
    source = parts.document.get("sources", {}).get(own[0]["source_id"])
    named = source["publisher"] if source else own[0]["source_id"]
    when = words.short_period(own[0]["period_start"], own[0]["period_end"])
    return (WAITED.format(when=when, source=named, what=" and ".join(map(_waited, own))),)


def _waited(context: ContextFigure) -> str:
    """38 days or longer for an assessment."""
    value = context["value"] or 0
    long = LONGER.format(n=with_unit(plain(value, (), 1), "days")) if value >= 1 else BELOW_A_DAY
    return f"{long} for {WAITS[context['measure_id']]}"


def _key(found: OfficialDocument) -> Words:
    """How the pictures are read, and who published the figures: each publisher once, though a source has two."""
    drawn = any(part["band"] for part in found["figures"])
    key = f"{words.KEY.format(nation=found['nation'])} {words.HIGHER_MEANS} " if drawn else ""
    named: dict[str, str] = {}
    for source in found["sources"].values():
        for name in source["publisher"].split("; "):
            named.setdefault(name, source["url"])
    said: list[str | Link] = [f"{key}{SOURCES}"]
    for publisher, url in named.items():
        said += [Link(publisher, url) if url else publisher, ", "]
    return (*said[:-1], ".")
