"""The design of everything, read once from `data/design.yaml`: custom properties of style sheets, the colours of
pictures that are files of their own, and Streamlit's theme."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from pressure.settings import SHIPPED

FILE = SHIPPED / "data" / "design.yaml"
ROOT_PIXELS, STEP = 16, 4
LIGHT, DARK = "light", "dark"
BANDS = 4
Colour = Annotated[str, Field(pattern=r"^(#[0-9a-f]{6}|[A-Z][A-Za-z]+)$")]
Colours = Mapping[str, Colour]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Type(_Part):
    """One family, its sizes in pixels, and the longest line of prose in characters."""

    family: str
    pixels: tuple[int, ...]
    measure: int


class Design(_Part):
    """Colours by name for light and dark; what the reader's own colours and paper replace has no name but theirs."""

    type: Type
    space: tuple[int, ...]
    page_pixels: int
    schemes: Mapping[str, Colours]
    charts: Colours
    forced: Colours
    print: Colours

    @model_validator(mode="after")
    def _every_scheme_names_the_same(self) -> "Design":
        light, dark = (self.schemes[name].keys() for name in (LIGHT, DARK))
        if light != dark or not {*self.forced, *self.print} <= light:
            raise ValueError(f"a colour stands in one scheme only: {sorted(light ^ dark) or 'forced, print'}")
        return self

    @property
    def light(self) -> Colours:
        """The colours of pictures that are files of their own."""
        return self.schemes[LIGHT]

    @property
    def dark(self) -> Colours:
        return self.schemes[DARK]


@lru_cache(maxsize=1)
def design() -> Design:
    """The shipped design. Raises ValidationError where the file breaks its own shape."""
    return Design.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


def properties() -> str:
    """Custom properties for a page of our own: light, dark, the reader's own colours, paper."""
    own = design()
    return (
        f":root{{color-scheme:light dark;{_sizes(own)}{_declared(own.light.items())}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_declared(_changed(own.light, own.dark))}}}}}\n"
        f"@media (forced-colors:active){{:root{{{_declared(own.forced.items())}}}}}\n"
        f"@media print{{:root{{{_declared(own.print.items())}}}}}"
    )


def themed_properties() -> str:
    """The same inside a page whose theme is chosen there and said by `color-scheme`: Streamlit's."""
    own = design()
    both = ((name, f"light-dark({light},{own.dark[name]})") for name, light in own.light.items())
    return f"{_sizes(own)}{_declared(both)}"


def streamlit_theme() -> dict[str, object]:
    """What `[theme]` of .streamlit/config.toml has to say of colours and letters."""
    own = design()
    return {
        "font": own.type.family.replace('"', "'"),
        "headingFont": own.type.family.replace('"', "'"),
        "baseFontSize": ROOT_PIXELS,
        "headingFontSizes": [f"{_rem(size)}rem" for size in (36, 24, 19, 16, 16, 16)],
        **{name: _theme(colours) for name, colours in own.schemes.items()},
    }


def band_colours() -> tuple[tuple[str, str], ...]:
    """Of bands 1 to 4 on white, each with the ink that can be read upon it."""
    light = design().light
    return tuple((light[f"b{n}"], light["ink"] if n < BANDS else light["paper"]) for n in range(1, BANDS + 1))


def _theme(colours: Colours) -> dict[str, str]:
    return {
        "primaryColor": colours["button"],
        "backgroundColor": colours["paper"],
        "secondaryBackgroundColor": colours["wash"],
        "textColor": colours["ink"],
        "linkColor": colours["link"],
        "borderColor": colours["line-2"],
    }


def _sizes(own: Design) -> str:
    sizes = ((f"t{size}", f"{_rem(size)}rem") for size in own.type.pixels)
    spaces = ((f"s{size // STEP}", f"{size}px") for size in own.space)
    more = (("sans", own.type.family), ("measure", f"{own.type.measure}ch"), ("page", f"{own.page_pixels}px"))
    return _declared((*sizes, *spaces, *more))


def _rem(pixels: int) -> str:
    return f"{pixels / ROOT_PIXELS:g}"


def _declared(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"--{name}:{value};" for name, value in pairs)


def _changed(before: Colours, after: Colours) -> Iterable[tuple[str, str]]:
    return ((name, value) for name, value in after.items() if before[name] != value)
