"""How a council stands in the release in force: what a reader was told of, and what is new to them."""

from dataclasses import dataclass
from pathlib import Path

from pressure.document.shapes import RatingDocument, UnratedDocument, is_rated
from pressure.release import site
from pressure.release.site import NotPublished
from pressure.words.level import FLOOR_ONLY

UNRATED = "unrated"
PRIVACY = "privacy/index.html"


@dataclass(frozen=True, slots=True)
class Standing:
    """One council's document in the release in force. `told` names its level: two with the same are no change."""

    document: RatingDocument | UnratedDocument
    told: str
    privacy: bool  # whether the release has the page that says what is kept of readers

    @property
    def base(self) -> str:
        return site.base(demonstration=self.document["demonstration"])

    @property
    def code(self) -> str:
        return self.document["council"]["code"]

    @property
    def name(self) -> str:
        return self.document["council"]["name"]

    @property
    def over(self) -> bool:
        """Whether the council has ended."""
        return "ends" in self.document and self.document["ends"]["over"]


def standing(site_dir: Path, code: str) -> Standing | None:
    """Of a real council or of one of the Demonstration Region; None where no release has it."""
    path = f"councils/{code}/rating.json"
    for root in (site_dir, site_dir / "demo"):
        try:
            release = site.current(root)
        except NotPublished:
            continue
        if release.has(path):
            document: RatingDocument | UnratedDocument = release.json(path)
            return Standing(document, told_of(document), release.has(PRIVACY))
    return None


def told_of(document: RatingDocument | UnratedDocument) -> str:
    """What a reader of this document knows: the level and since when, or that the council ended."""
    if "ends" in document and document["ends"]["over"]:
        return f"ended {document['ends']['last_day']}"
    if not is_rated(document):
        return UNRATED
    rating = document["rating"]
    least = "at least " if rating["status"] == FLOOR_ONLY else ""
    return f"{least}{rating['level_published'] or 'no level'} since {rating['since']}"
