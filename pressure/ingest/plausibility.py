"""Values far from the same source's last are held for a second look, never refused."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any, Protocol

from pressure.domain.measures import Unit
from pressure.domain.rating.figures import few_expected
from pressure.domain.rating.rounding import public_figure
from pressure.domain.readings import USABLE, Reading
from pressure.domain.rulebook import Plausibility, Rulebook
from pressure.ingest.report import SECOND_LOOK, FileAccount, RowNote

NO_SHARES: Mapping[str, str] = {}
FEW, POINTS, LONGEST_GAP = 20, 5, timedelta(days=800)
"""A figure that falls, or comes from nothing, is not odd while it is a matter of so few people, or of so few percent or
days; a publication's figure is compared with one as old as that."""
OUT_OF = {Unit.PER_100K: "for every 100,000 adults", Unit.PERCENT: "in a hundred"}


def held_for_a_second_look(
    taken: FileAccount,
    known: Mapping[Any, Reading],
    book: Rulebook,
    adults: Mapping[str, int | None],
    *,
    from_council: bool = True,
    shares: Mapping[str, str] = NO_SHARES,
) -> FileAccount:
    """The account with implausible rows moved from accepted to held: a figure, its denominator or what is worked out
    of them many times the last or a small part of it, a first one many times the highest band's edge, and a share of
    so few people as a place with that many adults is not expected to have. A publication is compared with its own last
    figure however long ago, and with what it revises; a return with the newest of the weeks before it. Of each of
    `shares` the denominator is the count of another measure, in another row, and is held with that."""
    last: dict[tuple[str, str], list[Reading]] = {}
    for reading in known.values():
        last.setdefault((reading.council_code, reading.measure_id), []).append(reading)
    rule, within = book.plausibility, timedelta(days=book.plausibility.within_days) if from_council else LONGEST_GAP
    doubtful = [
        (_unit(r, taken), note)
        for r in taken.readings
        if (
            note := _far_from_the_last(
                r, before := _before(r, last.get((r.council_code, r.measure_id), ()), within, from_council), rule
            )
            or (_far_from_any(r, book) if from_council and before is None else None)
            or (_unexpectedly_few(r, book, adults.get(r.council_code)) if from_council else None)
        )
    ]
    if not doubtful:
        return taken
    doubtful = _with_their_counts(taken, doubtful, shares)
    units = {unit for unit, _ in doubtful}
    of_unit = {_unit(r, taken): r.measure_id for r in taken.readings} if taken.unit_of else {}
    told = [replace(note, column=f"{note.column} of {of_unit[u]}") if of_unit else note for u, note in doubtful]
    return replace(
        taken,
        readings=tuple(r for r in taken.readings if _unit(r, taken) not in units),
        accepted=taken.accepted - len(units),
        held=taken.held + len(units),
        notes=(*taken.notes, *told),
    )


def _unit(reading: Reading, taken: FileAccount) -> int:
    """What is accepted or held as one: a row, or a figure where a row has several."""
    return taken.unit_of.get(reading.key, reading.row)


def _with_their_counts(
    taken: FileAccount, doubtful: list[tuple[int, RowNote]], shares: Mapping[str, str]
) -> list[tuple[int, RowNote]]:
    """The notes, with shares held whose count is, and with the row that a share's denominator comes from: its own cell
    is empty."""
    held, told = dict(doubtful), {}
    counts = {(r.council_code, r.period_end, r.measure_id): r for r in taken.readings}
    for share in (r for r in taken.readings if r.measure_id in shares and r.denominator is not None):
        whole, here = shares[share.measure_id], _unit(share, taken)
        count, own = counts.get((share.council_code, share.period_end, whole)), held.get(here)
        unit, row = (_unit(count, taken), count.row) if count else (None, None)
        if unit == here or (own.column != "denominator" if own else unit not in held):
            continue
        told[here] = RowNote(
            row=share.row,
            kind="held",
            column="denominator",
            found=f"{share.denominator}, the {whole} of that week in {f'row {row}' if row else 'what was sent before'}",
            expected=own.expected if own and unit not in held else "a number that counts, and that row is held",
            next_step=SECOND_LOOK,
        )
    return [(unit, told.pop(unit, note)) for unit, note in doubtful] + list(told.items())


class Sayable(Protocol):
    """What does not fit, in a sentence, with the figures that it is about."""

    @property
    def sentence(self) -> str: ...

    @property
    def figures(self) -> tuple[tuple[str, str], ...]: ...


def held_whole(taken: FileAccount, doubts: Iterable[Sayable]) -> FileAccount:
    """The account with every figure held: the file does not fit as a whole, and nothing of it counts until somebody
    has decided. One note for each reason, at the file."""
    notes = [
        RowNote(
            row=0,
            kind="held",
            column="",
            found=": ".join(filter(None, (d.sentence, "; ".join(f"{name} {text}" for name, text in d.figures)))),
            expected="a file that fits what came before",
            next_step=SECOND_LOOK,
        )
        for d in doubts
    ]
    return replace(
        taken,
        readings=(),
        accepted=taken.not_needed,
        held=taken.held + taken.accepted - taken.not_needed,
        notes=(*notes, *taken.notes),
    )


def _before(reading: Reading, earlier: Iterable[Reading], within: timedelta, from_council: bool) -> Reading | None:
    """What a figure is compared with: the newest before it, or the newest that was not nothing when it rises from
    nothing. First of all what it revises, in a publication; a return may correct its own week at once."""
    usable = [r for r in earlier if r.status in USABLE and timedelta(0) <= reading.period_end - r.period_end <= within]
    if not from_council and (revised := [r for r in usable if r.period_end == reading.period_end]):
        return revised[0]
    past = sorted((r for r in usable if r.period_end < reading.period_end), key=lambda r: r.period_end)
    if past and past[-1].count == 0 and reading.count and (some := [r for r in past if r.count]):
        return some[-1]
    return past[-1] if past else None


def _far_from_the_last(reading: Reading, earlier: Reading | None, rule: Plausibility) -> RowNote | None:
    if earlier is None:
        return None
    for column, now, then, least in _pairs(reading, earlier):
        small_rise_is_odd = reading.from_council and column == "numerator" and now > then > 0
        # Twenty bed days of a month are less than one a day, and yet nobody at all the month after is odd.
        all_gone = column == "numerator" and now == 0 and (earlier.numerator or 0) >= FEW
        if _far(now, then, rule.times, 0 if small_rise_is_odd or all_gone else least):
            most = f"no more than {rule.times} times" if now > then else f"at least one in {rule.times} of"
            return RowNote(
                row=reading.row,
                kind="held",
                column=column,
                found=f"{float(now):.10g}",
                expected=f"{most} the last figure, {float(then):.10g} for {earlier.period_end:%-d %B %Y}",
                next_step=SECOND_LOOK,
            )
    return None


def _far_from_any(reading: Reading, book: Rulebook) -> RowNote | None:
    """A figure with none of the council's own to compare it with: many times where the highest band begins."""
    measure = book.measure(reading.measure_id)
    if measure is None or reading.status not in USABLE or (reading.count or 0) < FEW:
        return None
    value, highest = reading.in_unit(measure.unit), measure.edges[max(measure.edges)].at_least
    if value is None or highest is None or value <= book.plausibility.times * highest:
        return None
    return RowNote(
        row=reading.row,
        kind="held",
        column="numerator",
        found=f"{float(reading.count or 0):.10g}, which is {float(value):,.0f} {OUT_OF[measure.unit]}",
        expected=f"at most {book.plausibility.times} times {float(highest):.10g}, where the highest band begins",
        next_step=SECOND_LOOK,
    )


def _pairs(reading: Reading, earlier: Reading) -> Iterator[tuple[str, Fraction, Fraction, int]]:
    """What is compared, by the column it stands in, with how much of it is little. Populations are ours and are not
    compared: a rate's count says it all."""
    if reading.status not in USABLE:
        return
    if reading.value is not None and earlier.value is not None:
        yield "value", Fraction(reading.value), Fraction(earlier.value), POINTS
    if reading.count is None or earlier.count is None:
        return
    yield "numerator", Fraction(reading.count), Fraction(earlier.count), FEW
    if reading.denominator and earlier.denominator:
        yield "denominator", Fraction(reading.denominator), Fraction(earlier.denominator), FEW
        usual = Fraction(earlier.count) / earlier.denominator
        if abs(reading.count - usual * reading.denominator) >= FEW:
            share = Fraction(reading.count) * 100 / reading.denominator
            yield "share of a hundred", share, usual * 100, 0


def _far(now: Fraction, then: Fraction, times: int, least: int) -> bool:
    """Both ways: many times as much, or as little, and by more than is little."""
    return max(now, then) > times * min(now, then) and abs(now - then) >= least


def _unexpectedly_few(reading: Reading, book: Rulebook, adults: int | None) -> RowNote | None:
    """A share of too few people, where the place must be expected to have more (METHOD 2, people at least)."""
    measure = book.measure(reading.measure_id)
    if measure is None or measure.unit is not Unit.PERCENT or adults is None or reading.denominator is None:
        return None
    least = book.evidence.too_few_below.get(measure.counted)
    public = public_figure(reading, measure, book.disclosure)
    enough = least is None or measure.expected_per_100k_adults is None or (public.denominator or 0) >= least
    if enough or few_expected(measure, adults, book):
        return None
    expected = Fraction(measure.expected_per_100k_adults or 0) * adults / 100_000
    return RowNote(
        row=reading.row,
        kind="held",
        column="denominator",
        found=f"{reading.denominator}, so few that no share can be made of them",
        expected=f"about {int(expected):,} in a place with {adults:,} adults",
        next_step=SECOND_LOOK,
    )
