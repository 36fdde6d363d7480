"""Finding a council by its name as people type it: exact, then beginning, then anywhere. Never a fuzzy guess."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pressure.domain.councils import normalised
from pressure.view.site import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A council as lists and searches show it. `address` is its plain page."""

    code: str
    name: str
    nation: str
    region: str
    aliases: tuple[str, ...]
    demonstration: bool
    row: Mapping[str, str]

    @property
    def folder(self) -> str:
        """Where its files are in a release."""
        return f"{'demo/' if self.demonstration else ''}councils/{self.code}/"

    @property
    def address(self) -> str:
        return "/" + self.folder

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(normalised(name) for name in (self.name, *self.aliases))


LISTS = (("data/councils.csv", False), ("demo/data/DEMO_councils.csv", True))


def listed(release: Release) -> list[Listed]:
    """Every council of a release by name, real ones first, then the fictional ones."""
    found = []
    for path, demonstration in LISTS:
        if release.has(path):
            rows = (_listed(row, demonstration) for row in release.rows(path) if not row.get("valid_to"))
            found += sorted(rows, key=lambda c: normalised(c.name))
    return found


def _listed(row: dict[str, str], demonstration: bool) -> Listed:
    aliases = tuple(a.strip() for a in row.get("aliases", "").split(";") if a.strip())
    row = {**row, "code": row.get("code") or row["council_code"], "name": row.get("name") or row["council_name"]}
    return Listed(code=row["code"], name=row["name"], nation=row["nation"], region=row.get("region", ""),
                  aliases=aliases, demonstration=demonstration, row=row)


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
