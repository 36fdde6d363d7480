"""Figures for the Streamlit pages. Only this module imports plotly, and never its maps: they call a third party."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate, pairwise
from textwrap import wrap
from typing import Any, NotRequired

from plotly import graph_objects as go
from typing_extensions import TypedDict

from pressure.content.explore import explorer_words as words
from pressure.content.explore.history_marks import Mark
from pressure.content.explore.history_words import CORRECTED, DECLARED, METHOD
from pressure.domain.level_history import Interval
from pressure.domain.rulebook import Rulebook
from pressure.drawing.design import design

GREY, MARK = design().charts["grey"], design().charts["mark"]
SYMBOLS = {DECLARED: ("triangle-down", 0.4), CORRECTED: ("x", 0.18), METHOD: ("diamond", 0.4)}
LINE, THIN = design().charts["line"], design().charts["thin"]
CONFIG = {"displayModeBar": False, "scrollZoom": False, "displaylogo": False}
HEIGHT, DAY_MS = 320, 86_400_000
# Streamlit's page replaces this by the strong grey of the theme in use; its own for ticks is too faint to read.
INK = "#000037"
LABEL, ROOM = 24, 1.2

Plotly = dict[str, object]
"""What Plotly takes by names of its own."""


class Line(TypedDict):
    """How a line is drawn"""

    width: int
    color: str
    dash: NotRequired[str]


def history_figure(
    published: Sequence[Interval], calculated: Sequence[Interval], book: Rulebook, happened: Sequence[Mark] = ()
) -> go.Figure:
    """Published levels as steps over the bands of the four levels; no line across time without a level."""
    layout = go.Layout(
        height=HEIGHT,
        margin={"l": 48, "r": 8, "t": 8, "b": 36},
        shapes=_bands(book) + _unknown(published, book),
        hovermode="x",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        dragmode=False,
        xaxis=_days(),
        yaxis=_counts(words.LEVEL_AXIS)
        | {"range": [0.5, len(book.levels) + 0.5], "tickvals": [level.number for level in book.levels]},
    )
    figure = go.Figure(layout=layout)
    if [(r.start, r.level) for r in calculated] != [(r.start, r.level) for r in published]:
        figure.add_trace(_steps(calculated, words.CALCULATED, {"width": 2, "dash": "dot", "color": THIN}))
    figure.add_trace(_steps(published, words.PUBLISHED, {"width": 4, "color": LINE}))
    for kind, (symbol, above) in SYMBOLS.items():
        if own := [mark for mark in happened if mark.kind == kind]:
            figure.add_trace(_happened(own, kind, symbol, len(book.levels) + above))
    return figure


def _days() -> Plotly:
    return {
        "showgrid": False,
        "nticks": 5,
        "tickangle": 0,
        "fixedrange": True,
        "hoverformat": "%-d %B %Y",
        "tickfont": {"color": INK},
    }


def _counts(title: str) -> Plotly:
    ink = {"color": INK}
    return {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": ink,
        "title": {"text": title, "font": ink, "standoff": 8},
    }


def _happened(marks: Sequence[Mark], kind: str, symbol: str, height: float) -> go.Scatter:
    """Marks above the bands; the words stand in the table too."""
    return go.Scatter(
        x=[mark.at for mark in marks],
        y=[height] * len(marks),
        name=kind,
        mode="markers",
        marker={"symbol": symbol, "size": 11, "color": MARK, "line": {"width": 1, "color": "white"}},
        text=[mark.said for mark in marks],
        hovertemplate="%{text}<extra></extra>",
    )


def _steps(runs: Sequence[Interval], name: str, line: Line) -> go.Scatter:
    """Flat lines that end where a level ends; None breaks the line. A dot is where it stands, also on its first day."""
    days: list[Any] = []
    levels: list[int | None] = []
    for run in runs:
        days += [run.start, run.end]
        levels += [run.level, run.level]
    dot = {"size": [0] * (len(days) - 1) + [2 * line["width"]], "color": line["color"]}
    return go.Scatter(
        x=days,
        y=levels,
        name=name,
        mode="lines+markers",
        marker=dot,
        line={"shape": "hv", **line},
        connectgaps=False,
        hovertemplate="%{y}<extra>" + name + "</extra>",
    )


def _bands(book: Rulebook) -> list[Plotly]:
    """One coloured rectangle a level, as plain dictionaries: through the figure they take 500 times longer."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": "paper",
            "yref": "y",
            "x0": 0,
            "x1": 1,
            "y0": level.number - 0.5,
            "y1": level.number + 0.5,
            "line": {"width": 0},
            "fillcolor": level.colour,
            "opacity": 0.3,
        }
        for level in book.levels
    ]


def _unknown(runs: Sequence[Interval], book: Rulebook) -> list[Plotly]:
    """Grey where no level was known."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": "x",
            "yref": "y",
            "x0": run.start,
            "x1": run.end,
            "y0": 0.5,
            "y1": len(book.levels) + 0.5,
            "line": {"width": 0},
            "fillcolor": GREY,
            "opacity": 0.55,
        }
        for run in runs
        if run.level is None
    ]


def shares_figure(weeks: Any, book: Rulebook, name: str) -> go.Figure:
    """Councils at each level, or figures in each band, by date; none (0), where there is any, on top in stripes.

    `name` calls a number by what it is, such as "Level {number}".
    """
    layout = go.Layout(
        height=HEIGHT,
        margin={"l": 56, "r": 8, "t": 8, "b": 36},
        barmode="stack",
        bargap=0,
        hovermode="x",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        dragmode=False,
        xaxis=_days(),
        yaxis=_counts(words.COUNCILS_AXIS),
    )
    days = list(weeks.index)
    wide = _widths(days)
    where = {"x": days, "width": wide, "offset": [-each for each in wide]}
    bars = [
        go.Bar(
            y=list(weeks[level.number]),
            name=name.format(number=level.number),
            **where,
            marker={"color": level.colour, "line": {"width": 0}},
        )
        for level in book.levels
    ]
    if any(weeks[0]):
        bars.append(
            go.Bar(
                y=list(weeks[0]),
                name=book.no_level.name,
                **where,
                marker={"color": "#ffffff", "line": {"width": 0}, "pattern": {"shape": "/", "fgcolor": GREY}},
            )
        )
    return go.Figure(data=bars, layout=layout)


def _widths(days: Sequence[str]) -> list[int]:
    """From each date back to the one before, in the milliseconds Plotly counts in: months differ in length."""
    gaps = [(date.fromisoformat(later) - date.fromisoformat(day)).days * DAY_MS for day, later in pairwise(days)]
    return [*gaps[:1], *gaps] if gaps else [DAY_MS]


def waterfall_figure(start: int, steps: Sequence[tuple[str, int]], ends: tuple[str, str]) -> go.Figure:
    """Points before, each measure's change, points now: read from the top down, so that long names have room."""
    names = [ends[0], *("<br>".join(wrap(name, LABEL)) for name, _ in steps), ends[1]]
    heights = accumulate((change for _, change in steps), initial=start)
    layout = go.Layout(
        height=90 + 56 * len(names),
        margin={"l": 8, "r": 24, "t": 8, "b": 36},
        showlegend=False,
        dragmode=False,
        xaxis={
            "fixedrange": True,
            "zeroline": True,
            "range": [0, ROOM * max(1, *heights)],
            "nticks": 5,
            "tickfont": {"color": INK},
        },
        yaxis={
            "fixedrange": True,
            "tickfont": {"color": INK},
            "autorange": "reversed",
            "automargin": True,
            "ticklabelposition": "outside",
        },
    )
    falls = go.Waterfall(
        orientation="h",
        y=names,
        x=[start, *(change for _, change in steps), 0],
        measure=["absolute", *("relative" for _ in steps), "total"],
        text=[str(start), *(f"{change:+d}" for _, change in steps), str(start + sum(change for _, change in steps))],
        textposition="auto",
        cliponaxis=False,
        increasing={"marker": {"color": MARK}},
        decreasing={"marker": {"color": LINE}},
        totals={"marker": {"color": GREY}},
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    return go.Figure(data=[falls], layout=layout)
