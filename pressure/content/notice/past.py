"""A council's own past as published: what its figures and families were in the ratings before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from pressure.document.shapes import FamilyPart, RatingPart
from pressure.words.dates import as_moment

WEEKS, FOUR_WEEKS = 26, timedelta(weeks=4)
NEARLY = timedelta(days=3)
KEPT = timedelta(weeks=WEEKS + 2)
"""How far back ratings are read: a figure of the first week may have come two weeks later."""
Point = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Past:
    """Figures by measure, oldest first, by the day their period ends; families as they were four weeks before."""

    figures: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    families: Mapping[str, FamilyPart] = field(default_factory=dict)

    def before(self, measure_id: str) -> Point | None:
        """The figure four weeks before the newest; where there is none so old, the one before the newest."""
        points = self.figures.get(measure_id, ())
        if len(points) < 2:
            return None
        until = points[-1][0] - FOUR_WEEKS + NEARLY
        return next((point for point in reversed(points[:-1]) if point[0] <= until), points[-2])


NOTHING = Past()


def past(ratings: Iterable[RatingPart]) -> Past:
    """Of ratings as published, oldest first, the one that is shown last. Of two that speak of one period the newer
    counts; families are compared only by rules that have the same points to give."""
    every = list(ratings)
    if not every:
        return NOTHING
    figures: dict[str, dict[date, float]] = {}
    for rating in every:
        for line in rating["measures"]:
            if line["value"] is not None and line["period_end"]:
                figures.setdefault(line["measure_id"], {})[date.fromisoformat(line["period_end"])] = line["value"]
    return Past(
        {measure_id: tuple(sorted(points.items())) for measure_id, points in figures.items()},
        _families(every),
    )


def _families(ratings: list[RatingPart]) -> Mapping[str, FamilyPart]:
    now, at = ratings[-1], as_moment(ratings[-1]["at"])
    for rating in reversed(ratings[:-1]):
        then = as_moment(rating["at"])
        if at and then and then <= at - FOUR_WEEKS + NEARLY:
            rated = rating["status"] == now["status"] == "rated"
            return rating["families"] if rated and rating["points_possible"] == now["points_possible"] else {}
    return {}
