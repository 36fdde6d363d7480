"""Regions and nations: councils at each level and how much is known. Areas have no level of their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pressure.domain.councils import Council


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLevel:
    """Councils at one published level, and their share of the area's adults (None where adults are unknown). Beside
    them how many are at that level by figures alone, without what they declared."""

    level: int | None
    councils: int
    by_figures: int
    adults: int
    adult_share: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What is known of an area: never an average, never a rank (METHOD, rule 11). `register` holds whatever
    the caller keeps of the measures in force there."""

    code: str
    name: str
    councils: int
    councils_with_level: int
    adults: int
    adults_with_level: int
    levels: tuple[AtLevel, ...]
    register: tuple[Any, ...]

    @property
    def coverage(self) -> Fraction | None:
        """The share of the area's adults who live in a council with a current level."""
        return Fraction(self.adults_with_level, self.adults) if self.adults else None


def summarise(
    *,
    code: str,
    name: str,
    members: Iterable[tuple[Council, int | None, int | None]],
    level_numbers: Iterable[int],
    register: Iterable[Any] = (),
) -> Area:
    """Count members, each with its published level and the one by figures alone. A council without a level counts as
    unknown, never as level 1."""
    rated = list(members)
    adults = sum(c.adults_18plus or 0 for c, *_ in rated)
    rows = []
    for number in (*level_numbers, None):
        own = [c for c, level, _ in rated if level == number]
        people = sum(c.adults_18plus or 0 for c in own)
        rows.append(
            AtLevel(
                level=number,
                councils=len(own),
                by_figures=sum(figures == number for _, _, figures in rated),
                adults=people,
                adult_share=Fraction(people, adults) if adults else None,
            )
        )
    known = [c for c, level, _ in rated if level is not None]
    return Area(
        code=code,
        name=name,
        councils=len(rated),
        councils_with_level=len(known),
        adults=adults,
        adults_with_level=sum(c.adults_18plus or 0 for c in known),
        levels=tuple(rows),
        register=tuple(register),
    )
