"""The releases in force, opened for pages that explore: councils, ratings, histories and the rules behind them."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import cast

from pressure.content.explore import finding
from pressure.content.explore.finding import Listed
from pressure.content.steps import steps
from pressure.document.lines import DeclarationLine, HistoryColumn, HistoryLine, RegisterEntry, register_entry
from pressure.document.shapes import OfficialDocument, RatingDocument, RatingPart, UnratedDocument
from pressure.domain.level_history import Interval
from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.release import site
from pressure.release.site import NotPublished, Release
from pressure.rules import deciding_rules, load_rules

DEMONSTRATION = "demo"


@dataclass(frozen=True)
class Explorer:
    """What every page reads. Built once per release and shared by all visitors; nothing in it changes.

    `invented` is the release of the Demonstration Region, which has its own directory; there may be none. `deciding`
    has the title and sentence of each rule that can decide a level.
    """

    key: str
    release: Release
    invented: Release | None
    councils: tuple[Listed, ...]
    book: Rulebook
    deciding: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def find(self, code: str) -> Listed | None:
        return next((c for c in self.councils if c.code == code), None)

    def ended(self, code: str) -> UnratedDocument | None:
        """The rating.json of a council that has ended; None for any other code."""
        path = f"councils/{code}/rating.json"
        for release in filter(None, (self.release, self.invented)):
            found = release.json(path) if code.isalnum() and release.has(path) else {}
            if (ends := found.get("ends")) and ends["over"]:
                return cast(UnratedDocument, found)
        return None

    def release_of(self, council: Listed) -> Release:
        """The release a council is published in: real and invented never share one."""
        return self.invented if council.demonstration and self.invented else self.release

    def file_name(self, council: Listed, name: str) -> str:
        """File names of the Demonstration Region say so."""
        return site.csv_name(name, demonstration=council.demonstration)

    def document(self, council: Listed) -> RatingDocument:
        """The rating.json of a council that is listed, which is one with a rating."""
        found: RatingDocument = self.release_of(council).json(f"{council.folder}rating.json")
        return found

    def official(self, council: Listed) -> OfficialDocument | None:
        """Its official.json; none for an invented council or in a release from before there was one."""
        release, path = self.release_of(council), f"{council.folder}official.json"
        found: OfficialDocument | None = release.json(path) if release.has(path) else None
        return found

    def history_path(self, council: Listed) -> str:
        """Where a council's history is in its release."""
        return council.folder + self.file_name(council, "history.csv")

    def history(self, council: Listed, release: Release | None = None) -> list[HistoryLine]:
        """Every level published for a council, oldest first: now, or as an earlier release had it."""
        release, path = release or self.release_of(council), self.history_path(council)
        return cast(list[HistoryLine], release.rows(path)) if release.has(path) else []

    def past(self, council: Listed, release_id: str) -> Release:
        """An earlier release of the same councils. Raises NotPublished."""
        return site.release(self.release_of(council).root, release_id)

    def releases(self, council: Listed) -> list[dict[str, str]]:
        """Every release of the same councils, oldest first."""
        release = self.release_of(council)
        return _rows(release.root, release.id, f"data/{self.file_name(council, 'releases.csv')}")

    def ratings_before(self, council: Listed, since: str) -> list[RatingPart]:
        """A council's ratings in the releases since a moment, oldest first, as far as they are kept."""
        found: list[RatingPart] = []
        for line in self.releases(council):
            with suppress(NotPublished, OSError):
                if line["published_at"] >= since:
                    release, path = self.past(council, line["release_id"]), f"{council.folder}rating.json"
                    found += [release.json(path)["rating"]] if release.has(path) else []
        return found

    def declarations(self, council: Listed) -> list[DeclarationLine]:
        """What the council has signed, past and present."""
        release = self.release_of(council)
        rows = _rows(release.root, release.id, f"data/{self.file_name(council, 'declarations.csv')}")
        lines = cast(list[DeclarationLine], rows)
        return [line for line in lines if line["council_code"] == council.code]

    def register(self, *, demonstration: bool) -> list[RegisterEntry]:
        """Everything signed, with every word of it; a release from before that had a file gives what its table has."""
        release = self.invented if demonstration and self.invented else self.release
        if release.has(site.WHOLE_REGISTER):
            found: list[RegisterEntry] = release.json(site.WHOLE_REGISTER)["declarations"]
            return found
        own = [c for c in self.councils if c.demonstration == demonstration]
        return [_entry(line, council) for council in own for line in self.declarations(council)]

    def steps(
        self, council: Listed, column: HistoryColumn = "level_published", release: Release | None = None
    ) -> tuple[Interval, ...]:
        """Intervals of the published level, or of the one worked out."""
        return steps(self.history(council, release), (release or self.release_of(council)).published_at, column)


def _entry(line: DeclarationLine, council: Listed) -> RegisterEntry:
    return register_entry(line, council.name, council.row["nation_code"], {})


def opened(site_dir: Path, rules_dir: Path) -> Explorer:
    """The releases in force, and the rules they are explained by. Raises NotPublished before the first real one."""
    release = site.current(site_dir)
    try:
        invented = site.current(site_dir / DEMONSTRATION).id
    except NotPublished:
        invented = ""
    return of("\n".join((str(site_dir), str(rules_dir), release.id, invented)))


@lru_cache(maxsize=2)
def of(key: str) -> Explorer:
    """Reopen an explorer by its key, which says all that it is made from, for functions that Streamlit caches."""
    site_dir, rules_dir, release_id, invented_id = key.split("\n")
    root = Path(site_dir)
    release = site.release(root, release_id)
    invented = site.release(root / DEMONSTRATION, invented_id) if invented_id else None
    published = day_of(datetime.fromisoformat(release.published_at))
    councils = (*finding.listed(release), *(finding.listed(invented) if invented else ()))
    rules = load_rules(Path(rules_dir))
    return Explorer(
        key=key,
        release=release,
        invented=invented,
        councils=councils,
        book=rules.in_force(published),
        deciding=deciding_rules(rules, published),
    )


@lru_cache(maxsize=4)
def _rows(root: Path, release_id: str, path: str) -> list[dict[str, str]]:
    """A file of all councils, read once per release; nothing where the release has no such file."""
    release = site.release(root, release_id)
    return release.rows(path) if release.has(path) else []
