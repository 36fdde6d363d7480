"""What moved a council since last week, from two exact ratings: points by measure, distances, gaps."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import ceil, floor

from pressure.document.shapes import MeasureLine, RatingPart
from pressure.domain.measures import UNIT_BASE, Unit
from pressure.drawing.blocks import Words
from pressure.words.dates import as_day, as_moment, table_date
from pressure.words.numbers import difference, plain
from pressure.words.officers import pages as words
from pressure.words.periods import of_figure
from pressure.words.spaced import spaced

Row = tuple[Words, ...]
SOON_DAYS, PLACES = 14, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """`steps` are the changes for the waterfall, in the order of the method."""

    points: str
    levels: str
    edges: str
    start: int
    steps: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    distances: tuple[Row, ...]
    gaps: tuple[Row, ...]


def moves(now: RatingPart, before: RatingPart, levels: int) -> Moves:
    """Two ratings as plain data with exact figures, made into rows. `levels` is how many there are."""
    was = {m["measure_id"]: m for m in before["measures"]}
    pairs = [(was[m["measure_id"]], m) for m in now["measures"] if m["measure_id"] in was]
    changed = [(old, new) for old, new in pairs if old["points"] != new["points"] or old["state"] != new["state"]]
    return Moves(
        points=words.POINTS.format(
            before=before["points"],
            before_of=before["points_possible"],
            now=now["points"],
            now_of=now["points_possible"],
        ),
        levels=words.LEVELS.format(
            before=before["level_published"] or words.NO_LEVEL, now=now["level_published"] or words.NO_LEVEL
        ),
        edges=_edges(now, levels),
        start=before["points"],
        steps=tuple(
            (new["title"], new["points"] - old["points"]) for old, new in changed if old["points"] != new["points"]
        ),
        rows=tuple(_change(old, new) for old, new in changed),
        distances=tuple(_distance(m) for m in now["measures"] if m["state"] == "scored" and m["value"] is not None),
        gaps=tuple(row for m in now["measures"] if (row := _gap(m, now["at"]))),
    )


def _change(old: MeasureLine, new: MeasureLine) -> Row:
    change = f"{new['points'] - old['points']:+d}".replace("-", "−")
    return (new["title"],), (_points(old),), (_points(new),), (change,)


def _edges(now: RatingPart, levels: int) -> str:
    """How many points to the next level each way (METHOD, rule 4: each level is an equal share of what is possible);
    nothing while there is no level from points."""
    level, points, possible = now["level_points"], now["points"], now["points_possible"]
    if level is None:
        return ""
    highest = level * possible // levels
    said = [words.TO_WORSE.format(points=highest + 1 - points, level=level + 1)] if level < levels else []
    if level > 1:
        said.append(words.TO_BETTER.format(points=points - (level - 1) * possible // levels, level=level - 1))
    return words.NEXT_LEVEL.format(what="; ".join(said))


def _points(measure: MeasureLine) -> str:
    return str(measure["points"]) if measure["state"] == "scored" else spaced(measure["state"])


def _distance(measure: MeasureLine) -> Row:
    value, numerator, denominator = measure["value"], measure["numerator"], measure["denominator"]
    now = "" if value is None else plain(value, places=PLACES)
    if numerator is not None and denominator:
        now = words.COUNT.format(value=now, numerator=plain(numerator, places=PLACES), denominator=plain(denominator))
    return (
        (measure["title"] + words.UNITS.get(measure["unit"], ""),),
        (now,),
        (str(measure["band"]),),
        (_apart(measure, measure["to_worse"], worse=True),),
        (_apart(measure, measure["to_better"], worse=False),),
    )


def _apart(measure: MeasureLine, distance: float | None, *, worse: bool) -> str:
    """A distance in the measure's unit, and in what is counted: exactly that many are enough."""
    if distance is None:
        return "–"
    shown = difference(distance, measure["unit"], PLACES)
    edge = measure["bands"].get(str((measure["band"] or 0) + worse))
    base, numerator = UNIT_BASE.get(Unit(measure["unit"])), measure["numerator"]
    if edge is None or edge["from"] is None or base is None or not measure["denominator"] or numerator is None:
        return shown
    exact = Fraction(str(edge["from"])) * measure["denominator"] / base
    inside = ceil(exact) if edge["inclusive"] else floor(exact) + 1
    counted = Fraction(str(numerator))
    more = ceil(inside - counted if worse else counted - inside + 1)
    return (words.APART if worse else words.APART_LESS).format(distance=shown, count=f"{more:,}")


def _gap(measure: MeasureLine, at: str) -> Row | None:
    """A measure that does not count, or will not in two weeks."""
    today, until = as_day(as_moment(at)), as_day(measure["fresh_until"])
    soon = bool(today and until and until < today + timedelta(days=SOON_DAYS))
    if measure["state"] == "scored" and not soon:
        return None
    state = words.SOON if measure["state"] == "scored" else spaced(measure["state"])
    last = of_figure(measure, narrow=True) if measure["period_end"] else "–"
    return (measure["title"],), (state,), (last,), (table_date(measure["fresh_until"]),)
