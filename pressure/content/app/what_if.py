"""What the what-if page says of made-up figures, worked out by the same rules as every level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from pressure.content.app import what_if_words as words
from pressure.content.app.council import changes, family_rows
from pressure.content.explore.explorer_words import distances
from pressure.document.rating import exact_document
from pressure.document.shapes import MeasureLine, RatingPart
from pressure.domain.measures import Measure, Unit
from pressure.domain.rating.what_if import Edges, OutOfOrder, imagine, with_edges
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import level_sign
from pressure.words.level import decided, evidence, how_sure, level_words, short_level
from pressure.words.numbers import UNIT_WORDS, figure, starts

Row = Mapping[str, str]
ADULTS = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One measure as something to move: its figure, and its thresholds by band."""

    id: str
    name: str
    label: str
    start: float
    thresholds: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the rules say of the figures, or why they say nothing."""

    problem: str = ""
    sign: str = ""
    said: tuple[str, ...] = ()
    floors: tuple[str, ...] = ()
    families: tuple[Row, ...] = ()
    reasons: tuple[Row, ...] = ()
    changes: tuple[str, ...] = ()


def controls(book: Rulebook) -> tuple[tuple[str, tuple[Control, ...]], ...]:
    """Everything that can be moved, by family."""
    return tuple(
        (family.title, tuple(_control(m) for m in book.measures if m.family == family.id and not m.from_register))
        for family in book.families
    )


def outcome(
    book: Rulebook,
    values: Mapping[str, float],
    thresholds: Mapping[str, float],
    *,
    stage: str,
    adults: int,
    at: datetime,
) -> Outcome:
    """The level with its reasons; beside it what the thresholds in force say, when any was moved."""
    moved = _moved(book, thresholds)
    try:
        changed = with_edges(book, moved)
    except OutOfOrder as problem:
        measure = book.measure(str(problem))
        return Outcome(problem=words.OUT_OF_ORDER.format(measure=measure.title if measure else problem))
    exact = {name: Fraction(str(value)) for name, value in values.items()}
    highest = int(stage) if stage.isdigit() else None
    rating = exact_document(imagine(changed, exact, stage=highest, adults=adults, at=at), changed)
    said = _said(rating, changed)
    if moved:
        before = imagine(book, exact, stage=highest, adults=adults, at=at)
        in_force = words.IN_FORCE_SAYS.format(level=short_level(before.level_published, book))
        said += (in_force, *_what_moved(book, moved))
    level = rating["level_published"]
    line = words.SAID.format(watermark=words.WATERMARK, level=level_words(level, book).partition(":")[0])
    return Outcome(
        sign=level_sign(level, line, book),
        said=said,
        floors=_floors(rating, book),
        families=family_rows(rating, book),
        reasons=tuple(_reason(m) for m in rating["measures"]),
        changes=changes(rating, changed),
    )


def _control(measure: Measure) -> Control:
    unit = UNIT_WORDS[measure.unit.value]
    limits = tuple(
        (
            f"t{band}.{measure.id}",
            words.THRESHOLD.format(
                measure=measure.short_title,
                band=band,
                start=words.AT_LEAST if edge.at_least is not None else words.ABOVE,
            ),
            float(edge.value),
        )
        for band, edge in sorted(measure.edges.items())
    )
    label = words.FIGURE_LABEL.format(measure=measure.short_title, unit=unit)
    return Control(id=measure.id, name=measure.short_title, label=label, start=limits[0][2], thresholds=limits)


def _moved(book: Rulebook, thresholds: Mapping[str, float]) -> dict[str, Edges]:
    """Only the thresholds that differ from the rules in force."""
    result: dict[str, dict[int, Fraction]] = {}
    for measure in book.measures:
        for band, edge in measure.edges.items():
            new = thresholds.get(f"t{band}.{measure.id}")
            if new is not None and Fraction(str(new)) != edge.value:
                result.setdefault(measure.id, {})[band] = Fraction(str(new))
    return dict(result)


def _said(rating: RatingPart, book: Rulebook) -> tuple[str, ...]:
    points = words.POINTS.format(points=rating["points"], possible=rating["points_possible"])
    if rating["level_points"] and rating["deciding_rule"] != "family_floor":  # which says so itself
        points += " " + words.BY_POINTS.format(level=short_level(rating["level_points"], book))
    points = "" if rating["deciding_rule"] == "points" else points
    return tuple(
        text
        for text in (
            points,
            decided(rating, book),
            how_sure(rating),
            "" if rating["status"] == "rated" else evidence(rating, book),
        )
        if text
    )


def _floors(rating: RatingPart, book: Rulebook) -> tuple[str, ...]:
    by_points = rating["level_points"] or 0
    above = [f for f in rating["floors"] if f["level"] > by_points]
    return tuple(words.FLOOR.format(rule=_rule(f["rule"], book), level=f["level"]) for f in above) or (words.NO_FLOORS,)


def _rule(rule: str, book: Rulebook) -> str:
    measure = book.measure(rule.removesuffix("_floor"))
    return words.RULES.get(rule) or words.MEASURE_RULE.format(measure=measure.title if measure else rule)


def _reason(measure: MeasureLine) -> Row:
    band, value = str(measure["band"] or "–"), measure["value"]
    if measure["state"] != "scored":
        said = words.MISSING
    elif measure["unit"] == Unit.STAGE.value or value is None:
        said = words.STAGES.get(str(measure["stage"]), "–")
    else:
        said = f"{figure(value, measure['unit'], starts(measure['bands']))}. {distances(measure)}".strip()
    return dict(zip(words.HEAD, (measure["title"], said, band, str(measure["points"])), strict=True))


def _what_moved(book: Rulebook, moved: Mapping[str, Edges]) -> tuple[str, ...]:
    return tuple(
        words.MOVED.format(
            measure=measure.title,
            band=band,
            new=figure(float(new), measure.unit.value),
            old=figure(float(measure.edges[band].value), measure.unit.value),
        )
        for measure in book.measures
        for band, new in moved.get(measure.id, {}).items()
    )
