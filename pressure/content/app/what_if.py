"""What the what-if page says of made-up figures, worked out by the same rules as every level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from pressure.content.app.council import changes, family_rows
from pressure.content.explore.explorer_words import distances
from pressure.content.method import points_ladder
from pressure.document.rating import public_document
from pressure.document.shapes import MeasureLine, RatingPart
from pressure.domain.measures import Measure
from pressure.domain.rating.what_if import Edges, OutOfOrder, imagine, with_edges
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import level_sign, markup
from pressure.drawing.blocks import Picture
from pressure.words.level import decided, evidence, how_sure, level_words, short_level
from pressure.words.nations import anywhere
from pressure.words.numbers import UNIT_WORDS, figure, starts

TITLE = "What if?"
WATERMARK = "Made-up figures"
START = (
    "Change any figure or threshold and see what the method would say. "
    "At the start every figure stands on the edge of band 2."
)
WARNING = (
    "Made-up figures. Nothing here describes a real council, nothing is stored, and nothing is published. "
    "Do not quote this as a level of any council."
)
SHARE = "The address of this page holds what you changed. Copy it to share."
ADULTS_ASKED = "Adults in the made-up area"
STAGE = "Highest exceptional measure in force"
STAGES = {"0": "None above stage 1, confirmed", "2": "Stage 2", "3": "Stage 3", "unconfirmed": "Not confirmed"}
FIGURES = "The figures"
FIGURES_HELP = "Name figures as missing to see what happens without them."
MISSING_PICK = "Figures that are missing"
THRESHOLDS = "The thresholds: {family}"
THRESHOLD = "{measure}: band {band} {start}"
AT_LEAST, ABOVE = "from", "above"
FIGURE_LABEL = "{measure} ({unit})"
SAID = "{watermark}: {level}"
OUT_OF_ORDER = "The thresholds of “{measure}” must rise from band to band. Nothing was worked out."
POINTS = "{points} of {possible} points."
BY_POINTS = "The points alone give {level}."
FLOORS = "What keeps the level from being lower"
FLOOR = "{rule}: at least level {level}."
RULES = {"family_floor": "The families together", "register_floor": "The exceptional measure in force"}
MEASURE_RULE = "“{measure}”"
NO_FLOORS = "No floor applies above the points."
HEAD = ("Figure", "Value", "Band", "Points")
MISSING = "Missing"
IN_FORCE_SAYS = "With the thresholds in force, the same figures give {level}."
MOVED = "Moved: {measure}, band {band}, from {old} to {new}."
REASONS = "Figure by figure"
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
    ladder: str = ""
    said: tuple[str, ...] = ()
    floors: tuple[str, ...] = ()
    families: tuple[Row, ...] = ()
    reasons: tuple[Row, ...] = ()
    changes: tuple[str, ...] = ()


def controls(book: Rulebook) -> tuple[tuple[str, tuple[Control, ...]], ...]:
    """Everything that can be moved, by family."""
    return tuple(
        (family.title, tuple(_control(m) for m in book.measures if m.family == family.id)) for family in book.families
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
        return Outcome(problem=OUT_OF_ORDER.format(measure=measure.title if measure else problem))
    exact = {name: Fraction(str(value)) for name, value in values.items()}
    highest = int(stage) if stage.isdigit() else None
    rating = public_document(imagine(changed, exact, stage=highest, adults=adults, at=at), changed)
    said = _said(rating, changed)
    if moved:
        before = imagine(book, exact, stage=highest, adults=adults, at=at)
        in_force = IN_FORCE_SAYS.format(level=short_level(before.level_published, book))
        said += (in_force, *_what_moved(book, moved))
    level = rating["level_published"]
    line = SAID.format(watermark=WATERMARK, level=level_words(level, book).partition(":")[0])
    return Outcome(
        sign=level_sign(level, line, book),
        ladder=markup([Picture(points_ladder(changed, rating["points"], rating["points_possible"]))], changed),
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
            THRESHOLD.format(
                measure=measure.short_title,
                band=band,
                start=AT_LEAST if edge.at_least is not None else ABOVE,
            ),
            float(edge.value),
        )
        for band, edge in sorted(measure.edges.items())
    )
    label = FIGURE_LABEL.format(measure=measure.short_title, unit=unit)
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
    points = POINTS.format(points=rating["points"], possible=rating["points_possible"])
    if rating["level_points"] and rating["deciding_rule"] != "family_floor":  # which says so itself
        points += " " + BY_POINTS.format(level=short_level(rating["level_points"], book))
    points = "" if rating["deciding_rule"] == "points" else points
    return tuple(
        text
        for text in (
            points,
            decided(rating, book, anywhere(book)),
            how_sure(rating),
            "" if rating["status"] == "rated" else evidence(rating, book),
        )
        if text
    )


def _floors(rating: RatingPart, book: Rulebook) -> tuple[str, ...]:
    by_points = rating["level_points"] or 0
    above = [f for f in rating["floors"] if f["level"] > by_points]
    return tuple(FLOOR.format(rule=_rule(f["rule"], book), level=f["level"]) for f in above) or (NO_FLOORS,)


def _rule(rule: str, book: Rulebook) -> str:
    measure = book.measure(rule.removesuffix("_floor"))
    return RULES.get(rule) or MEASURE_RULE.format(measure=measure.title if measure else rule)


def _reason(measure: MeasureLine) -> Row:
    band, value = str(measure["band"] or measure["missing_counted_as"] or "–"), measure["value"]
    if measure["state"] != "scored" or value is None:
        said = MISSING
    else:
        said = f"{figure(value, measure['unit'], starts(measure['bands']))}. {distances(measure)}".strip()
    return dict(zip(HEAD, (measure["title"], said, band, str(measure["points"])), strict=True))


def _what_moved(book: Rulebook, moved: Mapping[str, Edges]) -> tuple[str, ...]:
    return tuple(
        MOVED.format(
            measure=measure.title,
            band=band,
            new=figure(float(new), measure.unit.value),
            old=figure(float(measure.edges[band].value), measure.unit.value),
        )
        for measure in book.measures
        for band, new in moved.get(measure.id, {}).items()
    )
