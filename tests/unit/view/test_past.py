"""A council's past as marks: what is drawn, what never is, and the same on paper, on a phone and below /app/."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.content.app.history import brushed
from pressure.content.explore import charts
from pressure.content.past import build
from pressure.content.past.finding import finding
from pressure.content.past.lines import FigureLine, Lines
from pressure.content.past.saying import lanes_of, written
from pressure.content.steps import steps
from pressure.drawing.marks.shape import hatch_path
from pressure.drawing.timeline import Kind, Timeline, ticks, year_of
from pressure.drawing.timeline_svg import DESK, PHONE, Shape, timeline_svg
from tests import notice_cases as cases
from tests.rating_cases import AT, BOOK, COUNCIL

SVG = "{http://www.w3.org/2000/svg}"
ENGLAND = "E92000001"
Step = tuple[int, int | None]


def declaration(began: int, ended: int | None = None, *, stage: int = 2) -> dict[str, str]:
    at = (AT - timedelta(days=began)).isoformat()
    return {
        "measure_id": "fewer_or_shorter_visits",
        "council_code": COUNCIL,
        "stage": str(stage),
        "area": "the whole council",
        "starts_at": at,
        "signed_at": at,
        "ended_at": "" if ended is None else (AT - timedelta(days=ended)).isoformat(),
    }


def figure(week: int, value: str, *, status: str = "ok", received: str = "2026-11-20T09:00:00Z") -> FigureLine:
    """A weekly figure of a council's return, so many weeks before the last Sunday."""
    end = date(2026, 11, 22) - timedelta(weeks=week)
    return {
        "measure_id": "cap_homecare_unfilled",
        "period_start": (end - timedelta(days=6)).isoformat(),
        "period_end": end.isoformat(),
        "value": value,
        "unit": "percent",
        "status": status,
        "source_id": "weekly-return",
        "received_at": received,
    }


def lines(*told: Step, **more: object) -> Lines:
    return Lines(history=tuple(cases.history(*told)) if told else (), **more)  # type: ignore[arg-type]


def past(*told: Step, **more: object) -> Timeline:
    line = build.timeline(lines(*told, **more), BOOK, nation_code=ENGLAND, until=AT)
    assert line is not None
    return line


def drawn(line: Timeline, shape: Shape = DESK, *, alone: bool = True) -> ElementTree.Element:
    said = written(line, title="Levels", description="Said in words.", foot=("Source and date.",))
    return ElementTree.fromstring(timeline_svg(line, said, shape, alone=alone))


def paths(root: ElementTree.Element, name: str) -> str:
    return "".join(p.get("d") or "" for p in root.iter(f"{SVG}path") if p.get("class") == f"p-{name}")


def words_in(root: ElementTree.Element) -> list[str]:
    return [t.text or "" for t in root.iter(f"{SVG}text")]


WEEK = 7


@pytest.mark.parametrize(
    ("told", "measures", "ended", "said"),
    [
        ((), 0, None, "Nothing has been published yet"),
        (((300, None),), 0, None, "No level has been published yet"),
        (((10, 2),), 0, None, "It is new here: raised since the first release, on 15 November 2026"),
        (((10, 3),), 1, None, "It is new here: high since the first release, on 15 November 2026"),
        (((280, 1),), 0, None, "It has been low for all of the 40 weeks published"),
        (((280, 1),), 1, None, "It has been low for 40 weeks, with an exceptional measure in force"),
        (((200, 2), (56, 3)), 2, None, "It has been high for 8 weeks, with 2 exceptional measures in force"),
        (((200, 2), (14, None)), 0, None, "There has been no level for 2 weeks; before that it was raised"),
        (((200, 2), (0, None)), 0, None, "There is no level from today; before that it was raised"),
        (((200, 2), (0, 3)), 0, None, "It has just gone up, from raised to high"),
        (((200, 4), (0, 3)), 1, None, "It has just come down, from very high to high"),
        (((21, None), (0, 2)), 0, None, "It is known for the first time: raised"),
        (((200, 2), (21, None), (0, 2)), 0, None, "It is known again: raised, after 3 weeks without a level"),
        (((200, 2), (60, None), (30, 2)), 0, None, "It has been raised for 4 weeks, after 4 weeks not known"),
        (((900, 3), (400, 2), (190, 4)), 0, None, "It has been very high for 27 weeks"),
        (((300, 2), (56, 3)), 0, None, "It has been high for 8 weeks, after a calmer summer"),
        (((300, 4), (56, 3)), 0, None, "It has been high for 8 weeks, after a harder summer"),
        (((300, 4), (120, 2), (56, 3)), 0, None, "It has been high for 8 weeks, after 9 weeks at raised"),
        (((80, 2), (56, 3)), 0, None, "It has been high for 8 weeks, after 3 weeks at raised"),
        (((12, 2), (1, 3)), 0, None, "It has been high for 1 day, after 11 days at raised"),
        (((200, 2), (56, 3)), 0, date(2026, 11, 24), "It ended on 24 November 2026, at high"),
        (((200, 2), (9, None)), 0, date(2026, 11, 24), "It ended on 24 November 2026, without a level"),
    ],
)
def test_the_title_of_a_history_is_the_first_rule_that_fits(
    told: tuple[Step, ...], measures: int, ended: date | None, said: str
) -> None:
    assert finding(steps(cases.history(*told) if told else (), AT), BOOK, measures=measures, ended=ended) == said


def test_a_level_that_the_council_signed_without_figures_is_at_least_that() -> None:
    rows = [cases.row(AT - timedelta(days=300), None, 3, status="floor_only")]
    assert finding(steps(rows, AT), BOOK) == "It has been at least high for all of the 42 weeks published"


@given(
    st.lists(st.tuples(st.integers(0, 1500), st.sampled_from([None, 1, 2, 3, 4])), min_size=1, unique_by=lambda s: s[0])
)
def test_every_moment_is_drawn_once_and_a_level_is_never_drawn_where_none_was_known(told: list[Step]) -> None:
    """For any history: the marks of levels and of unknown time cover the axis without a gap, and say what the domain
    says of each moment."""
    ordered = tuple(sorted(told, reverse=True))
    known = steps(cases.history(*ordered), AT)
    line = build.levels_only(known, (), BOOK, AT)
    if line is None:
        assert ordered == (ordered[0],)
        assert ordered[0][0] == 0
        return
    marks = [m for m in line.of(Kind.LEVEL, Kind.UNKNOWN) if m.until > m.start]
    assert marks[0].start == line.start
    assert marks[-1].until == line.end
    assert all(one.until == other.start for one, other in itertools.pairwise(marks))
    for run in known:
        if run.end > run.start:
            own = next(m for m in marks if m.start <= run.start < m.until)
            assert own.number == run.level
            assert (own.kind is Kind.UNKNOWN) is (run.level is None)


@pytest.mark.parametrize("shape", [DESK, PHONE])
def test_unknown_time_is_hatched_and_nothing_joins_what_stands_on_both_sides(shape: Shape) -> None:
    root = drawn(past((100, 2), (60, None), (20, 2)), shape)
    assert paths(root, "hatch")
    assert paths(root, "l2").count("z") == 2
    risers = [p.get("d") or "" for p in root.iter(f"{SVG}path") if p.get("class") == "p-year"]
    assert all(d.count("V") == d.count("M") for d in risers)
    known_only = drawn(past((100, 2), (20, 3)), shape)
    assert not paths(known_only, "hatch")


def test_a_picture_says_in_words_what_it_shows() -> None:
    root = drawn(past((100, 2), (20, 4)))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Levels"
    assert root.findtext(f"{SVG}desc") == "Said in words."
    said = words_in(root)
    assert {"1 Low", "2 Raised", "3 High", "4 Very high", "Source and date.", "Very high now,", "2026"} >= {
        word for word in said if word[:1].isdigit() and " " in word
    }
    assert "Very high, 2 weeks" in said
    assert "Very high now," in said


def test_a_step_of_today_is_seen() -> None:
    root = drawn(past((56, 2), (0, 3)))
    assert paths(root, "l3")


def test_nothing_is_drawn_before_there_is_any_time_to_draw() -> None:
    assert build.timeline(lines((0, 1)), BOOK, nation_code=ENGLAND, until=AT) is None
    assert build.timeline(lines(), BOOK, nation_code=ENGLAND, until=AT) is None
    assert build.levels_only((), (), BOOK, AT) is None


def test_a_picture_that_is_a_part_of_a_page_takes_its_ink() -> None:
    """Dark pages, and Streamlit's own dark theme, need no second picture."""
    root = drawn(past((100, 1), (60, 4)), PHONE, alone=False)
    assert not list(root.iter(f"{SVG}style"))
    assert {t.get("fill") for t in root.iter(f"{SVG}text")} == {"currentColor"}


def test_measures_stand_in_the_lane_of_their_stage_and_what_goes_on_reaches_the_end() -> None:
    line = past((200, 2), declarations=(declaration(100, 50), declaration(30, stage=3)))
    ended, on = line.of(Kind.MEASURE)
    assert (ended.number, ended.goes_on, ended.until) == (2, False, AT - timedelta(days=50))
    assert (on.number, on.goes_on, on.until) == (3, True, line.end)
    assert build.in_force(lines((200, 2), declarations=(declaration(100, 50), declaration(30, stage=3))), AT) == 1
    root = drawn(line)
    assert paths(root, "filled")
    assert paths(root, "hollow")


def test_a_figure_beneath_is_the_version_received_last_and_its_line_breaks_where_none_came() -> None:
    later = "2026-11-24T09:00:00Z"
    rows = (
        *(figure(week, "2.5") for week in (9, 8, 7, 5, 4, 3, 2)),
        figure(6, "", status="not_submitted", received=""),
        figure(1, "9.9"),
        figure(1, "3.0", received=later),
        figure(0, "3.4"),
    )
    line = past((200, 2), figures=rows)
    assert line.beneath
    assert [value for _, value in line.beneath.known][-2:] == [3.0, 3.4]
    assert [len(part) for part in line.beneath.lines()] == [3, 6]
    assert len(line.beneath.unknown()) == 1
    assert line.beneath.edges == tuple(sorted(line.beneath.edges))
    assert [m.said for m in line.of(Kind.NOT_SENT)] == ["No return for the week to 11 October 2026"]
    assert len(line.of(Kind.RETURN)) == 9
    assert "3.4 now" in words_in(drawn(line))


def test_two_sources_of_one_measure_are_two_choices_and_never_one_line() -> None:
    rows = [figure(week, "2.5") for week in range(4)]
    other = [{**figure(week, "4"), "source_id": "a-publication"} for week in range(4)]
    found = build.choices(lines((200, 2), figures=(*rows, *other)), BOOK)
    assert [choice.series[1] for choice in found] == ["a-publication", "weekly-return"]
    assert len({choice.title for choice in found}) == 2


def test_a_year_of_a_timeline_holds_what_lies_in_it_and_what_reaches_into_it() -> None:
    line = past((800, 2), (500, 3), (100, 4), declarations=(declaration(700, 650),))
    start, end = year_of(2025)
    part = line.within(start, end)
    assert (part.start, part.end) == (start, end)
    assert [m.number for m in part.of(Kind.LEVEL)] == [2, 3]
    assert part.now == ("", "")
    assert not line.within(start, end).of(Kind.CORRECTION)
    assert all(start <= m.start <= m.until <= end for m in part.of(Kind.LEVEL, Kind.MEASURE))


@given(st.integers(0, 5400), st.integers(1, 6000), st.booleans())
def test_the_axis_names_every_year_and_never_more_than_has_room(start: int, days: int, narrow: bool) -> None:
    first = datetime(2015, 1, 1, 9, 30, tzinfo=UTC) + timedelta(days=start)
    found = ticks(first, first + timedelta(days=days), narrow=narrow)
    assert [t.at for t in found] == sorted({t.at for t in found})
    assert all(first < t.at < first + timedelta(days=days) for t in found)
    assert len(found) <= (17 if narrow else 28)
    assert all(t.year is (t.at.month == 1) for t in found)
    years = {y for y in range(2015, 2050) if first < datetime(y, 1, 1, tzinfo=UTC) < first + timedelta(days=days)}
    assert {t.at.year for t in found if t.year} == years


@given(st.floats(0, 900), st.floats(0, 400), st.floats(0.5, 900), st.floats(0.5, 300))
def test_a_hatch_stays_inside_its_frame(x: float, y: float, wide: float, high: float) -> None:
    numbers = [float(n) for n in hatch_path(x, y, wide, high).replace("M", " ").replace("L", " ").split("h")[0].split()]
    slack = 0.2
    assert all(x - slack <= n <= x + wide + slack for n in numbers[::2])
    assert all(y - slack <= n <= y + high + slack for n in numbers[1::2])


def test_plotly_draws_the_same_marks_on_an_axis_of_dates() -> None:
    """Every level, unknown time, measure and figure of the plain picture stands in the other too."""
    rows = tuple(figure(week, "2.5") for week in range(5))
    line = past((100, 2), (60, None), (20, 3), declarations=(declaration(40),), figures=rows)
    shown = charts.history_figure(line, {name: short for name, (_, short) in lanes_of(line).items()})
    assert shown.layout.xaxis.type == "date"
    said = [text for trace in shown.data for text in (trace.text or ())]
    assert {m.said for m in line.marks} <= set(said)
    assert list(shown.layout.yaxis.ticktext)[:4] == ["1 Low", "2 Raised", "3 High", "4 Very high"]
    assert any(trace.type == "bar" and trace.marker.pattern.shape == "/" for trace in shown.data)


def test_a_history_without_a_figure_or_a_measure_is_drawn_as_well() -> None:
    line = replace(past((100, 2)), beneath=None)
    assert charts.history_figure(line, {}).layout.xaxis.type == "date"
    assert drawn(line, PHONE) is not None


@pytest.mark.parametrize(
    ("box", "year"),
    [
        (("2025-02-01", "2025-11-30 12:00"), "2025"),
        (("2025-11-30", "2025-02-01"), "2025"),
        (("2024-12-20", "2026-06-01 07:30:15.1234"), "2025"),
        (("1999-01-01", "1999-02-01"), ""),
    ],
)
def test_what_is_dragged_over_is_the_year_of_its_middle_where_it_can_be_chosen(box: tuple[str, str], year: str) -> None:
    """As Plotly tells it: a day, or a day and a time of any precision, in the order of the hand."""
    choices = {"all": "Everything", "2025": "2025", "2026": "2026"}
    assert brushed({"selection": {"box": [{"x": list(box)}]}}, choices) == year
    assert brushed({"selection": {"box": []}}, choices) == ""
