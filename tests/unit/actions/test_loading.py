"""Loading a file: reconciliation, revision, withdrawal, a second look and a dry run."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.installation import Installation
from pressure.actions.ratings.load_preview import would_move
from pressure.actions.ratings.rating import rate_council
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load, withdraw
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.refusals import Refusal
from pressure.ingest.report import FileRefused
from pressure.ingest.sources import check_measures
from pressure.release import site
from pressure.store import readings, record, tables
from pressure.store.engine import reading, writing
from pressure.store.record import commitments
from pressure.store.releases import DEMONSTRATION
from tests.installations import RULES, SUNDAY, new_installation, return_of
from tests.shipped_sources import all_sources, source

PLACE = PLACES[0]
RETURN = "weekly-return"
WEEK = timedelta(days=7)
ROWS = len(return_of(PLACE, SUNDAY).splitlines()) - 1


@pytest.fixture
def here(tmp_path):
    return new_installation(tmp_path)


def send(installation: Installation, content: bytes, by=HUB, **options):
    return load(installation, by=by, source_id=RETURN, data=content, name="return.csv", **options)


def count(installation: Installation, table) -> int:
    with reading(installation.engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def value(installation: Installation, measure_id: str, at=None):
    with reading(installation.engine) as connection:
        moment = at or installation.now()
        rating = rate_council(installation, connection, PLACE.code, at=moment, known_at=moment).rating
    return next(r for r in rating.reasons if r.measure.id == measure_id).value


def state(installation: Installation, measure_id: str, at=None):
    with reading(installation.engine) as connection:
        moment = at or installation.now()
        rating = rate_council(installation, connection, PLACE.code, at=moment, known_at=moment).rating
    return next(r for r in rating.reasons if r.measure.id == measure_id).state


def test_every_row_is_accounted_for_and_recorded(here):
    """The account is stored with the load and in the record."""
    installation, _ = here
    done = send(installation, return_of(PLACE, SUNDAY))
    assert done.read == done.accepted + done.held + done.rejected == ROWS
    assert (done.readings_added, done.readings_revised, done.readings_unchanged) == (ROWS, 0, 0)
    with reading(installation.engine) as connection:
        assert record.verify(record.entries(connection))[0] == 1


def test_the_same_bytes_twice_do_nothing(here):
    """An impatient second click must not make a second load."""
    installation, _ = here
    first = send(installation, return_of(PLACE, SUNDAY))
    again = send(installation, return_of(PLACE, SUNDAY))
    assert again.already_loaded
    assert again.load_id == first.load_id
    assert count(installation, tables.loads) == 1


def test_a_changed_figure_is_a_revision_and_the_rest_is_unchanged(here):
    """Only what changed is stored again, and the old figure stays in the history."""
    installation, clock = here
    send(installation, return_of(PLACE, SUNDAY, wl_assess_rate="500"))
    before = clock.at
    clock.later(hours=1)
    done = send(installation, return_of(PLACE, SUNDAY, wl_assess_rate="900"))
    changed = 2  # the count, and the share that is out of it
    assert (done.readings_added, done.readings_revised, done.readings_unchanged) == (0, changed, ROWS - changed)
    assert value(installation, "wl_assess_rate") > value(installation, "wl_assess_rate", at=before)


def test_going_back_to_an_old_figure_is_a_revision_too(here):
    """The newest received counts, not the largest or the first."""
    installation, clock = here
    for number, people in enumerate(("500", "900", "500")):
        clock.later(hours=number)
        done = send(installation, return_of(PLACE, SUNDAY, wl_assess_rate=people))
    assert done.readings_revised == 2, "the share follows the count"


def test_a_withdrawn_load_no_longer_counts_from_then_on_and_is_still_there(here):
    """What had been known before stays as it was known."""
    installation, clock = here
    send(installation, return_of(PLACE, SUNDAY, wl_assess_rate="500"))
    clock.later(hours=1)
    wrong = send(installation, return_of(PLACE, SUNDAY, wl_assess_rate="900"))
    before, wrong_value = clock.at, value(installation, "wl_assess_rate")
    clock.later(hours=1)
    withdraw(installation, by=HUB, load_id=wrong.load_id, reason="Counted twice.")
    assert state(installation, "wl_assess_rate") == "withdrawn", "an older figure does not come back in its place"
    assert (state(installation, "wl_assess_rate", at=before), value(installation, "wl_assess_rate", at=before)) == (
        "scored",
        wrong_value,
    )
    assert count(installation, tables.loads) == 2


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_withdrawal_needs_a_public_reason(here, reason):
    """Nobody takes a figure back in silence."""
    installation, _ = here
    done = send(installation, return_of(PLACE, SUNDAY))
    with pytest.raises(Refusal, match="Say why"):
        withdraw(installation, by=HUB, load_id=done.load_id, reason=reason)


def test_a_load_cannot_be_withdrawn_twice(here):
    """The second person is told that it is done."""
    installation, _ = here
    done = send(installation, return_of(PLACE, SUNDAY))
    withdraw(installation, by=HUB, load_id=done.load_id, reason="Wrong week.")
    with pytest.raises(Refusal, match="already withdrawn"):
        withdraw(installation, by=HUB, load_id=done.load_id, reason="Wrong week.")


def test_a_figure_many_times_the_last_one_is_held_until_somebody_has_looked(here):
    """A slipped finger does not move a level; a real surge is accepted as it is."""
    installation, clock = here
    send(installation, return_of(PLACE, SUNDAY, wl_assess_rate="100", wl_over_6m_share="20"))
    clock.later(days=7)
    content = return_of(PLACE, SUNDAY + WEEK, wl_assess_rate="501", wl_over_6m_share="100")
    held = send(installation, content)
    both = 2  # the count, and the share that is out of it
    assert (held.held, held.readings_added) == (both, content.count(b"\n") - 1 - both)
    assert "no more than 5 times" in next(n for n in held.notes if n.kind == "held").message
    clock.later(hours=1)
    for reason, why in (
        ("", "Say why"),
        ("  ", "Say why"),
        ("We counted 501.", "without numbers"),
        ("Up by ½.", "without numbers"),
    ):
        with pytest.raises(Refusal, match=why):
            send(installation, content, accept_held=held.load_id, reason=reason)
    looked_at = send(installation, content, accept_held=held.load_id, reason="Two teams were joined.")
    assert (looked_at.held, looked_at.readings_added, looked_at.readings_unchanged) == (
        0,
        both,
        content.count(b"\n") - 1 - both,
    )
    with reading(installation.engine) as connection:
        entry = json.loads([body for _, body, _ in record.entries(connection)][-1])
        (beside,) = connection.execute(select(tables.reasons_given)).all()
    assert entry["what"]["overruled"] == {
        "load": held.load_id,
        "reason_commitment": commitments.commit(beside.nonce, b"Two teams were joined."),
        "figures": [[m, (SUNDAY + WEEK).isoformat()] for m in ("wl_assess_rate", "wl_over_6m_share")],
    }
    assert (beside.seq, beside.council_code, beside.words) == (entry["seq"], PLACE.code, "Two teams were joined.")
    assert "501" not in json.dumps(entry["what"]["overruled"])
    with pytest.raises(Refusal, match="nothing to accept"):
        send(installation, content, accept_held=held.load_id, reason="Again.")


@pytest.mark.parametrize(
    "content",
    [
        b"council_code,week_ending,measure_id,numerator,denominator,value,status,note\n"
        b"Nowhere,2026-09-06,wl_assess_rate,100,,,ok,\n",
        b"council_code,week_ending,measure_id,numerator,denominator,value,status,note\n"
        b"X99000001,2026-09-06,wl_assess_rate,many,,,ok,\n",
    ],
    ids=["no council", "no number"],
)
def test_a_file_of_which_no_row_can_be_taken_is_stored_nowhere(here, content):
    """However often it is sent; and accepting what nobody can accept is refused."""
    installation, _ = here
    for _ in range(2):
        done = send(installation, content)
        assert (done.load_id, done.nothing_taken, done.read) == (None, True, 1)
    assert count(installation, tables.loads) == 0
    with reading(installation.engine) as connection:
        assert record.size(connection) == 0


def test_rejected_rows_that_no_second_look_can_help_cannot_be_accepted(here):
    installation, _ = here
    content = return_of(PLACE, SUNDAY) + b"Nowhere,2026-09-06,wl_assess_rate,100,,,ok,\n"
    done = send(installation, content)
    assert (done.held, done.rejected, done.acceptable) == (0, 1, 0)
    with pytest.raises(Refusal, match="nothing to accept"):
        send(installation, content, accept_held=done.load_id, reason="They are right.")


def test_five_times_the_last_one_is_not_held(here):
    """The edge belongs to what is accepted."""
    installation, clock = here
    send(installation, return_of(PLACE, SUNDAY, wl_assess_rate="100", wl_over_6m_share="20"))
    clock.later(days=7)
    edge = return_of(PLACE, SUNDAY + WEEK, wl_assess_rate="500", wl_over_6m_share="100")
    assert send(installation, edge).held == 0


def test_accepting_what_was_held_needs_the_same_file(here):
    """Nobody accepts one file by looking at another."""
    installation, _ = here
    done = send(installation, return_of(PLACE, SUNDAY))
    with pytest.raises(Refusal, match="a different file"):
        send(
            installation,
            return_of(PLACE, SUNDAY, wl_assess_rate="77"),
            accept_held=done.load_id,
            reason="They are right.",
        )


def test_a_refused_file_stores_nothing(here):
    """Structural faults are all or nothing."""
    installation, _ = here
    with pytest.raises(FileRefused, match="measure_id"):
        send(installation, b"council_code,week_ending\nX99000001,2026-09-06\n")
    assert count(installation, tables.loads) == 0
    assert count(installation, tables.readings) == 0


def test_a_dry_run_says_what_would_move_and_stores_nothing(here):
    """The director sees the level before anyone else does."""
    installation, clock = here
    send(installation, return_of(PLACE, SUNDAY))
    clock.later(days=7)
    tried = send(
        installation,
        return_of(PLACE, SUNDAY + WEEK, wl_care_start_rate="190", wl_discharge_rate="139.0"),
        dry_run=True,
        accept_held=None,
    )
    moves = would_move(installation, tried)
    assert tried.load_id is None
    assert count(installation, tables.loads) == 1
    assert [m.council_code for m in moves] == [PLACE.code]
    assert "band" in moves[0].sentence


def test_a_data_officer_cannot_load_for_another_council(here):
    """Least privilege is checked in the action, not on the page."""
    installation, _ = here
    with pytest.raises(Refusal, match=PLACE.code):
        send(installation, return_of(PLACE, SUNDAY), by=actor(PLACES[1], Role.DATA_OFFICER))
    assert count(installation, tables.readings) == 0


def test_under_a_simulated_clock_nothing_can_be_loaded_about_a_real_council(here):
    """Invented times are for invented councils."""
    installation, _ = here
    from pressure.council_list import load_councils
    from pressure.store import councils
    from pressure.store.engine import writing

    with writing(installation.engine) as connection:
        councils.replace_all(connection, load_councils().all)
    trafford = source("trafford-cqc-ratings")
    with pytest.raises(Refusal, match="real council"):
        load(installation, by=OPERATOR, source_id=trafford.id, data=trafford.shipped_file.read_bytes(), name="t.csv")


def test_only_context_figures_that_the_rules_name_are_taken_and_published(here):
    """Whatever stood under another name would be public unrounded, under no heading."""
    installation, _ = here
    start = f"{PLACE.code},{SUNDAY.isoformat()}"
    rows = f"{start},ctx_carers_waiting,312,,,ok,\n{start},ctx_my_own,3,,,ok,\n".encode()
    done = send(installation, return_of(PLACE, SUNDAY) + rows)
    assert (done.accepted, done.rejected) == (ROWS + 1, 1)
    stray = replace(done.readings[0], measure_id="ctx_my_own", row=99)
    with writing(installation.engine) as connection:
        readings.add(connection, [stray], done.load_id, installation.now())  # as an earlier version took it
    publish(installation, by=OPERATOR, track=DEMONSTRATION, pages=False)
    published = site.current(installation.site_dir / "demo").read("data/DEMO_readings.csv").decode()
    assert "ctx_carers_waiting" in published
    assert "ctx_my_own" not in published


def test_every_source_names_measures_that_the_rules_know():
    for described in all_sources():
        check_measures(described, RULES.in_force(SUNDAY).row_names)
