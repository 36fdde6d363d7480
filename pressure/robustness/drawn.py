"""One draw of the synthetic England: true rates week by week, and the whole people that are counted of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pressure.robustness.england import Assumed, Councils, England, Scenario
from pressure.robustness.table import Numbers, Whole

SWING_FROM, YEAR = 3, 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Luck:
    """Standard normal numbers of one seed, the same in every scenario."""

    shared: Numbers  # council
    own: Mapping[str, Numbers]  # council
    moves: Mapping[str, Numbers]  # week, council: a steady series
    noise: Mapping[str, Numbers]  # week, council

    def at(self, places: Whole) -> "Luck":
        """The luck of chosen councils, some of them perhaps several times."""
        return Luck(
            shared=self.shared[places],
            own={name: one[places] for name, one in self.own.items()},
            moves={name: one[:, places] for name, one in self.moves.items()},
            noise={name: one[:, places] for name, one in self.noise.items()},
        )


def luck(england: England, councils: int, seed: int) -> Luck:
    """What the councils of one seed are like and how they move."""
    draws, weeks = np.random.default_rng(seed), england.weeks.drawn
    shared = draws.standard_normal(councils)
    own, moves, noise = {}, {}, {}
    for name, assumed in england.measures.items():
        own[name] = draws.standard_normal(councils)
        steps = draws.standard_normal((weeks, councils))
        series = np.empty_like(steps)
        series[0] = steps[0]
        for week in range(1, weeks):
            series[week] = assumed.phi * series[week - 1] + np.sqrt(1 - assumed.phi**2) * steps[week]
        moves[name], noise[name] = series, draws.standard_normal((weeks, councils))
    return Luck(shared=shared, own=own, moves=moves, noise=noise)


def true_rates(england: England, scenario: Scenario, of: Luck, shared: float, times: float) -> dict[str, Numbers]:
    """Every drawn figure by week and council, in its unit. `shared` is the part that councils have in common over all
    measures, `times` a factor on every spread."""
    season = np.cos(2 * np.pi * (np.arange(england.weeks.drawn) - SWING_FROM) / YEAR)[:, None]
    return {
        name: _rates(assumed, scenario, of, name, season, shared, times) for name, assumed in england.measures.items()
    }


def _rates(
    assumed: Assumed, scenario: Scenario, of: Luck, name: str, season: Numbers, shared: float, times: float
) -> Numbers:
    common = np.sqrt(shared) * of.shared + np.sqrt(1 - shared) * of.own[name] if assumed.shares else of.own[name]
    spread = assumed.spread * times
    moved = spread * common + assumed.sd * of.moves[name] + assumed.season * season
    moved = moved + assumed.noise * of.noise[name]
    mean = assumed.mean[scenario]
    if assumed.scale == "log":
        rate = mean * np.exp(moved - spread**2 / 2)
    elif assumed.scale == "logit":
        rate = 100 / (1 + np.exp(-(np.log(mean / (100 - mean)) + moved)))
    else:
        rate = mean + moved
    return np.asarray(np.clip(rate, assumed.least, assumed.most) if assumed.most is not None else rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a week's counts are, by week and council, exact and not yet rounded."""

    waiting: Whole
    over_6m: Whole
    care_start: Whole
    reviews: Whole
    supported: Numbers
    bed_days: Whole
    critical: Whole
    concerns: Whole
    late: Whole
    planned: Numbers
    unfilled: Numbers


def counted(england: England, councils: Councils, rates: Mapping[str, Numbers], of: Luck, seed: int) -> Counted:
    """Whole people, by the counting luck of a seed."""
    draws, adults, leave, bases = np.random.default_rng(seed), councils.adults, england.leave, england.bases
    people = adults / 100_000
    share, waiting = rates["wl_over_6m_share"] / 100, rates["wl_assess_rate"] * people
    over = _list(draws, waiting * share, leave.over_6m)
    up_to = _list(draws, waiting * (1 - share), leave.up_to_6m)
    flow = np.exp(england.care_start_noise * of.noise["wl_care_start_rate"])
    start = _list(draws, rates["wl_care_start_rate"] * people, leave.care_start, flow)
    supported = np.maximum(5, np.round(adults * bases.supported_percent_of_adults / 100))
    reviews = np.minimum(supported, _list(draws, rates["wl_reviews_overdue"] / 100 * supported, leave.reviews))
    bed_days = _list(draws, 7 * rates["wl_discharge_rate"] * people, leave.discharge)
    critical = draws.poisson(rates["ll_critical_unsourced"] * people)
    concerns = draws.poisson(bases.concerns_per_100k_a_week * people, critical.shape)
    late = draws.binomial(concerns, rates["ll_safeguarding_wait"] / 100)
    planned = adults * bases.planned_hours_per_100_adults / 100
    return Counted(
        waiting=over + up_to,
        over_6m=over,
        care_start=start,
        reviews=reviews.astype(np.int64),
        supported=supported,
        bed_days=bed_days,
        critical=critical,
        concerns=concerns,
        late=late,
        planned=planned,
        unfilled=planned * rates["cap_homecare_unfilled"] / 100,
    )


def _list(draws: np.random.Generator, target: Numbers, leaves: float, flow: Numbers | None = None) -> Whole:
    """A list of whole people that follows a target length: each leaves with a chance, and as many come as it needs."""
    now = draws.poisson(target[0])
    found = [now]
    for week in range(1, len(target)):
        needed = np.maximum(0, target[week] - (1 - leaves) * target[week - 1])
        come = draws.poisson(needed if flow is None else needed * flow[week])
        now = draws.binomial(now, 1 - leaves) + come
        found.append(now)
    return np.stack(found)
