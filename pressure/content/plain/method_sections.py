"""The method as a page, generated from the rules in force; no number of it is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pressure.content.explore.explorer_words import limits
from pressure.content.plain import method_words as words
from pressure.domain.measures import Measure
from pressure.domain.rulebook import Rulebook
from pressure.words.numbers import share

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePart:
    """One measure with its bands, counting rules and where its thresholds came from."""

    id: str
    title: str
    intro: str
    bands: tuple[Row, ...]
    counting: tuple[tuple[str, str], ...]
    anchors: tuple[str, ...]


def levels(book: Rulebook) -> tuple[Row, ...]:
    """The four levels and the words for none."""
    rows = [(f"{lv.number} {lv.bars}", lv.name, lv.sentence) for lv in book.levels]
    none = book.no_level
    return tuple(_rows(words.LEVELS_HEAD, [*rows, (f"– {none.bars}", none.name, none.sentence)]))


def families(book: Rulebook) -> tuple[tuple[str, str, tuple[MeasurePart, ...]], ...]:
    """Each family with its question and its measures."""
    return tuple(
        (family.title, family.question, tuple(measure_part(m, book) for m in book.measures if m.family == family.id))
        for family in book.families
    )


def measure_part(measure: Measure, book: Rulebook) -> MeasurePart:
    """What the rules say of one measure."""
    numbers = range(1, len(book.levels) + 1)
    rows = [(str(band), limits(measure, band), str((band - 1) * measure.weight)) for band in numbers]
    counting = tuple((words.COUNTING.get(key, key.replace("_", " ")), text) for key, text in measure.counting.items())
    return MeasurePart(
        id=measure.id,
        title=measure.title,
        intro=words.intro(measure),
        bands=tuple(_rows(words.BANDS_HEAD, rows)),
        counting=counting,
        anchors=measure.anchors or (words.ASSUMED if measure.assumed else words.NO_ANCHOR,),
    )


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


def exceptional(book: Rulebook) -> tuple[Row, ...]:
    """The catalogue of exceptional measures."""
    return tuple(_rows(words.CATALOGUE_HEAD, [(str(e.stage), e.title, e.meaning) for e in book.declarations.catalogue]))


def _rows(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[Row]:
    return [dict(zip(head, row, strict=True)) for row in rows]


def points(book: Rulebook) -> str:
    """How points become a level, with the maximum of all measures."""
    return words.POINTS_SAID.format(count=len(book.levels), most=book.weight * (len(book.levels) - 1))
