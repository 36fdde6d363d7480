"""A search opens only a council that was named, offers everything else, and always has the whole list."""

import string
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressure.content.explore.finding import find
from pressure.content.lists import councils_page, front_page
from pressure.content.register import register_page
from pressure.council_list import load_councils
from pressure.domain.councils import alphabetical, folded
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import FRAME, row

PRESENT = load_councils().current(date(2026, 11, 27))
NAMES = {c.code: (c.name, c.official_name, *c.aliases) for c in PRESENT}
BY_CODE = {c.code: c.name for c in PRESENT}
ROWS = [row(c.code, c.name, None, c.nation, official_name=c.official_name, aliases=c.aliases) for c in PRESENT]
OPENED = {
    "Kent": "E10000016",
    "kent county council": "E10000016",
    "  KENT \t Council ": "E10000016",
    "York": "E06000014",
    "City of York Council": "E06000014",
    "Hull": "E06000010",
    "Kingston-upon-Hull": "E06000010",
    "Kingston upon Hull, City of": "E06000010",
    "Bristol": "E06000023",
    "bristol city council": "E06000023",
    "Newcastle City Council": "E08000021",
    "Newcastle-upon-Tyne": "E08000021",
    "Derby": "E06000015",
    "Telford and Wrekin": "E06000020",
    "Telford & Wrekin Council": "E06000020",
    "St Helens": "E08000013",
    "ST. HELENS": "E08000013",
    "saint helens": "E08000013",
    "Bath & North East Somerset": "E06000022",
    "BCP": "E06000058",
    "Bournemouth Christchurch & Poole": "E06000058",
    "Bucks": "E06000060",
    "Dorset": "E06000059",
    "Buckinghamshire": "E06000060",
    "Somerset": "E06000066",
    "North Yorkshire": "E06000065",
    "London Borough of Camden": "E09000007",
    "Royal Borough of Greenwich": "E09000011",
    "City of London": "E09000001",
    "Edinburgh": "S12000036",
    "City of Edinburgh": "S12000036",
    "Glasgow": "S12000049",
    "Dundee City": "S12000042",
    "Highland Council": "S12000017",
    "na h eileanan siar": "S12000013",
    "Argyll & Bute": "S12000035",
    "Ynys Môn": "W06000001",
    "YNYS MON": "W06000001",
    "Caerdydd": "W06000015",
    "Rhondda Cynon Taff": "W06000016",
    "Belfast Health & Social Care Trust": "BHSCT",
    "northern trust": "NHSCT",
    "BHSCT": "BHSCT",
    "E10000016": "E10000016",
}
OFFERED = {
    "Wick": "Warwickshire",
    "Ash": "Lancashire",
    "Ross": "Perth and Kinross",
    "Berkshire": "West Berkshire",
    "Richmond": "Richmond upon Thames",
    "Newcastle": "Newcastle upon Tyne",
    "london": "City of London",
    "London": "Camden",
    "ham": "Nottingham",
    "HAM": "Buckinghamshire",
    "Kingston": "Kingston upon Thames",
    "Durham": "County Durham",
    "Stoke": "Stoke-on-Trent",
    "Bedford Borou": "Bedford",
    "perth kinross": "Perth and Kinross",
    "barking dagenham": "Barking and Dagenham",
    "Ayrshire": "East Ayrshire",
    "Belfast": "Belfast Health and Social Care Trust",
    "Windsor": "Windsor and Maidenhead",
    "Ken": "Kent",
    "E1000001": None,
    "Cumbria": "Cumberland",
    "cumbria county council": "Westmorland and Furness",
    "Northamptonshire": "West Northamptonshire",
    "Bournemouth": "Bournemouth, Christchurch and Poole",
    "Poole": "Bournemouth, Christchurch and Poole",
    "OX1 1AA": None,
    "SW1A 1AA": None,
    "Cherwell": None,
    "Bicester": None,
    "Derry": None,
    "oxfordshrie": None,
    "council": None,
    "!!!": None,
    "кент": None,
    "Kentш": "Kent",
    "Hartlepool County Council": "Hartlepool",
    "<script>": None,
    "0": None,
}


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(OPENED) + len(OFFERED) >= 60


@pytest.mark.parametrize(("typed", "code"), OPENED.items())
def test_a_whole_name_in_any_spelling_opens_its_council(typed: str, code: str) -> None:
    assert find(NAMES, typed).named == code


@pytest.mark.parametrize(("typed", "name"), OFFERED.items())
def test_anything_else_opens_nothing_and_what_it_could_mean_is_offered(typed: str, name: str | None) -> None:
    found = find(NAMES, typed)
    assert found.named is None
    assert (name in {BY_CODE[code] for code in found.offered}) if name else found.offered == ()


words = st.sampled_from([word for own in NAMES.values() for name in own for word in name.split()])
typed = st.one_of(
    st.text(max_size=30),
    st.sampled_from([name for own in NAMES.values() for name in own]),
    st.lists(words, min_size=1, max_size=4).map(" ".join),
    st.text(string.ascii_letters + " &-.'", max_size=12),
    words.flatmap(lambda w: st.sampled_from([w[:n] for n in range(1, len(w) + 1)])),
    st.sampled_from([name for own in NAMES.values() for name in own]).map(lambda n: f" {n.swapcase()} Council!"),
)


@given(typed)
@example("Dorset County Council")
def test_a_council_opens_only_when_what_was_typed_is_a_name_of_it_alone(query: str) -> None:
    asked, found = folded(query), find(NAMES, query)
    owners = [code for code, own in NAMES.items() if asked and asked in map(folded, (code, *own))]
    assert found.named == (owners[0] if len(owners) == 1 else None)
    assert found.named is None or found.offered == (found.named,)


def test_a_name_that_two_councils_share_opens_neither() -> None:
    found = find({"A": ("Northtown",), "B": ("Southtown", "northtown council")}, "Northtown")
    assert (found.named, found.offered) == (None, ("A", "B"))


def test_a_former_name_says_when_it_ended_and_who_has_its_duties() -> None:
    text = councils_page(ROWS, BOOK, FRAME, query="Cumbria").decode()
    assert (
        "Cumbria County Council ended on Friday 31 March 2023. Care there is now the duty of Cumberland and "
        "Westmorland and Furness."
    ) in text


@pytest.mark.parametrize("query", ["OX1 1AA", "ham", "Wick", "council", "Cumbria", "Kent"])
def test_the_list_to_choose_from_is_on_that_very_page_by_nation(query: str) -> None:
    """With a hit or without: nobody has to go back to choose."""
    text = councils_page(ROWS, BOOK, FRAME, query=query).decode()
    whole = text[text.index('id="n1"') :]
    assert all(f'href="/councils/{code}/"' in whole for code in BY_CODE)
    assert [
        nation for nation in ("England", "Northern Ireland", "Scotland", "Wales") if f">{nation}</h2>" in whole
    ] == ["England", "Northern Ireland", "Scotland", "Wales"]
    assert 'href="https://www.gov.uk/find-local-council">Find your local council</a>' in text
    assert "county or unitary council" in text


def test_every_list_by_name_puts_a_council_in_the_same_place() -> None:
    """Edinburgh stands under E on the front page and in the register alike."""
    inverted = list(reversed(ROWS))
    pages = (
        front_page(inverted, [], BOOK, FRAME),
        councils_page(inverted, BOOK, FRAME),
        register_page([], inverted, BOOK, FRAME),
    )
    for made in pages:
        text = made.decode()
        scots = [c for c in PRESENT if c.nation == "Scotland"]
        places = sorted(scots, key=lambda c: text.index(f'href="/councils/{c.code}/"'))
        assert [c.name for c in places] == sorted((c.name for c in scots), key=alphabetical)
        assert [c.name for c in places].index("City of Edinburgh") > [c.name for c in places].index("East Renfrewshire")
