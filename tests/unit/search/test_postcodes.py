"""A postcode is read as people type it, and never guessed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.lookups.postcodes import Postcode, read
from pressure.lookups.shipped import lookups

KNOWN = lookups().has_district
READ = {
    "OX1 1AA": "OX1 1AA",
    "ox11aa": "OX1 1AA",
    " Ox1  1aA ": "OX1 1AA",
    "OX1-1AA": "OX1 1AA",
    "OX1.1AA": "OX1 1AA",
    "OX1": "OX1",
    "ox11": "OX11",
    "OX1 1": "OX1 1",
    "OX1 1A": "OX1 1",
    "M1 1AA": "M1 1AA",
    "M11AA": "M1 1AA",
    "M111AA": "M11 1AA",
    "SW1A1AA": "SW1A 1AA",
    "SW1": "SW1",
    "w1": "W1",
    "BT1 5GS": "BT1 5GS",
    "BT94": "BT94",
    "NPT 0": "NPT 0",
    "0X1 1AA": "OX1 1AA",
    "SW1A OAA": "SW1A 0AA",
    "S01 1AA": "SO1 1AA",
    "EI0": "E10",
    "E1O": "E10",
    "B1I 1AA": "B11 1AA",
    "BTI 5GS": "BT1 5GS",
    "KYI IAA": "KY1 1AA",
    "ZZ9 9ZZ": "ZZ9 9ZZ",
    "OX99": "OX99",
    "Flat 2, 10 High St, Bicester OX26 6AA": "OX26 6AA",
    "SW1A 1AA London": "SW1A 1AA",
}
NONE = ("", "Kent", "Oxford", "Bo Ode", "0", "ham", "OX", "BT", "E10000016", "E1000001", "Oi", "1O", "12345",
        "from OX1 1AA to OX2 7DL", "ＯＸ１ １ＡＡ ＡＢ", "кент 1")  # fmt: skip


@pytest.mark.parametrize(("typed", "text"), READ.items())
def test_a_postcode_is_read(typed: str, text: str) -> None:
    found = read(typed, KNOWN)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("typed", NONE)
def test_what_is_no_postcode_is_none(typed: str) -> None:
    """Two in one text are not one either."""
    assert read(typed, KNOWN) is None


def test_no_name_of_a_place_a_district_or_a_council_is_taken_for_a_postcode() -> None:
    known = lookups()
    names = [*(p.name for p in known.places), *(d.name for d in known.areas.values())]
    assert [name for name in names if read(name, KNOWN)] == []


@pytest.mark.parametrize(("typed", "known"), [("E1O", {"E10", "E1O"}), ("I1O", {"I1O"}), ("O1", {"O1"})])
def test_what_is_known_as_it_is_typed_is_never_read_otherwise(typed: str, known: set[str]) -> None:
    assert read(typed, known.__contains__) == Postcode(typed)


def test_a_slip_with_two_readings_is_not_read_as_either() -> None:
    known = {"O1", "OI", "I0"}
    assert read("01", known.__contains__) == Postcode("O1", corrected=True)
    both = {"S10", "SI0", "SO1"}
    assert read("S0I 1AA", both.__contains__) == Postcode("SO1", "SO1 1", "SO1 1AA", corrected=True)
    assert read("AI0", {"A10", "AI0"}.__contains__) == Postcode("AI0")
    assert read("1I1", {"I11", "I1I"}.__contains__) is None


DISTRICTS = st.sampled_from(sorted(name for name in lookups().shares if " " not in name and name != "NPT"))
INWARD = st.tuples(st.sampled_from(string.digits), st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2)).map("".join)
SLIPS = str.maketrans("OI01", "01OI")


@given(DISTRICTS, INWARD, st.sampled_from(["", " ", "  "]), st.booleans())
def test_a_whole_postcode_is_read_however_it_is_spaced(district: str, inward: str, space: str, lower: bool) -> None:
    typed = district + space + inward
    found = read(typed.lower() if lower else typed, KNOWN)
    assert found == Postcode(district, f"{district} {inward[0]}", f"{district} {inward}")


@given(DISTRICTS, INWARD, st.integers(0, 7))
def test_a_slip_is_read_as_what_was_meant_or_as_another_that_is_known_or_not_at_all(
    district: str, inward: str, place: int
) -> None:
    whole = f"{district} {inward}"
    typed = whole[:place] + whole[place : place + 1].translate(SLIPS) + whole[place + 1 :]
    found = read(typed, KNOWN)
    assert found is None or found.whole == whole or KNOWN(found.district) or found.text == typed
    assert found is None or found.corrected <= (typed != found.text)


@given(st.text(max_size=30))
def test_nothing_typed_makes_it_fail(text: str) -> None:
    found = read(text, KNOWN)
    assert found is None or found.text.isascii()
