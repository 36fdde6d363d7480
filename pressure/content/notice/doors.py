"""Where somebody can ask for care in each nation, as `data/words/doors.yaml` has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from pressure.settings import SHIPPED

FILE = SHIPPED / "data" / "words" / "doors.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpDoor:
    """Whom to turn to, and where. `listed` is what an address for many councils is called."""

    says: str
    url: str
    listed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The doors of one nation; `assessed_by` is the regulator's own view of councils, with reports by council."""

    assessment: HelpDoor
    carers: HelpDoor
    advocacy: HelpDoor
    assessed_by: HelpDoor | None = None
    assessments: Mapping[str, str] = field(default_factory=dict)

    def report_on(self, code: str) -> tuple[str, str] | None:
        """What the regulator's assessment of a council, or the list of all, is called and where it is."""
        if self.assessed_by is None:
            return None
        own = self.assessments.get(code)
        return (self.assessed_by.says, own) if own else (self.assessed_by.listed, self.assessed_by.url)


def doors_of(nation_code: str) -> Doors | None:
    """The doors of a nation; None for a place in none of the four."""
    return _doors(FILE).get(nation_code)


@lru_cache(maxsize=2)
def _doors(file: Path) -> Mapping[str, Doors]:
    return TypeAdapter(dict[str, Doors]).validate_python(yaml.safe_load(file.read_text("utf-8")))
