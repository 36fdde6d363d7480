"""What a value of a rule must be. The classes of the rules say it field by field; `pressure.rules` asks as it reads."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

ONLY_KNOWN_KEYS = {"extra": "forbid"}
"""How pydantic reads a class of the rules: with no room for a key nobody reads."""


class BrokenLawError(ValueError):
    """A law of the rules that a value breaks. An empty key means the place where it was noticed."""

    def __init__(self, key: str, found: object, expected: str) -> None:
        self.key, self.found, self.expected = key, str(found), expected
        super().__init__(expected)


@dataclass(frozen=True, slots=True)
class Law:
    """One law of a value. Stands in an annotation, where pydantic asks it through the one name that it knows."""

    holds: Callable[[Any], object]
    expected: str
    nothing: str = ""

    def kept(self, value: object) -> object:
        """The value as it is. Raises BrokenLawError."""
        if not self.holds(value):
            raise BrokenLawError("", (not value and self.nothing) or repr(str(value)), self.expected)
        return value

    def __get_pydantic_core_schema__(self, source: object, schema_of: Callable[[object], object]) -> dict[str, object]:
        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": self.kept},
            "schema": schema_of(source),
        }


def _pattern(pattern: str) -> Law:
    return Law(re.compile(pattern).fullmatch, f"String should match pattern '^{pattern}$'")


_ABOVE_0 = Law(lambda n: n > 0, "greater than 0")
_NOT_BELOW_0 = Law(lambda n: n >= 0, "greater than or equal to 0")

Words = Annotated[str, Law(bool, "public words", nothing="no words")]
Slug = Annotated[str, _pattern("[a-z][a-z0-9_]*")]
ContextSlug = Annotated[str, _pattern("ctx_[a-z0-9_]+")]
Colour = Annotated[str, _pattern("#[0-9a-f]{6}")]
Positive = Annotated[int, _ABOVE_0]
NotNegative = Annotated[int, _NOT_BELOW_0]
LevelNumber = Annotated[
    int, Law(lambda n: n >= 1, "greater than or equal to 1"), Law(lambda n: n <= 4, "less than or equal to 4")
]
Stage = Annotated[int, _NOT_BELOW_0, Law(lambda n: n <= 3, "less than or equal to 3")]
Exact = Annotated[Fraction, Law(lambda n: n >= 0, "a number such as 25, 0.5 or 2/3")]
Share = Annotated[Fraction, _ABOVE_0, Law(lambda n: n <= 1, "less than or equal to 1")]
