"""A whole file that does not say what its link says, or does not fit what came before, waits for a person."""

import csv
import io
import random
import re
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.fetching.deciding import accept, turn_down
from pressure.domain.refusals import Refusal
from pressure.publish.fetched import standing_of
from pressure.store import fetches, loads
from pressure.store.engine import reading
from tests.shipped_sources import source
from tests.unit.fetch.cases import ASCOF, PHS, ascof, give_ascof, in_month, phs_file, slipped, times, without

EDINBURGH = "S12000036"


@pytest.fixture
def before(publishers, visit, tmp_path, tmp_path_factory):
    """The months to October are known, fetched once and copied; the file to November is what comes next."""
    publishers.put(PHS.file, phs_file(until="202410"))
    kept = tmp_path_factory.getbasetemp() / "months to October"
    visit.installation.engine.dispose()
    if kept.is_dir():
        shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
        return
    assert visit()[0].outcome == "taken"
    visit.installation.engine.dispose()
    shutil.copytree(tmp_path, kept)


def comes(publishers, change=lambda rows: rows, **other):
    publishers.put(PHS.file, phs_file(change, **other))


def shuffled(rows):
    own = in_month(rows, "202411")
    figures = [r["NumberOfDelayedBedDays"] for r in own]
    random.Random(7).shuffle(figures)
    for row, figure in zip(own, figures, strict=True):
        row["NumberOfDelayedBedDays"] = figure
    return rows


def with_a_row_that_cannot_be_read(rows):
    rows[0]["NumberOfDelayedBedDays"] = "about 400"
    rows[0] |= {"AgeGroup": "18plus", "ReasonForDelay": "Health and Social Care Reasons"}
    return rows


def all_revised(rows):
    for month in ("202408", "202409", "202410"):
        rows = times(1.2, month)(rows)
    return rows


NOT_FITTING = {
    "an area is gone": (without(EDINBURGH), "31 areas where 32"),
    "an area is gone from the newest month": (without(EDINBURGH, "202411"), "31 areas where 32"),
    "a figure of the past is gone": (without(EDINBURGH, "202406"), "1 figures that we have are not in it"),
    "the total fell by more than half": (times(0.4, "202411"), "total over all areas moved by more than half"),
    "the total more than doubled": (times(2.2, "202411"), "total over all areas moved by more than half"),
    "ten areas moved ten times": (times(10, "202411", first=14), "moved by"),
    "many areas moved beyond their own past": (times(3, "202411", first=16), "moved by more than"),
    "the rows slipped by one": (slipped("202411"), "stand beside"),
    "the rows slipped by one the other way": (slipped("202411", -1), "moved by more|stand beside"),
    "the rows slipped by three": (slipped("202411", 3), "moved by more|stand beside"),
    "the figures stand in any order": (shuffled, "moved by more|stand beside"),
    "the past is revised everywhere": (all_revised, "32 of 32 known figures to 31 August 2024 are revised"),
    "a row cannot be read": (with_a_row_that_cannot_be_read, "rows could not be read"),
}


@pytest.mark.parametrize(("change", "why"), NOT_FITTING.values(), ids=NOT_FITTING)
def test_what_does_not_fit_waits_with_the_comparison_and_nothing_of_it_is_loaded(
    installation, publishers, visit, before, change, why
):
    """Never half-loaded: no figure of the file counts until somebody has looked at it."""
    comes(publishers, change)
    (result,) = visit()
    assert result.outcome == "held"
    assert re.search(why, " ".join(d.sentence for d in result.doubts))
    with reading(installation.engine) as connection:
        assert loads.latest(connection, PHS.id).id == 1
        assert [w.sha256 for w in fetches.waiting(connection, PHS.id)] == [result.sha256]


def test_an_ordinary_month_is_taken(installation, publishers, visit, before):
    """The shipped real November beside the shipped real months before it."""
    comes(publishers)
    (result,) = visit()
    assert (result.outcome, result.loaded.readings_added) == ("taken", 32)


def test_one_figure_corrected_is_an_ordinary_revision(publishers, visit, before):
    comes(publishers, times(1.1, "202409", first=1))
    (result,) = visit()
    assert (result.outcome, result.loaded.readings_added, result.loaded.readings_revised) == ("taken", 32, 1)


def test_the_file_of_the_month_before_put_up_again_waits(publishers, visit, before):
    comes(publishers, until="202409")
    assert "we have some to 31 October 2024" in visit()[0].doubts[0].sentence


def test_what_waits_still_waits_when_the_publisher_says_that_nothing_has_changed(publishers, visit, before):
    """A timer that then said "nothing new" would hide it."""
    comes(publishers, without(EDINBURGH))
    (first,) = visit()
    (again,) = visit()
    assert (first.outcome, again.outcome) == ("held", "held")
    assert "waits for a person" in again.said
    assert again.doubts == first.doubts


def test_a_person_takes_what_waits_as_it_was_kept(installation, publishers, visit, before):
    comes(publishers, without(EDINBURGH))
    held = visit()[0]
    publishers.take_away(PHS.file)
    taken = accept(installation, PHS.id, visit.folder, by=OPERATOR)
    assert (taken.outcome, taken.sha256, taken.loaded.readings_added) == ("taken", held.sha256, 31)
    with pytest.raises(Refusal, match="No file of phs-delayed-discharges waits"):
        accept(installation, PHS.id, visit.folder, by=OPERATOR)


def test_a_kept_file_that_somebody_changed_is_not_taken(installation, publishers, visit, before):
    comes(publishers, without(EDINBURGH))
    held = visit()[0]
    (visit.folder / held.sha256).write_bytes(phs_file())
    with pytest.raises(Refusal, match="as it came"):
        accept(installation, PHS.id, visit.folder, by=OPERATOR)


def test_what_a_person_turned_down_never_waits_again(installation, publishers, visit, before):
    comes(publishers, without(EDINBURGH))
    visit()
    assert turn_down(installation, PHS.id, by=OPERATOR).outcome == "refused"
    assert visit()[0].outcome == "unchanged"
    publishers.at(PHS.file).etag = False
    assert visit()[0].outcome == "unchanged"


def test_the_right_file_that_comes_later_is_taken_and_nothing_waits_any_more(installation, publishers, visit, before):
    comes(publishers, without(EDINBURGH))
    visit()
    comes(publishers)
    assert visit()[0].outcome == "taken"
    with reading(installation.engine) as connection:
        assert fetches.waiting(connection, PHS.id) == []


PAGE = "https://www.opendata.nhs.scot/files/"
EACH_MONTH = {
    "discover": {"kind": "page_links", "page": PAGE, "link": r"beddays-.*\.csv$"},
    "period": "link",
    "least_bytes": 10_000,
}
MONTHS = {"July": "202407", "August": "202408", "September": "202409"}


def lists(publishers, *names, change=lambda rows: rows):
    links = "".join(f'<a href="beddays-{name}-2024.csv">{name}</a>' for name in names)
    publishers.put(PAGE, links, "text/html")
    for name in names:
        publishers.put(f"{PAGE}beddays-{name}-2024.csv", phs_file(change, until=MONTHS[name]))


def test_since_a_day_every_file_is_taken_oldest_first_and_an_older_one_later_puts_nothing_back(publishers, visit):
    """A file of the past that says the same is taken; one that says otherwise than a later file waits."""
    lists(publishers, "September", "August")
    taken = visit(since=date(2024, 8, 1), **EACH_MONTH)
    assert [(f.outcome, f.period_end.month, f.loaded.readings_added > 0) for f in taken] == [
        ("taken", 8, True),
        ("taken", 9, True),
    ]
    lists(publishers, "July")
    assert [f.outcome for f in visit(since=date(2024, 7, 1), **EACH_MONTH)] == ["taken"]
    lists(publishers, "July", change=times(1.3, "202405", first=2))
    (held,) = visit(since=date(2024, 7, 1), **EACH_MONTH)
    assert (held.outcome, held.doubts[0].sentence) == ("held", "2 figures that a later file gave would be put back")


def test_some_areas_may_have_nothing_to_count_where_the_source_says_so(publishers, visit):
    comes(publishers, without(EDINBURGH))
    assert visit(areas_least=30)[0].outcome == "taken"


@pytest.mark.slow
def test_a_year_of_months_is_taken_and_nobody_touches_anything(installation, publishers, visit):
    """The real months as they would have come, six weeks after each: none is held, none is missed."""
    installation.demonstration = True  # the installation makes no release here, and that is no doubt about its clock
    for month in range(1, 12):
        installation.now.at = datetime(2024, month, 1, 9, tzinfo=UTC) + timedelta(days=73)
        publishers.put(PHS.file, phs_file(until=f"2024{month:02}"))
        assert visit(least_bytes=10_000)[0].outcome == "taken", month
        assert standing_now(installation).days_overdue == 0
        installation.now.later(days=1)
        assert visit(least_bytes=10_000)[0].outcome == "unchanged"


def standing_now(installation):
    with reading(installation.engine) as connection:
        return standing_of(connection, source(PHS.id), installation.now())


def test_a_file_that_says_another_year_than_its_link_waits(publishers, visit):
    """The address is of a year that the workbook does not have."""
    give_ascof(publishers, ascof(), "ascof_2025_to_2026_timeseries.ods")
    (result,) = visit(ASCOF)
    assert result.outcome == "held"
    assert "its link names the period to 31 March 2026, and its newest figures are to 31 March 2025" in (
        result.doubts[0].sentence
    )


@pytest.mark.slow
def test_a_file_without_the_words_of_its_cover_waits(publishers, visit):
    give_ascof(publishers, ascof())
    (result,) = visit(ASCOF, says=[{"sheet": "Cover", "words": "Discharge Ready Date"}])
    assert [d.sentence for d in result.doubts] == ["“Discharge Ready Date” does not stand in it"]


def test_the_cases_are_the_publishers_own_layout():
    """What these tests serve is read by the same reader as the file that ships."""
    rows = list(csv.DictReader(io.StringIO(phs_file().decode())))
    assert len(in_month(rows, "202411")) == 32
