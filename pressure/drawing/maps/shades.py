"""What a body on a map is shaded by: a band in slate, a level in its own colour, or the hatch of what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pressure.domain.rulebook import Rulebook
from pressure.drawing.design import BANDS, DARK, LIGHT, design


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


def band_shades() -> Shades:
    """Depths of one slate, so that band 4 is never taken for level 4; in the dark the highest is the lightest, as it is
    the one furthest from the page in both."""
    light, dark = design().light, design().dark
    deep = (light["ink"], light["ink"], light["ink"], light["paper"])
    pale = (dark["ink"], dark["ink"], dark["paper"], dark["paper"])
    return {
        n: Shade(light[f"b{n}"], deep[n - 1], light["hatch"], dark[f"b{n}"], pale[n - 1], dark["hatch"])
        for n in range(1, BANDS + 1)
    }


def level_shades(book: Rulebook) -> Shades:
    """The levels in their own colours, which are rule data, each with the edge it stands on."""
    light, dark = design().light, design().dark
    return {
        level.number: Shade(
            level.colour,
            level.text_colour,
            light[f"l{level.number}-edge"],
            level.colour,
            level.text_colour,
            dark[f"l{level.number}-edge"],
        )
        for level in book.levels
    }


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
    """The classes of a picture that is a file: s1 to s4 for fills, i1 to i4 for letters upon them, and the hatch. Its
    colours are written out, for what draws PNGs knows no custom properties."""
    light = _scheme(LIGHT) + "".join(
        f".s{n}{{fill:{s.fill};stroke:{s.edge}}}.i{n}{{fill:{s.ink}}}" for n, s in sorted(shades.items())
    )
    dark = _scheme(DARK) + "".join(
        f".s{n}{{fill:{s.dark_fill};stroke:{s.dark_edge}}}.i{n}{{fill:{s.dark_ink}}}" for n, s in sorted(shades.items())
    )
    return f"{light}.u{{paint-order:stroke;stroke-width:3px}}@media (prefers-color-scheme:dark){{{dark}}}"


def _scheme(name: str) -> str:
    own = design().schemes[name]
    return (
        f"text{{fill:{own['ink']}}}.u,.q{{fill:{own['ink-2']}}}.u{{stroke:{own['paper']}}}"
        f".m-hatch,.m-frame{{fill:none;stroke:{own['hatch']}}}"
        f".rim{{fill:none;stroke:{own['ink']}}}.lead{{stroke:{own['ink-2']}}}"
    )
