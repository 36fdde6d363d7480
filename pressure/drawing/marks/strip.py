"""Weeks as columns: height and colour both say the level, the hatch says that it is not known."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby

from pressure.domain.rulebook import Rulebook
from pressure.drawing.marks.shape import hatch, n, picture

WIDE, TALL, TOP, BOTTOM = 660, 64, 22, 24
LETTER = 8.2
"""Pixels of a letter of 14: a name that does not fit over its columns is left out; words beside the picture say it."""
LARGER = 26 / 14
"""How much larger letters are where the picture is small, on a telephone; what fits there no more (`w`) is hidden."""
MONTH_APART = 56
UNKNOWN = "not known"
Week = tuple[date, int | None]


def strip(weeks: Sequence[Week], book: Rulebook, said: str, *, tall: int = TALL) -> str:
    """Each week by its last day, oldest first, with the level in force on it or None. Nothing for no weeks."""
    if not weeks:
        return ""
    step, foot = WIDE / len(weeks), TOP + tall
    parts = [f'<path class="m-axis" d="M0 {foot}.5H{WIDE}"/>']
    for first, count, level in _runs([level for _, level in weeks]):
        left, wide = first * step, count * step - 1.5
        if level is None:
            parts.append(hatch(left + 0.5, foot - tall * 0.75, wide, tall * 0.75))
        else:
            high = _high(level, book, tall)
            parts.append(f'<path class="m-l{level}" d="M{n(left + 0.5)} {foot}v{n(-high)}h{n(wide)}V{foot}"/>')
        parts.append(_name(left, wide, book.level(level).name if level else UNKNOWN))
    parts.append(_parted([level for _, level in weeks], step, foot))
    parts.append(_months([day for day, _ in weeks], step, foot))
    return picture(WIDE, foot + BOTTOM, "".join(parts), said, "strip")


def _high(level: int, book: Rulebook, tall: int) -> float:
    return tall * (0.1 + 0.9 * level / len(book.levels))


def _runs(levels: Sequence[int | None]) -> Iterator[tuple[int, int, int | None]]:
    """Where each unbroken run begins, how long it is, and its level."""
    at = 0
    for level, run in groupby(levels):
        count = len(list(run))
        yield at, count, level
        at += count


def _name(left: float, wide: float, word: str) -> str:
    """The first word of a level's name stands over its columns where it fits."""
    short = word.removesuffix(" pressure")
    if len(short) * LETTER > wide:
        return ""
    also_small = "" if len(short) * LETTER * LARGER <= wide else " w"
    return f'<text class="b{also_small}" x="{n(left)}" y="14">{escape(short)}</text>'


def _parted(levels: Sequence[int | None], step: float, foot: int) -> str:
    """Thin lines between weeks, so that they can be counted."""
    lines = "".join(
        f"M{n(i * step - 0.5)} {foot - 1}V{TOP}" for i in range(1, len(levels)) if levels[i] and levels[i - 1]
    )
    return f'<path class="m-sep" d="{lines}"/>' if lines else ""


def _months(days: Sequence[date], step: float, foot: int) -> str:
    """A tick where a month begins, with its name where there is room; the first and each January with the year."""
    ticks, last, last_small = "", -float(MONTH_APART), -float(WIDE)
    for i, day in enumerate(days):
        if (i and days[i - 1].month == day.month) or i * step - last < MONTH_APART or WIDE - i * step < MONTH_APART / 2:
            continue
        word = f"{day:%b %Y}" if day.month == 1 or last < 0 else f"{day:%b}"
        also_small = i * step - last_small >= MONTH_APART * LARGER
        ticks += (
            f'<path class="m-tick" d="M{n(i * step + 0.5)} {foot + 1}v5"/>'
            f'<text class="q{"" if also_small else " w"}" x="{n(i * step + 3)}" y="{foot + 18}">{word}</text>'
        )
        if also_small:
            last_small = i * step + (MONTH_APART if " " in word else 0)
        last = i * step + (MONTH_APART / 2 if " " in word else 0)
    return ticks
