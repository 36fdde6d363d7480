"""A council's own export is read through the layout that one of its officers confirmed, and through no other."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions.desk.checking import Checked
from pressure.actions.installation import Installation
from pressure.actions.returns.loading import load
from pressure.actions.returns.mapping import keep_mapping, stop_mapping, versions
from pressure.demo.places import PLACES, actor
from pressure.domain.refusals import Refusal
from pressure.ingest.readers.layout.proposing import UnknownLayout
from pressure.ingest.report import FileRefused
from pressure.store import loads, tables
from pressure.store.engine import reading
from pressure.web import kept_checks
from tests.installations import new_installation

OWN, OTHER = PLACES[1], PLACES[3]
WIDE = (
    "Council,Week ending,Waiting for assessment,Over 6 months,Waiting for care,Overdue reviews %\r\n"
    f"{OWN.name},06/09/2026,2510,700,410,42.7%\r\n"
).encode()
COLUMNS = {
    "Council": "council_code",
    "Week ending": "week_ending",
    "Waiting for assessment": "wl_assess_rate/numerator",
    "Over 6 months": "wl_over_6m_share/numerator",
    "Waiting for care": "wl_care_start_rate/numerator",
    "Overdue reviews %": "",
}
LONG = (
    (
        "LA Code;Date;Indicator;Total;Out of\r\n"
        f"{OWN.code};13/09/2026;People waiting (ASC01);2,510;\r\n"
        f"{OWN.code};13/09/2026;Hours missed;2360;116128\r\n"
    )
    .replace(",", "")
    .encode()
)


@pytest.fixture
def here(tmp_path) -> Installation:
    installation, clock = new_installation(tmp_path)
    clock.later(days=7)
    return installation


def officer(place=OWN) -> Actor:
    return actor(place, Role.DATA_OFFICER)


def dry(here: Installation, data: bytes = WIDE, by: Actor | None = None, name: str = "own.csv"):
    return load(here, by=by or officer(), source_id="weekly-return", data=data, name=name, dry_run=True)


def figures(loaded) -> set[tuple[str, int, int | None]]:
    return {(r.measure_id, r.numerator, r.denominator) for r in loaded.readings}


def test_a_layout_that_nobody_confirmed_is_proposed_and_never_read(here: Installation) -> None:
    with pytest.raises(UnknownLayout) as unknown:
        dry(here)

    assert unknown.value.proposal.columns == COLUMNS
    assert unknown.value.proposal.samples["Waiting for care"] == ("410",)


def test_a_wide_export_is_read_once_its_columns_are_confirmed(here: Installation) -> None:
    assert keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS) == ((OWN.code, 1),)

    taken = dry(here)

    assert figures(taken) == {
        ("wl_assess_rate", 2510, OWN.adults),
        ("wl_over_6m_share", 700, 2510),
        ("wl_care_start_rate", 410, OWN.adults),
    }
    assert (taken.read, taken.accepted, taken.read_through) == (3, 3, ((OWN.code, 1),))


def test_a_long_export_with_its_own_words_is_read_once_they_are_confirmed(here: Installation) -> None:
    with pytest.raises(UnknownLayout) as unknown:
        dry(here, LONG)
    proposal = unknown.value.proposal
    assert set(proposal.words) == {"People waiting (ASC01)", "Hours missed"}
    said = {"People waiting (ASC01)": "wl_assess_rate", "Hours missed": "cap_homecare_unfilled"}

    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=proposal.columns, words=said)

    assert figures(dry(here, LONG)) == {("wl_assess_rate", 2510, OWN.adults), ("cap_homecare_unfilled", 2360, 116128)}


def test_the_account_the_load_and_the_record_say_which_version_read_a_file(here: Installation) -> None:
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS)
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS | {"Waiting for care": ""})

    loaded = load(here, by=officer(), source_id="weekly-return", data=WIDE, name="own.csv")

    assert loaded.as_json()["read_through"] == [{"council_code": OWN.code, "version": 2}]
    with reading(here.engine) as connection:
        bodies = [json.loads(body) for body in connection.execute(select(tables.record.c.body)).scalars()]
        assert loads.get(connection, loaded.load_id).read_through == f"{OWN.code}/2"
    kept, _, load_entry = [body["what"] for body in bodies][-3:]
    assert set(kept) == {"council_code", "version", "mapping_sha256"}
    assert load_entry["read_through"] == [{"council_code": OWN.code, "version": 2}]
    assert "Waiting for care" not in json.dumps(bodies)
    again = dry(here)
    assert (again.already_loaded, again.read_through) == (True, ((OWN.code, 2),))


def test_a_mapping_is_undone_by_a_new_version_and_every_version_stays(here: Installation) -> None:
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS)
    stop_mapping(here, by=officer(), council_code=OWN.code)
    with pytest.raises(UnknownLayout):
        dry(here)

    every = versions(here, by=officer(), council_code=OWN.code)
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=every[1].mapping.columns)

    assert dry(here).read_through == ((OWN.code, 3),)
    assert [v.mapping.version for v in versions(here, by=officer(), council_code=OWN.code)] == [3, 2, 1]


def test_a_mapping_reads_the_rows_of_the_councils_that_confirmed_it_alone(here: Installation) -> None:
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS)
    data = WIDE + f"{OTHER.name},06/09/2026,100,20,10,\r\n".encode()

    taken = dry(here, data, OPERATOR)

    assert {r.council_code for r in taken.readings} == {OWN.code}
    assert (taken.accepted, taken.rejected) == (3, 3)
    keep_mapping(here, by=officer(OTHER), council_codes=[OTHER.code], columns=COLUMNS)
    both = dry(here, data, OPERATOR)
    assert (both.accepted, both.read_through) == (6, ((OWN.code, 1), (OTHER.code, 1)))


def test_nobody_keeps_or_uses_the_layout_of_another_council(here: Installation) -> None:
    with pytest.raises(Refusal):
        keep_mapping(here, by=officer(), council_codes=[OTHER.code], columns=COLUMNS)
    with pytest.raises(Refusal):
        keep_mapping(here, by=actor(OWN, Role.AUDITOR), council_codes=[OWN.code], columns=COLUMNS)
    keep_mapping(here, by=officer(OTHER), council_codes=[OTHER.code], columns=COLUMNS)
    with pytest.raises(UnknownLayout):
        dry(here)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"Council": "council_code", "A": "wl_assess_rate/numerator"}, "the day on which the week ended"),
        (COLUMNS | {"Over 6 months": "wl_assess_rate/numerator"}, "Two of your columns are"),
        (COLUMNS | {"Over 6 months": "numerator"}, "Either a column names the measure"),
        ({"Week": "week_ending", "What": "measure_id"}, "Say which of your columns names the measure"),
        (COLUMNS | {"Over 6 months": "wl_nothing/numerator"}, "A column cannot be"),
        (COLUMNS | {"week_ENDING": "status"}, "the same name"),
    ],
)
def test_a_layout_that_could_not_be_read_is_refused_in_words(here: Installation, columns, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=columns)
    assert versions(here, by=officer(), council_code=OWN.code) == ()


def test_without_a_column_for_the_council_every_row_is_its_own(here: Installation) -> None:
    columns = {name: target for name, target in COLUMNS.items() if name != "Council"}
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=columns)
    data = WIDE.replace(b"Council,", b"").replace(f"{OWN.name},".encode(), b"")

    assert {r.council_code for r in dry(here, data).readings} == {OWN.code}


def test_a_wide_figure_that_is_far_from_its_last_is_held_by_itself(here: Installation) -> None:
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS)
    load(here, by=officer(), source_id="weekly-return", data=WIDE, name="own.csv")
    later = WIDE.replace(b"06/09/2026,2510,700,410", b"13/09/2026,2510,700,41000")

    taken = dry(here, later)

    assert (taken.read, taken.accepted, taken.held) == (3, 2, 1)
    assert [n.column for n in taken.notes if n.kind == "held"] == ["numerator of wl_care_start_rate"]
    assert {m for m, *_ in figures(taken)} == {"wl_assess_rate", "wl_over_6m_share"}


def test_a_wide_cell_that_is_no_number_is_named_by_its_own_column(here: Installation) -> None:
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS)
    taken = dry(here, WIDE.replace(b"410", b"many"))

    assert (taken.accepted, taken.rejected) == (2, 1)
    assert any(n.message.startswith("Row 2, column Waiting for care: found “many”") for n in taken.notes)


def test_rows_of_a_council_that_is_not_theirs_are_named_with_what_to_do(here: Installation) -> None:
    rows = "council_code,week_ending,measure_id,numerator,denominator,value,status,note\n" + "".join(
        f"{place.code},2026-09-06,{measure},100,,,ok,\n"
        for place in (OWN, OTHER)
        for measure in ("wl_assess_rate", "wl_care_start_rate")
    )
    with pytest.raises(FileRefused) as refused:
        dry(here, rows.encode())

    assert f"rows 4 to 5 of {OTHER.name} ({OTHER.code})" in str(refused.value)
    assert f"rows of {OWN.name} ({OWN.code}), for which you may load; take them out" in str(refused.value)


# ---- what was said of a file is kept while it would be said again ----
def test_a_file_is_read_once_until_something_happens_that_its_answer_rests_on(here: Installation) -> None:
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS)

    def look(by: Actor | None = None, data: bytes = WIDE) -> Checked:
        return kept_checks.checked(here, by=by or officer(), data=data, name="own.csv")

    first = look()
    assert look() is first
    assert look(replace(officer(), roles=frozenset({(OWN.code, Role.DIRECTOR)}))) is not first
    assert look(data=WIDE.replace(b"410", b"411")) is not first
    assert look() is first

    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS)
    second = look()
    assert (second is first, second.loaded["read_through"][0]["version"]) == (False, 2)

    here.now.later(days=1)
    third = look()
    assert third is not second

    load(here, by=officer(), source_id="weekly-return", data=WIDE, name="own.csv")
    assert (third.loaded["already_loaded"], look().loaded["already_loaded"]) == (False, True)


def test_a_refusal_is_kept_too_and_goes_once_the_layout_is_confirmed(here: Installation) -> None:
    said = []
    for _ in range(2):
        with pytest.raises(UnknownLayout) as unknown:
            kept_checks.checked(here, by=officer(), data=WIDE, name="own.csv")
        said.append(unknown.value)
    assert said[0] is said[1]

    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS)

    assert kept_checks.checked(here, by=officer(), data=WIDE, name="own.csv").loaded["accepted"] == 3


def test_what_was_said_holds_until_a_measure_begins(here: Installation) -> None:
    """The register may change without anybody doing anything."""
    keep_mapping(here, by=officer(), council_codes=[OWN.code], columns=COLUMNS)
    looked = kept_checks.checked(here, by=officer(), data=WIDE, name="own.csv")

    assert here.now() < looked.holds_until <= here.now() + timedelta(days=1)
