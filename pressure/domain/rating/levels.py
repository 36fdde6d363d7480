"""From points to a level: equal shares of the maximum, family levels, evidence and floors (METHOD, rules 4 to 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pressure.domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one measure on its maximum, without the figure behind it."""

    measure_id: str
    family: str
    weight: int
    band: int

    @property
    def points(self) -> int:
        return (self.band - 1) * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyScore:
    """A family's own level, None when less than half of its weight is scored, or when the council has none.
    `enough` says whether half is scored."""

    level: int | None
    points: int
    points_possible: int
    weight_scored: int
    weight: int
    enough: bool = True


@dataclass(frozen=True, slots=True)
class Floor:
    """A rule that keeps the level from being lower, by the name pages print."""

    rule: str
    level: int


def possible(scores: Sequence[Score], rulebook: Rulebook) -> int:
    """The maximum of the measures scored."""
    return sum(s.weight for s in scores) * (len(rulebook.levels) - 1)


def level_from_points(points: int, points_possible: int, rulebook: Rulebook) -> int:
    """The level by equal shares of the maximum, in integers; a share's edge belongs to the lower level."""
    count = len(rulebook.levels)
    return next(n for n in range(1, count + 1) if count * points <= n * points_possible)


def family_scores(scores: Sequence[Score], rulebook: Rulebook) -> dict[str, FamilyScore]:
    """Each family by the same rule on its own measures."""
    result = {}
    for family in rulebook.families:
        own = [s for s in scores if s.family == family.id]
        scored, whole = sum(s.weight for s in own), rulebook.weight_of(family.id)
        points, most = sum(s.points for s in own), possible(own, rulebook)
        enough = scored >= rulebook.weights_needed[family.id] and most > 0
        result[family.id] = FamilyScore(
            level=level_from_points(points, most, rulebook) if enough else None,
            points=points,
            points_possible=most,
            weight_scored=scored,
            weight=whole,
            enough=enough,
        )
    return result


def enough_evidence(scores: Sequence[Score], families: Mapping[str, FamilyScore], rulebook: Rulebook) -> bool:
    """Two thirds of the whole weight and half of each family's (the shares are rule data)."""
    scored = sum(s.weight for s in scores)
    return scored >= rulebook.weight_needed and all(f.enough for f in families.values())


def without_levels(families: Mapping[str, FamilyScore]) -> dict[str, FamilyScore]:
    """The families of a council whose figures are too few for a level: then no family has one either."""
    return {name: replace(family, level=None) for name, family in families.items()}


def floors(
    scores: Sequence[Score], families: Mapping[str, FamilyScore], stage: int | None, rulebook: Rulebook
) -> list[Floor]:
    """Every floor that applies when a level is given; the register's also apply without one."""
    result = []
    ranked = sorted((f.level for f in families.values() if f.level), reverse=True)
    if len(ranked) >= rulebook.floors.family_rank:
        lowest = max(ranked[rulebook.floors.family_rank - 1], ranked[0] - rulebook.floors.below_highest_family)
        result.append(Floor("family_floor", lowest))
    bands = {s.measure_id: s.band for s in scores}
    result += [
        Floor(f"{f.measure_id}_floor", f.level) for f in rulebook.floors.measures if bands.get(f.measure_id) == f.band
    ]
    return result + register_floors(stage, rulebook)


def register_floors(stage: int | None, rulebook: Rulebook) -> list[Floor]:
    """The floor of the highest stage in force, whatever the part of the area."""
    level = rulebook.floors.stages.get(stage) if stage is not None else None
    return [Floor("register_floor", level)] if level else []
