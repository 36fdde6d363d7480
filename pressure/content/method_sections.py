"""What the rules in force say, as sentences and rows; no number of it is written here."""

from collections.abc import Mapping, Sequence

from pressure.content import method_words as words
from pressure.domain.rulebook import Rulebook
from pressure.words.numbers import share

Row = Mapping[str, str]


def evidence(book: Rulebook) -> tuple[str, ...]:
    """How much must be known before a level is given."""
    rule = book.evidence
    return (
        words.EVIDENCE.format(whole=share(rule.whole_at_least), family=share(rule.family_at_least)),
        words.TOO_FEW.format(least=rule.too_few_denominator),
        words.RANGE,
        words.HELD,
    )


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
