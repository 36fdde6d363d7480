"""The look of each kind of mark on a timeline, for whoever draws it: names of colours, and those of a picture that
stands alone or takes the ink of its page."""

from functools import cache

FAMILY = "Helvetica Neue,Helvetica,Arial,Liberation Sans,Nimbus Sans,sans-serif"
COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#0f171e"),
    "ink": ("#14202a", "#e9eff3"),
    "ink-2": ("#4b5a66", "#a9b8c3"),
    "line": ("#d3dce2", "#2c3a45"),
    "line-2": ("#82919d", "#70828f"),
    "hatch": ("#82919d", "#8496a3"),
    "l1": ("#d3e5ed", "#a8c6d4"),
    "l1-edge": ("#5b8799", "#a8c6d4"),
    "l2": ("#e6b44c", "#dca93f"),
    "l2-edge": ("#8f6714", "#dca93f"),
    "l3": ("#b15a23", "#b15a23"),
    "l3-edge": ("#b15a23", "#c9733c"),
    "l4": ("#4c1b3f", "#94467f"),
    "l4-edge": ("#4c1b3f", "#c383b1"),
    "b1": ("#e3e9ee", "#263440"),
    "b2": ("#bac8d3", "#465b6c"),
    "b3": ("#8298aa", "#7d96aa"),
    "b4": ("#465f74", "#c9d8e3"),
}
"""Each colour in light and in dark."""
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
    **{f"l{n}": {"fill": f"l{n}", "stroke": f"l{n}-edge"} for n in range(1, 5)},
    "thin": {"fill": "none", "stroke": "ink", "stroke-width": "2", "stroke-dasharray": "2 3"},
    "hatch": {"fill": "none", "stroke": "hatch", "stroke-width": "1.2"},
    "hollow": {"fill": "paper", "stroke": "ink", "stroke-width": "1.5"},
    "filled": {"fill": "ink", "stroke": "ink", "stroke-width": "1.5"},
    **{f"b{n}": {"fill": f"b{n}", "fill-opacity": ".45"} for n in range(1, 5)},
    "line": {"fill": "none", "stroke": "ink", "stroke-width": "1.75", "stroke-linejoin": "round"},
    "dot": {"fill": "ink"},
}
PALE = {"axis": {"stroke-opacity": ".25"}}


@cache
def attributes(name: str, *, alone: bool) -> str:
    """The class of a mark, and what holds without a style sheet: some renderers of pages read none inside a picture."""
    given = {key: _colour(value, alone=alone) for key, value in LOOK[name].items()}
    pale = {} if alone else PALE.get(name, {})
    return " ".join((f'class="p-{name}"', *(f'{key}="{value}"' for key, value in {**given, **pale}.items())))


@cache
def dark() -> str:
    """The style that gives a picture of its own its dark colours."""
    rules = "".join(
        f".p-{name}{{{';'.join(found)}}}"
        for name, given in LOOK.items()
        if (found := [f"{key}:{COLOURS[value][1]}" for key, value in given.items() if value in COLOURS])
    )
    return f"<style>text{{font-variant-numeric:tabular-nums}}@media (prefers-color-scheme:dark){{{rules}}}</style>"


def _colour(value: str, *, alone: bool) -> str:
    if value not in COLOURS:
        return value
    return COLOURS[value][0] if alone else IN_PAGE.get(value, COLOURS[value][0])
