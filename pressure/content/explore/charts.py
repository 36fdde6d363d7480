"""Figures for the Streamlit pages. Only this module imports plotly, and never its maps: they call a third party."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate, pairwise
from textwrap import wrap
from typing import Any

from plotly import graph_objects as go

from pressure.content.explore import explorer_words as words
from pressure.domain.rulebook import Rulebook
from pressure.drawing.design import design
from pressure.drawing.timeline import Beneath, Kind, Mark, Row, Timeline
from pressure.drawing.timeline_svg import LANES

GREY, LINE, MARK = (design().charts[name] for name in ("grey", "line", "mark"))
COLOURS, NOTHING = design().light, "rgba(0,0,0,0)"
SAID = "%{text}<extra></extra>"
TALL, LANE = 240, 34
GRID = "rgba(125,135,146,0.3)"
CONFIG = {"displayModeBar": False, "scrollZoom": False, "displaylogo": False}
HEIGHT, DAY_MS = 320, 86_400_000
# Streamlit's page replaces this by the strong grey of the theme in use; its own for ticks is too faint to read.
INK = "#000037"
LABEL, ROOM, HEAD = 24, 1.2, 32

NAMED_TIMES = [
    {"dtickrange": [None, "M1"], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", "M12"], "value": "%b\n<b>%Y</b>"},
    {"dtickrange": ["M12", None], "value": "<b>%Y</b>"},
]
Plotly = dict[str, object]
"""What Plotly takes by names of its own."""


def history_figure(line: Timeline, lanes: Mapping[str, str]) -> go.Figure:
    """A council's past on one axis of time: levels on rows of their own, lanes by their names below, and one figure
    beneath. The same marks in the same colours as the plain picture."""
    rows = {name: -place for place, name in enumerate(lanes)}
    below = [0.0, 0.3] if line.beneath else [0.0, 0.0]
    layout = go.Layout(
        height=TALL + LANE * len(lanes) + (HEIGHT // 2 if line.beneath else 0),
        margin={"l": 8, "r": 8, "t": 8, "b": 36},
        barmode="overlay",
        showlegend=False,
        hovermode="closest",
        dragmode="select",
        selectdirection="h",
        xaxis=_time(line) | {"anchor": "y2" if line.beneath else "y"},
        yaxis=_rows(line, lanes, rows) | {"domain": [below[1] + (0.1 if line.beneath else 0), 1]},
        shapes=_bands_beneath(line.beneath),
    )
    traces = [
        *(_bars(line.of(Kind.LEVEL), row.number, [row.number], row.colour, _edge(row, line)) for row in line.levels),
        _hatched(
            [(m.start, m.until, m.said) for m in line.of(Kind.UNKNOWN)], (len(line.levels) + 1) / 2, len(line.levels)
        ),
        _worked_out(line.of(Kind.WORKED_OUT)),
        *(trace for name in lanes for trace in _lane(line, name, rows[name])),
    ]
    if own := line.beneath:
        layout.yaxis2 = _counts("") | {"domain": below, "range": [0, own.most], "nticks": 4}
        layout.annotations = [_head("<br>".join(wrap(f"{own.title}, {own.unit_said}", HEAD)), below[1])]
        gaps = [(a, z, words.NOT_KNOWN) for a, z in own.unknown()]
        traces += [_hatched(gaps, own.most / 2, own.most, "y2"), _beneath(own)]
    return go.Figure(data=[trace for trace in traces if trace is not None], layout=layout)


def _edge(row: Row, line: Timeline) -> str:
    """What a level's bar is seen by on either paper: the highest, nearly black, by its edge of the dark scheme."""
    scheme = design().dark if row is line.levels[-1] else design().light
    return scheme[f"l{row.number}-edge"]


def _head(said: str, top: float) -> Plotly:
    """The name of the figure beneath, over its plot."""
    return {
        "text": said,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": top,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "align": "left",
        "font": {"color": INK},
    }


def _time(line: Timeline) -> Plotly:
    """The axis of time, with as many months and years named as have room: Plotly knows how wide it is, we do not."""
    return {
        "type": "date",
        "range": [line.start, line.end],
        "tickformatstops": NAMED_TIMES,
        "gridcolor": GRID,
        "fixedrange": True,
        "tickangle": 0,
        "hoverformat": "%-d %B %Y",
        "tickfont": {"color": INK},
    }


def _rows(line: Timeline, lanes: Mapping[str, str], rows: Mapping[str, int]) -> Plotly:
    """Levels by number and word, and lanes by name, at the left edge."""
    return {
        "type": "linear",
        "range": [0.4 - len(lanes), len(line.levels) + 0.6],
        "tickvals": [*(row.number for row in line.levels), *rows.values()],
        "ticktext": [*(f"{row.number} {row.word}" for row in line.levels), *lanes.values()],
        "automargin": True,
        "fixedrange": True,
        "zeroline": False,
        "gridcolor": GRID,
        "tickfont": {"color": INK},
    }


def _bars(marks: Sequence[Mark], n: int, at: Sequence[float], colour: str, edge: str) -> go.Bar | None:
    """Bars from a moment to another, all on one row."""
    own = [mark for mark in marks if mark.number == n]
    return (
        go.Bar(
            orientation="h",
            base=[mark.start for mark in own],
            x=[_lasting(mark.start, mark.until) for mark in own],
            y=list(at) * len(own),
            width=0.66,
            marker={"color": colour, "line": {"width": 1, "color": edge}},
            text=[mark.said for mark in own],
            textposition="none",
            hovertemplate=SAID,
        )
        if own
        else None
    )


def _hatched(spans: Sequence[tuple[datetime, datetime, str]], at: float, high: float, axis: str = "y") -> go.Bar | None:
    """Unknown time, never a colour."""
    return (
        go.Bar(
            orientation="h",
            base=[start for start, _, _ in spans],
            x=[_lasting(start, end) for start, end, _ in spans],
            y=[at] * len(spans),
            width=high,
            yaxis=axis,
            marker={
                "color": NOTHING,
                "line": {"width": 1, "color": GREY},
                "pattern": {"shape": "/", "fgcolor": GREY, "size": 6},
            },
            text=[said for _, _, said in spans],
            textposition="none",
            hovertemplate=SAID,
        )
        if spans
        else None
    )


def _worked_out(marks: Sequence[Mark]) -> go.Scatter | None:
    """What the figures alone gave, where another level was published; None breaks the line."""
    return (
        go.Scatter(
            x=[at for mark in marks for at in (mark.start, mark.until, None)],
            y=[y for mark in marks for y in (mark.number, mark.number, None)],
            mode="lines",
            line={"width": 2, "dash": "dot", "color": INK},
            connectgaps=False,
            text=[mark.said for mark in marks for _ in range(3)],
            hovertemplate=SAID,
        )
        if marks
        else None
    )


def _lane(line: Timeline, name: str, at: int) -> list[go.Bar | go.Scatter | None]:
    """What stands in one lane: bars that last, diamonds and ticks that do not."""
    own = [mark for mark in line.marks if LANES[name](mark)]
    if name == "returns":
        missed = [(m.start, m.until, m.said) for m in own if m.kind is Kind.NOT_SENT]
        came = [m for m in own if m.kind is Kind.RETURN]
        return [_spots(came, at, "line-ns-open", GREY), _hatched(missed, at, 0.5)]
    if name == "corrections":
        return [_spots(own, at, "diamond-open", INK)]
    return [
        _bars(own, n, [at], INK if name == "stage3" else NOTHING, INK) for n in sorted({m.number or 0 for m in own})
    ]


def _spots(marks: Sequence[Mark], at: float, symbol: str, colour: str) -> go.Scatter | None:
    return (
        go.Scatter(
            x=[mark.start for mark in marks],
            y=[at] * len(marks),
            mode="markers",
            marker={"symbol": symbol, "size": 9, "color": colour, "line": {"width": 1.5, "color": colour}},
            text=[mark.said for mark in marks],
            hovertemplate=SAID,
        )
        if marks
        else None
    )


def _bands_beneath(own: Beneath | None) -> list[Plotly]:
    """The bands of the figure as grounds of four depths, as plain dictionaries: through the figure they take 500 times
    longer."""
    if own is None:
        return []
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": "paper",
            "yref": "y2",
            "x0": 0,
            "x1": 1,
            "y0": low,
            "y1": high,
            "line": {"width": 0},
            "fillcolor": COLOURS[f"b{band}"],
            "opacity": 0.45,
        }
        for band, (low, high) in enumerate(pairwise((0.0, *own.edges, own.most)), 1)
    ]


def _beneath(own: Beneath) -> go.Scatter:
    """One line, broken where no figure came; a figure that stands alone is a dot."""
    lines = own.lines()
    return go.Scatter(
        x=[at for part in lines for at in (*(day for day, _ in part), None)],
        y=[y for part in lines for y in (*(value for _, value in part), None)],
        yaxis="y2",
        mode="lines+markers",
        marker={"size": 3, "color": INK},
        line={"width": 2, "color": INK},
        connectgaps=False,
        hovertemplate="%{x}: %{y:,.4~g}<extra></extra>",
    )


def _lasting(start: datetime, end: datetime) -> int:
    """How long, in the milliseconds Plotly counts in."""
    return int((end - start) / timedelta(milliseconds=1))


def _days() -> Plotly:
    return {
        "type": "date",
        "showgrid": False,
        "nticks": 5,
        "tickangle": 0,
        "fixedrange": True,
        "hoverformat": "%-d %B %Y",
        "tickfont": {"color": INK},
    }


def _names() -> Plotly:
    """An axis of names. Without its type Plotly takes financial years such as 2011-12 for months, and draws one bar of
    fourteen."""
    return {"type": "category", "showgrid": False, "fixedrange": True, "tickfont": {"color": INK}}


def _counts(title: str) -> Plotly:
    ink = {"color": INK}
    return {
        "type": "linear",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": ink,
        "title": {"text": title, "font": ink, "standoff": 8},
    }


def shares_figure(weeks: Any, book: Rulebook, name: str, *, bands: bool = False) -> go.Figure:
    """Councils at each level, or figures in each band, by date or financial year; none (0), where there is any, on top
    in stripes.

    `name` calls a number by what it is, such as "Level {number}"; `bands` are drawn in slate, so that band 4 is never
    taken for level 4.
    """
    days = list(weeks.index)
    dated = all(map(_is_day, days))
    layout = go.Layout(
        height=HEIGHT,
        margin={"l": 56, "r": 8, "t": 8, "b": 36},
        barmode="stack",
        bargap=0,
        hovermode="x",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        dragmode=False,
        xaxis=_days() if dated else _names(),
        yaxis=_counts(words.COUNCILS_AXIS),
    )
    wide = _widths(days) if dated else []
    where = {"x": days} | ({"width": wide, "offset": [-each for each in wide]} if dated else {})
    bars = [
        go.Bar(
            y=list(weeks[level.number]),
            name=name.format(number=level.number),
            **where,
            marker={"color": COLOURS[f"b{level.number}"] if bands else level.colour, "line": {"width": 0}},
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


def _is_day(name: str) -> bool:
    try:
        return bool(date.fromisoformat(name))
    except ValueError:
        return False


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
            "type": "linear",
            "fixedrange": True,
            "zeroline": True,
            "range": [0, ROOM * max(1, *heights)],
            "nticks": 5,
            "tickfont": {"color": INK},
        },
        yaxis={
            "type": "category",
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
