"""A fresh installation with the real councils, and the publishers on a loopback server."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.fetching.fetching import Fetched, look
from pressure.actions.installation import Installation
from pressure.council_list import load_councils
from pressure.ingest.fetch.asking import Manner, asking
from pressure.ingest.publisher import Fetch
from pressure.settings import Settings
from pressure.store import councils as council_store
from pressure.store import schema
from pressure.store.engine import open_engine, writing
from tests.installations import RULES, TestClock
from tests.shipped_sources import source
from tests.unit.fetch.cases import PHS, phs_file
from tests.unit.fetch.publishers import Publishers, publishing


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fetch") / "template.sqlite"
    engine = open_engine.__wrapped__(f"sqlite:///{path}")
    schema.upgrade(engine)
    with writing(engine) as connection:
        council_store.replace_all(connection, load_councils().all)
    engine.dispose()
    return path


@pytest.fixture
def installation(template: Path, tmp_path: Path) -> Iterator[Installation]:
    path = shutil.copy(template, tmp_path / "pressure.sqlite")
    engine = open_engine.__wrapped__(f"sqlite:///{path}")
    yield Installation(
        engine=engine,
        rules=RULES,
        site_dir=tmp_path / "site",
        settings=Settings(),
        now=TestClock(datetime(2026, 11, 28, 9, tzinfo=UTC)),
    )
    engine.dispose()


@pytest.fixture
def publishers() -> Iterator[Publishers]:
    with publishing() as server:
        server.ckan(PHS.package, PHS.resource, "Delayed Discharge Bed Days by Council Area", PHS.file, phs_file())
        yield server


@dataclass(frozen=True)
class Visitor:
    """Looks at a source as the command does; what a description says can be made otherwise."""

    installation: Installation
    publishers: Publishers
    folder: Path
    seconds: float = 5.0

    def __call__(
        self, source_id: str = PHS.id, *, since: date | None = None, dry_run: bool = False, **otherwise: object
    ) -> list[Fetched]:
        described = source(source_id)
        assert described.fetch
        fetch = Fetch.model_validate(described.fetch.model_dump() | otherwise)
        manner = Manner(
            agent="CarePressure/test (+data@council.example)",
            mirror=self.publishers.mirror,
            first_wait=0.0,
            most_wait=0.02,
            between=0.0,
            read_seconds=self.seconds,
            whole_seconds=self.seconds * 2,
        )
        with asking(manner) as asker:
            return look(
                self.installation,
                replace(described, fetch=fetch),
                asker,
                self.folder,
                by=OPERATOR,
                since=since,
                dry_run=dry_run,
            )


@pytest.fixture
def visit(installation: Installation, publishers: Publishers, tmp_path: Path) -> Visitor:
    return Visitor(installation, publishers, tmp_path / "fetched")
