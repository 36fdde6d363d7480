"""Ways to reach councils: from the operator's file into the release, and from the release alone ever after."""

import csv
import json

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.releases.publishing import publish, site_of
from pressure.actions.releases.rebuilding import rebuild
from pressure.actions.returns.loading import load
from pressure.commands import doctor
from pressure.demo.places import HUB, PLACES
from pressure.publish.check.verify import verify
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, new_installation, return_of

HEAD = "council_code,telephone,out_of_hours_telephone,email,web_page\n"
FIRST, SECOND = PLACES[0].code, PLACES[1].code


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A release with one council's contacts and one wrong row; then another from a file that says otherwise."""
    installation, clock = new_installation(tmp_path_factory.mktemp("contacts"))
    installation.contacts_file = installation.site_dir.parent / "contacts.csv"
    load(installation, by=HUB, source_id="weekly-return", data=return_of(PLACES[0], SUNDAY), name="return.csv")
    texts = (
        f"{HEAD}{FIRST},01632 960001,01632 960101,care@ambleton.example,\n{SECOND},call us,,,\n",
        f"{HEAD}{FIRST},01632 960777,,,\n",
    )
    ids = []
    for text in texts:
        clock.later(minutes=1)
        installation.contacts_file.write_text(text)
        ids.append(publish(installation, by=OPERATOR, track=DEMONSTRATION).release_id)
    return installation, ids


def page(installation, code, name="index.html"):
    return (site_of(installation.site_dir, DEMONSTRATION) / "current" / "councils" / code / name).read_text("utf-8")


def test_the_newest_file_is_on_the_pages_in_the_data_and_nowhere_else(told):
    """One telephone number, three places, the same digits."""
    installation, _ = told
    tree = site_of(installation.site_dir, DEMONSTRATION) / "current"
    assert 'call <a href="tel:+441632960777">01632\N{NO-BREAK SPACE}960777</a>.' in page(installation, FIRST)
    assert "tel:+441632960777" in page(installation, FIRST, "easy-read/index.html")
    assert json.loads(page(installation, FIRST, "rating.json"))["contact"] == {"telephone": "01632 960777"}
    assert "contact" not in json.loads(page(installation, SECOND, "rating.json"))
    rows = list(csv.DictReader((tree / "data" / "DEMO_contacts.csv").open(encoding="utf-8")))
    assert [(r["council_code"], r["telephone"], r["email"]) for r in rows] == [(FIRST, "01632 960777", "")]
    assert "tel:+" not in page(installation, SECOND)


def test_an_older_release_keeps_its_own_numbers_and_is_rebuilt_without_the_file(told):
    """The operator's file may say anything by now, or be gone."""
    installation, (first, second) = told
    kept, installation.contacts_file = installation.contacts_file, installation.contacts_file.with_name("gone.csv")
    try:
        for release_id in (first, second):
            done = rebuild(installation, release_id, DEMONSTRATION)
            assert done.different == ()
            assert done.manifest_same
    finally:
        installation.contacts_file = kept
    assert verify(site_of(installation.site_dir, DEMONSTRATION) / "current")["ratings"] > 0


def test_a_wrong_row_never_stops_a_release_and_is_named_by_the_doctor(told):
    """A declaration must come out even while somebody corrects a telephone number."""
    installation, _ = told
    kept, installation.contacts_file = installation.contacts_file, installation.contacts_file.with_name("faulty.csv")
    try:
        installation.contacts_file.write_text(f"{HEAD}{FIRST},01632 960001,,,\n{SECOND},call us,,,\n")
        findings = [f for f in doctor.examine(installation) if f.what.startswith("contacts:")]
        assert [f.state for f in findings] == ["fault"]
        assert "Row 3, column telephone: found “call us”" in findings[0].what
        installation.contacts_file.write_text(f"{HEAD}{FIRST},01632 960001,,,\n")
        assert [f.state for f in doctor.examine(installation) if f.what.startswith("contacts:")] == ["ok"]
    finally:
        installation.contacts_file = kept


def test_without_a_file_the_data_says_so_with_no_rows(tmp_path):
    """The file is always there, so that nobody's program breaks."""
    installation, _ = new_installation(tmp_path)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    text = (site_of(installation.site_dir, DEMONSTRATION) / "current" / "data" / "DEMO_contacts.csv").read_text("utf-8")
    assert text == "council_code,council_name,telephone,out_of_hours_telephone,email,web_page\n"
