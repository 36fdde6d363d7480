"""From bands to a level by figures: points, cuts, families, evidence and floors (METHOD 2, rules 4, 5 and 7)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil
from typing import Any

from pressure.domain.measures import Measure
from pressure.domain.rulebook import Rulebook

Bands = Mapping[str, int]
REMEMBERED = 8192
"""Of how many bands, and moves from them, a scale keeps what they give."""


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


@dataclass(frozen=True)
class ByFigures:
    """What bands alone give: points on their maximum, the level of the points, of each family, and the floors."""

    points: int
    points_possible: int
    level_points: int
    families: Mapping[str, int]
    floors: tuple[Decided, ...]

    @cached_property
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


class Scale:
    """A set of measures by one rulebook. What bands give on it is worked out once for the same bands, because a council
    has the same ones week after week, and other councils have them too."""

    def __init__(self, measures: Sequence[Measure], book: Rulebook) -> None:
        self.measures, self.book = measures, book
        floors = (floor.measure_id for floor in book.floors.measures)
        self.families = tuple(f.id for f in book.families)
        self.weights = [(self.families.index(m.family), m.weight, len(m.edges) * m.weight) for m in measures]
        """Of each measure its family's place, its weight and the most points it can have."""
        self.ids = tuple(dict.fromkeys([*(m.id for m in measures), *floors]))
        self.remembered = lru_cache(maxsize=REMEMBERED)(self._work_out)
        """Calls a function with this scale and what follows, or gives what it gave before."""

    def key(self, bands: Bands) -> "Key":
        """Bands in the order of the measures, as something to remember by."""
        return tuple(map(bands.get, self.ids))

    def bands(self, key: "Key") -> dict[str, int]:
        """The same, by measure."""
        return {name: band for name, band in zip(self.ids, key, strict=True) if band is not None}

    def _work_out(self, work: "Callable[..., Any]", *given: Any) -> Any:
        return work(self, *given)


Key = tuple[int | None, ...]


def scale_of(measures: Sequence[Measure], book: Rulebook) -> Scale:
    """Of a nation's own set it is kept with the rulebook; of any other one is made."""
    found = book.scales.get(id(measures))
    if found is None:
        found = Scale(measures, book)
        if any(measures is own for own in book.sets.values()):
            book.scales[id(measures)] = found
    return found


def by_figures(measures: Sequence[Measure], bands: Bands, book: Rulebook) -> ByFigures:
    """Rules 4 and 7 on bands, evidence aside."""
    scale = scale_of(measures, book)
    found: ByFigures = scale.remembered(figures_of, scale.key(bands))
    return found


def figures_of(scale: Scale, key: Key) -> ByFigures:
    """The same, worked out."""
    own, most = [0] * len(scale.families), [0] * len(scale.families)
    for band, (family, weight, full) in zip(key, scale.weights, strict=False):
        if band is not None:
            own[family] += (band - 1) * weight
            most[family] += full
    cuts = scale.book.cuts
    families = {
        name: level_from_points(points, all_, cuts)
        for name, points, all_ in zip(scale.families, own, most, strict=True)
        if all_
    }
    points, possible = sum(own), sum(most)
    level = level_from_points(points, possible, cuts)
    return ByFigures(points, possible, level, families, tuple(_floors(families, scale.bands(key), scale.book)))


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
    scale = scale_of(measures, book)
    found: dict[str, FamilyPoints] = scale.remembered(
        _families, scale.key(bands), frozenset(fresh), frozenset(left_out)
    )
    return dict(found)


def _families(scale: Scale, key: Key, fresh: frozenset[str], out: frozenset[str]) -> dict[str, FamilyPoints]:
    measures, bands, book, result = scale.measures, scale.bands(key), scale.book, {}
    for family in book.families:
        points, most = points_of(measures, bands, family.id)
        own = [m for m in measures if m.family == family.id and m.id not in out]
        weight, known = sum(m.weight for m in own), sum(m.weight for m in own if m.id in fresh)
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
