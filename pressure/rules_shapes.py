"""The form every rule file shares: exact numbers, public words, no unread key, and who wrote and checked it when."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pressure.domain.measures import Version
from pressure.rules_files import BrokenLawError

LEVEL_NUMBERS = (1, 2, 3, 4)
STAGES = (0, 1, 2, 3)


def _exact(text: object) -> Fraction:
    """A whole number, decimal or share as written, without a float in between."""
    if not re.fullmatch(r"\d+(\.\d+)?|\d+/[1-9]\d*", str(text)):
        raise BrokenLawError("", repr(text), "a number such as 25, 0.5 or 2/3")
    return Fraction(str(text))


def _words(text: str) -> str:
    if not text.strip():
        raise BrokenLawError("", "no words", "public words")
    return " ".join(text.split())


Exact = Annotated[Fraction, BeforeValidator(_exact)]
Words = Annotated[str, AfterValidator(_words)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
LevelNumber = Annotated[int, Field(ge=1, le=4)]
Stage = Annotated[int, Field(ge=0, le=3)]


def require_all(key: str, found: Sequence[int], needed: Sequence[int]) -> None:
    """Refuse a list of numbers that is not exactly the one needed, each once and in order."""
    if list(found) != list(needed):
        raise BrokenLawError(key, ", ".join(map(str, found)) or "nothing", "exactly " + ", ".join(map(str, needed)))


class Strict(BaseModel):
    """A shape with no room for a key nobody has read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    def fields(self) -> dict[str, Any]:
        """The values by name, one level deep."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class Provenance(Strict):
    """When a version takes effect and was published, by which roles, and why."""

    effective_from: date
    published_on: date
    retrospective: bool = False
    authored_by: Words
    checked_by: Words
    next_review: date
    reason: Words
    method_version: Words

    @model_validator(mode="after")
    def _lawful(self) -> "Provenance":
        if self.authored_by.casefold() == self.checked_by.casefold():
            raise BrokenLawError("checked_by", self.checked_by, "another role than authored_by")
        if self.published_on > self.effective_from and not self.retrospective:
            raise BrokenLawError(
                "published_on", self.published_on, f"a day no later than {self.effective_from}, or retrospective: true"
            )
        if self.next_review <= self.published_on:
            raise BrokenLawError("next_review", self.next_review, f"a day after {self.published_on}")
        if not re.fullmatch("[1-9][0-9]*", self.method_version):
            raise BrokenLawError("method_version", self.method_version, 'a whole number in quotes, such as "2"')
        return self

    def version(self) -> Version:
        return Version(**{name: getattr(self, name) for name in Provenance.model_fields})

    def own(self) -> dict[str, Any]:
        """What this version says, without when and by whom it was said."""
        return {name: value for name, value in self.fields().items() if name not in Provenance.model_fields}

    def content(self) -> Any:
        """What this version says, as domain objects."""
        raise NotImplementedError
