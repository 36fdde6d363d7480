"""A publisher's newest file is found by what it lists, in the shape each of them really answers in."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter

from pressure.access.permissions import OPERATOR
from pressure.actions.installation_upgrade import shipped_files
from pressure.actions.returns.loading import load
from pressure.domain.measures import Cadence
from pressure.domain.readings import Reading, Status
from pressure.ingest.fetch.choosing import chosen
from pressure.ingest.fetch.comparing import doubts
from pressure.ingest.fetch.discovering import discovered
from pressure.ingest.fetch.found import Found, NotFetched
from pressure.ingest.fetch.periods import days_named, periods_named
from pressure.ingest.publisher import Discover, Fetch
from pressure.store import fetches
from pressure.store.engine import reading, writing
from tests.shipped_sources import source
from tests.unit.fetch.cases import ASCOF, PHS, ascof, give_ascof, phs_file

PERIOD_READING = Reading(
    council_code="E10000015",
    measure_id="cap_quality_ri_inad",
    period_start=date(2026, 7, 1),
    period_end=date(2026, 7, 1),
    status=Status.OK,
    cadence=Cadence.MONTHLY,
    source_id="cqc-latest-ratings",
    recorded_at=datetime(2026, 7, 2, tzinfo=UTC),
    numerator=1,
    denominator=4,
)
NHS = "https://www.england.nhs.uk/statistics/statistical-work-areas/discharge-delays/discharge-ready-date/"
UPLOADS = "https://www.england.nhs.uk/statistics/wp-content/uploads/sites/2"
WEBFILE = "Discharge-Ready-Date-monthly-data-webfile"
DRD = {
    "kind": "page_links",
    "page": NHS,
    "link": WEBFILE + r".*\.xlsx$",
    "leave_out": "timeseries",
}
NHS_PAGE = f"""<html><body><h1>Discharge Ready Date</h1><ul>
<li><a href="{UPLOADS}/2026/10/{WEBFILE}-August-2026.xlsx">August 2026 &#8211; monthly data</a></li>
<li><a href='/statistics/wp-content/uploads/sites/2/2026/09/{WEBFILE}-July-2026.xlsx'><b>July</b> 2026</a></li>
<li><a href="{UPLOADS}/2026/10/{WEBFILE}-timeseries-August-2026.xlsx">Time series</a></li>
<li><a href="{UPLOADS}/2026/07/{WEBFILE}-April-2026-Revised.xlsx">April 2026 (revised)</a>
<li><a href="{UPLOADS}/2026/06/{WEBFILE}-April-2026.xlsx">April 2026</a>
<li><a href="{UPLOADS}/2026/10/Discharge-Ready-Date-monthly-data-csv-August-2026.csv">CSV</a>
<li><a name="end">no link</a></ul></body></html>"""
CQC = "https://www.cqc.org.uk/about-us/transparency/using-cqc-data"
STORE = "https://www.careinspectorate.com/index.php/publications-statistics/93-public/datastore"
WALES = "https://api.stats.gov.wales/v1"
NISRA = "https://ws-data.nisra.gov.uk/public/api.restful/PxStat.Data.Cube_API"

KINDS = {
    "links on a page": (
        DRD,
        {NHS: NHS_PAGE},
        [
            f"{UPLOADS}/2026/10/{WEBFILE}-August-2026.xlsx",
            f"{UPLOADS}/2026/09/{WEBFILE}-July-2026.xlsx",
            f"{UPLOADS}/2026/07/{WEBFILE}-April-2026-Revised.xlsx",
            f"{UPLOADS}/2026/06/{WEBFILE}-April-2026.xlsx",
        ],
    ),
    "the page of the Care Quality Commission": (
        {"kind": "page_links", "page": CQC, "link": r"HSCA_Active_Locations\.ods$"},
        {CQC: '<a href="/sites/default/files/2026-07/01_July_2026_HSCA_Active_Locations.ods">Care directory</a>'},
        ["https://www.cqc.org.uk/sites/default/files/2026-07/01_July_2026_HSCA_Active_Locations.ods"],
    ),
    "a page by way of another": (
        {"kind": "page_links", "page": STORE, "by_way_of": "datastore-", "link": r"\.csv$"},
        {
            STORE: '<a href="/resources-data/datastore-31-march-2026">x</a>'
            '<a href="/resources-data/datastore-30-april-2026">y</a>',
            "https://www.careinspectorate.com/resources-data/datastore-30-april-2026": (
                '<a href="https://ci.s3.amazonaws.com/260430datastoreexternal.csv">Download</a>'
            ),
        },
        ["https://ci.s3.amazonaws.com/260430datastoreexternal.csv"],
    ),
    "a data set of StatsWales": (
        {
            "kind": "statswales",
            "listing": f"{WALES}/?lang=en-gb&page_number=1&page_size=1000",
            "title": "pathways? of care delays.*local authority",
            "file": WALES + "/{id}/download/csv",
        },
        {
            f"{WALES}/?lang=en-gb&page_number=1&page_size=1000": json.dumps(
                {
                    "data": [
                        {"id": "def0a3ee-ce00", "title": "Pathways of care delays by local authority, month"},
                        {"id": "aaaa", "title": "Pathway of care delays by local authority", "archived_at": "2025"},
                        {"id": "bbbb", "title": "Pathways of care delays by health board"},
                    ]
                }
            )
        },
        [f"{WALES}/def0a3ee-ce00/download/csv"],
    ),
    "a table of PxStat": (
        {
            "kind": "pxstat",
            "listing": f"{NISRA}.ReadCollection/2000-01-01/en",
            "table": "^MYE01T",
            "file": NISRA + ".ReadDataset/{matrix}/CSV/1.0/en",
        },
        {
            f"{NISRA}.ReadCollection/2000-01-01/en": json.dumps(
                {
                    "link": {
                        "item": [
                            {"label": "Population by trust", "extension": {"matrix": "MYE01T07"}, "updated": "2026"},
                            {"label": "Broken"},
                        ]
                    }
                }
            )
        },
        [f"{NISRA}.ReadDataset/MYE01T07/CSV/1.0/en"],
    ),
    "a collection of GOV.UK, with a document that was withdrawn": (
        {
            "kind": "govuk",
            "listing": "https://www.gov.uk/api/content/government/collections/cld",
            "document": "client level data",
            "attachment": r"assessments.*\.ods",
            "leave_out": "methodology",
        },
        {
            "https://www.gov.uk/api/content/government/collections/cld": json.dumps(
                {
                    "links": {
                        "documents": [
                            {"title": "Client level data, to March 2026", "base_path": "/government/statistics/m"},
                            {"title": "Client level data, old", "base_path": "/x", "withdrawn": True},
                        ]
                    }
                }
            ),
            "https://www.gov.uk/api/content/government/statistics/m": json.dumps(
                {
                    "public_updated_at": "2026-07-01",
                    "details": {
                        "attachments": [
                            {"attachment_type": "html", "title": "assessments report", "url": "/government/m/report"},
                            {
                                "filename": "assessments-to-march-2026.ods.ods",
                                "url": "https://assets.publishing.service.gov.uk/media/6a4/assessments-to-march-2026.ods.ods",
                            },
                        ]
                    },
                }
            ),
        },
        ["https://assets.publishing.service.gov.uk/media/6a4/assessments-to-march-2026.ods.ods"],
    ),
}


@pytest.mark.parametrize(("described", "pages", "addresses"), KINDS.values(), ids=KINDS)
def test_each_kind_of_publisher_is_read_as_it_answers(described, pages, addresses):
    discover = TypeAdapter(Discover).validate_python(described)
    assert [f.address for f in discovered(discover, lambda address, _: pages[address].encode())] == addresses


@pytest.mark.parametrize("given", ["../../admin", "", "a/b", "x?y=1"])
def test_an_id_that_leads_elsewhere_is_refused(given):
    described = KINDS["a data set of StatsWales"][0]
    listing = json.dumps({"data": [{"id": given, "title": "Pathways of care delays by local authority"}]})
    with pytest.raises(NotFetched, match="which is none"):
        discovered(TypeAdapter(Discover).validate_python(described), lambda *_: listing.encode())


NAMED = [
    (f"{WEBFILE}-August-2026.xlsx", (2026, 8, 31)),
    ("Discharge-Sept-2024.xlsx", (2024, 9, 30)),
    ("Jan-2025-Revised", (2025, 1, 31)),
    ("webfile-November2023-v2.xlsx", (2023, 11, 30)),
    ("February 2024", (2024, 2, 29)),
    ("01_July_2026_HSCA_Active_Locations.ods", (2026, 7, 31)),
    ("long-term-support-to-march-2026.ods.ods", (2026, 3, 31)),
    ("ascof_2024_to_2025_timeseries.ods", (2025, 3, 31)),
    ("2024-25", (2025, 3, 31)),
    ("2026-09_delayed-discharge-beddays-council-area.csv", (2026, 9, 30)),
    ("summary 2026", None),
    ("marching-2026", None),
    ("decade2026", None),
    ("data.csv", None),
    ("June-20266", None),
]


@pytest.mark.parametrize(("text", "end"), NAMED)
def test_the_period_is_what_the_name_of_the_file_says(text, end):
    assert periods_named(text) == ({date(*end)} if end else frozenset())


def fetch(period="link"):
    return Fetch.model_validate(source(PHS.id).fetch.model_dump() | {"period": period})


def found(*places):
    return [Found(address=f"https://www.england.nhs.uk/uploads/{place}") for place in places]


CHOICES = {
    "the newest month, wherever it lies": (
        ("2026/08/x-July-2026.xlsx", "2026/10/x-April-2025.xlsx"),
        "x-July-2026.xlsx",
    ),
    "the later upload of one month": (("2026/06/x-May-2026.xlsx", "2026/07/x-May-2026.xlsx"), "x-May-2026.xlsx"),
    "the revised of one folder": (
        ("2026/07/x-May-2026.xlsx", "2026/07/x-May-2026-Revised.xlsx"),
        "x-May-2026-Revised.xlsx",
    ),
}


@pytest.mark.parametrize(("places", "name"), CHOICES.values(), ids=CHOICES)
def test_the_newest_is_chosen_by_the_period_it_names(places, name):
    assert [f.name for f in chosen(found(*places), fetch())] == [name]


DAYS = [
    ("01_July_2026_Latest_ratings.ods", (2026, 7, 1)),
    ("02 August 2026", (2026, 8, 2)),
    ("1July2026", (2026, 7, 1)),
    ("31_June_2026_Latest_ratings.ods", None),
    ("July_2026_Latest_ratings.ods", None),
    ("101_July_2026", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_the_day_of_a_directory_is_what_its_name_says(text, day):
    assert days_named(text) == ({date(*day)} if day else frozenset())


def test_the_ratings_of_england_are_found_beside_the_directory_and_chosen_by_their_day():
    """Two months of one upload folder, the other workbook, and a page about them."""
    fetched = source("cqc-latest-ratings").fetch
    folder = "/sites/default/files/2026-07"
    page = (
        f'<a href="{folder}/01_June_2026_Latest_ratings.ods">Care directory with ratings (1 June)</a>'
        f'<a href="{folder}/01_July_2026_Latest_ratings.ods">Care directory with ratings (1 July)</a>'
        f'<a href="{folder}/01_July_2026_HSCA_Active_Locations.ods">Directory</a><a href="/latest-ratings">About</a>'
    )
    (newest,) = chosen(discovered(fetched.discover, lambda *_: page.encode()), fetched)
    assert newest.address == f"https://www.cqc.org.uk{folder}/01_July_2026_Latest_ratings.ods"
    assert newest.period_end == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("newest", "told"), [(date(2026, 7, 1), 0), (date(2026, 6, 5), 0), (date(2026, 5, 30), 1), (date(2026, 7, 2), 1)]
)
def test_a_directory_whose_newest_entry_is_not_of_the_month_before_its_day_waits(newest, told):
    ends = [replace(PERIOD_READING, period_end=newest)]
    named = Found(address="https://www.cqc.org.uk/a.ods", period_end=date(2026, 7, 1))
    fetched = source("cqc-latest-ratings").fetch.model_copy(update={"areas": 1, "areas_least": 1})
    assert len(doubts(ends, {}, found=named, fetch=fetched, names={})) == told


def test_two_files_that_cannot_be_told_apart_are_refused():
    with pytest.raises(
        NotFetched, match=r"several files for the period to 31 May 2026: a-May-2026\.csv, b-May-2026\.csv"
    ):
        chosen(found("2026/07/a-May-2026.csv", "2026/07/b-May-2026.csv"), fetch())


def test_a_link_that_names_no_period_is_refused():
    with pytest.raises(NotFetched, match="names no period"):
        chosen(found("2026/07/newest.csv"), fetch())


def test_since_a_day_every_period_comes_oldest_first():
    files = found("a/x-May-2026.csv", "a/x-March-2026.csv", "a/x-April-2026.csv", "b/x-April-2026.csv")
    got = chosen(files, fetch(), date(2026, 4, 1))
    assert [(f.period_end, f.address.split("/")[-2]) for f in got] == [
        (date(2026, 4, 30), "b"),
        (date(2026, 5, 31), "a"),
    ]


@pytest.mark.slow
def test_a_workbook_is_found_on_gov_uk_checked_and_taken(publishers, visit):
    """Two years' documents, each with files of other kinds: the newest year's own."""
    give_ascof(publishers, ascof())
    (result,) = visit(ASCOF)
    assert (result.outcome, result.period_end) == ("taken", date(2025, 3, 31))
    assert result.address.endswith("/6a2/ascof_2024_to_2025_timeseries.ods")
    assert result.loaded.readings_added == 612


def test_nothing_new_costs_one_conditional_request_and_no_file(publishers, visit):
    assert visit()[0].outcome == "taken"
    assert visit()[0].outcome == "unchanged"
    assert publishers.asked[-1][1]["If-None-Match"]
    publishers.at(PHS.file).etag = False
    assert visit()[0].outcome == "unchanged"


def test_a_file_loaded_by_hand_before_is_nothing_new(installation, publishers, visit):
    load(installation, by=OPERATOR, source_id=PHS.id, data=phs_file(), name="by-hand.csv")
    assert visit()[0].outcome == "unchanged"


def test_a_dry_run_says_what_would_be_and_stores_nothing(installation, visit):
    (result,) = visit(dry_run=True)
    assert (result.outcome, result.loaded) == ("taken", None)
    with reading(installation.engine) as connection:
        assert fetches.newest(connection, PHS.id) is None
    assert not visit.folder.exists()


def test_an_upgrade_never_puts_what_ships_in_the_place_of_something_newer(installation, publishers, visit):
    """Neither of a fetched file, nor of one given by hand."""

    def ships():
        with reading(installation.engine) as connection:
            return {
                described.id: data
                for described, data, _ in shipped_files(connection, installation.settings.sources_dir)
            }

    at_first = ships()
    assert PHS.id in at_first
    load(installation, by=OPERATOR, source_id=PHS.id, data=at_first[PHS.id], name="shipped.csv")
    assert PHS.id in ships()
    load(installation, by=OPERATOR, source_id=PHS.id, data=phs_file(), name="by-hand.csv")
    assert PHS.id not in ships()
    with writing(installation.engine) as connection:
        taken = fetches.Look(source_id=ASCOF, looked_at=installation.now(), outcome=fetches.TAKEN, sha256="a")
        fetches.add(connection, taken)
    assert set(at_first) - set(ships()) == {PHS.id, ASCOF}
