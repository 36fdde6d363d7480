"""A newer list of councils has other populations: what was published of past months is no revision by that."""

from dataclasses import replace

from pressure.access.permissions import OPERATOR
from pressure.actions.returns.loading import load, load_fetched
from pressure.council_list import load_councils
from pressure.store import councils
from pressure.store.engine import writing
from tests.unit.fetch.cases import PHS, phs_file


def every_population_grows(installation):
    """By two in a hundred, as from one year to the next."""
    more = [replace(c, adults_18plus=c.adults_18plus and c.adults_18plus * 51 // 50) for c in load_councils().all]
    with writing(installation.engine) as connection:
        assert councils.replace_all(connection, more, at=installation.now()) > 200


def test_a_file_that_is_fetched_after_it_brings_its_new_month_and_revises_nothing(visit, installation, publishers):
    publishers.put(PHS.file, phs_file(until="202410"))
    visit()
    installation.now.later(days=7)
    every_population_grows(installation)
    publishers.put(PHS.file, phs_file())
    (fetched,) = visit()
    assert (fetched.outcome, fetched.loaded.readings_added, fetched.loaded.readings_revised) == ("taken", 32, 0)
    adults = {c.code: c.adults_18plus for c in load_councils().all}
    new = [r for r in fetched.loaded.readings if r.denominator != adults[r.council_code]]
    assert len(new) == 32, "the new month alone is out of the new population"


def test_the_same_file_read_anew_stores_nothing_by_hand_or_by_an_upgrade(installation):
    data = phs_file()
    assert load(installation, by=OPERATOR, source_id=PHS.id, data=data, name="phs.csv").readings_added > 300
    installation.now.later(days=7)
    every_population_grows(installation)
    for again in (
        load(installation, by=OPERATOR, source_id=PHS.id, data=data, name="phs.csv"),
        load_fetched(installation, by=OPERATOR, source_id=PHS.id, data=data, name="phs.csv", taken_by_a_person=True),
    ):
        assert again.already_loaded
        assert again.readings_revised == 0
