"""The councils of a release, with the names they are found by."""

from collections.abc import Iterable
from dataclasses import dataclass

from pressure.document.lines import FoundCouncil
from pressure.document.shapes import RatingDocument, UnratedDocument, is_rated
from pressure.domain.councils import alphabetical
from pressure.release.site import Release, base


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A council as lists and searches show it. `row` is its line as the plain list of councils takes it."""

    code: str
    name: str
    nation: str
    names: tuple[str, ...]
    demonstration: bool
    row: FoundCouncil

    @property
    def folder(self) -> str:
        """Where its files are in its release."""
        return f"councils/{self.code}/"

    @property
    def address(self) -> str:
        """Where its plain page is."""
        return f"{base(demonstration=self.demonstration)}/{self.folder}"


def listed(release: Release) -> list[Listed]:
    """Every council with a rating in a release, by name."""
    paths = (path for path in release.manifest["files"] if path.startswith("councils/"))
    documents = (document(release, path) for path in paths if path.endswith("/rating.json"))
    return sorted((_listed(d) for d in documents if is_rated(d)), key=lambda c: alphabetical(c.name))


def document(release: Release, path: str) -> RatingDocument | UnratedDocument:
    """A rating.json of a release."""
    found: RatingDocument | UnratedDocument = release.json(path)
    return found


def _listed(document: RatingDocument) -> Listed:
    council, rating = document["council"], document["rating"]
    return Listed(
        code=council["code"],
        name=council["name"],
        nation=council["nation"],
        names=(council["name"], council["official_name"], *council.get("aliases", ())),
        demonstration=bool(document["demonstration"]),
        row={
            "council_code": council["code"],
            "council_name": council["name"],
            "official_name": council["official_name"],
            "aliases": council.get("aliases", []),
            "kind": council["kind"],
            "nation": council["nation"],
            "nation_code": council["nation_code"],
            "region": council["region"],
            "region_code": council["region_code"],
            "adults_18plus": council["adults_18plus"],
            "adults_year": council["adults_year"],
            "level_published": rating["level_published"],
            "level_figures": rating.get("level_figures"),
            "status": rating["status"],
            "valid_until": rating["valid_until"],
            "data_to": rating["data_to"],
            "register_confirmed": rating["register_confirmed"] or bool(rating["register"]),
            "stage": max((e["stage"] for e in rating["register"]), default=0 if rating["register_confirmed"] else None),
        },
    )


def names_of(councils: Iterable[Listed]) -> dict[str, tuple[str, ...]]:
    """What councils are found by."""
    return {council.code: council.names for council in councils}
