"""A small installation with history: twelve weeks of the Demonstration Region, told through the real actions."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import inputs_for
from pressure.demo.story import tell
from pressure.domain.councils import Council
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.release_line import ReleaseLine
from pressure.release import site
from pressure.release.site import Release
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store import councils, releases, schema
from pressure.store.engine import open_engine, reading
from pressure.store.releases import DEMONSTRATION
from tests.installations import copy_folder
from tests.made_once import made_once

TODAY = date(2026, 11, 21)
ADDRESS = "https://pressure.example"
WEEKS = 12
PLACE = Council(
    code="E10000099",
    name="Brackwater",
    official_name="Brackwater County Council",
    kind="county",
    region_code="E12000009",
    region="South West",
    nation_code="E92000001",
    nation="England",
    adults_18plus=400_000,
    adults_year="mid-2024",
)


@dataclass(frozen=True)
class Told:
    """The installation after the last release of the story."""

    installation: Installation

    @property
    def site_dir(self) -> Path:
        return self.installation.site_dir

    @property
    def root(self) -> Path:
        return self.installation.site_dir / "demo"

    @property
    def release(self) -> Release:
        return site.current(self.root)

    @property
    def tree(self) -> Path:
        return self.root / "current"

    def rows(self, name: str) -> list[dict[str, str]]:
        """A CSV of the newest release, named as on the real track."""
        return self.release.rows(f"data/DEMO_{name}")

    def releases(self) -> list[Release]:
        """Every release, oldest first."""
        with reading(self.installation.engine) as connection:
            return [site.release(self.root, r.id) for r in releases.of_track(connection, DEMONSTRATION)]

    def inputs(self, connection: object) -> ReleaseInputs:
        """What the newest release was made from."""
        row = releases.last(connection, DEMONSTRATION)  # type: ignore[arg-type]
        assert row is not None
        line = ReleaseLine(
            id=row.id,
            published_at=row.published_at,
            facts_as_of=row.facts_as_of,
            reason=row.reason,
            note=row.note,
            rules_digest=row.rules_digest,
            public_address=row.public_address,
        )
        return inputs_for(self.installation, connection, DEMONSTRATION, line, councils.load_all(connection).all)  # type: ignore[arg-type]


def told(folder: Path) -> Told:
    """The same each time: told once for all workers, and copied."""
    copy_folder(made_once("told", _tell), folder / "told")
    return Told(_installation(folder / "told"))


def _tell(folder: Path) -> None:
    installation = _installation(folder)
    schema.upgrade(installation.engine)
    tell(installation, folder / "returns", today=TODAY, length=WEEKS)
    installation.engine.dispose()


def _installation(folder: Path) -> Installation:
    return Installation(
        engine=open_engine(f"sqlite:///{folder / 'pressure.sqlite'}"),
        site_dir=folder / "site",
        settings=Settings(),
        rules=load_rules(),
        public_address=ADDRESS,
    )
