"""The synthetic England: which councils, and what is assumed of them (`data/robustness/`)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import ConfigDict, TypeAdapter

from pressure.robustness.table import Numbers
from pressure.settings import SHIPPED

FOLDER = SHIPPED / "data" / "robustness"
Scenario = Literal["calm", "ordinary", "crisis"]
STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """How one figure differs between councils and moves within one, on its own scale."""

    mean: Mapping[Scenario, float]
    scale: Literal["log", "logit", "points"]
    spread: float
    shares: bool = True
    sd: float = 0
    phi: float = 0
    season: float = 0
    noise: float = 0
    least: float | None = None
    most: float | None = None
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """A published figure of each council, times a factor."""

    column: str
    missing: float
    times: Mapping[Scenario, float]
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A scenario by name."""

    title: str
    said: str
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What any version of the rules must keep to."""

    title: str
    most: float | None = None
    least: float | None = None
    __pydantic_config__ = STRICT

    def met(self, figure: float) -> bool:
        return (self.most is None or figure <= self.most) and (self.least is None or figure >= self.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeds:
    first: int
    reported: int
    tried: int
    trials: int
    counting_after: int
    coverage_after: int
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    drawn: int
    rated_from: int
    shown_from: int
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """The chance of leaving a list in a week."""

    over_6m: float
    up_to_6m: float
    care_start: float
    reviews: float
    discharge: float
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    concerns_per_100k_a_week: float
    supported_percent_of_adults: float
    planned_hours_per_100_adults: float
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Discharge:
    months: tuple[int, ...]
    seen_after_weeks: int
    councils_with_coverage_error: int
    coverage_error: float
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Beds:
    every_weeks: int
    seen_after_weeks: int
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Another spread between councils: how much they share, and every spread times a factor."""

    shared: float
    spread: float
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    spreads: tuple[Spread, ...]
    critical: Mapping[Scenario, tuple[float, ...]]
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """People without life-sustaining care, a week per 100,000 adults, from a week on."""

    rates: tuple[float, ...]
    from_week: int
    seen_within_weeks: int
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """How much of the demonstration's story is counted."""

    told_on: date
    weeks: int
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class England:
    """Everything that is assumed."""

    shared: float
    seeds: Seeds
    weeks: Weeks
    scenarios: Mapping[Scenario, Told]
    measures: Mapping[str, Assumed]
    real: Mapping[str, Real]
    leave: Leave
    care_start_noise: float
    bases: Bases
    discharge: Discharge
    beds: Beds
    plausible: Plausible
    national: Mapping[str, Mapping[str, float]]
    silences: tuple[int, ...]
    surge: Surge
    demonstration: Demonstration
    bars: Mapping[str, Bar] = field(default_factory=dict)
    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Councils:
    """The adults of each council, and its published figures in percent by column."""

    adults: Numbers
    real: Mapping[str, Numbers]

    def __len__(self) -> int:
        return len(self.adults)


@lru_cache(maxsize=2)
def read_england(folder: Path = FOLDER) -> England:
    """What is assumed. Raises ValidationError with the key that is wrong."""
    return TypeAdapter(England).validate_python(yaml.safe_load((folder / "england.yaml").read_text("utf-8")))


def read_councils(england: England, adults_at_least: int, folder: Path = FOLDER) -> Councils:
    """The councils of at least so many adults, in the order of their codes."""
    with (folder / "councils.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["adults_18plus"]) >= adults_at_least]
    real = {
        name: np.array([float(row[what.column] or what.missing) for row in rows]) for name, what in england.real.items()
    }
    return Councils(np.array([float(row["adults_18plus"]) for row in rows]), real)
