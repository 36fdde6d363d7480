"""What moved a council since last week, from two exact ratings: points by measure, distances, gaps."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import ceil, floor
from typing import cast

from pressure.content.app.council import changes
from pressure.document.shapes import BandEdge, ExactLine, MeasureLine, RatingPart
from pressure.domain.calendar import whole_weeks
from pressure.domain.measures import UNIT_BASE, Unit
from pressure.domain.national import NationWords
from pressure.domain.rating.points import level_from_points
from pressure.domain.readings import RETURN
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Cell, Drawn
from pressure.drawing.marks.bullet import bullet
from pressure.drawing.marks.ruler import ruler
from pressure.words.dates import as_day, as_moment, table_date, uk_date
from pressure.words.level import decided
from pressure.words.nations import nation_of
from pressure.words.numbers import difference, listed, plain, spaced
from pressure.words.officers import pages as words
from pressure.words.periods import of_figure
from pressure.words.register import measure_title

Row = tuple[Cell, ...]
SOON_DAYS, PLACES = 14, 2
RATED = "rated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """`deciding` is the rule that decides now, in words, and `deciding_before` that of a week ago where it is another.
    `families` have their own levels, then and now; `would_change` is what would have to change. `steps` are the changes
    for the waterfall, in the order of the method; `ruler` is a picture of where the points stand among the levels, and
    each row of `distances` has one of where the value stands among its bands."""

    deciding: str
    deciding_before: str
    families: tuple[Row, ...]
    would_change: tuple[str, ...]
    points: str
    levels: str
    edges: str
    ruler: str
    start: int
    steps: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    distances: tuple[Row, ...]
    gaps: tuple[Row, ...]


def moves(now: RatingPart, before: RatingPart, book: Rulebook) -> Moves:
    """Two ratings as plain data with exact figures, made into rows."""
    was = {m["measure_id"]: m for m in before["measures"]}
    pairs = [(was[m["measure_id"]], m) for m in now["measures"] if m["measure_id"] in was]
    changed = [(old, new) for old, new in pairs if old["points"] != new["points"] or old["state"] != new["state"]]
    points, edges = (
        words.POINTS.format(
            before=before["points"],
            before_of=before["points_possible"],
            now=now["points"],
            now_of=now["points_possible"],
        ),
        _edges(now, book),
    )
    alike = before["points_possible"] == now["points_possible"]  # points of another maximum are on no ruler of this one
    nation = nation_of(now, book)
    before_rule = before["deciding_rule"]
    return Moves(
        deciding=decided(now, book, nation) or _why_none(now, nation),
        deciding_before=decided(before, book, nation) if before_rule != now["deciding_rule"] else "",
        families=tuple(_family(f.id, f.title, before, now) for f in book.families),
        would_change=_would_change(now, book),
        points=points,
        levels=words.LEVELS.format(
            before=before["level_published"] or words.NO_LEVEL, now=now["level_published"] or words.NO_LEVEL
        ),
        edges=edges,
        ruler=ruler(
            now["points"],
            now["points_possible"],
            book,
            f"{points} {edges}".strip(),
            before=before["points"] if alike else None,
        ),
        start=before["points"],
        steps=tuple(
            (new["title"], new["points"] - old["points"]) for old, new in changed if old["points"] != new["points"]
        ),
        rows=tuple(_change(old, new) for old, new in changed),
        distances=tuple(
            _distance(m, book) for m in now["measures"] if m["state"] == "scored" and m["value"] is not None
        ),
        gaps=tuple(row for m in now["measures"] if (row := _gap(m, now["at"], book))),
    )


def _why_none(now: RatingPart, nation: NationWords) -> str:
    """Why figures give no level, in words."""
    return nation.say(words.WHY_NONE.get(now["why_no_level"] or "", "")).format(missing=listed(now["not_sent"]))


def _family(family_id: str, title: str, before: RatingPart, now: RatingPart) -> Row:
    """One family's own level a week ago and now, and the points it has now."""
    was, own = before["families"].get(family_id), now["families"][family_id]
    return (
        (title,),
        (_level(was["level"] if was and before["status"] == RATED else None),),
        (_level(own["level"] if now["status"] == RATED else None),),
        (words.OF.format(points=own["points"], possible=own["points_possible"]),),
    )


def _level(level: int | None) -> str:
    return str(level) if level else words.NO_LEVEL


def _would_change(now: RatingPart, book: Rulebook) -> tuple[str, ...]:
    """What would have to change: what holds the level up besides figures, then one figure's step by one band."""
    found = [words.WHILE_IN_FORCE.format(title=measure_title(e["measure_id"], book)) for e in now["register"]]
    if now["raised"]:
        found.append(words.WHILE_RAISED.format(day=uk_date(now["raised"]["review_by"])))
    if now["will_be"]:
        found.append(words.SETTLES.format(level=now["will_be"]))
    return (*found, *changes(now, book))


def _change(old: MeasureLine, new: MeasureLine) -> Row:
    change = f"{new['points'] - old['points']:+d}".replace("-", "−")
    return (new["title"],), (_points(old),), (_points(new),), (change,)


def _edges(now: RatingPart, book: Rulebook) -> str:
    """How many points to the next level each way (METHOD, rule 4); nothing while there is no level from points."""
    level, points, possible = now["level_points"], now["points"], now["points_possible"]
    if level is None:
        return ""
    by_points = [level_from_points(p, possible, book.cuts) for p in range(possible + 1)]
    above = next((p for p in range(points, possible + 1) if by_points[p] > level), None)
    below = next((p for p in range(points, -1, -1) if by_points[p] < level), None)
    said = [] if above is None else [words.TO_WORSE.format(points=above - points, level=by_points[above])]
    if below is not None:
        said.append(words.TO_BETTER.format(points=points - below, level=by_points[below]))
    return words.NEXT_LEVEL.format(what="; ".join(said))


def _points(measure: MeasureLine) -> str:
    return str(measure["points"]) if measure["state"] == "scored" else spaced(measure["state"])


def _distance(measure: MeasureLine, book: Rulebook) -> Row:
    value, numerator, denominator = measure["value"], measure["numerator"], measure["denominator"]
    now = "" if value is None else plain(value, places=PLACES)
    if numerator is not None and denominator:
        now = words.COUNT.format(value=now, numerator=plain(numerator, places=PLACES), denominator=plain(denominator))
    return (
        (measure["title"] + words.UNITS.get(measure["unit"], ""),),
        (now,),
        Drawn(_on_its_bands(measure), str(measure["band"])),
        (_apart(measure, book, measure["to_worse"], worse=True),),
        (_apart(measure, book, measure["to_better"], worse=False),),
    )


def _on_its_bands(measure: MeasureLine) -> str:
    edges = {
        int(band): edge["from"] for band, edge in measure["bands"].items() if edge["from"] is not None and band != "1"
    }
    return bullet(measure["value"], edges, "")


def _apart(measure: MeasureLine, book: Rulebook, distance: float | None, *, worse: bool) -> str:
    """A distance in the measure's unit, and in what is counted: exactly that many are enough, the count being rounded
    before it is banded."""
    if distance is None:
        return "–"
    shown = difference(distance, measure["unit"], PLACES)
    edge, numerator = measure["bands"].get(str((measure["band"] or 0) + worse)), measure["numerator"]
    first = None if edge is None else _first_in_band(measure, edge, book)
    if first is None or numerator is None:
        return shown
    counted = Fraction(str(numerator))
    more = ceil(first - counted) if worse else floor(counted - first) + 1
    return (words.APART if worse else words.APART_LESS).format(distance=shown, count=f"{more:,}")


def _first_in_band(measure: MeasureLine, edge: BandEdge, book: Rulebook) -> Fraction | None:
    """The lowest count, not yet rounded, whose public figure reaches an edge; None where nothing is counted."""
    base, rule = UNIT_BASE.get(Unit(measure["unit"])), book.measure(measure["measure_id"])
    below = cast(ExactLine, measure)["public_denominator"]
    if edge["from"] is None or base is None or rule is None or not below:
        return None
    start, end = as_day(measure["period_start"]), as_day(measure["period_end"])
    weeks = whole_weeks(start, end) if rule.mean_week and start and end else 1
    edge_count = Fraction(str(edge["from"])) * below * weeks / base
    rounds = measure["source_id"] == RETURN and rule.counted in book.disclosure.rounded
    step = book.disclosure.round_to if rounds else 1
    steps = ceil(edge_count / step) if edge["inclusive"] else floor(edge_count / step) + 1
    public = max(steps * step, edge["people_at_least"] or 0)
    return public - Fraction(step, 2) if rounds else Fraction(public)


def _gap(measure: MeasureLine, at: str, book: Rulebook) -> Row | None:
    """A measure that does not count, or will not in two weeks."""
    today, until = as_day(as_moment(at)), as_day(measure["fresh_until"])
    soon = bool(today and until and until < today + timedelta(days=SOON_DAYS))
    if measure["state"] == "scored" and not soon:
        return None
    state = words.SOON if measure["state"] == "scored" else spaced(measure["state"])
    last = of_figure(measure, book, narrow=True) if measure["period_end"] else "–"
    return (measure["title"],), (state,), (last,), (table_date(measure["fresh_until"]),)
