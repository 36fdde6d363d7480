"""From bands to a level by figures: points, cuts, families, evidence and floors (METHOD 2, rules 4, 5 and 7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from pressure.domain.measures import Measure
from pressure.domain.rulebook import Rulebook

Bands = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPoints:
    """A family on its own points. `level` is None where the council has no level, or nothing of it is counted."""

    level: int | None
    points: int
    points_possible: int
    weight_fresh: int
    weight: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A rule and the level that it gives, by the name pages print."""

    rule: str
    level: int


@dataclass(frozen=True, slots=True)
class ByFigures:
    """What bands alone give: points on their maximum, the level of the points, of each family, and the floors."""

    points: int
    points_possible: int
    level_points: int
    families: Mapping[str, int]
    floors: tuple[Decided, ...]

    @property
    def decided(self) -> Decided:
        """The highest; on equal levels the earlier rule decides."""
        return max((Decided("points", self.level_points), *self.floors), key=lambda d: d.level)


def level_from_points(points: int, points_possible: int, cuts: Iterable[Fraction]) -> int:
    """The level by shares of the maximum, in integers; a cut belongs to the lower level."""
    level = 1
    for cut in cuts:
        share, of = cut.as_integer_ratio()
        level += points * of > share * points_possible
    return level


def points_of(measures: Sequence[Measure], bands: Bands, family: str | None = None) -> tuple[int, int]:
    """Points and the most points possible of the measures that have a band."""
    counted = [m for m in measures if m.id in bands and family in {None, m.family}]
    return sum((bands[m.id] - 1) * m.weight for m in counted), sum(m.weight * (len(m.edges)) for m in counted)


def by_figures(measures: Sequence[Measure], bands: Bands, book: Rulebook) -> ByFigures:
    """Rules 4 and 7 on bands, evidence aside."""
    own, most = {f.id: 0 for f in book.families}, {f.id: 0 for f in book.families}
    for measure in measures:
        if measure.id in bands:
            own[measure.family] += (bands[measure.id] - 1) * measure.weight
            most[measure.family] += len(measure.edges) * measure.weight
    families = {name: level_from_points(own[name], all_, book.cuts) for name, all_ in most.items() if all_}
    points, possible = sum(own.values()), sum(most.values())
    level = level_from_points(points, possible, book.cuts)
    return ByFigures(points, possible, level, families, tuple(_floors(families, bands, book)))


def _floors(families: Mapping[str, int], bands: Bands, book: Rulebook) -> Iterable[Decided]:
    ranked, rule = sorted(families.values(), reverse=True), book.floors
    if len(ranked) >= rule.family_rank:
        yield Decided("family_floor", max(ranked[rule.family_rank - 1], ranked[0] - rule.below_highest_family))
    for floor in rule.measures:
        if bands.get(floor.measure_id) == floor.band:
            yield Decided(f"{floor.measure_id}_floor", floor.level)


def level_unsettled(measures: Sequence[Measure], bands: Bands, book: Rulebook) -> int:
    """The level that bands give before settling."""
    return by_figures(measures, bands, book).decided.level


def register_level(stage: int | None, book: Rulebook) -> int | None:
    """The level below which a stage in force keeps no council, whatever the part of the area."""
    return None if stage is None else book.floors.stages.get(stage)


def family_points(
    measures: Sequence[Measure], bands: Bands, fresh: Iterable[str], left_out: Iterable[str], book: Rulebook
) -> dict[str, FamilyPoints]:
    """Each family: its own level, and whether enough of its set is fresh. The set is the nation's, less what is too
    few or left out."""
    of_fresh, out, result = set(fresh), set(left_out), {}
    for family in book.families:
        points, most = points_of(measures, bands, family.id)
        own = [m for m in measures if m.family == family.id and m.id not in out]
        weight, known = sum(m.weight for m in own), sum(m.weight for m in own if m.id in of_fresh)
        result[family.id] = FamilyPoints(
            level=level_from_points(points, most, book.cuts) if most else None,
            points=points,
            points_possible=most,
            weight_fresh=known,
            weight=weight,
            enough=most > 0 and known >= ceil(book.evidence.family_at_least * weight),
        )
    return result


def enough_evidence(families: Mapping[str, FamilyPoints], book: Rulebook) -> bool:
    """Two thirds of the set and half of each family's, fresh (the shares are rule data)."""
    whole, known = sum(f.weight for f in families.values()), sum(f.weight_fresh for f in families.values())
    return known >= ceil(book.evidence.whole_at_least * whole) and all(f.enough for f in families.values())
