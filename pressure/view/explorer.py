"""A release opened for the Streamlit pages: its councils, ratings, histories and the rules it was worked out by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.rules import load_rules
from pressure.settings import settings
from pressure.view import finding, site
from pressure.view.finding import Listed
from pressure.view.site import Release
from pressure.view.steps import Run, runs


@dataclass(frozen=True)
class Explorer:
    """What every page reads. Built once per release and shared by all visitors; nothing in it changes."""

    release: Release
    councils: tuple[Listed, ...]
    book: Rulebook

    def find(self, code: str) -> Listed | None:
        return next((c for c in self.councils if c.code == code), None)

    def document(self, council: Listed) -> dict[str, Any]:
        """A council's rating.json, with the council and the release named in it."""
        found: dict[str, Any] = self.release.json(f"{council.folder}rating.json")
        if "rating" in found:
            return found
        return {"release_id": self.release.id, "published_at": self.release.published_at,
                "demonstration": council.demonstration, "council": council.row, "rating": found}

    def history(self, council: Listed) -> list[dict[str, str]]:
        """Every level published for a council, oldest first."""
        mark = "DEMO_" if council.demonstration else ""
        path = f"{council.folder}{mark}history.csv"
        return self.release.rows(path) if self.release.has(path) else []

    def declarations(self, council: Listed) -> list[dict[str, str]]:
        """What the council has signed, past and present."""
        path = "demo/data/DEMO_declarations.csv" if council.demonstration else "data/declarations.csv"
        rows = _rows(self.release.root, self.release.id, path)
        return [row for row in rows if row["council_code"] == council.code]

    def runs(self, council: Listed, column: str = "level_published") -> tuple[Run, ...]:
        """Unbroken runs of the published level, or of the one worked out."""
        rows: list[Mapping[str, Any]] = [{**row, "level_published": row.get(column)} for row in self.history(council)]
        return runs(rows, self.document(council)["published_at"])


def opened(root: Path | None = None) -> Explorer:
    """The release in force. Raises NotPublished before the first."""
    release = site.current(root or settings.site_dir)
    return _opened(release.root, release.id)


def of(release_id: str) -> Explorer:
    """A release by its id, as a page that has already opened it keeps naming it."""
    return _opened(settings.site_dir, release_id)


@lru_cache(maxsize=2)
def _opened(root: Path, release_id: str) -> Explorer:
    release = site.release(root, release_id)
    published = day_of(datetime.fromisoformat(release.published_at))
    return Explorer(release=release, councils=tuple(finding.listed(release)),
                    book=load_rules(settings.rules_dir).in_force(published))


@lru_cache(maxsize=4)
def _rows(root: Path, release_id: str, path: str) -> list[dict[str, str]]:
    """A file of all councils, read once per release; nothing where the release has no such file."""
    release = site.release(root, release_id)
    return release.rows(path) if release.has(path) else []
