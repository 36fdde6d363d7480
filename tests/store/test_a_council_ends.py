"""A council that ends, on each database: every release is made again byte for byte with the list of its own day."""

import pytest

from pressure.actions.releases.rebuilding import rebuild
from pressure.store.releases import REAL
from tests.ended_cases import SURREY, installed, reorganised


@pytest.mark.slow
def test_releases_before_and_after_an_end_are_rebuilt_alike(engine, tmp_path):
    """From the eve to a year on."""
    here = installed(tmp_path, engine.url.render_as_string(hide_password=False))
    here.at(2027, 4, 7, 9)
    here.take(reorganised(tmp_path / "new"))
    here.publish("week", 2027, 4, 7, 9, 30)
    here.publish("year", 2028, 4, 5, 8, 30)
    for release in here.made.values():
        assert rebuild(here.installation, release.id, REAL).different == (), release.id
    rows = [r for r in here.made["year"].rows("data/ratings.csv") if r["council_code"] == SURREY]
    assert rows
    assert all(r["valid_to"] for r in rows)
