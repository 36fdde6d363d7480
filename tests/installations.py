"""Real installations for tests: a database, a site, a clock that the test moves."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pressure.access.permissions import Role
from pressure.actions.declarations import social_worker_views
from pressure.actions.installation import Installation
from pressure.demo.figures import Row, as_csv, week_rows
from pressure.demo.places import PLACES, Place, actor, councils, person_id
from pressure.settings import Settings
from pressure.store import councils as council_store
from pressure.store import people, schema
from pressure.store.engine import open_engine, writing
from tests.first_edition import second_rules

RULES = second_rules()
NO_CRISIS = (date(2020, 1, 5), date(2020, 3, 1))
SUNDAY = date(2026, 9, 6)


@dataclass
class TestClock:
    """The time it is in a test."""

    __test__ = False
    at: datetime = datetime(2026, 9, 8, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


def new_installation(folder: Path, url: str | None = None) -> tuple[Installation, TestClock]:
    """An empty installation with the demonstration councils and their officers."""
    clock = TestClock()
    installation = Installation(
        engine=open_engine(url or f"sqlite:///{folder / 'pressure.sqlite'}"),
        rules=RULES,
        site_dir=folder / "site",
        settings=Settings(),
        now=clock,
        simulated=True,
    )
    schema.upgrade(installation.engine)
    with writing(installation.engine) as connection:
        council_store.replace_all(connection, councils())
        for place in PLACES:
            for role in (r for r in Role if r is not Role.OPERATOR):
                people.add(
                    connection,
                    person_id=person_id(place, role),
                    name=f"{role} {place.name}",
                    roles=[(place.code, role)],
                    created_at=clock.at,
                )
    return installation, clock


def rows_of(place: Place, sunday: date, **changes: str) -> list[Row]:
    """A council's return for a week; `wl_assess_rate="120"` sets that measure's numerator."""
    rows = week_rows(place, sunday, RULES.in_force(sunday), NO_CRISIS)
    return [r | {"numerator": changes[r["measure_id"]]} if r["measure_id"] in changes else r for r in rows]


def return_of(place: Place, sunday: date, **changes: str) -> bytes:
    """The same as the file a council would send."""
    return as_csv(rows_of(place, sunday, **changes))


def viewed(installation: Installation, place: Place, declaration_id: str) -> None:
    """The view that stage 3 waits for."""
    social_worker_views.write_view(
        installation,
        by=actor(place, Role.PRINCIPAL_SOCIAL_WORKER),
        declaration_id=declaration_id,
        view="supports",
        words="Right for now.",
        names_nobody=True,
    )
