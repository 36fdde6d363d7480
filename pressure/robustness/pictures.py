"""Two pictures of the table: how often each level is reached, and each bar with what the rules do."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from pressure.domain.rulebook import Rulebook
from pressure.drawing.alone import alone
from pressure.drawing.marks.shape import n, narrow_picture, text
from pressure.drawing.share_bars import Part, share_bars
from pressure.robustness.england import Bar, England
from pressure.robustness.rows import Row

WIDE, EDGE, UP, TALL, LINE, LETTERS = 340.0, 8.0, 16.0, 66.0, 19.0, 44
LEVELS, BARS = "How often each level is reached", "The bars, and where the rules stand"
NARROW = 9
"""Pixels between two letters below which the second stands lower."""
KEY = ("The thick line is the bar;", "a full dot misses it.")


def pictures(rows: Sequence[Row], england: England, book: Rulebook) -> Mapping[str, str]:
    """The pictures as files, by name."""
    drawn = {"levels.svg": (LEVELS, levels(rows, england, book)), "bars.svg": (BARS, bars(rows, england))}
    return {name: alone(svg, title, book) for name, (title, svg) in drawn.items()}


def levels(rows: Sequence[Row], england: England, book: Rulebook) -> str:
    """The share of council-weeks at each level in each scenario, as a part of a page."""
    drawn, told = [], []
    for scenario, about in england.scenarios.items():
        shares = [(r.case, r.figure) for r in rows if (r.about, r.scenario) == ("share", scenario)][: len(book.levels)]
        parts = [
            Part(share, f"{level.number}: {share:.0f}%", level.number)
            for level, (_case, share) in zip(book.levels, shares, strict=True)
        ]
        drawn.append((about.title, parts))
        told.append(f"{about.title}: " + ", ".join(f"{case} {share:.1f} %" for case, share in shares))
    return share_bars(f"{LEVELS}. {'. '.join(told)}.", drawn)


def bars(rows: Sequence[Row], england: England) -> str:
    """Each bar, and where the rules stand in each scenario, as a part of a page."""
    drawn, told, y = [], [], 0.0
    letters = dict(zip(england.scenarios, "abcdef", strict=False))
    for name, bar in england.bars.items():
        here, lines = [r for r in rows if r.about == name], wrap(bar.title, LETTERS)
        drawn += [text(0, y + 14 + LINE * place, line) for place, line in enumerate(lines)]
        y += LINE * len(lines)
        drawn.append(_bar(bar, [(r.figure, letters[r.scenario], r.met == "yes") for r in here], y + UP))  # type: ignore[index]
        found = ", ".join(f"{england.scenarios[r.scenario].title.lower()} {r.figure:.1f}" for r in here)  # type: ignore[index]
        told.append(f"{bar.title}: {found}, {here[0].bar}")
        y += TALL
    key = [f"{letter}: {england.scenarios[scenario].title.lower()}" for scenario, letter in letters.items()]
    for line in (*key, *KEY):
        drawn.append(text(0, y + 14, line, "q"))
        y += LINE
    return narrow_picture(WIDE, y, "".join(drawn), f"{BARS}. {'. '.join(told)}.")


def _bar(bar: Bar, found: Sequence[tuple[float, str, bool]], y: float) -> str:
    """A scale with the bar as a thick line on it; letters that would touch the one before stand a line lower."""
    limit = bar.most if bar.most is not None else bar.least or 0
    low, high = (0.0, 1.5 * limit) if bar.most is not None else (limit - 10, 100.0)

    def across(value: float) -> float:
        return EDGE + (WIDE - 2 * EDGE) * min(max((value - low) / (high - low), 0), 1)

    shapes = (
        f'<path class="m-tick" d="M0 {n(y)}H{n(WIDE)}"/><path class="m-ref" d="M{n(across(limit))} {n(y - 10)}v20"/>'
    )
    last, lower = -WIDE, False
    for x, letter, met in sorted((across(value), letter, met) for value, letter, met in found):
        shapes += f'<circle class="{"m-hollow" if met else "m-dot"}" cx="{n(x)}" cy="{n(y)}" r="6"/>'
        lower = x - last < NARROW and not lower
        shapes += text(x, y + (34 if lower else 21), letter, "q", "middle")
        last = x
    return shapes
