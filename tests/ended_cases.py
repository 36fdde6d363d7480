"""A council that ends and the two that follow it: a list of five real councils and invented codes, and the real track
of releases from the eve to a year on."""

import csv
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.installation_upgrade import take_list
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.council_list import DATA, load_councils
from pressure.demo.figures import as_csv
from pressure.demo.places import PLACES
from pressure.release import site
from pressure.release.site import Release
from pressure.settings import Settings
from pressure.store import schema
from pressure.store.engine import open_engine
from tests.installations import RULES, TestClock, rows_of

SURREY, EAST, WEST = "E10000030", "E06000998", "E06000999"
KEPT = (SURREY, "E10000006", "E06000063", "E06000064", "S12000049", "E08000016", "W06000015")
LAST_DAY = date(2027, 3, 31)
ROW = (
    "{code},{name},{name} Council,Unitary authority,E12000008,South East,E92000001,England,480000,mid-2024,2027-04-01,"
    ",,,,,{slug}\n"
)
HEIRS = ROW.format(code=EAST, name="East Surrey", slug="east-surrey") + ROW.format(
    code=WEST, name="West Surrey", slug="west-surrey"
)
ENDED = (
    f"{SURREY},Surrey,Surrey County Council,County council,E12000008,South East,E92000001,England,,,,2027-03-31,"
    f"{EAST};{WEST},,805,Surrey County,"
)


def shipped(folder: Path) -> Path:
    """The shipped list, as far as the tests need it."""
    folder.mkdir(exist_ok=True)
    for name in ("councils.csv", "councils_former.csv"):
        head, *rows = (DATA / name).read_text(encoding="utf-8").splitlines()
        (folder / name).write_text("\n".join([head, *(r for r in rows if r.split(",")[0] in KEPT)]) + "\n")
    return folder


def reorganised(folder: Path) -> Path:
    """The case: the row goes from one file to the other, and two follow."""
    shipped(folder)
    rows = (folder / "councils.csv").read_text().splitlines(keepends=True)
    (folder / "councils.csv").write_text("".join(r for r in rows if not r.startswith(SURREY)) + HEIRS)
    with (folder / "councils_former.csv").open("a") as text:
        text.write(ENDED + "\n")
    return folder


def announced(folder: Path) -> Path:
    """The same told beforehand: the row stays, with its last day and who follows."""
    shipped(folder)
    rows = list(csv.DictReader((folder / "councils.csv").read_text().splitlines()))
    for row in rows:
        if row["code"] == SURREY:
            row |= {"valid_to": LAST_DAY.isoformat(), "successors": f"{EAST};{WEST}"}
    with (folder / "councils.csv").open("w", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        text.write(HEIRS)
    return folder


@dataclass
class Reorganisation:
    """An installation of the real track and the releases it made, by name."""

    installation: Installation
    clock: TestClock
    folder: Path
    made: dict[str, Release] = field(default_factory=dict)

    def at(self, *moment: int) -> None:
        self.clock.at = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]

    def publish(self, name: str, *moment: int) -> Release:
        self.at(*moment)
        publish(self.installation, by=OPERATOR)
        self.made[name] = site.current(self.installation.site_dir)
        return self.made[name]

    def take(self, list_of: Path) -> int:
        return take_list(self.installation, load_councils(list_of))

    def send(self, code: str, sunday: date, **changes: str) -> int:
        """A council's whole return for a week, with other counts if any are given."""
        place = replace(PLACES[1], code=code, name="Surrey", story="")
        rows = [r | {"council_code": code} for r in rows_of(place, sunday, **changes)]
        return load(self.installation, by=OPERATOR, source_id="weekly-return", data=as_csv(rows), name="r.csv").accepted


def installed(folder: Path, url: str | None = None) -> Reorganisation:
    """Surrey with a level, published on 24 March 2027."""
    clock = TestClock(datetime(2027, 3, 17, 9, tzinfo=UTC))
    installation = Installation(
        engine=open_engine(url or f"sqlite:///{folder / 'p.sqlite'}"),
        rules=RULES,
        site_dir=folder / "site",
        settings=Settings(),
        now=clock,
        demonstration=True,  # no public record: the clock may pass a year
    )
    schema.upgrade(installation.engine)
    here = Reorganisation(installation, clock, folder)
    here.take(shipped(folder / "list"))
    here.publish("first", 2027, 3, 17, 9, 30)
    here.at(2027, 3, 23, 10)
    for sunday in (date(2027, 2, 21), date(2027, 3, 14), date(2027, 3, 21)):
        here.send(SURREY, sunday)
    here.publish("before", 2027, 3, 24, 9, 30)
    return here


def copied(made: Reorganisation, folder: Path) -> Reorganisation:
    """The same installation again, in a folder of its own."""
    made.installation.engine.dispose()
    shutil.copytree(made.folder, folder, symlinks=True)
    clock = TestClock(made.clock.at)
    installation = replace(
        made.installation,
        engine=open_engine(f"sqlite:///{folder / 'p.sqlite'}"),
        site_dir=folder / "site",
        now=clock,
    )
    return Reorganisation(installation, clock, folder, dict(made.made))
