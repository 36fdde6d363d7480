"""The look of each kind of mark on a timeline: colours by their names in the design, for a picture that stands alone or
takes the ink of its page."""

from functools import cache

from pressure.drawing.design import design
from pressure.drawing.timeline import Row

IN_PAGE = {"ink": "currentColor", "ink-2": "currentColor", "paper": "none", "line": "currentColor"}
OVER = {"paint-order": "stroke", "stroke": "paper", "stroke-width": "4", "stroke-linejoin": "round"}
LOOK: dict[str, dict[str, str]] = {
    "paper": {"fill": "paper"},
    "ink": {"fill": "ink"},
    "quiet": {"fill": "ink-2"},
    "bold": {"fill": "ink", "font-weight": "700"},
    "head": {"fill": "ink", "font-weight": "700", "font-size": "17"},
    "over": {"fill": "ink-2", **OVER},
    "boldover": {"fill": "ink", "font-weight": "700", **OVER},
    "axis": {"fill": "none", "stroke": "line"},
    "year": {"fill": "none", "stroke": "line-2"},
    "thin": {"fill": "none", "stroke": "ink", "stroke-width": "2", "stroke-dasharray": "2 3"},
    "hatch": {"fill": "none", "stroke": "hatch", "stroke-width": "1.2"},
    "hatched": {"fill": "url(#h)", "stroke": "hatch"},
    "hollow": {"fill": "paper", "stroke": "ink", "stroke-width": "1.5"},
    "filled": {"fill": "ink", "stroke": "ink", "stroke-width": "1.5"},
    **{f"b{n}": {"fill": f"b{n}", "fill-opacity": ".45"} for n in range(1, 5)},
    "line": {"fill": "none", "stroke": "ink", "stroke-width": "1.75", "stroke-linejoin": "round"},
    "dot": {"fill": "ink"},
    **{f"l{n}": {"stroke": f"l{n}-edge"} for n in range(1, 5)},
}
PALE = {"axis": {"stroke-opacity": ".25"}}


def family() -> str:
    """The letters of the design, as an attribute of a picture may hold them."""
    return design().type.family.replace('"', "")


@cache
def attributes(name: str, *, alone: bool = True) -> str:
    """The class of a mark, and what holds without a style sheet: some renderers of pages read none inside a picture."""
    given = {key: _colour(value, alone=alone) for key, value in LOOK[name].items()}
    pale = {} if alone else PALE.get(name, {})
    return " ".join((f'class="p-{name}"', *(f'{key}="{value}"' for key, value in {**given, **pale}.items())))


def level_attributes(row: Row) -> str:
    """The same of a level, whose colour is rule data and whose edge is the design's."""
    return f'{attributes(f"l{row.number}")} fill="{row.colour}"'


@cache
def dark() -> str:
    """The style that gives a picture of its own its dark colours."""
    light, other = design().light, design().dark
    rules = "".join(
        f".p-{name}{{{';'.join(found)}}}"
        for name, given in LOOK.items()
        if (found := [f"{key}:{other[value]}" for key, value in given.items() if value in light])
    )
    return f"<style>text{{font-variant-numeric:tabular-nums}}@media (prefers-color-scheme:dark){{{rules}}}</style>"


def _colour(value: str, *, alone: bool) -> str:
    light = design().light
    if value not in light:
        return value
    return light[value] if alone else IN_PAGE.get(value, light[value])
