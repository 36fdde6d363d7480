"""Whether a file says what its link says, and whether it fits what came before: else a person looks at it first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from math import log
from statistics import median

from pressure.domain.readings import USABLE, Reading
from pressure.ingest.fetch.found import Found
from pressure.ingest.publisher import Fetch
from pressure.ingest.report import FileAccount
from pressure.ingest.source import Source

HALF, ROUNDING, MANY_REVISED, MANY_MOVED = 0.5, 0.01, 0.25, 0.35
"""What a total may move by, and a figure by its rounding; which share of a period's known figures may be revised, and
of areas move beyond their own past."""
SHRUNK, LEAST_GONE = 0.75, 20
"""Of how many homes or people a figure is at least, beside the one before: else a part of the file is missing. Of one
area only where so many are gone."""
PAST, LEAST_PAST, LEAST_AREAS = 24, 4, 8
BEYOND, SHIFTS, FITS_BETTER, BY_CHANCE = 1.5, (1, -1, 2, -2, 3, -3), 0.8, 0.85
"""How far beyond its own past an area has moved; how rows may have slipped; how much better the slipped ones fit; how
near figures in any order come to fitting as they stand."""
NAMED = 8
BEFORE_ITS_DAY = timedelta(days=31)
"""How long before the day that a directory names its newest entry may be."""
EVER = (date(1990, 1, 1), date(2100, 1, 1))
"""Every period that a file may be about."""

Key = tuple[str, str, date, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a person has to look, in one sentence, and the figures that it is about, as pairs of a name and a text."""

    sentence: str
    figures: tuple[tuple[str, str], ...] = ()


def out_of_the_same_people(taken: FileAccount, known: Mapping[Key, Reading], described: Source) -> FileAccount:
    """The account with each figure that is out of the adults of our list of councils, and that was known before, out of
    as many of them as then: another list is no revision of what a publisher said of past months."""
    ours = described.reader.out_of_adults
    readings = tuple(_out_of_as_many(r, known.get(r.key)) if r.measure_id in ours else r for r in taken.readings)
    return replace(taken, readings=readings)


def _out_of_as_many(reading: Reading, before: Reading | None) -> Reading:
    if before is None or not (reading.denominator and before.denominator):
        return reading
    return replace(reading, denominator=before.denominator)


def file_doubts(
    account: FileAccount,
    known: Mapping[Key, Reading],
    fetch: Fetch | None,
    names: Mapping[str, str],
    found: Found | None = None,
) -> list[Doubt]:
    """Everything about a file that does not fit, whoever brought it: rows that could not be read, and figures that are
    not what came before. `found` is its link, where it was fetched."""
    told = []
    if account.rejected:
        said = [(f"row {n.row}", n.message) for n in account.notes if n.kind == "rejected"]
        told.append(Doubt(f"{account.rejected} of its {account.read} rows could not be read", tuple(said[:NAMED])))
    return told + doubts(account.readings, known, found=found, fetch=fetch, names=names) if account.readings else told


def doubts(
    readings: Sequence[Reading],
    known: Mapping[Key, Reading],
    *,
    found: Found | None,
    fetch: Fetch | None,
    names: Mapping[str, str],
) -> list[Doubt]:
    """Everything about a file's figures that does not fit; `names` are the areas' by code. Empty when it can be
    taken."""
    told = [d for d in (_period(readings, found, fetch) if found and fetch else None,) if d]
    for measure, own in groupby(sorted(readings, key=lambda r: r.measure_id), key=lambda r: r.measure_id):
        file = _ByPeriod(own)
        before = _ByPeriod(r for r in known.values() if r.measure_id == measure)
        checks = (
            _areas(file, fetch) if fetch else None,
            *_against_known(file, before, names),
            _displaced(file, before, names),
        )
        told += [Doubt(f"{measure}: {d.sentence}", d.figures) for d in checks if d]
    gone = (
        {r.measure_id for r in known.values()} - {r.measure_id for r in readings} - {*(fetch.without if fetch else ())}
    )
    return [*told, *(Doubt(f"{measure}: no figure of it is in the file, and we have some") for measure in sorted(gone))]


def put_back(
    readings: Sequence[Reading], known: Mapping[Key, Reading], end: date, names: Mapping[str, str]
) -> list[Doubt]:
    """A file of the past that holds other figures than a later one gave: loading it would bring the older ones back."""
    if not any(r.period_end > end for r in known.values()):
        return []
    older = [r for r in readings if r.key in known and _differs(known[r.key], r)]
    if not older:
        return []
    figures = ((names.get(r.council_code, r.council_code), _was(known[r.key], r)) for r in older[:NAMED])
    return [Doubt(f"{len(older)} figures that a later file gave would be put back", tuple(figures))]


def _was(old: Reading, new: Reading) -> str:
    return f"{_said(old)}, here {_said(new)}"


class _ByPeriod:
    """The figures of one measure, by period and area, in the order of the rows."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.periods: dict[date, dict[str, Reading]] = {}
        for reading in sorted(readings, key=lambda r: (r.period_end, r.row)):
            self.periods.setdefault(reading.period_end, {})[reading.council_code] = reading

    @property
    def newest(self) -> date:
        return max(self.periods)

    def last(self) -> Mapping[str, Reading]:
        return self.periods[self.newest]

    def past(self, area: str, until: date) -> list[float]:
        """An area's figures before a day, the newest last."""
        ends = sorted(p for p in self.periods if p < until and area in self.periods[p])
        return [f for p in ends[-PAST:] if (f := _figure(self.periods[p][area])) is not None]


def _figure(reading: Reading) -> float | None:
    """As it compares with others of its area: a share, a rate, a value or a count, as if it held everything."""
    if reading.status not in USABLE:
        return None
    if reading.value is not None:
        return float(reading.value)
    count = reading.count
    return None if count is None else float(count / (reading.denominator or 1) / (reading.coverage or 1))


def _amount(reading: Reading) -> float:
    """As it adds up: a count where there is one."""
    count = reading.count
    return (float(count) if count is not None else float(reading.value or 0)) if reading.status in USABLE else 0.0


def _period(readings: Sequence[Reading], found: Found, fetch: Fetch) -> Doubt | None:
    newest = max((r.period_end for r in readings), default=None)
    named = found.period_end
    if named is None or newest is None or newest == named:
        return None
    if fetch.period == "day" and timedelta(0) <= named - newest <= BEFORE_ITS_DAY:
        return None
    return Doubt(f"its link names the period to {_day(named)}, and its newest figures are to {_day(newest)}")


def _areas(file: _ByPeriod, fetch: Fetch) -> Doubt | None:
    least = fetch.areas_least or fetch.areas
    if least <= (count := len(file.last())) <= fetch.areas:
        return None
    wanted = str(fetch.areas) if least == fetch.areas else f"{least} to {fetch.areas}"
    return Doubt(f"its newest period, to {_day(file.newest)}, has {count} areas where {wanted} are expected")


def _against_known(file: _ByPeriod, before: _ByPeriod, names: Mapping[str, str]) -> list[Doubt | None]:
    if not before.periods:
        return []
    older = file.newest < before.newest
    return [
        Doubt(f"its figures end on {_day(file.newest)}, and we have some to {_day(before.newest)}") if older else None,
        _vanished(file, before, names),
        _total(file, before),
        _shrunk(file, before, names),
        _revised(file, before, names),
    ]


def _vanished(file: _ByPeriod, before: _ByPeriod, names: Mapping[str, str]) -> Doubt | None:
    """An area that the newest period had, or a figure of a period that the file still covers."""
    first = min(file.periods)
    gone = {a for a in before.last() if a not in file.last()}
    lost = [(p, a) for p, own in before.periods.items() if p >= first for a in own if a not in file.periods.get(p, {})]
    lost = [(p, a) for p, a in lost if p <= file.newest]
    if gone:
        return Doubt(f"{len(gone)} areas of the period before are not in it", _named(sorted(gone), names))
    if lost:
        figures = tuple((f"{names.get(a, a)}, to {_day(p)}", "gone") for p, a in lost[:NAMED])
        return Doubt(f"{len(lost)} figures that we have are not in it", figures)
    return None


def _total(file: _ByPeriod, before: _ByPeriod) -> Doubt | None:
    now, then = file.last(), before.last()
    both = [a for a in now if a in then]
    new, old = sum(_amount(now[a]) for a in both), sum(_amount(then[a]) for a in both)
    if not old or abs(new - old) <= HALF * old:
        return None
    return Doubt(
        "the total over all areas moved by more than half",
        ((f"to {_day(before.newest)}", f"{old:,.1f}"), (f"to {_day(file.newest)}", f"{new:,.1f}")),
    )


def _shrunk(file: _ByPeriod, before: _ByPeriod, names: Mapping[str, str]) -> Doubt | None:
    """Shares of far fewer than before, in the whole or of one area: perhaps counted from a part of what there is."""
    now, then = file.last(), before.last()
    both = [(a, now[a].denominator or 0, then[a].denominator or 0) for a in now if a in then and now[a].denominator]
    fewer = [(a, new, old) for a, new, old in both if new < SHRUNK * old]
    if sum(new for _, new, _ in both) >= SHRUNK * sum(old for _, _, old in both):
        fewer = [(a, new, old) for a, new, old in fewer if old - new >= LEAST_GONE]
    if not fewer:
        return None
    figures = tuple((names.get(a, a), f"out of {old:,}, now out of {new:,}") for a, new, old in fewer[:NAMED])
    return Doubt(f"in {len(fewer)} of {len(both)} areas its figures are out of far fewer than before", figures)


def _revised(file: _ByPeriod, before: _ByPeriod, names: Mapping[str, str]) -> Doubt | None:
    for period in sorted(set(file.periods) & set(before.periods)):
        now, then = file.periods[period], before.periods[period]
        both = [a for a in now if a in then]
        changed = [a for a in both if _differs(then[a], now[a])]
        if len(changed) >= LEAST_AREAS and len(changed) > MANY_REVISED * len(both):
            figures = tuple((names.get(a, a), f"{_said(then[a])}, now {_said(now[a])}") for a in changed[:NAMED])
            return Doubt(f"{len(changed)} of {len(both)} known figures to {_day(period)} are revised", figures)
    return None


def _differs(old: Reading, new: Reading) -> bool:
    """By more than rounding; the adults it is divided by are ours, and may have been counted anew."""
    was, now = _amount(old), _amount(new)
    return abs(now - was) > ROUNDING * max(abs(was), abs(now)) or (old.status in USABLE) != (new.status in USABLE)


def _displaced(file: _ByPeriod, before: _ByPeriod, names: Mapping[str, str]) -> Doubt | None:
    """Values beside other areas' names: many areas beyond their own past, or rows that fit the past of the rows above
    or below them better than their own."""
    now = {a: f for a, r in file.last().items() if (f := _figure(r)) is not None}
    pasts = {a: max(file.past(a, file.newest), before.past(a, file.newest), key=len) for a in now}
    known = [a for a in now if pasts[a]]
    if len(known) < LEAST_AREAS:
        return None
    middle = {a: median(pasts[a]) for a in known}
    enough = [a for a in known if len(pasts[a]) >= LEAST_PAST]
    beyond = [a for a in enough if _beyond(now[a], pasts[a], middle[a])]
    moved = _named(beyond or known, names, lambda a: f"{now[a]:.4g}, usually {middle[a]:.4g}")
    for part in (known, known[: len(known) // 2], known[len(known) // 2 :]):
        if slip := _slip([now[a] for a in part], [middle[a] for a in part]):
            side = "above" if slip < 0 else "below"
            return Doubt(
                f"its figures fit the areas {abs(slip)} rows {side} better than those they stand beside", moved
            )
    if _by_chance([now[a] for a in known], [middle[a] for a in known]):
        return Doubt("its figures fit the areas that they stand beside hardly better than any others", moved)
    if len(enough) >= LEAST_AREAS and len(beyond) > MANY_MOVED * len(enough):
        return Doubt(f"{len(beyond)} of {len(enough)} areas moved by more than in all their own past", moved)
    return None


def _slip(values: list[float], usual: list[float]) -> int:
    """By how many rows the figures have slipped against their names; 0 when they stand where they fit."""
    if len(values) < LEAST_AREAS:
        return 0
    by = {k: _distance(values, usual[k:] + usual[:k]) for k in (0, *SHIFTS)}
    best = min(SHIFTS, key=lambda k: by[k])
    return best if by[best] < FITS_BETTER * by[0] else 0


def _by_chance(values: list[float], usual: list[float]) -> bool:
    """Whether the figures stand in no order: as far from their own areas' past as from any other's."""
    others = [_distance(values, usual[k:] + usual[:k]) for k in range(1, len(values))]
    return _distance(values, usual) > BY_CHANCE * sum(others) / len(others)


def _beyond(now: float, past: list[float], middle: float) -> bool:
    return abs(now - middle) > BEYOND * max(abs(p - middle) for p in past)


def _distance(values: list[float], usual: list[float]) -> float:
    least = (median(usual) or 1.0) / 10
    return sum(abs(log((v + least) / (u + least))) for v, u in zip(values, usual, strict=True))


def _named(
    areas: Sequence[str], names: Mapping[str, str], said: Callable[[str], str] = lambda _: "gone"
) -> tuple[tuple[str, str], ...]:
    return tuple((names.get(a, a), said(a)) for a in areas[:NAMED])


def _said(reading: Reading) -> str:
    figure = _figure(reading)
    if figure is not None and reading.count is not None and reading.denominator:
        return f"{float(reading.count):,.6g} of {reading.denominator:,}"
    return reading.status.value if figure is None else f"{figure:.6g}"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
