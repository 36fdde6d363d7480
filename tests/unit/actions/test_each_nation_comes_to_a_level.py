"""A whole return brings a council of the shipped list to a level in each nation; what is published rates the same."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.council_list import load_councils
from pressure.domain.readings import REGISTER_CONFIRMED
from pressure.ingest.templates import HEADER, template_rows
from pressure.publish.check.verify import verify
from pressure.release.site import current
from tests.installations import RULES, real_installation

BLOCK_ENDS, TUESDAY = date(2026, 11, 1), datetime(2026, 11, 3, 10, tzinfo=UTC)
COUNCILS = load_councils()
FIGURES = {
    "wl_assess_rate": ("400", ""),
    "wl_over_6m_share": ("60", ""),
    "wl_care_start_rate": ("50", ""),
    "wl_reviews_overdue": ("900", "3000"),
    "wl_discharge_rate": ("20", ""),
    "cap_home_unavailable": ("40", "1200"),
    "cap_homecare_unfilled": ("120", "9000"),
    "cap_vacancy_rate": ("150", "2500"),
    "ll_critical_unsourced": ("0", ""),
    "ll_safeguarding_wait": ("20", "300"),
}
"""Made up, and kept in the folder of the test."""


def whole_return(code: str) -> bytes:
    """Every row that the template of this council asks for, filled in."""
    text = io.StringIO()
    write = csv.writer(text)
    rows = template_rows(COUNCILS.get(code), RULES.in_force(BLOCK_ENDS), BLOCK_ENDS, {})
    write.writerow(HEADER)
    for council, week, measure, *_ in rows[1:]:
        above, below = FIGURES.get(measure, ("", ""))
        said = "yes" if measure == REGISTER_CONFIRMED else "no" if measure.startswith("em_") else ""
        write.writerow([council, week, measure, above, below, said, "ok", ""])
    return text.getvalue().encode()


@pytest.mark.parametrize("code", ["E10000025", "W06000015", "S12000047", "BHSCT", "NHSCT", "SEHSCT", "SHSCT", "WHSCT"])
def test_a_whole_return_gives_a_level_and_its_release_verifies(tmp_path: Path, code: str) -> None:
    """Trusts are in no count of adults, so the nation's rules have one for each."""
    installation, _ = real_installation(tmp_path, code, at=TUESDAY)
    loaded = load(installation, by=OPERATOR, source_id="weekly-return", data=whole_return(code), name="r.csv")
    assert (loaded.held, loaded.rejected) == (0, 0)
    assert not [note for note in loaded.notes if "no published population" in note.found]
    publish(installation, by=OPERATOR)
    release = current(installation.site_dir)
    assert release
    shown = json.loads(release.read(f"councils/{code}/rating.json"))
    assert shown["rating"]["level_published"] in (1, 2, 3, 4)
    for path in release.manifest["files"]:
        (tmp_path / "read" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "read" / path).write_bytes(release.read(path))
    (tmp_path / "read/data/manifest.json").write_bytes(json.dumps(release.manifest).encode())
    assert verify(tmp_path / "read")["ratings"] == 1
