"""Two pictures of the table: how often each level is reached, and each bar with what the rules do."""

from collections.abc import Mapping, Sequence

from pressure.domain.rulebook import Rulebook
from pressure.drawing.design import design
from pressure.drawing.share_bars import GAP, INK, TALL, TOP, Part, picture, share_bars, words
from pressure.robustness.england import England
from pressure.robustness.rows import Row

QUIET, LINE = design().light["ink-2"], design().light["line-2"]


def pictures(rows: Sequence[Row], england: England, book: Rulebook) -> Mapping[str, str]:
    """The pictures by file name."""
    return {"levels.svg": levels(rows, england, book), "bars.svg": bars(rows, england)}


def levels(rows: Sequence[Row], england: England, book: Rulebook) -> str:
    """The share of council-weeks at each level in each scenario."""
    drawn, told = [], []
    for scenario, about in england.scenarios.items():
        shares = [(r.case, r.figure) for r in rows if (r.about, r.scenario) == ("share", scenario)][: len(book.levels)]
        parts = [
            Part(share, f"{level.number}: {share:.0f} %", level.colour, level.text_colour)
            for level, (_case, share) in zip(book.levels, shares, strict=True)
        ]
        drawn.append((about.title, parts))
        told.append(f"{about.title}: " + ", ".join(f"{case} {share:.1f} %" for case, share in shares))
    return share_bars("How often each level is reached", ". ".join(told), drawn)


def bars(rows: Sequence[Row], england: England) -> str:
    """Each bar, and where the rules stand in each scenario."""
    drawn, told, at = [], [], float(TOP)
    left, wide, letters = 400, 225, dict(zip(england.scenarios, "abcdef", strict=False))
    for name, bar in england.bars.items():
        here = [r for r in rows if r.about == name]
        limit = bar.most if bar.most is not None else bar.least or 0
        low, high = (0.0, 1.5 * limit) if bar.most is not None else (limit - 10, 100.0)

        def across(value: float, low: float = low, high: float = high) -> float:
            return left + wide * min(max((value - low) / (high - low), 0), 1)

        drawn.append(words(0, at + 5, bar.title, size=11))
        drawn.append(f'<line x1="{left}" x2="{left + wide}" y1="{at}" y2="{at}" stroke="{LINE}"></line>')
        x = across(limit)
        drawn.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{at - 10}" y2="{at + 10}" stroke="{INK}" stroke-width="3"/>')
        for row in here:
            fill = design().light["paper"] if row.met == "yes" else INK
            x = across(row.figure)
            drawn.append(
                f'<circle cx="{x:.1f}" cy="{at}" r="6" fill="{fill}" stroke="{INK}" stroke-width="2"></circle>'
            )
            drawn.append(words(x, at + 20, letters[row.scenario], QUIET, "middle", 11))  # type: ignore[index]
        found = ", ".join(f"{england.scenarios[r.scenario].title.lower()} {r.figure:.1f}" for r in here)  # type: ignore[index]
        told.append(f"{bar.title}: {found}, {here[0].bar}")
        at += TALL + GAP
    key = ", ".join(f"{letter}: {england.scenarios[s].title.lower()}" for s, letter in letters.items())
    drawn.append(words(0, at + 5, f"{key}. The thick line is the bar; a filled dot misses it.", QUIET, size=12))
    return picture("The bars, and where the rules stand", ". ".join(told), int(at) + 16, drawn)
