"""Reads `data/nations.yaml`: the law, the body that has the duty, its roles and its doors in each nation."""

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from pressure.settings import SHIPPED

FILE = SHIPPED / "data" / "nations.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Door(_Strict):
    """Whom to turn to, and where; `start` is what a sentence says before the name."""

    name: str
    url: str
    start: str = ""


class Nation(_Strict):
    """What pages say of a place because of the nation it is in."""

    name: str
    body: Literal["council", "trust"]
    law: str
    professional_lead: str
    ombudsman: Door
    medical: Door
    phrases: dict[str, str] = {}

    def say(self, text: str) -> str:
        """A sentence of ours in this nation's words. Never for words that somebody else wrote or signed."""
        return self._phrase.sub(lambda found: self._there(found[0]), text) if self.phrases else text

    @cached_property
    def _phrase(self) -> re.Pattern[str]:
        longest_first = sorted(self.phrases, key=len, reverse=True)
        return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    def _there(self, said: str) -> str:
        other = {key.casefold(): value for key, value in self.phrases.items()}[said.casefold()]
        return other[:1].upper() + other[1:] if said[:1].isupper() else other


class _File(_Strict):
    nations: dict[str, Nation]
    places: dict[str, str]


@lru_cache(maxsize=1)
def _read() -> _File:
    return _File.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def nations() -> Mapping[str, Nation]:
    """The four nations by code."""
    return _read().nations


def place(code: str, name: str) -> str:
    """A council's place as it is called after the word "in"."""
    return _read().places.get(code, name)
