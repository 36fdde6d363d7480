"""Every file in `contacts/` is named for what is wrong with it: the faulty row is named and left out, never mended."""

from datetime import date
from pathlib import Path

import pytest

from pressure.council_list import load_councils
from pressure.demo.places import councils
from pressure.domain.councils import Councils
from pressure.ingest.contacts import Contacts, read_contacts
from tests.shipped_sources import limits

FILES = Path(__file__).parent / "contacts"
EVERY = Councils([*load_councils().all, *councils()])
GOOD = {"E10000015": {"telephone": "01992 555001"}}

# file → words that must stand in the one fault, which is about row 3; the row before it is used
ONE_ROW = {
    "unknown-council.csv": ("column council_code", "E10000099", "a council of today"),
    "abolished-council.csv": ("column council_code", "Cumbria (E10000006) ended on 2023-03-31"),
    "no-council-code.csv": ("column council_code", "found nothing"),
    "second-row.csv": ("E10000015 a second time",),
    "nothing-given.csv": ("no telephone, e-mail or web page",),
    "digit-missing.csv": ("column telephone", "“01622 55500”, which is no number", "A digit is missing or wrong"),
    "digit-missing-at-night.csv": ("column out_of_hours_telephone", "“0808 155 100”, which is no number"),
    "letters-in-number.csv": ("column telephone", "“0800 CARENOW”", "10 or 11 digits"),
    "too-short-number.csv": ("column telephone", "“01622 555”"),
    "two-numbers.csv": ("column telephone", "nothing else but spaces"),
    "premium-number.csv": ("column out_of_hours_telephone", "“0909 879 0001”"),
    "film-number.csv": ("column telephone", "which never rings", "Never guess"),
    "example-number.csv": ("column telephone", "“01234 567890”, which never rings"),
    "emergency-number.csv": ("column telephone", "“999”"),
    "bad-email.csv": ("column email", "“care at kent.gov.uk”"),
    "page-without-https.csv": ("column web_page", "begins with https://"),
    "script-for-page.csv": ("column web_page", "“javascript:alert(1)”"),
    "page-in-disguise.csv": ("column web_page", "elsewhere.example"),
    "real-number-for-made-up.csv": ("column telephone", "must not ring a real telephone"),
    "extra-cell.csv": ("found 6 cells, expected 5",),
    "spreadsheet-ate-zero.csv": ("column telephone", "“1622555001”", "01, 02, 03, 07 or 08"),
}
REFUSED_WHOLE = {
    "renamed-column.csv": ("“phone” where “telephone” should be (renamed?)",),
    "semicolons.csv": ("separated by semicolons",),
    "unclosed-quote.csv": ("row 3", "quotation mark"),
    "empty.csv": ("an empty file",),
    "not-utf-8.csv": ("row 3", "not UTF-8"),
}


def taken(path: Path) -> Contacts:
    return read_contacts(path, EVERY, date(2026, 11, 21), limits())


def test_every_file_is_tested() -> None:
    """A fixture nobody asserts anything about proves nothing."""
    assert {path.name for path in FILES.iterdir()} == {*ONE_ROW, *REFUSED_WHOLE}


@pytest.mark.parametrize("name", ONE_ROW)
def test_a_row_that_is_not_right_is_named_and_left_out(name: str) -> None:
    """A wrong number on a page for people in trouble is worse than none."""
    contacts = taken(FILES / name)
    (fault,) = contacts.faults

    assert contacts.by_council == GOOD
    assert fault.startswith(f"{name}: Row 3")
    assert fault.endswith("The row is left out.")
    assert [words for words in ONE_ROW[name] if words not in fault] == []


@pytest.mark.parametrize("name", REFUSED_WHOLE)
def test_a_file_that_cannot_be_read_as_it_should_gives_no_contact_at_all(name: str) -> None:
    """Half of a broken file may be the wrong half."""
    contacts = taken(FILES / name)
    (fault,) = contacts.faults

    assert contacts.by_council == {}
    assert fault.startswith(name)
    assert [words for words in REFUSED_WHOLE[name] if words not in fault] == []


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("01992555001", "01992 555001"),
        ("02077000000", "020 77000000"),
        ("01214990000", "0121 4990000"),
        ("01614965551", "0161 4965551"),
        ("0161496555", None),
        ("0169773555", "01697 73555"),
        ("01174000000", "0117 4000000"),
        ("03001231000", "0300 1231000"),
        ("08001111", None),
        ("01992 55 50 01", "01992 55 50 01"),
    ],
)
def test_no_program_takes_a_telephone_for_a_number(tmp_path: Path, given: str, published: str | None) -> None:
    """As a number it loses its nought."""
    file = tmp_path / "contacts.csv"
    file.write_text(f"council_code,telephone,out_of_hours_telephone,email,web_page\nE10000015,,{given},,\n")
    found = taken(file).by_council.get("E10000015", {})
    assert found.get("out_of_hours_telephone") == published


def test_a_file_that_is_not_there_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    (fault,) = taken(tmp_path / "gone.csv").faults
    assert "gone.csv: cannot be read" in fault
    assert "PRESSURE_CONTACTS_FILE" in fault


def test_the_shipped_example_is_right_and_rings_nowhere() -> None:
    """Operators copy it; the demonstration uses it."""
    contacts = taken(Path(__file__).parents[2] / "data" / "templates" / "contacts.csv")
    assert contacts.faults == ()
    assert {code[:3] for code in contacts.by_council} == {"X99"}


CARE_LINES = ("01992555001", "02072340001", "01214990001", "01174000001", "03001231000", "08081551000", "07123456789")


@pytest.mark.parametrize("number", CARE_LINES)
@pytest.mark.parametrize("at", range(2, 11))
def test_a_number_with_a_digit_missing_anywhere_is_refused(tmp_path: Path, number: str, at: int) -> None:
    """A telephone that rings nowhere, or somewhere else, stands under "To ask for care"."""
    file = tmp_path / "contacts.csv"
    rows = (f"E10000015,{number},,,", f"E10000016,{number[:at]}{number[at + 1 :]},,,")
    file.write_text("\n".join(("council_code,telephone,out_of_hours_telephone,email,web_page", *rows, "")))

    assert set(taken(file).by_council) == {"E10000015"}
