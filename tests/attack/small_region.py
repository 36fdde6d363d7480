"""Three weeks of four councils, one of 2,410 adults and one of 611,200: a revision, a withdrawal, every measure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load, withdraw
from pressure.demo.figures import Row, as_csv
from pressure.demo.places import PLACES, Place, actor
from pressure.release import site
from pressure.store.releases import DEMONSTRATION
from tests.attack.public_numbers import Heard, everything
from tests.installations import RULES, SUNDAY, new_installation, rows_of

TINY, MIDDLE, LARGE, WITHDRAWN = PLACES[6], PLACES[0], PLACES[1], PLACES[11]
WEEKS = 3
MEASURES = {m.id: m for m in RULES.in_force(SUNDAY).measures if m.about_people}
ADULTS = {p.code: p.adults for p in PLACES}
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Region:
    """The installation, what it says in public, and what nobody outside may know."""

    installation: Installation
    heard: Heard
    truth: dict[Key, list[Fraction]]

    @property
    def root(self) -> Path:
        return self.installation.site_dir / "demo"


def told(folder: Path, weeks: int = WEEKS) -> Region:
    """Each week every council's return and a release; in the last, a correction by one and a withdrawal."""
    installation, clock = new_installation(folder)
    region = Region(installation, Heard(), {})
    for week in range(weeks):
        for place in (TINY, MIDDLE, LARGE, WITHDRAWN):
            _send(region, place, _uneven(rows_of(place, SUNDAY + timedelta(weeks=week)), week))
        publish(installation, by=OPERATOR, track=DEMONSTRATION)
        clock.later(weeks=1)
    _send(region, MIDDLE, _corrected(_uneven(rows_of(MIDDLE, SUNDAY), 0)))
    last = SUNDAY + timedelta(weeks=weeks - 1)
    gone = _send(region, WITHDRAWN, _corrected(_uneven(rows_of(WITHDRAWN, last), weeks - 1)))
    withdraw(installation, by=actor(WITHDRAWN, Role.DATA_OFFICER), load_id=gone, reason="Sent for the wrong week")
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    return Region(installation, everything(region.root), region.truth)


def _send(region: Region, place: Place, rows: list[Row]) -> int:
    for row in (r for r in rows if r["measure_id"] in MEASURES):
        key = (place.code, row["measure_id"], row["week_ending"])
        region.truth.setdefault(key, []).append(Fraction(row["numerator"]))
    return send(region.installation, place, rows)


def send(installation: Installation, place: Place, rows: list[Row]) -> int:
    """A return as its council sends it; the number of its load."""
    return (
        load(
            installation, by=actor(place, Role.DATA_OFFICER), source_id="weekly-return", data=as_csv(rows), name="r.csv"
        ).load_id
        or 0
    )


def files(root: Path) -> Iterator[tuple[str, str, bytes]]:
    """Every public file of every release: release, path, bytes."""
    for manifest in sorted((root / "releases").glob("*.json")):
        release = site.release(root, manifest.stem)
        for path in release.manifest["files"]:
            yield release.id, path, release.read(path)


def _corrected(rows: list[Row]) -> list[Row]:
    return [
        r | {"numerator": str(int(r["numerator"]) + 12)} if r["measure_id"] == "wl_assess_rate" else r for r in rows
    ]


def _uneven(rows: list[Row], week: int) -> list[Row]:
    """Counts of people that are no multiple of the rounding, so that an exact one shows wherever it stands."""
    return [
        r | {"numerator": str(n + 1 + week % 2 if n % 5 == 0 else n)}
        if r["measure_id"] in MEASURES and r["numerator"].isdigit() and (n := int(r["numerator"])) > 20
        else r
        for r in rows
    ]
