"""What other figures would give: the range of levels if missing ones arrived, and single steps that move it."""

from collections.abc import Iterator, Mapping

from pressure.domain.rating import levels
from pressure.domain.rating.levels import Score
from pressure.domain.rating.ratings import Change
from pressure.domain.rulebook import Rulebook


def scores(bands: Mapping[str, int], rulebook: Rulebook) -> list[Score]:
    """The measures that have a band, in the order of the rules."""
    return [Score(m.id, m.family, m.weight, bands[m.id]) for m in rulebook.measures if m.id in bands]


def level_from_bands(bands: Mapping[str, int], stage: int | None, rulebook: Rulebook) -> int:
    """Points and floors on the bands given, evidence and holds apart."""
    scored = scores(bands, rulebook)
    families = levels.family_scores(scored, rulebook)
    points = levels.level_from_points(sum(s.points for s in scored), levels.possible(scored, rulebook), rulebook)
    return max([points, *(f.level for f in levels.floors(scored, families, stage, rulebook))])


def level_if_missing(bands: Mapping[str, int], stage: int | None, rulebook: Rulebook) -> tuple[int, int]:
    """The level with every missing measure in the best band, and in the worst."""
    best, worst = (
        level_from_bands({m.id: bands.get(m.id, band) for m in rulebook.measures}, stage, rulebook)
        for band in (1, len(rulebook.levels))
    )
    return best, worst


def single_steps(bands: Mapping[str, int], stage: int | None, rulebook: Rulebook) -> Iterator[Change]:
    """Moves of one measure by one band that would by themselves give another level."""
    now = level_from_bands(bands, stage, rulebook)
    for measure in rulebook.measures:
        if measure.from_register or measure.id not in bands:
            continue
        for band in (bands[measure.id] - 1, bands[measure.id] + 1):
            if 1 <= band <= len(rulebook.levels):
                level = level_from_bands({**bands, measure.id: band}, stage, rulebook)
                if level != now:
                    yield Change(measure_id=measure.id, to_band=band, level=level)
