"""A search opens only a council that was named, offers everything else, and always has the whole list."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressure.content.front import front_page
from pressure.content.lists import councils_page
from pressure.content.register import register_page
from pressure.content.search.gazetteer import gazetteer
from pressure.content.search.hits import COUNCIL, ENDED
from pressure.content.search.matching import find
from pressure.domain.councils import alphabetical
from pressure.lookups.shipped import lookups
from pressure.lookups.spelling import says_council, spelt, worded
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import FRAME
from tests.unit.search.cases import BY_CODE, NAMES, PRESENT, ROWS, flat

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
    "St Helens Council": "E08000013",
    "ST. HELENS COUNCIL": "E08000013",
    "saint helens council": "E08000013",
    "City of Bristol": "E06000023",
    "Borough of Bedford": "E06000055",
    "the wirral": "E08000015",
    "City of Newport": "W06000022",
    "Newport City": "W06000022",
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
    "St Helens": "St. Helens",
    "saint helens": "Isle of Wight",
    "OX1 1AA": "Oxfordshire",
    "SW1A 1AA": "Westminster",
    "Cherwell": "Oxfordshire",
    "Bicester": "Oxfordshire",
    "Derry": "Western Health and Social Care Trust",
    "oxfordshrie": "Oxfordshire",
    "council": None,
    "!!!": None,
    "кент": None,
    "Kentш": "Kent",
    "Blackburn": "West Lothian",
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
places = st.sampled_from([place.name for place in lookups().places])
typed = st.one_of(
    st.text(max_size=30),
    st.sampled_from([name for own in NAMES.values() for name in own]),
    st.lists(words, min_size=1, max_size=4).map(" ".join),
    st.text(string.ascii_letters + string.digits + " &-.'", max_size=12),
    words.flatmap(lambda w: st.sampled_from([w[:n] for n in range(1, len(w) + 1)])),
    st.sampled_from([name for own in NAMES.values() for name in own]).map(lambda n: f" {n.swapcase()} Council!"),
    places,
    st.tuples(places, words).map(" ".join),
    st.sampled_from(sorted(lookups().shares)),
    places.flatmap(lambda n: st.integers(0, len(n) - 1).map(lambda i: n[:i] + n[i + 1 :])),
)


OWNERS: dict[tuple[str, ...], set[str]] = {}
for code, own in NAMES.items():
    for name in own:
        OWNERS.setdefault(worded(name), set()).add(code)
PLACES: dict[str, set[str]] = {}
for place in lookups().places:
    PLACES.setdefault(spelt(place.name), set()).update(place.bodies)


def owners(query: str) -> set[str]:
    """The councils with a name of exactly these words."""
    by_code = {code for code in NAMES if code.casefold() == spelt(query)}
    return by_code | (OWNERS.get(worded(query), set()) if spelt(query) else set())


@given(typed)
@example("Dorset County Council")
@example("Newport")
@example("St Helens")
@example("Blackburn")
@example("City of Newport")
@example("Halton Borough")
def test_a_council_opens_only_when_what_was_typed_is_a_name_of_it_and_of_no_place_elsewhere(query: str) -> None:
    found, own = find(NAMES, query), owners(query)
    elsewhere = set() if says_council(query) else PLACES.get(spelt(query), set()) - own
    if found.named:
        assert own == {found.named}
        assert not elsewhere
        assert found.offered == (found.named,)
    elif len(own) == 1:
        assert elsewhere, query
        assert own <= set(found.offered)


@given(typed)
def test_an_exact_name_never_loses_to_a_slip(query: str) -> None:
    """Whatever has the very name is there, first, and nothing that is only spelt nearly so stands beside it."""
    found, exact = find(NAMES, query), gazetteer().called(spelt(query))
    if (exact or owners(query)) and not found.postcode:
        assert not any(hit.slip for hit in found.hits)
        assert found.hits[0].whole or found.hits[0].kind == ENDED
        assert {code for hit in exact for code in hit.bodies} <= {*found.offered, *owners(query)} or found.named


@given(typed)
def test_a_slip_is_offered_and_never_opens_anything(query: str) -> None:
    found = find(NAMES, query)
    if any(hit.slip for hit in found.hits):
        assert found.named is None


@given(places.flatmap(lambda n: st.integers(0, len(n) - 1).map(lambda i: (n, n[:i] + n[i + 1 :]))))
def test_a_name_with_a_letter_too_few_still_leads_somewhere(both: tuple[str, str]) -> None:
    """To that place, or to others of which it is the name, or in whose name it is."""
    name, slip = both
    if len(spelt(slip)) >= 4 and len(slip.split()) == len(name.split()):
        assert find(NAMES, slip).hits, name


def test_part_of_a_name_finds_the_same_councils_it_always_did() -> None:
    """“ham” is in the names of 22."""
    assert sum(hit.kind == COUNCIL for hit in find(NAMES, "ham").hits) == 22


def test_a_name_that_two_councils_share_opens_neither() -> None:
    found = find({"A": ("Northtown",), "B": ("Southtown", "northtown council")}, "Northtown")
    assert (found.named, found.offered) == (None, ("A", "B"))


def test_a_former_name_says_when_it_ended_and_who_has_its_duties() -> None:
    text = flat(councils_page(ROWS, BOOK, FRAME, query="Cumbria").decode())
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
