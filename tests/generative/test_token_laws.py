"""Whatever a token sends, it loads rows of its own council and changes nothing else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.actions.tokens import managing, sending
from pressure.demo.figures import as_csv
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.refusals import Refusal
from pressure.release import site
from pressure.store import tables
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, TestClock, new_installation, return_of, rows_of

OWN, OTHER = PLACES[0], PLACES[1]
LOADING = {"loads", "load_notes", "readings", "record", "seals", "pseudonym_keys"}
WEEKS = [SUNDAY - timedelta(days=7), SUNDAY]
World = tuple[Installation, TestClock, str]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two councils' returns, a release, and a token of the first."""
    installation, clock = new_installation(tmp_path_factory.mktemp("laws"))
    for place in (OWN, OTHER):
        load(installation, by=HUB, source_id="weekly-return", data=return_of(place, WEEKS[0]), name="r.csv")
    clock.later(hours=24)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    made = managing.make(installation, by=actor(OWN, Role.DATA_OFFICER), council_code=OWN.code)
    yield installation, clock, made.token
    installation.engine.dispose()


def state(installation: Installation) -> tuple[dict[str, int], dict[str, int], str]:
    """Rows of every table, readings of every council, and the release in force."""
    with reading(installation.engine) as connection:
        rows = {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in tables.metadata.tables.items()
        }
        told = tables.readings.c
        of_each = dict(
            connection.execute(select(told.council_code, func.count()).group_by(told.council_code)).tuples().all()
        )
    return rows, of_each, site.current(installation.site_dir / "demo").id


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Rows of both councils, weeks and measures, some with figures and states of anybody's making."""
    every = [row for place in (OWN, OTHER) for week in WEEKS for row in rows_of(place, week)]
    own_only = draw(st.booleans())
    rows = draw(
        st.lists(st.sampled_from([r for r in every if not own_only or r["council_code"] == OWN.code]), max_size=6)
    )
    changes = st.fixed_dictionaries(
        {},
        optional={
            "numerator": st.sampled_from(["", "0", "5", "90000", "-1", "x"]),
            "status": st.sampled_from(["ok", "not_submitted", "nonsense"]),
        },
    )
    return as_csv([row | draw(changes) for row in rows])


@settings(max_examples=60, deadline=None)
@given(data=files(), dry_run=st.booleans())
def test_a_token_loads_its_councils_rows_and_changes_nothing_else(world: World, data: bytes, dry_run: bool) -> None:
    """No row of another council, no release, no confirmation, no declaration, no person, no session."""
    installation, clock, token = world
    clock.later(seconds=1)
    rows, of_each, release = state(installation)
    try:
        loaded, _ = sending.send(
            installation, by=sending.sender(installation, token), data=data, name="r.csv", dry_run=dry_run
        )
        stored = loaded.load_id is not None and not loaded.already_loaded
    except Refusal:
        stored = False
    rows_after, of_each_after, release_after = state(installation)
    assert release_after == release
    assert {n: c for n, c in rows_after.items() if n not in LOADING} == {
        n: c for n, c in rows.items() if n not in LOADING
    }
    assert {k: v for k, v in of_each_after.items() if k != OWN.code} == {
        k: v for k, v in of_each.items() if k != OWN.code
    }
    assert rows_after["record"] - rows["record"] == int(stored)
    assert rows_after["loads"] - rows["loads"] == int(stored)
    if dry_run:
        assert rows_after == rows
