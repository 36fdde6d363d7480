"""The whole product on each database, not its store alone: loads, ratings, acts of officers, releases and checks."""

from datetime import date
from itertools import count
from pathlib import Path

import pytest

from pressure.access import kept_key
from pressure.actions.installation import Installation
from pressure.actions.releases.rebuilding import rebuild
from pressure.demo.story import tell
from pressure.publish.check.verify import verify
from pressure.publish.record.altered_files import altered_files
from pressure.release import site
from pressure.release.trees import materialise
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store.engine import reading
from pressure.store.record import commitments
from pressure.store.record.altered import altered
from pressure.store.releases import DEMONSTRATION
from tests.unit.actions.test_words_are_removed import every_kind, leaves

TODAY = date(2026, 11, 21)
WEEKS = 9
MADE: dict[str, dict[tuple[str, str], str]] = {}
"""What each database gave, by release and path."""


@pytest.mark.slow
def test_a_story_told_on_either_database_is_checked_rebuilt_and_the_same_byte_for_byte(
    engine, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one key and one source of chance, so that the record is the same too."""
    chance = count()
    monkeypatch.setattr(commitments, "source", lambda size: next(chance).to_bytes(size, "big"))
    installation = Installation(
        engine=engine, rules=load_rules(), site_dir=tmp_path / "site", settings=Settings(signing_key="A" * 43 + "=")
    )
    tell(installation, tmp_path / "returns", today=TODAY, length=WEEKS)
    root = installation.site_dir / "demo"
    told = [site.release(root, path.stem) for path in sorted((root / "releases").glob("*.json"))]
    assert len(told) >= WEEKS
    for release in told:
        tree = materialise(tmp_path / "tree", release, site.manifest_path(root, release.id).read_bytes())
        assert verify(tree)["ratings"] > 0
    assert rebuild(installation, told[-1].id, DEMONSTRATION).different == ()
    with reading(engine) as connection:
        assert [*altered(connection), *altered_files(connection, DEMONSTRATION, root, whole=True)] == []
    MADE[database] = {
        (release.id, path): entry["sha256"] for release in told for path, entry in release.manifest["files"].items()
    }
    if len(MADE) > 1:
        assert MADE["sqlite"] == MADE["postgresql"]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_kind_of_text_leaves_a_postgresql_database_and_every_file(
    new_postgresql, postgresql_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What refuses changes is another thing there, and so is where the key lies."""
    monkeypatch.setattr(kept_key, "ROOT", tmp_path)
    installation, ids = every_kind(tmp_path, new_postgresql(postgresql_template))
    assert installation.engine.dialect.name == "postgresql"
    leaves(installation, ids, tmp_path, monkeypatch)
    installation.engine.dispose()
