"""A publication that is announced needs a description only: its first file is found, and waits for a person."""

import json
from dataclasses import replace
from datetime import date

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.fetching.deciding import accept, turn_down
from pressure.actions.returns.loading import load
from pressure.domain.refusals import Refusal
from pressure.ingest.publisher import GovUk
from pressure.ingest.report import FileRefused
from pressure.store import fetches
from pressure.store.engine import reading
from tests.shipped_sources import all_sources, source
from tests.unit.fetch.cases import ASCOF, ascof, give_ascof
from tests.unit.fetch.publishers import ODS
from tests.workbook_cases import opendocument

ANNOUNCED = sorted(s.id for s in all_sources() if s.fetch and s.fetch.layout == "announced")
WAITS = "client-level-data-waiting-times"
SMALL = {"least_bytes": 100}
PROVIDERS = "Adult social care provider statistics, England: quarterly update to May 2026"
CLIENTS = "Adult social care client level data, England: to June 2026"
FILES = {
    "care-home-beds": (PROVIDERS, "occupancy-to-may-2026.ods"),
    "client-level-data-assessments": (CLIENTS, "assessments-to-june-2026.ods.ods"),
    "client-level-data-long-term-support": (CLIENTS, "long-term-support-to-june-2026.ods.ods"),
    WAITS: (CLIENTS, "waiting-times-to-june-2026.ods.ods"),
}


def table(*rows):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return opendocument(*(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows))


def give(publishers, source_id, body):
    """GOV.UK lists the document, with a note of what was changed; a file has a new number in its address each time."""
    title, filename = FILES[source_id]
    discover = source(source_id).fetch.discover
    assert isinstance(discover, GovUk)
    listed = {"title": title, "base_path": "/government/statistics/a", "link": "/government/statistics/a"}
    listing = {"links": {"documents": [listed]}} if "collections" in discover.listing else {"results": [listed]}
    publishers.put(discover.listing, json.dumps(listing), "application/json")
    address = f"https://assets.publishing.service.gov.uk/media/6a42854f5b6406df58c13f78/{filename}"
    content = {
        "public_updated_at": "2026-06-09T09:30:00Z",
        "details": {
            "change_history": [
                {"public_timestamp": "2026-01-15T09:30:00Z", "note": "First published."},
                {"public_timestamp": "2026-06-09T09:30:00Z", "note": "Corrected Sandwell,\n Hackney and Warrington."},
            ],
            "attachments": [
                {"attachment_type": "html", "title": title, "url": "/government/statistics/a/report"},
                {"title": filename, "filename": filename, "url": address},
                {"title": "Methodology", "filename": f"methodology-{filename}", "url": address + "-m"},
            ],
        },
    }
    publishers.put("https://www.gov.uk/api/content/government/statistics/a", json.dumps(content), "application/json")
    publishers.put(address, body, ODS)


@pytest.mark.parametrize("source_id", ANNOUNCED)
def test_the_first_file_of_each_is_found_and_held_with_the_reason(publishers, visit, source_id):
    """Its table has titles that nobody knew; nothing of it is stored, and the publisher's note stands beside."""
    give(publishers, source_id, table(["Table 1"], ["Area code", "Something else"], ["E10000015", "12"]))
    (result,) = visit(source_id, **SMALL)
    assert (result.outcome, result.loaded) == ("held", None)
    assert "nobody had seen a file of this source" in result.doubts[0].sentence
    assert "2026-06-09: Corrected Sandwell, Hackney and Warrington." in result.said
    assert visit(source_id, **SMALL)[0].outcome == "held"


def test_a_person_cannot_take_what_the_description_does_not_read_and_can_turn_it_down(installation, publishers, visit):
    give(publishers, WAITS, table(["Area code", "Something else"], ["E10000015", "12"]))
    visit(WAITS, **SMALL)
    with pytest.raises(FileRefused):
        accept(installation, WAITS, visit.folder, by=OPERATOR)
    with reading(installation.engine) as connection:
        assert len(fetches.waiting(connection, WAITS)) == 1
    turn_down(installation, WAITS, by=OPERATOR)
    with pytest.raises(Refusal, match="No file"):
        accept(installation, WAITS, visit.folder, by=OPERATOR)


@pytest.mark.parametrize(
    ("source_id", "title", "cell", "figure"),
    [
        (WAITS, "Median days from request to assessment", "31", ("ctx_assess_median_days", 31, None)),
        ("care-home-beds", "Percentage of beds vacant and admittable", "9.5", ("cap_home_unavailable", 90.5, None)),
        ("client-level-data-assessments", "Number of assessments", "1205", ("ctx_assessments", None, 1205)),
        (
            "client-level-data-long-term-support",
            "Number of people receiving long-term support",
            "5310",
            ("ctx_long_term_support", None, 5310),
        ),
    ],
)
def test_a_table_as_described_is_read_once_its_period_is_given(installation, source_id, title, cell, figure):
    """No period is assumed: whoever loads the file says it. That one council is no whole file is another check."""
    body = table(["Table 1"], ["Area code", "Area", title], ["E92000001", "England", "40"], ["E10000015", "x", cell])
    described = source(source_id)
    with pytest.raises(FileRefused, match="--period"):
        load(installation, by=OPERATOR, source_id=described, data=body, name="to-june-2026.ods")
    period = {"": (date(2026, 4, 1), date(2026, 6, 30))}
    done = load(
        installation, by=OPERATOR, source_id=replace(described, fetch=None, periods=period), data=body, name="a.ods"
    )
    assert [(r.measure_id, r.value and float(r.value), r.numerator, r.period_end) for r in done.readings] == [
        (*figure, date(2026, 6, 30))
    ]


@pytest.mark.slow
def test_a_publisher_without_a_note_is_given_none(publishers, visit):
    give_ascof(publishers, ascof())
    (result,) = visit(ASCOF)
    assert result.said == "It is what its link says, and fits what came before."
