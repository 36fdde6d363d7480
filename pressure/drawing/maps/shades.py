"""What a body on a map is shaded by: a band in slate, a level in its own colour, or the hatch of what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pressure.domain.rulebook import Rulebook
from pressure.drawing.design import DARK, LIGHT, band_colours, design


@dataclass(frozen=True, slots=True)
class Shade:
    """Its name in classes (b1 to b4, l1 to l4), a fill, the ink upon it, and its edge; the same in a dark scheme."""

    name: str
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
    pale = (dark["ink"], dark["ink"], dark["paper"], dark["paper"])
    return {
        n: Shade(f"b{n}", fill, ink, light["hatch"], dark[f"b{n}"], dark_ink, dark["hatch"])
        for n, ((fill, ink), dark_ink) in enumerate(zip(band_colours(), pale, strict=True), start=1)
    }


def level_shades(book: Rulebook) -> Shades:
    """The levels in their own colours, which are rule data, each with the edge it stands on."""
    light, dark = design().light, design().dark
    return {
        level.number: Shade(
            f"l{level.number}",
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
    """The colours of a picture that is a file. They are written out, for what draws PNGs knows no custom properties."""
    light = _scheme(LIGHT) + "".join(
        f".m-{s.name}{{fill:{s.fill};stroke:{s.edge}}}.map .i-{s.name}{{fill:{s.ink}}}" for s in shades.values()
    )
    dark = _scheme(DARK) + "".join(
        f".m-{s.name}{{fill:{s.dark_fill};stroke:{s.dark_edge}}}.map .i-{s.name}{{fill:{s.dark_ink}}}"
        for s in shades.values()
    )
    return f"{light}@media (prefers-color-scheme:dark){{{dark}}}"


def _scheme(name: str) -> str:
    own = design().schemes[name]
    return (
        f"text{{fill:{own['ink']}}}.map .u,.map .q{{fill:{own['ink-2']}}}.map .u{{stroke:{own['paper']}}}"
        f".m-hatch,.m-frame{{fill:none;stroke:{own['hatch']}}}.land{{stroke:{own['hatch']}}}.ground{{fill:{own['wash']}}}"
        f".rim{{stroke:{own['ink']}}}.lead,.box{{stroke:{own['ink-2']}}}"
    )
