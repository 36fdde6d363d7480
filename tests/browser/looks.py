"""The shapes in which pages are looked at, and what axe found in each, kept for the accessibility statement."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.serving import ROOT

STATEMENT = ROOT / "data" / "accessibility.json"
IMPACTS = ("critical", "serious", "moderate", "minor")
STOPS_PEOPLE = IMPACTS[:2]
Found = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Look:
    """A width in pixels, a theme, and whether the reader's own colours replace ours."""

    width: int
    theme: str
    forced_colours: bool = False

    def __str__(self) -> str:
        return f"{self.width} {self.theme}{' forced' if self.forced_colours else ''}"

    @property
    def context(self) -> dict[str, Any]:
        """What a new window of the browser is told."""
        return {
            "viewport": {"width": self.width, "height": 900},
            "color_scheme": self.theme,
            "forced_colors": "active" if self.forced_colours else "none",
        }


LOOKS = tuple(Look(width, theme) for width in (320, 1280) for theme in ("light", "dark"))
FORCED = (Look(320, "light", True), Look(1280, "dark", True))
examined: dict[tuple[str, str, Look], Found] = {}
told: dict[str, str] = {}


def examine(page: Page, group: str, name: str, look: Look) -> Found:
    """Everything axe objects to on the page as it stands; kept under the page and the look."""
    answer = Axe().run(page).response
    told.update(axe_core=answer["testEngine"]["version"], browser=page.context.browser.version)  # type: ignore[union-attr]
    found: Found = examined.setdefault((group, name, look), [])
    found.extend(answer["violations"])
    return found


def stops_people(found: Found) -> list[tuple[str, str, str]]:
    """The serious and critical ones: rule, impact and the first place."""
    return [(v["id"], v["impact"], v["nodes"][0]["html"][:150]) for v in found if v["impact"] in STOPS_PEOPLE]


def statement(table: Mapping[str, tuple[Iterable[str], Iterable[Look]]], on: date) -> dict[str, Any]:
    """What the accessibility page is made from. Raises LookupError for a page of the table nobody examined."""
    wanted = {(group, name, look) for group, (names, looks) in table.items() for name in names for look in looks}
    if missed := wanted - examined.keys():
        raise LookupError(f"not examined: {', '.join(sorted(f'{g}: {n} ({look})' for g, n, look in missed))}")
    rules: dict[str, dict[str, Any]] = {}
    impacts: Counter[str] = Counter()
    for (group, name, _), found in sorted(examined.items(), key=lambda item: str(item[0])):
        for violation in found:
            impacts[violation["impact"]] += 1
            rule = rules.setdefault(
                violation["id"],
                {"rule": violation["id"], "impact": violation["impact"], "says": violation["help"], "pages": []},
            )
            if (page := f"{group}: {name}") not in rule["pages"]:
                rule["pages"].append(page)
    return {
        "tested_on": on.isoformat(),
        **told,
        "groups": {
            group: {"pages": list(names), "looks": [asdict(look) for look in looks]}
            for group, (names, looks) in table.items()
        },
        "violations": {impact: impacts[impact] for impact in IMPACTS},
        "found": [rules[i] for i in sorted(rules)],
    }


def write(made: Mapping[str, Any], file: Path = STATEMENT) -> None:
    file.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
