"""What a body on a map is shaded by: a band in slate, a level in its own colour, or the hatch of what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pressure.domain.rulebook import Rulebook

INK, QUIET, PAPER, HATCH = "#14202a", "#4b5a66", "#ffffff", "#82919d"
DARK_INK, DARK_QUIET, DARK_PAPER, DARK_HATCH = "#e9eff3", "#a9b8c3", "#0f171e", "#70828f"


@dataclass(frozen=True, slots=True)
class Shade:
    """A fill, the ink upon it, and its edge; the same in a dark scheme."""

    fill: str
    ink: str
    edge: str
    dark_fill: str
    dark_ink: str
    dark_edge: str


Shades = Mapping[int, Shade]
BANDS: Shades = {
    1: Shade("#e3e9ee", INK, "#71899c", "#263440", DARK_INK, "#7d96aa"),
    2: Shade("#bac8d3", INK, "#71899c", "#465b6c", DARK_INK, "#7d96aa"),
    3: Shade("#8298aa", INK, "#71899c", "#7d96aa", DARK_PAPER, "#7d96aa"),
    4: Shade("#465f74", PAPER, "#465f74", "#c9d8e3", DARK_PAPER, "#c9d8e3"),
}
"""Depths of one slate, so that band 4 is never taken for level 4; in the dark the highest is the lightest, as it is the
one furthest from the page in both."""
DARK_LEVELS = {
    1: ("#a8c6d4", "#0c1d26"),
    2: ("#dca93f", "#1f1500"),
    3: ("#b15a23", "#ffffff"),
    4: ("#94467f", "#ffffff"),
}
EDGES = {1: ("#5b8799", "#a8c6d4"), 2: ("#8f6714", "#dca93f"), 3: ("#b15a23", "#c9733c"), 4: ("#4c1b3f", "#c383b1")}


def level_shades(book: Rulebook) -> Shades:
    """The levels in their own colours."""
    found = {}
    for level in book.levels:
        dark, ink = DARK_LEVELS.get(level.number, (level.colour, level.text_colour))
        edge, dark_edge = EDGES.get(level.number, (INK, DARK_INK))
        found[level.number] = Shade(level.colour, level.text_colour, edge, dark, ink, dark_edge)
    return found


@dataclass(frozen=True, slots=True)
class Shaded:
    """One body on a map: its name, what is said of it, the band or level it is shaded by, and where it leads."""

    code: str
    name: str
    said: str
    number: int | None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """What stands inside a picture: what is shown, a line a shade, and at its foot where it is from and of when."""

    title: str
    lines: Sequence[tuple[int | None, str]]
    foot: Sequence[str] = ()


def style(shades: Shades) -> str:
    """The classes of a picture that is a file: s1 to s4 for fills, i1 to i4 for letters upon them, h for the hatch."""
    light = _scheme(INK, QUIET, PAPER, HATCH) + "".join(
        f".s{n}{{fill:{s.fill};stroke:{s.edge}}}.i{n}{{fill:{s.ink}}}" for n, s in sorted(shades.items())
    )
    dark = _scheme(DARK_INK, DARK_QUIET, DARK_PAPER, DARK_HATCH) + "".join(
        f".s{n}{{fill:{s.dark_fill};stroke:{s.dark_edge}}}.i{n}{{fill:{s.dark_ink}}}" for n, s in sorted(shades.items())
    )
    return f"{light}.u{{paint-order:stroke;stroke-width:3px}}@media (prefers-color-scheme:dark){{{dark}}}"


def _scheme(ink: str, quiet: str, paper: str, hatch: str) -> str:
    return (
        f"text{{fill:{ink}}}.u,.q{{fill:{quiet}}}.u{{stroke:{paper}}}.h,.f{{fill:none;stroke:{hatch}}}"
        f".rim{{fill:none;stroke:{ink}}}.lead{{stroke:{quiet}}}"
    )
