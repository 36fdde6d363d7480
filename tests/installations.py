"""Real installations for tests: a database, a site, a clock that the test moves."""

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from pressure.access.permissions import OFFICES, Role
from pressure.actions.declarations import social_worker_views
from pressure.actions.installation import Installation
from pressure.council_list import load_councils
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
    if url is None:
        (folder / "pressure.sqlite").write_bytes(_begun().read_bytes())
    else:
        _begin(installation.engine)
    return installation, clock


def real_installation(folder: Path, *codes: str, at: datetime = TestClock.at) -> tuple[Installation, TestClock]:
    """One that knows real councils only, by code, or the first three; nobody has loaded anything."""
    clock = TestClock(at)
    installation = Installation(
        engine=open_engine(f"sqlite:///{folder / 'p.sqlite'}"),
        rules=RULES,
        site_dir=folder / "site",
        settings=Settings(),
        now=clock,
    )
    schema.upgrade(installation.engine)
    every = load_councils().all
    with writing(installation.engine) as connection:
        council_store.replace_all(connection, [c for c in every if c.code in codes] if codes else every[:3])
    return installation, clock


def copy_of(installation: Installation, folder: Path) -> tuple[Installation, TestClock]:
    """The same installation in a folder of its own, at the same time: quicker than to publish it again."""
    installation.engine.dispose()
    copy_folder(installation.site_dir.parent, folder / "copy")
    clock = TestClock(installation.now())
    engine = open_engine(f"sqlite:///{folder / 'copy' / 'pressure.sqlite'}")
    return replace(
        installation, engine=engine, site_dir=folder / "copy" / "site", settings=Settings(), now=clock
    ), clock


def copy_folder(made: Path, folder: Path) -> None:
    """The folder of an installation again. What it published is linked, as its own trees link it: the program never
    writes into a file that is there, and a test that must puts another in its place."""
    shutil.copytree(made, folder, symlinks=True, ignore=shutil.ignore_patterns("site"))
    shutil.copytree(made / "site", folder / "site", symlinks=True, copy_function=os.link)


@cache
def _begun() -> Path:
    """A database in which nothing has happened, made once a process: a copy of it takes a tenth of the time."""
    path = Path(tempfile.mkdtemp()) / "begun.sqlite"
    atexit.register(shutil.rmtree, path.parent)
    engine = open_engine.__wrapped__(f"sqlite:///{path}")
    _begin(engine)
    engine.dispose()
    return path


def _begin(engine: Engine) -> None:
    schema.upgrade(engine)
    with writing(engine) as connection:
        council_store.replace_all(connection, councils())
        for place in PLACES:
            for role in (*OFFICES, Role.DEPUTY_DIRECTOR):
                people.add(
                    connection,
                    person_id=person_id(place, role),
                    name=f"{role} {place.name}",
                    roles=[(place.code, role)],
                    created_at=TestClock().at,
                )


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
