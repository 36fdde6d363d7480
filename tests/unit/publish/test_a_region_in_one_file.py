"""A region and a year can be picked from one file: each row of the weekly levels and of the figures names its council,
nation and region, as the list of councils had them then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from pressure.publish.release_inputs import ReleaseInputs
from pressure.settings import Settings
from pressure.store.engine import Connection
from tests.installations import RULES
from tests.publish_cases import PLACE, Told

WHERE = ("council_name", "nation", "region")
NAMED = ("levels_by_week.csv", "readings.csv")
BEGAN = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", NAMED)
def test_every_row_names_its_council_nation_and_region_as_the_list_does(installed: Told, name: str) -> None:
    listed = {row["council_code"]: tuple(row[c] for c in WHERE) for row in installed.rows("councils.csv")}
    told = installed.rows(name)
    assert told
    assert all(listed[row["council_code"]] == tuple(row[c] for c in WHERE) for row in told)
    assert all(all(row[c] for c in WHERE) for row in told), "also in weeks without a level, and for figures not sent"


@pytest.mark.parametrize("name", NAMED)
def test_they_stand_beside_the_code(installed: Told, name: str) -> None:
    """Where a reader looks for them."""
    assert list(installed.rows(name)[0])[:4] == ["council_code", *WHERE]


@pytest.mark.parametrize(
    ("at", "name", "region"),
    [
        (BEGAN - timedelta(microseconds=1), "Brackwater", "South West"),
        (BEGAN, "Brackwater and Holm", "South East"),
        (BEGAN + timedelta(days=400), "Brackwater and Holm", "South East"),
    ],
)
def test_a_council_renamed_or_moved_keeps_its_old_name_and_region_in_rows_of_before(
    at: datetime, name: str, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row once published is not written again."""
    now = replace(PLACE, name="Brackwater and Holm", region="South East")
    monkeypatch.setattr(
        "pressure.store.councils.versions",
        lambda connection: {PLACE.code: [(datetime(1970, 1, 1, tzinfo=UTC), PLACE), (BEGAN, now)]},
    )
    inputs = ReleaseInputs(
        connection=cast(Connection, None),
        track="real",
        rules=RULES,
        releases=(),
        councils=(now,),
        current={},
        settings=Settings(),
    )
    assert inputs.where(PLACE.code, at) == {"council_name": name, "nation": "England", "region": region}
