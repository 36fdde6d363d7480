"""What the method sees of the synthetic England at each weekly release: public figures, as late as they come."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from pressure.robustness.drawn import Counted, counted, luck, true_rates
from pressure.robustness.england import Councils, England, Scenario
from pressure.robustness.model import Bands, bands_of, bands_of_values, rounded
from pressure.robustness.table import Counts, Flags, Numbers, Table, Whole

BLOCK = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """A public count and what it is of, by week and council."""

    count: Counts
    below: Counts


@dataclass(frozen=True, slots=True)
class Seen:
    """Every measure's public figure at each release from the first rated week: a count with its base, or a value."""

    parts: Mapping[str, Parts]
    values: Mapping[str, Numbers]
    councils: int

    def bands(self, table: Table) -> tuple[Bands, Flags]:
        """The band of each measure in the order of the rules; and which figures came and are of too few."""
        columns = []
        for column, name in enumerate(table.ids):
            if name in self.parts:
                columns.append(bands_of(table, column, self.parts[name].count, self.parts[name].below))
            else:
                columns.append(bands_of_values(table, column, self.values[name]))
        bands = np.stack(columns, -1)
        return bands, bands == 0

    def joined(self, others: "list[Seen]") -> "Seen":
        """Several draws as one, with their councils side by side."""
        every = [self, *others]
        return Seen(
            {
                name: Parts(
                    np.concatenate([s.parts[name].count for s in every], 1),
                    np.concatenate([s.parts[name].below for s in every], 1),
                )
                for name in self.parts
            },
            {name: np.concatenate([s.values[name] for s in every], 1) for name in self.values},
            sum(s.councils for s in every),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """How one England is drawn: its seed, another counting seed, what else was plausible, and whose luck each council
    has."""

    seed: int
    counting: int | None = None
    shared: float | None = None
    spread: float = 1.0
    critical: float | None = None
    surge: float | None = None
    places: Whole | None = None


def see(england: England, councils: Councils, scenario: Scenario, how: Drawing, table: Table) -> Seen:
    """One England as the method sees it. `table` says how figures are rounded."""
    assumed = england
    if how.critical is not None:
        one = england.measures["ll_critical_unsourced"]
        changed = replace(one, mean={**one.mean, scenario: how.critical})
        assumed = replace(england, measures={**england.measures, "ll_critical_unsourced": changed})
    of = luck(assumed, len(councils), how.seed)
    if how.places is not None:
        of = of.at(how.places)
    rates = true_rates(assumed, scenario, of, england.shared if how.shared is None else how.shared, how.spread)
    if how.surge is not None:
        surged = np.arange(england.weeks.drawn)[:, None] >= surge_begins(england, len(councils))
        rates["ll_critical_unsourced"] = np.where(surged, how.surge, rates["ll_critical_unsourced"])
    counts = counted(assumed, councils, rates, of, (how.counting or how.seed) + england.seeds.counting_after)
    errors = np.random.default_rng(how.seed + england.seeds.coverage_after)
    return _seen(england, councils, scenario, counts, rates, errors, table.round_to)


def surge_begins(england: England, councils: int) -> Whole:
    """The first week of a surge in each council: each week of a block in turn."""
    return england.surge.from_week + np.arange(councils) % BLOCK


def _seen(
    england: England,
    councils: Councils,
    scenario: Scenario,
    counts: Counted,
    rates: Mapping[str, Numbers],
    errors: np.random.Generator,
    step: int,
) -> Seen:
    weeks = np.arange(england.weeks.rated_from, england.weeks.drawn)
    shape = (len(weeks), len(councils))
    adults = np.broadcast_to(councils.adults, shape)
    ended = (weeks + 1) // BLOCK * BLOCK  # the first week after the newest block: it comes with its last Sunday
    waiting = rounded(counts.waiting[weeks], step)
    late, concerns = (rounded(_blocks(all_)[ended], step) for all_ in (counts.late, counts.concerns))
    supported = np.broadcast_to(rounded(counts.supported, step), shape)
    planned = np.broadcast_to(rounded(np.round(counts.planned), step), shape)
    parts = {
        "wl_assess_rate": Parts(waiting, adults),
        "wl_over_6m_share": Parts(rounded(counts.over_6m[weeks], step), waiting),
        "wl_care_start_rate": Parts(rounded(counts.care_start[weeks], step), adults),
        "wl_reviews_overdue": Parts(rounded(counts.reviews[ended - 1], step), supported),
        "cap_homecare_unfilled": Parts(rounded(np.round(counts.unfilled[weeks]), step), planned),
        "ll_critical_unsourced": Parts(rounded(_blocks(counts.critical)[ended], step), adults),
        "ll_safeguarding_wait": Parts(late, concerns),
    }
    beds = np.minimum(100, rates["beds_occupied"] + rates["beds_not_open"])
    quarter = (weeks - england.beds.seen_after_weeks + 1) // england.beds.every_weeks * england.beds.every_weeks - 1
    values = {
        "cap_home_unavailable": beds[np.maximum(quarter, 0)],
        "wl_discharge_rate": _discharge(england, councils, counts, errors)[weeks],
        **{
            name: np.broadcast_to(councils.real[name] * what.times[scenario], shape)
            for name, what in england.real.items()
        },
    }
    return Seen(parts, values, len(councils))


def _blocks(weekly: Counts) -> Counts:
    """The total of the four weeks before each week."""
    total = np.concatenate([np.zeros_like(weekly[:1]), np.cumsum(weekly, 0)])
    found = np.zeros((len(weekly) + 1, weekly.shape[1]), weekly.dtype)
    found[BLOCK:] = total[BLOCK:] - total[:-BLOCK]
    return found


def _discharge(england: England, councils: Councils, counts: Counted, errors: np.random.Generator) -> Numbers:
    """Delays a day per 100,000 adults by the newest month that has been published at each week."""
    rule, weeks = england.discharge, len(counts.bed_days)
    chosen = errors.permutation(len(councils))[: rule.councils_with_coverage_error]
    daily = counts.bed_days / 7 / councils.adults * 100_000
    found, start, month = np.zeros_like(daily), 0, 0
    while start < weeks:
        end = start + rule.months[month % len(rule.months)]
        error = np.ones(len(councils))
        error[chosen] = np.exp(rule.coverage_error * errors.standard_normal(len(chosen)))
        found[min(end - 1 + rule.seen_after_weeks, weeks) :] = daily[start:end].mean(0) * error
        start, month = end, month + 1
    return found
