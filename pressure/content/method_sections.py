"""What the rules in force say, as sentences and rows; no number of it is written here."""

from collections.abc import Iterable, Mapping, Sequence

from pressure.content import method_words as words
from pressure.domain.measures import Measure, Missing
from pressure.domain.national import Nation, NationalMeasure
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Grid, Link
from pressure.words.dates import short_date
from pressure.words.numbers import listed, plain, share

Row = Mapping[str, str]


def evidence(book: Rulebook) -> tuple[str, ...]:
    """How much must be known before a level is given."""
    rule = book.evidence
    return (
        words.EVIDENCE.format(whole=share(rule.whole_at_least), family=share(rule.family_at_least)),
        words.CORE.format(measures=_named(m for m in book.measures if m.core)),
        words.TOO_FEW.format(least=plain(float(rule.too_few_below.get("people", 0)))),
        words.SMALL.format(least=rule.adults_at_least, chance=rule.chance_below_adults),
        words.RANGE,
    )


def missing(book: Rulebook) -> tuple[str, ...]:
    """What a figure that is not there counts as."""
    weeks, worst, highest = book.second, {Missing.WORST_KNOWN, Missing.BY_NATION}, Missing.BAND_4
    return (
        words.WORST_KNOWN.format(
            band=weeks.worst_known_at_least,
            days=weeks.last_band_within_days,
            measures=_named(m for m in book.measures if m.when_missing in worst),
        ),
        words.BAND_4.format(measures=_named(m for m in book.measures if m.when_missing is highest)),
        words.LEFT_OUT,
    )


def settling(book: Rulebook) -> tuple[str, ...]:
    """How a level falls, and the blocks of weeks."""
    weeks, blocks = book.second, book.calendar.blocks
    said = (words.SETTLING.format(weeks=weeks.fall_after_weeks, gap=weeks.gap_weeks),)
    if blocks is None:
        return said
    return (*said, words.BLOCKS.format(weeks=blocks.weeks, day=short_date(blocks.one_ended_on.isoformat())))


def nation(nation: Nation, book: Rulebook) -> tuple[str, ...]:
    """Where each measure comes from in a nation that does not ask for it in the return, and whence its adults."""
    sources = (
        _source(measure, nation.source_of(measure.id)) for measure in book.measures if measure.id in nation.measures
    )
    return (*sources, *([words.ADULTS.format(note=nation.adults_note)] if nation.adults_note else []))


def entries(nation: Nation) -> Grid:
    """Every word and role of a nation with who has checked it and when, or that somebody still has to."""
    rows = tuple(
        (_titled(name), Link(entry.says, entry.url) if entry.url else entry.says, _titled(entry.who))
        for name, entry in nation.entries.items()
    )
    return Grid(words.ENTRIES.format(nation=nation.name), words.ENTRIES_HEAD, rows)


def _titled(name: str) -> str:
    return (name[:1].upper() + name[1:]).replace("_", " ")


def _source(measure: Measure, own: NationalMeasure) -> str:
    said = f"{measure.short_title}: {words.COMES_FROM[own.comes_from]}"
    if own.coverage_percent_at_least:
        said += words.COVERAGE.format(percent=own.coverage_percent_at_least)
    if own.edges:
        said += words.OWN_EDGES.format(edges=listed([plain(float(edge)) for _, edge in sorted(own.edges.items())]))
    return f"{said}."


def _named(measures: Iterable[Measure]) -> str:
    return listed([m.short_title.lower() for m in measures])


def floors(book: Rulebook) -> tuple[str, ...]:
    """What keeps a level from being lower."""
    rules = book.floors
    by_measure = tuple(
        words.MEASURE_FLOOR.format(
            measure=found.title if (found := book.measure(f.measure_id)) else f.measure_id, band=f.band, level=f.level
        )
        for f in rules.measures
    )
    by_stage = tuple(words.STAGE_FLOOR.format(stage=stage, level=level) for stage, level in rules.stages.items())
    return (words.FAMILY_FLOOR.format(below=rules.below_highest_family), *by_measure, *by_stage)


def freshness(book: Rulebook) -> tuple[Row, ...]:
    """How long a figure counts after its period ends."""
    rows = [
        (words.CADENCE.get(c.value, c.value), words.EVERY_FAMILY, str(days)) for c, days in book.freshness.days.items()
    ]
    rows += [
        (words.CADENCE.get(c.value, c.value), book.family(family).title, str(days))
        for family, own in book.freshness.family_days.items()
        for c, days in own.items()
    ]
    return tuple(_rows(words.FRESH_HEAD, rows))


def actions(book: Rulebook) -> tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]:
    """What each side does at each level."""
    return tuple(
        (
            words.ACTIONS_AT.format(level=a.level, name=book.level(a.level).name),
            (
                (words.COUNCIL_DOES, a.council_does),
                (words.ASKS_NHS, a.council_asks_nhs),
                (words.ASKS_PROVIDERS, a.council_asks_providers),
                (words.RESIDENTS, a.residents_can),
            ),
        )
        for a in book.actions
    )


def _rows(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[Row]:
    return [dict(zip(head, row, strict=True)) for row in rows]
