"""What Plotly would guess of an axis is said to it: it takes 2011-12 for December, and draws one bar of fourteen."""

import inspect

import pandas as pd
import pytest
from plotly import graph_objects as go

from pressure.content.explore import charts
from tests.rating_cases import BOOK
from tests.unit.view.test_past import past

YEARS = [f"{year}-{(year + 1) % 100:02}" for year in range(2011, 2025)]
WEEKS = ["2026-11-08", "2026-11-15", "2026-11-22"]


def shares(names: list[str]) -> go.Figure:
    table = pd.DataFrame({n: [1] * len(names) for n in range(5)}, index=names)
    return charts.shares_figure(table, BOOK, "Band {number}")


FIGURES = {
    "history_figure": lambda: charts.history_figure(past((100, 2), (60, None), (20, 3)), {"returns": "Returns"}),
    "shares_figure": lambda: shares(WEEKS),
    "waterfall_figure": lambda: charts.waterfall_figure(10, [("2011-12", 2), ("2012-13", -1)], ("Before", "Now")),
}


def test_bands_are_drawn_in_slate_and_never_in_the_colours_of_levels() -> None:
    weeks = pd.DataFrame({0: [0], 1: [5], 2: [4], 3: [3], 4: [2]}, index=["2026-11-01"])
    colours = [bar.marker.color for bar in charts.shares_figure(weeks, BOOK, "Band {number}", bands=True).data]
    assert not {*colours} & {level.colour for level in BOOK.levels}
    assert len({*colours}) == len(BOOK.levels)


def test_every_figure_is_looked_at_here() -> None:
    drawn = {name for name, _ in inspect.getmembers(charts, inspect.isfunction) if name.endswith("_figure")}
    assert set(FIGURES) == drawn


@pytest.mark.parametrize("name", FIGURES)
def test_every_axis_says_its_type(name: str) -> None:
    layout = FIGURES[name]().layout
    axes = [key for key in layout.to_plotly_json() if key[:5] in ("xaxis", "yaxis")]
    assert axes
    assert {key: layout[key].type for key in axes if layout[key].type is None} == {}


def test_fourteen_financial_years_are_fourteen_bars_in_their_order() -> None:
    figure = shares(YEARS)
    assert figure.layout.xaxis.type == "category"
    assert list(figure.data[0].x) == YEARS
    assert figure.data[0].width is None
    assert shares(WEEKS).layout.xaxis.type == "date"


def test_a_row_of_one_moment_is_as_wide_as_it_lasted() -> None:
    bar = FIGURES["history_figure"]().data[0]
    assert sum(bar.x) == pytest.approx(40 * charts.DAY_MS, abs=charts.DAY_MS)
