"""What a release costs after one new weekly return, with a short and a long history of the same councils.

Full size: PRESSURE_LOAD_COUNCILS=153 PRESSURE_LOAD_YEARS=10, then
python -m pytest -m load -n 0 -s tests/load/test_publishing_cost.py
"""

import os
import statistics
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from pressure.access.permissions import EVERYWHERE, OPERATOR, Actor, Role
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish, rate_members
from pressure.actions.returns.loading import load
from pressure.demo.figures import as_csv, week_rows
from pressure.demo.places import councils, many
from pressure.demo.story import MovingClock
from pressure.domain.moments import at_uk_time
from pressure.publish.release_line import ReleaseLine
from pressure.release.pieces import forget_pieces
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store import councils as council_store
from pressure.store import releases, schema
from pressure.store.engine import open_engine, writing
from pressure.store.releases import DEMONSTRATION

pytestmark = [pytest.mark.load, pytest.mark.timeout(3600)]
RELEASES = 3
COUNCILS = int(os.environ.get("PRESSURE_LOAD_COUNCILS", "8"))
YEARS = int(os.environ.get("PRESSURE_LOAD_YEARS", "2"))
LAST = date(2026, 11, 15)
SENDER = Actor(person_id="sender", roles=frozenset({(EVERYWHERE, Role.DATA_OFFICER)}))
NO_CRISIS = (date(2010, 1, 3), date(2010, 3, 7))


def installed(folder: Path, weeks: int) -> tuple[Installation, MovingClock]:
    """Weekly returns and weekly ratings of every council; files are written by the releases measured."""
    rules, places = load_rules(), many(COUNCILS)
    clock = MovingClock(at_uk_time(LAST - timedelta(weeks=weeks), rules.in_force(LAST).calendar.release_at))
    installation = Installation(
        engine=open_engine(f"sqlite:///{folder / 'p.sqlite'}"),
        rules=rules,
        site_dir=folder / "site",
        settings=Settings(),
        now=clock,
        simulated=True,
    )
    schema.upgrade(installation.engine)
    with writing(installation.engine) as connection:
        council_store.replace_all(connection, councils(places))
    for back in range(weeks, 0, -1):
        sunday = LAST - timedelta(weeks=back)
        clock.at = at_uk_time(sunday + timedelta(days=3), rules.in_force(LAST).calendar.release_at)
        send(installation, [r for p in places for r in week_rows(p, sunday, installation.book(), NO_CRISIS)])
        clock.at += timedelta(minutes=1)
        rate_only(installation)
    return installation, clock


def send(installation: Installation, rows) -> None:
    load(installation, by=SENDER, source_id="weekly-return", data=as_csv(rows), name="r.csv")


def rate_only(installation: Installation) -> None:
    """A release of the past without its files, so that ten years take minutes and not hours to make."""
    with writing(installation.engine) as connection:
        at = installation.moment(connection)
        line = ReleaseLine(
            id=releases.next_id(connection, DEMONSTRATION, at),
            published_at=at,
            facts_as_of=at,
            rules_digest=installation.rules.digest,
            reason="scheduled",
            note="",
        )
        members = council_store.load_all(connection).all
        rate_members(installation, connection, list(members), line, DEMONSTRATION)
        releases.add(
            connection,
            track=DEMONSTRATION,
            id=line.id,
            published_at=at,
            facts_as_of=at,
            note="",
            rules_digest=line.rules_digest,
            reason="scheduled",
            manifest_sha256="",
        )


def cost_of_a_release(folder: Path, years: int) -> tuple[float, float, float]:
    """Seconds by the clock and of the processor, the median of three releases, each after one council's new return;
    and by the clock for one made by a new process. The very first release, of everything, is not counted."""
    folder.mkdir()
    installation, clock = installed(folder, 52 * years)
    clock.at += timedelta(days=1)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    took = []
    for place in many(4):
        clock.at += timedelta(days=1)
        rows = week_rows(place, LAST - timedelta(weeks=1), installation.book(), NO_CRISIS)
        send(installation, [r | {"numerator": str(int(float(r["numerator"])) + 1)} for r in rows[:1]])
        if len(took) == RELEASES:
            forget_pieces()
        began, used = time.perf_counter(), time.process_time()
        publish(installation, by=OPERATOR, track=DEMONSTRATION)
        took.append((time.perf_counter() - began, time.process_time() - used))
    *warm, (new_process, _) = took
    return statistics.median(t for t, _ in warm), statistics.median(c for _, c in warm), new_process


def test_the_cost_of_a_release_follows_what_changed_and_not_the_history(tmp_path):
    """Goal: the long history costs at most one and a half times the short one."""
    short, long = (cost_of_a_release(tmp_path / name, years) for name, years in (("short", 1), ("long", YEARS)))
    print(f"\n{COUNCILS} councils, a release after one new return, 1 year and {YEARS} years of history:")
    for name, one, ten in zip(
        ("by the clock", "of the processor", "by the clock, new process"), short, long, strict=True
    ):
        print(f"{name}: {one:.2f} s and {ten:.2f} s, ratio {ten / one:.2f}")
