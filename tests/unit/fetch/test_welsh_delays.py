"""StatsWales: delays by council of residence, found by title, read among groups and totals of all kinds."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.returns.loading import load
from tests.shipped_sources import source
from tests.unit.fetch.publishers import ERROR_PAGE

ID = "pathways-of-care-delays"
LISTING = "https://api.stats.gov.wales/v1/?lang=en-gb&page_number=1&page_size=1000"
FILE = "https://api.stats.gov.wales/v1/def0a3ee-ce00-4bad-887f-3c78b2876969/download/csv"
REAL = Path(__file__).parents[1] / "ingest/layouts/wales-long/pathway_of_care_delays_council_2023-04_to_2023-07.csv"
TITLES = [
    "Data values",
    "Data description",
    "Local health board",
    "local authority of residence",
    "Reason for delay",
    "Date",
]
MONTHS = {"2023-04": "April 2023", "2023-05": "May 2023", "2023-06": "June 2023", "2023-07": "July 2023"}
CARDIFF = "W06000015"


def delays(*, without=("", ""), times=1.0, titles=TITLES):
    """The real census among groups, single reasons, boards and days, as the data set has them; a row that would be
    nothing is not there."""
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(titles)
    with REAL.open(encoding="utf-8") as real:
        rows = list(csv.DictReader(real))
    for row in rows:
        place, month = f"{row['council_name']} ", MONTHS[row["census_month"]]
        if (row["council_name"], row["census_month"]) == without:
            continue
        count = round(int(row["people_delayed"]) * times)
        for board in ("Wales", "Velindre University NHS Trust"):
            for reason, n in (("Total", count), ("Assessment delays", count // 2), ("Awaiting accomodation ", 1)):
                out.writerow([n, "count of delays", board, place, reason, month])
                out.writerow([n * 9, "count of days delayed", board, place, reason, month])
    for month in MONTHS.values():
        out.writerow([1750, "count of delays", "Wales", "Wales", "Total", month])
    return text.getvalue().encode()


@pytest.fixture
def give(publishers):
    def given(body, **answer):
        said = [
            {"id": "aaaa", "title": "Delayed hospital discharges: reasons", "archived_at": "2025-01-01"},
            {
                "id": "def0a3ee-ce00-4bad-887f-3c78b2876969",
                "title": "Delayed hospital discharges: total pathway of care delays and total days delayed",
                "last_updated_at": "2026-09-26T09:30:00Z",
            },
        ]
        publishers.put(LISTING, json.dumps({"data": said, "count": 2}), "application/json")
        publishers.put(FILE, body, **answer)

    return given


@pytest.fixture
def looked(visit):
    """Looks once; four months are smaller than all since 2023."""
    return lambda: visit(ID, least_bytes=10_000)[0]


def test_the_delays_of_22_councils_are_taken_and_neither_groups_nor_boards_added_up(give, looked):
    give(delays())
    result = looked()
    assert (result.outcome, result.period_end) == ("taken", date(2023, 7, 19))
    own = {(r.council_code, r.period_end): r.numerator for r in result.loaded.readings}
    assert len(own) == 22 * 4
    assert own[CARDIFF, date(2023, 4, 19)] == 185
    assert {r.measure_id for r in result.loaded.readings} == {"wl_discharge_rate"}


def test_that_only_the_copy_which_ships_has_the_boards_holds_nothing(installation, give, looked):
    path = source(ID).shipped_file
    load(installation, by=OPERATOR, source_id=ID, data=path.read_bytes(), name=path.name)
    give(delays())
    assert looked().outcome == "taken"


HELD = {
    "a council is not in it": ({"without": ("Cardiff", "2023-07")}, "has 21 areas where 22 are expected"),
    "most was revised": ({"times": 1.2}, "known figures to 19 April 2023 are revised"),
}


@pytest.mark.parametrize(("otherwise", "words"), HELD.values(), ids=HELD)
def test_a_file_waits_where(give, looked, otherwise, words):
    """A row that is not there is no 0: nobody knows."""
    give(delays())
    assert looked().outcome == "taken"
    give(delays(**otherwise))
    result = looked()
    assert result.outcome == "held"
    assert words in " ".join(d.sentence for d in result.doubts)


REFUSED = {
    "an error page with status 200": {"body": ERROR_PAGE * 200, "content_type": "text/html"},
    "cut short": {"body": delays()[:-7]},
    "empty": {"body": b""},
    "gone": {"body": delays(), "status": 404},
    "of other columns": {"body": delays(titles=["Values", *TITLES[1:]])},
}


@pytest.mark.parametrize("answer", REFUSED.values(), ids=REFUSED)
def test_nothing_is_taken_of_a_file_that_is(give, looked, answer):
    give(**answer)
    assert looked().outcome == "refused"
