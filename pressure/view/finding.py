"""Finding a council by its name as people type it: exact, then beginning, then anywhere. Never a fuzzy guess."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pressure.domain.councils import normalised
from pressure.view.site import Release, base


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A council as lists and searches show it. `row` is its line as the plain list of councils takes it."""

    code: str
    name: str
    nation: str
    keys: tuple[str, ...]
    demonstration: bool
    row: Mapping[str, Any]

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
    documents = (release.json(path) for path in paths if path.endswith("/rating.json"))
    return sorted((_listed(d) for d in documents if d["rating"]), key=lambda c: normalised(c.name))


def _listed(document: Mapping[str, Any]) -> Listed:
    council, rating = document["council"], document["rating"]
    stage = next((m for m in rating["measures"] if m["unit"] == "stage"), None)
    names = (council["name"], council["official_name"], *council.get("aliases", ()))
    return Listed(
        code=council["code"], name=council["name"], nation=council["nation"], keys=tuple(map(normalised, names)),
        demonstration=bool(document["demonstration"]), row={
            **council, "council_code": council["code"], "council_name": council["name"],
            **{key: rating[key] for key in ("level_published", "status", "valid_until", "data_to")},
            "register_confirmed": bool(stage and stage["state"] == "scored"),
            "stage": stage["stage"] if stage else None})


def matching(councils: Iterable[Listed], query: str) -> list[Listed]:
    """The best kind of match there is: a code or whole name, else names that begin so, else that contain it."""
    asked, every = normalised(query), list(councils)
    if not asked:
        return []
    kinds: tuple[Callable[[Listed], bool], ...] = (
        lambda c: c.code.casefold() == query.strip().casefold() or asked in c.keys,
        lambda c: any(key.startswith(asked) for key in c.keys),
        lambda c: any(asked in key for key in c.keys),
    )
    return next((hits for kind in kinds if (hits := [c for c in every if kind(c)])), [])
